"""Meenemen: to oneself by the phone's own ways, the advice to read, and the plan in one's own calendar."""

from __future__ import annotations

import streamlit as st

from screens.conversation import handed_over
from screens.looking.card import records_for_paper
from screens.navigation import link_to
from screens.parts.download_list import advice_to_read, plan_in_own_programs
from screens.parts.to_myself import to_myself
from screens.result.frame import opened
from screens.result.statement import statement
from screens.session.language import text


def show() -> None:
    """Draws the screen."""
    _ = text()
    page = opened("take_along", _("Meenemen"))
    if page is None:
        return
    with st.container(key="wide"), st.container(key="take-cards"):
        handed_over()
        to_myself(page.scan)
        advice_to_read(page.advice, records_for_paper())
        plan_in_own_programs(page.advice)
        statement()
    link_to("save", _("Open of wis een bewaarde scan"), icon=":material/bookmark:")
