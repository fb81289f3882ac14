"""Everything that is public, read at once: what charts, benchmark, exports and reports are made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from data.aggregates.archive import open_archive
from data.aggregates.published import PublishedCell, nothing, stored, together
from data.aggregates.tallies import Cell, sector_size
from data.figures.cell_reading import CellReading
from data.folders import Folders, folders
from data.privacy import Cube, Privacy, load_privacy
from data.quarters import Quarter
from data.region import Region, load_region
from questionnaire.responses import Responses
from scoring.content import Content

Level = Literal["sector_size", "sector", "size", "total"]


@dataclass(frozen=True)
class Released:
    """The standing cells as they are published, by id, and the total per quarter. Events are read one by one."""

    municipalities: Mapping[str, PublishedCell]
    sector_sizes: Mapping[str, PublishedCell]
    by_quarter: Mapping[Quarter, Mapping[str, PublishedCell]]

    _sums: dict[tuple[str, str], PublishedCell] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def total(self) -> PublishedCell:
        """Everybody: the sum of all municipalities, 'buiten de regio' and 'zeg ik liever niet' included."""
        return together(self.municipalities.values(), Cell("municipality", "total"))

    def municipality(self, municipality: str) -> PublishedCell:
        return self.municipalities.get(municipality) or nothing(Cell("municipality", municipality))

    def sector_size(self, group: str, size: str) -> PublishedCell:
        cell = sector_size(group, size)
        return self.sector_sizes.get(cell) or nothing(Cell("sector_size", cell))

    def sector(self, group: str) -> PublishedCell:
        """A sector group over all sizes."""
        return self._sum("sector", group, 0)

    def size(self, size: str) -> PublishedCell:
        """A size class over all sectors."""
        return self._sum("size", size, 2)

    def _sum(self, kind: str, name: str, part: int) -> PublishedCell:
        if (kind, name) not in self._sums:
            cells = [cell for i, cell in self.sector_sizes.items() if i.rpartition(".")[part] == name]
            self._sums[kind, name] = together(cells, Cell("sector_size", name))
        return self._sums[kind, name]

    def quarter(self, quarter: Quarter, municipality: str | None = None) -> PublishedCell:
        """What was sealed in one quarter: of everybody, or of one municipality."""
        cells = self.by_quarter.get(quarter, {})
        chosen = (
            cells.values() if municipality is None else [c for i, c in cells.items() if i == municipality]
        )
        return together(chosen, Cell("municipality", municipality or "total"))

    def peers(
        self,
        content: Content,
        responses: Responses,
        region: Region | None = None,
        privacy: Privacy | None = None,
    ) -> tuple[Level, CellReading]:
        """The cell nearest to a business that has enough responses: sector and size, sector, size, or
        everybody.

        Chosen by published n alone, so that which one it is says nothing. The total when none has enough.
        """
        region, privacy = region or load_region(), privacy or load_privacy()
        group, size = (
            region.group_of(content.questionnaire.role_answer("sector", responses)),
            content.questionnaire.role_answer("size", responses),
        )
        choices: list[tuple[Level, Callable[[], PublishedCell]]] = []
        if group and size:
            choices.append(("sector_size", lambda: self.sector_size(group, size)))
        if group:
            choices.append(("sector", lambda: self.sector(group)))
        if size:
            choices.append(("size", lambda: self.size(size)))
        for level, find in choices:
            if (cell := find()).responses >= privacy.peers_smallest.value:
                return level, CellReading(content, cell, privacy)
        return "total", CellReading(content, self.total, privacy)


def load_released(where: Folders | None = None) -> Released:
    """What this server has published. Reading takes as long with a million responses as with a thousand."""
    with open_archive(where or folders()) as archive:
        return _read(archive.standing())


@lru_cache(maxsize=2)
def _read(rows: tuple[tuple[Cube, Quarter, str, str], ...]) -> Released:
    """What is public and unchanged is read once: a room that finishes together asks for it hundreds of times."""
    everything: dict[Cube, dict[str, PublishedCell]] = {"municipality": {}, "sector_size": {}}
    by_quarter: dict[Quarter, dict[str, PublishedCell]] = {}
    for cube, quarter, cell, content in rows:
        if not quarter:
            everything[cube][cell] = _cell(cube, cell, content)
        elif cube == "municipality":
            by_quarter.setdefault(quarter, {})[cell] = _cell(cube, cell, content)
    return Released(everything["municipality"], everything["sector_size"], by_quarter)


@lru_cache(maxsize=500)
def _cell(cube: Cube, cell: str, content: str) -> PublishedCell:
    return stored(Cell(cube, cell), content)


def load_event_cell(event_id: str, where: Folders | None = None) -> PublishedCell:
    """What has been published of one event."""
    with open_archive(where or folders()) as archive:
        return archive.cell(Cell("event", event_id))
