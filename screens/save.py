"""Bewaar en ga later verder: to oneself by link, code or file; opening one of those; and deleting everything."""

from __future__ import annotations

import re
from typing import NoReturn

import streamlit as st

from data.content.promises import kept_for
from data.tokens import is_token
from questionnaire.language.translation import translator
from questionnaire.saved_scans.saved_scan import MOST_TEXT, SavedScan, Unreadable
from screens.markup import heading, linked, message, paragraph
from screens.navigation import go_to, link_to
from screens.parts.shell import mark_step
from screens.parts.to_myself import to_myself
from screens.session import saved_scans
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language
from screens.session.saved_scans import NothingFits

_WAITING = "scan_to_open_instead"  # in the session: what was chosen to come in place of what is here
_LINK = re.compile(r"#([ta])=([A-Za-z0-9_-]+)")


def show() -> None:
    """Draws the screen."""
    _ = text()
    scan = this_scan.current()
    st.title(_("Bewaar en ga later verder"), anchor=False)
    mark_step("save")
    if scan.is_empty:
        st.html(
            paragraph(_("U heeft nog geen antwoorden. Open hier een scan die u eerder bewaarde."), "dw-lead")
        )
        _open()
        return
    if this_scan.is_safe():
        st.html(
            paragraph(
                _(
                    "Uw antwoorden zijn al bewaard in deze browser. Wilt u op een ander apparaat verder? Kies wat u handig vindt."
                ),
                "dw-lead",
            )
        )
    else:
        st.html(message(not_safe(), role="status"))
    to_myself(scan)
    _go_back()
    st.html(heading(_("Een bewaarde scan openen")))
    _open()
    _wipe()


def not_safe() -> str:
    """Why the answers do not survive a refresh here, in plain words."""
    _ = text()
    if this_scan.keeps_cookies():
        return _("Bewaren lukt nu even niet. Laat dit venster open, en sla uw bestand op.")
    return _(
        "Uw browser houdt niets vast (cookies staan uit). Laat dit venster open, of sla uw antwoorden op als bestand."
    )


def _go_back() -> None:
    _ = text()
    if this_scan.current().finished:
        link_to("result", _("Terug naar uw resultaat"), icon=":material/arrow_back:")
    else:
        link_to("questions", _("Terug naar de vragen"), icon=":material/arrow_back:")


def _open() -> None:
    """Opens a file, or the text behind a QR code. In place of answers that are here only when asked for
    twice.
    """
    _ = text()
    with st.container(key="card-open"):
        if waiting := st.session_state.get(_WAITING):
            _instead(waiting)
            return
        chosen = st.file_uploader(_("Kies uw bestand ‘mijn-scan.json’"), type="json", key="opened_file")
        typed = st.text_input(_("Of plak hier uw link"), key="opened_link")
        if not st.button(_("Open deze scan"), key="open_scan"):
            return
        carried = chosen.getvalue().decode("utf-8-sig", errors="replace") if chosen else typed
        try:
            scan = scan_in(carried)
        except NothingFits:
            told = _(
                "Hierin staan geen antwoorden die bij deze scan horen. Er is niets geopend en niets veranderd."
            )
        else:
            if scan is not None and this_scan.current().is_empty:
                _opened(scan)
            if scan is not None:
                st.session_state[_WAITING] = scan
                st.rerun()
            told = _("Dit is geen bewaarde scan, of hij is niet compleet. Probeer het nog eens.")
            if (link := _linked(carried)) and link[0] == "t" and is_token(link[1]):
                told = _(
                    "Bij deze link staat hier geen scan meer. Misschien is hij gewist, of {time} niet gebruikt. Open anders uw bestand."
                ).format(time=kept_for(chosen_language()))
        st.html(message(told))


def _instead(waiting: SavedScan) -> None:
    """Asks whether this scan may come in place of the one that is here."""
    words = translator(chosen_language())
    _ = words.gettext
    told = words.ngettext(
        "In deze browser staat al een scan, met {count} antwoord. Als u de andere opent, is deze weg. Bewaar hem hierboven eerst als u hem wilt houden.",
        "In deze browser staat al een scan, met {count} antwoorden. Als u de andere opent, is deze weg. Bewaar hem hierboven eerst als u hem wilt houden.",
        len(this_scan.current().answers),
    )
    st.html(message(told.format(count=len(this_scan.current().answers))))
    with st.container(key="steps", horizontal=True):
        if st.button(_("Ja, open de andere scan"), key="open_instead"):
            _opened(waiting)
        st.button(_("Nee, houd deze scan"), key="keep_this", type="primary", on_click=_not_waiting)


def _opened(scan: SavedScan) -> NoReturn:
    _not_waiting()
    this_scan.open_carried(scan)
    go_to("result" if this_scan.current().finished else "questions")


def _not_waiting() -> None:
    st.session_state.pop(_WAITING, None)


def scan_in(carried: str) -> SavedScan | None:
    """The scan that a file or link holds; None when it cannot be read. Raises NothingFits."""
    link = _linked(carried)
    try:
        if link and link[0] == "t":
            scan = saved_scans.load(link[1])
        else:
            packed = link[1] if link else carried
            scan = saved_scans.read_carried(packed) if 0 < len(packed) <= MOST_TEXT else None
    except Unreadable:
        return None
    try:
        if scan is not None:
            saved_scans.check_fits(scan)
    finally:
        this_scan.stay_on_edition()
    return scan


def _linked(carried: str) -> tuple[str, str] | None:
    """What stands behind `#` in a pasted link, also where a mail put words or brackets around it; None for a
    file.
    """
    found = None if carried.lstrip("\ufeff \r\n\t").startswith("{") else _LINK.search(carried)
    return (found[1], found[2]) if found else None


def _wipe() -> None:
    _ = text()
    st.html(
        heading(_("Alles wissen"))
        + paragraph(_("U wist uw antwoorden in deze browser en op de server, meteen en voor altijd."))
    )
    if this_scan.keeps_cookies():
        st.html(linked(_("Wis alles"), with_language("/wissen", chosen_language()), "dw-button dw-quiet"))
    elif st.button(_("Wis alles"), key="wipe"):
        this_scan.forget()
        go_to("start")
