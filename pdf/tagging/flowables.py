"""Other tagged flowables: lists, figures, and any flowable of reportlab under one tag."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.platypus import Flowable

from .linebreak import Breaker
from .structure import Element, TagError
from .text import Content, Text, TextStyle


def list_items(
    contents: Sequence[Content],
    style: TextStyle,
    *,
    numbered: bool = False,
    breaker: Breaker | None = None,
    mark: str = "•",
    labels: Sequence[str] = (),
) -> list[Text]:
    """A list, one flowable per item, with tags L, LI, Lbl and LBody. `style.indent` makes room for the mark.

    `labels` are numbers or words of your own, one per item; an empty one leaves it out.
    """
    if any(labels):
        # PDF 2.0 has "Unordered" for words as marks, which PDF 1.7 and many a reader do not know
        kind = "Decimal" if any(label[:1].isdigit() for label in labels) else "Square"
    else:
        kind = "None" if labels else "Decimal" if numbered else "Disc"
    whole = Element("L", attributes=f"<</O/List/ListNumbering/{kind}>>")
    items = []
    for number, content in enumerate(contents, 1):
        item = _Item(content, style, "LBody", breaker=breaker or Breaker())
        item.list, item.item = whole, Element("LI")
        label = labels[number - 1] if labels else f"{number}." if numbered else mark
        item.label = (Element("Lbl"), label) if label else None
        items.append(item)
    return items


class _Item(Text):
    """An item of a list; it draws inside the elements of its list, also when it goes on on the next page."""

    list: Element
    item: Element

    def draw_at(self, canvas: Any, left: float, top: float) -> None:
        if canvas.busy:
            super().draw_at(canvas, left, top)
            return
        with canvas.group(self.list), canvas.group(self.item):
            super().draw_at(canvas, left, top)


class Figure(Flowable):
    """A picture with its alternative text.

    `draw` gets the canvas, with (0, 0) at the lower left corner; what it draws, words included, is the
    picture.
    """

    def __init__(
        self,
        width: float,
        height: float,
        alt: str,
        draw: Callable[[Any], None],
        *,
        after: float = 0,
        centered: bool = False,
    ) -> None:
        super().__init__()
        self.width, self.height, self.after = width, height, after
        self.hAlign = "CENTER" if centered else "LEFT"
        self.element, self.picture = Element("Figure", alt=alt), draw

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        return self.width, self.height

    def getSpaceAfter(self) -> float:
        return self.after

    def draw(self) -> None:
        canvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        box = f"{left:.1f} {bottom:.1f} {left + self.width:.1f} {bottom + self.height:.1f}"
        self.element.attributes = f"<</O/Layout/Placement/Block/BBox[{box}]>>"
        with canvas.content(self.element):
            self.picture(canvas)


class Tagged(Flowable):
    """Any flowable of reportlab (Paragraph, Drawing, Image) as one element: what it draws is the element's
    content.

    Links inside are refused by the canvas; use `Text` with a `Run` for those.
    """

    def __init__(self, inner: Flowable, tag: str = "P", *, alt: str = "") -> None:
        super().__init__()
        if isinstance(inner, (Text, Figure)):
            raise TagError("it has a tag of its own")
        self.inner, self.element = inner, Element(tag, alt=alt)
        self.keepWithNext = inner.getKeepWithNext()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self.inner.wrapOn(getattr(self, "canv", None), width, height)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Tagged]:
        parts = []
        for inner in self.inner.splitOn(getattr(self, "canv", None), width, height):
            part = Tagged(inner, self.element.tag, alt=self.element.alt)
            part.element = self.element
            parts.append(part)
        return parts

    def getSpaceBefore(self) -> float:
        return float(self.inner.getSpaceBefore())

    def getSpaceAfter(self) -> float:
        return float(self.inner.getSpaceAfter())

    def draw(self) -> None:
        canvas = self.canv
        if self.element.tag == "Figure":
            left, bottom = canvas.absolutePosition(0, 0)
            box = f"{left:.1f} {bottom:.1f} {left + self.width:.1f} {bottom + self.height:.1f}"
            self.element.attributes = f"<</O/Layout/Placement/Block/BBox[{box}]>>"
        with canvas.content(self.element):
            self.inner.drawOn(canvas, 0, 0)
