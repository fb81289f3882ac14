"""Small pieces of HTML that several screens share. Everything that goes in is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from pdf import qr
from questionnaire.language.numbers import score as shown

__all__ = ["fold", "listed", "paragraph", "shown", "table"]


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

    For everything that people or the content give: names, labels, questions. HTML is escaped by `html.escape`
    instead.
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


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph, with a class of the house style."""
    return f"<p{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{escape(text)}</p>"


def qr_figure(link: str, alternative: str, told: str = "") -> str:
    """A QR code that leads to `link`, large enough for a phone to read it from this screen, with a line
    beside it.
    """
    width = f"width: max(13rem, {qr.least_width(link)}px)"
    caption = f"<figcaption>{escape(told)}</figcaption>" if told else ""
    image = f'<img src="{escape(qr.data_uri(link))}" alt="{escape(alternative)}" style="{width}">'
    return f'<figure class="dw-qr">{image}{caption}</figure>'


def fold(summary: str, body: str, about: str = "") -> str:
    """A line that opens. `body` is HTML; `about` tells a screen reader which of several such lines this is."""
    which = f'<span class="dw-unseen">: {escape(about)}</span>' if about else ""
    return f'<details class="dw-fold"><summary>{escape(summary)}{which}</summary><div class="dw-fold-body">{body}</div></details>'


def listed(texts: Iterable[str], ordered: bool = False) -> str:
    """A list of plain texts."""
    tag = "ol" if ordered else "ul"
    return f"<{tag}>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</{tag}>"


def table(head: Iterable[str], rows: Iterable[Iterable[str]], caption: str) -> str:
    """A data table; the first cell of each row is its heading. The caption is for screen readers."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{escape(cell)}</th>' if not n else f"<td>{escape(cell)}</td>"
            for n, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="dw-table" role="region" tabindex="0" aria-label="{escape(caption)}"><table><caption class="dw-unseen">{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )
