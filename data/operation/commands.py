"""The commands of `python -m data` for who keeps a server running."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.aggregates.folding import Site
from data.last_day import confirm_day, last_day
from data.operation.state import LEVELS, parts_of
from data.operation.upkeep import keep_up
from questionnaire.authoring.command_line import counted


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


OPERATION = (
    Command("tidy", "dagelijks onderhoud: sluiten wat voorbij is, opruimen wat verlopen is", _tidy),
    Command(
        "state",
        "hoe het met elk onderdeel van de server is, en wat te doen",
        _state,
        ((("--release",), {"type": Path, "help": "map van publish; standaard DATA_DIR/release"}),),
    ),
    Command(
        "confirm-clock",
        "zeg dat de datum van de server klopt, nadat de klok ver versprong",
        _confirm_clock,
    ),
)
