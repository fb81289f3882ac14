"""A damaged file is set aside whole; what can be read of the saved scans goes on, and nobody gets another's."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from data.aggregates.folding import Site, prepare
from data.drafts import DraftDamaged, delete_draft, is_wiped, load_draft, open_draft, save_draft
from data.enquiries import open_enquiry, put_enquiry
from data.operation.damage import is_damaged, set_aside_damaged
from data.operation.state import parts_of
from data.operation.upkeep import bring_up_files
from data.organisers.accounts import Account
from data.organisers.events import add_event, events_for
from data.tokens import new_token
from tests.data.conftest import TODAY

NAMES = ("drafts", "enquiries", "events", "pending", "published")


@pytest.fixture
def full(site: Site) -> tuple[Site, list[str]]:
    """A server with two hundred saved scans, an enquiry and an event; and the tokens."""
    tokens = [new_token() for _ in range(200)]
    for token in tokens:
        save_draft(token, f"answers of {token}", site.folders)
    put_enquiry("B" * 32, "questions", TODAY + timedelta(400), site.folders)
    add_event(site, "", "Avond", TODAY)
    return site, tokens


def header(path: Path) -> None:
    path.write_bytes(b"\x00" * 100 + path.read_bytes()[100:])


def a_text(path: Path) -> None:
    path.write_text("this is a text\n" * 400)


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 - 100])


def some_pages(path: Path) -> None:
    data, rng = bytearray(path.read_bytes()), Random(3)
    for page in rng.sample(range(2, len(data) // 4096), max(1, len(data) // 4096 // 20)):
        data[page * 4096 : page * 4096 + 200] = rng.randbytes(200)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("damage", [header, a_text, half])
def test_a_damaged_file_is_set_aside_whole_and_the_server_goes_on(full, name: str, damage, tmp_path) -> None:
    site, _ = full
    path: Path = getattr(site.folders, name)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(path)
    bytes_then = path.read_bytes()
    bring_up_files(site.folders)
    aside = [
        p for p in site.folders.data_dir.glob(f"{name}.db.damaged-*") if not p.name.endswith(("-wal", "-shm"))
    ]
    assert len(aside) == 1 and aside[0].read_bytes() == bytes_then
    assert not path.exists() or not is_damaged(path)
    save_draft(new_token(), "goes on", site.folders)
    part = next(p for p in parts_of(site.folders, tmp_path) if p.name == name)
    assert part.level == "wrong" and aside[0].name in part.told.say()


def test_what_can_be_read_of_saved_scans_is_taken_over_and_is_whole(full) -> None:
    site, tokens = full
    delete_draft(tokens[0], site.folders)
    some_pages(site.folders.drafts)
    assert set_aside_damaged(site.folders) == ["drafts.db"]
    kept = 0
    for token in tokens[1:]:
        try:
            found = open_draft(token, site.folders)
        except DraftDamaged:
            continue
        assert found in (None, f"answers of {token}")
        kept += found is not None
    assert kept > 100 and is_wiped(tokens[0], site.folders)


def test_a_file_that_is_whole_or_held_by_another_program_is_left_alone(full) -> None:
    site, tokens = full
    other = sqlite3.connect(site.folders.drafts, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert set_aside_damaged(site.folders) == []
    other.close()
    assert load_draft(tokens[0], site.folders) and open_enquiry("B" * 32, site.folders)
    assert events_for(Account("", "", "", "team"), site.folders)


def test_keys_of_open_blocks_stay_while_their_file_stands_aside(full) -> None:
    site, _ = full
    before = {path.name for path in site.folders.key_dir.glob("*.key")}
    header(site.folders.pending)
    bring_up_files(site.folders)
    prepare(site)
    assert before <= {path.name for path in site.folders.key_dir.glob("*.key")}


def test_a_row_that_was_damaged_is_told_and_is_not_nothing(full) -> None:
    site, tokens = full
    with closing(sqlite3.connect(site.folders.drafts)) as db, db:
        db.execute("UPDATE drafts SET box = zeroblob(length(box))")
    with pytest.raises(DraftDamaged):
        open_draft(tokens[0], site.folders)
    save_draft(tokens[0], "anew", site.folders)
    assert open_draft(tokens[0], site.folders) == "anew"
