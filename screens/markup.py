"""Small pieces of HTML that several screens share. Everything that goes in is escaped by their templates.

What they give is a plain `str`, so that a screen may add it to HTML of its own; templates, which would escape that,
import the same pieces from `screens/templates/macros.html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from pdf import qr
from questionnaire.language.numbers import score as shown
from questionnaire.language.templates import Templates
from questionnaire.language.translation import SOURCE_LANGUAGE

__all__ = ["fold", "heading", "linked", "listed", "message", "paragraph", "shown", "table", "way"]


_JOINER = "\u2060"  # of no width: parts what would be read as one sign, and shows nothing
# What Streamlit reads as Markdown becomes an entity; what it looks for after that, in the finished text, gets
# a joiner.
_MARKS = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_~[]<>$&#:|"}
_LATER = re.compile(
    r"(?<=:)(?=streamlit:|material_\w+:)|(?<=https)(?=://)|(?<=http)(?=://)|(?<=www)(?=\.)|(?=@)|(?<=\s[<>~-])(?=[->=])|(?<=^[<>~-])(?=[->=])",
    re.I,
)
_AT_THE_START = re.compile(r"^(\s*)([+-](?=\s|$)|=+\s*$|-+\s*$|\d+(?=[.)](\s|$)))")


def plain(text: str) -> str:
    """A text as Streamlit shows it letter by letter in a title, label or message, all of which it reads as
    Markdown.

    For everything that people or the content give: names, labels, questions. HTML is escaped by
    the templates instead.
    """
    one_line = " ".join(text.split())
    begun = _AT_THE_START.match(one_line)
    shown = _LATER.sub(_JOINER, one_line).translate(_MARKS)
    if begun and begun[2].isdigit():
        return f"{begun[2]}&#{ord(one_line[len(begun[2])])};{shown[len(begun[2]) + 1 :]}"
    return f"&#{ord(one_line[0])};{shown[1:]}" if begun else shown


def plain_lines(text: str) -> str:
    """The same for a text of more lines, which stay lines of their own."""
    return "  \n".join(plain(line) for line in text.splitlines())


_TEMPLATES = Templates(__file__)


def _macros() -> Any:
    return _TEMPLATES.macros("macros.html", SOURCE_LANGUAGE)  # in any language: they say nothing themselves


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph, with a class of the house style."""
    return str(_macros().paragraph(text, kind))


def heading(text: str, level: int = 2, kind: str = "") -> str:
    """A heading, with a class of the house style."""
    return str(_macros().heading(text, level, kind))


def message(text: str, kind: str = "dw-error", role: str = "alert", element_id: str = "") -> str:
    """What a screen reader says when it appears: at once (`alert`), or after what it was saying (`status`)."""
    return str(_macros().message(text, kind, role, element_id))


def linked(label: str, address: str, kind: str = "dw-button", download: str = "") -> str:
    """A link of the house style; with `download` the name under which the browser keeps the file."""
    return str(_macros().linked(label, address, kind, download))


def way(label: str, address: str, kind: str = "dw-alone") -> str:
    """A link in a paragraph of its own."""
    return str(_macros().way(label, address, kind))


def qr_figure(link: str, alternative: str, told: str = "") -> str:
    """A QR code that leads to `link`, large enough for a phone to read it from this screen, with a line
    beside it.
    """
    return str(_macros().qr_figure(qr.data_uri(link), alternative, qr.least_width(link), told))


def fold(summary: str, body: str, about: str = "") -> str:
    """A line that opens. `body` is HTML; `about` tells a screen reader which of several such lines this is."""
    inside = Markup(body)  # safe: HTML by what this function promises, made by templates or by these pieces
    return str(_macros().fold(summary, about, caller=lambda: inside))


def listed(texts: Iterable[str], ordered: bool = False, kind: str = "") -> str:
    """A list of plain texts."""
    return str(_macros().listed(texts, ordered, kind))


def table(head: Iterable[str], rows: Iterable[Iterable[str]], caption: str) -> str:
    """A data table; the first cell of each row is its heading. The caption is for screen readers."""
    return str(_macros().table(head, rows, caption))
