"""Everything that is public, read at once: what charts, benchmark, exports and reports are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from data.archive import open_archive
from data.figures import CellReading
from data.places import Places, places
from data.privacy import Privacy, load_privacy
from data.published import PublishedCell, nothing, together
from data.quarters import Quarter
from data.region import Region, load_region
from data.tallies import Cell, sector_size
from questionnaire.responses import Responses
from scoring.content import Content

Level = Literal["sector_size", "sector", "size", "total"]


@dataclass(frozen=True)
class Released:
    """The standing cells as they are published, by id, and the total per quarter. Events are read one by one."""

    municipalities: Mapping[str, PublishedCell]
    sector_sizes: Mapping[str, PublishedCell]
    by_quarter: Mapping[Quarter, Mapping[str, PublishedCell]]

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
        return together((c for i, c in self.sector_sizes.items() if i.rpartition(".")[0] == group), Cell("sector_size", group))

    def size(self, size: str) -> PublishedCell:
        """A size class over all sectors."""
        return together((c for i, c in self.sector_sizes.items() if i.rpartition(".")[2] == size), Cell("sector_size", size))

    def quarter(self, quarter: Quarter, municipality: str | None = None) -> PublishedCell:
        """What was sealed in one quarter: of everybody, or of one municipality."""
        cells = self.by_quarter.get(quarter, {})
        chosen = cells.values() if municipality is None else [c for i, c in cells.items() if i == municipality]
        return together(chosen, Cell("municipality", municipality or "total"))

    def peers(
        self, content: Content, responses: Responses, region: Region | None = None, privacy: Privacy | None = None
    ) -> tuple[Level, CellReading]:
        """The cell nearest to a business that has enough responses: sector and size, sector, size, or everybody.

        Chosen by published n alone, so that which one it is says nothing. The total when none has enough.
        """
        region, privacy = region or load_region(), privacy or load_privacy()
        group, size = region.group_of(_word(responses.get("sector"))), _word(responses.get("company_size"))
        choices: list[tuple[Level, PublishedCell]] = []
        if group and size:
            choices.append(("sector_size", self.sector_size(group, size)))
        if group:
            choices.append(("sector", self.sector(group)))
        if size:
            choices.append(("size", self.size(size)))
        for level, cell in choices:
            if cell.responses >= privacy.peers_smallest.value:
                return level, CellReading(content, cell, privacy)
        return "total", CellReading(content, self.total, privacy)


def load_released(where: Places | None = None) -> Released:
    """What this server has published. Reading takes as long with a million responses as with a thousand."""
    with open_archive(where or places()) as archive:
        quarters = {quarter: archive.cube("municipality", quarter) for quarter in archive.quarters()}
        return Released(archive.cube("municipality"), archive.cube("sector_size"), quarters)


def load_event_cell(event_id: str, where: Places | None = None) -> PublishedCell:
    """What has been published of one event."""
    with open_archive(where or places()) as archive:
        return archive.cell(Cell("event", event_id))


def _word(answer: object) -> str | None:
    return answer if isinstance(answer, str) else None
