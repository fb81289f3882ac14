"""A clock that jumps deletes nothing and closes nothing, until somebody of the team says that it is right."""

from __future__ import annotations

import ast
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data import clock
from data.aggregates.folding import Site, fold, seal_all, this_site
from data.aggregates.pending import open_pending
from data.aggregates.tallies import DROP_OFF
from data.drafts import expire_drafts, load_draft, save_draft
from data.enquiries import expire_enquiries, open_enquiry, put_enquiry
from data.figures.drop_off import record_drop_off
from data.last_day import (
    FURTHEST,
    ClockInDoubt,
    believed_day,
    certain_day,
    confirm_day,
    is_certain,
    last_day,
    note_day,
)
from data.operation.upkeep import CLOCK, begin_days, keep_up
from data.organisers.accounts import add_account, invite, start_session
from data.organisers.events import add_event, close_due, close_event, event_by_code
from data.release.folder import publish_release
from data.tokens import new_token
from tests.data.conftest import TODAY
from tests.test_house import modules

TOKEN = "A" * 32
FAR = [FURTHEST + 1, 365, 3 * 365, 30 * 365, -FURTHEST - 1, -365, -3 * 365, -30 * 365]


@pytest.fixture
def at(monkeypatch):
    """Sets the clock: at(day)."""

    def set_clock(day: date) -> None:
        monkeypatch.setattr(clock, "_moment", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))

    set_clock(TODAY)
    return set_clock


@pytest.fixture
def lived_in(site: Site, business, at) -> Site:
    """A server on which everything stands that a calendar could take away."""
    where = site.folders
    note_day(where)
    save_draft(TOKEN, "answers", where)
    put_enquiry("B" * 32, "questions", TODAY + timedelta(14), where)
    team = add_account("team", "Team", "team", "een heel lang wachtwoord", where)
    start_session(team.id, where)
    invite("Vereniging", where=where)
    room = add_event(site, "", "Avond", TODAY, TODAY + timedelta(45))
    for _ in range(12):
        fold(site.content, business(quick=True), new_token(), quick=True, event=room.id, site=site)
    record_drop_off(site, new_token(), next(iter(site.plan(DROP_OFF))))
    return site


def kept(site: Site) -> dict[str, set[tuple]]:
    """What stands in every table of every file: the rows by what never changes of them."""
    found: dict[str, set[tuple]] = {}
    for name, path in (
        (name, getattr(site.folders, name)) for name in ("drafts", "events", "pending", "enquiries")
    ):
        db = sqlite3.connect(path)
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            wanted = {
                "cells": "cube, cell, part, block",
                "events": "id, code, closed",
                "state": "name, value",
                "drafts": "id, quarter",
            }.get(table, "*")
            found[f"{name}.{table}"] = set(db.execute(f"SELECT {wanted} FROM {table}").fetchall())
        db.close()
    return found


def whatever_a_calendar_does(site: Site, release: Path) -> None:
    """A start, an upkeep, and all that people and administrators do that looks at a calendar."""
    begin_days(site.folders)
    today = this_site(site.content, where=site.folders)
    keep_up(today, release)
    for step in (
        lambda: close_due(today),
        lambda: expire_drafts(site.folders),
        lambda: expire_enquiries(site.folders),
        lambda: publish_release(today, release),
    ):
        with pytest.raises(ClockInDoubt):
            step()
    with open_pending(site.folders) as pending, pytest.raises(ClockInDoubt), pending.transaction():
        seal_all(pending, today, "2026Q4")
    invite("Nog een", where=site.folders)
    start_session("nobody", site.folders)
    load_draft(TOKEN, site.folders)


@pytest.mark.parametrize("days", FAR)
def test_a_clock_that_jumps_deletes_nothing_and_closes_nothing(
    lived_in: Site, at, tmp_path, days: int
) -> None:
    before = kept(lived_in)
    assert all(before[table] for table in ("drafts.drafts", "enquiries.enquiries", "events.sessions"))
    at(TODAY + timedelta(days))
    whatever_a_calendar_does(lived_in, tmp_path / "release")
    after = kept(lived_in)
    assert {table: rows - after[table] for table, rows in before.items() if rows - after[table]} == {}
    assert not (tmp_path / "release" / "release.json").exists()
    at(TODAY)
    assert is_certain(lived_in.folders) and load_draft(TOKEN, lived_in.folders) == "answers"
    assert open_enquiry("B" * 32, lived_in.folders) is not None
    assert keep_up(this_site(lived_in.content, where=lived_in.folders)).failed == {}
    after = kept(lived_in)
    assert {table: rows - after[table] for table, rows in before.items() if rows - after[table]} == {}


@pytest.mark.parametrize("days", FAR)
def test_people_are_saved_and_counted_meanwhile_and_lose_nothing_when_it_is_right_again(
    lived_in: Site, at, business, days: int
) -> None:
    at(TODAY + timedelta(days))
    where, token, answers = lived_in.folders, new_token(), business(quick=True)
    today = this_site(lived_in.content, where=where)
    save_draft(token, "while it was wrong", where)
    put_enquiry("C" * 32, "questions", clock.today() + timedelta(14), where)
    assert fold(lived_in.content, answers, token, quick=True, site=today).counted == ("quick",)
    at(TODAY)
    again = fold(lived_in.content, answers, token, quick=True, site=this_site(lived_in.content, where=where))
    assert again.counted == () and again.already == ("quick",), "counted once, whatever the clock said"
    keep_up(this_site(lived_in.content, where=where))
    assert load_draft(token, where) == "while it was wrong"
    assert len(kept(lived_in)["enquiries.enquiries"]) == 2


def test_an_event_stays_open_while_the_clock_is_in_doubt(lived_in: Site, at) -> None:
    code = next(code for _, code, _ in kept(lived_in)["events.events"])
    at(TODAY + timedelta(400))
    found = event_by_code(code, where=lived_in.folders)
    assert found is not None
    with pytest.raises(ClockInDoubt):
        close_event(this_site(lived_in.content, where=lived_in.folders), found)


def test_once_confirmed_everything_goes_on(lived_in: Site, at, tmp_path) -> None:
    at(TODAY + timedelta(3 * 365))
    today = this_site(lived_in.content, where=lived_in.folders)
    assert set(keep_up(today, tmp_path / "release").failed.values()) == {CLOCK}
    confirm_day(lived_in.folders)
    done = keep_up(today, tmp_path / "release")
    assert done.failed == {} and (done.closed, done.expired) == (1, 1) and done.published


@pytest.mark.parametrize("days", [0, 1, FURTHEST, -1, -FURTHEST])
def test_a_day_within_a_quarter_is_believed(tmp_path, fresh: Site, days: int) -> None:
    note_day(fresh.folders, TODAY)
    day = TODAY + timedelta(days)
    assert note_day(fresh.folders, day) and last_day(fresh.folders).day == day
    assert certain_day(fresh.folders, day) == believed_day(fresh.folders, day) == day


def test_a_damaged_note_of_the_last_day_is_no_reason_to_believe_anything(fresh: Site) -> None:
    for damage in (b"", b"{}", b'{"day": 20261102}', b"\x00" * 400, b'{"day": "gisteren"}'):
        fresh.folders.last_day.write_bytes(damage)
        with pytest.raises(ClockInDoubt):
            certain_day(fresh.folders, TODAY)
        assert not note_day(fresh.folders, TODAY) and fresh.folders.last_day.read_bytes() == damage
        assert believed_day(fresh.folders, TODAY) == TODAY, "people go on"
        fresh.folders.last_day.unlink()


def test_a_server_from_before_the_note_knows_its_last_quarter(lived_in: Site, at) -> None:
    lived_in.folders.last_day.unlink()
    at(TODAY + timedelta(365))
    assert not begin_days(lived_in.folders) and not is_certain(lived_in.folders)
    lived_in.folders.last_day.unlink()
    at(TODAY + timedelta(60))
    assert begin_days(lived_in.folders)


# What takes something away for good, or makes it final.
IRREVERSIBLE_SQL = ("DELETE FROM", "DROP TABLE", "SET CLOSED")
IRREVERSIBLE_CALLS = (
    "unlink",
    "rmtree",
    "remove",
    "rmdir",
    "forget_receipts",
    "forget_state",
    "drop",
    "seal_block",
)
GUARDS = ("certain_day", "is_certain")
# Done because somebody asked for it, or as the other half of something new: no calendar has a say in it.
NOT_BY_CALENDAR = {
    ("data/aggregates/folding.py", "add_to_cell"): "a block that is full is sealed by the answers in it",
    ("data/aggregates/keys.py", "remove"): "the key of a block that is no longer there",
    ("data/aggregates/keys.py", "keep_only"): "keys of no block: what a crash left",
    ("data/aggregates/pending.py", "transaction"): "keys of blocks that were replaced, or never committed",
    ("data/aggregates/pending.py", "drop"): "a step of close_event, which asks",
    ("data/aggregates/pending.py", "forget_receipts"): "a step of turn_quarter, which asks",
    ("data/aggregates/pending.py", "forget_state"): "a step of close_event, which asks",
    ("data/aggregates/pending.py", "sent"): "published in the same transaction",
    ("data/drafts.py", "delete_draft"): "the respondent asked",
    ("data/enquiries.py", "withdraw_enquiry"): "the respondent asked",
    ("data/organisers/accounts.py", "remove_account"): "the team asked",
    ("data/organisers/accounts.py", "change_password"): "the account's owner or the team asked",
    ("data/organisers/accounts.py", "accept_invitation"): "used",
    ("data/organisers/accounts.py", "end_session"): "signing out",
    ("data/organisers/second_factor.py", "drop_second_factor"): "the account's owner or another member asked",
    ("data/organisers/second_factor.py", "passes"): "a recovery code that is used",
    ("data/organisers/second_factor.py", "set_second_factor"): "the account's owner asked",
    ("data/release/exchange.py", "_seal_evening"): "a step of export_blocks, which the organiser asks for",
    ("data/content/editions.py", "_editions_folder"): "its own probe",
    ("data/content/whole_writes.py", "write_all"): "its own note, of what went live before",
    ("data/content/whole_writes.py", "finish"): "its own note, once every file stands there",
    ("data/storage.py", "_made_for_us_alone"): "its own half of a file",
    ("data/studio/changes.py", "_changed"): "an entry in a text, as a member of the team asked",
    ("data/studio/proposals.py", "drop_changes"): "the member of the team asked",
    ("data/studio/proposals.py", "keep_publication"): "live, and kept in the same transaction",
    ("data/studio/working_copy.py", "working_copy"): "its own copy; by number: the last ones stay",
    ("data/studio/working_copy.py", "forget_copies"): "its own copies, made again when asked",
    ("data/content/shared_editions.py", "_unpack"): "its own copy that is not what it says",
    ("data/content/shared_editions.py", "follow_editions"): "by number: the last editions stay, however old",
    ("data/aggregates/shared_counting.py", "_let_go"): "a claim of what was not counted",
    ("data/aggregates/shared_counting.py", "tell_waiting"): "its own number, replaced by that of now",
    ("data/organisers/events.py", "_end_blocks"): "a step of close_event and follow_events, which ask",
    ("data/operation/backup.py", "make_backup"): "its own half of a file",
    ("data/operation/backup.py", "_open"): "its own copy, unpacked",
    ("data/operation/state.py", "_disk"): "its own probe",
    ("data/operation/uncounted.py", "need_not_be_counted"): "counted",
    ("scoring/advising/order.py", "several_doors"): "a list in memory",
    ("web/routes/events.py", "sign_out"): "signing out",
    ("web/routes/scan.py", "delete"): "the respondent asked",
    ("questionnaire/whole_files.py", "write_whole"): "its own half of a file",
    ("scoring/editions/files.py", "take"): "its own copy",
    ("scoring/editions/store.py", "_consider"): "a copy that did not go live",
    ("scoring/editions/store.py", "_look"): "its own copy, of files that were saved meanwhile",
    ("scoring/editions/store.py", "_go_live"): "a damaged copy, replaced by a whole one",
    ("scoring/editions/store.py", "_forget_old"): "by number: the last editions stay, however old",
}


def irreversible(text: str) -> dict[str, bool]:
    """Every function that takes something away or makes it final, and whether it asks for a certain day."""
    found = {}
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        calls = [
            node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
            for node in ast.walk(function)
            if isinstance(node, ast.Call)
        ]
        said = [
            n.value.upper()
            for n in ast.walk(function)
            if isinstance(n, ast.Constant) and isinstance(n.value, str)
        ]
        if any(call in IRREVERSIBLE_CALLS for call in calls) or any(
            sql in text for text in said for sql in IRREVERSIBLE_SQL
        ):
            found[function.name] = any(call in GUARDS for call in calls)
    return found


def test_no_step_that_cannot_be_undone_goes_around_the_last_day() -> None:
    astray = {
        f"{path}: {name}"
        for path, text in modules()
        if path.parts[0] in ("data", "scoring", "questionnaire", "web", "screens")
        for name, asks in irreversible(text).items()
        if not asks and (str(path), name) not in NOT_BY_CALENDAR
    }
    assert not astray, "ask certain_day first, or say in NOT_BY_CALENDAR why no calendar has a say in it"


def test_no_exception_is_kept_for_a_step_that_is_gone() -> None:
    there = {(str(path), name) for path, text in modules() for name in irreversible(text)}
    assert set(NOT_BY_CALENDAR) <= there


@pytest.mark.parametrize(
    "code",
    [
        "def old(db):\n    db.execute('delete from drafts where quarter < ?')",
        "def old(path):\n    path.unlink()",
        "def old(path):\n    shutil.rmtree(path)",
        "def old(site):\n    seal_block(pending, block, site, quarter)",
    ],
)
def test_the_guard_sees_a_step_that_goes_around_it(code: str) -> None:
    assert irreversible(code) == {"old": False}
    assert irreversible(code + "\n    certain_day(where)") == {"old": True}
