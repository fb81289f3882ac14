"""Bewaar en ga later verder: a link, a QR code and a file; opening one of those; and deleting everything."""

from __future__ import annotations

import re
from typing import NoReturn

import streamlit as st

from data.content.promises import kept_for
from data.tokens import is_token
from questionnaire.language.translation import translator
from questionnaire.saved_scans.saved_scan import MOST_TEXT, SavedScan, Unreadable
from screens.downloads.links import carried_link, token_link
from screens.markup import fold, heading, linked, message, paragraph, qr_figure
from screens.navigation import go_to, link_to
from screens.parts.download_button import download_button
from screens.parts.shell import mark_step
from screens.session import saved_scans
from screens.session import scan as this_scan
from screens.session.addresses import Sites, sites_here
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
    sites = sites_here()
    _file()
    if not sites.is_for_a_while:  # the link opens the draft on this server, which then is not there any more
        _link(sites)
    _code(sites)
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


def _file() -> None:
    _ = text()
    with st.container(key="card-file"):
        st.html(
            heading(_("Als bestand"), kind="dw-card-title")
            + paragraph(_("Het bestand bevat uw antwoorden. U opent het op elk apparaat, ook over een jaar."))
        )
        download_button("mijn-scan.json", _("Bewaar als bestand"), primary=True)


def _link(sites: Sites) -> None:
    _ = text()
    link = token_link(sites, this_scan.token(), chosen_language())
    with st.container(key="card-link"):
        st.html(
            heading(_("Als link"), kind="dw-card-title")
            + paragraph(
                _(
                    "Kopieer de link en bewaar hem op een veilige plek. Wie de link heeft, ziet uw antwoorden. Hij werkt tot {time} na het laatste gebruik."
                ).format(time=kept_for(chosen_language()))
            )
        )
        st.code(link, language=None, wrap_lines=True)
        st.html(
            qr_figure(
                link, _("QR-code met deze link"), _("Scan deze code met uw telefoon om daar verder te gaan.")
            )
        )


def _code(sites: Sites) -> None:
    _ = text()
    link = carried_link(sites, this_scan.current(), chosen_language())
    with st.container(key="card-code"):
        st.html(
            fold(
                _("Een code die uw antwoorden zelf bevat"),
                paragraph(
                    _(
                        "Deze code werkt ook als deze server er niet meer is. Maak er een foto van, of scan hem met uw telefoon."
                    )
                )
                + qr_figure(
                    link, _("QR-code met uw antwoorden"), _("Laat deze code alleen zien aan wie u vertrouwt.")
                ),
            )
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
