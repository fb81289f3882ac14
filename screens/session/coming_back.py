"""Coming back: whoever opens the site with a scan that is finished lands on its result, once per visit."""

from __future__ import annotations

import streamlit as st

from questionnaire.saved_scans.saved_scan import SavedScan

_HERE = "was_here"  # in the session: something was drawn already, so the start was asked for by a click


def comes_back(scan: SavedScan) -> bool:
    """Whether this is the first screen of a visit, by cookie, link or file, with a scan that is finished."""
    first = not st.session_state.get(_HERE)
    st.session_state[_HERE] = True
    return first and bool(scan.finished) and st.query_params.get("kiosk") != "1"


def was_here() -> None:
    """Marks that a screen was drawn in this visit."""
    st.session_state[_HERE] = True
