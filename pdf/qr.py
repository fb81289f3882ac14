"""QR codes: the one place that makes them, for screens, papers, pictures and the terminal.

All have error correction M or better, and the quiet zone of four modules that the standard (ISO/IEC 18004)
asks for. A code as long as the answers of a whole scan settles for L: it is read from a screen or a clean
sheet, where larger modules help a camera more than correction does.
"""

from __future__ import annotations

import io

import segno

QUIET = 4  # modules around the code
LEAST_PIXELS = 4  # per module on a screen; below it phones do not read a long code
LONG = 120  # characters; a link of ours without answers has 60 to 90
DARK, LIGHT = "#000000", "#ffffff"  # whatever the theme: some phones read nothing else


def _code(text: str) -> segno.QRCode:
    # Never kept: a code may hold all answers of a respondent.
    return segno.make(text, error="l" if len(text) > LONG else "m", micro=False)


def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of modules, True for dark, without the quiet zone."""
    return tuple(tuple(map(bool, row)) for row in _code(text).matrix)


def side(text: str) -> int:
    """Modules along one side, the quiet zone included."""
    return len(_code(text).matrix) + 2 * QUIET


def least_width(text: str) -> int:
    """CSS pixels that the code needs on a screen to be read by a phone."""
    return side(text) * LEAST_PIXELS


def svg(text: str) -> str:
    """A drawing for inside HTML, that takes the size of its place."""
    return _code(text).svg_inline(border=QUIET, light=LIGHT, dark=DARK, omitsize=True)


def data_uri(text: str) -> str:
    """The same as an address for an image, where a page lets no drawing through."""
    return _code(text).svg_data_uri(border=QUIET, light=LIGHT, dark=DARK, omitsize=True)


def png(text: str, scale: int) -> bytes:
    """A picture, `scale` pixels per module."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", scale=scale, border=QUIET)
    return out.getvalue()


def show_in_terminal(text: str) -> None:
    """Prints the code."""
    _code(text).terminal(border=QUIET, compact=True)
