"""Until when a domain is registered, and whether it is locked: RDAP (RFC 9083), where the registry tells it."""

from __future__ import annotations

import json
import ssl
import threading
import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from evidence.domain.signature import apex_of
from evidence.findings import Finding, found
from evidence.network.connections import Network, Unreachable
from evidence.network.names import within
from evidence.network.pages import fetch

# Which registry answers for which ending (RFC 9224). The same for everybody: it learns nothing of the domain.
REGISTRIES_URL = "https://data.iana.org/rdap/dns.json"
_MOST_TEXT = 500_000  # bytes
_KEPT_SECONDS = 24 * 3600
_SOON = timedelta(days=30)
_LOCKS = ("client transfer prohibited", "server transfer prohibited")


@dataclass
class Registries:
    """The list of registries, fetched once a day and kept in memory."""

    _servers: dict[str, str] = field(default_factory=dict)
    _fetched: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def server(self, network: Network, ending: str) -> str | None:
        """The address of the registry of an ending such as `nl`, with a slash at its end; None when it has none.

        Raises Unreachable when the list cannot be had.
        """
        with self._lock:
            fresh = self._fetched is not None and time.monotonic() - self._fetched < _KEPT_SECONDS
            if fresh:
                return self._servers.get(ending)
        servers = _servers(_json(network, REGISTRIES_URL))
        with self._lock:
            self._servers, self._fetched = servers, time.monotonic()
            return servers.get(ending)


def look_at_registration(network: Network, domain: str, registries: Registries, today: date) -> list[Finding]:
    """A finding about the end and one about the lock."""
    kinds = ("registration_end", "registration_lock")
    apex = apex_of(network.resolver, domain)
    if apex is None:
        return [found(kind, "unreached") for kind in kinds]
    try:
        server = registries.server(network, apex.rpartition(".")[2])
        if server is None:
            return [found(kind, "not_told") for kind in kinds]
        told = _json(network, f"{server}domain/{apex}")
    except (Unreachable, ssl.SSLError, ValueError, RecursionError):
        return [found(kind, "unreached") for kind in kinds]
    if not isinstance(told, dict) or str(told.get("ldhName", apex)).lower().rstrip(".") != apex:
        return [found(kind, "unreached") for kind in kinds]
    return [_end(told, today), _lock(told)]


def _json(network: Network, url: str) -> Any:
    host = urlsplit(url).hostname or ""
    page = fetch(network, url, host, network.trust(), _MOST_TEXT)
    if page.status != 200 or page.elsewhere or not within(urlsplit(page.url).hostname or "", host):
        raise Unreachable
    return json.loads(page.text)


def _servers(told: Any) -> dict[str, str]:
    servers: dict[str, str] = {}
    for service in told.get("services", []) if isinstance(told, dict) else []:
        if isinstance(service, list) and len(service) == 2:
            for address in service[1]:
                if isinstance(address, str) and address.startswith("https://"):
                    servers |= {str(ending).lower(): address.rstrip("/") + "/" for ending in service[0]}
                    break
    return servers


def _end(told: dict[str, Any], today: date) -> Finding:
    for event in told.get("events") or []:
        if isinstance(event, dict) and event.get("eventAction") == "expiration":
            try:
                day = datetime.fromisoformat(str(event.get("eventDate"))).date()
            except ValueError:
                break
            outcome = "over" if day < today else "soon" if day - today <= _SOON else "fine"
            return found("registration_end", outcome, day=day.isoformat())
    return found("registration_end", "not_told")


def _lock(told: dict[str, Any]) -> Finding:
    states = told.get("status")
    if not isinstance(states, list) or not states:
        return found("registration_lock", "not_told")
    locked = any(str(state).lower() in _LOCKS for state in states)
    return found("registration_lock", "fine" if locked else "open")
