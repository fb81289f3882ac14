"""On a demo: the line that says so, for screens and plain pages."""

from __future__ import annotations

from html import escape

from screens.session.request_language import texts
from screens.session.settings import is_demo


def demo_notice(language: str) -> str:
    """On a demo: a line saying so, as HTML; nothing otherwise."""
    _ = texts(language)
    told = _("Voorbeeldgegevens: dit zijn geen echte bedrijven.")
    return f'<p class="dw-demo" role="note">{escape(told)}</p>' if is_demo() else ""
