"""Security headers of every answer."""

from __future__ import annotations

from data.addresses import AddressError, site_of
from screens.session.settings import frame_hosts

# Streamlit writes styles from its scripts, so styles need 'unsafe-inline'; scripts need nothing beyond our
# own files.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'{sockets}; media-src 'self'; manifest-src 'self'; frame-src 'none'; "
    "worker-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
PERMISSIONS = ("camera", "microphone", "geolocation", "payment", "usb", "display-capture", "browsing-topics")
Headers = list[tuple[bytes, bytes]]


def security_headers(host: str, https: bool) -> Headers:
    """Headers for an answer to a request for `host`.

    Older Safari does not count a websocket as 'self', so the socket's address is named too; a host that is
    not a plain name is left out. The referrer stays within our host, never absent: without it forms would
    send `Origin: null`.
    """
    hosts = frame_hosts()
    try:
        socket = site_of(f"{'wss' if https else 'ws'}://{host}", schemes=("wss", "ws"))
    except AddressError:
        socket = ""
    sockets = f" {socket}" if socket else ""
    policy = POLICY.format(sockets=sockets, ancestors=" ".join(("'self'", *hosts)) if hosts else "'none'")
    headers = [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"permissions-policy", ", ".join(f"{name}=()" for name in PERMISSIONS).encode()),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"origin-agent-cluster", b"?1"),
    ]
    if not hosts:
        headers.append((b"x-frame-options", b"DENY"))
    if https:
        headers.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))
    return headers
