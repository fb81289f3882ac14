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
from data.aggregates.tallies import DROP_OFF, EVENT_PARTS, Cell, Contribution
from data.figures.released import load_event_cell, load_released
from data.organisers.events import add_event, close_event
from data.tokens import BadToken, new_token

ALMELO = Cell("municipality", "almelo")


def open_n(site, cell=ALMELO, part="quick"):
    with open_pending(site.folders) as pending:
        found = pending.counts().get((cell, part))
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
        filled = {cell for (cell, _), there in pending.counts().items() if there.n}
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
        assert not any(there.n for (cell, _), there in pending.counts().items() if cell.cube == "sector_size")


def test_a_cell_of_the_region_is_published_by_tens(site, business):
    count(site, business, 9)
    assert (open_n(site), published_n(site)) == (9, 0)
    count(site, business, 1)
    assert (open_n(site), published_n(site)) == (0, 10)


def test_steps_and_blocks_grow_with_what_is_published(site):
    assert site.step(ALMELO) == site.step(ALMELO, 90) == 10 and site.step(ALMELO, 1000) == 100
    assert site.new_block(Cell("event", "x"), "quick", 40).needed == 40
    assert [site.new_block(Cell("event", "x"), part).needed for part in EVENT_PARTS] == [10, 20, 20]


def test_at_the_first_fold_of_a_quarter_all_of_the_last_one_is_published_under_its_own_label(site, business):
    count(site, business, 13)
    assert published_n(site) == 10
    count(replace(site, today=date(2027, 1, 4)), business, 1)
    assert published_n(site) == 13 and open_n(site) == 1
    assert set(load_released(site.folders).by_quarter) == {"2026Q4"}


def test_nobody_waits_in_the_region_for_others_to_come(site, business):
    """One in a cell of their own: at the end of the quarter they count."""
    count(site, lambda: business(municipality="tubbergen", sector="health", company_size="large"), 1)
    prepare(replace(site, today=date(2027, 1, 4)))
    released = load_released(site.folders)
    assert released.municipality("tubbergen").n == {"quick": 1, "rest": 1}
    assert released.sector_size("health", "large").n == {"quick": 1, "rest": 1}


def test_other_chances_publish_what_there_was_and_mix_with_nothing(site, business):
    count(site, business, 3)
    value = site.privacy.turned_over.value.model_copy(update={"points": 0.4})
    changed = site.privacy.model_copy(
        update={"turned_over": site.privacy.turned_over.model_copy(update={"value": value})}
    )
    count(replace(site, privacy=changed), business, 1)
    assert (published_n(site), open_n(site)) == (3, 1)
    prepare(replace(site, today=date(2027, 1, 4)))
    bits = load_released(site.folders).municipality("almelo").items["mfa_email"].points.bits
    assert {q: n for q, (n, _) in bits.items()} == {"31/100": 3, "2/5": 1}


def test_open_blocks_of_the_first_edition_are_sealed_or_end_and_tell_themselves_apart(site, business):
    borne = Cell("municipality", "borne")
    with open_pending(site.folders) as pending, pending.transaction():
        for cell, people in ((ALMELO, 12), (borne, 9)):
            block = site.new_block(cell, "quick")
            for _ in range(people):
                block.add({"mfa_email": Contribution(12, 0, 1)}, site.plan(cell), "1.0")
            pending.put(block)
    count(site, business, 10)
    prepare(site)
    found = load_released(site.folders).municipality("almelo")
    assert found.n["quick"] == 22 and load_released(site.folders).municipality("borne").n == {}
    points = found.items["mfa_email"].points
    assert (
        points.scales == {"20": 1} and points.drawn_n == 10
    )  # 12 of the first, 10 of the second, none in both
    with open_pending(site.folders) as pending:
        assert {cell.cube for cell, _ in pending.cells()} == {"drop_off"}


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
    event = add_event(site, "", "Avond", site.today)
    with open_pending(site.folders) as pending:
        before = pending.cells()[event.cell, "room"].block
    count(site, business, 10, event=event.id)
    with open_pending(site.folders) as pending:
        after = pending.cells()[event.cell, "room"].block
        blocks = {there.block for there in pending.cells().values()}
    assert before != after and not (site.folders.key_dir / f"{before}.key").exists()
    assert {p.stem for p in site.folders.key_dir.glob("*.key")} == blocks


def test_a_new_key_is_on_disk_before_the_commit_and_the_old_one_until_after(site, monkeypatch):
    seen, cell = [], add_event(site, "", "Avond", site.today).cell

    class Stop(Exception):
        pass

    with open_pending(site.folders) as pending:
        old = pending.cells()[cell, "quick"].block
        fresh = site.new_block(cell, "quick")
        with pytest.raises(Stop), pending.transaction():
            pending.put(fresh)
            seen += [(site.folders.key_dir / f"{b}.key").exists() for b in (old, fresh.id)]
            raise Stop
        assert seen == [True, True]
        assert not (site.folders.key_dir / f"{fresh.id}.key").exists()
        assert pending.load(cell, "quick").id == old


def test_a_crash_between_sealing_and_publishing_loses_nothing_and_counts_nothing_twice(
    site, business, monkeypatch
):
    count(site, business, 9)
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
    assert published_n(site) == 10 and published_n(site, "rest") == 10


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
    event = add_event(site, "", "Avond", site.today)
    count(site, business, 3, event=event.id)
    with open_pending(site.folders) as pending:
        (site.folders.key_dir / f"{pending.cells()[event.cell, 'quick'].block}.key").unlink()
    with pytest.raises(KeyGone):
        count(site, business, 1, event=event.id)
    assert open_n(site, event.cell, "rest") == open_n(site) == 3  # nothing of the failed fold was kept
    assert repair(site) == {(event.cell, "quick"): 3}
    count(site, business, 1, event=event.id)
    assert (open_n(site, event.cell), open_n(site, event.cell, "rest"), open_n(site)) == (1, 4, 4)


def test_a_box_of_one_cell_cannot_be_put_in_another(site, business):
    mine, other = (add_event(site, "", name, site.today) for name in ("Avond", "Ontbijt"))
    count(site, business, 1, event=mine.id)
    with open_pending(site.folders) as pending:
        box, block = pending.db.execute(
            "SELECT box, block FROM cells WHERE cell = ? AND part = 'quick'", (mine.id,)
        ).fetchone()
        pending.db.execute(
            "UPDATE cells SET box = ?, block = ? WHERE cell = ? AND part = 'quick'", (box, block, other.id)
        )
        with pytest.raises(KeyGone):
            pending.load(other.cell, "quick")


def test_what_is_no_token_is_refused(site, business):
    for bad in ("", "short", "x" * 200, "spaces are not allowed here!"):
        with pytest.raises(BadToken):
            fold(site.content, business(), bad, site=site)
    assert open_n(site) == 0


def test_an_item_that_came_later_waits_for_the_next_block(site, business):
    event = add_event(site, "", "Avond", site.today)
    count(site, business, 2, event=event.id)
    with open_pending(site.folders) as pending, pending.transaction():
        block = pending.load(event.cell, "quick")
        del block.items["mfa_email"]
        block.items["old_systems"].scale = 0  # noise that has become too small for what the item needs now
        pending.save(block)
    count(site, business, 18, event=event.id)
    released = load_event_cell(event.id, site.folders)
    assert released.n["quick"] == 20 and not {"mfa_email", "old_systems"} & released.items.keys()
    assert released.items["auto_updates"].n == 20
    assert (
        load_released(site.folders).municipality("almelo").items["mfa_email"].n == 20
    )  # no noise to wait for


def test_an_empty_block_of_who_stopped_follows_the_content(site):
    with open_pending(site.folders) as pending:
        before = pending.cells()[DROP_OFF, "rest"].block
    epsilon = site.privacy.drop_off_epsilon.model_copy(update={"value": 0.2})
    prepare(replace(site, privacy=site.privacy.model_copy(update={"drop_off_epsilon": epsilon})))
    with open_pending(site.folders) as pending:
        assert pending.cells()[DROP_OFF, "rest"].block != before


def test_live_numbers_say_who_took_part_and_what_is_waited_for(site, business):
    count(site, business, 17)
    almelo = taken_part("municipality", site.folders)["almelo"]["quick"]
    assert (almelo.all, almelo.published, almelo.waiting, almelo.until_next_block) == (17, 10, 7, 3)


def test_a_result_says_nothing_when_nothing_was_complete(site, business):
    assert (
        fold(
            site.content, business().without("mfa_email").without("password_manager"), new_token(), site=site
        )
        == FoldResult()
    )


def test_a_block_that_is_too_small_cannot_be_sealed(site):
    with open_pending(site.folders) as pending, pytest.raises(ValueError), pending.transaction():
        seal_block(pending, site.new_block(Cell("event", "x"), "quick"), site, "2026Q4")
