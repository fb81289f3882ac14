"""One event on the organiser's desk, and what only the programme team sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup

from data.aggregates.folding import this_site
from data.content.promises import event_block, invitation_days
from data.figures.room import load_room
from data.last_day import ClockInDoubt, believed_day, certain_day
from data.organisers.accounts import Account, invite
from data.organisers.events import LONGEST_MESSAGE, Event, EventError, change_event, close_event, may_see
from questionnaire.language.templates import Templates
from questionnaire.language.translation import LANGUAGE_NAMES, LANGUAGES, translator
from screens.downloads.links import join_link
from screens.events.access import account_here, event_for, write_down
from screens.events.form import change_form, day_text
from screens.events.handouts import newsletter_text
from screens.markup import heading, message, paragraph, plain, plain_lines, qr_figure
from screens.parts.shell import mark_step
from screens.session import scan as this_scan
from screens.session.addresses import Sites
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language

_TEMPLATES = Templates(__file__)


def event_page(account: Account, event: Event, sites: Sites, back: Callable[[], None]) -> None:
    """Draws the event: how to join, what to hand out, the wall, the numbers, closing."""
    if not may_see(account, event):  # asked again here: the page never relies on who called it
        return
    _ = text()
    st.button(
        _("Alle bijeenkomsten"), icon=":material/arrow_back:", key="back", type="tertiary", on_click=back
    )
    st.title(plain(event.name), anchor=False)
    mark_step("organiser-event")
    st.html(paragraph(state_text(event)))
    if event.closed:
        _closed(event)
    else:
        _joining(event, sites)
        _numbers(event.id)
        _message(event)
    _handouts(event)
    if event.closed:
        _newsletter(event, sites)
    else:
        change_form(event)
        _closing(event)


def state_text(event: Event) -> str:
    """Day, whether it is open, kind of scan and language, in one line."""
    _ = text()
    parts = [day_text(event.day)]
    if event.closed:
        parts.append(_("gesloten"))
    else:
        parts.append(
            _("open tot en met {day}").format(day=day_text(event.until))
            if event.is_open(believed_day())
            else _("voorbij")
        )
    parts.append(_("snelle scan") if event.scan == "quick" else _("volledige scan"))
    parts.append(LANGUAGE_NAMES[event.language] if event.language in LANGUAGES else event.language)
    return " · ".join(parts)


def _joining(event: Event, sites: Sites) -> None:
    _ = text()
    link = join_link(sites, event)
    st.html(
        # Safe: a piece of screens/markup.py, whose template escapes what it is given.
        _macros().joining(Markup(qr_figure(link, _("QR-code om mee te doen"))), event.shown_code, link)
    )
    language = event.language  # of who sees it, not of who opens it
    wall = f"/wand/{event.id}"
    st.html(
        _macros().links(
            [
                (_("Open de wand"), with_language(wall, language)),
                (_("Oefen met verzonnen gegevens"), with_language(wall, language, oefenen="1")),
                (_("Open op een tablet (kiosk)"), join_link(sites, event, kiosk="1")),
                (_("Papier invoeren"), with_language("/invoeren", chosen_language(), event=event.code)),
            ]
        )
    )


def _macros() -> Any:
    return _TEMPLATES.macros("desk.html", chosen_language())


@st.fragment(run_every=10)
def _numbers(event_id: str) -> None:
    event = event_for(account_here(), event_id)  # asked anew: the numbers move on, and rights may have ended
    if event is None or event.closed:
        st.rerun()
        return
    _ = text()
    room = load_room(this_scan.content(), event)
    numbers = (
        (_("Bezig"), room.busy),
        (_("Klaar"), room.done),
        (_("Nog nodig voor nieuwe cijfers"), room.waits.until_next_block),
    )
    st.html(_macros().numbers(numbers))


def _message(event: Event) -> None:
    _ = text()
    with st.form("message", border=False):
        message = st.text_input(_("Boodschap op de wand"), value=event.message, max_chars=LONGEST_MESSAGE)
        if st.form_submit_button(_("Zet op de wand")):
            try:
                change_event(event, message=message)
            except EventError as error:
                st.error(plain(_(str(error))), icon=":material/error:")
            else:
                write_down("message on the wall", event.id)
                st.success(_("De boodschap staat binnen een paar tellen op de wand."))


def _handouts(event: Event) -> None:
    """What can be downloaded: before the event what is handed out, and the figures, which are whole after
    closing.
    """
    _ = text()
    before = (
        ("poster.pdf", _("Poster (A4, PDF)")),
        ("dia.pdf", _("Dia (PDF)")),
        ("dia.png", _("Dia (PNG)")),
        ("qr.png", _("QR-code (PNG)")),
    )
    after = (
        ("verslag.pdf", _("Verslag (PDF)")),
        ("cijfers.csv", _("Cijfers (CSV)")),
        ("nieuwsbrief.txt", _("Tekst voor uw nieuwsbrief")),
    )
    if event.closed:
        st.html(heading(_("Downloaden")) + _downloads(event, after, chosen_language()))
        return
    st.html(
        heading(_("Om uit te delen"))
        + _downloads(event, before, event.language)  # in the language of who sees it
        + heading(_("Voor na afloop"))
        + paragraph(_("Wat er nu al is. Na het sluiten zijn de cijfers compleet."))
        + _downloads(event, after, chosen_language())
    )


def _downloads(event: Event, files: tuple[tuple[str, str], ...], language: str) -> str:
    found = [(with_language(f"/bijeenkomst/{event.id}/{file}", language), label) for file, label in files]
    return str(_macros().downloads(found))


def _newsletter(event: Event, sites: Sites) -> None:
    _ = text()
    with st.expander(_("Tekst voor uw nieuwsbrief")):
        st.code(newsletter_text(event, sites, chosen_language()), language=None, wrap_lines=True)


def _closing(event: Event) -> None:
    _ = text()
    told = _(
        "Na het sluiten kan niemand meer meedoen. Cijfers over minder dan {count} mensen worden ongezien gewist."
    )
    told = told.format(count=event_block())
    with st.expander(_("Bijeenkomst sluiten")):
        st.html(paragraph(told))
        sure = st.checkbox(_("Ja, ik sluit deze bijeenkomst"), key="sure")
        if st.button(_("Sluit de bijeenkomst"), disabled=not sure, key="close"):
            try:
                close_event(this_site(this_scan.content()), event)
            except ClockInDoubt as doubt:
                st.html(message(_(doubt.text).format(**doubt.fields)))
                return
            write_down("event closed", event.id)
            st.rerun()


def _closed(event: Event) -> None:
    _ = text()
    room = load_room(this_scan.content(), event)
    took_part = translator(chosen_language()).ngettext(
        "{count} ondernemer deed mee.", "{count} ondernemers deden mee.", room.done
    )
    st.html(
        paragraph(_("Deze bijeenkomst is gesloten.") + " " + took_part.format(count=room.done), "dw-lead")
    )
    if not room.responses:
        st.html(
            paragraph(
                _(
                    "Het waren er te weinig voor cijfers over deze zaal. De antwoorden tellen wel mee in de regio."
                )
            )
        )
    wall = with_language(f"/wand/{event.id}", event.language)
    st.html(_macros().links([(_("Open de wand"), wall)]))


def team_part(account: Account, sites: Sites) -> None:
    """Invitations for organisers, and how the server is doing; only for the programme team."""
    if account.role != "team":
        return
    _ = text()
    try:
        certain_day()
    except ClockInDoubt as doubt:
        st.warning(plain_lines(_(doubt.text).format(**doubt.fields)))
    st.subheader(_("Organisatoren uitnodigen"), anchor=False)
    with st.form("invite", border=False):
        name = st.text_input(_("Naam van de vereniging"), max_chars=80)
        sent = st.form_submit_button(_("Maak een uitnodiging"))
    if sent and name.strip():
        write_down("invitation made", name.strip())
        told = _("Stuur deze link naar {name}. Hij werkt één keer, {days} dagen lang.")
        st.html(paragraph(told.format(name=name.strip(), days=invitation_days())))
        st.code(
            f"{with_language(f'{sites.here}/uitnodiging', chosen_language())}#{invite(name)}",
            language=None,
            wrap_lines=True,
        )
    elif sent:
        st.error(_("Vul in voor wie de uitnodiging is."))
    st.html(
        _macros().links(
            [
                (_("Inhoud wijzigen"), with_language("/team/inhoud", chosen_language())),
                (_("Toestand van de server"), with_language("/team/toestand", chosen_language())),
            ]
        )
    )
