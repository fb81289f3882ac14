"""Notices walks that were not finished: in memory alone, no trace of who or when, gone with the process.

A walk that rests for six hours counts as stopped at its furthest item (see data/figures/drop_off.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

REST_SECONDS = 6 * 3600
_SWEEP_SECONDS = 60
_MOST_AT_ONCE = 20  # a sweep happens while somebody waits for the next question


class UnfinishedWalks:
    """Walks that are under way in this process. `count` is called with token and furthest item of each that
    stopped.
    """

    def __init__(self, count: Callable[[str, str], object], clock: Callable[[], float] = time.monotonic):
        self._count, self._clock = count, clock
        self._under_way: dict[str, tuple[str, float]] = {}
        self._swept = clock()
        self._lock = Lock()

    def answered(self, token: str, furthest_item: str) -> None:
        """A walk reached an item; others that have rested long enough are counted."""
        with self._lock:
            self._under_way.pop(token, None)  # put back at the end, so that the order is that of resting
            self._under_way[token] = furthest_item, self._clock()
        self._sweep()

    def ended(self, token: str) -> None:
        """A walk came to its result, or was deleted: it did not stop halfway."""
        with self._lock:
            self._under_way.pop(token, None)

    def _sweep(self) -> None:
        with self._lock:
            now = self._clock()
            if now - self._swept < _SWEEP_SECONDS:
                return
            self._swept = now
            stopped: list[tuple[str, str]] = []
            for token, (item, since) in self._under_way.items():
                if now - since < REST_SECONDS or len(stopped) == _MOST_AT_ONCE:
                    break
                stopped.append((token, item))
            for token, _ in stopped:
                del self._under_way[token]
        for token, item in stopped:
            self._count(token, item)
