"""Drafts: readable with the token alone, all of one length, gone at once when asked."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from data.drafts import LENGTH, DraftTooLarge, delete_draft, expire_drafts, load_draft, renew_draft, save_draft
from data.places import PlaceError, Places
from data.tokens import BadToken, derive, is_token, new_token

DAY = date(2026, 11, 2)


@pytest.fixture
def where(tmp_path):
    return Places(tmp_path / "var", tmp_path / "keys").make()


def rows(where):
    with sqlite3.connect(where.drafts) as db:
        return db.execute("SELECT id, quarter, box FROM drafts").fetchall()


def test_a_draft_comes_back_as_it_was_saved_last(where):
    token = new_token()
    save_draft(token, '{"answers": {}}', where, DAY)
    save_draft(token, '{"answers": {"mfa_email": "é"}}', where, DAY)
    assert load_draft(token, where, DAY) == '{"answers": {"mfa_email": "é"}}'
    assert load_draft(new_token(), where, DAY) is None and len(rows(where)) == 1


def test_without_the_token_nothing_can_be_read_or_led_back(where):
    token = new_token()
    save_draft(token, "mfa_email " * 50, where, DAY)
    raw = where.drafts.read_bytes()
    assert b"mfa_email" not in raw and token.encode() not in raw
    (lookup, quarter, box), = rows(where)  # fmt: skip
    assert quarter == "2026Q4" and lookup == derive(token, "draft lookup", 16)
    assert lookup not in derive(token, "receipt quick 2026Q4", 16) and lookup not in derive(token, "draft key", 32)


def test_all_drafts_have_one_length(where):
    for size in (1, 100, 20_000):
        save_draft(new_token(), "a" * size, where, DAY)
    assert {len(box) for _, _, box in rows(where)} == {LENGTH + 12 + 16}


def test_a_draft_that_does_not_fit_is_refused_and_the_old_one_stays(where):
    token = new_token()
    save_draft(token, "old", where, DAY)
    with pytest.raises(DraftTooLarge):
        save_draft(token, "".join(new_token() for _ in range(400)), where, DAY)
    assert load_draft(token, where, DAY) == "old"


def test_a_deleted_draft_is_gone_from_the_bytes_as_well(where):
    token, other = new_token(), new_token()
    save_draft(token, "mine", where, DAY)
    save_draft(other, "other", where, DAY)
    (box,) = [box for lookup, _, box in rows(where) if lookup == derive(token, "draft lookup", 16)]
    assert box[100:200] in where.drafts.read_bytes()
    assert delete_draft(token, where) and not delete_draft(token, where)
    left = b"".join(p.read_bytes() for p in where.data_dir.iterdir())
    assert not any(box[i : i + 32] in left for i in range(0, len(box), 32)) and derive(token, "draft lookup", 16) not in left
    assert load_draft(token, where, DAY) is None and load_draft(other, where, DAY) == "other"


def test_a_draft_lives_eight_quarters_after_it_was_last_used(where):
    left, used = new_token(), new_token()
    save_draft(left, "left", where, DAY)
    save_draft(used, "used", where, DAY)
    assert load_draft(used, where, date(2027, 3, 1)) == "used"
    assert expire_drafts(where, date(2028, 12, 31)) == 0
    assert expire_drafts(where, date(2029, 1, 1)) == 1
    assert load_draft(left, where, date(2029, 1, 1)) is None and load_draft(used, where, date(2029, 1, 1)) == "used"


def test_a_draft_that_was_tampered_with_reads_as_none(where):
    token = new_token()
    save_draft(token, "mine", where, DAY)
    with sqlite3.connect(where.drafts) as db:
        db.execute("UPDATE drafts SET box = zeroblob(4124)")
    assert load_draft(token, where, DAY) is None


def test_a_box_does_not_open_under_another_id(where):
    token, other = new_token(), new_token()
    for t in (token, other):
        save_draft(t, t, where, DAY)
    with sqlite3.connect(where.drafts) as db:
        box = db.execute("SELECT box FROM drafts WHERE id = ?", (derive(token, "draft lookup", 16),)).fetchone()[0]
        db.execute("UPDATE drafts SET box = ? WHERE id = ?", (box, derive(other, "draft lookup", 16)))
    assert load_draft(other, where, DAY) is None


def test_tokens_hold_at_least_128_bits_and_other_texts_are_refused(where):
    assert len({new_token() for _ in range(1000)}) == 1000 and all(is_token(new_token()) for _ in range(50))
    for bad in ("", "a" * 21, "a" * 200, "../../../../etc/passwd/..", "é" * 30, None):
        assert not is_token(bad)
    with pytest.raises(BadToken):
        save_draft("short", "x", where)


def test_keys_inside_the_data_folder_are_refused(tmp_path):
    for data, keys in ((tmp_path, tmp_path), (tmp_path, tmp_path / "keys"), (tmp_path / "var", tmp_path)):
        with pytest.raises(PlaceError):
            Places(data, keys)


def test_a_renewed_draft_never_goes_over_an_answer_that_came_in_between(where):
    token = new_token()
    save_draft(token, "old", where, DAY)
    assert renew_draft(token, "old", "renewed", where) and load_draft(token, where, DAY) == "renewed"
    save_draft(token, "answered", where, DAY)
    assert not renew_draft(token, "renewed", "renewed again", where)
    assert load_draft(token, where, DAY) == "answered"
    delete_draft(token, where)
    assert not renew_draft(token, "answered", "back", where) and load_draft(token, where, DAY) is None
