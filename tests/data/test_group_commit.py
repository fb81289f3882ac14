"""What many people save at the same moment costs one synced transaction, and nobody is told "saved" before it
is.
"""

from __future__ import annotations

from threading import Event, Thread

import pytest

from data.safekeeping.group_commit import GroupCommit


def test_who_comes_while_another_writes_goes_along_with_the_next() -> None:
    kept: list[list[int]] = []
    first_is_writing, go_on = Event(), Event()

    def keep(rows: list[int]) -> None:
        first_is_writing.set()
        go_on.wait(5)
        kept.append(rows)

    together = GroupCommit(keep)
    threads = [Thread(target=together.write, args=(0,))]
    threads[0].start()
    first_is_writing.wait(5)
    for number in range(1, 30):
        threads.append(Thread(target=together.write, args=(number,)))
        threads[-1].start()
    while len(together._waiting) < 29:
        pass
    go_on.set()
    for thread in threads:
        thread.join(5)
    assert kept[0] == [0] and sorted(kept[1]) == list(range(1, 30)) and len(kept) == 2


def test_nothing_is_lost_or_written_twice_when_hundreds_write() -> None:
    kept: list[int] = []
    together = GroupCommit(kept.extend)
    threads = [
        Thread(target=lambda n=n: [together.write(n * 100 + i) for i in range(100)]) for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept) == list(range(2000))


def test_trouble_reaches_everybody_whose_row_went_along_and_nobody_else() -> None:
    def keep(rows: list[int]) -> None:
        if 13 in rows:
            raise OSError("disk full")

    together = GroupCommit(keep)
    together.write(1)
    with pytest.raises(OSError, match="disk full"):
        together.write(13)
    together.write(2)


def test_who_waits_behind_a_disk_that_refuses_is_told_at_once_and_not_each_after_a_wait_of_their_own() -> (
    None
):
    tried, refuse, told = [], Event(), []
    first_is_writing = Event()

    def keep(rows: list[int]) -> None:
        tried.append(rows)
        first_is_writing.set()
        refuse.wait(5)
        raise OSError("database is locked")

    together = GroupCommit(keep)

    def write(number: int) -> None:
        with pytest.raises(OSError, match="locked"):
            together.write(number)
        told.append(number)

    threads = [Thread(target=write, args=(0,))]
    threads[0].start()
    first_is_writing.wait(5)
    for number in range(1, 20):
        threads.append(Thread(target=write, args=(number,)))
        threads[-1].start()
    while len(together._waiting) < 19:
        pass
    refuse.set()
    for thread in threads:
        thread.join(5)
    assert sorted(told) == list(range(20)) and tried == [[0]], "one wait for all of them"
