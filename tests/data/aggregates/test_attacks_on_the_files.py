"""Attacks by whoever gets hold of files: one copy of everything at any moment, deleted rows, order of rows."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import contextmanager
from dataclasses import replace

import pytest

import data.aggregates.blocks
import data.aggregates.pending
import data.drafts
import data.storage
from data.aggregates.folding import fold
from data.aggregates.pending import open_pending
from data.aggregates.room_tallies import is_room_tally
from data.aggregates.tallies import Contribution, cells_of, contributions
from data.drafts import delete_draft, expire_drafts, save_draft
from data.folders import Folders
from data.organisers.events import add_event, close_event
from data.release.folder import publish_release
from data.tokens import derive, new_token
from questionnaire.simulate import simulated_business
from tests.data.aggregates.attacker import Learned, Person, _posterior, bases, seen_of

MOST_STRONG_FORGED = 0.05


def copied(folders: Folders, target) -> Folders:
    """One copy of data and keys, as a thief or a careless backup makes it."""
    shutil.copytree(folders.data_dir, target / "var")
    shutil.copytree(folders.key_dir, target / "keys")
    return Folders(target / "var", target / "keys")


def everything(folders: Folders) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folders.data_dir.rglob("*")) if p.is_file())


def read_back(site, tmp_path, times: int, noisy: bool = True) -> Learned:
    """Folds one response into empty blocks, copies all files with the keys, and reads the blocks it is alone
    in.
    """
    rng, learned = random.Random(2), Learned()
    world = [_person(site, rng) for _ in range(200)]
    base = bases(world)
    for k in range(times):
        own = replace(site, folders=Folders(tmp_path / f"{k}v", tmp_path / f"{k}k").make())
        event = add_event(own, "", "Avond", own.today)
        responses = simulated_business(site.questionnaire, rng)
        fold(site.content, responses, new_token(), event=event.id, site=own)
        thief = copied(own.folders, tmp_path / f"{k}c")
        truth = {
            i: c
            for part in contributions(site.questionnaire, responses, site.content.score(responses)).values()
            for i, c in part.items()
        }
        seen: dict[str, list] = {}
        with open_pending(thief) as pending:
            for (cell, part), there in pending.cells().items():
                block = pending.load(cell, part) if there.n else None
                for item, t in block.items.items() if block else ():
                    if not is_room_tally(item):
                        seen.setdefault(item, []).append(seen_of(block.scales, item, t, half=True))
        for item, found in seen.items():
            if truth[item].asked:
                learned.add(*_posterior(base[item], found, noisy))
    return learned


def _person(site, rng) -> Person:
    responses = simulated_business(site.questionnaire, rng)
    return Person(
        cells_of(site.questionnaire, responses, site.region),
        contributions(site.questionnaire, responses, site.content.score(responses)),
    )


def test_one_copy_of_all_files_and_keys_reads_nobody_for_certain(fresh, tmp_path):
    learned = read_back(fresh, tmp_path, 25)
    assert (
        learned.answers > 20 * 25
        and learned.certain == 0
        and learned.strong <= MOST_STRONG_FORGED * learned.answers
    )


def test_blocks_that_open_at_zero_are_read_from_one_copy(fresh, tmp_path, monkeypatch):
    monkeypatch.setattr(data.aggregates.blocks, "fresh_noise", lambda scale, kind: 0)
    learned = read_back(fresh, tmp_path, 3, noisy=False)
    assert learned.certain >= 0.95 * learned.answers > 0


def test_after_every_single_fold_the_files_hold_no_answer_no_token_and_no_journal(site, business):
    event = add_event(site, "", "Avond", site.today)
    words = {i.encode() for i in site.questionnaire.items if i not in site.questionnaire.profile_ids}
    for k in range(14):
        token = new_token()
        fold(site.content, business(), token, event=event.id if k < 9 else None, site=site)
        found = everything(site.folders)
        assert token.encode() not in found and not any(w in found for w in words)
        assert not list(site.folders.data_dir.glob("pending.db-*"))
    assert not any(w in p.name.encode() for p in site.folders.data_dir.iterdir() for w in words)


def test_no_file_and_no_release_says_what_happened_to_a_business(site, business, tmp_path):
    """Sealed blocks, open blocks, drafts, receipts, keys, and all that is published."""
    words = {b"hit_by", b"hit_reported", b"supplier_hit", b"this_month"}
    happened = ("account", "insider", "supplier_hit", "this_month")
    event = add_event(site, "", "Avond", site.today)
    for _ in range(16):
        token, responses = new_token(), business(company_size="small", hit_by=happened, hit_reported="police")
        assert responses.get("hit_by") == happened
        save_draft(token, json.dumps(dict(responses.answers)), site.folders, site.today)
        fold(site.content, responses, token, event=event.id, site=site)
    close_event(site, event)
    publish_release(site, tmp_path / "out")
    released = b"".join(p.read_bytes() for p in sorted((tmp_path / "out").rglob("*")) if p.is_file())
    keys = b"".join(p.read_bytes() for p in sorted(site.folders.key_dir.rglob("*")) if p.is_file())
    assert (
        b"mfa_email" in released
        and [w for w in words if w in everything(site.folders) + released + keys] == []
    )


def read_from_history(site, tmp_path) -> int:
    """Cuts a copied WAL file off after every change, opens each stump, and subtracts one state from the next.

    Returns how many single responses came out, all points of all items right.
    """
    thief = copied(site.folders, tmp_path / "thief")
    wal = thief.data_dir / "pending.db-wal"
    history = wal.read_bytes() if wal.exists() else b""
    cuts = [len(history)] if not history else range(32, len(history) + 1, 24 + 4096)
    states: dict[tuple, dict[int, dict[str, int]]] = {}
    for k, cut in enumerate(cuts):
        stump = Folders(tmp_path / f"stump{k}", thief.key_dir)
        shutil.copytree(thief.data_dir, stump.data_dir)
        if history:
            (stump.data_dir / "pending.db-wal").write_bytes(history[:cut])
        (stump.data_dir / "pending.db-shm").unlink(missing_ok=True)
        with open_pending(stump) as pending:
            for (cell, part), there in pending.cells().items():
                if there.n:
                    block = pending.load(cell, part)
                    states.setdefault((cell, part), {})[block.n] = {
                        i: t.points for i, t in block.items.items()
                    }
    return sum(
        n + 1 in seen and all(0 <= seen[n + 1][i] - p <= 12 for i, p in seen[n].items())
        for seen in states.values()
        for n in seen
    )


def test_the_files_hold_no_history_to_subtract(site, business, tmp_path):
    with sqlite3.connect(site.folders.pending) as other:  # somebody else has the file open
        other.execute("SELECT count(*) FROM cells").fetchone()
        for _ in range(5):
            fold(site.content, business(), new_token(), site=site)
        assert read_from_history(site, tmp_path) == 0


def test_a_wal_file_is_a_diary_of_everybody(site, business, tmp_path, monkeypatch):
    monkeypatch.setattr(data.aggregates.pending, "traceless", data.storage.public)
    with sqlite3.connect(site.folders.pending) as other:
        for _ in range(5):
            fold(site.content, business(), new_token(), site=site)
            other.execute("SELECT count(*) FROM cells").fetchone()
        other.execute("BEGIN")
        assert read_from_history(site, tmp_path) >= 8  # of 4 cells the steps from 1 to 5


# Deleted rows.


def _left_of_sealed_blocks(site, business) -> int:
    """Bytes of boxes that were destroyed with an event, or replaced at sealing, and are still in the files."""
    event = add_event(site, "", "Avond", site.today)
    for _ in range(9):
        fold(site.content, business(), new_token(), event=event.id, site=site)
    destroyed = _boxes(site, "cube = 'event'")
    close_event(site, event)
    left = _bytes_left(destroyed, site)
    for _ in range(5):
        fold(site.content, business(), new_token(), site=site)
    replaced = _boxes(site, "n = 14")
    fold(site.content, business(), new_token(), site=site)
    assert len(destroyed) == 3 and len(replaced) == 4
    return left + _bytes_left(replaced, site)


def _boxes(site, condition: str) -> list[bytes]:
    with sqlite3.connect(site.folders.pending) as db:
        return [box for (box,) in db.execute(f"SELECT box FROM cells WHERE {condition}")]


def _bytes_left(boxes: list[bytes], site) -> int:
    found = everything(site.folders)
    return sum(box[i : i + 24] in found for box in boxes for i in range(0, len(box) - 24, 24))


def test_nothing_is_left_of_blocks_that_were_sealed_or_destroyed(site, business):
    assert _left_of_sealed_blocks(site, business) == 0


@contextmanager
def _careless(path):
    with data.storage._opened(path, "journal_mode=DELETE") as db:
        db.execute("PRAGMA secure_delete=OFF")
        yield db


def test_without_secure_delete_old_rows_stay_in_the_file(site, business, monkeypatch):
    monkeypatch.setattr(data.aggregates.pending, "traceless", _careless)
    assert _left_of_sealed_blocks(site, business) > 0


def test_old_receipts_leave_no_bytes(site, business):
    token = new_token()
    fold(site.content, business(), token, site=site)
    receipt = derive(token, "receipt quick 2026Q4", 16)
    assert receipt in everything(site.folders)
    fold(
        site.content,
        business(),
        new_token(),
        site=replace(site, today=site.today.replace(year=2027, month=12)),
    )
    assert receipt not in everything(site.folders)


def test_a_copy_without_the_keys_opens_no_block(site, business, tmp_path):
    fold(site.content, business(), new_token(), site=site)
    shutil.copytree(site.folders.data_dir, tmp_path / "backup")
    with (
        open_pending(Folders(tmp_path / "backup", tmp_path / "nokeys")) as pending,
        pytest.raises(Exception, match="gone"),
    ):
        pending.load(*next(iter(pending.cells())))


# Order of rows against order of arrival.


def _rank_correlation(order: list[int]) -> float:
    """Spearman's, of a list that holds 0 to n-1, with its own positions."""
    n = len(order)
    return 1 - 6 * sum((k - place) ** 2 for k, place in enumerate(order)) / (n * (n * n - 1))


def _arrivals(site, business, count: int) -> list[str]:
    tokens = [new_token() for _ in range(count)]
    for token in tokens:
        save_draft(token, "x" * 40, site.folders, site.today)
        fold(site.content, business(quick=True), token, quick=True, site=site)
    return tokens


def _order_in_tables(site, tokens: list[str]) -> list[float]:
    """Correlation of the order of rows, as SQLite hands them out, with the order of arrival."""
    found = []
    for path, query, label in (
        (site.folders.drafts, "SELECT id FROM drafts", "draft lookup"),
        (site.folders.pending, "SELECT id FROM receipts", "receipt quick 2026Q4"),
    ):
        with sqlite3.connect(path) as db:
            arrived = {derive(t, label, 16): k for k, t in enumerate(tokens)}
            found.append(_rank_correlation([arrived[bytes(row[0])] for row in db.execute(query)]))
    return found


def test_the_order_of_rows_is_not_the_order_of_arrival(site, business):
    tokens = _arrivals(site, business, 60)
    assert all(abs(r) < 0.55 for r in _order_in_tables(site, tokens))
    for path in site.folders.data_dir.glob("*.db"):
        with sqlite3.connect(path) as db:
            tables = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
            assert tables and all("WITHOUT ROWID" in sql for _, sql in tables), path.name


def test_rows_with_a_number_of_their_own_tell_who_came_when(site, business, monkeypatch):
    monkeypatch.setattr(
        data.drafts,
        "_SCHEMA",
        "CREATE TABLE drafts (n INTEGER PRIMARY KEY, id BLOB UNIQUE, quarter TEXT, box BLOB)",
    )
    tokens = [new_token() for _ in range(30)]
    with data.drafts.open_drafts(site.folders) as db:
        for token in tokens:
            db.execute(
                "INSERT INTO drafts (id, quarter, box) VALUES (?, '2026Q4', x'00')",
                (derive(token, "draft lookup", 16),),
            )
        arrived = {derive(t, "draft lookup", 16): k for k, t in enumerate(tokens)}
        assert (
            _rank_correlation([arrived[row[0]] for row in db.execute("SELECT id FROM drafts ORDER BY n")])
            == 1
        )


def test_after_the_daily_tidying_the_place_in_the_file_tells_nothing_either(site, business):
    tokens = _arrivals(site, business, 60)
    expire_drafts(site.folders, site.today)
    with open_pending(site.folders) as pending:
        pending.db.vacuum()
    for path, label in (
        (site.folders.drafts, "draft lookup"),
        (site.folders.pending, "receipt quick 2026Q4"),
    ):
        raw = path.read_bytes()
        folders = {raw.find(derive(t, label, 16)): k for k, t in enumerate(tokens)}
        assert -1 not in folders and abs(_rank_correlation([folders[at] for at in sorted(folders)])) < 0.55


def test_a_block_stays_in_its_place_and_of_its_length_whatever_comes_in(site, business):
    def rows():
        with sqlite3.connect(site.folders.pending) as db:
            raw = site.folders.pending.read_bytes()
            return {
                (c, p): (len(box), raw.find(box[:24]))
                for c, p, box in db.execute("SELECT cell, part, box FROM cells WHERE n < 2")
            }

    before = rows()
    fold(site.content, business(), new_token(), site=site)
    assert rows() == before


def test_a_deleted_draft_leaves_nothing_while_others_stay(site):
    mine, others = new_token(), [new_token() for _ in range(5)]
    for token in (mine, *others):
        save_draft(token, "answers", site.folders, site.today)
    delete_draft(mine, site.folders)
    assert derive(mine, "draft lookup", 16) not in everything(site.folders)


def test_no_other_user_of_the_machine_reads_the_files(fresh, business):
    fresh.folders.data_dir.chmod(0o755)  # a folder that was there before
    save_draft(new_token(), "x", fresh.folders, fresh.today)
    add_event(fresh, "", "Avond", fresh.today)
    fold(fresh.content, business(), new_token(), site=fresh)
    private = [
        fresh.folders.pending,
        fresh.folders.drafts,
        fresh.folders.events,
        *fresh.folders.key_dir.iterdir(),
    ]
    assert {path.name for path in private if path.stat().st_mode & 0o007} == set()


def test_nothing_stands_beside_a_respondent_but_the_quarter(site, business):
    """No time finer than the quarter, no address, in any table that has a row per respondent."""
    token = new_token()
    save_draft(token, "x", site.folders, site.today)
    fold(site.content, business(), token, site=site)
    with sqlite3.connect(site.folders.drafts) as db:
        assert [c[1] for c in db.execute("PRAGMA table_info(drafts)")] == ["id", "quarter", "box"]
    with sqlite3.connect(site.folders.pending) as db:
        assert [c[1] for c in db.execute("PRAGMA table_info(receipts)")] == ["id", "quarter"]
        assert [c[1] for c in db.execute("PRAGMA table_info(cells)")] == [
            "cube",
            "cell",
            "part",
            "block",
            "n",
            "needed",
            "box",
        ]
    assert Contribution._fields == ("points", "dont_know", "asked")
