"""Drop-off: one noisy count per item for the whole region, readable from a hundred walks on."""

from __future__ import annotations

import pytest

import data.aggregates.tallies
from data.aggregates.pending import open_pending
from data.aggregates.tallies import DROP_OFF, routing_pairs
from data.aggregates.unfinished import REST_SECONDS, UnfinishedWalks
from data.figures.drop_off import dropped_off, furthest_item, record_drop_off
from data.tokens import new_token
from questionnaire.walk import path


def test_nothing_can_be_read_until_a_hundred_walks_ended(site):
    for _ in range(99):
        record_drop_off(site, new_token(), "password_manager")
    assert (dropped_off(site).n, dropped_off(site).waiting, dropped_off(site).items) == (0, 99, {})
    record_drop_off(site, new_token(), "password_manager")
    found = dropped_off(site)
    assert (found.n, found.waiting) == (100, 0)
    assert set(found.items) == set(site.questionnaire.items) - {
        target for _, target in routing_pairs(site.questionnaire)
    }


def test_a_token_counts_once_however_often_it_stops(site):
    token = new_token()
    assert record_drop_off(site, token, "password_manager") and not record_drop_off(site, token, "mfa_email")
    assert dropped_off(site).waiting == 1


def test_where_people_stop_shows_once_there_are_many(site):
    """The counts are folded straight into the block; the walk through the database is tested above."""
    from data.aggregates.blocks import open_block
    from data.aggregates.published import published
    from data.aggregates.sealing import seal
    from data.aggregates.tallies import Contribution

    plan = site.plan(DROP_OFF)
    block = open_block(DROP_OFF, "rest", plan, site.privacy)
    for k in range(3000):
        stopped = "password_manager" if k % 4 else "mfa_email"
        block.add({i: Contribution(12 * (i == stopped), 0, 1) for i in plan}, plan, "1.0")
    cell = published(seal(block, site.privacy, "2026Q4"))
    assert cell.items["password_manager"].points.value / 12 == pytest.approx(2250, abs=120)
    assert cell.items["mfa_apps"].points.value / 12 == pytest.approx(0, abs=120)


def test_the_noise_covers_stopping_at_one_item_instead_of_another(site):
    block = site.new_block(DROP_OFF, "rest")
    # Two sums move by twelve twelfths each.
    assert 2 * 12 / block.scales.points == pytest.approx(0.3)


def test_an_item_that_does_not_exist_is_our_mistake(site):
    with pytest.raises(KeyError):
        record_drop_off(site, new_token(), "nonsense")
    with pytest.raises(KeyError):  # whoever stops here answered the question before it otherwise than "never"
        record_drop_off(site, new_token(), "backup_restore_test")
    with open_pending(site.folders) as pending:
        assert pending.cells()[DROP_OFF, "rest"].n == 0


def _answers_that_move_the_place(site, business) -> set[str]:
    """Items of which another answer, all else alike, makes a walk count as stopped elsewhere."""
    questionnaire, moved = site.questionnaire, set()
    for walk in (
        business(servers="own_server", backup_frequency="weekly"),
        business(servers="both", backup_frequency="never"),
        business(company_size="zzp", servers="cloud_only"),
    ):
        order = list(path(questionnaire, walk))
        for reached in range(len(questionnaire.profile_ids), len(order)):
            stopped = walk.only([item.id for item in order[: reached + 1]])
            place = furthest_item(questionnaire, stopped, path(questionnaire, stopped))
            for item in order[: reached + 1]:
                for option in (
                    item.options_by_id
                    if item.id not in questionnaire.profile_ids and item.kind == "single"
                    else ()
                ):
                    other = stopped.with_answer(item.id, option)
                    if furthest_item(questionnaire, other, path(questionnaire, other)) != place:
                        moved.add(item.id)
    return moved


def test_no_single_answer_moves_the_place_where_a_walk_stopped(site, business):
    assert _answers_that_move_the_place(site, business) == set()


def test_the_place_of_an_item_that_an_answer_skips_would_tell_that_answer(site, business, monkeypatch):
    monkeypatch.setattr(data.aggregates.tallies, "routing_pairs", lambda questionnaire: [])
    monkeypatch.setitem(
        site.questionnaire.__dict__, "_remembered", None
    )  # what was worked out without the fault
    assert _answers_that_move_the_place(site, business) == {"backup_frequency", "cloud_copy"}


class _Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_walk_that_rests_counts_as_stopped_once_and_a_finished_one_does_not():
    counted, clock = [], _Clock()
    walks = UnfinishedWalks(lambda token, item: counted.append((token, item)), clock)
    walks.answered("left", "password_manager")
    walks.answered("left", "mfa_apps")
    walks.answered("finished", "stand_in")
    walks.ended("finished")
    clock.now = REST_SECONDS + 60
    walks.answered("busy", "password_manager")
    assert counted == [("left", "mfa_apps")]
    clock.now += 120
    walks.answered("busy", "mfa_apps")
    assert len(counted) == 1


def test_many_that_stopped_are_counted_bit_by_bit():
    counted, clock = [], _Clock()
    walks = UnfinishedWalks(lambda token, item: counted.append(token), clock)
    for k in range(50):
        walks.answered(str(k), "password_manager")
    for sweep in range(1, 4):
        clock.now = REST_SECONDS + 61 * sweep
        walks.answered("busy", "password_manager")
        assert len(counted) == min(50, 20 * sweep)
    assert len(set(counted)) == 50
