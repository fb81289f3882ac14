"""Sheet "Fouten": what check.py would say about the content as it now is, each mistake with its place and its
remedy.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st
from markupsafe import Markup

from questionnaire.authoring.mistakes import Mistake
from screens.preview.frame import live
from screens.preview.macros import macro
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


def mistakes_html(mistakes: Iterable[Mistake], language: str) -> Markup:
    """Mistakes by file, errors before warnings."""
    ordered = sorted(mistakes, key=lambda m: (m.severity != "error", m.file, m.line))
    return macro("mistakes", language, [_one(mistake, language) for mistake in ordered])


def _one(mistake: Mistake, language: str) -> dict[str, Any]:
    place, told, remedy = mistake.say(language).split("\n", 2)
    is_error = mistake.severity == "error"
    return {"place": place, "told": told.strip(), "remedy": remedy.strip(), "is_error": is_error}
