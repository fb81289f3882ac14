"""From flowables to pages, and from pages to a file."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from pdf.kit import Kit
from pdf.styles import Page
from pdf.tagging import Stack, Standard, TaggedCanvas

STRETCH = 14.0  # points: at most this much more between the blocks of a page that is not quite full

EVEN_STEPS = (0.6, 0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03)
# Of what the last page has left: this much shorter pages, the first that needs no page more. Many pages need
# a small share.
EMPTY = 0.3  # of a page's height: more than this left free, and the next part goes on there


class LayoutError(Exception):
    """A block is taller than a page and cannot be split; rather no file than one with text cut off."""


@dataclass
class Sheet:
    """One page with what stands on it. A bare sheet has no footer."""

    stack: Stack
    page: Page
    bare: bool = False
    free: float = 0  # points left empty at the bottom


def flow(blocks: Sequence[Flowable], page: Page) -> list[Sheet]:
    """Blocks over as many pages as they need. On all but the last, the space left is shared out between the
    blocks.
    """
    width, height = page.room
    sheets: list[Sheet] = []
    rest: Stack | None = Stack(blocks)
    while rest is not None and rest.children:
        parts = rest.split(width, height)
        if not parts:
            raise LayoutError(f"{type(rest.children[0]).__name__} does not fit on a page")
        sheet = Sheet(parts[0], page, free=height - parts[0].height)
        rest = parts[1] if len(parts) > 1 else None
        if rest is not None:
            _stretch(sheet)
        sheets.append(sheet)
    return sheets


Way = Callable[[], Sequence[Flowable]]


def fitting(ways: Sequence[Way], page: Page, far: float) -> Sheet | None:
    """The first of these ways to set the same that fits on one page, each shorter than the one before, with what
    is left shared out between its blocks, at most `far` points each; nothing where none fits.
    """
    width, height = page.room
    low, high, found = 0, len(ways), None
    while low < high:
        middle = (low + high) // 2
        stack = Stack(ways[middle]())
        if stack.wrap(width)[1] <= height + 0.01:
            high, found = middle, stack
        else:
            low = middle + 1
    if found is None:
        return None
    sheet = Sheet(found, page, free=height - found.height)
    _stretch(sheet, far)
    return sheet


def fitted(ways: Sequence[Way], page: Page, far: float) -> list[Sheet]:
    """As `fitting`; where none fits, the last one over more pages."""
    sheet = fitting(ways, page, far)
    return [sheet] if sheet is not None else flow_even(ways[-1](), page)


def flow_even(blocks: Sequence[Flowable], page: Page) -> list[Sheet]:
    """As `flow`, with what would leave the last page rather empty spread over all pages."""
    sheets = flow(blocks, page)
    if len(sheets) < 2 or sheets[-1].free <= EMPTY * page.room[1]:
        return sheets
    for share in EVEN_STEPS:
        bottom = page.bottom + share * sheets[-1].free
        shorter = flow(blocks, replace(page, bottom=bottom))
        if len(shorter) == len(sheets):
            return [replace(sheet, page=page, free=sheet.free + bottom - page.bottom) for sheet in shorter]
    return sheets


def single(blocks: Sequence[Flowable], page: Page, bare: bool = False) -> Sheet:
    """Blocks on exactly one page. Raises LayoutError when they do not fit."""
    width, height = page.room
    stack = Stack(blocks)
    if stack.wrap(width)[1] > height + 0.01:
        raise LayoutError(f"{stack.height - height:.0f} points too much for one page")
    return Sheet(stack, page, bare, free=height - stack.height)


def _stretch(sheet: Sheet, most: float = STRETCH) -> None:
    """More room where there is room already: before headings and cards, not inside what belongs together."""
    places = [
        index
        for index, child in enumerate(sheet.stack.children)
        if index and child.getSpaceBefore() and not sheet.stack.children[index - 1].getKeepWithNext()
    ]
    if places:
        more = min(most, sheet.free / len(places))
        for index in places:
            sheet.stack.gaps[index] += more
        sheet.stack.height += more * len(places)
        sheet.free -= more * len(places)


@dataclass(frozen=True)
class About:
    """What the file says about itself. Never a name that somebody typed."""

    title: str
    author: str
    subject: str
    footer: str = ""  # left in the footer; default the title


def write(
    sheets: Sequence[Sheet],
    kit: Kit,
    about: About,
    *,
    reproducible: bool = False,
    standard: Standard = Standard.UA2_A4,
) -> bytes:
    """The PDF of these sheets. `reproducible` leaves the time out, so that equal content gives equal bytes."""
    file = io.BytesIO()
    first = sheets[0].page
    canvas = TaggedCanvas(
        file,
        pagesize=(first.width, first.height),
        lang=kit.language,
        standard=standard,
        invariant=int(reproducible),
        initialFontName=kit.styles.body.font,
    )
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setCreator(about.author)
    for number, sheet in enumerate(sheets, 1):
        canvas.setPageSize((sheet.page.width, sheet.page.height))
        if not sheet.bare:
            _footer(canvas, kit, sheet.page, about.footer or about.title, number, len(sheets))
        sheet.stack.draw_at(canvas, sheet.page.left, sheet.page.height - sheet.page.top)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _footer(canvas: Any, kit: Kit, page: Page, text: str, number: int, total: int) -> None:
    _ = kit._
    style = kit.styles.small
    with canvas.artifact("Footer"):
        baseline = page.bottom - 24
        canvas.setStrokeColor(HexColor(kit.house.rule))
        canvas.setLineWidth(0.6)
        canvas.line(page.left, baseline + 13, page.width - page.right, baseline + 13)
        canvas.setFillColor(HexColor(style.colour))
        canvas.setFont(style.font, style.size)
        shown = _("{number} van {total}").format(number=number, total=total)
        if stringWidth(text + shown, style.font, style.size) < page.room[0] - 20:
            canvas.drawString(page.left, baseline, text)
        canvas.drawRightString(page.width - page.right, baseline, shown)
