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


class SignInLimit:
    """Ten wrong passwords in a row for one name and two more each minute; 120 a minute for all names
    together.

    A name that does not exist is limited in the same way, so that the limit does not tell which names exist.
    """

    MOST_NAMES = 2000

    def __init__(self) -> None:
        self._together = JoinLimit(per_minute=120)
        self._names: dict[bytes, JoinLimit] = {}
        self._lock = Lock()

    def take(self, login: str) -> bool:
        """Whether a password may be tried for this name now. The name comes first: attacking one name locks
        out no other.
        """
        name = self._of(login)
        if not name.take():
            return False
        if not self._together.take():
            name.give_back()
            return False
        return True

    def give_back(self, login: str) -> None:
        """The password was right."""
        self._of(login).give_back()
        self._together.give_back()

    def _of(self, login: str) -> JoinLimit:
        key = hashlib.sha256(login.strip().lower().encode("utf-8", "replace")).digest()
        with self._lock:
            found = self._names.pop(key, None) or JoinLimit(per_minute=2, at_once=10)
            self._names[key] = found  # last in the row again
            if len(self._names) > self.MOST_NAMES:
                del self._names[next(iter(self._names))]
            return found
