"""Resilience per type of crime: one or two with most to win as the offender's way, step by step with its barriers
by name; the others as one line each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from pdf.charts import POST, draw_barrier
from pdf.kit import Kit
from pdf.parts import Columns
from pdf.report_input import ReportInput
from pdf.tagging import Block, Run, Stack, Text
from pdf.tagging import Content as Words
from scoring.advising.in_words import STEPS as STEP_NAMES
from scoring.advising.in_words import crime_stands, not_asked
from scoring.barriers import BarrierState, ThreatResilience
from scoring.models import STEPS

DRAWN = 2  # types of crime with their way in full
STORY_WIDTH, GAP, MARK = 160.0, 10.0, 12.0  # points
OPEN = (BarrierState.MISSING, BarrierState.UNKNOWN)


def crimes(kit: Kit, report: ReportInput, size: float, most: int = DRAWN) -> list[Flowable]:
    """The part on types of crime in letters of `size` points, at most `most` of them drawn; nothing when the
    content has none.
    """
    _ = kit._
    if not report.resilience:
        return []
    drawn = (most_to_win(report) or most_in_place(report))[:most]
    others = [found for found in report.resilience if found not in drawn]
    title = _("Hier is het meeste te winnen") if most_to_win(report) else _("Zo houdt u misdaad tegen")
    blocks: list[Flowable] = [kit.h2(title, "crimes")] if drawn else []
    ahead = _ahead(report)
    for found in drawn:
        blocks += _way(kit, report, found, ahead, size)
    if others:
        title = (
            _("Zo veel barrières staan er tegen andere misdaad")
            if drawn
            else _("Uw barrières per soort misdaad")
        )
        if drawn:
            blocks.append(
                kit.text(title, kit.styles.like(kit.styles.h3, before=1.15 * size, after=0.35 * size), "H3")
            )
        else:
            blocks.append(kit.h2(title, "crimes"))
        blocks.append(_lines(kit, report, others, size))
    return blocks


def most_to_win(report: ReportInput) -> list[ThreatResilience]:
    """The types of crime against which the first actions put up most; after that those with most barriers to
    put up still. None where all stand.
    """
    ahead = _ahead(report)

    def won(found: ThreatResilience) -> tuple[int, int]:
        still = [b.barrier for b in found.barriers if b.state in OPEN]
        return sum(any(m in ahead for m in barrier.measures) for barrier in still), len(still)

    order = sorted(report.resilience, key=won, reverse=True)  # of equals, the first of the content
    return [found for found in order if won(found)[1]][:DRAWN]


def most_in_place(report: ReportInput) -> list[ThreatResilience]:
    """The types of crime against which most barriers stand."""
    order = sorted(report.resilience, key=lambda found: found.standing, reverse=True)
    return [found for found in order if found.standing][:DRAWN]


def _ahead(report: ReportInput) -> dict[str, int]:
    """Measure id to the number of its action, of this week and soon."""
    first = (*report.advice.week, *report.advice.soon)
    return {r.measure.id: number for number, r in enumerate(first, 1)}


def state_words(kit: Kit, unasked: str) -> dict[BarrierState, str]:
    """What is said of a barrier, beside its mark."""
    _ = kit._
    return {
        BarrierState.STANDING: _("staat"),
        BarrierState.MISSING: _("nog niet"),
        BarrierState.UNKNOWN: _("onbekend"),
        BarrierState.NOT_ASKED: unasked,
    }


def _way(
    kit: Kit, report: ReportInput, found: ThreatResilience, ahead: Mapping[str, int], size: float
) -> list[Flowable]:
    """One type of crime: its name, how many barriers stand, and its steps."""
    styles = kit.styles
    unasked = not_asked(report.score, kit.language)
    heading = styles.like(styles.h3, before=0, after=0, size=size + 2, leading=size + 5, keep_with_next=False)
    count = crime_stands(found, kit.language, unasked)
    if found.relevant and found.not_asked:
        count += f", {found.not_asked} {unasked}"
    stands = styles.like(styles.cell_bold, size=size, leading=size + 5, align="right", colour=kit.house.muted)
    title = Columns(
        [
            [kit.text(found.threat.title, heading, "H3")],
            [kit.text(count, stands)],
        ],
        [None, 200.0],
        before=size,
        after=0.4 * size,
    )
    title.keepWithNext = 1
    words = state_words(kit, unasked)
    seen = {b.state for b in found.barriers if b.state in words}
    style = styles.like(styles.item, size=size, leading=1.25 * size, after=0.15 * size)
    wide = max((stringWidth(words[state], style.font, size) for state in seen), default=0) + 8
    style = styles.like(style, indent=wide)
    rows: list[Flowable] = []
    for step in STEPS:
        here = [b for b in found.barriers if b.barrier.step == step and b.state in words]
        said: list[Words] = []
        for b in here:
            number = min((ahead[m] for m in b.barrier.measures if m in ahead), default=0)
            soon = number and b.state in OPEN
            more = kit._("actie {number}").format(number=number) if soon else ""
            # what stops them already is seen first
            name = Run(b.barrier.title, bold=b.state is BarrierState.STANDING)
            said.append([name, " · ", Run(more, bold=True)] if soon else name)
        items = kit.bullets(said, style, labels=[words[b.state] for b in here]) if here else []
        story = kit.text(
            [Run(f"{kit._(STEP_NAMES[step])}: ", bold=True), found.threat.steps[step]],
            styles.like(styles.body, size=size, leading=1.25 * size, after=0),
        )
        rows.append(WayStep(kit, story, items, [b.state for b in here], last=step == STEPS[-1]))
    return [title, *rows]


class WayStep(Block):
    """One step of an offender: what happens at the left along a line, and the barriers at the right, each with
    its mark and whether it stands.
    """

    def __init__(
        self, kit: Kit, story: Text, items: Sequence[Text], states: Sequence[BarrierState], last: bool
    ) -> None:
        super().__init__()
        self.kit, self.story, self.items, self.states, self.last = kit, story, items, states, last
        self.stack = Stack(items)

    def measure(self, width: float) -> float:
        room = STORY_WIDTH if self.items else width  # where no barrier can stand, the story has all the room
        story = self.story.wrap(room - 16)[1]
        right = self.stack.wrap(width - STORY_WIDTH - GAP - MARK)[1]
        return max(story, right) + (0 if self.last else 0.4 * self.story.style.leading)

    def draw(self) -> None:
        canvas, top, leading = self.canv, self.height, self.story.style.leading
        middle = top - leading / 2
        with canvas.artifact():
            muted = HexColor(self.kit.house.muted)
            canvas.setStrokeColor(muted)
            canvas.setFillColor(muted)
            canvas.setLineWidth(1)
            if not self.last:
                canvas.line(4, middle, 4, -leading / 2)
            canvas.circle(4, middle, 3, stroke=0, fill=1)
        self.story.draw_at(canvas, 16, top)
        left = STORY_WIDTH + GAP
        for gap, item, state in zip(self.stack.gaps, self.items, self.states, strict=True):
            top -= gap
            with canvas.artifact():
                _mark(canvas, self.kit, left, top - leading / 2, state, leading - 2)
            item.draw_at(canvas, left + MARK, top)
            top -= item.height


def _mark(canvas: Any, kit: Kit, left: float, middle: float, state: BarrierState, tall: float) -> None:
    """The barrier of the pictures, as high as a line."""
    wide, high = POST
    canvas.saveState()
    canvas.translate(left, middle - tall / 2)
    canvas.scale(tall / high, tall / high)
    draw_barrier(canvas, kit, 0, 0, state)
    canvas.restoreState()


def _lines(kit: Kit, report: ReportInput, others: Sequence[ThreatResilience], size: float) -> Flowable:
    """The other types of crime, a line each, in two columns."""
    unasked = not_asked(report.score, kit.language)
    style = kit.styles.like(
        kit.styles.item, size=size, leading=1.25 * size, indent=0, after=3, hyphenated=False
    )
    said: list[Words] = [
        [f"{found.threat.title}: ", Run(_counted(kit, found, unasked), bold=True)] for found in others
    ]
    lines = kit.bullets(said, style, labels=[""] * len(said))
    half = (len(lines) + 1) // 2
    return Columns([lines[:half], lines[half:]], gap=20)


def _counted(kit: Kit, found: ThreatResilience, unasked: str) -> str:
    """How many barriers stand, in figures; or why there is nothing to count."""
    if not found.relevant:
        return crime_stands(found, kit.language, unasked)
    told = kit._("{standing} van {total}").format(standing=found.standing, total=found.relevant)
    return f"{told}, {found.not_asked} {unasked}" if found.not_asked else told
