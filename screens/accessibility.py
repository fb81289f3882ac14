"""Toegankelijkheid: the accessibility statement, as a draft."""

from __future__ import annotations

from html import escape

import streamlit as st

from data.region import load_region
from screens.markup import listed, paragraph
from screens.parts.shell import mark_step
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language

# To be filled in once the statement stands in the official register.
REGISTER_LINK, STATUS = "", ""


def show() -> None:
    """Draws the screen."""
    _ = text()
    sender = load_region(language=chosen_language()).programme.name
    st.title(_("Toegankelijkheid"), anchor=False)
    mark_step("accessibility")
    st.html(
        f'<p class="dw-note"><strong>{escape(_("Concept"))}</strong> {escape(_("Deze verklaring is nog niet vastgesteld."))}</p>'
    )
    st.html(
        paragraph(
            _(
                "{sender} wil dat iedereen deze scan kan doen. Met een toetsenbord, een voorleesprogramma, grote letters of veel contrast."
            ).format(sender=sender),
            "dw-lead",
        )
    )
    st.html(
        f"<h2>{escape(_('Aan welke eisen'))}</h2>"
        + paragraph(
            _(
                "De norm is EN 301 549. Daarin staan de eisen van WCAG 2.1, niveau A en AA. Wij toetsen ook aan WCAG 2.2."
            )
        )
    )
    st.html(
        f"<h2>{escape(_('Wat wij deden'))}</h2>"
        + listed(
            (
                _("Bij elke wijziging toetst een programma alle schermen, in drie talen, licht en donker."),
                _("De hele scan is te doen met alleen een toetsenbord."),
                _("Elke grafiek heeft ook een tekst of een tabel. Uw resultaat is er ook helemaal in tekst."),
                _("De PDF is gemaakt voor voorleesprogramma’s (PDF/UA)."),
            )
        )
    )
    st.html(
        f"<h2>{escape(_('Wat nog moet'))}</h2>"
        + listed(
            (
                _("Een onderzoek door een onafhankelijk bureau."),
                _("Een test met mensen die een hulpmiddel gebruiken."),
            )
        )
    )
    status = escape(STATUS or _("nog niet bepaald"))
    register = (
        f'<a href="{REGISTER_LINK}">{escape(_("Naar het register"))}</a>'
        if REGISTER_LINK
        else escape(_("nog niet opgenomen"))
    )
    st.html(
        f"<h2>{escape(_('Status'))}</h2><p>{escape(_('Status'))}: {status}.<br>{escape(_('Register van toegankelijkheidsverklaringen'))}: {register}.</p>"
    )
    st.html(
        f"<h2>{escape(_('Lukt iets niet?'))}</h2>"
        + paragraph(load_region(language=chosen_language()).responsible.contact)
        + f'<p><a class="dw-alone" href="{with_language("/hulp", chosen_language())}">{escape(_("Eerste hulp bij een incident"))}</a></p>'
    )
