"""Folding: once per token and part, into the right cells, sealed when full, nothing lost when something
breaks.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import data.aggregates.folding
from data.aggregates.archive import open_archive
from data.aggregates.folding import FoldResult, fold, prepare, repair, seal_block
from data.aggregates.keys import KeyGone
from data.aggregates.participation import taken_part
from data.aggregates.pending import open_pending
from data.aggregates.tallies import Cell
from data.figures.released import load_released
from data.organisers.events import add_event, close_event
from data.tokens import BadToken, new_token

ALMELO = Cell("municipality", "almelo")


def open_n(site, cell=ALMELO, part="quick"):
    with open_pending(site.folders) as pending:
        found = pending.cells().get((cell, part))
        return found.n if found else None


def count(site, business, times, **options):
    for _ in range(times):
        fold(site.content, business(), new_token(), site=site, **options)


def published_n(site, part="quick"):
    with open_archive(site.folders) as archive:
        return archive.n(ALMELO, part)


def test_a_full_scan_counts_both_parts_in_its_municipality_and_in_its_sector_and_size(site, business):
    result = fold(site.content, business(), new_token(), site=site)
    assert set(result.counted) == {"quick", "rest"} and result.already == () and not result.in_event
    with open_pending(site.folders) as pending:
        filled = {cell for (cell, _), there in pending.cells().items() if there.n}
    assert filled == {ALMELO, Cell("sector_size", "trade.micro")}


def test_the_same_token_counts_once(site, business):
    token, responses = new_token(), business()
    fold(site.content, responses, token, site=site)
    again = fold(site.content, responses.with_answer("mfa_email", "dont_know"), token, site=site)
    assert again.counted == () and set(again.already) == {"quick", "rest"}
    assert open_n(site) == 1


def test_going_on_from_the_quick_scan_adds_the_rest_only(site, business):
    token = new_token()
    assert fold(site.content, business(quick=True), token, quick=True, site=site).counted == ("quick",)
    went_on = fold(site.content, business(), token, site=site)
    assert went_on.counted == ("rest",) and went_on.already == ("quick",)


def test_a_part_that_another_site_counted_is_left_out(site, business):
    assert fold(
        site.content, business(), new_token(), site=site, counted_elsewhere=frozenset({"quick"})
    ).counted == ("rest",)


def test_a_rescan_counts_again_after_four_quarters_and_not_before(site, business):
    token, responses = new_token(), business()
    fold(site.content, responses, token, site=site)
    later = replace(site, today=date(2027, 9, 30))
    assert fold(site.content, responses, token, site=later).counted == ()
    a_year_on = replace(site, today=date(2027, 10, 1))
    assert set(fold(site.content, responses, token, site=a_year_on).counted) == {"quick", "rest"}


def test_receipts_go_when_their_period_is_over(site, business):
    fold(site.content, business(), new_token(), site=site)
    prepare(replace(site, today=date(2027, 10, 1)))
    with open_pending(site.folders) as pending:
        assert pending.db.execute("SELECT count(*) FROM receipts").fetchone()[0] == 0


def test_who_does_not_say_where_counts_under_prefer_not(site, business):
    fold(site.content, business().without("municipality"), new_token(), site=site)
    assert open_n(site, Cell("municipality", "prefer_not")) == 1


def test_without_a_sector_there_is_no_cell_of_sector_and_size(site, business):
    fold(site.content, business(sector="dont_know"), new_token(), site=site)
    with open_pending(site.folders) as pending:
        assert not any(there.n for (cell, _), there in pending.cells().items() if cell.cube == "sector_size")


def test_a_block_is_sealed_at_fifteen_and_the_next_one_begins(site, business):
    count(site, business, 14)
    assert (open_n(site), published_n(site)) == (14, 0)
    count(site, business, 1)
    assert (open_n(site), published_n(site)) == (0, 15)


def test_blocks_grow_with_what_is_published(site, business):
    with open_pending(site.folders) as pending, pending.transaction():
        block = site.new_block(ALMELO, "quick", published_n=1000)
    assert block.needed == 250
    assert site.new_block(Cell("event", "x"), "quick", 40).needed == 40


def test_at_the_first_fold_of_a_quarter_the_last_one_is_sealed_under_its_own_label(site, business):
    large = replace(site, today=date(2026, 11, 20))
    count(site, business, 15)
    with open_pending(site.folders) as pending, pending.transaction():
        block = pending.load(ALMELO, "quick")
        block.needed = 100
        pending.put(replace_id(block))
    count(large, business, 20)
    assert published_n(site) == 15
    count(replace(site, today=date(2027, 1, 4)), business, 1)
    assert published_n(site) == 35 and open_n(site) == 1
    assert set(load_released(site.folders).by_quarter) == {"2026Q4"}


def replace_id(block):
    block.id = "0" * 31 + "1"
    return block


def test_what_holds_less_than_k_at_the_end_of_a_quarter_counts_on(site, business):
    count(site, business, 14)
    count(replace(site, today=date(2027, 1, 4)), business, 1)
    assert published_n(site) == 15


def test_an_event_that_is_closed_takes_nothing_more_and_the_other_cells_do(site, business):
    event = add_event(site, "", "Avond", site.today)
    assert fold(site.content, business(), new_token(), event=event.id, site=site).in_event
    close_event(site, event)
    late = fold(site.content, business(), new_token(), event=event.id, site=site)
    assert not late.in_event and late.counted
    assert open_n(site) == 2


def test_an_event_takes_nothing_after_its_last_day_even_when_nobody_closed_it(site, business):
    event = add_event(site, "", "Avond", site.today)
    next_day = replace(site, today=date(2026, 11, 3))
    assert not fold(site.content, business(), new_token(), event=event.id, site=next_day).in_event
    assert not fold(site.content, business(), new_token(), event="never made", site=site).in_event


def test_an_event_under_k_is_destroyed_unread(site, business):
    event = add_event(site, "", "Avond", site.today)
    count(site, business, 9, event=event.id)
    keys = set(site.folders.key_dir.glob("*.key"))
    close_event(site, event)
    with open_archive(site.folders) as archive:
        assert archive.cube("event") == {}
    assert len(keys - set(site.folders.key_dir.glob("*.key"))) == 3
    assert open_n(site, event.cell) is None


def test_an_event_of_ten_is_sealed_at_ten_and_what_follows_when_it_closes(site, business):
    event = add_event(site, "", "Avond", site.today)
    count(site, business, 22, event=event.id)
    close_event(site, event)
    with open_archive(site.folders) as archive:
        assert archive.n(event.cell, "quick") == 20


def test_sealing_replaces_the_key_and_removes_the_old_one(site, business):
    with open_pending(site.folders) as pending:
        before = pending.cells()[ALMELO, "quick"].block
    count(site, business, 15)
    with open_pending(site.folders) as pending:
        after = pending.cells()[ALMELO, "quick"].block
        blocks = {there.block for there in pending.cells().values()}
    assert before != after and not (site.folders.key_dir / f"{before}.key").exists()
    assert {p.stem for p in site.folders.key_dir.glob("*.key")} == blocks


def test_a_new_key_is_on_disk_before_the_commit_and_the_old_one_until_after(site, monkeypatch):
    seen = []

    class Stop(Exception):
        pass

    with open_pending(site.folders) as pending:
        old = pending.cells()[ALMELO, "quick"].block
        fresh = site.new_block(ALMELO, "quick")
        with pytest.raises(Stop), pending.transaction():
            pending.put(fresh)
            seen += [(site.folders.key_dir / f"{b}.key").exists() for b in (old, fresh.id)]
            raise Stop
        assert seen == [True, True]
        assert not (site.folders.key_dir / f"{fresh.id}.key").exists()
        assert pending.load(ALMELO, "quick").id == old


def test_a_crash_between_sealing_and_publishing_loses_nothing_and_counts_nothing_twice(
    site, business, monkeypatch
):
    count(site, business, 14)
    token, responses = new_token(), business()
    with monkeypatch.context() as broken:
        broken.setattr(
            data.aggregates.folding, "publish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            fold(site.content, responses, token, site=site)
    assert published_n(site) == 0
    assert fold(site.content, responses, token, site=site).counted == ()
    prepare(site)
    assert published_n(site) == 15 and published_n(site, "rest") == 15


def test_a_crash_halfway_publishing_counts_the_block_once(site, business, monkeypatch):
    count(site, business, 14)
    with monkeypatch.context() as broken:
        broken.setattr(
            "data.aggregates.pending.Pending.sent", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            count(site, business, 1)
    assert published_n(site) == 15  # published, and still in the outbox
    prepare(site)
    count(site, business, 15)
    assert published_n(site) == 30


def test_stray_keys_of_a_crash_are_cleared_up(site):
    stray = site.folders.key_dir / ("a" * 32 + ".key")
    stray.write_bytes(b"x" * 32)
    (site.folders.key_dir / "site.key").write_bytes(b"y" * 32)
    prepare(site)
    assert not stray.exists() and (site.folders.key_dir / "site.key").exists()


def test_a_lost_key_stops_counting_until_somebody_repairs_it(site, business):
    count(site, business, 3)
    with open_pending(site.folders) as pending:
        (site.folders.key_dir / f"{pending.cells()[ALMELO, 'quick'].block}.key").unlink()
    with pytest.raises(KeyGone):
        count(site, business, 1)
    assert open_n(site, part="rest") == 3  # nothing of the failed fold was kept
    assert repair(site) == {(ALMELO, "quick"): 3}
    count(site, business, 1)
    assert (open_n(site), open_n(site, part="rest")) == (1, 4)


def test_a_box_of_one_cell_cannot_be_put_in_another(site, business):
    count(site, business, 1)
    with open_pending(site.folders) as pending:
        box, block = pending.db.execute(
            "SELECT box, block FROM cells WHERE cell = 'almelo' AND part = 'quick'"
        ).fetchone()
        pending.db.execute(
            "UPDATE cells SET box = ?, block = ? WHERE cell = 'borne' AND part = 'quick'", (box, block)
        )
        with pytest.raises(KeyGone):
            pending.load(Cell("municipality", "borne"), "quick")


def test_what_is_no_token_is_refused(site, business):
    for bad in ("", "short", "x" * 200, "spaces are not allowed here!"):
        with pytest.raises(BadToken):
            fold(site.content, business(), bad, site=site)
    assert open_n(site) == 0


def test_an_item_that_came_later_waits_for_the_next_block(site, business):
    count(site, business, 2)
    with open_pending(site.folders) as pending, pending.transaction():
        block = pending.load(ALMELO, "quick")
        del block.items["mfa_email"]
        block.items["old_systems"].scale = 0  # noise that has become too small for what the item needs now
        pending.save(block)
    count(site, business, 13)
    released = load_released(site.folders).municipality("almelo")
    assert (
        released.n["quick"] == 15
        and "mfa_email" not in released.items
        and "old_systems" not in released.items
    )
    assert released.items["password_manager"].n == 15
    count(site, business, 15)
    assert load_released(site.folders).municipality("almelo").items["mfa_email"].n == 15


def test_an_empty_block_follows_the_content_and_a_filled_one_stays(site, business):
    count(site, business, 1)
    with open_pending(site.folders) as pending:
        before = {key: there.block for key, there in pending.cells().items()}
    stronger = site.privacy.model_copy(update={"points_epsilon": site.privacy.dont_know_epsilon})
    prepare(replace(site, privacy=stronger))
    with open_pending(site.folders) as pending:
        after = {key: there.block for key, there in pending.cells().items()}
    kept = {key for key in before if before[key] == after[key]}
    assert {cell for cell, _ in kept} == {
        ALMELO,
        Cell("sector_size", "trade.micro"),
        Cell("drop_off", "region"),
    }


def test_live_numbers_say_who_took_part_and_what_is_waited_for(site, business):
    count(site, business, 17)
    almelo = taken_part("municipality", site.folders)["almelo"]["quick"]
    assert (almelo.all, almelo.published, almelo.waiting, almelo.until_next_block) == (17, 15, 2, 13)


def test_a_result_says_nothing_when_nothing_was_complete(site, business):
    assert (
        fold(
            site.content, business().without("mfa_email").without("password_manager"), new_token(), site=site
        )
        == FoldResult()
    )


def test_a_block_that_is_too_small_cannot_be_sealed(site):
    with open_pending(site.folders) as pending, pytest.raises(ValueError), pending.transaction():
        seal_block(pending, site.new_block(ALMELO, "quick"), site, "2026Q4")
