"""Which part of the region a figure is about: everybody, a municipality, a sector group or a size class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.figures import CellReading
from data.published import PublishedCell
from data.region import Region
from data.released import Released
from questionnaire.roles import RoleName
from questionnaire.translation import N_, translator
from scoring.content import Content

Kind = Literal["total", "municipality", "sector", "size"]
KINDS: dict[Kind, str] = {"municipality": N_("Gemeente"), "sector": N_("Branche"), "size": N_("Grootte")}
WHOLE = N_("Regio")
_ROLES: dict[Kind, RoleName] = {"municipality": "place", "sector": "sector", "size": "size"}


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
    """All places of one kind, in the order of the content; empty when the questions do not tell them apart."""
    say = translator(content.language).gettext
    if kind == "total":
        return [Place("total", "", say("Heel de regio"))]
    if kind not in kinds_of(content):
        return []
    if kind == "sector":
        return [Place("sector", group.id, group.label) for group in region.sector_groups]
    return [Place(kind, o.id, o.label) for o in content.questionnaire.role_options("place" if kind == "municipality" else "size")]


def kinds_of(content: Content) -> list[Kind]:
    """The kinds of places that the questions can tell apart. Sectors and sizes are counted together, so both or neither."""
    has = {kind: content.questionnaire.role_item(role) is not None for kind, role in _ROLES.items()}
    return [kind for kind in KINDS if has[kind] and (kind == "municipality" or (has["sector"] and has["size"]))]


def all_places(content: Content, region: Region) -> dict[str, Place]:
    """Every place by its key, the whole region first."""
    kinds: list[Kind] = ["total", *kinds_of(content)]
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
