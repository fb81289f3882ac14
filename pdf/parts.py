"""Layout parts that every document on paper is built from: panels, columns, boxes to tick, lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from pdf.tagging import Block, Stack, Text, part_of

TICK_BOX = 11.0  # points, for a pen


class Space(Flowable):
    """Empty height."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        pass


class Spring(Space):
    """Empty height of `least` points that grows with what a page has left, by its weight; see `share_out`."""

    def __init__(self, weight: float = 1.0, least: float = 0.0) -> None:
        super().__init__(least)
        self.weight, self.least = weight, least


def share_out(blocks: Sequence[Flowable], room: tuple[float, float]) -> None:
    """Give the springs among these blocks the height that is left of a page with this room."""
    springs = [block for block in blocks if isinstance(block, Spring)]
    for spring in springs:
        spring.height = spring.least
    free = max(0.0, room[1] - Stack(blocks).wrap(room[0])[1])
    whole = sum(spring.weight for spring in springs)
    for spring in springs:
        spring.height = spring.least + free * spring.weight / whole


class Decoration(Flowable):
    """Something drawn that says nothing by itself: what it shows also stands in text beside it.

    `draw` gets the canvas and the width, with (0, 0) at the lower left corner.
    """

    def __init__(self, height: float, draw: Callable[[Any, float], None], after: float = 0) -> None:
        super().__init__()
        self.height, self.picture, self.after = height, draw, after

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def getSpaceAfter(self) -> float:
        return self.after

    def draw(self) -> None:
        with self.canv.artifact():
            self.picture(self.canv, self.width)


@dataclass(frozen=True)
class Box:
    """How a panel looks: space inside (top, right, bottom, left), colours ('' is none), corner radius, stripe
    at the left.
    """

    pad: tuple[float, float, float, float] = (12, 14, 12, 14)
    fill: str = ""
    border: str = ""
    radius: float = 5
    stripe: str = ""
    stripe_width: float = 4


class Panel(Block):
    """Flowables in a box. It splits over pages only when `split_from` (points left on the page) would else
    stay empty.
    """

    def __init__(
        self,
        children: Sequence[Flowable],
        box: Box,
        *,
        before: float = 0,
        after: float = 0,
        split_from: float = 1e6,
    ) -> None:
        super().__init__()
        self.stack, self.box = Stack(children), box
        self.before, self.after, self.split_from = before, after, split_from

    def measure(self, width: float) -> float:
        top, right, bottom, left = self.box.pad
        return self.stack.wrap(width - left - right)[1] + top + bottom

    def split(self, width: float, height: float) -> list[Panel]:
        self.wrap(width)
        top, right, bottom, left = self.box.pad
        if height < self.split_from or self.height <= height:
            return []
        parts = self.stack.split(width - left - right, height - top - bottom)
        return [self._with(part) for part in parts] if len(parts) == 2 else []

    def _with(self, stack: Stack) -> Panel:
        panel = part_of(self)
        panel.stack = stack
        panel.wrap(self.width)
        return panel

    def draw(self) -> None:
        draw_box(self.canv, self.width, self.height, self.box)
        top, _, _, left = self.box.pad
        self.stack.draw_at(self.canv, left, self.height - top)


def draw_box(canvas: Any, width: float, height: float, box: Box) -> None:
    """The background of a panel, as decoration, with its lower left corner at (0, 0)."""
    with canvas.artifact():
        if box.fill or box.border:
            if box.fill:
                canvas.setFillColor(HexColor(box.fill))
            if box.border:
                canvas.setStrokeColor(HexColor(box.border))
                canvas.setLineWidth(0.8)
            canvas.roundRect(
                0, 0, width, height, box.radius, stroke=int(bool(box.border)), fill=int(bool(box.fill))
            )
        if box.stripe:
            canvas.setFillColor(HexColor(box.stripe))
            canvas.rect(0, 0, box.stripe_width, height, stroke=0, fill=1)


class Columns(Block):
    """Stacks side by side, read from left to right. `widths` in points; what is None shares the rest."""

    def __init__(
        self,
        columns: Sequence[Sequence[Flowable]],
        widths: Sequence[float | None] = (),
        *,
        gap: float = 18,
        before: float = 0,
        after: float = 0,
        middle: bool = False,
        even: bool = False,
    ) -> None:
        super().__init__()
        self.even = even  # panels are as high as the highest
        self.stacks = [Stack(column) for column in columns]
        self.asked, self.gap, self.before, self.after = widths or [None] * len(columns), gap, before, after
        self.middle = middle

    def measure(self, width: float) -> float:
        free = width - self.gap * (len(self.stacks) - 1) - sum(w for w in self.asked if w is not None)
        share = free / max(1, sum(w is None for w in self.asked))
        self.widths = [share if w is None else w for w in self.asked]
        height = max(stack.wrap(room)[1] for stack, room in zip(self.stacks, self.widths, strict=True))
        if self.even:
            for stack in self.stacks:
                stack.children[0].height = stack.height = height
        return height

    def draw(self) -> None:
        left = 0.0
        for stack, room in zip(self.stacks, self.widths, strict=True):
            space = (self.height - stack.height) / 2 if self.middle else 0
            stack.draw_at(self.canv, left, self.height - space)
            left += room + self.gap


def tick_box(canvas: Any, left: float, middle: float, colour: str, size: float = TICK_BOX) -> None:
    """An empty square to tick with a pen, centred on the height `middle`."""
    with canvas.artifact():
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(1)
        canvas.rect(left, middle - size / 2, size, size, stroke=1, fill=0)


class Ticked(Block):
    """A text with a box to tick in front of it."""

    def __init__(self, text: Text, colour: str, indent: float = 19, after: float = 4) -> None:
        super().__init__()
        self.text, self.colour, self.indent, self.after = text, colour, indent, after

    def measure(self, width: float) -> float:
        return self.text.wrap(width - self.indent)[1]

    def draw(self) -> None:
        tick_box(self.canv, 0, self.height - self.text.style.leading / 2, self.colour)
        self.text.draw_at(self.canv, self.indent, self.height)


def writing_lines(count: int, colour: str, gap: float = 22, after: float = 0) -> Decoration:
    """Lines to write on by pen."""

    def draw(canvas: Any, width: float) -> None:
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(0.6)
        for number in range(count):
            canvas.line(0, number * gap + 1, width, number * gap + 1)

    return Decoration(count * gap, draw, after)


def rule(colour: str, thickness: float = 0.6, before: float = 0, after: float = 6) -> Decoration:
    """A thin line over the whole width."""

    def draw(canvas: Any, width: float) -> None:
        canvas.setFillColor(HexColor(colour))
        canvas.rect(0, 0, width, thickness, stroke=0, fill=1)

    return Decoration(before + thickness, draw, after)


LEAST_FOR_LINES = 120.0  # points


def fill_with_lines(kit: Any, sheet: Any, title: str, most: int = 99) -> None:
    """Lines to write on, at most `most`, where a page has room left."""
    if sheet.free < LEAST_FOR_LINES:
        return
    heading = kit.h3(title)
    heading.wrap(sheet.stack.width)
    count = min(most, int((sheet.free - heading.height - 30) // 24))
    sheet.stack = sheet.stack.part(
        [*sheet.stack.children, Space(10), heading, writing_lines(count, kit.house.rule, 24)]
    )
    sheet.free = sheet.page.room[1] - sheet.stack.height
