"""Counting at two servers: everybody once, an event at both, and a server that breaks off leaves nothing in doubt."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from data.aggregates import folding
from data.aggregates.archive import open_archive
from data.aggregates.folding import fold, prepare
from data.aggregates.participation import taken_part
from data.aggregates.pending import Pending, open_pending
from data.aggregates.shared_counting import NotSettled, settle, tell_waiting
from data.organisers.events import add_event, change_event, close_event, event, follow_events
from data.storage import StorageTrouble
from data.tokens import new_token
from tests.data.conftest import TODAY


@pytest.fixture
def both(site, other_site):
    prepare(other_site)
    return site, other_site


def in_open_blocks(site, cube="municipality", part="quick"):
    with open_pending(site.folders) as pending:
        return sum(there.n for (cell, p), there in pending.cells().items() if cell.cube == cube and p == part)


def test_who_was_counted_at_one_server_is_not_counted_at_the_other(both, content, business):
    one, other = both
    token, given = new_token(), business()
    assert fold(content, given, token, site=one).counted == ("quick", "rest")
    again = fold(content, given, token, site=other)
    assert again.counted == () and again.already == ("quick", "rest")
    assert in_open_blocks(one) == 1 and in_open_blocks(other) == 0


def test_thirty_who_finish_at_both_servers_at_once_count_once_each(both, content, business):
    tokens, given = [new_token() for _ in range(15)], business()
    with ThreadPoolExecutor(8) as pool:

        def count(number):
            try:
                return len(fold(content, given, tokens[number // 2], site=both[number % 2]).counted)
            except NotSettled:  # the other server is at it this very moment
                return 0

        assert sum(pool.map(count, range(30))) == 2 * len(tokens)
    assert sum(in_open_blocks(at) for at in both) == len(tokens)


@pytest.mark.parametrize("went_in", [True, False])
def test_a_server_that_broke_off_knows_afterwards_whether_it_counted(
    both, content, business, monkeypatch, went_in
):
    """Power cut before the block is written, or after it and before the receipt is sure."""
    one, other = both
    token, given = new_token(), business()

    class PowerCut(BaseException):
        pass

    def cut(*_):
        raise PowerCut

    left = []
    with monkeypatch.context() as broken:
        if went_in:
            real = folding.claimed

            class Dies:
                def __init__(self, *args):
                    self.real = real(*args)

                def __enter__(self):
                    return self.real.__enter__()

                def __exit__(self, *_):
                    left.append(self.real)  # what stands open when the power goes is never closed
                    raise PowerCut

            broken.setattr(folding, "claimed", Dies)
        else:
            broken.setattr(Pending, "keep_receipt", cut)
            broken.setattr("data.aggregates.shared_counting._let_go", cut)
        with pytest.raises(PowerCut):
            fold(content, given, token, site=one)
    with pytest.raises(NotSettled):
        fold(content, given, token, site=other)
    assert settle(one.folders) == 2 if went_in else settle(one.folders) > 0
    assert fold(content, given, token, site=other).counted == (() if went_in else ("quick", "rest"))
    assert in_open_blocks(one) + in_open_blocks(other) == 1
    for each in left:
        each.gen.close()


def test_trouble_with_the_open_blocks_leaves_nobody_claimed(both, content, business, monkeypatch):
    one, other = both
    token, given = new_token(), business()

    def full(*_):
        raise StorageTrouble("disk is full")

    with monkeypatch.context() as broken, pytest.raises(StorageTrouble):
        broken.setattr(Pending, "keep_receipt", full)
        fold(content, given, token, site=one)
    assert fold(content, given, token, site=other).counted == ("quick", "rest")


def test_an_event_made_at_one_server_counts_and_closes_at_both(both, content, business):
    one, other = both
    made = add_event(one, "owner", "Avond", TODAY)
    follow_events(other, made.id)
    for at in both:
        for _ in range(12):
            done = fold(content, business(quick=True), new_token(), quick=True, event=made.id, site=at)
            assert done.in_event
        tell_waiting(at.folders)
    assert [taken_part("event", at.folders)[made.id]["quick"].all for at in both] == [24, 24]
    closed = close_event(one, made)
    assert closed.finished == 24
    follow_events(other)
    with open_pending(other.folders) as pending:
        assert not [cell for cell, _ in pending.cells() if cell.cube == "event"]
    with open_archive(one.folders) as archive:
        assert archive.counts("event")[made.cell, "quick"] == 24
    late = fold(content, business(quick=True), new_token(), quick=True, event=made.id, site=other)
    assert late.counted and not late.in_event


def test_an_event_that_lasts_longer_lasts_longer_everywhere(both, content, business):
    one, other = both
    made = add_event(one, "owner", "Avond", TODAY)
    follow_events(other)
    tomorrow = TODAY.replace(day=TODAY.day + 1)
    change_event(made, one.folders, TODAY, until=tomorrow)
    later = replace(other, today=tomorrow)
    follow_events(later, made.id)
    assert event(made.id, other.folders).until == tomorrow
    assert fold(content, business(quick=True), new_token(), quick=True, event=made.id, site=later).in_event
