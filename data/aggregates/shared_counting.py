"""What servers on one database must know of each other's counting: who was counted, and how many wait in open blocks
of events. The open blocks themselves stay at each server.

A receipt is claimed before the answers go into an open block here, and made sure afterwards. A server that breaks off
in between tells from its own file, when it starts again, whether they went in. So nobody counts twice, at whatever
server, and who was not counted can be.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from sqlite3 import Error

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from data.aggregates.pending import OpenCell, Pending, open_pending
from data.aggregates.tallies import Part
from data.folders import Folders
from data.last_day import is_certain
from data.quarters import Quarter
from data.storage import StorageTrouble, writing
from data.stores import open_store
from questionnaire.whole_files import write_whole

STEPS = Migrations("counting")
_shared: dict[Folders, list[tuple[object, ...]]] = {}  # what this process told last


@STEPS()
def counted_and_waiting(db: Database) -> None:
    db.execute(
        "CREATE TABLE receipts (id BLOB PRIMARY KEY, quarter TEXT NOT NULL, server TEXT NOT NULL, sure INTEGER NOT NULL)"
    )
    db.execute(
        "CREATE TABLE waiting (server TEXT NOT NULL, event TEXT NOT NULL, part TEXT NOT NULL, block TEXT NOT NULL, "
        "n INTEGER NOT NULL, needed INTEGER NOT NULL, PRIMARY KEY (server, event, part))"
    )


class NotSettled(StorageTrouble):
    """Another server broke off while it counted this one; until that is back, nobody knows whether it did."""


def server_id(where: Folders) -> str:
    """Which of the servers on one database this is: a number in DATA_DIR, drawn once. Raises OSError."""
    path = where.make().data_dir / "server-id"
    if not path.exists():
        write_whole(path, secrets.token_hex(8).encode() + b"\n", 0o640, replace=False)
    return path.read_text("ascii").strip()


@contextmanager
def claimed(
    pending: Pending, where: Folders, receipts: Mapping[str, list[bytes]], quarter: Quarter
) -> Iterator[frozenset[str]]:
    """Which of these may be counted here, as far as other servers go; they are when the `with` ends well.

    `receipts`: by name, the one to keep followed by all that forbid it. Raises NotSettled, StorageTrouble.
    """
    if not where.database:
        yield frozenset(receipts)
        return
    me, free = server_id(where), set()
    with open_store(where, STEPS) as db, writing(db):
        for name, ids in receipts.items():
            rows = (
                db.execute("SELECT server, sure FROM receipts WHERE id = ?", (i,)).fetchone() for i in ids
            )
            known = [row for row in rows if row is not None]
            if any(sure for _, sure in known):
                continue
            if any(server != me for server, _ in known):
                raise NotSettled("another server broke off while it counted")
            db.execute(
                "INSERT INTO receipts VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING", (ids[0], quarter, me)
            )
            free.add(name)
    kept = [receipts[name][0] for name in sorted(free)]
    try:
        yield frozenset(free)
    except BaseException:
        # Trouble here leaves the claim, for this server to settle.
        with suppress(OSError, Error), open_store(where, STEPS) as db, writing(db):
            for receipt in kept:
                if not pending.has_receipt([receipt]):
                    _let_go(db, receipt, me)
        raise
    if kept:
        with open_store(where, STEPS) as db, writing(db):
            for receipt in kept:
                db.execute(
                    "INSERT INTO receipts VALUES (?, ?, ?, 1) ON CONFLICT (id) DO UPDATE SET sure = 1",
                    (receipt, quarter, me),
                )


def settle(where: Folders) -> int:
    """At the start of a server: makes sure what it had counted when it broke off, and lets go of what it had not. How
    many there were. Raises StorageTrouble.
    """
    me = server_id(where)
    with open_store(where, STEPS) as db, writing(db):
        unsure = db.execute("SELECT id FROM receipts WHERE server = ? AND sure = 0", (me,)).fetchall()
        with open_pending(where) as pending:
            for (receipt,) in unsure:
                if pending.has_receipt([receipt]):
                    db.execute("UPDATE receipts SET sure = 1 WHERE id = ?", (receipt,))
                else:
                    _let_go(db, receipt, me)
    return len(unsure)


def keep_receipts(where: Folders, receipts: list[tuple[bytes, Quarter]]) -> None:
    """Gives the others the receipts of a server that worked alone. Raises StorageTrouble."""
    me = server_id(where)
    with open_store(where, STEPS) as db, writing(db):
        db.conn.executemany(
            "INSERT INTO receipts VALUES (?, ?, ?, 1) ON CONFLICT (id) DO UPDATE SET sure = 1",
            [(receipt, quarter, me) for receipt, quarter in receipts],
        )


def _let_go(db: Database, receipt: bytes, me: str) -> None:
    db.execute("DELETE FROM receipts WHERE id = ? AND server = ? AND sure = 0", (receipt, me))


def forget_shared_receipts(where: Folders, last: Quarter, today: date) -> None:
    """Removes the receipts of `last` and before, unless the day is in doubt."""
    if where.database and is_certain(where, today):
        with open_store(where, STEPS) as db, writing(db):
            db.execute("DELETE FROM receipts WHERE quarter <= ?", (last,))


def tell_waiting(where: Folders) -> None:
    """Tells the other servers how many wait in the open blocks of events here, when that changed: a number, and every
    few seconds, so that it is no trace of anybody. Raises StorageTrouble.
    """
    me = server_id(where)
    with open_pending(where) as pending:
        cells = pending.cells()
    rows: list[tuple[object, ...]] = [
        (me, cell.id, part, *there) for (cell, part), there in sorted(cells.items()) if cell.cube == "event"
    ]
    if _shared.get(where) != rows:
        with open_store(where, STEPS) as db, writing(db):
            db.execute("DELETE FROM waiting WHERE server = ?", (me,))
            if rows:
                db.conn.executemany("INSERT INTO waiting VALUES (?, ?, ?, ?, ?, ?)", rows)
        _shared[where] = rows


def waiting_elsewhere(where: Folders) -> dict[tuple[str, Part], list[OpenCell]]:
    """The open blocks of events at the other servers, by event and part, as they told last."""
    found: dict[tuple[str, Part], list[OpenCell]] = defaultdict(list)
    if where.database:
        me = server_id(where)
        with open_store(where, STEPS) as db:
            rows = db.execute("SELECT event, part, block, n, needed FROM waiting WHERE server != ?", (me,))
            for event, part, *there in rows:
                found[event, part].append(OpenCell(*there))
    return found
