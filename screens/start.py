"""The start: what the scan brings, and the choice between the full and the quick one. An event's scan opens
at once.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from data.organisers.events import Event, plain_code
from data.region import load_region
from questionnaire.walk import progress
from screens.markup import paragraph, plain
from screens.navigation import go_to, leave_for, link_to
from screens.parts import offer
from screens.parts.kiosk import begin_button, is_kiosk
from screens.parts.shell import mark_step
from screens.session import scan as this_scan
from screens.session.coming_back import comes_back
from screens.session.joining import BUSY, CODE, event_of_address, join
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language

_TYPED = "code_typed"  # in the session: the code that was typed in here, rather than opened by a link


def show() -> None:
    """Draws the screen: a fresh start, an event, or the scan that was saved."""
    _ = text()
    scan = this_scan.current()
    event = event_of_address()
    if event and not is_kiosk() and scan.event != event.id and not scan.finished:
        join(event)
        go_to("questions")
    if event is None and comes_back(scan):
        go_to("result")
    st.html(f'<p class="dw-theme">{escape(event.name)}</p>' if event else offer.sender(chosen_language()))
    st.title(plain(offer.title(chosen_language())), anchor=False)
    mark_step("start")
    wrong = st.query_params.get(CODE, "") if event is None else ""
    if wrong and (is_kiosk() or st.session_state.get(_TYPED) != wrong):
        st.html(f'<p class="dw-error" role="status">{escape(_refused())}</p>')
    if not scan.is_empty:
        _go_on(event)
        if event is None and not is_kiosk():
            _code_to_type(wrong)
        return
    st.html(paragraph(offer.lead(chosen_language()), "dw-lead"))
    if is_kiosk():
        begin_button(event)
        st.html(offer.own_pace(chosen_language()))
        return
    _choices()
    st.html(offer.promises(chosen_language()) + offer.own_pace(chosen_language()))
    st.html(_more())
    link_to("save", _("Verder met een scan die u bewaarde"), icon=":material/bookmark:")
    _code_to_type(wrong)


def _more() -> str:
    """Who asks this and how, and what one gets: pages of their own, to be read before one begins."""
    _ = text()
    ways = (
        ("/voorbeeld", _("Bekijk een voorbeeld van het advies")),
        ("/over", _("Wie vraagt dit, en hoe werkt het?")),
    )
    return (
        '<p class="dw-ways">'
        + "".join(
            f'<a class="dw-alone" href="{with_language(path, chosen_language())}" target="_self">{escape(told)}</a>'
            for path, told in ways
        )
        + "</p>"
    )


def _refused() -> str:
    """Why the code in the address opens no event."""
    _ = text()
    if st.session_state.get(BUSY):
        return _("Er worden nu heel veel codes geprobeerd. Wacht een minuut en open de link opnieuw.")
    return _("Deze bijeenkomst is voorbij, of de code klopt niet. U kunt de scan gewoon doen.")


def _code_to_type(wrong: str) -> None:
    """For who cannot scan the QR code of an event: the code from the wall or the poster. A wrong one stands
    open, to mend, with what is wrong beside the field where it was typed.
    """
    if not load_region().events:
        return
    _ = text()
    with (
        st.expander(_("Doet u mee aan een bijeenkomst?"), expanded=bool(wrong)),
        st.form("join", border=False),
    ):
        if wrong and st.session_state.get(_TYPED) == wrong:
            st.html(f'<p class="dw-error" role="alert">{escape(_refused())}</p>')
        typed = st.text_input(_("Code van de bijeenkomst"), value=wrong[:20], max_chars=20)
        sent = st.form_submit_button(_("Doe mee"))
    if sent and typed.strip():
        st.query_params[CODE] = st.session_state[_TYPED] = plain_code(typed)
        st.rerun()


def _choices() -> None:
    for kind in offer.kinds(this_scan.questionnaire(), chosen_language()):
        quick = kind.name == "quick"
        with st.container(key=f"card-{kind.name}"):
            st.html(kind.html())
            st.button(
                plain(kind.button),
                key=f"start_{kind.name}",
                type="secondary" if quick else "primary",
                on_click=_begin,
                args=(quick,),
            )


def _begin(quick: bool) -> None:
    this_scan.begin(quick)
    leave_for("questions")


def _go_on(event: Event | None) -> None:
    """A saved scan: go on where it was, see the result, do it again, or begin anew."""
    _ = text()
    scan = this_scan.current()
    if scan.finished:
        st.html(
            paragraph(
                _("Uw scan is klaar. U kunt het resultaat bekijken, of de scan opnieuw doen en vergelijken."),
                "dw-lead",
            )
        )
    else:
        done = progress(this_scan.questionnaire(), scan.responses, scan.quick)
        told = _("U bent al begonnen: {answered} van de {total} vragen zijn beantwoord.")
        st.html(paragraph(told.format(answered=done.answered, total=done.total), "dw-lead"))
    with st.container(key="go-on", horizontal=True):
        if scan.finished:
            if st.button(_("Bekijk resultaat"), key="to_result", type="primary"):
                go_to("result")
            if st.button(_("Doe de scan opnieuw"), key="again"):
                this_scan.do_again()
                st.session_state.pop("result_opened", None)
                if event:
                    join(event)
                go_to("again")
        elif st.button(_("Ga verder"), key="go_on", type="primary"):
            go_to("questions" if this_scan.open_question() else "review")
    link_to("save", _("Bewaar, open of wis een scan"), icon=":material/bookmark:")
    link_to("privacy", _("Wat gebeurt er met mijn antwoorden?"), icon=":material/lock:")
