"""The addresses that whoever runs the server sets: where respondents find it, and where what they took along
opens later.
"""

from __future__ import annotations

import os
import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_NAME = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", re.IGNORECASE
)


class AddressError(ValueError):
    """A setting is no address; the message is for whoever runs the server."""


def public_url() -> str:
    """PUBLIC_URL, as `https://host`; empty when it is not set. Raises AddressError."""
    return _setting("PUBLIC_URL")


def centre_url() -> str:
    """CENTRE_URL, as `https://host`; empty when it is not set. Raises AddressError."""
    return _setting("CENTRE_URL")


def _setting(name: str) -> str:
    text = os.environ.get(name, "").strip()
    if not text:
        return ""
    try:
        return site_of(text)
    except AddressError as error:
        raise AddressError(
            f"{name}: '{text}' is geen adres van een site ({error}). Schrijf het met https:// ervoor en zonder pad, zoals https://scan.uwregio.nl."
        ) from None


def site_of(text: str, schemes: tuple[str, ...] = ("https", "http")) -> str:
    """Scheme, host and port of an address that has nothing besides, as `https://host:8501`. Raises
    AddressError with what is wrong.
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # brackets that do not fit, a port that is none
        raise AddressError("de naam of de poort kan niet") from None
    if parts.scheme not in schemes or not text.lower().startswith(f"{parts.scheme}://"):
        raise AddressError(f"het begint niet met {' of '.join(f'{scheme}://' for scheme in schemes)}")
    if parts.path not in ("", "/") or parts.query or parts.fragment or text.endswith(("?", "#")):
        raise AddressError("er staat iets achter de naam")
    if "@" in parts.netloc:
        raise AddressError("er staat een inlognaam in")
    if not is_host(host) or parts.netloc.endswith(":"):
        raise AddressError("de naam van de site kan niet")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port is not None else "")


def is_host(name: str) -> bool:
    """Whether this is the name of a host or an IP address, without a port."""
    try:
        return bool(ip_address(name))
    except ValueError:
        return _NAME.fullmatch(name) is not None
