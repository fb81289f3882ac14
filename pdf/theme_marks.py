"""A mark per theme, of a few strokes on a grid of 24: the same on paper and on screen, and seen without colour.

A mark never stands alone: the title of the theme is beside it, so it is decoration to who listens.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor

GRID, STROKE = 24.0, 1.8
Shape = tuple[str, tuple[float, ...]]

# "circle": middle and radius; "box": left, top, width, height, corner; "line": points, x and y in turn. From the
# upper left corner, y downwards.
MARKS: dict[str, tuple[Shape, ...]] = {
    "behaviour": (  # a coin
        ("circle", (12, 12, 9)),
        ("line", (16, 8.6, 14.4, 7.5, 12.6, 7.2, 10.9, 8, 9.9, 9.8, 9.6, 12)),
        ("line", (9.6, 12, 9.9, 14.2, 10.9, 16, 12.6, 16.8, 14.4, 16.5, 16, 15.4)),
        ("line", (7.4, 10.8, 13.4, 10.8)),
        ("line", (7.4, 13.2, 13.4, 13.2)),
    ),
    "access": (  # a key
        ("circle", (7.5, 12, 4.5)),
        ("line", (12, 12, 21.5, 12, 21.5, 16)),
        ("line", (17.3, 12, 17.3, 15)),
    ),
    "systems": (  # a computer
        ("box", (3, 4.5, 18, 12, 1.5)),
        ("line", (12, 16.5, 12, 20)),
        ("line", (7.5, 20, 16.5, 20)),
    ),
    "incidents": (  # a lifebuoy
        ("circle", (12, 12, 9)),
        ("circle", (12, 12, 3.8)),
        ("line", (5.6, 5.6, 9.3, 9.3)),
        ("line", (18.4, 5.6, 14.7, 9.3)),
        ("line", (5.6, 18.4, 9.3, 14.7)),
        ("line", (18.4, 18.4, 14.7, 14.7)),
    ),
    "risks": (  # a list that is ticked off
        ("box", (4.5, 3, 15, 18, 1.5)),
        ("line", (7.5, 8.4, 8.8, 9.7, 11, 7.2)),
        ("line", (13, 8.6, 16.5, 8.6)),
        ("line", (7.5, 14.6, 8.8, 15.9, 11, 13.4)),
        ("line", (13, 14.8, 16.5, 14.8)),
    ),
}


def draw_mark(canvas: Any, theme_id: str, left: float, middle: float, size: float, colour: str) -> None:
    """The mark of a theme, `size` points wide and centred on the height `middle`, as decoration; nothing for a
    theme without one.
    """
    if theme_id not in MARKS:
        return
    unit = size / GRID
    with canvas.artifact():
        canvas.saveState()
        canvas.translate(left, middle + size / 2)
        canvas.scale(unit, -unit)
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(STROKE)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for kind, at in MARKS[theme_id]:
            if kind == "circle":
                canvas.circle(*at, stroke=1, fill=0)
            elif kind == "box":
                canvas.roundRect(*at, stroke=1, fill=0)
            else:
                path = canvas.beginPath()
                path.moveTo(at[0], at[1])
                for x, y in zip(at[2::2], at[3::2], strict=True):
                    path.lineTo(x, y)
                canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()
