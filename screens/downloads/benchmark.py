"""Businesses like this one, from the released figures only, with their number and margin; nothing when too
little is released.
"""

from __future__ import annotations

from dataclasses import dataclass
from sqlite3 import Error

from data.figures.cell_reading import Estimate
from data.figures.released import Level, load_released
from data.folders import Folders
from data.region import Region
from pdf.report_input import Benchmark
from questionnaire.language.translation import N_, translator
from questionnaire.responses import Responses
from scoring.content import Content


@dataclass(frozen=True)
class Peers:
    """Released figures of comparable businesses: who they are in words, how many, themes by id, items by id."""

    label: str
    n: int
    themes: dict[str, Estimate]
    items: dict[str, Estimate]

    def benchmark(self) -> Benchmark:
        """What the PDF shows of it."""
        shown = {i: f for i, f in self.themes.items() if f.shown_pct is not None}
        return Benchmark(
            self.label,
            self.n,
            {i: f.shown_pct or 0.0 for i, f in shown.items()},
            {i: f.margin or 0.0 for i, f in shown.items()},
        )


def peers_of(
    content: Content, responses: Responses, region: Region, where: Folders | None = None
) -> Peers | None:
    """The nearest group of businesses with enough released responses; None when nothing of it may be shown."""
    try:
        level, reading = load_released(where).peers(content, responses, region)
    except (OSError, Error):
        return None
    themes = {s.id: reading.theme(s) for s in content.questionnaire.themes}
    items = {i.id: reading.item(i.id) for s in content.questionnaire.themes for i in s.items}
    themes = {i: f for i, f in themes.items() if f.shown}
    items = {i: f for i, f in items.items() if f.shown}
    if not themes and not items:
        return None
    return Peers(_label(content, responses, region, level), reading.cell.responses, themes, items)


def how_many(percent: float, language: str) -> str | None:
    """A share in words people use; None under half: that would help nobody, and a rank would only shame."""
    _ = translator(language).gettext
    steps = ((87.5, N_("bijna allemaal")), (62.5, N_("ongeveer 3 van de 4")), (50.0, N_("ongeveer de helft")))
    return next((_(words) for least, words in steps if percent >= least), None)


def _label(content: Content, responses: Responses, region: Region, level: Level) -> str:
    _ = translator(content.language).gettext
    questionnaire = content.questionnaire
    group = next(
        (
            g.label
            for g in region.sector_groups
            if g.id == region.group_of(questionnaire.role_answer("sector", responses))
        ),
        "",
    )
    size = next(
        (
            o.label
            for o in questionnaire.role_options("size")
            if o.id == questionnaire.role_answer("size", responses)
        ),
        "",
    )
    if level == "sector_size":
        return _("{sector}, {size}").format(sector=group, size=size)
    if level == "sector":
        return group
    return size if level == "size" else _("alle bedrijven in {region}").format(region=region.title)
