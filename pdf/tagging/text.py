"""Text as a flowable: plain strings and runs, never markup, so nothing that is typed can do more than be
read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from .encoding import MISSING, clean, legible, spoken
from .linebreak import Breaker, Line
from .structure import HEADINGS, Element

CAP_HEIGHT = 0.66  # of the font size; text stands in the middle of its line by its capitals
_PLAIN = Breaker()


@dataclass(frozen=True)
class TextStyle:
    """How text looks. Sizes and spaces in points, colours as '#1B2A3A'."""

    font: str
    size: float
    leading: float
    bold: str = ""  # font of bold runs; default the font itself
    colour: str = "#000000"
    link_colour: str = "#000000"
    before: float = 0
    after: float = 0
    align: str = "left"  # left, center or right
    hyphenated: bool = False
    balanced: bool = False  # lines of even length, for headings
    keep_with_next: bool = False
    indent: float = 0  # of the text; a label stands in front of it

    @cached_property
    def paint(self) -> str:
        return paint(self.colour)


@lru_cache(maxsize=256)
def paint(colour: str, stroke: bool = False) -> str:
    """The PDF operator that sets the fill (or stroke) colour."""
    red, green, blue = HexColor(colour).rgb()
    return f"{red:.3g} {green:.3g} {blue:.3g} {'RG' if stroke else 'rg'}"


@dataclass(frozen=True)
class Run:
    """A stretch of text with a look of its own, or with a link: an address, or '#anchor' inside the document."""

    text: str
    bold: bool = False
    link: str = ""


Some = TypeVar("Some", bound=Flowable)
Content = str | Run | Sequence[str | Run]


class Text(Flowable):
    """A paragraph, heading, list item, cell or label: one element of the structure tree with its text.

    `content` is shown as it is: there is no markup. `label` stands in front of an indented text (bullet,
    number). The parts of a text that is split over two pages share one element, so it is still read as one.
    """

    def __init__(
        self,
        content: Content,
        style: TextStyle,
        tag: str = "P",
        *,
        element: Element | None = None,
        breaker: Breaker = _PLAIN,
        label: tuple[Element, str] | None = None,
        bookmark: int | None = None,
        anchor: str = "",
    ) -> None:
        super().__init__()
        runs = [content] if isinstance(content, (str, Run)) else content
        self.runs = [run if isinstance(run, Run) else Run(run) for run in runs]
        self.style, self.breaker, self.label, self.bookmark, self.anchor = (
            style,
            breaker,
            label,
            bookmark,
            anchor,
        )
        self.element = element or Element(tag)
        self.keepWithNext = style.keep_with_next
        fonts = (style.font, style.bold or style.font)
        library = breaker.library  # its texts are clean already, and most of a page
        self.shown = tuple(
            (font := fonts[run.bold], run.text if run.text in library else clean(run.text, font))
            for run in self.runs
        )
        self.lines: tuple[Line, ...] = ()
        self._width = -1.0
        if any(MISSING in text for _, text in self.shown):
            self.element.actual_text = spoken("".join(run.text for run in self.runs))
            self.shown = tuple(
                (font, legible(run.text, font)) for run, (font, _) in zip(self.runs, self.shown)
            )

    @property
    def plain(self) -> str:
        """The text as shown, without its looks."""
        return "".join(text for _, text in self.shown)

    def getSpaceBefore(self) -> float:
        return self.style.before

    def getSpaceAfter(self) -> float:
        return self.style.after

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        if width != self._width:
            style = self.style
            self.lines = self.breaker.lines(
                self.shown, style.size, width - style.indent, style.hyphenated, style.balanced
            )
            self._width = width
        self.width, self.height = width, len(self.lines) * self.style.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Text]:
        """Two parts, the first within `height`; at least two lines on either side. Nothing when that cannot
        be.
        """
        self.wrap(width)
        fits = min(int((height + 0.01) / self.style.leading), len(self.lines) - 2)
        if fits < 2 or self.element.tag in HEADINGS:
            return []
        return [self._part(self.lines[:fits], first=True), self._part(self.lines[fits:], first=False)]

    def _part(self, lines: tuple[Line, ...], first: bool) -> Text:
        part = part_of(self)
        part.lines, part.height = lines, len(lines) * self.style.leading
        if not first:
            part.label, part.bookmark, part.anchor = None, None, ""
        return part

    def draw(self) -> None:
        self.draw_at(self.canv, 0, self.height)

    def draw_at(self, canvas: Any, left: float, top: float) -> None:
        """Draw the lines below `top`. Everything is tagged, unless a tag is open around it already."""
        style = self.style
        baseline = top - (style.leading + CAP_HEIGHT * style.size) / 2
        if self.bookmark is not None:
            canvas.bookmark(self.plain, self.bookmark, top + 6, self.element)
        if self.anchor:
            canvas.place(self.anchor, self.element, top + 6)
        if self.label:
            element, text = self.label
            line = ((0, text),)
            with canvas.content(element):
                canvas._code.append(self._operators(canvas, (line,), left, baseline, fonts=(style.font,)))
        left += style.indent
        if any(run.link for run in self.runs):
            self._draw_linked(canvas, left, baseline)
        elif self.lines:
            tagged = not canvas.busy
            if tagged:
                canvas.open_content(self.element)
            canvas._code.append(self._operators(canvas, self.lines, left, baseline))
            if tagged:
                canvas.close_content()

    def _operators(
        self,
        canvas: Any,
        lines: Sequence[Line],
        left: float,
        baseline: float,
        fonts: Any = None,
        colour: str = "",
    ) -> str:
        """A text object that shows the lines."""
        style, current = self.style, ""
        fonts = fonts or [font for font, _ in self.shown]
        size = f"{style.size:g}"
        look = paint(colour) if colour else style.paint
        parts = [f"BT {look} {left:.2f} {baseline:.2f} Td"]
        if len(lines) > 1:
            parts.append(f"{style.leading:g} TL")
        moved = 0.0
        for index, line in enumerate(lines):
            if index:
                parts.append("T*")
            if style.align != "left":
                free = self._width - style.indent - _length(line, fonts, style.size)
                start = free / 2 if style.align == "center" else free
                parts.append(f"{start - moved:.2f} 0 Td")
                moved = start
            for run, text in line:
                encoder = canvas.encoder(fonts[run])
                if encoder.name != current:
                    parts.append(f"{encoder.name} {size} Tf")
                    current = encoder.name
                parts.append(encoder.show(text, size))
        parts.append("ET")
        return " ".join(parts)

    def _draw_linked(self, canvas: Any, left: float, baseline: float) -> None:
        """Piece by piece: plain pieces below the text's own element, linked ones below a Link each."""
        style = self.style
        links: dict[int, Element] = {}
        rules = []
        canvas._place(self.element)
        for number, line in enumerate(self.lines):
            x, y = left, baseline - number * style.leading
            for run, text in line:
                font, url = self.shown[run][0], self.runs[run].link
                width = stringWidth(text.rstrip() if url else text, font, style.size)
                element = self.element
                if url:
                    element = links.setdefault(run, Element("Link"))
                    if not element.hangs:
                        element.hang_below(self.element)
                    rules.append((x, y - 0.14 * style.size, width))
                canvas.open_content(element)
                colour = style.link_colour if url else ""
                canvas._code.append(self._operators(canvas, (((run, text),),), x, y, colour=colour))
                canvas.close_content()
                if url:
                    box = (x, y - 0.25 * style.size, x + width, y + 0.8 * style.size)
                    canvas.link(element, url, self.runs[run].text.strip(), box)
                x += stringWidth(text, font, style.size)
        with canvas.artifact():
            for x, y, width in rules:
                canvas._code.append(f"{paint(style.link_colour)} {x:.2f} {y:.2f} {width:.2f} .5 re f")


def part_of(flowable: Some) -> Some:
    """A copy to hold one part of a split flowable, without the marks that Platypus left on the whole."""
    part = object.__new__(type(flowable))
    part.__dict__.update(flowable.__dict__)
    for mark in ("_postponed", "canv", "_measured"):
        part.__dict__.pop(mark, None)
    return part


def _length(line: Line, fonts: Sequence[str], size: float) -> float:
    """The width of a line without the space at its end."""
    *front, (run, text) = line
    width: float = sum(stringWidth(part, fonts[at], size) for at, part in front) + stringWidth(
        text.rstrip(), fonts[run], size
    )
    return width
