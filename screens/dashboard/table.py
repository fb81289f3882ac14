"""What every table behind a chart is made of: its rows, its columns, and why a figure is not there."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import Any

from data.content.promises import widest_margin
from data.figures.cell_reading import Estimate
from data.figures.released import Released
from data.privacy import load_privacy
from data.region import Region
from questionnaire.language.numbers import whole
from questionnaire.language.translation import N_, translator
from scoring.content import Content
from screens.dashboard.areas import Area, Kind

Row = dict[str, Any]
WHY = {
    "shown": "",
    "nothing_published": N_("nog geen blok van minstens {k} antwoorden"),
    "margin_too_wide": N_("nog te onzeker: de marge is ±{margin} punten, en mag {most} zijn"),
}


@dataclass(frozen=True)
class Table:
    """One figure's data. `columns` maps keys of the rows to headings; `sentence` says what one sees."""

    id: str
    title: str
    sentence: str
    columns: dict[str, str]
    rows: list[Row] = field(default_factory=list)

    @property
    def shown(self) -> list[Row]:
        """The rows that have a figure."""
        return [row for row in self.rows if row.get("pct") is not None or row.get("count") is not None]


@dataclass(frozen=True)
class ChartRequest:
    """What a chart is asked for: which content, what is released, of which place, over which kind, about
    what.
    """

    content: Content
    region: Region
    released: Released
    area: Area
    over: Kind = "municipality"
    about: str = "total"  # `total` or the id of a theme or type of crime

    def say(self, text: str) -> str:
        return translator(self.content.language).gettext(text)


def why_text(figure: Estimate, asked: ChartRequest) -> str:
    """Why a figure is not shown, in words; empty when it is."""
    if figure.why == "shown":
        return ""
    margin = f"{ceil(figure.margin)}" if figure.margin is not None else "–"  # 20.3 is not within 20
    least, most = load_privacy().smallest_block.value.municipality, widest_margin(asked.content.language)
    return asked.say(WHY[figure.why]).format(k=least, margin=margin, most=most)


def row_of(label: str, figure: Estimate, asked: ChartRequest, **more: Any) -> Row:
    shown = figure.shown_pct
    low, high = (
        (None, None)
        if shown is None
        else (max(0.0, shown - (figure.margin or 0)), min(100.0, shown + (figure.margin or 0)))
    )
    return {
        "label": label,
        "pct": shown,
        "margin": figure.margin if figure.shown else None,
        "low": low,
        "high": high,
        "n": figure.n,
        "value": "" if shown is None else f"{whole(shown)} %",
        "why": why_text(figure, asked),
        **more,
    }


def columns_of(asked: ChartRequest, first: str, *more: tuple[str, str]) -> dict[str, str]:
    say = asked.say
    return {
        "label": first,
        **dict(more),
        "pct": say("Geregeld (%)"),
        "margin": say("Marge (±)"),
        "n": say("Aantal"),
        "why": say("Waarom leeg"),
    }
