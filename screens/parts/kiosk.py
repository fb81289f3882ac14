"""Kiosk: a tablet on a stand. It begins anew after finishing or two idle minutes, and hands the result to the
person's phone.

The screen only carries marks; `screens/assets/kiosk.js` counts the seconds, deletes everything and opens the
start again.
"""

from __future__ import annotations

import streamlit as st

from data.content.promises import takes_minutes
from data.organisers.events import Event
from pdf import qr
from questionnaire.language.translation import nN_, translator
from questionnaire.saved_scans.saved_scan import SavedScan
from screens.downloads.links import carried_link
from screens.markup import listed
from screens.navigation import go_to
from screens.parts.macros import macro
from screens.session import scan as this_scan
from screens.session.addresses import sites_here
from screens.session.joining import join
from screens.session.language import chosen_language, text

KIOSK = "kiosk"  # in the address, as ?kiosk=1
IDLE_SECONDS, COUNTDOWN_SECONDS = 120, 20
_SOON = nN_(
    "Over {seconds} seconde beginnen we opnieuw en is alles gewist.",
    "Over {seconds} seconden beginnen we opnieuw en is alles gewist.",
)


def is_kiosk() -> bool:
    """Whether this is a tablet on a stand."""
    return st.query_params.get(KIOSK) == "1"


def watch() -> None:
    """Marks the page for the script that counts idle time; on the start screen with no answers there is
    nothing to wipe.
    """
    if not is_kiosk():
        return
    words = translator(chosen_language())
    idle = "" if this_scan.current() == SavedScan() else str(IDLE_SECONDS)
    told, last = words.ngettext(*_SOON, 2), words.ngettext(*_SOON, 1)
    st.html(macro("kiosk_watch", idle, COUNTDOWN_SECONDS, told, last))


def begin_button(event: Event | None) -> None:
    """One large button instead of a choice, and what somebody who walks by wants to know first."""
    _ = text()
    questions = this_scan.questionnaire()
    minutes = takes_minutes(questions, not (event and event.scan == "full"))
    told = (
        _("Klaar in {minutes} minuten.").format(minutes=minutes),
        _("Geen account, geen e-mailadres."),
        _("Uw resultaat neemt u mee op uw telefoon."),
        _("Daarna is alles op dit scherm gewist."),
    )
    st.html(listed(told, kind="dw-promises"))
    if st.button(_("Begin"), key="kiosk_begin", type="primary"):
        if event:
            join(event)
        else:
            this_scan.begin(quick=True)
        go_to("questions")


def hand_over() -> None:
    """The result as a code for the person's own phone, and the button that wipes this screen."""
    link = carried_link(sites_here(), this_scan.current(), chosen_language())
    with st.container(key="card-handover"):
        st.html(macro("hand_over", qr.data_uri(link), qr.least_width(link)))
