"""Several servers on one PostgreSQL database: what each looks after at its start, and every few seconds."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from data.aggregates.archive import open_archive
from data.aggregates.folding import Site
from data.aggregates.pending import open_pending
from data.aggregates.shared_counting import keep_receipts, settle, tell_waiting
from data.content.shared_editions import follow_editions
from data.drafts import open_drafts
from data.enquiries import open_enquiries
from data.folders import FolderError, Folders
from data.operation.one_server import claim
from data.organisers.events import follow_events
from data.organisers.registry import open_registry
from data.release.signing import public_key
from data.storage import writing
from data.stores import open_store

EVERY_SECONDS = 5.0


@contextmanager
def _published(where: Folders) -> Iterator[Database]:
    with open_archive(where) as archive:
        yield archive.db


# What stands in DATA_DIR on one server alone, and in the database on several.
TABLES: dict[str, tuple[Callable[[Folders], AbstractContextManager[Database]], tuple[str, ...]]] = {
    "drafts": (open_drafts, ("drafts", "wiped")),
    "enquiries": (open_enquiries, ("enquiries",)),
    "events": (
        open_registry,
        (
            "accounts",
            "invitations",
            "sessions",
            "events",
            "devices",
            "second_factors",
            "recovery_codes",
            "audit",
            "proposals",
            "changes",
            "publications",
        ),
    ),
    "published": (_published, ("blocks", "sums")),
}
log = logging.getLogger(__name__)
STEPS = Migrations("site")


@STEPS()
def site_key(db: Database) -> None:
    db.execute("CREATE TABLE site (name TEXT PRIMARY KEY, public_key TEXT NOT NULL)")


def begin_with_others(where: Folders) -> None:
    """Makes the tables, settles what this server was counting when it broke off, and looks whether it fits the others.

    Raises FolderError, told to who runs it: what one server signs, all must recognise. Raises StorageTrouble when the database is away, and NewerFile.
    """
    if not where.database:
        return
    for opened, _ in TABLES.values():
        with opened(where):
            pass
    settle(where)
    mine = public_key(where)
    with open_store(where, STEPS) as db, writing(db):
        db.execute("INSERT INTO site VALUES ('site', ?) ON CONFLICT DO NOTHING", (mine,))
        (all_have,) = db.execute("SELECT public_key FROM site WHERE name = 'site'").fetchone()
    if mine != all_have:
        raise FolderError(
            "DATABASE_URL: de servers op deze database tekenen met een andere sleutel dan deze. Kopieer site.key uit KEY_DIR "
            "van een van hen naar KEY_DIR hier. Kopieer alleen dat bestand: de andere sleutels horen bij één server."
        )


def refuse_files_of_before(where: Folders) -> None:
    """Raises FolderError when a server on a database still has files of when it kept everything itself: what is in them
    would not be seen.
    """
    if where.database and (left := [n for n in TABLES if getattr(where, n).exists()]):
        raise FolderError(
            f"DATABASE_URL: in DATA_DIR staat nog {left[0]}.db, van toen deze server alles zelf bewaarde. Wat daarin staat, "
            "zou niemand meer zien. Zet het over met: python -m data to-postgresql. Of kies een lege DATA_DIR."
        )


def follow_others(site: Callable[[], Site], ended: Event) -> None:
    """Until it has `ended`: does here what was done elsewhere with events and editions. One step that fails stops no
    other.
    """
    while True:
        steps: tuple[Callable[[], None], ...] = (
            lambda: follow_events(site()),
            lambda: tell_waiting(site().folders),
            lambda: follow_editions(site().folders),
        )
        for step in steps:
            try:
                step()
            except Exception:  # tried again in a moment; the state of the database tells the team
                log.exception("what other servers did could not be followed")
        if ended.wait(EVERY_SECONDS):
            return


def to_postgresql(where: Folders) -> dict[str, int]:
    """Puts what the files in DATA_DIR hold in a database in which nothing is yet, and each file under another name: how
    many rows of each table. Open blocks stay as they are. Raises FolderError, also while a server serves DATA_DIR, and
    StorageTrouble.

    All of one store, or nothing: who breaks off, begins again.
    """
    if not where.database:
        raise FolderError("Zet eerst DATABASE_URL: de database waar alles heen moet.")
    claim(where)
    alone, moved = replace(where, database=""), {}
    for name, (opened, tables) in TABLES.items():
        path: Path = getattr(where, name)
        if not path.exists():
            continue
        with opened(where) as there, writing(there):
            for table in tables:
                if there.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
                    raise FolderError(f"In de database staat al iets ({table}). Neem een lege database.")
            with opened(alone) as here:
                for table in tables:
                    rows = here.execute(f"SELECT * FROM {table}").fetchall()
                    marks = ",".join("?" * len(rows[0])) if rows else ""
                    if rows:
                        there.conn.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
                    moved[table] = len(rows)
                _go_on_numbering(here, there)
        path.rename(path.with_name(f"{path.name}.in-postgresql"))
    with open_pending(alone) as pending:
        receipts = pending.db.execute("SELECT id, quarter FROM receipts").fetchall()
    keep_receipts(where, receipts)
    return moved | {"receipts": len(receipts)}


def _go_on_numbering(here: Database, there: Database) -> None:
    """No number that a file gave out is given again, also not that of a row that is gone."""
    if not here.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
        return
    for table, last in here.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
        (column,) = here.execute("SELECT name FROM pragma_table_info(?) WHERE pk = 1", (table,)).fetchone()
        there.execute("SELECT setval(pg_get_serial_sequence(?, ?), ?)", (table, column, last))
