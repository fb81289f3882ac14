"""The file of accounts, invitations and events: what organisers make, nothing of respondents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from data.folders import Folders, folders
from data.stores import open_store

_SCHEMA = """
CREATE TABLE accounts (id TEXT PRIMARY KEY, login TEXT UNIQUE NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, password TEXT) WITHOUT ROWID;
CREATE TABLE invitations (secret TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, until TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sessions (secret TEXT PRIMARY KEY, account TEXT NOT NULL, until TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE events (id TEXT PRIMARY KEY, code TEXT UNIQUE NOT NULL, owner TEXT NOT NULL, closed TEXT, joined INTEGER NOT NULL,
                     content TEXT NOT NULL) WITHOUT ROWID;
"""

STEPS = Migrations("events")


@STEPS()
def accounts_and_events(db: Database) -> None:
    for statement in _SCHEMA.split(";")[:-1]:
        db.execute(statement)


@STEPS()
def devices(db: Database) -> None:
    """Devices on which an account was in before."""
    db.execute(
        "CREATE TABLE devices (secret TEXT PRIMARY KEY, account TEXT NOT NULL, until TEXT NOT NULL) WITHOUT ROWID"
    )


@STEPS()
def second_factors(db: Database) -> None:
    """The second step of signing in, and what replaces a lost phone."""
    for statement in (
        "CREATE TABLE second_factors (account TEXT PRIMARY KEY, secret TEXT NOT NULL, last_step INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE recovery_codes (account TEXT NOT NULL, secret TEXT NOT NULL, PRIMARY KEY (account, secret)) WITHOUT ROWID",
    ):
        db.execute(statement)


@STEPS()
def audit_log(db: Database) -> None:
    """Who did what; lines are added alone."""
    db.execute(
        "CREATE TABLE audit (number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, "
        "about TEXT NOT NULL, chain TEXT NOT NULL)"
    )
    if not isinstance(db, Database):  # PostgreSQL
        db.execute(
            "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$"
        )
        db.execute(
            "CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER audit_no_{deed.lower()} BEFORE {deed} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
        )


@STEPS()
def studio(db: Database) -> None:
    """What members of the team changed of the content, and what of it went live."""
    for statement in (
        "CREATE TABLE proposals (login TEXT PRIMARY KEY, state TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE changes (number INTEGER PRIMARY KEY AUTOINCREMENT, login TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL)",
        """CREATE TABLE publications (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, author TEXT NOT NULL,
        by TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, body TEXT NOT NULL)""",
    ):
        db.execute(statement)


@contextmanager
def open_registry(where: Folders | None = None) -> Iterator[Database]:
    """The file of accounts and events, made when it is not there."""
    with open_store(where or folders(), STEPS) as db:
        yield db
