"""What a respondent takes along: the advice as PDF or as text, and the plan as calendar and checklist."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st
from markupsafe import Markup

from data import clock
from questionnaire.language.translation import SOURCE_LANGUAGE
from scoring.advising.advice import Advice
from screens.downloads.calendar import DEFAULT_TIME, MOST_PER_WEEK
from screens.markup import fold, heading, paragraph
from screens.parts.download_button import download_button
from screens.parts.macros import macro
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language


def advice_to_read(advice: Advice, records: str = "") -> None:
    """Draws the advice as PDF and as text, the one as good as the other. `records` is what the PDF may tell to set, as
    `screens/downloads/seen.py` writes it.
    """
    _ = text()
    with st.container(key="card-take"):
        told = _(
            "Uw score, uw plan met alle stappen, de vragen om door te geven en een blad voor aan de muur."
        )
        if not advice.supplier_questions:
            told = _("Uw score, uw plan met alle stappen en een blad voor aan de muur.")
        if not advice.recommendations:
            told = _("Uw score en een blad voor aan de muur.")
        st.html(heading(_("Uw advies om te lezen")) + paragraph(told))
        with st.container(key="take-first", horizontal=True):
            if this_scan.is_safe():
                language = chosen_language()
                pdf = with_language("/advies.pdf", language, toon="1")
                st.html(macro("in_a_tab", _("Bekijk de PDF"), pdf), width="content")
                as_text = with_language("/tekst", language)
                st.html(macro("in_a_tab", _("Lees als tekst"), as_text), width="content")
                shared = with_language("/advies.pdf", language)
                st.html(macro("share_file", _("Deel de PDF"), shared), width="content")
            download_button("advies.pdf", _("Download de PDF"))
        if this_scan.is_safe():
            wishes = macro("wishes", with_language("/advies.pdf", chosen_language()), records)
            st.html(fold(_("Met uw bedrijfsnaam erop, of met een blad om later verder te gaan"), wishes))


def plan_in_own_programs(advice: Advice) -> None:
    """Draws the calendar, with when it should begin, and the checklist."""
    _ = text()
    with st.container(key="card-plan-files"):
        st.html(
            heading(_("Uw plan in uw agenda"))
            + paragraph(
                _(
                    "Eén of twee acties per week, op een tijd die u past. Opnieuw downloaden vernieuwt wat er staat."
                )
                if advice.recommendations
                else _("Een herinnering om de scan over een half jaar opnieuw te doen.")
            )
        )
        if this_scan.is_safe():
            st.html(_calendar_form(bool(advice.recommendations)))
        else:
            download_button("plan.ics", _("Zet in mijn agenda"))
        if advice.recommendations:
            with st.container(key="take-plan", horizontal=True):
                download_button("checklist.xlsx", _("Checklist (Excel)"))
                download_button("checklist.csv", _("Checklist (CSV)"))


def _calendar_form(with_actions: bool) -> Markup:
    language = chosen_language()
    today = clock.today()
    counts = range(1, MOST_PER_WEEK + 1) if with_actions else ()
    asked = "" if language == SOURCE_LANGUAGE else language
    return macro("calendar_form", asked, today + timedelta(1), today, f"{DEFAULT_TIME:%H:%M}", list(counts))
