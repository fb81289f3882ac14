"""What stands around every screen: header with the language switch, footer, and the shell that mends
Streamlit.
"""

from __future__ import annotations

import streamlit as st

from evidence.settings import may_look
from questionnaire.language.translation import LANGUAGES
from screens.conversation import conversation_bar
from screens.markup import linked, message
from screens.navigation import BY_NAME, leave_if_asked, link_to, offered, page, scan_name
from screens.parts.demo_notice import demo_notice
from screens.parts.kiosk import watch
from screens.parts.shell import mark_page
from screens.session import counting, editions, scan
from screens.session.coming_back import was_here
from screens.session.language import chosen_language, language_without_address, text
from screens.session.request_language import with_language


def show() -> None:
    """Draws the screen that belongs to the address, inside its frame."""
    scan.stay_on_edition()
    counting.count_at_last()
    current = st.navigation([page(screen.name) for screen in offered()], position="hidden")
    leave_if_asked()
    _keep_language_in_address()
    _header()
    with st.container(key="screen"):
        conversation_bar()
        editions.tell(scan.current())
        _tell_store()
        _tell_counted(current.url_path)
        current.run()
    was_here()
    scan.has_read()  # a screen that sends on to another does not come here, so that the other tells it as well
    _footer()
    mark_page(current.url_path)
    watch()


def _tell_store() -> None:
    """That the saved answers cannot be reached, or are damaged: in plain words, with what to do."""
    _ = text()
    if scan.is_away():
        st.html(
            message(
                _(
                    "De scan kan nu niet bij bewaarde antwoorden, en bewaart niets. U kunt gewoon invullen: het resultaat en de PDF werken. Laat dit venster open, en sla aan het eind uw bestand op."
                ),
                "dw-note",
                "status",
            )
        )
    elif scan.was_damaged():
        st.html(
            message(
                _(
                    "Wat u eerder bewaarde, is beschadigd geraakt en niet meer te lezen. Dat ligt aan ons. Heeft u een bestand of link van uw scan? Open die. Anders begint u opnieuw."
                ),
                "dw-note",
                "status",
            )
        )


def _tell_counted(address: str) -> None:
    """Above a result that was opened just now: whether the answers were counted."""
    if address != BY_NAME["result"].address:
        counting.left_result()
    elif told := counting.told():
        st.html(message(told, "dw-note", "status"))


def _keep_language_in_address() -> None:
    """A refresh, or a link that is passed on, opens in the same language from the first byte."""
    language = chosen_language()
    wanted = None if language == language_without_address() else language
    if st.query_params.get("lang") != wanted:
        if wanted:
            st.query_params["lang"] = wanted
        else:
            st.query_params.pop("lang", None)


def _header() -> None:
    _ = text()
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        with st.container(key="brand"):
            link_to("start", scan_name(chosen_language()))
        st.segmented_control(
            _("Taal"),
            LANGUAGES,
            default=chosen_language(),
            required=True,
            format_func=str.upper,
            key="language",
            label_visibility="collapsed",
        )
        st.html(linked(_("Eerste hulp"), _with_language("/hulp"), "dw-first-help"), width="content")
    if notice := demo_notice(chosen_language()):
        st.html(notice)


def _footer() -> None:
    _ = text()
    with st.container(key="footer", horizontal=True):
        st.html(linked(_("Eerste hulp bij een incident"), _with_language("/hulp"), kind=""), width="content")
        st.html(linked(_("Over deze scan"), _with_language("/over"), kind=""), width="content")
        if may_look():  # here, so that on a phone two stand on each line
            st.html(linked(_("Kijk naar uw eigen domein"), _with_language("/kijk"), kind=""), width="content")
        link_to("figures", _("Cijfers uit de regio"))
        if any(screen.name == "organiser" for screen in offered()):
            link_to("organiser", _("Voor organisatoren"))
        link_to("privacy", _("Privacy"))
        link_to("accessibility", _("Toegankelijkheid"))


def _with_language(address: str) -> str:
    return with_language(address, chosen_language())
