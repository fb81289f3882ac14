"""A database that is kept open writes where its file stands now, and begins anew after trouble."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.storage import KeptOpen, StorageTrouble, traceless, writing


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
