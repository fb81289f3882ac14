"""What whoever runs the server sets: whether the scan looks at all, and which resolver it asks."""

from __future__ import annotations

import os
from ipaddress import ip_address
from urllib.parse import urlsplit

from evidence.network.lookups import Server, of_this_machine

_PORTS = {"udp": 53, "tls": 853, "https": 443}


class SettingError(ValueError):
    """A setting that cannot be; the message is for whoever runs the server."""


def may_look() -> bool:
    """False when `EVIDENCE=0` says that the scan looks at nothing. Raises SettingError for another value."""
    told = os.environ.get("EVIDENCE", "").strip()
    if told not in ("", "0", "1"):
        raise SettingError(f"EVIDENCE: '{told}' kan niet. Zet er 0 neer om nooit te kijken, of laat het weg.")
    return told != "0"


def resolvers() -> tuple[Server, ...]:
    """Those of `RESOLVER`, else those of this machine: `9.9.9.9`, `tls://9.9.9.9` or `https://9.9.9.9/dns-query`.

    Raises SettingError for a name instead of an address: who would look that name up?
    """
    told = os.environ.get("RESOLVER", "").split()
    return tuple(_server(text) for text in told) if told else of_this_machine()


def _server(text: str) -> Server:
    try:
        parts = urlsplit(text if "://" in text else f"udp://{f'[{text}]' if text.count(':') > 1 else text}")
        address = str(ip_address((parts.hostname or "").partition("%")[0]))
        port = parts.port or _PORTS[parts.scheme]
        fits = not (parts.username or parts.query or parts.fragment)
        fits = fits and (parts.path in ("", "/") or parts.scheme == "https")
    except (ValueError, KeyError):
        fits = False
    if not fits:
        raise SettingError(
            f"RESOLVER: '{text}' kan niet. Schrijf een adres, zoals 9.9.9.9, tls://9.9.9.9 of https://9.9.9.9/dns-query."
        )
    path = parts.path if parts.path not in ("", "/") else "/dns-query"
    return Server(address, port, parts.scheme, path)
