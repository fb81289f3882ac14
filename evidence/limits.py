"""How often the scan looks: each domain once an hour, and not more at once than the server can bear; who comes in a
crowd waits for a place.

Kept in memory. A domain is remembered as a hash with a salt of this process, so no list of domains exists anywhere.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network

from questionnaire.language.translation import N_

HOUR_SECONDS = 3600.0
AT_ONCE = 10
PER_HOUR = 600
PER_CONNECTION = 120  # looks in an hour: a whole room shares one connection
# For a place in a crowd: ten looks take some six seconds, so a room of a hundred is through by then.
PER_ORGANISATION = 5  # names below one registered domain in an hour: they mostly lead to the same servers
WAIT_SECONDS = 60.0

# Below these a country registers domains of others, as `co.uk`.
_SHARED = frozenset(
    {
        "ac",
        "co",
        "com",
        "edu",
        "go",
        "gob",
        "gouv",
        "gov",
        "ltd",
        "me",
        "ne",
        "net",
        "nom",
        "or",
        "org",
        "plc",
    }
)
_LOOKED = N_("Naar dit domein is het afgelopen uur al gekeken. Probeer het over een uur weer.")
_CROWDED = N_("Er wordt nu voor veel mensen gekeken. Probeer het over een paar minuten weer.")


class NotNow(Exception):
    """The scan does not look now; `sentence` says why, in Dutch, for a translator."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass
class Limits:
    """The looks of the last hour of this process."""

    seconds: Callable[[], float] = time.monotonic
    _salt: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _domains: dict[bytes, float] = field(default_factory=dict, repr=False)
    _organisations: dict[bytes, list[float]] = field(default_factory=dict, repr=False)
    _connections: dict[bytes, list[float]] = field(default_factory=dict, repr=False)
    _busy: int = 0
    wait_seconds: float = WAIT_SECONDS
    _place: threading.Condition = field(default_factory=threading.Condition)

    @contextmanager
    def one_look(self, domain: str, connection: str | None = None) -> Iterator[None]:
        """Waits for a place, and holds it for as long as a look lasts. Raises NotNow.

        `connection` is anything that tells visitors apart, an address for instance; it is kept as a hash too. A look
        that came to nothing, because it raised, does not count for the domain; for the connection it does.
        """
        mark = self._mark("domain", domain)
        above = self._mark("organisation", organisation(domain))
        self._take(mark, above, connection and self._mark("connection", home_of(connection)))
        try:
            self._wait()
            try:
                yield
            finally:
                with self._place:
                    self._busy -= 1
                    self._place.notify()
        except BaseException:
            with self._place:
                self._domains.pop(mark, None)
            raise

    def _wait(self) -> None:
        with self._place:
            if not self._place.wait_for(lambda: self._busy < AT_ONCE, self.wait_seconds):
                raise NotNow(_CROWDED)
            self._busy += 1

    def _take(self, domain: bytes, above: bytes, connection: bytes | str | None) -> None:
        with self._place:
            self._forget(since := self.seconds() - HOUR_SECONDS)
            beside = [moment for moment in self._organisations.get(above, []) if moment > since]
            if domain in self._domains or len(beside) >= PER_ORGANISATION:
                raise NotNow(_LOOKED)
            own = self._connections.get(connection, []) if isinstance(connection, bytes) else []
            if len([moment for moment in own if moment > since]) >= PER_CONNECTION:
                raise NotNow(
                    N_("Vanaf deze plek is het afgelopen uur vaak gekeken. Probeer het over een uur weer.")
                )
            if len(self._domains) >= PER_HOUR:
                raise NotNow(_CROWDED)
            self._domains[domain] = self.seconds()
            self._organisations[above] = [*beside, self.seconds()]
            if isinstance(connection, bytes):
                self._connections[connection] = [*own, self.seconds()]

    def _forget(self, since: float) -> None:
        self._domains = {mark: moment for mark, moment in self._domains.items() if moment > since}
        self._organisations = {mark: kept for mark, kept in self._organisations.items() if kept[-1] > since}
        self._connections = {mark: kept for mark, kept in self._connections.items() if kept[-1] > since}

    def _mark(self, kind: str, text: str) -> bytes:
        return hashlib.blake2b(f"{kind}:{text}".encode(), key=self._salt, digest_size=16).digest()


def organisation(domain: str) -> str:
    """The domain that somebody registered, as far as that shows without a list of suffixes: who owns it may make a
    thousand names below it, all of one server.
    """
    labels = domain.split(".")
    shared = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED
    return ".".join(labels[-3 if shared else -2 :])


def home_of(connection: str) -> str:
    """What one household or office has: a whole network of the sixth version, an address of the fourth."""
    try:
        address = ip_address(connection.partition("%")[0])
    except ValueError:
        return connection
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)
