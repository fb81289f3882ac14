"""The open blocks on disk: encrypted, each under its own key, in a file that leaves no trace of what it held
before.

Cells exist beforehand and a write replaces a box by one of the same length, so neither the order of rows nor
their place in the file tells who came when. Not part of any backup. Layout: docs/privacy.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from data.aggregates.blocks import OpenBlock
from data.aggregates.keys import BlockKeys
from data.aggregates.sealing import SealedBlock
from data.aggregates.tallies import Cell, Part
from data.file_migrations import bring_up
from data.folders import Folders
from data.quarters import Quarter
from data.storage import traceless, writing

_SCHEMA = """
CREATE TABLE cells (cube TEXT, cell TEXT, part TEXT, block TEXT NOT NULL, n INTEGER NOT NULL,
                    needed INTEGER NOT NULL, box BLOB NOT NULL,
                    PRIMARY KEY (cube, cell, part)) WITHOUT ROWID;
CREATE TABLE receipts (id BLOB PRIMARY KEY, quarter TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE outbox (block TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

STEPS = Migrations("pending")


@STEPS()
def open_blocks(db: Database) -> None:
    for statement in _SCHEMA.split(";")[:-1]:
        db.execute(statement)


@STEPS()
def rooms(db: Database) -> None:
    """The same tables; from here on blocks of events may have Gaussian noise and a part "room", which an older
    program would read as something else. With the step it leaves the file alone.
    """


class OpenCell(NamedTuple):
    """What anybody may know of an open block: its id, how many it holds, and how many it needs to be sealed."""

    block: str
    n: int
    needed: int


class Pending:
    """Open blocks, receipts, and blocks on their way to being published. Made by `open_pending`.

    All changes happen inside `transaction`.
    """

    def __init__(self, db: Database, keys: BlockKeys):
        self.db, self.keys = db, keys
        self._outdated: list[str] = []
        self._fresh: list[str] = []

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One synced change that nobody else interrupts. New keys are durable before it, old ones go after
        it.
        """
        self._outdated, self._fresh = [], []
        try:
            with writing(self.db):
                yield
        except BaseException:
            for block_id in self._fresh:
                self.keys.remove(block_id)
            raise
        for block_id in self._outdated:
            self.keys.remove(block_id)

    def cells(self) -> dict[tuple[Cell, Part], OpenCell]:
        """Every open block as far as it is no secret."""
        rows = self.db.execute("SELECT cube, cell, part, block, n, needed FROM cells")
        return {(Cell(cube, cell), part): OpenCell(*rest) for cube, cell, part, *rest in rows}

    def has(self, cell: Cell, part: Part) -> bool:
        """Whether a cell has an open block."""
        row = self.db.execute(
            "SELECT 1 FROM cells WHERE cube = ? AND cell = ? AND part = ?", (*cell, part)
        ).fetchone()
        return row is not None

    def load(self, cell: Cell, part: Part) -> OpenBlock | None:
        """The open block of a cell; None when the cell does not exist (an event that is closed, for example).

        Raises KeyGone when its key is missing.
        """
        row = self.db.execute(
            "SELECT block, box FROM cells WHERE cube = ? AND cell = ? AND part = ?", (*cell, part)
        ).fetchone()
        if row is None:
            return None
        return OpenBlock.decode(
            self.keys.decrypt(row[0], row[1], _about(row[0], cell, part)), row[0], cell, part
        )

    def save(self, block: OpenBlock) -> None:
        """Writes a block over itself."""
        self.db.execute(
            "UPDATE cells SET n = ?, box = ? WHERE cube = ? AND cell = ? AND part = ? AND block = ?",
            (block.n, self._box(block), *block.cell, block.part, block.id),
        )

    def put(self, block: OpenBlock) -> None:
        """Puts a new block in its cell, with a new key; the key of the block that stood there goes after the
        commit.
        """
        old = self.db.execute(
            "SELECT block FROM cells WHERE cube = ? AND cell = ? AND part = ?", (*block.cell, block.part)
        ).fetchone()
        self.keys.make(block.id)
        self._fresh.append(block.id)
        now, place = (block.id, block.n, block.needed, self._box(block)), (*block.cell, block.part)
        if old is None:
            self.db.execute("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?)", (*place, *now))
        else:  # over the other, so that no place in the file tells which cells got a new block
            self._outdated.append(old[0])
            self.db.execute(
                "UPDATE cells SET block = ?, n = ?, needed = ?, box = ? WHERE cube = ? AND cell = ? AND part = ?",
                (*now, *place),
            )

    def drop(self, cell: Cell, part: Part) -> None:
        """Ends a cell: its block goes, with its key, unread unless it was loaded before."""
        row = self.db.execute(
            "SELECT block FROM cells WHERE cube = ? AND cell = ? AND part = ?", (*cell, part)
        ).fetchone()
        if row is not None:
            self._outdated.append(row[0])
            self.db.execute("DELETE FROM cells WHERE cube = ? AND cell = ? AND part = ?", (*cell, part))

    def has_receipt(self, receipts: list[bytes]) -> bool:
        """Whether one of these receipts is there."""
        marks = ",".join("?" * len(receipts))
        return (
            self.db.execute(f"SELECT 1 FROM receipts WHERE id IN ({marks})", receipts).fetchone() is not None
        )

    def keep_receipt(self, receipt: bytes, quarter: Quarter) -> None:
        """Remembers that something was counted."""
        self.db.execute("INSERT INTO receipts VALUES (?, ?)", (receipt, quarter))

    def forget_receipts(self, last: Quarter) -> None:
        """Removes the receipts of `last` and before."""
        self.db.execute("DELETE FROM receipts WHERE quarter <= ?", (last,))

    def send(self, sealed: SealedBlock) -> None:
        """Puts a sealed block in the outbox: public from this commit on."""
        self.db.execute("INSERT INTO outbox VALUES (?, ?)", (sealed.id, sealed.as_text()))

    def outbox(self) -> list[tuple[str, str]]:
        """Id and content of the sealed blocks that are not in the published file yet."""
        return list(self.db.execute("SELECT block, content FROM outbox ORDER BY block"))

    def sent(self, block_id: str) -> None:
        """Takes a block out of the outbox."""
        self.db.execute("DELETE FROM outbox WHERE block = ?", (block_id,))

    def state(self, name: str) -> str | None:
        """A remembered value, such as the quarter of the last change."""
        row = self.db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_state(self, name: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def forget_state(self, name: str) -> None:
        self.db.execute("DELETE FROM state WHERE name = ?", (name,))

    def _box(self, block: OpenBlock) -> bytes:
        return self.keys.encrypt(block.id, block.encode(), _about(block.id, block.cell, block.part))


@contextmanager
def open_pending(folders: Folders) -> Iterator[Pending]:
    """The open blocks of a server, the file made when it is not there."""
    with traceless(folders.pending) as db:
        bring_up(db, STEPS)
        yield Pending(db, BlockKeys(folders.key_dir))


def _about(block_id: str, cell: Cell, part: Part) -> bytes:
    return f"{block_id}|{cell.cube}|{cell.id}|{part}".encode()
