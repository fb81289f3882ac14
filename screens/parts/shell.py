"""The shell: a script in the first page that mends what Streamlit leaves open, and the marks that tell it
where we are.

`screens/assets/shell.js` sets the language of the page, moves focus to the heading of a new screen, says what
changed to screen readers, translates Streamlit's own words, and tells when the connection is gone.
"""

from __future__ import annotations

import streamlit as st

from screens.parts.macros import macro
from screens.session import scan as this_scan
from screens.session.language import chosen_language

_RUNS = "runs_drawn"  # in the session


def mark_step(step: str, said: str = "") -> None:
    """Marks which screen or question this is; call it once per screen, after the heading.

    When `step` changes, the heading gets the focus and a screen reader says `said` (heard besides the
    heading). After a wipe in another tab the page opens anew, with a fresh cookie.
    """
    st.html(step_mark(step, said))


def step_mark(step: str, said: str = "") -> str:
    """What `here` draws, for a screen that puts it with other HTML behind its heading."""
    return str(macro("step_mark", step, said, this_scan.wiped_elsewhere(), _run()))


def _run() -> int:
    """Another number at each run: so the shell knows that a click was answered, also where nothing changes."""
    st.session_state[_RUNS] = number = st.session_state.get(_RUNS, 0) + 1
    return int(number)


def mark_page(address: str) -> None:
    """Marks the page and its language; the frame does this for every screen."""
    st.html(macro("page_mark", address, chosen_language(), _run()))
