"""One event on the organiser's desk, and what only the programme team sees."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from data import clock
from data.aggregates.folding import this_site
from data.content.promises import event_block, invitation_days
from data.figures.room import load_room
from data.organisers.accounts import Account, invite
from data.organisers.events import LONGEST_MESSAGE, Event, EventError, change_event, close_event, may_see
from questionnaire.language.translation import LANGUAGE_NAMES, LANGUAGES, translator
from screens.downloads.links import join_link
from screens.events.access import account_here, event_for
from screens.events.form import change_form, day_text
from screens.events.handouts import newsletter_text
from screens.markup import paragraph, plain, qr_figure
from screens.parts.shell import mark_step
from screens.session import scan as this_scan
from screens.session.addresses import Sites
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language


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
            if event.is_open(clock.today())
            else _("voorbij")
        )
    parts.append(_("snelle scan") if event.scan == "quick" else _("volledige scan"))
    parts.append(LANGUAGE_NAMES[event.language] if event.language in LANGUAGES else event.language)
    return " · ".join(parts)


def _joining(event: Event, sites: Sites) -> None:
    _ = text()
    link = join_link(sites, event)
    st.html(
        f'<div class="dw-join">{qr_figure(link, _("QR-code om mee te doen"))}'
        f'<div><p>{escape(_("Code"))}<br><strong class="dw-code">{escape(event.shown_code)}</strong></p>'
        f'<p>{escape(_("Link"))}<br><a href="{escape(link, quote=True)}">{escape(link)}</a></p></div></div>'
    )
    language = event.language  # of who sees it, not of who opens it
    wall, rehearsal = _own(f"/wand/{event.id}", language), _own(f"/wand/{event.id}", language, oefenen="1")
    kiosk = join_link(sites, event, kiosk="1")
    st.html(
        f'<p class="dw-links"><a class="dw-button" href="{wall}" target="_blank">{escape(_("Open de wand"))}</a> '
        f'<a class="dw-button dw-second" href="{rehearsal}" target="_blank">{escape(_("Oefen met verzonnen gegevens"))}</a> '
        f'<a class="dw-button dw-second" href="{escape(kiosk, quote=True)}" target="_blank">{escape(_("Open op een tablet (kiosk)"))}</a> '
        f'<a class="dw-button dw-second" href="{_own("/invoeren", chosen_language(), event=event.code)}" target="_blank">{escape(_("Papier invoeren"))}</a></p>'
    )


def _own(path: str, language: str, **query: str) -> str:
    return escape(with_language(path, language, **query))


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
    told = "".join(f"<div><dt>{escape(label)}</dt><dd>{number}</dd></div>" for label, number in numbers)
    st.html(f'<dl class="dw-numbers">{told}</dl>')


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
        st.html(f"<h2>{escape(_('Downloaden'))}</h2>{_downloads(event, after, chosen_language())}")
        return
    st.html(
        f"<h2>{escape(_('Om uit te delen'))}</h2>{_downloads(event, before, event.language)}"  # in the language of who sees it
        f"<h2>{escape(_('Voor na afloop'))}</h2>{paragraph(_('Wat er nu al is. Na het sluiten zijn de cijfers compleet.'))}"
        f"{_downloads(event, after, chosen_language())}"
    )


def _downloads(event: Event, files: tuple[tuple[str, str], ...], language: str) -> str:
    links = (
        f'<li><a href="{_own(f"/bijeenkomst/{event.id}/{file}", language)}" download>{escape(label)}</a></li>'
        for file, label in files
    )
    return f'<ul class="dw-downloads">{"".join(links)}</ul>'


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
            close_event(this_site(this_scan.content()), event)
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
                    "Het waren er te weinig voor cijfers over deze zaal. De antwoorden tellen wel mee voor de gemeente en de branche."
                )
            )
        )
    wall = _own(f"/wand/{event.id}", event.language)
    st.html(
        f'<p class="dw-links"><a class="dw-button" href="{wall}" target="_blank">{escape(_("Open de wand"))}</a></p>'
    )


def team_part(account: Account, sites: Sites) -> None:
    """Invitations for organisers; only for the programme team."""
    if account.role != "team":
        return
    _ = text()
    st.subheader(_("Organisatoren uitnodigen"), anchor=False)
    with st.form("invite", border=False):
        name = st.text_input(_("Naam van de vereniging"), max_chars=80)
        sent = st.form_submit_button(_("Maak een uitnodiging"))
    if sent and name.strip():
        told = _("Stuur deze link naar {name}. Hij werkt één keer, {days} dagen lang.")
        st.html(paragraph(told.format(name=name.strip(), days=invitation_days())))
        st.code(
            f"{with_language(f'{sites.here}/uitnodiging', chosen_language())}#{invite(name)}",
            language=None,
            wrap_lines=True,
        )
    elif sent:
        st.error(_("Vul in voor wie de uitnodiging is."))
