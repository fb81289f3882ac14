"""The figures of a room as a spreadsheet file: headings and words in the reader's language, an id for who
links tables.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import NamedTuple

from data.figures.cell_reading import Estimate
from data.figures.room import Room, barrier_title
from questionnaire.language.numbers import tenth, written
from questionnaire.language.translation import translator
from scoring.content import Content


class Row(NamedTuple):
    """One figure: what it is about, and the barrier where that is something else."""

    what: str
    subject: str
    barrier: str
    figure: Estimate
    id: str


def figures_csv_text(content: Content, room: Room) -> str:
    """Every figure that may be shown of the room, beside region and sector. With a decimal comma where Excel
    expects one.

    No text of people stands in it, so nothing that a spreadsheet could take for a formula.
    """
    _ = translator(content.language).gettext
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(
        [
            _("Wat"),
            _("Onderwerp"),
            _("Barrière"),
            _("Percentage"),
            _("Marge (±)"),
            _("Aantal"),
            _("Waarom leeg"),
            _("Kenmerk"),
        ]
    )
    for row in _rows(content, room, _):
        shown = (row.figure.shown_pct, row.figure.margin if row.figure.shown else None)
        pct, margin = ("" if value is None else written(tenth(value), content.language, 1) for value in shown)
        writer.writerow(
            [row.what, row.subject, row.barrier, pct, margin, row.figure.n, _why(row.figure, _), row.id]
        )
    return file.getvalue()


def _rows(content: Content, room: Room, _: Callable[[str], str]) -> Iterator[Row]:
    yield Row(_("Alles samen in deze zaal"), _("Alles samen"), "", room.total, "total")
    yield Row(_("Alles samen in de regio"), _("Alles samen"), "", room.region_total, "total")
    for theme in room.themes:
        yield Row(_("Thema in deze zaal"), theme.section.title, "", theme.room, theme.section.id)
    for theme in room.themes:
        yield Row(_("Thema in de regio"), theme.section.title, "", theme.region, theme.section.id)
    for theme in room.themes:
        if theme.sector is not None:
            yield Row(_("Thema in de branche"), theme.section.title, "", theme.sector, theme.section.id)
    for ranked in room.lacking:
        title = barrier_title(content, ranked.item_id)
        yield Row(_("Mist het vaakst: heeft dit"), title, title, ranked.figure, ranked.item_id)
        yield Row(_("Mist het vaakst: weet het niet"), title, title, ranked.dont_know, ranked.item_id)
    for threat in room.threats:
        if threat.weakest:
            barrier, figure = threat.weakest
            yield Row(
                _("Zwakste barrière per soort misdaad"),
                threat.threat.title,
                barrier.title,
                figure,
                threat.threat.id,
            )


def _why(figure: Estimate, _: Callable[[str], str]) -> str:
    """Why a figure is left empty; nothing when it is there."""
    if figure.shown:
        return ""
    return (
        _("te onzeker: de marge is te groot")
        if figure.why == "margin_too_wide"
        else _("te weinig antwoorden voor een cijfer")
    )
