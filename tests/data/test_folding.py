"""Folding: once per token and part, into the right cells, sealed when full, nothing lost when something breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import data.folding
from data.archive import open_archive
from data.events import add_event, close_event
from data.folding import FoldResult, fold, prepare, repair, seal_block
from data.keys import KeyGone
from data.participation import taken_part
from data.pending import open_pending
from data.released import load_released
from data.tallies import Cell
from data.tokens import BadToken, new_token

ALMELO = Cell("municipality", "almelo")


def open_n(here, cell=ALMELO, part="quick"):
    with open_pending(here.places) as pending:
        found = pending.cells().get((cell, part))
        return found.n if found else None


def count(here, business, times, **options):
    for _ in range(times):
        fold(here.content, business(), new_token(), here=here, **options)


def published_n(here, part="quick"):
    with open_archive(here.places) as archive:
        return archive.n(ALMELO, part)


def test_a_full_scan_counts_both_parts_in_its_municipality_and_in_its_sector_and_size(here, business):
    result = fold(here.content, business(), new_token(), here=here)
    assert set(result.counted) == {"quick", "rest"} and result.already == () and not result.in_event
    with open_pending(here.places) as pending:
        filled = {cell for (cell, _), there in pending.cells().items() if there.n}
    assert filled == {ALMELO, Cell("sector_size", "trade.micro")}


def test_the_same_token_counts_once(here, business):
    token, responses = new_token(), business()
    fold(here.content, responses, token, here=here)
    again = fold(here.content, responses.with_answer("mfa_email", "dont_know"), token, here=here)
    assert again.counted == () and set(again.already) == {"quick", "rest"}
    assert open_n(here) == 1


def test_going_on_from_the_quick_scan_adds_the_rest_only(here, business):
    token = new_token()
    assert fold(here.content, business(quick=True), token, quick=True, here=here).counted == ("quick",)
    went_on = fold(here.content, business(), token, here=here)
    assert went_on.counted == ("rest",) and went_on.already == ("quick",)


def test_a_part_that_another_site_counted_is_left_out(here, business):
    assert fold(here.content, business(), new_token(), here=here, counted_elsewhere=frozenset({"quick"})).counted == ("rest",)


def test_a_rescan_counts_again_after_four_quarters_and_not_before(here, business):
    token, responses = new_token(), business()
    fold(here.content, responses, token, here=here)
    later = replace(here, today=date(2027, 9, 30))
    assert fold(here.content, responses, token, here=later).counted == ()
    a_year_on = replace(here, today=date(2027, 10, 1))
    assert set(fold(here.content, responses, token, here=a_year_on).counted) == {"quick", "rest"}


def test_receipts_go_when_their_period_is_over(here, business):
    fold(here.content, business(), new_token(), here=here)
    prepare(replace(here, today=date(2027, 10, 1)))
    with open_pending(here.places) as pending:
        assert pending.db.execute("SELECT count(*) FROM receipts").fetchone()[0] == 0


def test_who_does_not_say_where_counts_under_prefer_not(here, business):
    fold(here.content, business().without("municipality"), new_token(), here=here)
    assert open_n(here, Cell("municipality", "prefer_not")) == 1


def test_without_a_sector_there_is_no_cell_of_sector_and_size(here, business):
    fold(here.content, business(sector="dont_know"), new_token(), here=here)
    with open_pending(here.places) as pending:
        assert not any(there.n for (cell, _), there in pending.cells().items() if cell.cube == "sector_size")


def test_a_block_is_sealed_at_fifteen_and_the_next_one_begins(here, business):
    count(here, business, 14)
    assert (open_n(here), published_n(here)) == (14, 0)
    count(here, business, 1)
    assert (open_n(here), published_n(here)) == (0, 15)


def test_blocks_grow_with_what_is_published(here, business):
    with open_pending(here.places) as pending, pending.transaction():
        block = here.new_block(ALMELO, "quick", published_n=1000)
    assert block.needed == 250
    assert here.new_block(Cell("event", "x"), "quick", 40).needed == 40


def test_at_the_first_fold_of_a_quarter_the_last_one_is_sealed_under_its_own_label(here, business):
    large = replace(here, today=date(2026, 11, 20))
    count(here, business, 15)
    with open_pending(here.places) as pending, pending.transaction():
        block = pending.load(ALMELO, "quick")
        block.needed = 100
        pending.put(replace_id(block))
    count(large, business, 20)
    assert published_n(here) == 15
    count(replace(here, today=date(2027, 1, 4)), business, 1)
    assert published_n(here) == 35 and open_n(here) == 1
    assert set(load_released(here.places).by_quarter) == {"2026Q4"}


def replace_id(block):
    block.id = "0" * 31 + "1"
    return block


def test_what_holds_less_than_k_at_the_end_of_a_quarter_counts_on(here, business):
    count(here, business, 14)
    count(replace(here, today=date(2027, 1, 4)), business, 1)
    assert published_n(here) == 15


def test_an_event_that_is_closed_takes_nothing_more_and_the_other_cells_do(here, business):
    event = add_event(here, "", "Avond", here.today)
    assert fold(here.content, business(), new_token(), event=event.id, here=here).in_event
    close_event(here, event)
    late = fold(here.content, business(), new_token(), event=event.id, here=here)
    assert not late.in_event and late.counted
    assert open_n(here) == 2


def test_an_event_takes_nothing_after_its_last_day_even_when_nobody_closed_it(here, business):
    event = add_event(here, "", "Avond", here.today)
    next_day = replace(here, today=date(2026, 11, 3))
    assert not fold(here.content, business(), new_token(), event=event.id, here=next_day).in_event
    assert not fold(here.content, business(), new_token(), event="never made", here=here).in_event


def test_an_event_under_k_is_destroyed_unread(here, business):
    event = add_event(here, "", "Avond", here.today)
    count(here, business, 9, event=event.id)
    keys = set(here.places.key_dir.glob("*.key"))
    close_event(here, event)
    with open_archive(here.places) as archive:
        assert archive.cube("event") == {}
    assert len(keys - set(here.places.key_dir.glob("*.key"))) == 2
    assert open_n(here, event.cell) is None


def test_an_event_of_ten_is_sealed_at_ten_and_what_follows_when_it_closes(here, business):
    event = add_event(here, "", "Avond", here.today)
    count(here, business, 22, event=event.id)
    close_event(here, event)
    with open_archive(here.places) as archive:
        assert archive.n(event.cell, "quick") == 20


def test_sealing_replaces_the_key_and_removes_the_old_one(here, business):
    with open_pending(here.places) as pending:
        before = pending.cells()[ALMELO, "quick"].block
    count(here, business, 15)
    with open_pending(here.places) as pending:
        after = pending.cells()[ALMELO, "quick"].block
        blocks = {there.block for there in pending.cells().values()}
    assert before != after and not (here.places.key_dir / f"{before}.key").exists()
    assert {p.stem for p in here.places.key_dir.glob("*.key")} == blocks


def test_a_new_key_is_on_disk_before_the_commit_and_the_old_one_until_after(here, monkeypatch):
    seen = []

    class Stop(Exception):
        pass

    with open_pending(here.places) as pending:
        old = pending.cells()[ALMELO, "quick"].block
        fresh = here.new_block(ALMELO, "quick")
        with pytest.raises(Stop), pending.transaction():
            pending.put(fresh)
            seen += [(here.places.key_dir / f"{b}.key").exists() for b in (old, fresh.id)]
            raise Stop
        assert seen == [True, True]
        assert not (here.places.key_dir / f"{fresh.id}.key").exists()
        assert pending.load(ALMELO, "quick").id == old


def test_a_crash_between_sealing_and_publishing_loses_nothing_and_counts_nothing_twice(here, business, monkeypatch):
    count(here, business, 14)
    token, responses = new_token(), business()
    with monkeypatch.context() as broken:
        broken.setattr(data.folding, "publish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            fold(here.content, responses, token, here=here)
    assert published_n(here) == 0
    assert fold(here.content, responses, token, here=here).counted == ()
    prepare(here)
    assert published_n(here) == 15 and published_n(here, "rest") == 15


def test_a_crash_halfway_publishing_counts_the_block_once(here, business, monkeypatch):
    count(here, business, 14)
    with monkeypatch.context() as broken:
        broken.setattr("data.pending.Pending.sent", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            count(here, business, 1)
    assert published_n(here) == 15  # published, and still in the outbox
    prepare(here)
    count(here, business, 15)
    assert published_n(here) == 30


def test_stray_keys_of_a_crash_are_cleared_up(here):
    stray = here.places.key_dir / ("a" * 32 + ".key")
    stray.write_bytes(b"x" * 32)
    (here.places.key_dir / "site.key").write_bytes(b"y" * 32)
    prepare(here)
    assert not stray.exists() and (here.places.key_dir / "site.key").exists()


def test_a_lost_key_stops_counting_until_somebody_repairs_it(here, business):
    count(here, business, 3)
    with open_pending(here.places) as pending:
        (here.places.key_dir / f"{pending.cells()[ALMELO, 'quick'].block}.key").unlink()
    with pytest.raises(KeyGone):
        count(here, business, 1)
    assert open_n(here, part="rest") == 3  # nothing of the failed fold was kept
    assert repair(here) == {(ALMELO, "quick"): 3}
    count(here, business, 1)
    assert (open_n(here), open_n(here, part="rest")) == (1, 4)


def test_a_box_of_one_cell_cannot_be_put_in_another(here, business):
    count(here, business, 1)
    with open_pending(here.places) as pending:
        box, block = pending.db.execute("SELECT box, block FROM cells WHERE cell = 'almelo' AND part = 'quick'").fetchone()
        pending.db.execute("UPDATE cells SET box = ?, block = ? WHERE cell = 'borne' AND part = 'quick'", (box, block))
        with pytest.raises(KeyGone):
            pending.load(Cell("municipality", "borne"), "quick")


def test_what_is_no_token_is_refused(here, business):
    for bad in ("", "short", "x" * 200, "spaces are not allowed here!"):
        with pytest.raises(BadToken):
            fold(here.content, business(), bad, here=here)
    assert open_n(here) == 0


def test_an_item_that_came_later_waits_for_the_next_block(here, business):
    count(here, business, 2)
    with open_pending(here.places) as pending, pending.transaction():
        block = pending.load(ALMELO, "quick")
        del block.items["mfa_email"]
        block.items["old_systems"].scale = 0  # noise that has become too small for what the item needs now
        pending.save(block)
    count(here, business, 13)
    released = load_released(here.places).municipality("almelo")
    assert released.n["quick"] == 15 and "mfa_email" not in released.items and "old_systems" not in released.items
    assert released.items["password_manager"].n == 15
    count(here, business, 15)
    assert load_released(here.places).municipality("almelo").items["mfa_email"].n == 15


def test_an_empty_block_follows_the_content_and_a_filled_one_stays(here, business):
    count(here, business, 1)
    with open_pending(here.places) as pending:
        before = {key: there.block for key, there in pending.cells().items()}
    stronger = here.privacy.model_copy(update={"points_epsilon": here.privacy.dont_know_epsilon})
    prepare(replace(here, privacy=stronger))
    with open_pending(here.places) as pending:
        after = {key: there.block for key, there in pending.cells().items()}
    kept = {key for key in before if before[key] == after[key]}
    assert {cell for cell, _ in kept} == {ALMELO, Cell("sector_size", "trade.micro"), Cell("drop_off", "region")}


def test_live_numbers_say_who_took_part_and_what_is_waited_for(here, business):
    count(here, business, 17)
    almelo = taken_part("municipality", here.places)["almelo"]["quick"]
    assert (almelo.all, almelo.published, almelo.waiting, almelo.until_next_block) == (17, 15, 2, 13)


def test_a_result_says_nothing_when_nothing_was_complete(here, business):
    assert fold(here.content, business().without("mfa_email").without("password_manager"), new_token(), here=here) == FoldResult()


def test_a_block_that_is_too_small_cannot_be_sealed(here):
    with open_pending(here.places) as pending, pytest.raises(ValueError), pending.transaction():
        seal_block(pending, here.new_block(ALMELO, "quick"), here, "2026Q4")
