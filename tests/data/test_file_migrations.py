"""Files of earlier versions are brought up and keep what was in them; newer ones are left alone, half a step is none."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from data import drafts
from data.aggregates import archive, pending
from data.aggregates.archive import open_archive
from data.aggregates.pending import open_pending
from data.aggregates.tallies import Cell
from data.drafts import TokenWiped, load_draft, open_draft, save_draft
from data.file_migrations import NewerFile, bring_up
from data.folders import ROOT, Folders
from data.operation.upkeep import bring_up_files
from data.organisers import registry
from data.organisers.accounts import sign_in
from data.organisers.registry import open_registry
from data.storage import traceless
from tests.data.conftest import TODAY
from web import application

OLD = ROOT / "tests" / "data" / "old_files"
ALMELO = Cell("municipality", "almelo")
KEPT, WIPED, EARLIER = ("AQEB" * 8, "AgIC" * 8, "AwMD" * 8)
STORES = {
    "drafts": drafts.STEPS,
    "events": registry.STEPS,
    "pending": pending.STEPS,
    "published": archive.STEPS,
}


@pytest.fixture
def old(tmp_path: Path) -> Folders:
    """Files and a key as commit 5eece80 wrote them, before steps had names."""
    where = Folders(tmp_path / "var", tmp_path / "keys")
    shutil.copytree(OLD / "block_keys", where.key_dir)
    where.data_dir.mkdir()
    for name in STORES:
        shutil.copy(OLD / f"{name}.db", where.data_dir / f"{name}.db")
    return where


def touch(where: Folders, name: str) -> None:
    """Opens one store as the program does."""
    opened: dict[str, Callable] = {
        "drafts": lambda: drafts.open_drafts(where),
        "events": lambda: open_registry(where),
        "pending": lambda: open_pending(where),
        "published": lambda: open_archive(where),
    }
    with opened[name]():
        pass


def tables(file: Path) -> dict[str, list[tuple]]:
    """Every table with its rows."""
    with closing(sqlite3.connect(file)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(db.execute(f"SELECT * FROM {name}")) for name in names}


def version(file: Path) -> int:
    with closing(sqlite3.connect(file)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def schema(file: Path) -> set[tuple[str, str]]:
    """How every table and index was made."""
    with closing(sqlite3.connect(file)) as db:
        rows = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {(name, " ".join(sql.split())) for name, sql in rows}


def test_what_commit_5eece80_wrote_is_still_all_there(old: Folders) -> None:
    assert load_draft(KEPT, old, TODAY) == "written by 5eece80"
    with pytest.raises(TokenWiped):
        open_draft(WIPED, old, TODAY)
    assert sign_in("team", "een lang wachtwoord", old) is not None
    with open_pending(old) as found:
        block = found.load(ALMELO, "quick")
        assert block is not None and block.cell == ALMELO and found.state("quarter") == "2026Q4"
    with open_archive(old) as found:
        assert found.quarters() == ["2026Q3"] and found.counts()[ALMELO, "quick"] > 0


@pytest.mark.parametrize("name", STORES)
def test_a_file_of_an_earlier_version_gets_a_next_step_and_keeps_its_rows(old: Folders, name: str) -> None:
    file = old.data_dir / f"{name}.db"
    touch(old, name)
    before, had = tables(file), version(file)
    next_one = a_next_version(STORES[name])
    with traceless(file) as db:
        bring_up(db, next_one)
    assert tables(file) == {**before, "notes": []} and version(file) == had + 1


@pytest.mark.parametrize("name", STORES)
def test_a_new_file_has_the_shape_of_an_old_one_brought_up(old: Folders, tmp_path: Path, name: str) -> None:
    fresh = Folders(tmp_path / "new", tmp_path / "new_keys").make()
    for where in (old, fresh):
        touch(where, name)
    assert schema(old.data_dir / f"{name}.db") == schema(fresh.data_dir / f"{name}.db")


def test_drafts_of_before_tokens_could_be_wiped_are_brought_up(tmp_path: Path) -> None:
    where = Folders(tmp_path / "var", tmp_path / "keys").make()
    shutil.copy(OLD / "drafts_without_wiped.db", where.drafts)
    assert version(where.drafts) == 1
    assert load_draft(EARLIER, where, TODAY) == "written before tokens were wiped"
    assert version(where.drafts) == 2 and tables(where.drafts)["wiped"] == []
    assert drafts.delete_draft(EARLIER, where)
    with pytest.raises(TokenWiped):
        save_draft(EARLIER, "late", where, TODAY)


@pytest.mark.parametrize("name", STORES)
def test_a_file_of_a_newer_version_is_refused_by_name_and_left_alone(old: Folders, name: str) -> None:
    file = old.data_dir / f"{name}.db"
    with traceless(file) as db:
        bring_up(db, a_next_version(STORES[name]))
    before = file.read_bytes()
    with pytest.raises(NewerFile, match=rf"^{name}\.db is van een nieuwere versie"):
        touch(old, name)
    if name != "published":  # a file with a WAL notes that it was opened
        assert file.read_bytes() == before


def test_a_step_that_fails_leaves_the_file_as_it_was_and_is_taken_up_again(old: Folders) -> None:
    before = tables(old.drafts)
    broken = a_next_version(drafts.STEPS)

    @broken()
    def breaks(db: Database) -> None:
        db.execute("DELETE FROM drafts")
        raise RuntimeError

    with pytest.raises(RuntimeError), traceless(old.drafts) as db:
        bring_up(db, broken)
    assert tables(old.drafts) == before and version(old.drafts) == 2
    with traceless(old.drafts) as db:
        bring_up(db, a_next_version(drafts.STEPS))
    assert version(old.drafts) == 3 and load_draft_of_the_file(old) == before["drafts"]


HALF_DONE = """
    import sys
    from pathlib import Path
    from data import drafts
    from data.storage import traceless
    from data.file_migrations import bring_up

    @drafts.STEPS()
    def emptied(db):
        db.execute("CREATE TABLE notes (id TEXT)")
        db.execute("PRAGMA cache_spill = ON")
        db.execute("DELETE FROM drafts")
        print("half", flush=True)
        sys.stdin.read()

    with traceless(Path(sys.argv[1])) as db:
        db.execute("PRAGMA cache_size = 1")
        bring_up(db, drafts.STEPS)
"""


def test_a_process_that_is_killed_in_the_middle_of_a_step_leaves_no_half_step(old: Folders) -> None:
    before = tables(old.drafts)
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HALF_DONE), str(old.drafts)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert child.stdout is not None and child.stdout.readline() == b"half\n"
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.communicate()
    assert load_draft(KEPT, old, TODAY) == "written by 5eece80"
    assert tables(old.drafts) == before and version(old.drafts) == 2
    with traceless(old.drafts) as db:
        bring_up(db, a_next_version(drafts.STEPS))
    assert version(old.drafts) == 3 and "notes" in tables(old.drafts)


def test_steps_keep_their_names_and_their_order() -> None:
    """A file remembers them: a step is added at the end, never renamed, moved or taken away."""
    assert {name: names(steps) for name, steps in STORES.items()} == {
        "drafts": ["drafts", "wiped_tokens"],
        "events": ["accounts_and_events", "devices", "second_factors", "audit_log", "studio"],
        "pending": ["open_blocks", "rooms"],
        "published": ["sealed_blocks", "rooms"],
    }


def names(steps: Migrations) -> list[str]:
    return [step.name for step in steps.pending(Database(memory=True))]


def a_next_version(steps: Migrations) -> Migrations:
    """The same store with one more step."""
    longer = Migrations(steps.name)
    for step in steps.pending(Database(memory=True)):
        longer(name=step.name)(step.fn)

    @longer()
    def notes(db: Database) -> None:
        db.execute("CREATE TABLE notes (id TEXT)")

    return longer


def load_draft_of_the_file(where: Folders) -> list[tuple]:
    return tables(where.drafts)["drafts"]


def test_the_start_brings_up_what_is_there_makes_nothing_and_stops_at_a_newer_file(
    old: Folders, monkeypatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(old.data_dir))
    monkeypatch.setenv("KEY_DIR", str(old.key_dir))
    shutil.copy(OLD / "drafts_without_wiped.db", old.drafts)
    old.published.unlink()
    bring_up_files(old)
    assert version(old.drafts) == 2 and not old.published.exists()
    with closing(sqlite3.connect(old.events)) as db:
        db.execute("PRAGMA user_version = 9")
    known = len(names(registry.STEPS))
    with pytest.raises(NewerFile, match=rf"events\.db .*stap 9, deze versie kent er {known}"):
        bring_up_files(old)
    with pytest.raises(SystemExit, match=r"events\.db is van een nieuwere versie"):
        application.options()


def test_a_damaged_file_does_not_stop_the_start(old: Folders, caplog: pytest.LogCaptureFixture) -> None:
    old.events.write_bytes(b"no database at all" * 500)
    bring_up_files(old)
    assert "events.db" in caplog.text
