"""Which site a request comes from, settled by us.

Streamlit compares the Origin of a handshake with the Host, and with this computer's address on the internet
when they differ: for that it asks a server elsewhere, and nobody is served meanwhile. It never comes to that:
a foreign origin is refused here, and of our own the Host is made the same.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.types import Scope

from data.addresses import public_url

Header = tuple[bytes, bytes]


def own_name(origin: str, host: str) -> str | None:
    """The name with port that an Origin header holds when a page of ours sent it; None for another site, for
    `null`, and for what is no origin at all.

    `host` is the Host header. The name of PUBLIC_URL is ours too: a proxy may not pass on the Host.
    """
    try:
        parts = urlsplit(origin)
        name = parts.netloc
    except ValueError:  # "http://["
        return None
    if parts.scheme not in ("http", "https") or not name or parts.path or parts.query or parts.fragment:
        return None
    ours = {host.lower(), urlsplit(public_url()).netloc.lower()}
    return name if name.lower() in ours else None


def said_once(scope: Scope, name: bytes) -> str | None:
    """The header of this name, as text; None without one. What is said twice counts as the two together, which
    no origin or name can be.
    """
    found = [value for key, value in scope["headers"] if key == name]
    return b",".join(found).decode("latin-1") if found else None


def from_here(scope: Scope) -> list[Header] | None:
    """The headers with which Streamlit takes this request for one of our own pages; None when it is not one.

    Without an Origin it is no page of another site: browsers always send one along with a handshake.
    """
    origin, host = said_once(scope, b"origin"), said_once(scope, b"host")
    if origin is None:
        return list(scope["headers"])
    name = own_name(origin, host or "")
    if name is None:
        return None
    kept = [pair for pair in scope["headers"] if pair[0] != b"host"]
    return [(b"host", name.encode("latin-1")), *kept]


def without_origin(scope: Scope) -> Scope:
    """The same request, without the Origin that somebody else sent along."""
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"origin"]}
