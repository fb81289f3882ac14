"""Sheet "Fouten": what check.py would say about the content as it now is, each mistake with its place and its
remedy.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from questionnaire.authoring.mistakes import Mistake
from screens.preview.frame import live
from screens.session.language import chosen_language, text


def show() -> None:
    """Draws the sheet."""
    _ = text()
    st.title(_("Fouten en waarschuwingen"), anchor=False)
    found = live().mistakes
    if not found:
        st.write(_("Niets te melden. Zo kan de inhoud naar de ondernemers."))
        return
    st.html(mistakes_html(found, chosen_language()))


def mistakes_html(mistakes: Iterable[Mistake], language: str) -> str:
    """Mistakes by file, errors before warnings."""
    ordered = sorted(mistakes, key=lambda m: (m.severity != "error", m.file, m.line))
    return "".join(_one(mistake, language) for mistake in ordered)


def _one(mistake: Mistake, language: str) -> str:
    _ = text()
    place, message, remedy = mistake.say(language).split("\n", 2)
    kind = _("Fout") if mistake.severity == "error" else _("Waarschuwing")
    css = "pv-mistake" if mistake.severity == "error" else "pv-mistake pv-warning"
    return (
        f'<div class="{css}"><p><strong>{escape(kind)}</strong> · <code>{escape(place)}</code></p>'
        f"<p>{escape(message.strip())}</p><p>{escape(remedy.strip())}</p></div>"
    )
