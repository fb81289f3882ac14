"""Limits that keep guessing slow without storing who guesses: they count tries, in memory, and know no
addresses.
"""

from __future__ import annotations

import hashlib
import time
from threading import Lock


class JoinLimit:
    """So many misses per minute for the whole server, and at most `at_once` in a row."""

    def __init__(self, per_minute: int = 600, at_once: int | None = None):
        self.per_minute, self.at_once = per_minute, float(at_once or per_minute)
        self._left, self._since, self._lock = self.at_once, time.monotonic(), Lock()

    def allows(self) -> bool:
        """Whether a try may be made now."""
        with self._lock:
            return self._now() >= 1

    def missed(self) -> None:
        """A try led nowhere."""
        with self._lock:
            self._left -= 1

    def take(self) -> bool:
        """Whether a try may be made now; it counts as a miss at once, so that a hundred at the same moment
        count too.
        """
        with self._lock:
            allowed = self._now() >= 1
            self._left -= allowed
            return allowed

    def give_back(self) -> None:
        """The try that was taken turned out well."""
        with self._lock:
            self._left = min(self.at_once, self._left + 1)

    def _now(self) -> float:
        now = time.monotonic()
        self._left = min(self.at_once, self._left + (now - self._since) * self.per_minute / 60)
        self._since = now
        return self._left


class ManyLimits:
    """A limit for each of many: so many in a row, and so many a minute. Only digests are known, and those that
    are full again are forgotten first.
    """

    def __init__(self, per_minute: int, at_once: int, most: int = 20_000) -> None:
        self._per_minute, self._at_once, self._most = per_minute, at_once, most
        self._of: dict[bytes, JoinLimit] = {}
        self._lock = Lock()

    def take(self, who: bytes) -> bool:
        """Whether this one may try now; it counts."""
        return self._limit(who).take()

    def give_back(self, who: bytes) -> None:
        """It turned out well."""
        self._limit(who).give_back()

    def _limit(self, who: bytes) -> JoinLimit:
        with self._lock:
            found = self._of.pop(who, None) or JoinLimit(self._per_minute, self._at_once)
            self._of[who] = found  # last in the row again: what stands first is the longest unused
            if len(self._of) > self._most:
                del self._of[next(iter(self._of))]
            return found


class SignInLimit:
    """Ten wrong passwords in a row for one name and two more each minute, from any device that is not known.

    A device that was in before has a lane of its own: whatever others try, its owner gets in. Everybody else
    shares two limits more: one per address, so that who tries many names stops nobody elsewhere, and a wide one
    for the whole server. A name that does not exist is limited in the same way, so that the limit does not tell
    which names exist; and only names that were let through are remembered, so that none is washed away.
    """

    def __init__(self) -> None:
        self._together = JoinLimit(per_minute=600)
        self._names = ManyLimits(per_minute=2, at_once=10)
        self._addresses = ManyLimits(per_minute=30, at_once=60)
        self._devices = ManyLimits(per_minute=2, at_once=10)

    def take(self, login: str, address: bytes = b"", device: bytes = b"") -> bool:
        """Whether a password may be tried for this name now. `address` and `device` are digests; `device` is of
        one on which this very name was in before, empty for any other.
        """
        if device:
            return self._devices.take(device)
        if not self._addresses.take(address):
            return False
        if not self._together.take():
            self._addresses.give_back(address)
            return False
        if not self._names.take(self._of(login)):
            # Nobody else is kept out by who hammers one name, not even beside him.
            self._together.give_back()
            self._addresses.give_back(address)
            return False
        return True

    def give_back(self, login: str, address: bytes = b"", device: bytes = b"") -> None:
        """The password was right."""
        if device:
            self._devices.give_back(device)
            return
        self._names.give_back(self._of(login))
        self._addresses.give_back(address)
        self._together.give_back()

    def _of(self, login: str) -> bytes:
        return hashlib.sha256(login.strip().lower().encode("utf-8", "replace")).digest()
