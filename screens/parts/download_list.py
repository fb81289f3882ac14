"""What a respondent takes along: the advice as PDF, a text version, checklist, calendar, supplier's sheet,
and the saved scan.
"""

from __future__ import annotations

import streamlit as st

from scoring.advising.advice import Advice
from screens.markup import fold, heading, linked, paragraph
from screens.navigation import link_to
from screens.parts.download_button import download_button
from screens.parts.macros import macro
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language


def download_list(advice: Advice) -> None:
    """Draws the section: the PDF first, the rest below it."""
    _ = text()
    st.html(macro("take_along"))
    with st.container(key="card-take"):
        told = _(
            "Uw score, uw plan met alle stappen, de vragen voor uw leverancier en een blad voor aan de muur."
        )
        if not advice.supplier_questions:
            told = _("Uw score, uw plan met alle stappen en een blad voor aan de muur.")
        if not advice.recommendations:
            told = _("Uw score en een blad voor aan de muur.")
        st.html(paragraph(told))
        with st.container(key="take-first", horizontal=True):
            download_button("advies.pdf", _("Download advies (PDF)"), primary=True)
            if this_scan.is_safe():
                address = with_language("/tekst", chosen_language())
                st.html(linked(_("Bekijk als tekst"), address, "dw-button dw-quiet"), width="content")
        if this_scan.is_safe():
            wishes = macro("wishes", with_language("/advies.pdf", chosen_language()))
            st.html(fold(_("Met uw bedrijfsnaam erop, of met een blad om later verder te gaan"), wishes))
        if advice.recommendations:
            st.html(heading(_("Uw plan in uw eigen programma’s"), 3))
        with st.container(key="take-plan", horizontal=True):
            if advice.recommendations:
                download_button("checklist.xlsx", _("Checklist (Excel)"))
                download_button("checklist.csv", _("Checklist (CSV)"))
            download_button("plan.ics", _("Agenda, met herinnering"))
        if advice.to_ask:
            link_to(
                "supplier",
                _("Uw vragenlijsten ({count})").format(count=advice.to_ask),
                icon=":material/forum:",
            )
        link_to("save", _("Bewaar uw scan en vergelijk later"), icon=":material/bookmark:")
