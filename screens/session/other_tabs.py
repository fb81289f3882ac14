"""Two tabs of one respondent: each sees what the other saved, and neither brings back what the other wiped.

In the memory of this process alone, by a digest of the token; whatever falls out of it is read from the draft
once more.
"""

from __future__ import annotations

from itertools import count
from threading import Lock

from data.drafts import WIPED, notice_of

MOST = 50_000  # respondents of whom it is known when they last saved


class Changes:
    """When each respondent's scan was last saved and last wiped, as numbers that only rise; 0 when that is
    not known.
    """

    def __init__(self, most: int = MOST):
        self._most = most
        self._clock = count(1)
        self._saved: dict[bytes, int] = {}
        self._wiped: dict[bytes, int] = {}
        self._missed = 0
        self._lock = Lock()

    def saved(self, token: str) -> None:
        """The scan under this token was saved just now."""
        self._note(self._saved, _digest(token))

    def wiped(self, token: str) -> None:
        """The scan under this token was deleted just now."""
        self._note(self._wiped, _digest(token))
        self._note(self._saved, _digest(token))

    def latest(self, token: str) -> int:
        """When the scan was last saved or wiped."""
        return max(self._saved.get(_digest(token), 0), self._missed)

    def heard(self, kind: str, notice: str) -> None:
        """Another server saved or wiped the scan of this notice (data/drafts.py)."""
        if kind == WIPED:
            self._note(self._wiped, bytes.fromhex(notice))
        self._note(self._saved, bytes.fromhex(notice))

    def missed(self) -> None:
        """Another server may have saved anything: everybody's scan is read again."""
        with self._lock:
            self._missed = next(self._clock)

    def wiped_since(self, token: str, seen: int) -> bool:
        """Whether the scan was wiped after the moment `seen`."""
        return self._wiped.get(_digest(token), 0) > seen

    def _note(self, where: dict[bytes, int], key: bytes) -> None:
        with self._lock:
            where.pop(key, None)  # put back at the end, so that the longest ago goes first
            where[key] = next(self._clock)
            if len(where) > self._most:
                del where[next(iter(where))]


def _digest(token: str) -> bytes:
    return bytes.fromhex(notice_of(token))
