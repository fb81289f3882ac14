"""Toegankelijkheid: the accessibility statement, as a draft."""

from __future__ import annotations

import streamlit as st

from data.region import load_region
from questionnaire.language.templates import Templates
from screens.markup import heading, listed, paragraph, way
from screens.parts.shell import mark_step
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language

# To be filled in once the statement stands in the official register.
REGISTER_LINK, STATUS = "", ""
_TEMPLATES = Templates(__file__)


def show() -> None:
    """Draws the screen."""
    _ = text()
    sender = load_region(language=chosen_language()).programme.name
    st.title(_("Toegankelijkheid"), anchor=False)
    mark_step("accessibility")
    macros = _TEMPLATES.macros("screens.html", chosen_language())
    st.html(macros.concept())
    st.html(
        paragraph(
            _(
                "{sender} wil dat iedereen deze scan kan doen. Met een toetsenbord, een voorleesprogramma, grote letters of veel contrast."
            ).format(sender=sender),
            "dw-lead",
        )
    )
    st.html(
        heading(_("Aan welke eisen"))
        + paragraph(
            _(
                "De norm is EN 301 549. Daarin staan de eisen van WCAG 2.1, niveau A en AA. Wij toetsen ook aan WCAG 2.2."
            )
        )
    )
    st.html(
        heading(_("Wat wij deden"))
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
        heading(_("Wat nog moet"))
        + listed(
            (
                _("Een onderzoek door een onafhankelijk bureau."),
                _("Een test met mensen die een hulpmiddel gebruiken."),
            )
        )
    )
    st.html(macros.statement(STATUS, REGISTER_LINK))
    st.html(
        heading(_("Lukt iets niet?"))
        + paragraph(load_region(language=chosen_language()).responsible.contact)
        + way(_("Eerste hulp bij een incident"), with_language("/hulp", chosen_language()))
    )
