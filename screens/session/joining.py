"""Taking part in an event: the code in the address lets in, the event is named, and its scan opens at once."""

from __future__ import annotations

import logging
from sqlite3 import Error

import streamlit as st

from data.last_day import believed_day
from data.organisers.events import Event, event, event_by_code, joined
from data.organisers.rate_limits import JoinLimit
from screens.session import scan as this_scan
from screens.session.language import text

CODE = "event"  # in the address
BUSY = "codes_tried_too_often"  # in the session: too many wrong codes just now, so this one was not looked at
_FOUND = "event_found"
_TRIED = "codes_tried"  # in the session: a code was looked up before
_limit = JoinLimit()
log = logging.getLogger(__name__)


def event_of_address() -> Event | None:
    """The open event whose code is in the address; looked up once per session and code. None for a wrong or
    old code.

    The first code of a session is always looked up, so that who scans the QR code gets in while somebody else
    tries codes by the thousand. A guess then costs a connection of its own: at a hundred a second, as many as
    a server carries, 42 bits take centuries. Whatever comes after the first shares the limit. Both ways are
    the same work for a right and a wrong code.
    """
    code = st.query_params.get(CODE)
    if not code:
        return None
    known = st.session_state.get(_FOUND)
    if known is None or known[0] != code:
        if (
            _TRIED in st.session_state and not _limit.allows()
        ):  # not kept: a moment later the code may be tried again
            st.session_state[BUSY] = True
            return None
        st.session_state.pop(BUSY, None)
        st.session_state[_TRIED] = True
        found = event_by_code(code)
        if found is None:
            _limit.missed()
        known = st.session_state[_FOUND] = (code, found)
    return known[1]


def event_here() -> Event | None:
    """The event that this scan belongs to, open or not."""
    event_id = this_scan.current().event
    if not event_id:
        return None
    known = st.session_state.get(_FOUND)
    if known and known[1] and known[1].id == event_id:
        return known[1]
    found = event(event_id)
    st.session_state[_FOUND] = (found.code if found else "", found)
    return found


def over_by_now(event_id: str | None) -> Event | None:
    """The event that a scan belongs to, when it takes no answers any more; asked anew, since it may close
    meanwhile.
    """
    found = event(event_id) if event_id else None
    return found if found is not None and not found.is_open(believed_day()) else None


def told_over(here: Event) -> str:
    """That this event is over, and what the answers still count in."""
    _ = text()
    return _(
        "De bijeenkomst ‘{name}’ is gesloten. Wat u nu nog invult, telt niet meer mee in de cijfers van de zaal. Wel in die van uw gemeente en branche."
    ).format(name=here.name)


def told_too_late() -> str:
    """That the answers came when the event was over."""
    _ = text()
    return _(
        "De bijeenkomst was al gesloten toen deze antwoorden klaar waren. Ze tellen niet mee in de cijfers van de zaal, wel in die van de gemeente en de branche."
    )


def join(here: Event) -> None:
    """Begins the scan of this event. One who began elsewhere keeps the answers, and counts in the event from
    now on.

    Whose answers were counted already (at home, at an earlier event) is in no figure of this room: not busy
    in it either.
    """
    before = this_scan.current()
    first = before.event != here.id and "quick" not in before.counted
    this_scan.begin(quick=here.scan == "quick", event=here.id)
    if first:
        try:
            joined(here.id)
        except (OSError, Error):
            log.exception("one who joined could not be counted")
