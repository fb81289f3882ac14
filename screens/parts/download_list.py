"""What a respondent takes along: the advice as PDF, a text version, checklist, calendar, supplier's sheet,
and the saved scan.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from scoring.advising.advice import Advice
from screens.markup import fold, paragraph
from screens.navigation import link_to
from screens.parts.download_button import download_button
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language


def download_list(advice: Advice) -> None:
    """Draws the section: the PDF first, the rest below it."""
    _ = text()
    st.html(f'<h2 id="meenemen">{escape(_("Neem uw advies mee"))}</h2>')
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
                st.html(
                    f'<a class="dw-button dw-quiet" href="{address}">{escape(_("Bekijk als tekst"))}</a>',
                    width="content",
                )
        if this_scan.is_safe():
            st.html(fold(_("Met uw bedrijfsnaam erop, of met een blad om later verder te gaan"), _wishes()))
        if advice.recommendations:
            st.html(f"<h3>{escape(_('Uw plan in uw eigen programma’s'))}</h3>")
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


def _wishes() -> str:
    """A form that goes straight to the route: the name never passes through the app, and is not stored."""
    _ = text()
    address = escape(with_language("/advies.pdf", chosen_language()))
    return (
        f'<form class="dw-form" method="post" action="{address}">'
        f'<label>{escape(_("Naam op de voorkant (mag leeg)"))}<input type="text" name="naam" maxlength="80" autocomplete="organization"></label>'
        f'<label class="dw-tick"><input type="checkbox" name="link" value="1">'
        f"<span>{escape(_('Met een los blad ‘alleen voor u’: een code waarmee u later verdergaat. Geef dat blad aan niemand.'))}</span></label>"
        f'<button class="dw-button dw-quiet" type="submit">{escape(_("Download met deze keuzes"))}</button>'
        f"<p class=dw-soft>{escape(_('Wij bewaren de naam niet.'))}</p></form>"
    )
