"""Text before it is set: quotes that authors type straight are curled, and what a respondent types is kept
short.
"""

from __future__ import annotations

import re

from pdf.styles import REGULAR
from pdf.tagging import clean, legible

LONGEST_TYPED = 120  # characters

_BEFORE = r"(?:^|(?<=[\s(\[„“‘’\"'/=–—-]))"  # a quote opens after one of these, or at the beginning
_OPENING_DOUBLE = re.compile(r'(^|[\s(\[‘/=-])"(?=\S)')
_AT_A_WORD = re.compile(_BEFORE + r"'(?=\S)")
# What is left out is a letter or more: 't, 's-Gravenhage, 'n, 'k, a year as '26, English 'em and 'tis, German
# 'ne.
_LEFT_OUT = re.compile(r"(?:[tsnmkrd]|ns|ne[nmr]?|em|tis|twas|\d\ds?)(?![\w'])", re.IGNORECASE)
_CLOSES = re.compile(r"(?<=[^\s'(\[])'(?!\w)")


def curl(text: str) -> str:
    """The text with curled quotes and apostrophes.

    A straight ' in front of a word opens a quote when one closes it further on; in front of what is left of a
    word ('t, 's avonds, 's-Gravenhage) it is an apostrophe. Inside a word and behind it, both look the same.
    A quote that begins with such a word has both: ''t Is tijd'.
    """
    if "'" in text:
        text = _AT_A_WORD.sub(_single, text).replace("'", "’")
    if '"' in text:
        text = _OPENING_DOUBLE.sub(r"\1“", text).replace('"', "”")
    return text


def _single(found: re.Match[str]) -> str:
    text, after = found.string, found.end()
    if _LEFT_OUT.match(text, after):
        return "’"
    return "‘" if _CLOSES.search(text, after + 1) else "’"


def typed(text: str, longest: int = LONGEST_TYPED) -> str:
    """What somebody typed, fit to be set in a line: without the space around it, and cut off when it is
    endless.

    Empty when nothing in it can be seen. Anything else that is typed is made harmless where text is set:
    there is no markup there, and `clean` takes out what cannot be shown.
    """
    text = " ".join(text[: 20 * longest].split())
    if not clean(text, REGULAR).strip():
        return ""
    if len(text) <= longest:
        return text
    word_end = text.rfind(" ", longest * 3 // 4, longest + 1)
    return text[: word_end if word_end > 0 else longest].rstrip() + " …"


def can_be_read(text: str) -> bool:
    """Whether a letter or digit is left of what somebody typed once it is set in our font."""
    return any(char.isalnum() for char in legible(text, REGULAR))
