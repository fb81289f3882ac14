"""Attacks with time: a clock that jumps, an event that comes back, a copy made before anybody took part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.events import EventError, add_event, change_event, close_event
from data.folding import fold
from data.participation import taken_part
from data.pending import open_pending
from data.tallies import Cell
from data.tokens import new_token

ALMELO = Cell("municipality", "almelo")


def at(here, *day: int):
    return replace(here, today=date(*day))


def count(here, business, times: int, **options) -> None:
    for _ in range(times):
        fold(here.content, business(), new_token(), here=here, **options)


def almelo(here):
    with open_pending(here.places) as pending:
        return pending.load(ALMELO, "quick")


def test_a_copy_of_empty_blocks_does_not_know_the_noise_of_what_comes(here, business):
    thief = almelo(here)
    count(here, business, 1)
    block = almelo(here)
    assert block.id != thief.id and not (here.places.key_dir / f"{thief.id}.key").exists()
    moved = [(block.items[i].points - old.points, block.items[i].dont_know - old.dont_know) for i, old in thief.items.items()]
    # With the noise that the thief has, every difference is one answer. With fresh noise that happens to an item in 1 of 20 cases.
    assert len(moved) > 8 and not all(0 <= points <= 12 and 0 <= dont_know <= 1 for points, dont_know in moved)


def test_the_noise_of_a_block_with_responses_is_never_drawn_again(here, business):
    count(here, business, 1)
    with pytest.raises(ValueError, match="once"):
        almelo(here).anew()


def test_a_key_does_not_tell_when_its_block_was_opened(here, business):
    count(here, business, 15)  # the fifteenth opens the next block
    assert {path.stat().st_mtime for path in here.places.key_dir.glob("*.key")} == {0}


def test_a_clock_that_was_ahead_lets_nobody_count_twice(here, business):
    token, answers = new_token(), business()
    assert fold(here.content, answers, token, here=at(here, 2027, 2, 1)).counted
    assert not fold(here.content, answers, token, here=at(here, 2026, 11, 2)).counted


def test_a_clock_that_was_far_ahead_for_a_moment_forgets_nobody(here, business):
    token, answers = new_token(), business()
    fold(here.content, answers, token, here=at(here, 2026, 11, 2))
    count(at(here, 2038, 1, 19), business, 1)
    assert not fold(here.content, answers, token, here=at(here, 2026, 11, 3)).counted
    count(at(here, 2027, 10, 1), business, 1)  # four quarters on they do go
    assert fold(here.content, answers, token, here=at(here, 2027, 10, 2)).counted


def test_after_a_clock_that_was_ahead_quarters_end_again(here, business):
    count(at(here, 2099, 1, 1), business, 1)
    count(at(here, 2026, 12, 30), business, 14)
    count(at(here, 2027, 1, 1), business, 1)  # the sixteenth in a cell of 15: sealed by now, whatever the clock did
    assert taken_part("municipality", here.places)["almelo"]["quick"].published == 15
    count(at(here, 2027, 3, 31), business, 16)
    assert taken_part("municipality", here.places)["almelo"]["quick"].published == 30
    count(at(here, 2027, 1, 2), business, 3)
    with open_pending(here.places) as pending:
        assert pending.state("quarter") == "2027Q1"


def test_a_closed_event_does_not_come_back_through_a_page_that_was_still_open(here, business):
    stale = add_event(here, "", "Avond", here.today)
    close_event(here, stale)
    with pytest.raises(EventError, match="gesloten"):
        change_event(stale, here.places, until=date(2027, 1, 1))
    assert not fold(here.content, business(), new_token(), event=stale.id, here=here).in_event


def test_an_event_that_closes_while_it_is_changed_stays_closed(here, business, monkeypatch):
    event = add_event(here, "", "Avond", here.today)
    real = open_pending

    def closed_first(where):
        monkeypatch.setattr("data.events.open_pending", real)
        close_event(here, event)
        return real(where)

    monkeypatch.setattr("data.events.open_pending", closed_first)
    change_event(event, here.places, message="Bel ons")
    assert not fold(here.content, business(), new_token(), event=event.id, here=here).in_event
