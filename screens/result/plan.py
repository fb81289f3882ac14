"""Uw plan: what to do this week and after that, what is done, the questions for others, and help nearby."""

from __future__ import annotations

from html import escape

import streamlit as st

from screens.actions import action_card
from screens.looking.card import beside, look_again
from screens.markup import paragraph
from screens.navigation import link_to
from screens.parts.help_nearby import help_nearby
from screens.parts.plan import plan
from screens.result.done import done_button, done_list, just_done
from screens.result.frame import Judged, judged, opened
from screens.session.language import chosen_language, text

ACTION = "actie"  # in the address: the action that an entry of somebody's calendar is about


def show() -> None:
    """Draws the screen."""
    _ = text()
    page = opened("plan", _("Uw plan"))
    if page is None:
        return
    with st.container(key="wide"):
        _one_action(page)
        _all()
        if page.advice.to_ask:
            told = _("Uw vragenlijsten ({count})").format(count=page.advice.to_ask)
            link_to("supplier", told, icon=":material/forum:")
        help_nearby(page.score)


def _one_action(page: Judged) -> None:
    """The action that the address names, first and whole."""
    _ = text()
    wanted = st.query_params.get(ACTION, "")
    if wanted in page.scan.done and wanted in page.content.measures:
        st.html(
            f'<p class="dw-note">{escape(_("Deze actie heeft u al gedaan: {title}").format(title=page.content.measures[wanted].title))}</p>'
        )
        return
    for number, recommendation in enumerate(page.advice.recommendations, 1):
        if recommendation.measure.id == wanted:
            with st.container(key="one-action"):
                st.html(action_card(recommendation, number, chosen_language()))
                done_button(recommendation, "one")


@st.fragment
def _all() -> None:
    # A fragment: a tick draws the list and what it brings, and nothing else of the page.
    _, page = text(), judged()
    just_done()
    if page.advice.recommendations:
        plan(page.score, page.advice, done_button, beside)
    else:
        st.html(
            paragraph(_("Er is nu niets meer te doen. Doe de scan over een half jaar opnieuw."), "dw-lead")
        )
    done_list()
    look_again(page.advice)
