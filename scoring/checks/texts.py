"""Whether measures and types of crime of the scan say all they must say, and whether somebody read their
source lately.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.authoring.wording import missing_keys
from questionnaire.language.translation import N_
from scoring.models import STEPS, Measure, Threat
from scoring.reading import Read

_PAGE = re.compile(r"https?://[^\s/]+\.\S+$")
_STALE_AFTER = timedelta(days=365)
# Steps with a condition count where they are told: of those for one program or kind of business only some
# are.
_STEPS_HOW = {"how": (2, 6), "how_supplier": (1, 5)}
_ALWAYS = ("why", "impact", "done_by", "source", "reviewed")
_BARRIERS = (5, 12)
_FIRST_HELP = (3, 6)


def check_measure(
    measure: Measure, source: Source, place: KeyPath, about_crime: bool = True, about_ict: bool = True
) -> Iterator[Mistake]:
    """Keys that every measure of the scan has, and how many steps it takes.

    One of the principles against crime belongs to a scan with types of crime, steps for a supplier to one in
    which a supplier plays a part.
    """
    always = (*_ALWAYS, "principle") if about_crime else _ALWAYS
    missing = [
        key for key in always if key not in measure.model_fields_set or getattr(measure, key) in (None, "")
    ]
    if measure.hours is None and "effort_hours" not in measure.model_fields_set:
        missing.append("hours")
    # Who asks inside, and who puts something to the test, needs no supplier.
    supplied = (about_ict and measure.kind == "do") or measure.settles in ("supplier", "builder")
    missing += [
        key for key in ("how", "how_supplier") if not getattr(measure, key) and (supplied or key == "how")
    ]
    if supplied and not measure.ask_supplier:
        missing.append("ask_supplier")
    if missing:
        yield missing_keys(source, place, missing)
    for key, (least, most) in _STEPS_HOW.items():
        steps = getattr(measure, key)
        count = sum(step.when is None for step in steps)
        if steps and not (least if count == len(steps) else 0) <= count <= most:
            yield _count(measure.id, key, count, least, most, source, (*place, key))
    if measure.source and not _PAGE.match(measure.source):
        yield source.mistake(
            (*place, "source"),
            "source",
            Phrase(N_("'{name}': 'source' is geen webadres."), {"name": measure.id}),
            Phrase(N_("schrijf het adres van een openbare pagina, met https:// ervoor.")),
        )


def check_threat(threat: Threat, source: Source, place: KeyPath) -> Iterator[Mistake]:
    """All five steps, a few barriers, and the length of what to do when hit; whether that is there at all is looked
    at where the playbooks are (data/first_help/checks.py).
    """
    missing = [step for step in STEPS if step not in threat.steps]
    if missing:
        yield missing_keys(source, (*place, "steps"), missing)
    for key, (least, most) in (("barriers", _BARRIERS), ("first_help", _FIRST_HELP)):
        count = len(getattr(threat, key))
        if count and not least <= count <= most:
            yield _count(threat.id, key, count, least, most, source, (*place, key))
    seen: set[str] = set()
    for j, barrier in enumerate(threat.barriers):
        if barrier.id in seen:
            yield source.mistake(
                (*place, "barriers", j, "id"),
                "double_id",
                Phrase(
                    N_("'{name}': de id '{id}' staat twee keer bij de barrières."),
                    {"name": threat.id, "id": barrier.id},
                ),
                Phrase(N_("geef elke barrière een eigen id.")),
            )
        seen.add(barrier.id)


def check_texts(read: Read) -> list[Mistake]:
    """The above for everything that was read."""
    about_crime = read.rule is None or read.rule.threats is not None
    questionnaire = read.questions.questionnaire
    about_ict = questionnaire is None or questionnaire.speaks_of_suppliers
    mistakes = [
        m
        for measure in read.measures.values()
        for m in check_measure(measure, *read.measure_places[measure.id], about_crime, about_ict)
    ]
    if read.threats is not None and read.threats_source is not None:
        seen: dict[str, int] = {}
        for i, threat in enumerate(read.threats.threats):
            mistakes += check_threat(threat, read.threats_source, ("threats", i))
            if seen.setdefault(threat.id, i) != i:
                mistakes.append(
                    read.threats_source.mistake(
                        ("threats", i, "id"),
                        "double_id",
                        Phrase(
                            N_("de id '{id}' staat twee keer in '{list}'."),
                            {"id": threat.id, "list": "threats"},
                        ),
                        Phrase(N_("geef er één een andere id.")),
                    )
                )
    return mistakes


def check_reviewed(source: Source, today: date) -> list[Mistake]:
    """Warnings for every `reviewed` in a file that is more than a year ago, or that lies in the future."""
    mistakes = []
    for place, reviewed, name in _reviews(source.data, (), None):
        values = {"name": name or source.file, "date": reviewed}
        remedy = Phrase(N_("lees de bron opnieuw, pas de tekst zo nodig aan en zet 'reviewed' op vandaag."))
        if today - reviewed > _STALE_AFTER:
            message = Phrase(
                N_("'{name}': de bron is sinds {date} niet nagekeken, dat is meer dan een jaar."), values
            )
        elif reviewed - today > _STALE_AFTER:
            message = Phrase(N_("'{name}': de datum {date} ligt ver in de toekomst."), values)
        else:
            continue
        mistakes.append(source.mistake(place, "stale", message, remedy, "warning"))
    return mistakes


def _reviews(value: Any, place: KeyPath, name: str | None) -> Iterator[tuple[KeyPath, date, str | None]]:
    if isinstance(value, dict):
        name = value["id"] if isinstance(value.get("id"), str) else name
        for key, part in value.items():
            if key == "reviewed" and isinstance(part, date):
                yield (*place, key), part, name
            else:
                yield from _reviews(part, (*place, key), name)
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from _reviews(part, (*place, i), name)


def _count(name: str, key: str, count: int, least: int, most: int, source: Source, place: KeyPath) -> Mistake:
    values = {"name": name, "key": key, "count": count, "least": least, "most": most}
    message = Phrase(
        N_("'{name}': bij '{key}' staan er {count}, dat moeten er {least} tot {most} zijn."), values
    )
    return source.mistake(place, "count", message, Phrase(N_("voeg samen, splits of vul aan.")))
