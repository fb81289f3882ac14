"""Links and QR codes that open a saved scan. What matters stands behind `#`, which no server log ever sees."""

from __future__ import annotations

import io
import os
from urllib.parse import urlsplit

import segno

from questionnaire.carried import pack
from questionnaire.saved_scan import SavedScan


def host_of(url: str | None) -> str:
    """Scheme and host of an address, as `https://host`; empty when there is none."""
    parts = urlsplit(url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def taken_home(host: str) -> str:
    """Where a saved scan opens later: on a laptop without internet (CENTRE_URL) not here, but at the real scan."""
    return (os.environ.get("CENTRE_URL") or host).rstrip("/")


def start_link(host: str, language: str = "nl") -> str:
    """Where the scan can be done again; empty when the host is not known."""
    home = taken_home(host)
    return f"{home}/{_asked(language)}" if home else ""


def token_link(host: str, token: str, language: str = "nl") -> str:
    """Opens the draft that this server keeps under the token."""
    return f"{host}/verder{_asked(language)}#t={token}"


def carried_link(host: str, scan: SavedScan, language: str = "nl") -> str:
    """Opens the answers themselves, on any server that runs this scan."""
    return f"{host}/verder{_asked(language)}#a={pack(scan)}"


def qr_svg(text: str) -> str:
    """A QR code as an SVG image in a `data:` address, dark on white whatever the theme."""
    code = segno.make(text, error="m", micro=False)
    return code.svg_data_uri(scale=4, border=3, dark="#0a3a44", light="#ffffff", encode_minimal=True)


def qr_png(text: str, scale: int = 8) -> bytes:
    """The same as a PNG, to save as a photo."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


def _asked(language: str) -> str:
    return "" if language == "nl" else f"?lang={language}"
