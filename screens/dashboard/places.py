"""Which part of the region a figure is about: everybody, a municipality, a sector group or a size class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.figures import CellReading
from data.published import PublishedCell
from data.region import Region
from data.released import Released
from questionnaire.translation import N_, translator
from scoring.content import Content

Kind = Literal["total", "municipality", "sector", "size"]
KINDS: dict[Kind, str] = {"municipality": N_("Gemeente"), "sector": N_("Branche"), "size": N_("Grootte")}


@dataclass(frozen=True)
class Place:
    """One part of the region. `key` stands in addresses, as `municipality.almelo`."""

    kind: Kind
    id: str
    label: str

    @property
    def key(self) -> str:
        return self.kind if self.kind == "total" else f"{self.kind}.{self.id}"


def places_of(kind: Kind, content: Content, region: Region) -> list[Place]:
    """All places of one kind, in the order of the content."""
    say = translator(content.language).gettext
    if kind == "total":
        return [Place("total", "", say("Heel de regio"))]
    if kind == "sector":
        return [Place("sector", group.id, group.label) for group in region.sector_groups]
    item = content.questionnaire.items["municipality" if kind == "municipality" else "company_size"]
    return [Place(kind, option.id, option.label) for option in item.options]


def all_places(content: Content, region: Region) -> dict[str, Place]:
    """Every place by its key, the whole region first."""
    kinds: tuple[Kind, ...] = ("total", "municipality", "sector", "size")
    return {place.key: place for kind in kinds for place in places_of(kind, content, region)}


def cell_of(place: Place, released: Released) -> PublishedCell:
    """What is published of a place; an empty cell when nothing is."""
    match place.kind:
        case "municipality":
            return released.municipality(place.id)
        case "sector":
            return released.sector(place.id)
        case "size":
            return released.size(place.id)
    return released.total


def reading_of(place: Place, content: Content, released: Released) -> CellReading:
    """The figures of a place."""
    return CellReading(content, cell_of(place, released))
