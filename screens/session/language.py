"""The language that this respondent chose, and texts in it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from questionnaire.language.translation import LANGUAGES, SOURCE_LANGUAGE, translator
from screens.streamlit_patches.internals import of_this_run


def chosen_language() -> str:
    """Two-letter code: what was chosen in this session, else the `lang` of the address, else Dutch."""
    known = of_this_run()
    if "language" not in known:
        chosen = st.session_state.get("language") or st.query_params.get("lang")
        known["language"] = chosen if chosen in LANGUAGES else SOURCE_LANGUAGE
    return known["language"]


def text() -> Callable[[str], str]:
    """The translating function, to be called `_` in a screen: `_ = text()`."""
    return translator(chosen_language()).gettext
