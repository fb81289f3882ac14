"""Pictures: score, levels, bars per theme, barriers per type of crime, QR code. Drawn in vectors, readable in
grey.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import simpleSplit

from pdf import qr
from pdf.kit import Kit
from pdf.parts import Decoration
from pdf.styles import BOLD, REGULAR
from pdf.tagging import Figure
from scoring.barriers import BarrierState

WHITE = "#ffffff"


@lru_cache(maxsize=64)
def _ink(colour: str) -> Color:
    return HexColor(colour)


def score_dial(
    kit: Kit,
    score_pct: float | None,
    then_pct: float | None = None,
    size: float = 132,
    between: tuple[float, float] | None = None,
) -> Figure:
    """A ring that fills clockwise with the score; a mark outside shows the score of an earlier scan.

    `between` is the lowest and highest the score can be where answers are not known: the ring is full up to
    the lowest and pale up to the highest, and both figures stand inside.
    """
    _ = kit._
    shown = kit.score(score_pct) if score_pct is not None else "–"
    alt = _("Score: {score} van 100.").format(score=shown) if score_pct is not None else _("Nog geen score.")
    full, letters = score_pct, size * 0.33
    if between is not None:
        low, high = (kit.score(value) for value in between)
        shown, full, letters = f"{low}–{high}", between[0], size * (0.24 if len(low + high) < 5 else 0.19)
        alt = _("Score: tussen {low} en {high} van 100.").format(low=low, high=high)
    if then_pct is not None:
        alt += " " + _("Vorige scan: {score}.").format(score=kit.score(then_pct))

    def draw(canvas: Any) -> None:
        middle, thick = size / 2, size * 0.105
        radius = middle - thick / 2 - 4
        canvas.setLineWidth(thick)
        canvas.setStrokeColor(_ink(kit.house.rule))
        canvas.circle(middle, middle, radius, stroke=1, fill=0)
        if between is not None:
            canvas.setStrokeColor(_ink(kit.house.muted))
            canvas.setLineWidth(thick / 3)  # thin as well as grey: without colour it still is no full ring
            _arc(canvas, middle, radius, min(between[1], 99.99))
            canvas.setLineWidth(thick)
        if full:
            canvas.setStrokeColor(_ink(kit.house.primary))
            _arc(canvas, middle, radius, min(full, 99.99))
        if then_pct is not None:
            canvas.saveState()
            canvas.translate(middle, middle)
            canvas.rotate(90 - 3.6 * then_pct)
            canvas.setFillColor(_ink(kit.house.ink))
            canvas.rect(radius - thick / 2 - 3, -1.3, thick + 6, 2.6, stroke=0, fill=1)
            canvas.restoreState()
        canvas.setFillColor(_ink(kit.house.ink))
        canvas.setFont(BOLD, letters)
        canvas.drawCentredString(middle, middle - size * 0.085, shown)
        canvas.setFillColor(_ink(kit.house.muted))
        canvas.setFont(REGULAR, size * 0.095)
        canvas.drawCentredString(middle, middle - size * 0.215, _("van 100"))

    return Figure(size, size, alt, draw)


def _arc(canvas: Any, middle: float, radius: float, percent: float) -> None:
    path = canvas.beginPath()
    path.arc(middle - radius, middle - radius, middle + radius, middle + radius, 90, -3.6 * percent)
    canvas.drawPath(path, stroke=1, fill=0)


def level_stairs(kit: Kit, titles: Sequence[str], reached: int, width: float) -> Figure:
    """One stair per level; the one reached is filled and marked."""
    _ = kit._
    step = width / len(titles)
    labels = [simpleSplit(title, BOLD, 9, step - 5) for title in titles]
    foot = 11.0 * max(len(lines) for lines in labels) + 3  # height of the words below the stairs
    height = foot + 3 + 9 * len(titles)
    alt = _("Niveau {number} van {total}: {title}.").format(
        number=reached + 1, total=len(titles), title=titles[reached]
    )

    def draw(canvas: Any) -> None:
        for index, lines in enumerate(labels):
            left, tall = index * step, 9.0 * (index + 1)
            canvas.setFillColor(_ink(kit.house.primary if index <= reached else WHITE))
            canvas.setStrokeColor(_ink(kit.house.primary))
            canvas.setLineWidth(0.8)
            canvas.rect(left, foot, step - 4, tall, stroke=1, fill=1)
            canvas.setFillColor(_ink(kit.house.ink if index == reached else kit.house.muted))
            canvas.setFont(BOLD if index == reached else REGULAR, 9)
            for number, line in enumerate(lines, 1):
                canvas.drawString(left, foot - 1 - 11 * number, line)
            if index == reached:
                canvas.setFillColor(_ink(kit.house.primary))
                _triangle(canvas, left + (step - 4) / 2, foot + tall + 3, 4.5)

    return Figure(width, height + 6, alt, draw)


def _triangle(canvas: Any, x: float, tip: float, half: float) -> None:
    """A small triangle that points down at `tip`."""
    path = canvas.beginPath()
    path.moveTo(x, tip)
    path.lineTo(x - half, tip + 1.5 * half)
    path.lineTo(x + half, tip + 1.5 * half)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def bar(
    kit: Kit, value: float, then: float | None = None, others: float | None = None, height: float = 22
) -> Decoration:
    """A bar from 0 to 100: filled to `value`, a triangle above at `then`, an upright line at `others`."""

    def draw(canvas: Any, width: float) -> None:
        thick = 10.0
        bottom = (height - thick) / 2
        canvas.setFillColor(_ink(kit.house.tint))
        canvas.setStrokeColor(_ink(kit.house.rule))
        canvas.setLineWidth(0.6)
        canvas.rect(0, bottom, width, thick, stroke=1, fill=1)
        canvas.setFillColor(_ink(kit.house.primary))
        canvas.rect(0, bottom, width * value / 100, thick, stroke=0, fill=1)
        if others is not None:
            draw_others_mark(canvas, kit, width * others / 100, bottom, thick)
        if then is not None:
            draw_then_mark(canvas, kit, width * then / 100, bottom + thick)

    return Decoration(height, draw)


def draw_then_mark(canvas: Any, kit: Kit, x: float, tip: float) -> None:
    """The mark of an earlier scan."""
    canvas.setFillColor(_ink(kit.house.ink))
    _triangle(canvas, x, tip + 0.5, 3.4)


def draw_others_mark(canvas: Any, kit: Kit, x: float, bottom: float, thick: float) -> None:
    """The mark of comparable businesses: a line with a white edge, seen on filled and empty alike."""
    canvas.setFillColor(_ink(WHITE))
    canvas.rect(x - 2.2, bottom - 3, 4.4, thick + 6, stroke=0, fill=1)
    canvas.setFillColor(_ink(kit.house.ink))
    canvas.rect(x - 1, bottom - 3, 2, thick + 6, stroke=0, fill=1)


POST = (9.0, 20.0)  # width and height of a barrier


def draw_barrier(canvas: Any, kit: Kit, x: float, bottom: float, state: BarrierState) -> None:
    """One barrier: standing is filled with a tick, missing is a dashed outline, unknown holds a question
    mark.
    """
    wide, tall = POST
    house = kit.house
    canvas.setLineWidth(1)
    if state is BarrierState.STANDING:
        canvas.setFillColor(_ink(house.primary))
        canvas.setStrokeColor(_ink(house.primary))
        canvas.rect(x, bottom, wide, tall, stroke=1, fill=1)
        canvas.setStrokeColor(_ink(WHITE))
        canvas.setLineWidth(1.4)
        middle = bottom + tall / 2
        canvas.lines([(x + 2.1, middle, x + 3.9, middle - 2.4), (x + 3.9, middle - 2.4, x + 7, middle + 2.6)])
        return
    canvas.setFillColor(_ink(WHITE))
    dashed = state is not BarrierState.NOT_ASKED
    canvas.setStrokeColor(_ink(house.accent if dashed else house.muted))
    canvas.setDash(*((2.4, 1.8) if dashed else (0.6, 1.8)))
    canvas.rect(x, bottom, wide, tall, stroke=1, fill=1)
    canvas.setDash()
    if state is BarrierState.UNKNOWN:
        canvas.setFillColor(_ink(house.accent))
        canvas.setFont(BOLD, 10)
        canvas.drawCentredString(x + wide / 2, bottom + tall / 2 - 3.4, "?")


def tick(canvas: Any, kit: Kit, left: float, middle: float) -> None:
    """A tick in a filled circle, 11 points wide, as decoration."""
    with canvas.artifact():
        canvas.setFillColor(_ink(kit.house.primary))
        canvas.circle(left + 5.5, middle, 5.5, stroke=0, fill=1)
        canvas.setStrokeColor(_ink(WHITE))
        canvas.setLineWidth(1.5)
        canvas.lines(
            [
                (left + 2.9, middle, left + 4.7, middle - 2.2),
                (left + 4.7, middle - 2.2, left + 8.3, middle + 2.4),
            ]
        )


def qr_code(url: str, alt: str, size: float = 96) -> Figure:
    """A QR code as one path, with its quiet zone inside `size`."""
    modules, quiet = qr.matrix(url), qr.QUIET
    unit = size / qr.side(url)

    def draw(canvas: Any) -> None:
        canvas.setFillColor(_ink("#000000"))
        path = canvas.beginPath()
        for row, line in enumerate(modules):
            column = 0
            while column < len(line):
                end = column
                while end < len(line) and line[end]:
                    end += 1
                if end > column:
                    path.rect(
                        (column + quiet) * unit, size - (row + quiet + 1) * unit, (end - column) * unit, unit
                    )
                column = end + 1
        canvas.drawPath(path, stroke=0, fill=1)

    return Figure(size, size, alt, draw)
