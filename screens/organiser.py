"""The organiser's desk: make an event, hand out its code, watch the room, close it. Without an account: the
way in.
"""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup

from data.organisers.accounts import Account
from data.organisers.accounts import account as owner
from data.organisers.events import Event, events_for
from questionnaire.language.templates import Templates
from screens.events.access import account_elsewhere, account_here, event_for, oidc_is_set_up, ticket_for
from screens.events.desk import event_page, state_text, team_part
from screens.events.form import new_event_form
from screens.markup import heading, paragraph, plain_lines, way
from screens.parts.shell import mark_step
from screens.session.addresses import sites_here
from screens.session.editions import refused_for_authors
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language

CHOSEN = "bijeenkomst"  # in the address: the event that is open on the desk
_TEMPLATES = Templates(__file__)


def show() -> None:
    """Draws the screen."""
    _ = text()
    account = account_here()
    if account is None:
        _way_in()
        return
    st.container(key="wide")
    chosen = event_for(account, st.query_params.get(CHOSEN, ""))
    if chosen is not None:
        event_page(account, chosen, sites_here(), back=_back)
        return
    st.title(_("Uw bijeenkomsten"), anchor=False)
    mark_step("organiser")
    st.html(_signed_in(account))
    new_event_form(account, opened=_open)
    _list(account)
    if account.role == "team":
        if refused := refused_for_authors():
            st.warning(plain_lines(refused))
        team_part(account, sites_here())


def _way_in() -> None:
    _ = text()
    st.title(_("Voor organisatoren"), anchor=False)
    mark_step("organiser-sign-in")
    st.html(
        paragraph(
            _(
                "Verenigingen doen de scan samen: een QR-code op de wand, ieder op de eigen telefoon. De wand laat zien wat de zaal gemeen heeft."
            ),
            "dw-lead",
        )
    )
    st.html(way(_("Inloggen"), with_language("/aanmelden", chosen_language()), "dw-button"))
    if known := account_elsewhere():
        action = with_language("/aanmelden", chosen_language())
        st.html(_macros().go_on_as(action, ticket_for(known), known.name))
        st.button(_("Uitloggen bij mijn organisatie"), on_click=st.logout, key="oidc_out")
    elif oidc_is_set_up():
        if st.user.is_logged_in:
            st.warning(_("Voor uw e-mailadres is er nog geen account. Vraag het programmateam."))
        st.button(_("Inloggen via mijn organisatie"), on_click=st.login, key="oidc")
    st.html(paragraph(_("Nog geen account? Vraag het programmateam om een uitnodiging.")))


def _signed_in(account: Account) -> Markup:
    _ = text()
    role = _("programmateam") if account.role == "team" else _("organisator")
    paths = ("/afmelden", "/wachtwoord", "/tweede-stap")
    sign_out, password, second = (with_language(path, chosen_language()) for path in paths)
    signed_in: Markup = _macros().signed_in(sign_out, account.name, role, password, second)
    return signed_in


def _macros() -> Any:
    return _TEMPLATES.macros("screens.html", chosen_language())


def _list(account: Account) -> None:
    _ = text()
    found = events_for(account)
    if not found:
        st.html(
            paragraph(
                _("U heeft nog geen bijeenkomsten. Maak hierboven uw eerste: het duurt een paar minuten.")
            )
        )
        return
    for event in sorted(found, key=lambda event: event.closed is not None):  # what is still going on first
        of = owner(event.owner) if account.role == "team" else None
        told = state_text(event) + (f" · {of.name}" if of and of.id != account.id else "")
        with st.container(key=f"card-event-{event.id}"):
            st.html(heading(event.name, kind="dw-kind") + paragraph(told))
            st.button(_("Open"), key=f"open-{event.id}", on_click=_open, args=(event,))


def _open(event: Event) -> None:
    st.query_params[CHOSEN] = event.id


def _back() -> None:
    st.query_params.pop(CHOSEN, None)
