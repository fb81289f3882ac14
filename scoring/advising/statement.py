"""The statement for a customer, bank or insurer: what stands by the answers, and what of it was chosen to be shown."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from questionnaire.language.translation import N_
from questionnaire.saved_scans.origins import CONFIRMED, SEEN, origin_of
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.barriers import BarrierState
from scoring.content import Content
from scoring.models import Barrier

LONGEST_NAME = 80  # characters that fit above the statement
MOST_PLANNED = 10  # actions; with more of them the code is too long for a camera

SELF_DECLARED = N_("Zelf verklaard")
ARTICLE = "NIS2 21(2)"
DUTIES = N_(
    "De letters wijzen naar artikel 21 lid 2 van de NIS2-richtlijn, waar de Cyberbeveiligingswet op rust. Een regel raakt zo'n onderdeel. Dat het bedrijf aan de wet voldoet, staat hier niet."
)
WHAT_IT_IS_NOT = (
    N_("Geen certificaat, geen keurmerk en geen audit. Niemand is komen kijken."),
    N_("Het bedrijf gaf de antwoorden zelf, en koos zelf wat hier staat. Wat er niet staat, zegt niets."),
    N_("De handtekening bewijst alleen dat deze tekst uit de scan komt en niet is veranderd."),
)

_Said = Annotated[str, StringConstraints(max_length=300)]


class _Told(BaseModel):
    # One letter per field in the code: it must stay within what a camera reads.
    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, alias_generator=lambda name: name[0]
    )


class Line(_Told):
    """One thing that stands. `duties` are letters of article 21(2) of NIS2 that all measures behind it touch.

    `by` and `on` are who confirmed it from outside and when; without `by` it was seen on that day, and without either
    only the business says so.
    """

    id: _Said = Field("", exclude=True)
    title: _Said
    duties: tuple[_Said, ...] = ()
    by: _Said = ""
    on: date | None = None


class Group(_Told):
    """The lines of one theme."""

    title: _Said
    lines: tuple[Line, ...] = Field(min_length=1)


class Planned(_Told):
    """An action that is not done yet, and the day for which it is planned."""

    title: _Said
    by: date


class Statement(_Told):
    """The whole text: who says it (as typed), about which scan and edition, on which day, until when it counts.

    `answered` is the day of the scan; None where that was not kept.
    """

    name: _Said
    scan: _Said
    edition: _Said
    language: _Said
    day: date
    until: date
    groups: tuple[Group, ...] = Field(min_length=1)
    planned: tuple[Planned, ...] = ()
    answered: date | None = None


def standing_groups(
    content: Content, scan: SavedScan, only: Collection[str] | None = None
) -> tuple[Group, ...]:
    """What stands by the answers of this scan, by theme in the order of the questionnaire; with `only` just the
    lines with these ids. What stands against several types of crime under one title is told once.
    """
    score = content.score(scan.responses, scan.quick)
    theme_of = {item.id: theme for theme in content.questionnaire.themes for item in theme.items}
    ids: dict[str, str] = {}
    for threat in content.threats.threats if content.threats else ():
        for barrier in threat.barriers:
            ids.setdefault(barrier.title, f"{threat.id}.{barrier.id}")
    found: dict[str, dict[str, Line]] = {theme.id: {} for theme in content.questionnaire.themes}
    for faced in content.resilience(score):
        for result in faced.barriers:
            barrier, theme = result.barrier, theme_of.get(next(iter(content.proving(result.barrier)), ""))
            told = result.state is BarrierState.STANDING and (only is None or ids[barrier.title] in only)
            if told and theme is not None:
                line = _line(content, scan, barrier, ids[barrier.title])
                found[theme.id].setdefault(barrier.title, line)
    return tuple(
        Group(title=theme.title, lines=tuple(found[theme.id].values()))
        for theme in content.questionnaire.themes
        if found[theme.id]
    )


def _line(content: Content, scan: SavedScan, barrier: Barrier, line_id: str) -> Line:
    """Of several measures that put it up, only the letters that all of them have: which one did is not known."""
    letters = [set(content.measures[m].frameworks.nis2) for m in barrier.measures if m in content.measures]
    duties = tuple(sorted(set.intersection(*letters))) if letters else ()
    origin = origin_of(scan, content.proving(barrier))
    return Line(id=line_id, title=barrier.title, duties=duties, by=origin.by, on=origin.on)


def origin_told(line: Line) -> str:
    """How a line is known: a Dutch text for a translator, to be filled in with `name` and `day`."""
    if line.on is None:
        return SELF_DECLARED
    return CONFIRMED if line.by else SEEN
