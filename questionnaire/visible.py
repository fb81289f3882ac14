"""What a reader sees of a text: signs that nobody sees, and texts that differ only in what nobody sees."""

from __future__ import annotations

import re
import unicodedata

# Control signs, halves of signs, signs that only one font knows, marks without width, and marks that turn the reading order
# around. A soft hyphen is not among them: it says where a long word may break. Nor is the joiner inside one emoji.
UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u180e\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ud800-\\udfff\\ue000-\\uf8ff\\ufeff"
    "\\ufff9-\\ufffd\\U000e0000-\\U000e007f]"
)
_NO_WIDTH = {"Cf", "Cc"}


def is_visible(text: str) -> bool:
    """Whether there is anything to read."""
    return bool(bare(text))


def bare(text: str) -> str:
    """The text as a reader compares it: one way to write each letter, capitals and spaces aside, without what has no width."""
    whole = unicodedata.normalize("NFKC", text)
    seen = "".join(" " if sign.isspace() else sign for sign in whole if sign.isspace() or unicodedata.category(sign) not in _NO_WIDTH)
    return " ".join(seen.casefold().split()).rstrip(" .")


def without_accents(text: str) -> str:
    """`bare`, and its accents away: what looks alike at a glance."""
    return "".join(sign for sign in unicodedata.normalize("NFD", bare(text)) if not unicodedata.combining(sign))
