"""Flowables one below the other, as a column that can be drawn anywhere and split over pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from .text import Text, part_of


class Block(Flowable):
    """A flowable that takes the whole width and is measured once per width, however often it is asked."""

    _measured = -1.0
    before = 0.0
    after = 0.0

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        if width != self._measured:
            self.width = self._measured = width
            self.height = self.measure(width)
        return self.width, self.height

    def measure(self, width: float) -> float:
        """The height at this width."""
        raise NotImplementedError

    def getSpaceBefore(self) -> float:
        return self.before

    def getSpaceAfter(self) -> float:
        return self.after


class Stack(Block):
    """A column of flowables; of two spaces that meet, the larger counts, and none counts at the top and
    bottom.

    A child that keeps with the next is never last on a page.
    """

    def __init__(self, children: Sequence[Flowable]) -> None:
        super().__init__()
        self.children = list(children)
        self.gaps: list[float] = []

    def getSpaceBefore(self) -> float:
        return self.children[0].getSpaceBefore() if self.children else 0

    def getSpaceAfter(self) -> float:
        return self.children[-1].getSpaceAfter() if self.children else 0

    def measure(self, width: float) -> float:
        self.gaps = []
        height = after = 0.0
        for index, child in enumerate(self.children):
            gap = max(after, child.getSpaceBefore()) if index else 0.0
            self.gaps.append(gap)
            height += gap + child.wrap(width, 1e6)[1]
            after = child.getSpaceAfter()
        return height

    def split(self, width: float, height: float) -> list[Stack]:
        """Two columns, the first within `height`; itself alone when it fits; nothing when not even a part
        does.
        """
        self.wrap(width)
        if self.height <= height + 0.01:
            return [self]
        used = 0.0
        for index, child in enumerate(self.children):
            used += self.gaps[index]
            if used + child.height > height + 0.01:
                break
            used += child.height
        parts = child.split(width, height - used)
        first, rest = self.children[:index], self.children[index:]
        if len(parts) > 1:
            first, rest = [*first, parts[0]], [*parts[1:], *rest[1:]]
        while first and first[-1].getKeepWithNext():
            rest.insert(0, first.pop())
        if not first:
            return []
        return [self.part(first), self.part(rest)]

    def part(self, children: Sequence[Flowable]) -> Stack:
        """A stack like this one with other children, measured."""
        part = part_of(self)
        part.children = list(children)
        part.wrap(self.width)
        return part

    def draw(self) -> None:
        self.draw_at(self.canv, 0, self.height)

    def draw_at(self, canvas: Any, left: float, top: float) -> None:
        """Draw the children from `top` down; the stack is measured before."""
        for gap, child in zip(self.gaps, self.children, strict=True):
            top -= gap
            if isinstance(child, (Text, Stack)):
                child.draw_at(canvas, left, top)
            else:
                child.drawOn(canvas, left, top - child.height)
            top -= child.height
