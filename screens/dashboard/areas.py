"""Which part of the region a figure is about: everybody, a municipality, a sector group or a size class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.aggregates.published import PublishedCell
from data.figures.cell_reading import CellReading
from data.figures.released import Released
from data.region import Region
from questionnaire.language.translation import N_, translator
from questionnaire.roles import RoleName
from scoring.content import Content

Kind = Literal["total", "municipality", "sector", "size"]
KINDS: dict[Kind, str] = {"municipality": N_("Gemeente"), "sector": N_("Branche"), "size": N_("Grootte")}
WHOLE = N_("Regio")
_ROLES: dict[Kind, RoleName] = {"municipality": "place", "sector": "sector", "size": "size"}


@dataclass(frozen=True)
class Area:
    """One part of the region. `key` stands in addresses, as `municipality.almelo`."""

    kind: Kind
    id: str
    label: str

    @property
    def key(self) -> str:
        return self.kind if self.kind == "total" else f"{self.kind}.{self.id}"


def areas_of(kind: Kind, content: Content, region: Region) -> list[Area]:
    """All places of one kind, in the order of the content; empty when the questions do not tell them apart."""
    say = translator(content.language).gettext
    if kind == "total":
        return [Area("total", "", say("Heel de regio"))]
    if kind not in kinds_of(content):
        return []
    if kind == "sector":
        return [Area("sector", group.id, group.label) for group in region.sector_groups]
    return [
        Area(kind, o.id, o.label)
        for o in content.questionnaire.role_options("place" if kind == "municipality" else "size")
    ]


def kinds_of(content: Content) -> list[Kind]:
    """The kinds of places that the questions can tell apart. Sectors and sizes are counted together, so both
    or neither.
    """
    has = {kind: content.questionnaire.role_item(role) is not None for kind, role in _ROLES.items()}
    return [
        kind for kind in KINDS if has[kind] and (kind == "municipality" or (has["sector"] and has["size"]))
    ]


def all_areas(content: Content, region: Region) -> dict[str, Area]:
    """Every place by its key, the whole region first."""
    kinds: list[Kind] = ["total", *kinds_of(content)]
    return {area.key: area for kind in kinds for area in areas_of(kind, content, region)}


def cell_of(area: Area, released: Released) -> PublishedCell:
    """What is published of a place; an empty cell when nothing is."""
    match area.kind:
        case "municipality":
            return released.municipality(area.id)
        case "sector":
            return released.sector(area.id)
        case "size":
            return released.size(area.id)
    return released.total


def reading_of(area: Area, content: Content, released: Released) -> CellReading:
    """The figures of a place."""
    return CellReading(content, cell_of(area, released))
