"""Writes of many people in one transaction. Whoever comes while another writes waits, and goes along with the
next one.

A synced transaction takes 5 to 25 ms whatever is in it, so one at a time a room of 500 would wait for the
disk.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Row = TypeVar("Row")


class _Waiting(Generic[Row]):
    def __init__(self, row: Row) -> None:
        self.row = row
        self.done = False
        self.trouble: BaseException | None = None


class GroupCommit(Generic[Row]):
    """`keep` writes a list of rows in one transaction; `write` returns when the row is in one that was kept."""

    def __init__(self, keep: Callable[[list[Row]], None]) -> None:
        self._keep = keep
        self._waiting: list[_Waiting[Row]] = []
        self._door, self._turn = Lock(), Lock()

    def write(self, row: Row) -> None:
        """Keeps the row. Raises whatever `keep` raised for the rows that went together.

        Trouble with the disk is told to who waited behind it as well: a lock that held up one for as long as anybody
        should wait, would hold up each of them in turn.
        """
        mine = _Waiting(row)
        with self._door:
            self._waiting.append(mine)
        with self._turn:
            if not mine.done:
                with self._door:
                    going, self._waiting = self._waiting, []
                try:
                    self._keep([each.row for each in going])
                except BaseException as trouble:
                    if isinstance(trouble, OSError):
                        with self._door:
                            going, self._waiting = going + self._waiting, []
                    for each in going:
                        each.trouble = trouble
                for each in going:
                    each.done = True
        if mine.trouble is not None:
            raise mine.trouble
