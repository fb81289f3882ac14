"""The commands of `python -m data` for who keeps a server running."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.aggregates.folding import Site
from data.last_day import confirm_day, last_day
from data.operation.backup import (
    DATABASES,
    BackupError,
    Checked,
    make_backup,
    new_key,
    restore_backup,
    verify_backup,
)
from data.operation.damage import is_damaged
from data.operation.servers import to_postgresql
from data.operation.state import LEVELS, parts_of
from data.operation.upkeep import keep_up
from questionnaire.authoring.command_line import counted
from questionnaire.whole_files import write_whole


@dataclass(frozen=True)
class Command:
    """One command. `arguments` are those of argparse: names and settings."""

    name: str
    help: str
    action: Callable[[Site, argparse.Namespace], None]
    arguments: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = ()


class UpkeepFailed(Exception):
    """Steps of upkeep that did not work, while the others did."""


def _confirm_clock(site: Site, options: argparse.Namespace) -> None:
    before = last_day(site.folders).day
    today = confirm_day(site.folders, site.today)
    told = f" De vorige dag die de scan zag was {before:%d-%m-%Y}." if before else ""
    print(f"Vandaag is {today:%d-%m-%Y}: bevestigd.{told} Sluiten, opruimen en publiceren gaan weer door.")


def _state(site: Site, options: argparse.Namespace) -> None:
    found = parts_of(site.folders, options.release or site.folders.data_dir / "release")
    for part in found:
        print(f"{LEVELS[part.level].say():9} {part.title.say()}: {part.told.say()}")
        if part.todo:
            print(f"{'':9} -> {part.todo.say()}")
    if any(part.level == "wrong" for part in found):
        raise UpkeepFailed("Er is iets mis; hierboven staat wat, en wat eraan te doen is.")


def _tidy(site: Site, options: argparse.Namespace) -> None:
    done = keep_up(site)
    closed = counted(done.closed, "bijeenkomst", "bijeenkomsten")
    expired = counted(done.expired, "verlopen concept", "verlopen concepten")
    print(f"{closed} gesloten, {expired} verwijderd, bestanden opnieuw geschreven.")
    if done.failed:
        wrong = [
            part
            for part in parts_of(site.folders, site.folders.data_dir / "release")
            if part.level == "wrong"
        ]
        told = [
            f"{part.title.say()}: {part.told.say()} {part.todo.say() if part.todo else ''}".rstrip()
            for part in wrong
        ]
        raise UpkeepFailed("Niet alles is gelukt.\n" + "\n".join(told))


def _backup_key(site: Site, options: argparse.Namespace) -> None:
    private, public = new_key()
    if not write_whole(options.out, f"# public key: {public}\n{private}\n".encode(), 0o600, replace=False):
        raise BackupError(f"{options.out} bestaat al. Een sleutel wordt nooit overschreven.")
    print(
        f"De privésleutel staat in {options.out}. Leg hem in een kluis, niet op deze server: zonder hem gaat geen reservekopie open.\n"
        f"Zet dit bij de instellingen van de server:\nBACKUP_KEY={public}"
    )


def _backup(site: Site, options: argparse.Namespace) -> None:
    key = options.key or os.environ.get("BACKUP_KEY", "")
    if not key:
        raise BackupError(
            "Voor wie is de reservekopie? Maak één keer een sleutel met: python -m data backup-key --out BESTAND"
        )
    print(f"Reservekopie gemaakt: {options.out}. {_in_words(make_backup(site.folders, options.out, key))}")


def _restore(site: Site, options: argparse.Namespace) -> None:
    checked = restore_backup(options.file, options.key.read_text("utf-8"), options.to)
    print(
        f"Teruggezet in {options.to}. {_in_words(checked)}\n"
        "Stop de scan, laat DATA_DIR naar deze map wijzen, en start. Kijk daarna met: python -m data state"
    )


def _verify(site: Site, options: argparse.Namespace) -> None:
    if options.file is None:
        where = site.folders
        wrong = [
            name
            for name in (*DATABASES, "pending")
            if getattr(where, name).exists() and is_damaged(getattr(where, name))
        ]
        if wrong:
            raise BackupError(
                f"Beschadigd: {', '.join(f'{name}.db' for name in wrong)}. Start de scan opnieuw: wat beschadigd is wordt apart gezet."
            )
        print("Alle bestanden van deze server zijn heel.")
        return
    if options.key is None:
        raise BackupError("Noem met --key het bestand met de privésleutel.")
    print(f"{options.file} is heel. {_in_words(verify_backup(options.file, options.key.read_text('utf-8')))}")


def _to_postgresql(site: Site, options: argparse.Namespace) -> None:
    for table, rows in to_postgresql(site.folders).items():
        print(f"{table:16} {rows}")
    print("Alles staat in de database. De bestanden staan er nog, onder een andere naam (.in-postgresql).")


def _in_words(checked: Checked) -> str:
    rows = checked.rows
    return (
        f"Gemaakt op {checked.made}; {rows.get('drafts', 0)} bewaarde scans, {rows.get('events', 0)} bijeenkomsten, "
        f"{rows.get('published', 0)} openbare blokken."
    )


_KEY_FILE = {"type": Path, "help": "bestand met de privésleutel"}

OPERATION = (
    Command("tidy", "dagelijks onderhoud: sluiten wat voorbij is, opruimen wat verlopen is", _tidy),
    Command(
        "state",
        "hoe het met elk onderdeel van de server is, en wat te doen",
        _state,
        ((("--release",), {"type": Path, "help": "map van publish; standaard DATA_DIR/release"}),),
    ),
    Command(
        "backup-key",
        "maak de sleutel voor reservekopieën",
        _backup_key,
        ((("--out",), {"type": Path, "required": True, "help": "bestand voor de privésleutel"}),),
    ),
    Command(
        "backup",
        "maak een versleutelde reservekopie, ook terwijl de scan draait",
        _backup,
        (
            (("--out",), {"type": Path, "required": True, "help": "bestand, bijvoorbeeld scan.age"}),
            (("--key",), {"help": "publieke sleutel (age1...); standaard BACKUP_KEY"}),
        ),
    ),
    Command(
        "restore",
        "zet een reservekopie terug in een lege map",
        _restore,
        (
            (("file",), {"type": Path, "help": "bestand van backup"}),
            (("--key",), {**_KEY_FILE, "required": True}),
            (("--to",), {"type": Path, "required": True, "help": "lege map"}),
        ),
    ),
    Command(
        "verify",
        "kijk of een reservekopie, of wat hier staat, heel is",
        _verify,
        (
            (("file",), {"type": Path, "nargs": "?", "help": "bestand van backup; zonder: deze server"}),
            (("--key",), _KEY_FILE),
        ),
    ),
    Command(
        "to-postgresql",
        "zet over wat hier in bestanden staat naar de lege database van DATABASE_URL; stop eerst de server",
        _to_postgresql,
    ),
    Command(
        "confirm-clock",
        "zeg dat de datum van de server klopt, nadat de klok ver versprong",
        _confirm_clock,
    ),
)
