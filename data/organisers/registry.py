"""The file of accounts, invitations and events: what organisers make, nothing of respondents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from data.file_migrations import bring_up
from data.folders import Folders, folders
from data.storage import traceless

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


@contextmanager
def open_registry(where: Folders | None = None) -> Iterator[Database]:
    """The file of accounts and events, made when it is not there."""
    with traceless((where or folders()).events) as db:
        bring_up(db, STEPS)
        yield db
