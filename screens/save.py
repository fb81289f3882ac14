"""Bewaar en ga later verder: a link, a QR code and a file; opening one of those; and deleting everything."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from data.promises import kept_for
from data.tokens import is_token
from questionnaire.saved_scan import MOST_TEXT, Unreadable
from screens import saved_scans
from screens import scan as this_scan
from screens.language import chosen_language, text
from screens.markup import fold, paragraph
from screens.navigation import go_to, link_to
from screens.offered import host, offer
from screens.serving.texts import with_language
from screens.shell import here
from screens.takeaway.links import carried_link, qr_svg, taken_home, token_link

_LINK = re.compile(r"#([ta])=([A-Za-z0-9_-]+)")


def show() -> None:
    """Draws the screen."""
    _ = text()
    scan = this_scan.current()
    st.title(_("Bewaar en ga later verder"), anchor=False)
    here("save")
    if scan.is_empty:
        st.html(paragraph(_("U heeft nog geen antwoorden. Open hier een scan die u eerder bewaarde."), "dw-lead"))
        _open()
        return
    if this_scan.is_safe():
        st.html(
            paragraph(
                _("Uw antwoorden zijn al bewaard in deze browser. Wilt u op een ander apparaat verder? Kies wat u handig vindt."), "dw-lead"
            )
        )
    else:
        st.html(f'<p class="dw-error" role="status">{not_safe()}</p>')
    _file()
    _link()
    _code()
    _go_back()
    st.html(f"<h2>{_('Een bewaarde scan openen')}</h2>")
    _open()
    _wipe()


def not_safe() -> str:
    """Why the answers do not survive a refresh here, in plain words."""
    _ = text()
    if this_scan.keeps_cookies():
        return _("Bewaren lukt nu even niet. Laat dit venster open, en sla uw bestand op.")
    return _("Uw browser houdt niets vast (cookies staan uit). Laat dit venster open, of sla uw antwoorden op als bestand.")


def _file() -> None:
    _ = text()
    with st.container(key="card-file"):
        st.html(
            f'<h2 class="dw-card-title">{_("Als bestand")}</h2>'
            + paragraph(_("Het bestand bevat uw antwoorden. U opent het op elk apparaat, ook over een jaar."))
        )
        offer("mijn-scan.json", _("Bewaar als bestand"), primary=True)


def _link() -> None:
    _ = text()
    link = token_link(host(), this_scan.token(), chosen_language())
    with st.container(key="card-link"):
        st.html(
            f'<h2 class="dw-card-title">{_("Als link")}</h2>'
            + paragraph(
                _(
                    "Kopieer de link en bewaar hem op een veilige plek. Wie de link heeft, ziet uw antwoorden. Hij werkt tot {time} na het laatste gebruik."
                ).format(time=kept_for(chosen_language()))
            )
        )
        st.code(link, language=None, wrap_lines=True)
        st.html(_scanned(link, _("QR-code met deze link"), _("Scan deze code met uw telefoon om daar verder te gaan.")))


def _code() -> None:
    _ = text()
    link = carried_link(taken_home(host()), this_scan.current(), chosen_language())
    with st.container(key="card-code"):
        st.html(
            fold(
                _("Een code die uw antwoorden zelf bevat"),
                paragraph(_("Deze code werkt ook als deze server er niet meer is. Maak er een foto van, of scan hem met uw telefoon."))
                + _scanned(link, _("QR-code met uw antwoorden"), _("Laat deze code alleen zien aan wie u vertrouwt.")),
            )
        )


def _scanned(link: str, alternative: str, told: str) -> str:
    return f'<figure class="dw-qr"><img src="{qr_svg(link)}" alt="{escape(alternative)}"><figcaption>{escape(told)}</figcaption></figure>'


def _go_back() -> None:
    _ = text()
    if this_scan.current().finished:
        link_to("result", _("Terug naar uw resultaat"), icon=":material/arrow_back:")
    else:
        link_to("questions", _("Terug naar de vragen"), icon=":material/arrow_back:")


def _open() -> None:
    """Opens a file, or the text behind a QR code, in place of what is here."""
    _ = text()
    with st.container(key="card-open"):
        chosen = st.file_uploader(_("Kies uw bestand ‘mijn-scan.json’"), type="json", key="opened_file")
        typed = st.text_input(_("Of plak hier uw link"), key="opened_link")
        if not st.button(_("Open deze scan"), key="open_scan"):
            return
        carried = chosen.getvalue().decode("utf-8-sig", errors="replace") if chosen else typed
        if open_scan(carried):
            go_to("result" if this_scan.current().finished else "questions")
        told = _("Dit is geen bewaarde scan, of hij is niet compleet. Probeer het nog eens.")
        if (link := _linked(carried)) and link[0] == "t" and is_token(link[1]):
            told = _(
                "Bij deze link staat hier geen scan meer. Misschien is hij gewist, of {time} niet gebruikt. Open anders uw bestand."
            ).format(time=kept_for(chosen_language()))
        st.html(f'<p class="dw-error" role="alert">{told}</p>')


def open_scan(carried: str) -> bool:
    """Opens what a file or link holds. False, and nothing changed, when it cannot be read."""
    link = _linked(carried)
    try:
        if link and link[0] == "t":
            scan = saved_scans.load(link[1])
        else:
            packed = link[1] if link else carried
            scan = saved_scans.read_carried(packed) if 0 < len(packed) <= MOST_TEXT else None
    except Unreadable:
        return False
    if scan is None:
        return False
    this_scan.open_carried(scan)
    return True


def _linked(carried: str) -> tuple[str, str] | None:
    """What stands behind `#` in a pasted link, also where a mail put words or brackets around it; None for a file."""
    found = None if carried.lstrip("\ufeff \r\n\t").startswith("{") else _LINK.search(carried)
    return (found[1], found[2]) if found else None


def _wipe() -> None:
    _ = text()
    st.html(f"<h2>{_('Alles wissen')}</h2>" + paragraph(_("U wist uw antwoorden in deze browser en op de server, meteen en voor altijd.")))
    if this_scan.keeps_cookies():
        st.html(f'<a class="dw-button dw-quiet" href="{with_language("/wissen", chosen_language())}">{_("Wis alles")}</a>')
    elif st.button(_("Wis alles"), key="wipe"):
        this_scan.forget()
        go_to("start")
