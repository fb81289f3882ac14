"""How many took part: live numbers without answers. That somebody took part is not what is protected."""

from __future__ import annotations

from dataclasses import dataclass

from data.aggregates.archive import open_archive
from data.aggregates.pending import open_pending
from data.aggregates.shared_counting import waiting_elsewhere
from data.aggregates.tallies import EVENT_PARTS, PARTS, Cell, Part
from data.folders import Folders, folders
from data.privacy import Cube


@dataclass(frozen=True)
class TakenPart:
    """Responses of one part of a cell: `published` in sealed blocks, `waiting` in the open one, which needs
    `needed`.
    """

    published: int = 0
    waiting: int = 0
    needed: int = 0

    @property
    def all(self) -> int:
        return self.published + self.waiting

    @property
    def until_next_block(self) -> int:
        """How many more responses complete the open block."""
        return max(0, self.needed - self.waiting)


def taken_part(cube: Cube, where: Folders | None = None) -> dict[str, dict[Part, TakenPart]]:
    """Live numbers of every cell of a cube, by cell id and part."""
    where = where or folders()
    with open_archive(where) as archive, open_pending(where) as pending:
        waiting, done = pending.cells(), archive.counts(cube)
        ids = {cell.id for cell, _ in [*waiting, *done] if cell.cube == cube}
    elsewhere = waiting_elsewhere(where) if cube == "event" else {}
    ids |= {event for event, _ in elsewhere}
    found: dict[str, dict[Part, TakenPart]] = {}
    for cell_id in sorted(ids):
        for part in EVENT_PARTS if cube == "event" else PARTS:
            key = (Cell(cube, cell_id), part)
            here = waiting.get(key)
            blocks = [*([here] if here else []), *elsewhere.get((cell_id, part), [])]
            n = sum(block.n for block in blocks)
            # The block that is nearest to being full, at whatever server.
            needed = n + min((block.needed - block.n for block in blocks), default=0)
            found.setdefault(cell_id, {})[part] = TakenPart(done.get(key, 0), n, needed)
    return found
