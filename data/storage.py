"""Opens the SQLite files. What may never leave a trace is kept in one way, what is public in another."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

_PATIENCE_SECONDS = 5  # how long a writer waits for another one: somebody waits for the next question


class StorageTrouble(OSError):
    """A file of ours cannot be read or written: the disk is full, the file is damaged, or another program
    holds it.
    """


@contextmanager
def traceless(path: Path) -> Iterator[Database]:
    """A database that leaves nothing behind: no WAL (a WAL file is a diary of every change), freed bytes
    zeroed.

    EXTRA syncs the folder as well once the journal is gone, so an acknowledged write survives a power cut.
    Others on the machine may not read it, also in a folder that was there before; the journal gets the rights
    of its file.
    """
    with suppress(OSError):  # trouble with the file is told when it is opened
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        _made_for_us_alone(path)
    with _opened(
        path, "journal_mode=DELETE", "synchronous=EXTRA", "secure_delete=ON", "temp_store=MEMORY"
    ) as db:
        yield db


def _made_for_us_alone(path: Path) -> None:
    """An empty file with our rights, where there is none.

    A file that SQLite may have open is never opened here: closing one's own handle of it takes away the locks that
    this process holds on it, and another process then writes in the middle of a transaction
    (https://sqlite.org/howtocorrupt.html, 2.2). So it is made under another name, and only then gets its own.
    """
    if path.exists():
        return
    made = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640))
    try:
        os.link(made, path)
    except FileExistsError:
        pass  # somebody was faster
    except OSError:  # a disk without links
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640))
    finally:
        made.unlink(missing_ok=True)


@contextmanager
def public(path: Path) -> Iterator[Database]:
    """A database of what everybody may see; readers never wait for a writer."""
    with _opened(path, "journal_mode=WAL", "synchronous=FULL") as db:
        yield db


@contextmanager
def _opened(path: Path, *pragmas: str) -> Iterator[Database]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    try:
        # One that is kept open serves writers of several threads, one after another.
        connection = sqlite3.connect(
            path, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False
        )
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


class KeptOpen:
    """A database that stays open between its turns: opening costs as much as writing a row. One turn at a
    time.

    `opening` gives the database of the file at `path`. It is opened anew when another file stands there, and
    after trouble.
    """

    def __init__(self, path: Path, opening: Callable[[], AbstractContextManager[Database]]) -> None:
        self._path, self._opening = path, opening
        self._closing = ExitStack()
        self._db: Database | None = None
        self._file: tuple[int, int] | None = None

    @contextmanager
    def turn(self) -> Iterator[Database]:
        """The database, for as long as the `with` lasts. Raises what opening or using it raises."""
        if self._db is None or self._which() != self._file:
            self.close()
            self._db = self._closing.enter_context(self._opening())
            self._file = self._which()
        try:
            yield self._db
        except BaseException as error:
            # Whatever was under way is rolled back, and trouble of SQLite gets its name where the database
            # was opened.
            self._db = None
            self._closing.__exit__(type(error), error, error.__traceback__)
            raise

    def close(self) -> None:
        """Closes it until the next turn."""
        self._db = None
        self._closing.close()

    def _which(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


@contextmanager
def writing(db: Database, beside_others: bool = False) -> Iterator[None]:
    """One transaction that holds the write lock from its start: all of it is kept, or nothing.

    `beside_others`: rows of each their own, which may be written at the same time where the database can.
    """
    if not isinstance(db, Database):  # a store in PostgreSQL
        with db.writing(beside_others):
            yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.conn.rollback()
        raise
    db.execute("COMMIT")
