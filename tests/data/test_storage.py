"""A database that is kept open writes where its file stands now, and begins anew after trouble."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from data.aggregates.folding import Site, fold
from data.drafts import load_draft, save_draft
from data.operation.backup import make_backup, new_key
from data.operation.damage import set_aside_damaged
from data.operation.state import parts_of
from data.operation.upkeep import keep_up
from data.organisers.events import add_event
from data.storage import KeptOpen, StorageTrouble, traceless, writing
from data.tokens import new_token


class Opened:
    """Every file that Python itself opens, with or without a handle of its own; SQLite's own do not show here."""

    def __init__(self) -> None:
        self.on, self.paths = False, list[str]()

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.on and event == "open":
            self.paths.append(str(arguments[0]))


OPENED = Opened()
sys.addaudithook(OPENED)


def numbers(path: Path) -> KeptOpen:
    kept = KeptOpen(path, lambda: traceless(path))
    with kept.turn() as db:
        db.execute("CREATE TABLE IF NOT EXISTS numbers (number INTEGER)")
    return kept


def add(kept: KeptOpen, number: int) -> None:
    with kept.turn() as db, writing(db):
        db.execute("INSERT INTO numbers VALUES (?)", (number,))


def found(path: Path) -> list[int]:
    with traceless(path) as db:
        return [row[0] for row in db.execute("SELECT number FROM numbers ORDER BY number")]


def test_it_is_opened_once_for_many_turns(tmp_path: Path) -> None:
    opened: list[int] = []

    def opening():
        opened.append(1)
        return traceless(tmp_path / "numbers.db")

    kept = KeptOpen(tmp_path / "numbers.db", opening)
    for _ in range(3):
        with kept.turn():
            pass
    assert opened == [1]


def test_another_file_in_its_place_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "numbers.db"
    kept = numbers(path)
    add(kept, 1)
    path.rename(tmp_path / "a copy that was taken away.db")
    numbers(path).close()
    add(kept, 2)
    assert found(path) == [2] and found(tmp_path / "a copy that was taken away.db") == [1]


def test_trouble_in_a_turn_takes_nothing_along_into_the_next(tmp_path: Path) -> None:
    path = tmp_path / "numbers.db"
    kept = numbers(path)
    with pytest.raises(KeyError), kept.turn() as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO numbers VALUES (1)")
        raise KeyError
    add(kept, 2)
    assert found(path) == [2]


def test_what_sqlite_says_is_told_as_trouble_and_the_next_turn_works(tmp_path: Path) -> None:
    path = tmp_path / "numbers.db"
    kept = numbers(path)
    with pytest.raises(StorageTrouble), kept.turn() as db:
        db.execute("INSERT INTO elsewhere VALUES (1)")
    add(kept, 3)
    assert found(path) == [3]


def test_another_program_that_writes_meanwhile_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "numbers.db"
    kept = numbers(path)
    add(kept, 1)
    with traceless(path) as db:
        db.execute("INSERT INTO numbers VALUES (2)")
        db.vacuum()
    add(kept, 3)
    assert found(path) == [1, 2, 3]


OTHER_PROGRAM = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=0.2, isolation_level=None)
try:
    db.execute("BEGIN IMMEDIATE")
    print("came in")
except sqlite3.OperationalError as error:
    print(error)
"""


def test_opening_it_once_more_takes_no_lock_of_ours_away(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with traceless(path) as db:
        db.execute("CREATE TABLE a (b)")
        with writing(db):
            db.execute("INSERT INTO a VALUES (1)")
            with traceless(path):  # as another thread does for somebody else
                pass
            told = subprocess.run(
                [sys.executable, "-c", OTHER_PROGRAM, str(path)], capture_output=True, text=True, check=True
            )
            assert told.stdout == "database is locked\n"


def test_a_new_file_is_ours_alone_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "a.db"
    with traceless(path) as db:
        db.execute("CREATE TABLE a (b)")
    assert path.stat().st_mode & 0o777 == 0o640 and list(path.parent.iterdir()) == [path]


@pytest.mark.slow
def test_nobody_but_sqlite_opens_a_database_that_may_be_in_use(site: Site, tmp_path: Path) -> None:
    add_event(site, "", "Avond", site.today)
    OPENED.paths.clear()
    OPENED.on = True
    try:
        keep_up(site, tmp_path / "release")
        set_aside_damaged(site.folders)
        make_backup(site.folders, tmp_path / "copy.age", new_key()[1])
        parts_of(site.folders, tmp_path / "release")
        token = new_token()
        save_draft(token, "{}", site.folders)
        assert load_draft(token, site.folders) == "{}"
        fold(site.content, {}, token, site=site)
    finally:
        OPENED.on = False
    inside = [path for path in OPENED.paths if Path(path).parent == site.folders.data_dir]
    assert inside and not [path for path in inside if ".db" in path and not Path(path).name.startswith(".")]
