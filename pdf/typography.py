"""Text before it is set: quotes that authors type straight are curled, and what a respondent types is kept short."""

from __future__ import annotations

import re

from pdf.styles import REGULAR
from pdf.tagging import clean

LONGEST_TYPED = 120  # characters

_OPENING_SINGLE = re.compile(r"(^|[\s(\[„“‘/=-])'(?=\S)")
_OPENING_DOUBLE = re.compile(r'(^|[\s(\[‘/=-])"(?=\S)')


def curl(text: str) -> str:
    """The text with curled quotes and apostrophes."""
    if "'" in text:
        text = _OPENING_SINGLE.sub(r"\1‘", text).replace("'", "’")
    if '"' in text:
        text = _OPENING_DOUBLE.sub(r"\1“", text).replace('"', "”")
    return text


def typed(text: str, longest: int = LONGEST_TYPED) -> str:
    """What somebody typed, fit to be set in a line: without the space around it, and cut off when it is endless.

    Empty when nothing in it can be seen. Anything else that is typed is made harmless where text is set: there is no
    markup there, and `clean` takes out what cannot be shown.
    """
    text = " ".join(text[: 20 * longest].split())
    if not clean(text, REGULAR).strip():
        return ""
    if len(text) <= longest:
        return text
    word_end = text.rfind(" ", longest * 3 // 4, longest + 1)
    return text[: word_end if word_end > 0 else longest].rstrip() + " …"
