"""The look of this session: it runs beside the script, so that a click meanwhile neither stops nor doubles it.

The domain and the sentences are in the session alone, and go with it; the draft keeps grades and a day.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from data import clock
from data.folders import is_event_laptop
from evidence.findings import Part
from evidence.limits import NotNow
from evidence.look import Seen
from evidence.looking import look_at
from evidence.network.names import NotADomain, own_domain
from evidence.records import Record, records_for
from evidence.settings import may_look
from questionnaire.language.translation import N_

_RUNNING, _LOOK = "look_running", "look"  # in the session: the look that is on its way, and the last one
_STEP_SECONDS = 0.25
BROKEN = N_("Het kijken lukte nu niet. Probeer het later nog eens, of beantwoord de vraag zelf.")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Look:
    """What was seen of a domain (as people write it), and what mends it."""

    domain: str
    seen: Seen
    records: tuple[Record, ...]


@dataclass
class Running:
    """A look on its way: per part how many checks are done of how many. `problem` is Dutch, for a translator."""

    typed: str
    parts: dict[Part, tuple[int, int]] = field(default_factory=dict)
    look: Look | None = None
    problem: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    def run(self, today: date, connection: str | None) -> None:
        """To its end, in a thread of its own."""
        try:
            seen = look_at(self.typed, today, self._told, connection)
            domain = own_domain(self.typed)
            self.look = Look(domain.written, seen, tuple(records_for(seen, domain.name)))
        except (NotADomain, NotNow) as error:
            self.problem = error.sentence
        except Exception as error:
            # The kind of error alone: its message may hold the domain.
            log.warning("a look ended with %s", type(error).__name__)
            self.problem = BROKEN
        finally:
            self.over.set()

    def _told(self, part: Part, done: int, of: int) -> None:
        self.parts[part] = done, of

    def wait(self) -> bool:
        """Waits a moment; whether it is over."""
        return self.over.wait(_STEP_SECONDS)


def may_be_offered() -> bool:
    """Whether this server looks: it has internet, and nobody put it off."""
    return may_look() and not is_event_laptop()


def begin(typed: str) -> None:
    """Sets off a look at what was typed; the one that is on its way when there is one."""
    if running() is not None:
        return
    made = st.session_state[_RUNNING] = Running(typed)
    threading.Thread(
        target=made.run, args=(clock.today(), st.context.ip_address), daemon=True, name="look for a scan"
    ).start()


def running() -> Running | None:
    """The look that is on its way, or of which nobody took the end yet."""
    found: Running | None = st.session_state.get(_RUNNING)
    return found


def ended() -> None:
    """Puts the look that is over in place of the one before; one that came to nothing leaves that as it was."""
    made = st.session_state.pop(_RUNNING, None)
    if made is not None and made.look is not None:
        st.session_state[_LOOK] = made.look


def last() -> Look | None:
    """The last look of this session."""
    found: Look | None = st.session_state.get(_LOOK)
    return found


def forget() -> None:
    """Forgets the domain and what was seen of it."""
    st.session_state.pop(_LOOK, None)
