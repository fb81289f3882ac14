"""People and desks nearby who can help, by municipality and sector."""

from __future__ import annotations

import streamlit as st

from data.region import load_region
from screens.parts.macros import macro
from screens.session import scan as this_scan
from screens.session.language import chosen_language


def help_nearby() -> None:
    """Draws the section, folded."""
    answers = this_scan.current().responses
    region = load_region(language=chosen_language())
    questionnaire = this_scan.questionnaire()
    desks = region.help_for(
        questionnaire.role_answer("place", answers), questionnaire.role_answer("sector", answers)
    )
    if desks:
        st.html(macro("help_nearby", desks))
