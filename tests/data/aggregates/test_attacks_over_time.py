"""Attacks with time: a clock that jumps, an event that comes back, a copy made before anybody took part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.aggregates.folding import fold
from data.aggregates.participation import taken_part
from data.aggregates.pending import open_pending
from data.aggregates.tallies import contributions
from data.figures.released import load_event_cell
from data.organisers.events import EventError, add_event, change_event, close_event
from data.tokens import new_token


def at(site, *day: int):
    return replace(site, today=date(*day))


def count(site, business, times: int, **options) -> None:
    for _ in range(times):
        fold(site.content, business(), new_token(), site=site, **options)


def opened(site, event):
    with open_pending(site.folders) as pending:
        return pending.load(event.cell, "quick")


def test_a_copy_of_empty_blocks_does_not_know_the_noise_of_what_comes(site, business):
    event = add_event(site, "", "Avond", site.today)
    thief = opened(site, event)
    count(site, business, 1, event=event.id)
    block = opened(site, event)
    assert block.id != thief.id and not (site.folders.key_dir / f"{thief.id}.key").exists()
    moved = [
        (block.items[i].points - old.points, block.items[i].dont_know - old.dont_know)
        for i, old in thief.items.items()
    ]
    # With the noise that the thief has, every difference is one answer. With fresh noise that happens to an
    # item in 1 of 20 cases.
    assert len(moved) > 8 and not all(
        0 <= points <= 12 and 0 <= dont_know <= 1 for points, dont_know in moved
    )


def test_the_noise_of_a_block_with_responses_is_never_drawn_again(site, business):
    event = add_event(site, "", "Avond", site.today)
    count(site, business, 1, event=event.id)
    with pytest.raises(ValueError, match="once"):
        opened(site, event).anew()


def test_a_copy_of_a_half_full_block_beside_the_release_gives_nobody_exactly(site, business):
    """Nineteen of twenty in a copy, and the twenty published: subtracted there is still half of the noise."""
    event = add_event(site, "", "Avond", site.today)
    count(site, business, 19, event=event.id)
    thief, last = opened(site, event), business()
    fold(site.content, last, new_token(), event=event.id, site=site)
    published = load_event_cell(event.id, site.folders).items
    given = contributions(site.questionnaire, last, site.content.score(last))["quick"]
    right = [published[i].points.value - thief.items[i].points == c.points for i, c in given.items()]
    # Noise of this width is 0 in 1 of 60 cases, or 120 for the items of a pair.
    assert len(right) > 8 and sum(right) <= 3
    assert all(
        t.points.scales.keys() == {f"~{24 * site.plan(event.cell)[i].scale}"}
        for i, t in published.items()
        if i in given
    )


def test_a_block_that_had_all_its_noise_at_the_start_gives_the_last_one_exactly(site, business, monkeypatch):
    monkeypatch.setattr(
        "data.aggregates.blocks.OpenBlock.finished",
        lambda block, k: {i: t for i, t in block.items.items() if t.n >= k},
    )
    event = add_event(site, "", "Avond", site.today)
    count(site, business, 19, event=event.id)
    thief, last = opened(site, event), business()
    fold(site.content, last, new_token(), event=event.id, site=site)
    published = load_event_cell(event.id, site.folders).items
    given = contributions(site.questionnaire, last, site.content.score(last))["quick"]
    assert all(published[i].points.value - thief.items[i].points == c.points for i, c in given.items())


def test_a_key_does_not_tell_when_its_block_was_opened(site, business):
    event = add_event(site, "", "Avond", site.today)
    count(site, business, 10, event=event.id)  # the tenth opens the next block
    assert {path.stat().st_mtime for path in site.folders.key_dir.glob("*.key")} == {0}


def test_a_clock_that_was_ahead_lets_nobody_count_twice(site, business):
    token, answers = new_token(), business()
    assert fold(site.content, answers, token, site=at(site, 2027, 2, 1)).counted
    assert not fold(site.content, answers, token, site=at(site, 2026, 11, 2)).counted


def test_a_clock_that_was_far_ahead_for_a_moment_forgets_nobody(site, business):
    token, answers = new_token(), business()
    fold(site.content, answers, token, site=at(site, 2026, 11, 2))
    count(at(site, 2038, 1, 19), business, 1)
    assert not fold(site.content, answers, token, site=at(site, 2026, 11, 3)).counted
    count(at(site, 2027, 10, 1), business, 1)  # four quarters on they do go
    assert fold(site.content, answers, token, site=at(site, 2027, 10, 2)).counted


def test_after_a_clock_that_was_ahead_quarters_end_again(site, business):
    count(at(site, 2099, 1, 1), business, 1)
    count(at(site, 2026, 12, 30), business, 7)
    count(at(site, 2027, 1, 1), business, 1)
    assert taken_part("municipality", site.folders)["almelo"]["quick"].published == 8
    count(at(site, 2027, 3, 31), business, 12)
    assert taken_part("municipality", site.folders)["almelo"]["quick"].published == 18
    count(at(site, 2027, 1, 2), business, 3)
    with open_pending(site.folders) as pending:
        assert pending.state("quarter") == "2027Q1"


def test_a_closed_event_does_not_come_back_through_a_page_that_was_still_open(site, business):
    stale = add_event(site, "", "Avond", site.today)
    close_event(site, stale)
    with pytest.raises(EventError, match="gesloten"):
        change_event(stale, site.folders, until=date(2027, 1, 1))
    assert not fold(site.content, business(), new_token(), event=stale.id, site=site).in_event


def test_an_event_that_closes_while_it_is_changed_stays_closed(site, business, monkeypatch):
    event = add_event(site, "", "Avond", site.today)
    real = open_pending

    def closed_first(where):
        monkeypatch.setattr("data.organisers.events.open_pending", real)
        close_event(site, event)
        return real(where)

    monkeypatch.setattr("data.organisers.events.open_pending", closed_first)
    change_event(event, site.folders, message="Bel ons")
    assert not fold(site.content, business(), new_token(), event=event.id, site=site).in_event
