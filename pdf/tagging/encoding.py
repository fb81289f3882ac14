"""From text to the codes of an embedded font, and which characters a font can show."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfmetrics

MISSING = "\u25a1"  # an empty square, for a character without a glyph
_SPACES = {"Zs", "Zl", "Zp"}
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control, format (bidi, joiners), surrogates, private, unassigned
_OTHER_SUBSETS = 0xF0000  # a private plane marks characters outside the first subset of 256


class Encoder(dict[int, str]):
    """The codes of one font in one document: a mapping for `str.translate` that grows with the characters
    used.
    """

    def __init__(self, font: str, document: Any) -> None:
        super().__init__()
        self.font, self.document = pdfmetrics.getFont(font), document
        self.name = self.font.getSubsetInternalName(0, document) if self._ready() else ""

    def _ready(self) -> bool:
        """True once the document knows the font; reportlab makes its state with the first character."""
        self.font.splitString(" ", self.document)
        return True

    def __missing__(self, code: int) -> str:
        subset, data = self.font.splitString(chr(code), self.document)[0]
        found = _escaped(data[0]) if subset == 0 else chr(_OTHER_SUBSETS + (subset << 8) + data[0])
        self[code] = found
        return found

    def show(self, text: str, size: str) -> str:
        """Operators that set the font at `size` where needed and show `text`; the first subset is set
        already.
        """
        encoded = text.translate(self)
        if encoded.isascii():
            return f"({encoded})Tj"
        parts = []
        for subset, run in groupby(encoded, lambda char: max(0, ord(char) - _OTHER_SUBSETS) >> 8):
            shown = "".join(char if char.isascii() else _escaped(ord(char) & 0xFF) for char in run)
            parts.append(f"{self.font.getSubsetInternalName(subset, self.document)} {size} Tf ({shown})Tj")
        return " ".join([*parts, f"{self.name} {size} Tf"])


def _escaped(byte: int) -> str:
    """One code inside a literal string. Most control codes may stand there as they are, which is a tenth of a
    page's bytes.
    """
    char = chr(byte)
    return char if 0 < byte < 127 and char not in "\n\r\\()" else f"\\{byte:03o}"


class _Shown(dict[int, str]):
    """Characters as one font can show them: a mapping for `str.translate`. It does not grow with what is
    typed.
    """

    def __init__(self, font: str) -> None:
        glyphs = pdfmetrics.getFont(font).face.charToGlyph
        super().__init__((code, _shown(chr(code), True)) for code in glyphs)

    def __missing__(self, code: int) -> str:
        return _shown(chr(code), False)


def _shown(char: str, has_glyph: bool) -> str:
    category = unicodedata.category(char)
    if char in "\n\r\t\v\f" or (category in _SPACES and char not in "\u00a0\u202f"):
        return " "
    if category in _DROPPED:
        return ""
    return char if has_glyph else MISSING


@lru_cache(None)
def _shown_by(font: str) -> _Shown:
    return _Shown(font)


def clean(text: str, font: str) -> str:
    """The text as `font` can show it, on one line.

    Composed (NFC), every white space a space, control and direction characters gone, a square where a glyph
    is missing: a missing glyph would break PDF/UA and PDF/A, and a direction character could turn the reading
    order round.
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.translate(_shown_by(font))


def legible(text: str, font: str) -> str:
    """The text as `font` can show it, without one empty square: a sign without a glyph (emoji) is left out, and
    letters without one become "…".
    """
    parts: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        seen = clean(char, font)
        if seen != MISSING or char == MISSING:
            parts.append(seen)
        elif unicodedata.category(char)[0] in "LN" and parts[-1:] != ["…"]:
            parts.append("…")
    return "".join(parts)


def shows(text: str, font: str) -> bool:
    """True when the font has a glyph for every character that is not dropped."""
    return MISSING not in clean(text.replace(MISSING, ""), font)


def spoken(text: str) -> str:
    """The text without what cannot be read: control, direction and private characters, halves of pairs; on
    one line.

    A screen reader gets this where the font lacks glyphs, and so does whoever reads what the file says about
    itself.
    """
    words = (
        "".join(char for char in word if unicodedata.category(char)[0] != "C")
        for word in unicodedata.normalize("NFC", text).split()
    )
    return " ".join(filter(None, words))
