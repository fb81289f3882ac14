"""Barriers per type of crime, as a picture of the offender's way from left to right."""

from __future__ import annotations

from functools import partial
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from pdf.charts import POST, barrier_strip, draw_barrier
from pdf.kit import Kit
from pdf.parts import Columns, Decoration
from pdf.report_input import ReportInput
from pdf.tagging import Element, Run, TableStyle, TaggedTable, Text, TextStyle
from scoring.advising.in_words import STEPS as STEP_NAMES
from scoring.advising.in_words import crime_stands, not_asked
from scoring.barriers import BarrierState, ThreatResilience
from scoring.models import STEPS

MOST_NAMED = 3


def crimes(kit: Kit, report: ReportInput) -> list[Flowable]:
    """The part on types of crime; nothing when the content has none."""
    _ = kit._
    if not report.resilience:
        return []
    heading = kit.h2(_("Hoe weerbaar u bent per soort misdaad"), "crimes")
    words = _(
        "Elke misdaad gaat in stappen, van links naar rechts. Bij elke stap kunt u een barrière neerzetten. "
        "Hoe meer er staan, hoe lastiger u het een dader maakt."
    )
    legend = _legend(kit, report)
    legend.keepWithNext = 1  # marks are explained on the page where they begin
    return [heading, kit.text(words), legend, _table(kit, report)]


def _draw_mark(kit: Kit, state: BarrierState, canvas: Any, width: float) -> None:
    draw_barrier(canvas, kit, 0, 1, state)


def _legend(kit: Kit, report: ReportInput) -> Flowable:
    _ = kit._
    said = {
        BarrierState.STANDING: _("vinkje: staat"),
        BarrierState.MISSING: _("streepjes: ontbreekt nog"),
        BarrierState.UNKNOWN: _("vraagteken: weet u niet"),
        BarrierState.NOT_ASKED: _("stippen: {not_asked}").format(
            not_asked=not_asked(report.score, kit.language)
        ),
    }
    seen = {b.state for threat in report.resilience for b in threat.barriers}
    wide, tall = POST
    columns: list[list[Flowable]] = []
    widths: list[float | None] = []
    for state, words in said.items():
        if state in seen:
            mark = Decoration(tall + 2, partial(_draw_mark, kit, state))
            columns += [[mark], [kit.text(words, kit.styles.cell)]]
            widths += [wide, stringWidth(words, kit.styles.cell.font, kit.styles.cell.size) + 16]
    return Columns(columns, widths, gap=6, middle=True, after=8)


class _Steps(Flowable):
    """The names of the five steps above their cells."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        style = kit.styles.like(kit.styles.column_head, align="center")
        self.names = [
            Text(kit._(STEP_NAMES[step]), style, element=Element("P"), breaker=kit.breaker) for step in STEPS
        ]

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        self.width = width
        self.height = max(name.wrap(width / len(STEPS))[1] for name in self.names)
        return self.width, self.height

    def draw(self) -> None:
        for index, name in enumerate(self.names):
            name.draw_at(self.canv, index * self.width / len(STEPS), self.height)


def _table(kit: Kit, report: ReportInput) -> TaggedTable:
    _ = kit._
    styles = kit.styles
    widths = (118.0, 304.0, 59.9)
    head_right = styles.like(styles.column_head, align="right")
    rows: list[list[object]] = [
        [kit.text(_("Soort misdaad"), styles.column_head), _Steps(kit), kit.text(_("Staan"), head_right)]
    ]
    for found in report.resilience:
        rows.append(_row(kit, found, widths[1] - 10, not_asked(report.score, kit.language)))
    look = TableStyle(**{**styles.table.__dict__, "pad_y": 5.5})
    return TaggedTable(rows, widths, summary=_("Barrières per soort misdaad"), style=look)


def _row(kit: Kit, found: ThreatResilience, width: float, unasked: str) -> list[object]:
    _ = kit._
    styles = kit.styles
    small = styles.like(styles.small, size=9, leading=11.5)
    gone = [
        b.barrier.title for b in found.barriers if b.state in (BarrierState.MISSING, BarrierState.UNKNOWN)
    ]
    picture: list[Flowable] = [barrier_strip(kit, found, width, unasked)]
    if gone:
        # "I don't know" is not "it is not there": what is named then is only not certain.
        unsure = any(b.state is BarrierState.UNKNOWN for b in found.barriers)
        said = _("Dit staat nog niet zeker: ") if unsure else _("Dit staat nog niet: ")
        text = _not_yet(kit, said, gone, MOST_NAMED, small)
        text.wrap(width)
        picture.append(text if len(text.lines) <= 2 else _not_yet(kit, said, gone, MOST_NAMED - 1, small))
    count = styles.like(styles.cell_bold, align="right")
    numbers: list[Flowable] = [
        kit.text(_("{standing} van {total}").format(standing=found.standing, total=found.relevant), count)
    ]
    if not found.relevant:
        numbers = [kit.text(crime_stands(found, kit.language, unasked), styles.like(small, align="right"))]
    elif found.not_asked:
        numbers.append(kit.text(f"{found.not_asked} {unasked}", styles.like(small, align="right")))
    return [kit.text(found.threat.title, styles.cell_bold), picture, numbers]


def _not_yet(kit: Kit, said: str, gone: list[str], most: int, style: TextStyle) -> Text:
    """What is `said` of the first barriers that are not up yet, in words."""
    _ = kit._
    named = "; ".join(_lowered(title, kit) for title in gone[:most])
    if len(gone) > most:
        named += " " + _("en nog {more}").format(more=len(gone) - most)
    return kit.text([Run(said, bold=True), named + "."], style)


def _lowered(title: str, kit: Kit) -> str:
    """A title to go on in a sentence; German keeps its capitals, and Dutch 'Eén' has both accents again as
    'één'.
    """
    if kit.language == "de" or title[1:2].isupper():
        return title
    return f"é{title[1:]}" if title.startswith("Eé") else title[:1].lower() + title[1:]
