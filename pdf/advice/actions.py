"""What to do: the first actions as cards, the rest as lines of a table."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from pdf.kit import Kit
from pdf.parts import tick_box
from pdf.report_input import ReportInput
from pdf.tagging import Block, Run, Stack, TaggedTable, Text, part_of
from scoring.advice import Recommendation
from scoring.in_words import barriers_more, cost, done_by, effort, gain
from scoring.plan import parts

MOST_IN_FULL = 12
NUMBER_WIDTH = 34.0
FACTS_WIDTH = 118.0
PAD = 7.5
GUTTER = 14.0  # between steps and facts
SPLIT_FROM = 500.0  # points: a card that does not even fit here is split between its steps, any other stays whole


def cards(kit: Kit, report: ReportInput) -> list[Card]:
    """The first actions with their steps."""
    _ = kit._
    term = _terms(report)
    found = report.advice.recommendations[:MOST_IN_FULL]
    return [Card(kit, number, r, term.get(r.measure.id, "")) for number, r in enumerate(found, 1)]


def _terms(report: ReportInput) -> dict[str, str]:
    """When each action should be done, by the id of its measure."""
    found = parts(report.advice, report.plan_begun)
    return {r.measure.id: report.part_title(part.id) for part in found for r in part.recommendations}


def actions(kit: Kit, report: ReportInput, full: Sequence[Card]) -> list[Flowable]:
    """These cards, and a table of the actions behind them; nothing when everything is in place."""
    _ = kit._
    if not full:
        return []
    blocks: list[Flowable] = [kit.h2(_("Uw acties, de belangrijkste eerst"), "actions")]
    blocks.append(kit.text(_("Zet een kruisje in het vakje als een actie klaar is. Eén actie per keer is genoeg.")))
    blocks += full
    rest = report.advice.recommendations[len(full) :]
    if rest:
        blocks += [kit.text(_("Daarna"), kit.styles.like(kit.styles.h3, before=14), "H3"), _table(kit, report, rest, len(full) + 1)]
    return blocks


class Card(Block):
    """One action: number and box to tick at the left, title, why and steps in the middle, facts at the right.

    It stays whole, unless it is nearly as tall as a page.
    """

    def __init__(self, kit: Kit, number: int, recommendation: Recommendation, term: str) -> None:
        super().__init__()
        self.before = self.after = 6.0
        styles = kit.styles
        self.house, self.urgent = kit.house, number <= 3 and bool(term)
        heading = styles.like(styles.h3, before=0, after=1, keep_with_next=False)
        title = kit.text(recommendation.measure.title, heading, "H3")
        mark = styles.like(styles.h3, size=19, leading=22, align="center", colour=kit.house.primary)
        self.number: Text | None = Text(f"{number}. ", mark, element=title.element)
        head: list[Flowable] = [title]
        if recommendation.measure.why:
            head.append(kit.text(recommendation.measure.why, styles.like(styles.body, size=10, leading=13, after=4)))
        step = styles.like(styles.item, size=10, leading=13, after=1.5)
        self.head = Stack(head)
        self.steps = Stack(kit.bullets(recommendation.written, step, numbered=True))
        self.facts = Stack(_facts(kit, recommendation, term))

    def measure(self, width: float) -> float:
        self.middle = width - NUMBER_WIDTH - FACTS_WIDTH - 2 * PAD - GUTTER
        tall = self.head.wrap(self.middle)[1] + self.steps.wrap(self.middle)[1] + self._gap()
        return max(tall, self.facts.wrap(FACTS_WIDTH)[1]) + 2 * PAD

    def _gap(self) -> float:
        return 4.0 if self.head.children and self.steps.children else 0.0

    def split(self, width: float, height: float) -> list[Card]:
        self.wrap(width)
        least = self.head.height + self._gap() + 2 * PAD
        if height < max(SPLIT_FROM, self.facts.height + 2 * PAD):
            return []
        parts = self.steps.split(self.middle, height - least)
        if len(parts) < 2 or min(len(part.children) for part in parts) < 2:
            return []
        first, rest = part_of(self), part_of(self)
        first.steps, rest.steps = parts
        rest.number, rest.head, rest.facts = None, Stack(()), Stack(())
        for card in (first, rest):
            card.wrap(width)
        return [first, rest]

    def draw(self) -> None:
        canvas, top = self.canv, self.height - PAD
        self._draw_frame()
        if self.number is not None:
            self.number.wrap(NUMBER_WIDTH)
            self.number.draw_at(canvas, 1.5, top + 3)
            tick_box(canvas, (NUMBER_WIDTH - 12) / 2 + 1.5, top - 32, self.house.primary, 12)
        left = NUMBER_WIDTH + PAD
        self.head.draw_at(canvas, left, top)
        self.steps.draw_at(canvas, left, top - self.head.height - self._gap())
        self.facts.draw_at(canvas, left + self.middle + GUTTER, top)

    def _draw_frame(self) -> None:
        canvas, house = self.canv, self.house
        with canvas.artifact():
            canvas.setFillColor(HexColor(house.tint))
            canvas.rect(0, 0, NUMBER_WIDTH, self.height, stroke=0, fill=1)
            canvas.setFillColor(HexColor(house.primary if self.urgent else house.rule))
            canvas.rect(0, 0, 3, self.height, stroke=0, fill=1)
            canvas.setStrokeColor(HexColor(house.rule))
            canvas.setLineWidth(0.7)
            canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)


def _facts(kit: Kit, r: Recommendation, term: str) -> list[Flowable]:
    """Hours, cost, who, when and what it brings."""
    _ = kit._
    style = kit.styles.like(kit.styles.cell, size=9.5, leading=12.6)
    facts = [
        (_("Wanneer"), term),
        (_("Tijd"), effort(r, kit.language)),
        (_("Kosten"), cost(r, kit.language)),
        (_("Wie"), done_by(r, kit.language)),
        (_("Winst"), gain(r, kit.language)),
    ]
    lines = [kit.text([Run(f"{name}: ", bold=True), value], style) for name, value in facts if value]
    return [*lines, kit.text(barriers_more(r.barriers_gained, kit.language), style)] if r.barriers_gained else lines


def _table(kit: Kit, report: ReportInput, rest: tuple[Recommendation, ...], start: int) -> TaggedTable:
    """The actions after the cards, a line each."""
    _ = kit._
    styles = kit.styles
    rows: list[list[Flowable | None]] = [
        [
            kit.text(_("Nr."), styles.column_head),
            kit.text(_("Actie"), styles.column_head),
            kit.text(_("Tijd"), styles.column_head),
            kit.text(_("Kosten"), styles.column_head),
            kit.text(_("Wie"), styles.column_head),
            kit.text(_("Wanneer"), styles.column_head),
        ]
    ]
    cell = styles.like(styles.cell, size=9.5, leading=12.5)
    term = _terms(report)
    for number, r in enumerate(rest, start):
        rows.append(
            [
                kit.text(f"{number}.", cell),
                kit.text(r.measure.title, cell),
                kit.text(effort(r, kit.language), cell),
                kit.text(cost(r, kit.language), cell),
                kit.text(done_by(r, kit.language), cell),
                kit.text(term[r.measure.id], cell),
            ]
        )
    summary = _("Acties voor daarna")
    look = styles.table.__class__(**{**styles.table.__dict__, "pad_y": 3.0, "pad_x": 4.0})
    return TaggedTable(rows, (22.0, 184.0, 56.0, 80.0, 78.0, 61.9), row_heads=False, summary=summary, style=look, after=8)
