"""Links that open a saved scan or let into an event. What matters stands behind `#`, which no server log ever
sees.
"""

from __future__ import annotations

from data.organisers.events import Event
from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.saved_scans.scan_link import pack
from screens.session.addresses import Sites
from screens.session.request_language import with_language


def start_link(sites: Sites, language: str) -> str:
    """Where the scan can be done again; empty when no site is known."""
    return with_language(f"{sites.home}/", language) if sites.home else ""


def action_link(sites: Sites, measure_id: str, language: str) -> str:
    """The page of one action, which opens with the scan that is in the browser; empty when no site is known."""
    return with_language(f"{sites.home}/plan", language, actie=measure_id) if sites.home else ""


def token_link(sites: Sites, token: str, language: str) -> str:
    """Opens the draft that this server, and no other, keeps under the token."""
    return with_language(f"{sites.here}/verder", language) + f"#t={token}"


def enquiry_link(sites: Sites, token: str, language: str) -> str:
    """Opens the questions that somebody else answers on this server."""
    return with_language(f"{sites.here}/antwoord", language) + f"#t={token}"


def statement_link(sites: Sites, code: str, language: str) -> str:
    """Where a statement is checked: on this server, which holds the key that signed it."""
    return with_language(f"{sites.here}/controleer", language) + f"#v={code}"


def carried_link(sites: Sites, scan: SavedScan, language: str) -> str:
    """Opens the answers themselves, which any server that runs this scan can: also when this one is gone."""
    return with_language(f"{sites.home}/verder", language) + f"#a={pack(scan)}"


def join_link(sites: Sites, event: Event, **query: str) -> str:
    """Lets into an event on this server, in the language of the event."""
    return with_language(f"{sites.here}/", event.language, event=event.code, **query)
