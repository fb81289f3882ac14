"""The language that this respondent chose, and texts in it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from questionnaire.translation import LANGUAGES, SOURCE_LANGUAGE, translator


def chosen_language() -> str:
    """Two-letter code: what was chosen in this session, else the `lang` of the address, else Dutch."""
    chosen = st.session_state.get("language") or st.query_params.get("lang")
    return chosen if chosen in LANGUAGES else SOURCE_LANGUAGE


def text() -> Callable[[str], str]:
    """The translating function, to be called `_` in a screen: `_ = text()`."""
    return translator(chosen_language()).gettext
