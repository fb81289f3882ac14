"""People and desks nearby who can help, by municipality and sector."""

from __future__ import annotations

from html import escape

import streamlit as st

from data.region import load_region
from screens.markup import fold
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text


def help_nearby() -> None:
    """Draws the section, folded."""
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
    told = _("Hulp in de buurt ({count})").format(count=len(desks))
    st.html(fold(told, f'<ul class="dw-help">{rows}</ul>'))
