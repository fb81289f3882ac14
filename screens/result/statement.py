"""Laat zien wat u op orde hebt: ticks for what a statement shows, and the button that makes it."""

from __future__ import annotations

import streamlit as st

from scoring.advising.statement import LONGEST_NAME, standing_groups
from screens.markup import fold, heading, paragraph
from screens.parts.macros import macro
from screens.session import scan as this_scan
from screens.session.addresses import sites_here
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language


def statement() -> None:
    """Draws the card. Nothing when nothing stands, when the browser keeps no cookie for the route, or on an event
    laptop, whose address checks nothing once people are at home.
    """
    if not this_scan.is_safe() or sites_here().is_for_a_while:
        return
    groups = standing_groups(this_scan.content(), this_scan.current())
    if not groups:
        return
    _ = text()
    told = _(
        "Voor een klant, bank of verzekeraar: wat er bij u staat, zonder score. De ontvanger controleert met een QR-code dat er niets is veranderd."
    )
    form = macro("statement_form", with_language("/verklaring.pdf", chosen_language()), groups, LONGEST_NAME)
    with st.container(key="card-statement"):
        st.html(
            heading(_("Een verklaring voor wie erom vraagt"))
            + paragraph(told)
            + fold(_("Kies wat u laat zien"), form)
        )
