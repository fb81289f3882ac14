"""People and desks nearby who can help, by municipality and sector."""

from __future__ import annotations

from html import escape

import streamlit as st

from data.region import load_region
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text


def help_nearby() -> None:
    """Draws the section."""
    _ = text()
    answers = this_scan.current().responses
    region = load_region(language=chosen_language())
    questionnaire = this_scan.questionnaire()
    desks = region.help_for(
        questionnaire.role_answer("place", answers), questionnaire.role_answer("sector", answers)
    )
    if not desks:
        return
    rows = "".join(
        f"<li><strong>{escape(desk.title)}</strong> {escape(desk.text)}"
        + (
            f'<span class="dw-desks"><a href="{escape(desk.url)}" rel="noreferrer">{escape(desk.url.removeprefix("https://"))}</a></span>'
            if desk.url
            else ""
        )
        + "</li>"
        for desk in desks
    )
    st.html(f'<h2>{escape(_("Hulp in de buurt"))}</h2><ul class="dw-help">{rows}</ul>')
