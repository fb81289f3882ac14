"""A scan that an adviser goes through with an entrepreneur: whose it is, what to talk about, and where it was seen."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from data.content.talking_points import talking_point
from data.tokens import derive
from questionnaire.models import Item
from questionnaire.saved_scans.saved_scan import LONGEST_NOTE
from screens.markup import paragraph, qr_figure
from screens.parts.macros import macro
from screens.parts.to_myself import own_link
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language


def mark_of(token: str) -> str:
    """By which the browser of an adviser knows whose conversation a tab is; nothing leads from it to the token."""
    return derive(token, "conversation mark", 8).hex()


def conversation_bar() -> None:
    """Above every screen of an advised scan: the name, which this browser alone knows (`share.js` fills it in)."""
    if this_scan.current().advised:
        st.html(
            macro("conversation", mark_of(this_scan.token()), with_language("/adviseur", chosen_language()))
        )


def talk_about(item: Item) -> None:
    """Below a question of an advised scan: what to talk about, and the note where the answer was seen."""
    if not this_scan.current().advised:
        return
    _ = text()
    with st.container(key="talk"):
        if point := talking_point(item.id, chosen_language()):
            st.html(paragraph(_("Gespreksvraag: {point}").format(point=point), "dw-note"))
        key = f"seen_{item.id}"
        st.session_state.setdefault(key, this_scan.current().seen_at.get(item.id, ""))
        st.text_input(
            _("Waar zag u dit?"),
            key=key,
            max_chars=LONGEST_NOTE,
            on_change=_note,
            args=(item.id, key),
        )
        told = _("Wat u samen op het scherm of op papier zag. De ondernemer leest dit terug.")
        st.html(paragraph(told, "dw-soft"))


def _note(item_id: str, key: str) -> None:
    this_scan.keep(this_scan.current().noted(item_id, str(st.session_state.get(key, ""))))
    st.session_state[key] = this_scan.current().seen_at.get(item_id, "")


def handed_over() -> None:
    """On what one takes along: how the adviser hands over the scan."""
    if not this_scan.current().advised:
        return
    _ = text()
    with st.container(key="card-hand-over"):
        link, _carried, _own = own_link(this_scan.current())
        code = Markup(qr_figure(link, _("QR-code met deze link")))  # safe: made by a template
        st.html(macro("give_over", with_language("/adviseur", chosen_language()), code))
