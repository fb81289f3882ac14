"""What to do: the first actions as cards, the rest as lines of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from pdf.kit import Kit
from pdf.parts import tick_box
from pdf.report_input import ReportInput
from pdf.tagging import Block, Run, Stack, TaggedTable, Text, part_of
from pdf.tagging import Content as Words
from scoring.advising.in_words import barriers_more, cost, done_by, effort, gain
from scoring.advising.plan import PartId
from scoring.advising.recommendation import Recommendation
from scoring.measure_parts import HowStep

MOST_IN_FULL = 12  # where a rule puts more than this in this week and soon, the others are lines of a table
NUMBER_WIDTH = 34.0
FACTS_WIDTH = 118.0
GUTTER = 14.0  # between steps and facts
SPLIT_FROM = (
    500.0  # points: a card that does not even fit here is split between its steps, any other stays whole
)


def actions(kit: Kit, report: ReportInput, close: bool = False) -> list[Flowable]:
    """What is for this week and soon as cards, the rest as lines of a table, `close` together; nothing when
    there is nothing to do.
    """
    _ = kit._
    advice = report.advice
    first = (*advice.week, *advice.soon)[:MOST_IN_FULL]
    if not advice.recommendations:
        return []
    blocks: list[Flowable] = [
        kit.h2(_("Uw acties, de belangrijkste eerst"), "actions"),
        kit.text(_words(kit, report)),
    ]
    term = {r.measure.id: _when(kit, report, part, r) for part, found in advice.parts for r in found}
    blocks += [Card(kit, number, r, term[r.measure.id], close) for number, r in enumerate(first, 1)]
    number = len(first) + 1
    for part, found in advice.parts:
        if rest := [r for r in found if r not in first]:
            blocks += [
                kit.h2(report.part_title(part), part),
                _table(kit, rest, number, report.part_title(part), close),
            ]
            number += len(rest)
    return blocks


def _words(kit: Kit, report: ReportInput) -> str:
    _ = kit._
    if all(r.measure.kind == "proof" for r in report.advice.recommendations):
        return _(
            "Volgens u staat bijna alles. Met deze kleine proeven ziet u of dat zo is. Zet een kruisje als een proef klaar is."
        )
    return _("Zet een kruisje in het vakje als een actie klaar is. Eén actie per keer is genoeg.")


def _when(kit: Kit, report: ReportInput, part: PartId, recommendation: Recommendation) -> str:
    """When an action should be done: what is acute waits for no week."""
    return kit._("vandaag") if recommendation.acute else report.part_title(part)


class Card(Block):
    """One action: number and box to tick at the left, title, why and steps in the middle, facts at the right.

    It stays whole, unless it is nearly as tall as a page.
    """

    def __init__(self, kit: Kit, number: int, recommendation: Recommendation, term: str, close: bool) -> None:
        super().__init__()
        self.before = self.after = 4.0 if close else 6.0
        self.pad = 5.0 if close else 7.5
        styles = kit.styles
        self.house, self.urgent = kit.house, number <= 3
        heading = styles.like(styles.h3, before=0, after=1, keep_with_next=False)
        title = kit.text(recommendation.measure.title, heading, "H3")
        mark = styles.like(styles.h3, size=19, leading=22, align="center", colour=kit.house.primary)
        self.number: Text | None = Text(f"{number}. ", mark, element=title.element)
        head: list[Flowable] = [title]
        if recommendation.measure.why:
            head.append(
                kit.text(recommendation.measure.why, styles.like(styles.body, size=10, leading=13, after=4))
            )
        step = styles.like(styles.item, size=10, leading=13, after=1.5)
        self.head = Stack(head)
        source = recommendation.measure.source
        small = styles.like(styles.small, size=8, leading=10.5, before=1.5)
        said = [kit.text([kit._("Bron:") + " ", Run(readable(source), link=source)], small)] if source else []
        self.steps = Stack(
            [*kit.bullets([linked(told) for told in recommendation.told], step, numbered=True), *said]
        )
        self.facts = Stack(_facts(kit, recommendation, term))

    def measure(self, width: float) -> float:
        self.middle = width - NUMBER_WIDTH - FACTS_WIDTH - 2 * self.pad - GUTTER
        tall = self.head.wrap(self.middle)[1] + self.steps.wrap(self.middle)[1] + self._gap()
        return max(tall, self.facts.wrap(FACTS_WIDTH)[1]) + 2 * self.pad

    def _gap(self) -> float:
        return 4.0 if self.head.children and self.steps.children else 0.0

    def split(self, width: float, height: float) -> list[Card]:
        self.wrap(width)
        least = self.head.height + self._gap() + 2 * self.pad
        if height < max(SPLIT_FROM, self.facts.height + 2 * self.pad):
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
        canvas, top = self.canv, self.height - self.pad
        self._draw_frame()
        if self.number is not None:
            self.number.wrap(NUMBER_WIDTH)
            self.number.draw_at(canvas, 1.5, top + 3)
            tick_box(canvas, (NUMBER_WIDTH - 12) / 2 + 1.5, top - 32, self.house.primary, 12)
        left = NUMBER_WIDTH + self.pad
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


def linked(step: HowStep) -> Words:
    """A step with its pages behind it: to click on a screen, and to type over from paper."""
    words: list[str | Run] = [step.text]
    pages = [
        *([("", step.link)] if step.link else []),
        *((f"{link.label}: ", link.address) for link in step.links),
    ]
    for label, address in pages:
        words += [f" ({label}", Run(readable(address), link=address), ")"]
    return words


def readable(address: str) -> str:
    """An address as people type it."""
    return address.split("://", 1)[-1].rstrip("/")


def _facts(kit: Kit, r: Recommendation, term: str) -> list[Flowable]:
    """Hours, cost, who, when and what it brings; finding out brings nothing yet, it makes answers known."""
    _ = kit._
    style = kit.styles.like(kit.styles.cell, size=9.5, leading=12.6)
    facts = [
        (_("Wanneer"), term),
        (_("Tijd"), effort(r, kit.language)),
        (_("Kosten"), cost(r, kit.language)),
        (_("Wie"), done_by(r, kit.language)),
        (_("Winst"), "" if r.finds_out else gain(r, kit.language)),
    ]
    lines = [kit.text([Run(f"{name}: ", bold=True), value], style) for name, value in facts if value]
    if r.finds_out and (told := gain(r, kit.language)):
        lines.append(kit.text(f"{told[:1].upper()}{told[1:]}.", style))
    return (
        [*lines, kit.text(barriers_more(r.barriers_gained, kit.language), style)]
        if r.barriers_gained
        else lines
    )


def _table(kit: Kit, rest: Sequence[Recommendation], start: int, summary: str, close: bool) -> TaggedTable:
    """The actions behind the cards, a line each."""
    _ = kit._
    styles = kit.styles
    names = (_("Nr."), _("Actie"), _("Tijd"), _("Kosten"), _("Wie"))
    rows: list[list[Flowable | None]] = [[kit.text(name, styles.column_head) for name in names]]
    cell = styles.like(styles.cell, size=9.5, leading=12.5)
    for number, r in enumerate(rest, start):
        said = (
            f"{number}.",
            r.measure.title,
            effort(r, kit.language),
            cost(r, kit.language),
            done_by(r, kit.language),
        )
        rows.append([kit.text(words, cell) for words in said])
    look = replace(styles.table, pad_y=1.8 if close else 3.0, pad_x=4.0)
    return TaggedTable(
        rows, (22.0, 180.0, 100.0, 107.9, 72.0), row_heads=False, summary=summary, style=look, after=8
    )
