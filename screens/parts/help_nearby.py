"""With whom this business can go on, by place, sector and level: one card, and everybody else folded."""

from __future__ import annotations

import streamlit as st

from data import clock
from data.region import load_region
from data.region_help import HEADINGS
from scoring.results import Score
from screens.parts.kiosk import is_kiosk
from screens.parts.macros import macro
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text


def help_nearby(score: Score) -> None:
    """Draws the section; nothing where nobody is known, and on a stand, where nobody calls."""
    if is_kiosk():
        return
    _, language, today = text(), chosen_language(), clock.today()
    questionnaire, answers = this_scan.questionnaire(), this_scan.current().responses
    found = load_region(language=language).nearby(
        questionnaire.role_answer("place", answers),
        questionnaire.role_answer("sector", answers),
        score.level.id if score.level else None,
        today,
    )
    if found.card is not None:
        heading = _(HEADINGS[found.card.kind or "desk"])
        with st.container(key="card-go-on"):
            st.html(macro("go_on_with", heading, found.card, found.card.told(today, language)))
    if found.rest:
        told = [(desk, desk.told(today, language)) for desk in found.rest]
        st.html(macro("help_nearby", told))
