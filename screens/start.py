"""The start: what the scan brings, and the choice between the full and the quick one. An event's scan opens
at once.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from data.content.promises import takes_minutes
from data.organisers.events import Event, plain_code
from data.region import load_region
from questionnaire.walk import path, progress
from screens.markup import paragraph, plain
from screens.navigation import go_to, leave_for, link_to
from screens.parts.kiosk import begin_button, is_kiosk
from screens.parts.shell import mark_step
from screens.session import scan as this_scan
from screens.session.coming_back import comes_back
from screens.session.joining import BUSY, CODE, event_of_address, join
from screens.session.language import chosen_language, text


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
    region = load_region(language=chosen_language())
    st.html(f'<p class="dw-theme">{escape(event.name if event else region.programme.name)}</p>')
    st.title(plain(this_scan.questionnaire().said("opening")), anchor=False)
    mark_step("start")
    wrong = st.query_params.get(CODE, "") if event is None else ""
    if wrong:
        told = _("Deze bijeenkomst is voorbij, of de code klopt niet. U kunt de scan gewoon doen.")
        if st.session_state.get(BUSY):
            told = _("Er worden nu heel veel codes geprobeerd. Wacht een minuut en open de link opnieuw.")
        st.html(f'<p class="dw-error" role="status">{escape(told)}</p>')
        if not is_kiosk():
            _code_to_type(wrong)
    if not scan.is_empty:
        _go_on(event)
        if event is None and not wrong and not is_kiosk():
            _code_to_type()
        return
    st.html(
        paragraph(
            _(
                "Beantwoord een paar vragen. U ziet meteen wat al goed gaat en welke drie dingen u deze week kunt doen."
            ),
            "dw-lead",
        )
    )
    if is_kiosk():
        begin_button(event)
        return
    _choices()
    _promises()
    link_to("save", _("Verder met een scan die u bewaarde"), icon=":material/bookmark:")
    if not wrong:
        _code_to_type()


def _code_to_type(wrong: str = "") -> None:
    """For who cannot scan the QR code of an event: the code from the wall or the poster. A wrong one stands
    open, to mend.
    """
    if not load_region().events:
        return
    _ = text()
    with (
        st.expander(_("Doet u mee aan een bijeenkomst?"), expanded=bool(wrong)),
        st.form("join", border=False),
    ):
        typed = st.text_input(_("Code van de bijeenkomst"), value=wrong[:20], max_chars=20)
        sent = st.form_submit_button(_("Doe mee"))
    if sent and typed.strip():
        st.query_params[CODE] = plain_code(typed)
        st.rerun()


def _choices() -> None:
    _ = text()
    questions = this_scan.questionnaire()
    quick = len(path(questions, this_scan.current().responses, quick=True))
    with st.container(key="card-full"):
        st.html(
            _kind(
                _("Volledige scan"),
                takes_minutes(questions, False),
                _("U krijgt een score met een niveau, en een plan op maat als PDF."),
            )
        )
        st.button(_("Start"), key="start_full", type="primary", on_click=_begin, args=(False,))
    with st.container(key="card-quick"):
        st.html(
            _kind(
                _("Snelle scan"),
                takes_minutes(questions, True),
                _("{count} vragen. De rest kan later; uw antwoorden blijven staan.").format(count=quick),
            )
        )
        st.button(_("Start de snelle scan"), key="start_quick", on_click=_begin, args=(True,))


def _kind(title: str, minutes: int, told: str) -> str:
    _ = text()
    time = _("{minutes} minuten").format(minutes=minutes)
    return f'<h2 class="dw-kind">{escape(title)} <span class="dw-time">{escape(time)}</span></h2>{paragraph(told)}'


def _begin(quick: bool) -> None:
    this_scan.begin(quick)
    leave_for("questions")


def _promises() -> None:
    _ = text()
    told = (
        _("Geen account, geen e-mailadres."),
        _("Uw antwoorden zijn van u. Zonder uw sleutel kan niemand ze lezen."),
        _("‘Weet ik niet’ is een goed antwoord. Daar krijgt u ook advies bij."),
    )
    st.html('<ul class="dw-promises">' + "".join(f"<li>{escape(line)}</li>" for line in told) + "</ul>")


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
                go_to("questions")
        elif st.button(_("Ga verder"), key="go_on", type="primary"):
            go_to("questions" if this_scan.open_question() else "review")
    link_to("save", _("Bewaar, open of wis een scan"), icon=":material/bookmark:")
    link_to("privacy", _("Wat gebeurt er met mijn antwoorden?"), icon=":material/lock:")
