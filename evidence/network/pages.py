"""A page of a website, with few redirects, little of its text, and nothing sent along but who asks."""

from __future__ import annotations

import logging
import os
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from evidence.network.connections import Connection, Network, NotAllowed, Unreachable
from evidence.network.names import hostname, within

MOST_REDIRECTS = 5
MOST_TEXT = 256_000  # bytes of a page
_ENDINGS = (301, 302, 303, 307, 308)

# It writes down the name of every host when somebody asks for detail.
logging.getLogger("httpcore").setLevel(logging.WARNING)


def user_agent() -> str:
    """How the scan introduces itself to a site: its name, and the page that says what it looks at when it has one."""
    page = os.environ.get("PUBLIC_URL", "").strip().rstrip("/")
    return f"DigitaleWeerbaarheidsscan/1.0{f' (+{page}/kijk)' if page else ''}"


@dataclass(frozen=True)
class Page:
    """What a site sent back. `elsewhere` when it leads to somebody else's domain, which is not followed."""

    url: str
    status: int
    headers: dict[str, str]
    text: str
    elsewhere: bool = False
    way: tuple[str, ...] = ()


class _Stream(httpcore.NetworkStream):
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._connection.read(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._connection.write(buffer)

    def close(self) -> None:
        self._connection.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._connection.encrypt(ssl_context, server_hostname or ""))

    def get_extra_info(self, info: str) -> Any:
        return None


class _Backend(httpcore.NetworkBackend):
    def __init__(self, network: Network) -> None:
        self._network = network

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._network.connect(host, port))


def first_step(network: Network, url: str, domain: str) -> tuple[str, Page]:
    """Where the first answer at `url` leads, empty when it is the page itself; no redirect is followed.

    Raises NotAllowed, or Unreachable.
    """
    page, target = _once(network, url, ssl.create_default_context(), MOST_TEXT)
    away = target is not None and not within(urlsplit(target).hostname or "", domain)
    return target or "", replace(page, elsewhere=away)


def fetch(network: Network, url: str, domain: str, context: ssl.SSLContext, most: int = MOST_TEXT) -> Page:
    """The page at `url`, after redirects within `domain`.

    Raises NotAllowed, Unreachable or ssl.SSLError. Text is cut off at `most` bytes; packed text is not unpacked.
    """
    way: list[str] = []
    while True:
        page, target = _once(network, url, context, most)
        if target is None:
            return Page(page.url, page.status, page.headers, page.text, way=tuple(way))
        way.append(url)
        if len(way) > MOST_REDIRECTS:
            raise Unreachable
        if not within(_checked(target).host, domain):
            return Page(url, page.status, page.headers, "", elsewhere=True, way=tuple(way))
        url = target


@dataclass(frozen=True)
class _Target:
    scheme: str
    host: str
    port: int
    path: str


def _checked(url: str) -> _Target:
    """The parts of an address that may be asked for. Raises NotAllowed for any other scheme, port, name or user."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAllowed from error
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    host = hostname(parts.hostname or "")
    if usual is None or host is None or port not in (None, usual) or parts.username or parts.password:
        raise NotAllowed
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or any(ord(letter) < 33 for letter in path) or len(path) > 2000:
        raise NotAllowed
    return _Target(parts.scheme, host, usual, path)


def _once(network: Network, url: str, context: ssl.SSLContext, most: int) -> tuple[Page, str | None]:
    at = _checked(url)
    headers = [
        (b"Host", at.host.encode()),
        (b"User-Agent", user_agent().encode()),
        (b"Accept", b"text/html, text/plain;q=0.9, */*;q=0.1"),
        (b"Accept-Encoding", b"identity"),
        (b"Connection", b"close"),
    ]
    try:
        with (
            httpcore.ConnectionPool(ssl_context=context, network_backend=_Backend(network)) as pool,
            pool.stream("GET", f"{at.scheme}://{at.host}{at.path}", headers=headers) as answer,
        ):
            got = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
            leads_on = answer.status in _ENDINGS and "location" in got
            text = (
                b""
                if leads_on or got.get("content-encoding", "identity") != "identity"
                else _some(answer, most)
            )
    except (
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.TimeoutException,
        httpcore.UnsupportedProtocol,
    ) as error:
        raise Unreachable from error
    page = Page(f"{at.scheme}://{at.host}{at.path}", answer.status, got, text.decode("utf-8", "replace"))
    return page, _joined(page.url, got["location"]) if leads_on else None


def _some(answer: httpcore.Response, most: int) -> bytes:
    parts, size = [], 0
    for part in answer.iter_stream():
        parts.append(part)
        size += len(part)
        if size >= most:
            break
    return b"".join(parts)[:most]


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise NotAllowed from error
