"""A database that is damaged is set aside whole, never overwritten; what can be read of the saved scans goes on.

Saved scans and enquiries carry their own proof: a row that was damaged opens with no token, so nobody gets another
text than was kept. Of the other files nothing is taken over: a figure that is a little wrong is worse than none.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

from sqlite_utils import Database

from data import clock
from data.drafts import open_drafts
from data.enquiries import open_enquiries
from data.folders import Folders
from data.storage import writing

log = logging.getLogger(__name__)
DAMAGED = "damaged"  # in the name of what was set aside
_BESIDE = ("-journal", "-wal", "-shm")  # what SQLite keeps beside a database
_Opening = Callable[[Folders], AbstractContextManager[Database]]
# Of these what can be read is taken over: how a file is opened, and per table how a row is put in it.
_SALVAGED: dict[str, tuple[_Opening, dict[str, str]]] = {
    "drafts": (
        open_drafts,
        {
            "SELECT * FROM drafts ORDER BY id": "INSERT OR IGNORE INTO drafts VALUES (?, ?, ?)",
            "SELECT * FROM wiped ORDER BY id": "INSERT OR IGNORE INTO wiped VALUES (?)",
        },
    ),
    "enquiries": (
        open_enquiries,
        {"SELECT * FROM enquiries ORDER BY id": "INSERT OR IGNORE INTO enquiries VALUES (?, ?, ?, ?)"},
    ),
}


def set_aside_damaged(where: Folders) -> list[str]:
    """Puts every damaged database under another name in the same folder; which. For the start of a server.

    A file that another program holds, or that cannot be reached, is left as it is.
    """
    found = []
    for name in ("drafts", "enquiries", "events", "pending", "published"):
        path: Path = getattr(where, name)
        if path.exists() and is_damaged(path):
            aside = _set_aside(path)
            taken = _salvage(name, aside, where)
            found.append(path.name)
            log.error(
                "%s was damaged: it is set aside as %s, %s rows were taken over", path.name, aside.name, taken
            )
    return found


def is_damaged(path: Path) -> bool:
    """Whether SQLite itself finds something wrong in this file."""
    try:
        with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as db:
            return [row[0] for row in db.execute("PRAGMA quick_check(1)")] != ["ok"]
    except sqlite3.OperationalError:  # locked, no rights, no disk: not the file itself
        return False
    except sqlite3.DatabaseError:
        return True


def _set_aside(path: Path) -> Path:
    aside = path.with_name(f"{path.name}.{DAMAGED}-{clock.now():%Y%m%d-%H%M%S}")
    while aside.exists():
        aside = aside.with_name(f"{aside.name}x")
    for beside in _BESIDE:
        other = path.with_name(path.name + beside)
        if other.exists():
            other.rename(aside.with_name(aside.name + beside))
    return path.rename(aside)


def _salvage(name: str, aside: Path, where: Folders) -> int:
    if name not in _SALVAGED:
        return 0
    opened, tables = _SALVAGED[name]
    taken = 0
    uri = f"{aside.resolve().as_uri()}?mode=ro&immutable=1"
    with opened(where) as db, closing(sqlite3.connect(uri, uri=True)) as old:
        for asked, put in tables.items():
            rows = _readable(old, asked)
            with writing(db):
                db.conn.executemany(put, rows)
            taken += len(rows)
    return taken


def _readable(old: sqlite3.Connection, asked: str) -> list[tuple[object, ...]]:
    """What can be read of a table from its one end and from its other."""
    found: dict[bytes, tuple[object, ...]] = {}
    for order in ("ASC", "DESC"):
        try:
            for row in old.execute(f"{asked} {order}"):
                if isinstance(row[0], bytes) and None not in row[:3]:
                    found.setdefault(row[0], row)
        except sqlite3.DatabaseError:
            continue
    return list(found.values())
