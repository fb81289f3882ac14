"""What a reader sees of a text: signs that nobody sees, and texts that differ only in what nobody sees."""

from __future__ import annotations

import re
import unicodedata

# Control signs, halves of signs, signs that only one font knows, marks without width, and marks that turn the
# reading order around. A soft hyphen is not among them: it says where a long word may break. Nor is the
# joiner inside one emoji.
UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u180e\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ud800-\\udfff\\ue000-\\uf8ff\\ufeff"
    "\\ufff9-\\ufffd\\U000e0000-\\U000e007f]"
)
HALVES = re.compile(
    "[\\ud800-\\udfff]"
)  # of a sign outside the first 65,536: alone it cannot be written as UTF-8
_NO_WIDTH = {"Cf", "Cc"}


def is_visible(text: str) -> bool:
    """Whether there is anything to read."""
    return bool(bare(text))


def bare(text: str) -> str:
    """The text as a reader compares it: one way to write each letter, capitals and spaces aside, without what
    has no width.
    """
    whole = unicodedata.normalize("NFKC", text)
    seen = "".join(
        " " if sign.isspace() else sign
        for sign in whole
        if sign.isspace() or unicodedata.category(sign) not in _NO_WIDTH
    )
    return " ".join(seen.casefold().split()).rstrip(" .")


def without_accents(text: str) -> str:
    """`bare`, and its accents away: what looks alike at a glance."""
    return "".join(
        sign for sign in unicodedata.normalize("NFD", bare(text)) if not unicodedata.combining(sign)
    )


# Notes to oneself, what git leaves where it cannot choose, and UTF-8 that was read as something else ("Ã©"
# for "é").
LEFTOVER = re.compile(
    r"\b(?:TODO|FIXME|XXX)\b|[Ll]orem ipsum|<{7}|>{7}|[ÃÂ][\x80-\xbf\u0152-\u0178\u2018-\u203a\u20ac\u2122]|â€.?"
)

# A picture or link of Markdown, a tag of HTML: no text of the scan has any.
MARKUP = re.compile(r"!?\[[^\]\n]*\]\([^)\s]+\)|</?[A-Za-z][^<>\n]*>|<!--")


def stray_space(text: str) -> str:
    """`end` for a space at either end, `double` for two in a row, empty without; line breaks are left aside."""
    lines = text.strip("\n").split("\n")
    if any(line != line.strip() for line in lines):
        return "end"
    return "double" if any(re.search(r"[ \u00a0]{2}", line) for line in lines) else ""


_STAND_IN = re.compile(r"(?:[x?._-]\s*){2,}|tests?|tekst|text|label|n\.?t\.?b\.?", re.IGNORECASE)


def is_stand_in(text: str) -> bool:
    """Whether the whole of a text only keeps a place: "??", "xxx", "test"."""
    return _STAND_IN.fullmatch(text.strip()) is not None


# What the fonts of the PDF draw, as far as European languages need it; tests/pdf keeps this true.
_DRAWN = re.compile(
    "[\\s\\u0020-\\u007e\\u00a0-\\u017f\\u0218-\\u021b\\u0386-\\u03ce\\u0400-\\u045f\\u2010-\\u2015\\u2018-\\u201e\\u2020-\\u2022\\u2026\\u2030\\u2032\\u2033"
    "\\u2039\\u203a\\u2044\\u20ac\\u2122\\u2190-\\u2193\\u2212\\u2260\\u2264\\u2265]"
)


def without_letters(text: str) -> str:
    """The signs of a text that paper cannot show: emoji, letters of other scripts. What nobody sees is left
    aside.
    """
    return UNSEEN.sub("", _DRAWN.sub("", unicodedata.normalize("NFC", text)))


_ENDLESS = re.compile(r"[^\s\u00ad/.?&=-]{61,}")


def endless_word(text: str) -> str:
    """The first word that no line has room for, and that cannot be broken either; empty when there is none."""
    found = _ENDLESS.search(text)
    return found[0] if found else ""
