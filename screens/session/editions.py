"""What respondents and authors are told about the edition of the content that they see."""

from __future__ import annotations

import streamlit as st

from questionnaire.saved_scans.news import news
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.editions.current import installed
from screens.markup import plain
from screens.session.language import chosen_language, text


def tell(scan: SavedScan) -> None:
    """Draws the note about what changed in a scan that was brought to the questions of now; nothing when
    nothing did.
    """
    if scan.renewal is not None:
        st.info(plain(news(scan.renewal, chosen_language())))


def refused_for_authors() -> str | None:
    """Why changed content did not go live, in the words of check.py; None when all is well. For organisers,
    not respondents.
    """
    store = installed()
    if store is None or store.refusal is None:
        return None
    _ = text()
    return _("Gewijzigde vragen staan nog niet live:") + "\n\n" + store.refusal.say(chosen_language())
