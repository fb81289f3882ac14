"""Opens the SQLite files. What may never leave a trace is kept in one way, what is public in another."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

_PATIENCE_SECONDS = 60  # how long a writer waits for another one


class StorageTrouble(OSError):
    """A file of ours cannot be read or written: the disk is full, the file is damaged, or another program holds it."""


@contextmanager
def traceless(path: Path) -> Iterator[Database]:
    """A database that leaves nothing behind: no WAL (a WAL file is a diary of every change), freed bytes zeroed.

    EXTRA syncs the folder as well once the journal is gone, so an acknowledged write survives a power cut. Others on the
    machine may not read it, also in a folder that was there before; the journal gets the rights of its file.
    """
    with suppress(OSError):  # trouble with the file is told when it is opened
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o640))
    with _opened(path, "journal_mode=DELETE", "synchronous=EXTRA", "secure_delete=ON", "temp_store=MEMORY") as db:
        yield db


@contextmanager
def public(path: Path) -> Iterator[Database]:
    """A database of what everybody may see; readers never wait for a writer."""
    with _opened(path, "journal_mode=WAL", "synchronous=FULL") as db:
        yield db


@contextmanager
def _opened(path: Path, *pragmas: str) -> Iterator[Database]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    try:
        connection = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise StorageTrouble(f"{path}: {error}") from error
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        yield Database(connection, execute_plugins=False)
    except sqlite3.Error as error:
        raise StorageTrouble(f"{path.name}: {error}") from error
    finally:
        connection.close()


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One transaction that holds the write lock from its start: all of it is kept, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.conn.rollback()
        raise
    db.execute("COMMIT")
