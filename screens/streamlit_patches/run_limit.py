"""Run limit: only a few runs of the script compute at the same time, the others wait in the order in which
they came.

Python computes one thing at a time. When a room asks for more than it can do for a moment, hundreds of
threads would share that one: each change of hands costs, and everybody waits for everybody. Measured with
1,000 people: 320 threads that together did 190 runs a second, where four do 270.

A whole screen takes ten times as long as an answer, and a room opens and finishes together. So two whole
screens are drawn at a time, beside answers: who is answering goes on, who opens or finishes waits a little
longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore, local

AT_ONCE, WHOLE_AT_ONCE = 4, 2
PATIENCE_SECONDS = 10.0  # then it goes on in any case: a run that hangs must not stop the others


class RunLimit:
    """So many turns, so many of them for whole screens; a thread has at most one."""

    def __init__(
        self, at_once: int = AT_ONCE, whole_at_once: int = WHOLE_AT_ONCE, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._free, self._free_for_whole = Semaphore(at_once), Semaphore(whole_at_once)
        self._patience = patience
        self._mine = local()

    @contextmanager
    def acquired(self, whole: bool = False) -> Iterator[None]:
        """Waits for a turn, and gives it back at the end."""
        self._take([self._free_for_whole, self._free] if whole else [self._free])
        try:
            yield
        finally:
            self._give_back()

    @contextmanager
    def released(self) -> Iterator[None]:
        """For what waits for the disk: gives the turn of this thread back meanwhile. Without a turn nothing
        happens.
        """
        wanted = getattr(self._mine, "wanted", [])
        self._give_back()
        try:
            yield
        finally:
            self._take(wanted)

    def _take(self, wanted: list[Semaphore]) -> None:
        self._mine.wanted = wanted
        self._mine.held = [one for one in wanted if one.acquire(timeout=self._patience)]

    def _give_back(self) -> None:
        for one in getattr(self._mine, "held", []):
            one.release()
        self._mine.held = self._mine.wanted = []


run_limit = RunLimit()
