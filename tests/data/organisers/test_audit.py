"""The audit log grows, and whoever changes, takes out or adds a line by hand is found out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.__main__ import main
from data.folders import Folders
from data.organisers.audit import first_broken, lines, note

NOW = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)


@pytest.fixture
def where(tmp_path: Path) -> Folders:
    where = Folders(tmp_path / "var", tmp_path / "keys")
    for number in range(4):
        note("event closed", "jan", f"event {number}", where, NOW)
    return where


def changed(where: Folders, *statements: str) -> None:
    """What somebody does who can write the file, and takes its own refusal away."""
    with closing(sqlite3.connect(where.events)) as db:
        for deed in ("update", "delete"):
            db.execute(f"DROP TRIGGER audit_no_{deed}")
        for statement in statements:
            db.execute(statement)
        db.commit()


def test_lines_are_added_in_order_and_the_chain_is_whole(where: Folders) -> None:
    found = list(lines(where))
    assert [line.number for line in found] == [1, 2, 3, 4] and first_broken(where) is None
    assert found[0].at == "2026-11-30T20:00:00+00:00" and found[0].about == "event 0"
    assert len({line.chain for line in found}) == 4


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'piet'", "DELETE FROM audit"])
def test_the_file_itself_refuses_to_change_a_line(where: Folders, statement: str) -> None:
    with (
        closing(sqlite3.connect(where.events)) as db,
        pytest.raises(sqlite3.IntegrityError, match="only grows"),
    ):
        db.execute(statement)
    assert len(list(lines(where))) == 4


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit SET who = 'piet' WHERE number = 2", 2),
        ("UPDATE audit SET at = '2025-01-01' WHERE number = 4", 4),
        ("DELETE FROM audit WHERE number = 3", 3),
        ("DELETE FROM audit WHERE number = 1", 1),
        ("INSERT INTO audit VALUES (5, 'x', 'x', 'x', 'x', 'x')", 5),
    ],
)
def test_a_line_that_was_changed_by_hand_is_found(where: Folders, statement: str, broken: int) -> None:
    changed(where, statement)
    assert first_broken(where) == broken


def test_what_somebody_typed_makes_no_line_of_its_own(where: Folders) -> None:
    note("event made", "jan\nroot", "\udcff\n" + "x" * 5_000, where, NOW)
    last = list(lines(where))[-1]
    assert last.who == "jan root" and len(last.about) == 200 and first_broken(where) is None


def test_each_command_that_changes_something_is_written_down_and_the_log_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATA_DIR", "KEY_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("ACCOUNT_PASSWORD", "een lange zin als wachtwoord")
    assert main(["add-account", "--login", "jan"]) == 0
    assert main(["list-accounts"]) == 0
    assert main(["reset-second-step", "--login", "jan"]) == 0
    capsys.readouterr()
    assert main(["audit-log"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [row.split(",")[2:5] for row in told[1:]] == [
        ["server", "command add-account", "jan"],
        ["server", "command reset-second-step", "jan"],
    ]
    changed(Folders(tmp_path / "data_dir", tmp_path / "key_dir"), "UPDATE audit SET about = 'piet'")
    assert main(["audit-log"]) == 2 and "Regel 1 van het logboek" in capsys.readouterr().err
