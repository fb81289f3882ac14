"""The language that this respondent chose, and texts in it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from questionnaire.language.translation import LANGUAGES, translator
from screens.session.request_language import home_language
from screens.streamlit_patches.internals import of_this_run


def chosen_language() -> str:
    """Two-letter code: what was chosen in this session, else the `lang` of the address, else what an address
    without it opens in.
    """
    known = of_this_run()
    if "language" not in known:
        chosen = st.session_state.get("language") or st.query_params.get("lang")
        known["language"] = chosen if chosen in LANGUAGES else language_without_address()
    return known["language"]


def language_without_address() -> str:
    """What this browser gets at an address that names no language: chosen before, or the phone's own."""
    headers = st.context.headers
    return home_language("; ".join(headers.get_all("cookie")), ", ".join(headers.get_all("accept-language")))


def text() -> Callable[[str], str]:
    """The translating function, to be called `_` in a screen: `_ = text()`."""
    return translator(chosen_language()).gettext
