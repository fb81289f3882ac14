"""Opens a store: the tables that belong together, in a SQLite file of their own or all in one PostgreSQL database.

What a store writes and asks is written once (data/postgresql/dialect.py). Which stores servers share, and which each
keeps for itself, says docs/decisions/L-postgresql.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import cast

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from data.file_migrations import NewerFile, all_steps, bring_up
from data.folders import Folders
from data.storage import StorageTrouble, traceless

_brought_up: set[tuple[str, str]] = set()  # database and store, in this process


@contextmanager
def open_store(
    where: Folders,
    steps: Migrations,
    opening: Callable[[Path], AbstractContextManager[Database]] = traceless,
) -> Iterator[Database]:
    """The store that these steps make, in the shape of now. `opening` opens its file, where it has one.

    Raises StorageTrouble, and NewerFile for one that a newer version of the program wrote.
    """
    if where.database:
        with _in_postgresql(where.database, steps) as db:
            yield db
    else:
        with opening(getattr(where, steps.name)) as db:
            bring_up(db, steps)
            yield db


@contextmanager
def _in_postgresql(url: str, steps: Migrations) -> Iterator[Database]:
    # Here and not above: who has no such database need not load what speaks with it.
    from psycopg import Error
    from psycopg_pool import PoolTimeout

    from data.postgresql.connections import connected

    try:
        if (url, steps.name) not in _brought_up:
            with connected(url, "schemas") as schemas, schemas.writing():
                _bring_up(cast(Database, schemas), steps)
            _brought_up.add((url, steps.name))
        with connected(url, steps.name) as store:
            yield cast(Database, store)  # all of a Database that a store uses
    except (Error, PoolTimeout) as error:
        raise StorageTrouble(f"{steps.name}: {error}") from error


def _bring_up(db: Database, steps: Migrations) -> None:
    """Does the steps that this database lacks, one server at a time, all of them or none."""
    db.execute("CREATE TABLE IF NOT EXISTS scan_schemas (store TEXT PRIMARY KEY, done INTEGER NOT NULL)")
    row = db.execute("SELECT done FROM scan_schemas WHERE store = ?", (steps.name,)).fetchone()
    done, every = int(row[0]) if row else 0, all_steps(steps)
    if done > len(every):
        raise NewerFile(
            f"De database is van een nieuwere versie van de scan ({steps.name}: stap {done}, deze versie kent er "
            f"{len(every)}). Zet de nieuwere versie terug, of de database zoals zij daarvoor was."
        )
    for step in every[done:]:
        step(db)
    db.execute(
        "INSERT INTO scan_schemas VALUES (?, ?) ON CONFLICT (store) DO UPDATE SET done = excluded.done",
        (steps.name, len(every)),
    )


def forget_databases() -> None:
    """Takes nothing for granted of any database, as a server that just started."""
    from data.postgresql.connections import close_connections

    close_connections()
    _brought_up.clear()
