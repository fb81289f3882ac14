"""How fast one connection may speak: slower than that is never felt, faster waits."""

from __future__ import annotations

import time
from collections.abc import Callable


class Pace:
    """So many at once, and then so many a second."""

    def __init__(self, at_once: float, per_second: float, clock: Callable[[], float] = time.monotonic):
        self._at_once, self._per_second, self._clock = at_once, per_second, clock
        self._left, self._since = at_once, clock()

    def wait(self) -> float:
        """Seconds that the next one waits, and takes it; mostly 0."""
        now = self._clock()
        self._left = min(self._at_once, self._left + (now - self._since) * self._per_second) - 1
        self._since = now
        return max(0.0, -self._left / self._per_second)
