"""Connections that stay where they were allowed: looked up once, checked, and made to that very address.

Nothing here reads proxy settings, follows a redirect or looks a name up a second time.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import certifi

from evidence.network.lookups import Resolver, Status
from evidence.network.names import hostname

PORTS = frozenset({25, 80, 443})
MOST_CONNECTIONS = 40  # in one look
MOST_BYTES = 600_000  # read from one connection
_CONNECT_SECONDS = 3.0
_READ_SECONDS = 5.0

Dial = Callable[[str, int, float], socket.socket]


class Unreachable(Exception):
    """No connection, or one that broke off, took too long or said too much. Tells nothing bad of the domain."""


class Refused(Unreachable):
    """The other side is there and wants no connection on this port."""


class NotAllowed(Unreachable):
    """An address, a port or a name that the scan never connects to."""


class NoSuchHost(Unreachable):
    """The DNS says that this host has no address."""


def dial(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an address, never to a name."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.settimeout(seconds)
        made.connect((address, port))
    except BaseException:
        made.close()
        raise
    return made


def trusted() -> ssl.SSLContext:
    """What a browser trusts, checked for the name."""
    return ssl.create_default_context(cafile=certifi.where())


class Connection:
    """Bytes to and from one address, within bounds of time and size."""

    def __init__(self, network: Network, made: socket.socket) -> None:
        self._network, self._socket, self._left = network, made, MOST_BYTES

    @property
    def socket(self) -> socket.socket:
        """The socket below, an `ssl.SSLSocket` once it is encrypted."""
        return self._socket

    def read(self, most: int = 65_536) -> bytes:
        """What came, at most `most` bytes; empty at the end. Raises Unreachable when time or size is up."""
        self._wait()
        if self._left <= 0:
            raise Unreachable
        try:
            got = self._socket.recv(min(most, self._left))
        except (OSError, ValueError) as error:
            raise Unreachable from error
        self._left -= len(got)
        return got

    def write(self, data: bytes) -> None:
        """Sends all of it."""
        self._wait()
        try:
            self._socket.sendall(data)
        except (OSError, ValueError) as error:
            raise Unreachable from error

    def encrypt(self, context: ssl.SSLContext, name: str) -> Connection:
        """This connection in TLS, for the host `name`. Raises ssl.SSLError, or Unreachable."""
        self._wait()
        try:
            safe = context.wrap_socket(self._socket, server_hostname=name, do_handshake_on_connect=False)
        except (OSError, ValueError) as error:
            raise Unreachable from error
        self._network.keep(safe)
        try:
            safe.do_handshake()
        except ssl.SSLError:
            safe.close()
            raise
        except (OSError, ValueError) as error:
            safe.close()
            raise Unreachable from error
        self._socket = safe
        return self

    def close(self) -> None:
        """Closes without a word."""
        self._socket.close()

    def _wait(self) -> None:
        left = min(_READ_SECONDS, self._network.seconds_left)
        if left <= 0:
            raise Unreachable
        try:
            self._socket.settimeout(left)
        except OSError as error:
            raise Unreachable from error


@dataclass
class Network:
    """The way out for one look, until `until`. `dial` makes the connection once all is checked; tests give their own."""

    resolver: Resolver
    until: float
    dial: Dial = dial
    trust: Callable[[], ssl.SSLContext] = trusted
    made: int = 0
    _open: list[socket.socket] = field(default_factory=list)
    _pinned: dict[str, list[str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _over: bool = False

    @property
    def seconds_left(self) -> float:
        """Until this look is over."""
        return self.until - time.monotonic()

    def connect(self, host: str, port: int) -> Connection:
        """A connection to the first address of `host` that answers.

        Raises NotAllowed, NoSuchHost, Refused or Unreachable. The addresses of a host are those of its first look-up
        for the whole look, so a name that changes its address in between changes nothing.
        """
        addresses = self._addresses(host, port)
        refused = False
        for address in addresses[:3]:
            with self._lock:
                self.made += 1
                if self.made > MOST_CONNECTIONS or self._over:
                    raise Unreachable
            try:
                made = self.dial(address, port, max(0.1, min(_CONNECT_SECONDS, self.seconds_left)))
            except ConnectionRefusedError:
                refused = True
                continue
            except OSError:
                continue
            self.keep(made)
            return Connection(self, made)
        raise Refused if refused else Unreachable

    def keep(self, made: socket.socket) -> None:
        """Remembers a socket, to cut it off when time is up."""
        with self._lock:
            self._open.append(made)
            if self._over:
                _cut(made)

    def close(self) -> None:
        """Cuts off all that is still open: whoever waits on it gets an error at once."""
        with self._lock:
            self._over = True
            for made in self._open:
                _cut(made)
            self._open.clear()

    def _addresses(self, host: str, port: int) -> list[str]:
        if port not in PORTS or hostname(host) != host:
            raise NotAllowed
        with self._lock:
            pinned = self._pinned.get(host)
        if pinned is None:
            reply, found = self.resolver.addresses(host)
            if reply.status in (Status.NO_DATA, Status.NO_NAME):
                raise NoSuchHost
            if reply.status is not Status.FOUND:
                raise Unreachable
            with self._lock:
                pinned = self._pinned.setdefault(host, [str(address) for address in found])
        if not pinned:
            raise NotAllowed
        return pinned


def _cut(made: socket.socket) -> None:
    with suppress(OSError):
        made.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        made.close()
