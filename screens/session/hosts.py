"""Under which names the server answers: all, unless ALLOWED_HOSTS says which. Against a site that borrows our
address.
"""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

from data.addresses import public_url

NAME = re.compile(r"(\*\.)?[a-z0-9.-]+|\[[0-9a-f:]+\]", re.IGNORECASE)
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
OPTION = "server.allowedHosts"


def allowed_hosts() -> tuple[str, ...]:
    """Names in ALLOWED_HOSTS (apart by spaces, `*.` in front for all below), that of PUBLIC_URL and of this
    computer. () is any.

    Raises ValueError for what is no name.
    """
    names = os.environ.get("ALLOWED_HOSTS", "").replace(",", " ").lower().split()
    for name in names:
        if not NAME.fullmatch(name):
            raise ValueError(
                f"ALLOWED_HOSTS: '{name}' is geen naam van een site. Schrijf alleen de naam, zoals scan.uwgemeente.nl."
            )
    if not names:
        return ()
    public = _name(urlsplit(public_url()).netloc)
    return tuple(dict.fromkeys([*names, *([public] if public else []), *LOOPBACK]))


def allow_hosts() -> None:
    """Tells Streamlit, for its websocket, what the front door holds to as well. Raises ValueError for a wrong
    name.
    """
    if names := allowed_hosts():
        from streamlit import config

        # As Streamlit compares them: an address of IPv6 without its brackets.
        config.set_option(OPTION, [name.strip("[]") for name in names])


def is_allowed(host: str, allowed: tuple[str, ...]) -> bool:
    """Whether a Host header is one of these names, whatever its port."""
    name = _name(host)
    return not allowed or any(
        name.endswith(known[1:]) if known.startswith("*.") else name == known for known in allowed
    )


def _name(host: str) -> str:
    return re.sub(r":\d+$", "", host.lower()).rstrip(".")
