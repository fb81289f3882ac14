"""Which edition of the content this respondent sees: the one the walk began with, or the newest with the answers brought along."""

from __future__ import annotations

import logging

import streamlit as st

from questionnaire.migrations import load_migrations, message, renewed
from questionnaire.mistakes import ContentError
from questionnaire.saved_scan import SavedScan
from scoring.editions import installed, walk_on
from scoring.loading import load_content
from screens.language import chosen_language, text
from screens.markup import plain

_NOTE = "note_of_renewal"
log = logging.getLogger(__name__)


def brought_along(scan: SavedScan) -> SavedScan:
    """The scan as the content of now asks it, when the edition it began with is not kept any more; else the scan itself.

    What has to be answered again is told once, by `tell`.
    """
    store = installed()
    walk_on(scan.edition or None)
    if store is None or not scan.answers or (scan.edition and store.edition(scan.edition).id == scan.edition):
        return scan
    scan = scan.changed(edition=store.live().id)
    walk_on(scan.edition)
    questionnaire = load_content().questionnaire
    if scan.version == questionnaire.version:
        return scan
    try:
        scan, found = renewed(scan, questionnaire, load_migrations())
    except ContentError:
        log.exception("saved answers could not be brought along")
        return scan
    st.session_state[_NOTE] = message(found, chosen_language())
    return scan


def tell() -> None:
    """The note about questions that changed since the answers were saved, once."""
    if note := st.session_state.pop(_NOTE, None):
        st.info(plain(note))


def refused_for_authors() -> str | None:
    """Why changed content did not go live, in the words of check.py; None when all is well. For organisers, not respondents."""
    store = installed()
    if store is None or store.refusal is None:
        return None
    _ = text()
    return _("Gewijzigde vragen staan nog niet live:") + "\n\n" + store.refusal.say(chosen_language())
