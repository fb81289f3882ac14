"""Naar mijzelf: the link to one's own scan by the phone's share sheet, mail, WhatsApp or the clipboard.

Nothing of it passes our server: the browser hands the link to the programs of whoever holds the phone
(`screens/assets/share.js`).
"""

from __future__ import annotations

from html import escape
from urllib.parse import quote

import streamlit as st

from data.content.promises import kept_for
from questionnaire.saved_scans.saved_scan import SavedScan
from screens.downloads.links import carried_link, token_link
from screens.markup import fold, paragraph, qr_figure
from screens.parts.download_button import download_button
from screens.session import scan as this_scan
from screens.session.addresses import sites_here
from screens.session.language import chosen_language, text


def to_myself(scan: SavedScan) -> None:
    """Draws the card: the ways that every phone has first, files and codes folded."""
    _ = text()
    language = chosen_language()
    link, carried, own = own_link(scan)
    with st.container(key="card-to-myself"):
        told = _("Zo gaat u later verder, ook op een ander apparaat. Wie de link heeft, ziet uw antwoorden.")
        if not own:
            told += " " + _("Hij werkt tot {time} na het laatste gebruik.").format(time=kept_for(language))
        buttons = ways(link, _("Mijn weerbaarheidsscan"), _("Verder met mijn weerbaarheidsscan:"))
        st.html(f"<h2>{escape(_('Stuur naar uzelf'))}</h2>{paragraph(told)}{buttons}")
        st.html(
            f'<div class="dw-second-screen">{qr_figure(link, _("QR-code met deze link"), _("Scan deze code met uw telefoon om daar verder te gaan."))}</div>'
        )
        with st.expander(
            _("Andere manieren"),
            expanded=not this_scan.is_safe(),  # then a file is what keeps the answers
            key="other-ways",
            on_change="rerun",
        ) as group:
            if group.open:
                _other_ways(link, carried if carried != link else "")


def own_link(scan: SavedScan) -> tuple[str, str, bool]:
    """The link to give, the one that carries the answers, and whether that is the one to give.

    The shorter link opens the draft on this server; an event laptop is gone when people are at home.
    """
    sites, language = sites_here(), chosen_language()
    carried = carried_link(sites, scan, language)
    if sites.is_for_a_while or not this_scan.is_safe():
        return carried, carried, True
    return token_link(sites, this_scan.token(), language), carried, False


def ways(link: str, subject: str, said: str) -> str:
    """The buttons that hand a link to the phone's own programs; what a browser cannot do is not shown."""
    _ = text()
    mail = f"mailto:?subject={quote(subject)}&body={quote(f'{said} {link}')}"
    shared, message = escape(link), escape(f"{said} {link}")
    return (
        '<div class="dw-ways">'
        f'<button class="dw-button dw-can-share" type="button" data-share="{shared}" data-title="{escape(subject)}">{escape(_("Deel"))}</button>'
        f'<a class="dw-button dw-quiet" href="{escape(mail)}">{escape(_("Mail"))}</a>'
        f'<button class="dw-button dw-quiet dw-touch" type="button" data-whatsapp="{message}">WhatsApp</button>'
        f'<button class="dw-button dw-quiet" type="button" data-copy="{shared}" data-copied="{escape(_("Gekopieerd"))}">{escape(_("Kopieer link"))}</button>'
        "</div>"
    )


def _other_ways(link: str, carried: str) -> None:
    _ = text()
    st.html(
        paragraph(_("Als bestand: het bevat uw antwoorden. U opent het op elk apparaat, ook over een jaar."))
    )
    download_button("mijn-scan.json", _("Bewaar als bestand"))
    st.html(
        f'<label class="dw-shown-link">{escape(_("De link, om over te typen of te plakken"))}'
        f'<textarea readonly rows="3" data-own-link="1">{escape(link)}</textarea></label>'
    )
    if carried:
        st.html(
            fold(
                _("Een code die uw antwoorden zelf bevat"),
                paragraph(
                    _(
                        "Deze code werkt ook als deze server er niet meer is. Maak er een foto van, of scan hem met uw telefoon."
                    )
                )
                + qr_figure(
                    carried,
                    _("QR-code met uw antwoorden"),
                    _("Laat deze code alleen zien aan wie u vertrouwt."),
                ),
            )
        )
