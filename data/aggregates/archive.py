"""The published file: every sealed block once, and beside them their sums, so that reading never depends on
how many.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from data.aggregates.pending import Pending
from data.aggregates.published import PublishedCell, nothing, published, stored, together
from data.aggregates.sealing import NotSealable, SealedBlock, read_sealed
from data.aggregates.tallies import Cell, Part
from data.folders import Folders
from data.privacy import Cube
from data.quarters import Quarter
from data.storage import public, writing
from data.stores import open_store

# Whether a block names one of the versions in a JSON list: the one question that each database asks in its own way.
_NAMED = "SELECT 1 FROM json_each(content, '$.versions') AS named WHERE named.value IN (SELECT value FROM json_each(?))"
_NAMED_IN_POSTGRESQL = (
    "SELECT 1 FROM json_array_elements_text(content::json -> 'versions') AS named (value) "
    "WHERE named.value IN (SELECT value FROM json_array_elements_text(CAST(? AS json)) AS wanted (value))"
)

_ALL = ""  # the row of a cell that sums all quarters

_SCHEMA = """
CREATE TABLE blocks (id TEXT PRIMARY KEY, cube TEXT, cell TEXT, part TEXT, quarter TEXT, site TEXT, n INTEGER, content TEXT) WITHOUT ROWID;
CREATE INDEX blocks_by_cell ON blocks (cube, cell, part);
CREATE TABLE sums (cube TEXT, cell TEXT, quarter TEXT, content TEXT, PRIMARY KEY (cube, quarter, cell)) WITHOUT ROWID;
"""

STEPS = Migrations("published")


@STEPS()
def sealed_blocks(db: Database) -> None:
    for statement in _SCHEMA.split(";")[:-1]:
        db.execute(statement)


@STEPS()
def rooms(db: Database) -> None:
    """The same tables; see the step of this name in `pending.py`."""


class Archive:
    """The published file of a server. Made by `open_archive`."""

    def __init__(self, db: Database):
        self.db = db

    def add(self, blocks: Iterable[SealedBlock]) -> int:
        """Adds the blocks that are not there yet, and returns how many were new.

        Raises NotSealable, and adds nothing, when an id comes back with other contents.
        """
        new = 0
        with writing(self.db):
            for block in blocks:
                new += self._add(block)
        return new

    def _add(self, block: SealedBlock) -> int:
        text = block.as_text()
        known = self.db.execute("SELECT content FROM blocks WHERE id = ?", (block.id,)).fetchone()
        if known is not None:
            if json.loads(known[0]) | {"site": ""} != block.as_plain() | {"site": ""}:
                raise NotSealable(f"block {block.id} is already there with other contents")
            return 0
        cube, cell = block.cell
        self.db.execute(
            "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (block.id, cube, cell, block.part, block.quarter, block.site, block.n, text),
        )
        for quarter in (_ALL, block.quarter):
            row = self.db.execute(
                "SELECT content FROM sums WHERE cube = ? AND quarter = ? AND cell = ?", (cube, quarter, cell)
            ).fetchone()
            old = [stored(block.cell, row[0])] if row else []
            total = together([*old, published(block)], block.cell)
            content = json.dumps(total.as_plain(), sort_keys=True, separators=(",", ":"))
            self.db.execute(
                "INSERT INTO sums VALUES (?, ?, ?, ?) ON CONFLICT (cube, quarter, cell) DO UPDATE SET content = excluded.content",
                (cube, cell, quarter, content),
            )
        return 1

    def cell(self, cell: Cell) -> PublishedCell:
        """One cell; an empty one when nothing of it has been published."""
        row = self.db.execute(
            "SELECT content FROM sums WHERE cube = ? AND quarter = ? AND cell = ?", (cell.cube, _ALL, cell.id)
        ).fetchone()
        return stored(cell, row[0]) if row else nothing(cell)

    def cube(self, cube: Cube, quarter: Quarter = _ALL) -> dict[str, PublishedCell]:
        """The published cells of a cube by id, over all quarters or those sealed in one."""
        rows = self.db.execute(
            "SELECT cell, content FROM sums WHERE cube = ? AND quarter = ? ORDER BY cell", (cube, quarter)
        )
        return {cell: stored(Cell(cube, cell), content) for cell, content in rows}

    def standing(self) -> tuple[tuple[Cube, Quarter, str, str], ...]:
        """Cube, quarter ('' for all together), cell and contents of every cell that is no event's, as they
        are kept.
        """
        rows = self.db.execute(
            "SELECT cube, quarter, cell, content FROM sums WHERE cube IN ('municipality', 'sector_size') ORDER BY 2, 1, 3"
        )
        return tuple(rows)

    def quarters(self) -> list[Quarter]:
        """The quarters in which something was sealed, oldest first."""
        return [
            q
            for (q,) in self.db.execute(
                "SELECT DISTINCT quarter FROM sums WHERE quarter != '' ORDER BY quarter"
            )
        ]

    def n(self, cell: Cell, part: Part, outbox: Iterable[tuple[str, str]] = ()) -> int:
        """How many responses of a cell have been published, those on their way in an outbox included."""
        there = dict(
            self.db.execute(
                "SELECT id, n FROM blocks WHERE cube = ? AND cell = ? AND part = ?", (*cell, part)
            ).fetchall()
        )
        for block_id, text in outbox:
            plain = json.loads(text)
            if (plain["cube"], plain["cell"], plain["part"]) == (*cell, part):
                there[block_id] = plain["n"]
        return sum(there.values())

    def counts(self, cube: Cube | None = None) -> dict[tuple[Cell, Part], int]:
        """How many responses of every cell, or of the cells of one cube, have been published, per part."""
        where, values = (" WHERE cube = ?", (cube,)) if cube else ("", ())
        rows = self.db.execute(
            f"SELECT cube, cell, part, sum(n) FROM blocks{where} GROUP BY cube, cell, part", values
        )
        return {(Cell(cube, cell), part): n for cube, cell, part, n in rows}

    def responses_on(self, versions: Iterable[str]) -> dict[tuple[Cell, Part], int]:
        """Responses, per cell and part, in the blocks that name one of these versions."""
        wanted = json.dumps(list(versions))
        named = _NAMED if isinstance(self.db, Database) else _NAMED_IN_POSTGRESQL
        rows = self.db.execute(
            f"SELECT cube, cell, part, sum(n) FROM blocks WHERE EXISTS ({named}) GROUP BY cube, cell, part",
            (wanted,),
        )
        return {(Cell(cube, cell), part): n for cube, cell, part, n in rows}

    def blocks(self, site: str | None = None) -> list[SealedBlock]:
        """All sealed blocks, or those that were sealed at one site ('' is here), in the order of their random
        ids.
        """
        where, values = ("", ()) if site is None else (" WHERE site = ?", (site,))
        return [
            read_sealed(json.loads(text))
            for (text,) in self.db.execute(f"SELECT content FROM blocks{where} ORDER BY id", values)
        ]


@contextmanager
def open_archive(folders: Folders) -> Iterator[Archive]:
    """The published file of a server, made when it is not there."""
    with open_store(folders, STEPS, public) as db:
        yield Archive(db)


def publish_outbox(pending: Pending, archive: Archive) -> int:
    """Moves sealed blocks from the outbox to the published file; inside a transaction of `pending`.

    A crash half-way leaves a block in both, and the next call finds it there: each id counts once.
    """
    waiting = pending.outbox()
    if waiting:
        archive.add([read_sealed(json.loads(text)) for _, text in waiting])
        for block_id, _ in waiting:
            pending.sent(block_id)
    return len(waiting)
