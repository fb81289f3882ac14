"""How each part of a server is doing, in a sentence, and what to do when something is wrong. No part tells anything
about a respondent, nor where on the machine files stand.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from data import clock, drafts, enquiries
from data.aggregates import archive
from data.aggregates.keys import BlockKeys
from data.folders import Folders
from data.last_day import ClockInDoubt, is_certain, last_day
from data.operation.uncounted import waiting_to_be_counted
from data.operation.upkeep import CLOCK, LastTime, last_upkeep
from data.organisers import registry
from data.storage import StorageTrouble
from data.stores import open_store
from questionnaire.authoring.mistakes import Phrase
from questionnaire.language.translation import N_, nN_

Level = Literal["good", "attention", "wrong"]
LEVELS: dict[Level, Phrase] = {
    "good": Phrase(N_("in orde")),
    "attention": Phrase(N_("let op")),
    "wrong": Phrase(N_("mis")),
}
LITTLE, MORE = 100, 1000  # MB free on the disk: below the first it is wrong, below the second worth a look
LATE = timedelta(hours=12)  # upkeep runs every four hours
OLD_RELEASE = timedelta(days=2)
PATIENCE = 0.5  # seconds that a look at a database waits for who is writing


@dataclass(frozen=True)
class Part:
    """One part: how it is, told in a sentence, and what to do (None when there is nothing to do)."""

    name: str
    title: Phrase
    level: Level
    told: Phrase
    todo: Phrase | None = None


def parts_of(where: Folders, release: Path) -> tuple[Part, ...]:
    """Every part of the server that keeps its files in `where` and its release in `release`."""
    return (
        _disk(where),
        _keys(where),
        *_databases(where),
        _clock(where),
        _counting(where),
        *_upkeep(where, release),
    )


def worst(parts: tuple[Part, ...]) -> Level:
    """How the server as a whole is: as its worst part."""
    order: tuple[Level, ...] = ("wrong", "attention", "good")
    return next((level for level in order if any(part.level == level for part in parts)), "good")


_DISK = Phrase(N_("Schijf"))


def _disk(where: Folders) -> Part:
    try:
        where.make()
        probe = where.data_dir / f".probe-{secrets.token_hex(6)}"
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
        free = shutil.disk_usage(where.data_dir).free // 1_000_000
    except OSError as error:
        return Part(
            "disk",
            _DISK,
            "wrong",
            Phrase(
                N_("Schrijven in DATA_DIR lukt niet ({reason})."), {"reason": os.strerror(error.errno or 0)}
            ),
            Phrase(
                N_(
                    "Maak ruimte op de schijf, of geef het account van de scan schrijfrechten. Wat mensen invullen staat tot die tijd alleen in hun eigen venster."
                )
            ),
        )
    needed = 2 * where.drafts.stat().st_size // 1_000_000 if where.drafts.exists() else 0
    level: Level = "wrong" if free < LITTLE else "attention" if free < max(MORE, needed) else "good"
    return Part(
        "disk",
        _DISK,
        level,
        Phrase(N_("Er is {free} MB vrij."), {"free": free}),
        None
        if level == "good"
        else Phrase(
            N_(
                "Maak ruimte: onderhoud heeft tijdelijk tweemaal de grootte van drafts.db nodig, nu {needed} MB."
            ),
            {"needed": needed},
        ),
    )


_KEYS = Phrase(N_("Sleutels"))


def _keys(where: Folders) -> Part:
    try:
        blocks = (
            [str(row[0]) for row in _rows(where.pending, "SELECT block FROM cells")]
            if where.pending.exists()
            else []
        )
    except sqlite3.Error:
        blocks = []  # told by the part of that file
    missing = BlockKeys(where.key_dir).missing(blocks)
    if missing:
        return Part(
            "keys",
            _KEYS,
            "wrong",
            Phrase(
                nN_(
                    "Van {count} open blok ontbreekt de sleutel: wat daarin zat, kan niemand meer lezen.",
                    "Van {count} open blokken ontbreekt de sleutel: wat daarin zat, kan niemand meer lezen.",
                ),
                {"count": missing},
            ),
            Phrase(
                N_(
                    "Klopt KEY_DIR? Zet anders de map met sleutels terug. Is zij echt weg, gebruik dan: python -m data repair"
                )
            ),
        )
    return Part("keys", _KEYS, "good", Phrase(N_("Bij elk open blok hoort een sleutel.")))


# Each database, with a question that it can always answer.
DATABASES = (
    ("drafts", "SELECT 1 FROM drafts LIMIT 1", Phrase(N_("Bewaarde scans"))),
    ("events", "SELECT 1 FROM events LIMIT 1", Phrase(N_("Bijeenkomsten en accounts"))),
    ("pending", "SELECT 1 FROM cells LIMIT 1", Phrase(N_("Open blokken"))),
    ("published", "SELECT 1 FROM sums LIMIT 1", Phrase(N_("Openbare cijfers"))),
    ("enquiries", "SELECT 1 FROM enquiries LIMIT 1", Phrase(N_("Vragen aan een ander"))),
)
STORES = {each.name: each for each in (drafts.STEPS, registry.STEPS, archive.STEPS, enquiries.STEPS)}


def _databases(where: Folders) -> Iterator[Part]:
    for name, question, title in DATABASES:
        if where.database and name != "pending":
            yield _in_postgresql(where, name, question, title)
            continue
        path: Path = getattr(where, name)
        aside = sorted(where.data_dir.glob(f"{path.name}.damaged-*"))
        try:
            if path.exists():
                _rows(path, question)
        except sqlite3.Error as error:
            busy = "locked" in str(error) or "busy" in str(error)
            told, todo = _trouble(busy)
            yield Part(name, title, "wrong", told, todo)
        else:
            if aside:
                yield Part(
                    name,
                    title,
                    "wrong",
                    Phrase(
                        N_(
                            "Het bestand was beschadigd en is apart gezet als {file}. De scan begon een nieuw bestand."
                        ),
                        {"file": aside[-1].name},
                    ),
                    Phrase(
                        N_(
                            "Zet de laatste reservekopie terug met python -m data restore, en haal het beschadigde bestand daarna weg."
                        )
                    ),
                )
            else:
                yield Part(name, title, "good", Phrase(_readable(where, path)))


def _readable(where: Folders, path: Path) -> str:
    if where.database:  # of several servers; what stands in these blocks never leaves this one
        return N_("Te lezen. Deze blokken en hun sleutels staan alleen op deze server, niet in PostgreSQL.")
    return N_("Te lezen.") if path.exists() else N_("Nog niets bewaard.")


def _in_postgresql(where: Folders, name: str, question: str, title: Phrase) -> Part:
    try:
        with open_store(where, STORES[name]) as db:
            db.execute(question).fetchone()
    except StorageTrouble:
        return Part(
            name,
            title,
            "wrong",
            Phrase(N_("PostgreSQL is niet te bereiken, of weigert.")),
            Phrase(
                N_(
                    "Kijk of de database draait en of DATABASE_URL klopt. Wat mensen invullen staat tot die tijd alleen in hun eigen venster."
                )
            ),
        )
    return Part(name, title, "good", Phrase(N_("Te lezen in PostgreSQL, samen met de andere servers.")))


def _trouble(busy: bool) -> tuple[Phrase, Phrase]:
    if busy:
        return (
            Phrase(N_("Een ander programma houdt het bestand bezet.")),
            Phrase(
                N_(
                    "Stop wat het bestand vasthoudt: een kopieerprogramma, een tweede scan op dezelfde map, een open sqlite3."
                )
            ),
        )
    return (
        Phrase(N_("Het bestand is niet te lezen.")),
        Phrase(
            N_(
                "Start de scan opnieuw: een beschadigd bestand wordt dan apart gezet. Zet daarna de laatste reservekopie terug met python -m data restore."
            )
        ),
    )


def _rows(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


_CLOCK = Phrase(N_("Klok"))


def _clock(where: Folders) -> Part:
    today = clock.today()
    if is_certain(where, today):
        return Part("clock", _CLOCK, "good", Phrase(N_("Het is {today}."), {"today": today}))
    doubt = ClockInDoubt(today, last_day(where).day)
    return Part(
        "clock",
        _CLOCK,
        "wrong",
        Phrase(
            N_("De klok van de server wijst {today}, maar de laatste dag dat de scan werkte was {last}."),
            doubt.fields,
        ),
        Phrase(
            N_(
                "Tot iemand de datum bevestigt, wordt er niets gesloten, gewist of gepubliceerd. Zet de klok goed, of bevestig de datum op /team/toestand of met: python -m data confirm-clock"
            )
        ),
    )


def _counting(where: Folders) -> Part:
    count = waiting_to_be_counted(where)
    title = Phrase(N_("Tellen"))
    if not count:
        return Part("counting", title, "good", Phrase(N_("Alle scans die klaar zijn, zijn geteld.")))
    return Part(
        "counting",
        title,
        "attention",
        Phrase(
            nN_("{count} scan is klaar en nog niet geteld.", "{count} scans zijn klaar en nog niet geteld."),
            {"count": count},
        ),
        Phrase(
            N_("Verhelp wat hierboven mis is. Elke scan wordt geteld zodra de ondernemer hem weer opent.")
        ),
    )


STEPS = {
    "blocks": Phrase(N_("open blokken klaarzetten")),
    "events": Phrase(N_("bijeenkomsten sluiten")),
    "drafts": Phrase(N_("verlopen scans wissen")),
    "enquiries": Phrase(N_("verlopen vragen wissen")),
    "order": Phrase(N_("volgorde wissen")),
    "release": Phrase(N_("publiceren")),
}


def _upkeep(where: Folders, release: Path) -> Iterator[Part]:
    steps, now = last_upkeep(where), clock.now()
    title = Phrase(N_("Onderhoud"))
    failed = [name for name, one in steps.items() if one.trouble and name != "release" and name in STEPS]
    latest = max((one.done for name, one in steps.items() if one.done and name != "release"), default=None)
    if failed:
        told = Phrase(
            N_("Niet gelukt: {step} ({reason})."),
            {"step": STEPS[failed[0]], "reason": _reason(steps[failed[0]].trouble)},
        )
        yield Part(
            "upkeep",
            title,
            "wrong",
            told,
            Phrase(N_("Verhelp wat hierboven mis is, en probeer het opnieuw met: python -m data tidy")),
        )
    elif latest is None:
        yield Part(
            "upkeep", title, "good", Phrase(N_("Nog niet gedaan: dat gebeurt een kwart minuut na de start."))
        )
    else:
        late = now - latest > LATE
        yield Part(
            "upkeep",
            title,
            "attention" if late else "good",
            Phrase(N_("Laatst gedaan op {moment}."), {"moment": _moment(latest)}),
            Phrase(N_("Start de scan opnieuw, of doe het nu met: python -m data tidy")) if late else None,
        )
    yield _release(steps.get("release"), release, now)


def _release(last: LastTime | None, folder: Path, now: datetime) -> Part:
    title = Phrase(N_("Openbare bestanden"))
    done, trouble = (last.done, last.trouble) if last else (None, "")
    if done is None and not trouble:
        return Part("release", title, "good", Phrase(N_("Nog niet gepubliceerd.")))
    old = done is None or now - done > OLD_RELEASE
    if trouble:
        told = Phrase(N_("Publiceren lukte de laatste keer niet ({reason})."), {"reason": _reason(trouble)})
    elif done:
        told = Phrase(N_("Bijgewerkt op {moment}."), {"moment": _moment(done)})
    if not trouble and not old and (folder / "release.json").exists():
        return Part("release", title, "good", told)
    todo = Phrase(
        N_("Verhelp wat hierboven mis is, en probeer het met: python -m data publish --out {folder}"),
        {"folder": "RELEASE_DIR"},
    )
    return Part("release", title, "attention", told, todo)


def _reason(trouble: str) -> Phrase:
    if trouble == CLOCK:
        return Phrase(N_("de klok is niet bevestigd"))
    if trouble == "KeyGone":
        return Phrase(N_("er ontbreekt een sleutel"))
    if trouble in ("StorageTrouble", "DatabaseError", "OperationalError"):
        return Phrase(N_("een bestand is niet te lezen of te schrijven"))
    return Phrase("{name}", {"name": trouble})


def _moment(moment: datetime) -> str:
    return f"{moment:%d-%m-%Y %H:%M}"
