"""A table with the tags a screen reader walks through: Table, TR, TH with its scope, TD."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Union

from reportlab.platypus import Flowable

from .stack import Block, Stack
from .structure import Element, text_string
from .text import Text, paint, part_of

Cell = Union[Flowable, Sequence[Flowable], None]


@dataclass(frozen=True)
class TableStyle:
    """How a table looks. Sizes in points; an empty colour draws nothing."""

    pad_x: float = 5
    pad_y: float = 4
    rule: str = "#C9D2DB"  # below every row
    rule_width: float = 0.5
    head_fill: str = ""
    head_rule: str = ""  # below the head
    head_rule_width: float = 1.2
    stripe: str = ""  # behind every second row
    kept: int = 2  # rows that stay together on either side of the end of a page
    flush: bool = True  # first and last column without padding at the edge of the table
    middle: bool = False  # cells stand in the middle of their row instead of at its top


@dataclass
class _Row:
    cells: list[Stack]
    element: Element
    cell_elements: list[Element] = field(default_factory=list)
    height: float = 0
    number: int = 0


class TaggedTable(Block):
    """Rows of cells; a cell holds one flowable, several, or none.

    The first `head` rows are column heads: repeated on every page (there as an artifact, so they are read
    once). With `row_heads` the first cell of a row is its head. A cell with one `Text` becomes TH or TD
    itself. `summary` tells what the table holds, for who cannot see it. Rows are never split.
    """

    def __init__(
        self,
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        *,
        head: int = 1,
        row_heads: bool = True,
        summary: str = "",
        style: TableStyle = TableStyle(),
        after: float = 0,
    ) -> None:
        super().__init__()
        self.widths, self.look, self.after, self.row_heads = list(widths), style, after, row_heads
        attributes = f"<</O/Table/Summary{text_string(summary)}>>" if summary else ""
        self.element = Element("Table", attributes=attributes)
        made = [
            _Row([_stacked(cell) for cell in row], Element("TR"), number=number)
            for number, row in enumerate(rows)
        ]
        self.heads, self.rows = made[:head], made[head:]
        for rows_of, scope in ((self.heads, "Column"), (self.rows, "Row" if row_heads else "")):
            for row in rows_of:
                for column, cell in enumerate(row.cells):
                    heading = scope == "Column" or (scope == "Row" and column == 0)
                    row.cell_elements.append(_cell_element(row.element, cell, scope if heading else ""))
        self.repeated = False

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        return super().wrap(sum(self.widths))

    def measure(self, width: float) -> float:
        pad = self.look.pad_y
        for row in (*self.heads, *self.rows):
            if row.height:
                continue
            heights = [cell.wrap(room)[1] for cell, (_, room) in zip(row.cells, self._columns(), strict=True)]
            row.height = max(heights, default=0) + 2 * pad
        return sum(row.height for row in (*self.heads, *self.rows))

    def _columns(self) -> list[tuple[float, float]]:
        """Left edge and room of every column, inside the padding."""
        found, left, last = [], 0.0, len(self.widths) - 1
        for index, width in enumerate(self.widths):
            before = 0 if self.look.flush and index == 0 else self.look.pad_x
            behind = 0 if self.look.flush and index == last else self.look.pad_x
            found.append((left + before, width - before - behind))
            left += width
        return found

    def split(self, width: float, height: float) -> list[TaggedTable]:
        """Two tables, the first within `height`, the second with the head again; at least `look.kept` rows on
        either side.
        """
        self.wrap(width)
        used = sum(row.height for row in self.heads)
        count = 0
        while count < len(self.rows) and used + self.rows[count].height <= height + 0.01:
            used += self.rows[count].height
            count += 1
        count = min(count, len(self.rows) - self.look.kept)
        if count < self.look.kept:
            return []
        return [self._part(self.rows[:count], self.repeated), self._part(self.rows[count:], True)]

    def _part(self, rows: list[_Row], repeated: bool) -> TaggedTable:
        part = part_of(self)
        part.rows, part.repeated = rows, repeated
        part.wrap(0)
        return part

    def draw(self) -> None:
        canvas, top = self.canv, self.height
        with canvas.group(self.element):
            for row in self.heads:
                if self.repeated:
                    with canvas.artifact():
                        self._draw_row(row, top, head=True)
                else:
                    self._draw_row(row, top, head=True)
                top -= row.height
            for row in self.rows:
                self._draw_row(row, top, head=False)
                top -= row.height

    def _draw_row(self, row: _Row, top: float, head: bool) -> None:
        canvas, look = self.canv, self.look
        fill = look.head_fill if head else look.stripe if row.number % 2 == 0 else ""
        rule, thick = (
            (look.head_rule or look.rule, look.head_rule_width) if head else (look.rule, look.rule_width)
        )
        with canvas.artifact():
            bottom = top - row.height
            if fill:
                canvas._code.append(f"{paint(fill)} 0 {bottom:.2f} {self.width:.2f} {row.height:.2f} re f")
            if rule and thick:
                canvas._code.append(
                    f"{paint(rule)} 0 {bottom - thick / 2:.2f} {self.width:.2f} {thick:g} re f"
                )
        with canvas.group(row.element):
            for (left, _), cell, element in zip(self._columns(), row.cells, row.cell_elements, strict=True):
                space = (row.height - cell.height) / 2 if look.middle else look.pad_y
                with canvas.group(element):
                    cell.draw_at(canvas, left, top - space)


def _stacked(cell: Cell) -> Stack:
    if cell is None:
        return Stack(())
    return Stack([cell]) if isinstance(cell, Flowable) else Stack(cell)


def _cell_element(row: Element, cell: Stack, scope: str) -> Element:
    """The element of a cell, hung in its row; an only text takes it for its own."""
    element = Element(
        "TH" if scope else "TD", parent=row, attributes=f"<</O/Table/Scope/{scope}>>" if scope else ""
    )
    if len(cell.children) == 1 and type(cell.children[0]) is Text:
        element.actual_text = cell.children[0].element.actual_text
        cell.children[0].element = element
    return element
