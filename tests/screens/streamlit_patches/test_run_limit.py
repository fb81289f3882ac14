"""A few runs compute at a time, the rest wait their turn; nobody waits for one that waits for the disk, or
hangs.
"""

from __future__ import annotations

import threading
import time

from screens.streamlit_patches.run_limit import RunLimit
from tests.patience import PATIENCE_SECONDS as PATIENCE


def test_only_so_many_have_a_turn_at_the_same_time() -> None:
    turns, lock, together = RunLimit(at_once=3), threading.Lock(), threading.Barrier(3)
    now, most = 0, 0

    def run() -> None:
        nonlocal now, most
        with turns.acquired():
            with lock:
                now += 1
                most = max(most, now)
            together.wait(PATIENCE)
            with lock:
                now -= 1

    threads = [threading.Thread(target=run) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert (now, most) == (0, 3)


def test_who_waits_for_the_disk_lets_others_compute_and_goes_on_after_them() -> None:
    turns = RunLimit(at_once=1)
    at_the_disk, written, told = threading.Event(), threading.Event(), []

    def saves() -> None:
        with turns.acquired():
            with turns.released():
                at_the_disk.set()
                written.wait(PATIENCE)
            told.append("saved")

    def computes() -> None:
        at_the_disk.wait(PATIENCE)
        with turns.acquired():
            told.append("computed")
        written.set()

    threads = [threading.Thread(target=act) for act in (saves, computes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert told == ["computed", "saved"]


def test_a_run_that_hangs_does_not_stop_the_others_for_good() -> None:
    turns = RunLimit(at_once=1, patience=0.02)
    began, over = threading.Event(), threading.Event()

    def hangs() -> None:
        with turns.acquired():
            began.set()
            over.wait(PATIENCE)

    thread = threading.Thread(target=hangs)
    thread.start()
    began.wait(PATIENCE)
    with turns.acquired():
        pass  # without a turn, after its patience
    over.set()
    thread.join(PATIENCE)
    with turns.acquired(), turns.released():
        pass
    assert turns._free.acquire(blocking=False) and not turns._free.acquire(blocking=False), (
        "as many turns as at the start"
    )


def test_outside_of_a_run_there_is_no_turn_to_leave() -> None:
    turns = RunLimit(at_once=1)
    with turns.released():
        assert turns._free.acquire(blocking=False)
        turns._free.release()
    assert turns._free._value == 1


def test_whole_screens_wait_for_one_another_and_never_hold_up_an_answer() -> None:
    turns = RunLimit(at_once=3, whole_at_once=1)
    answered, told = threading.Event(), []

    def draws() -> None:
        with turns.acquired(whole=True):
            told.append("a whole screen")
            answered.wait(PATIENCE)

    screens = [threading.Thread(target=draws) for _ in range(4)]
    for thread in screens:
        thread.start()
    while not told:
        time.sleep(0.001)
    for _ in range(2):
        with turns.acquired():
            told.append("an answer")
    answered.set()
    for thread in screens:
        thread.join(PATIENCE)
    assert told == ["a whole screen", "an answer", "an answer", *["a whole screen"] * 3]
    assert (turns._free._value, turns._free_for_whole._value) == (3, 1)
