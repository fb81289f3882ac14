"""Drafts: readable with the token alone, all of one length, gone at once when asked."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from data.drafts import (
    DraftTooLarge,
    TokenWiped,
    delete_draft,
    expire_drafts,
    is_wiped,
    load_draft,
    open_draft,
    renew_draft,
    save_draft,
)
from data.folders import ROOT, FolderError, Folders
from data.safekeeping.sealed_text import LENGTH
from data.tokens import BadToken, derive, is_token, new_token
from screens.session.cookies import scan_cookie

DAY = date(2026, 11, 2)


@pytest.fixture
def where(tmp_path):
    return Folders(tmp_path / "var", tmp_path / "keys").make()


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
    ((lookup, quarter, box),) = rows(where)
    assert quarter == "2026Q4" and lookup == derive(token, "draft lookup", 16)
    assert lookup not in derive(token, "receipt quick 2026Q4", 16) and lookup not in derive(
        token, "draft key", 32
    )


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
    assert (
        not any(box[i : i + 32] in left for i in range(0, len(box), 32))
        and derive(token, "draft lookup", 16) not in left
    )
    assert load_draft(token, where, DAY) is None and load_draft(other, where, DAY) == "other"


def test_a_draft_lives_eight_quarters_after_it_was_last_used(where):
    left, used = new_token(), new_token()
    save_draft(left, "left", where, DAY)
    save_draft(used, "used", where, DAY)
    assert load_draft(used, where, date(2027, 3, 1)) == "used"
    assert expire_drafts(where, date(2028, 12, 31)) == 0
    assert expire_drafts(where, date(2029, 1, 1)) == 1
    assert (
        load_draft(left, where, date(2029, 1, 1)) is None
        and load_draft(used, where, date(2029, 1, 1)) == "used"
    )


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
        box = db.execute(
            "SELECT box FROM drafts WHERE id = ?", (derive(token, "draft lookup", 16),)
        ).fetchone()[0]
        db.execute("UPDATE drafts SET box = ? WHERE id = ?", (box, derive(other, "draft lookup", 16)))
    assert load_draft(other, where, DAY) is None


def test_a_token_has_one_form_wherever_it_is_made_or_read(where):
    assert len({new_token() for _ in range(1000)}) == 1000
    for token in (new_token() for _ in range(50)):
        assert (
            is_token(token)
            and scan_cookie.read(f"scan={token}") == token
            and len(derive(token, "x", 16)) == 16
        )
    for bad in (
        "",
        "a" * 24,
        "a" * 31,
        "a" * 33,
        "a" * 200,
        "../../../../etc/passwd/../x/..\n",
        "é" * 32,
        "a" * 32 + "\n",
        None,
        3,
    ):
        assert not is_token(bad) and scan_cookie.read(f"scan={bad}") is None
        with pytest.raises(BadToken):
            derive(bad, "x", 16)
    with pytest.raises(BadToken):
        save_draft("short", "x", where)


def test_a_wiped_token_opens_and_keeps_nothing_any_more(where):
    token, other = new_token(), new_token()
    save_draft(token, "answers", where, DAY)
    delete_draft(token, where)
    assert is_wiped(token, where) and not is_wiped(other, where) and load_draft(other, where) is None
    assert load_draft(token, where, DAY) is None
    for late in (lambda: save_draft(token, "late", where, DAY), lambda: open_draft(token, where)):
        with pytest.raises(TokenWiped):
            late()
    assert rows(where) == []
    expire_drafts(where, date(2040, 1, 1))
    assert is_wiped(token, where)


def test_a_token_that_was_wiped_before_it_saved_anything_is_refused_too(where):
    token = new_token()
    assert not delete_draft(token, where)
    with pytest.raises(TokenWiped):
        save_draft(token, "late", where, DAY)


def test_what_one_process_wiped_another_one_refuses(where):
    token = new_token()
    save_draft(token, "answers", where, DAY)  # this process has the file open now
    wipe = "import sys; from pathlib import Path; from data.drafts import delete_draft; from data.folders import Folders; "
    wipe += "delete_draft(sys.argv[1], Folders(Path(sys.argv[2]), Path(sys.argv[3])))"
    subprocess.run([sys.executable, "-c", wipe, token, where.data_dir, where.key_dir], check=True, cwd=ROOT)
    with pytest.raises(TokenWiped):
        save_draft(token, "late", where, DAY)
    assert rows(where) == []


def test_of_those_who_save_together_only_the_wiped_one_is_refused(where):
    wiped, fine = new_token(), [new_token() for _ in range(30)]
    delete_draft(wiped, where)

    def saved(token):
        try:
            save_draft(token, "answers", where, DAY)
        except TokenWiped:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(saved, [*fine[:15], wiped, *fine[15:]])) == [True] * 15 + [False] + [True] * 15
    assert len(rows(where)) == 30


def test_a_file_from_before_wiped_tokens_were_remembered_goes_on(where):
    token, old = new_token(), new_token()
    save_draft(old, "answers", where, DAY)
    with sqlite3.connect(where.drafts) as db:
        db.executescript("DROP TABLE wiped; PRAGMA user_version = 1")
    assert load_draft(old, where, DAY) == "answers"
    delete_draft(token, where)
    assert is_wiped(token, where) and load_draft(old, where, DAY) == "answers"


def test_keys_inside_the_data_folder_are_refused(tmp_path):
    for data, keys in ((tmp_path, tmp_path), (tmp_path, tmp_path / "keys"), (tmp_path / "var", tmp_path)):
        with pytest.raises(FolderError):
            Folders(data, keys)


def test_a_renewed_draft_never_goes_over_an_answer_that_came_in_between(where):
    token = new_token()
    save_draft(token, "old", where, DAY)
    assert renew_draft(token, "old", "renewed", where) and load_draft(token, where, DAY) == "renewed"
    save_draft(token, "answered", where, DAY)
    assert not renew_draft(token, "renewed", "renewed again", where)
    assert load_draft(token, where, DAY) == "answered"
    delete_draft(token, where)
    assert not renew_draft(token, "answered", "back", where) and load_draft(token, where, DAY) is None
