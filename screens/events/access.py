"""Who may do what at events: every screen, page and download asks here, each time anew."""

from __future__ import annotations

import secrets
import time

import streamlit as st

from data.organisers import audit
from data.organisers.accounts import Account, account, account_by_login, session_account
from data.organisers.events import Event, event, may_see
from screens.session.cookies import organiser_cookie

TICKET_SECONDS = 600
_tickets: dict[
    str, tuple[str, float]
] = {}  # of who came in through OpenID Connect: account and when it expires


def signed_in(cookie_header: str) -> Account | None:
    """The account of a request, from its session cookie; None when nobody is signed in or the session is
    over.
    """
    return session_account(organiser_cookie.read(cookie_header))


def account_here() -> Account | None:
    """The account of this run of the app. The session is asked for each time, so that ended rights end at
    once.
    """
    return session_account(organiser_cookie.here())


def account_elsewhere() -> Account | None:
    """The account that the organisation's OpenID Connect vouches for. It gives no rights yet: a ticket makes
    a session of it.
    """
    if not (oidc_is_set_up() and st.user.is_logged_in) or st.user.get("email_verified") is False:
        return None
    return account_by_login(str(st.user.get("email") or ""))


def ticket_for(account: Account) -> str:
    """A secret that makes one session for an account, within ten minutes: what the app hands to the route
    that sets cookies.
    """
    now = time.monotonic()
    for old in [ticket for ticket, (_, until) in list(_tickets.items()) if until < now]:
        _tickets.pop(old, None)
    ticket = secrets.token_urlsafe(24)
    _tickets[ticket] = (account.id, now + TICKET_SECONDS)
    return ticket


def account_of_ticket(ticket: str) -> Account | None:
    """The account of a ticket, once; None when it is unknown, used or too old."""
    account_id, until = _tickets.pop(ticket, ("", 0.0))
    return account(account_id) if time.monotonic() < until else None


def oidc_is_set_up() -> bool:
    """Whether the organisation's own sign-in is configured ([auth] in .streamlit/secrets.toml)."""
    try:
        return "auth" in st.secrets
    except (FileNotFoundError, KeyError):
        return False
    except Exception:  # Streamlit raises its own error when there is no secrets file at all
        return False


def event_for(account: Account | None, event_id: str) -> Event | None:
    """The event, if it exists and the account may see it. No difference is told between the two."""
    if account is None:
        return None
    found = event(event_id)
    return found if found is not None and may_see(account, found) else None


def write_down(what: str, about: str) -> None:
    """Notes in the audit log what the account of this run just did."""
    account = account_here()
    audit.note(what, account.login if account else "", about)
