"""Small pieces of HTML that several screens share. Everything that goes in is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from questionnaire.numbers import score as shown

__all__ = ["fold", "listed", "paragraph", "shown", "table"]


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph, with a class of the house style."""
    return f"<p{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{escape(text)}</p>"


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
        + "".join(f'<th scope="row">{escape(cell)}</th>' if not n else f"<td>{escape(cell)}</td>" for n, cell in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="dw-table" role="region" tabindex="0" aria-label="{escape(caption)}"><table><caption class="dw-unseen">{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )
