"""What the server says of itself: each part that is wrong is named, with what to do, in three languages."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data import clock
from data.aggregates.folding import Site
from data.drafts import save_draft
from data.enquiries import put_enquiry
from data.last_day import note_day
from data.operation import state, uncounted
from data.operation.state import LEVELS, Part, parts_of, worst
from data.operation.upkeep import keep_up
from data.organisers.events import add_event
from data.tokens import new_token
from questionnaire.language.translation import LANGUAGES
from tests.data.conftest import TODAY


@pytest.fixture
def running(site: Site, tmp_path: Path, monkeypatch) -> Site:
    """A server after its first upkeep, with something in every file."""
    moment = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
    monkeypatch.setattr(clock, "_moment", lambda: moment)
    monkeypatch.setattr(uncounted, "_here", {})
    save_draft(new_token(), "answers", site.folders)
    put_enquiry(new_token(), "questions", TODAY + timedelta(14), site.folders)
    add_event(site, "", "Avond", TODAY)
    assert keep_up(site, tmp_path / "release").failed == {}
    return site


def looked_at(site: Site, tmp_path: Path) -> dict[str, Part]:
    return {part.name: part for part in parts_of(site.folders, tmp_path / "release")}


def test_a_healthy_server_has_nothing_to_do(running: Site, tmp_path: Path) -> None:
    parts = looked_at(running, tmp_path)
    assert {part.level for part in parts.values()} == {"good"}
    assert not any(part.todo for part in parts.values()) and worst(tuple(parts.values())) == "good"


def test_a_server_that_never_ran_is_not_wrong(fresh: Site, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(clock, "_moment", lambda: datetime(2026, 11, 2, 12, tzinfo=UTC))
    assert worst(tuple(looked_at(fresh, tmp_path).values())) == "good"


def damaged(name: str) -> Callable[[Site, Path], None]:
    def damage(site: Site, tmp_path: Path) -> None:
        path: Path = getattr(site.folders, name)
        for other in path.parent.glob(f"{path.name}-*"):
            other.unlink()
        path.write_bytes(b"this is no database, but a text of some length\n" * 200)

    return damage


def no_keys(site: Site, tmp_path: Path) -> None:
    shutil.rmtree(site.folders.key_dir)


def one_key_gone(site: Site, tmp_path: Path) -> None:
    next(iter(site.folders.key_dir.glob("*.key"))).unlink()


def no_table(site: Site, tmp_path: Path) -> None:
    db = sqlite3.connect(site.folders.drafts)
    db.execute("DROP TABLE drafts")
    db.commit()
    db.close()


def wrong_clock(site: Site, tmp_path: Path) -> None:
    note_day(site.folders, TODAY)
    site.folders.last_day.write_bytes(b'{"day": "2023-11-02"}')


def not_counted(site: Site, tmp_path: Path) -> None:
    uncounted.could_not_be_counted(new_token(), site.folders)


def upkeep_failed(site: Site, tmp_path: Path) -> None:
    damaged("enquiries")(site, tmp_path)
    keep_up(site, tmp_path / "release")


def disk_away(site: Site, tmp_path: Path) -> None:
    shutil.rmtree(site.folders.data_dir)
    site.folders.data_dir.write_text("a file where the folder was")


def release_gone(site: Site, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "release")


FAULTS = [
    *((damaged(name), name) for name in ("drafts", "events", "pending", "published", "enquiries")),
    (no_keys, "keys"),
    (one_key_gone, "keys"),
    (no_table, "drafts"),
    (wrong_clock, "clock"),
    (not_counted, "counting"),
    (upkeep_failed, "upkeep"),
    (disk_away, "disk"),
    (release_gone, "release"),
]


@pytest.mark.parametrize(("fault", "part"), FAULTS)
def test_a_fault_is_named_with_what_to_do(running: Site, tmp_path: Path, fault, part: str) -> None:
    fault(running, tmp_path)
    found = looked_at(running, tmp_path)[part]
    assert found.level != "good" and found.todo is not None
    for language in LANGUAGES:
        told = found.told.say(language) + found.todo.say(language)
        assert str(tmp_path) not in told, "nothing about the machine"


def test_a_part_that_is_fine_is_not_blamed_for_another(running: Site, tmp_path: Path) -> None:
    damaged("published")(running, tmp_path)
    parts = looked_at(running, tmp_path)
    assert {name for name, part in parts.items() if part.level != "good"} == {"published"}


def test_a_database_that_another_program_holds_is_told_as_such(running: Site, tmp_path: Path) -> None:
    other = sqlite3.connect(running.folders.drafts, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    found = looked_at(running, tmp_path)["drafts"]
    other.close()
    assert found.level == "wrong" and "bezet" in found.told.say()
    assert looked_at(running, tmp_path)["drafts"].level == "good"


@pytest.mark.parametrize(("free", "level"), [(50, "wrong"), (500, "attention"), (5000, "good")])
def test_a_disk_that_fills_up_is_told_before_it_is_full(
    running: Site, tmp_path: Path, monkeypatch, free: int, level: str
) -> None:
    monkeypatch.setattr(
        state.shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**10, 0, free * 1_000_000)
    )
    assert looked_at(running, tmp_path)["disk"].level == level


@pytest.mark.parametrize(("hours", "part"), [(13, "upkeep"), (49, "release")])
def test_what_was_long_ago_is_told(running: Site, tmp_path: Path, monkeypatch, hours: int, part: str) -> None:
    later = clock.now() + timedelta(hours=hours)
    monkeypatch.setattr(clock, "_moment", lambda: later)
    assert looked_at(running, tmp_path)[part].level == "attention"


def test_one_step_of_upkeep_that_fails_stops_no_other(running: Site, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "release")
    for name in ("enquiries", "drafts"):
        damaged(name)(running, tmp_path)
    done = keep_up(running, tmp_path / "release")
    assert set(done.failed) == {"enquiries", "drafts"} and (tmp_path / "release" / "release.json").exists()


def test_what_waits_to_be_counted_is_known_after_a_restart_and_tells_nobody_who(
    running: Site, monkeypatch
) -> None:
    first, second = new_token(), new_token()
    for token in (first, second, first):
        uncounted.could_not_be_counted(token, running.folders)
    kept = running.folders.uncounted.read_text()
    assert first not in kept and second not in kept
    assert running.folders.uncounted.stat().st_mtime == 0
    monkeypatch.setattr(uncounted, "_here", {})
    assert uncounted.waiting_to_be_counted(running.folders) == 2
    uncounted.need_not_be_counted(first, running.folders)
    assert uncounted.waiting_to_be_counted(running.folders) == 1


def test_every_level_has_a_word_in_every_language() -> None:
    assert all(len({LEVELS[level].say(language) for level in LEVELS}) == 3 for language in LANGUAGES)
