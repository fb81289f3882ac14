"""What may be shown of an event's room: live numbers without answers, and released figures with what they
wait for.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.aggregates.participation import TakenPart, taken_part
from data.aggregates.published import PublishedCell
from data.figures.cell_reading import CellReading, Estimate
from data.figures.ranking import Ranked, most_lacking
from data.figures.released import Released, load_event_cell, load_released
from data.folders import Folders, folders
from data.organisers.events import Event
from data.privacy import load_privacy
from data.region import Region, load_region
from questionnaire.models import Section
from scoring.content import Content
from scoring.models import Barrier, Threat

MOST_LACKING_SHOWN = 5


@dataclass(frozen=True)
class ThemeInRoom:
    """One theme in the room, beside the region when that is released."""

    section: Section
    room: Estimate
    region: Estimate
    sector: Estimate | None


@dataclass(frozen=True)
class ThreatInRoom:
    """A type of crime with the barrier that fewest in the room have; None when no figure may be shown."""

    threat: Threat
    weakest: tuple[Barrier, Estimate] | None
    shown: int


@dataclass(frozen=True)
class Room:
    """Everything the wall shows at one moment."""

    event: Event
    quick: TakenPart
    joined: int
    responses: int
    themes: tuple[ThemeInRoom, ...]
    lacking: tuple[Ranked, ...]
    threats: tuple[ThreatInRoom, ...]
    waits: TakenPart  # the total of the room: when its first figure comes, and the next
    total: Estimate
    region_total: Estimate

    @property
    def done(self) -> int:
        """How many have finished; of a closed event also the few whose block was destroyed unread."""
        return max(self.quick.all, self.event.finished or 0)

    @property
    def busy(self) -> int:
        """How many began and have not finished; never below zero, since someone may finish who joined
        elsewhere.
        """
        return 0 if self.event.closed else max(0, self.joined - self.done)

    @property
    def has_figures(self) -> bool:
        """Whether the total or at least one theme may be shown."""
        return self.total.shown or any(t.room.shown for t in self.themes)


def load_room(content: Content, event: Event, where: Folders | None = None) -> Room:
    """The room of an event, from what is released and the live counts."""
    where = where or folders()
    taken = taken_part("event", where).get(event.id, {})
    quick, waits = taken.get("quick", TakenPart()), taken.get("room")
    if waits is not None and not (waits.all or waits.needed):
        waits = None  # an event of before rooms had a total
    cell = load_event_cell(event.id, where)
    return room_from(content, event, cell, quick, event.joined, load_released(where), waits=waits)


def room_from(
    content: Content,
    event: Event,
    cell: PublishedCell,
    quick: TakenPart,
    joined: int,
    released: Released,
    where: Region | None = None,
    *,
    waits: TakenPart | None = None,
) -> Room:
    """The room, from a published cell and live counts; in the region of this installation unless `where` is
    another.
    """
    privacy = load_privacy()
    reading = CellReading(content, cell, privacy)
    region = CellReading(content, released.total, privacy)
    sector = _sector_reading(content, event, released, where or load_region())
    themes = tuple(
        ThemeInRoom(
            section, reading.theme(section), region.theme(section), sector.theme(section) if sector else None
        )
        for section in content.questionnaire.themes
    )
    threats = tuple(
        _threat(threat, reading) for threat in (content.threats.threats if content.threats else ())
    )
    return Room(
        event,
        quick,
        joined,
        cell.responses,
        themes,
        tuple(most_lacking(reading)[:MOST_LACKING_SHOWN]),
        threats,
        waits or quick,
        reading.room_total(),
        region.room_total(),
    )


def _sector_reading(content: Content, event: Event, released: Released, region: Region) -> CellReading | None:
    """The sector group that the organiser expects, when it is just one."""
    groups = {region.group_of(sector) for sector in event.sectors}
    if len(groups) != 1 or None in groups:
        return None
    return CellReading(content, released.sector(str(groups.pop())), load_privacy())


def _threat(threat: Threat, reading: CellReading) -> ThreatInRoom:
    figures = [(barrier, reading.items(reading.content.proving(barrier))) for barrier in threat.barriers]
    shown = [(barrier, figure) for barrier, figure in figures if figure.shown_pct is not None]
    weakest = min(shown, key=lambda pair: pair[1].shown_pct or 0.0, default=None)
    return ThreatInRoom(threat, weakest, len(shown))


def barrier_title(content: Content, item_id: str) -> str:
    """An item in the words of the first barrier that it alone puts up; its question when there is none."""
    for threat in content.threats.threats if content.threats else ():
        for barrier in threat.barriers:
            if content.proving(barrier) == (item_id,):
                return barrier.title
    return content.questionnaire.items[item_id].question
