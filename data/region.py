"""The region of data/region.yaml: municipalities, sectors, sector groups, and who helps when it goes wrong."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from data.house_style import HouseStyle
from data.region_help import LocalHelp, Nearby, nearby
from questionnaire.authoring.mistakes import ContentError, Mistake, Phrase
from questionnaire.authoring.sources import Source, read_source
from questionnaire.authoring.wording import not_in_list
from questionnaire.conditions import ContentModel
from questionnaire.content_folder import ROOT
from questionnaire.content_parts import Part
from questionnaire.language.translation import N_, Text
from questionnaire.loading import validated
from questionnaire.models import Id
from scoring.measure_parts import Address

FILE = Path("data/region.yaml")
_Count = Annotated[int, Field(ge=1, le=10_000_000)]


class Programme(ContentModel):
    """The regional programme that sends the scan."""

    name: Text
    motto: Text | None = None
    sender: Text | None = Field(None, description="Who stands behind it.")


class Municipality(ContentModel):
    """A municipality, with its place on the tile map."""

    id: Id
    label: Text
    code: str = Field(pattern=r"^GM\d{4}$", description="Code of Statistics Netherlands.")
    row: int = Field(ge=1, le=40, description="Row on the tile map, from the top.")
    column: int = Field(ge=1, le=40, description="Column on the tile map, from the left.")
    local_help: tuple[str, ...] = Field((), description="Ids from local_help, most important first.")


class Sector(ContentModel):
    """A sector as entrepreneurs know it."""

    id: Id
    label: Text
    sbi: tuple[Annotated[str, StringConstraints(pattern=r"^[A-U]$")], ...] = Field(
        min_length=1, description="Letters of the Dutch classification of businesses."
    )
    group: str = Field(description="Id from sector_groups, in which the sector is published.")
    local_help: tuple[str, ...] = Field((), description="Ids from local_help for this sector only.")


class SectorGroup(ContentModel):
    """Sectors that are published together."""

    id: Id
    label: Text


class FirstHelp(ContentModel):
    """One thing to do at once when hit."""

    id: Id
    title: Text
    text: Text
    help: tuple[str, ...] = Field((), description="Ids from local_help.")


class Responsible(ContentModel):
    """Who answers for the data (article 13 of the GDPR); everybody reads it on the privacy page."""

    confirmed: bool = Field(description="Whether the controller has settled this; false shows it as a draft.")
    controller: Text = Field(min_length=1, description="Who decides what happens with the data.")
    contact: Text = Field(
        min_length=1, description="How to reach them: a name, an address, a number, or who to go to."
    )
    officer: Text = Field(min_length=1, description="The data protection officer, and how to reach one.")
    legal_ground: Text = Field(min_length=1, description="Why it may be done: the article, in a sentence.")
    complaints: Id = Field(description="Id from local_help: the authority to complain to.")
    people: tuple[Text, ...] = Field((), description="Who works on it, for the page about the scan.")
    code_url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = Field(
        None, description="Where the code of the scan can be read."
    )


class Businesses(ContentModel):
    """How many businesses there are, to set those against that took part. One source and one day for all numbers."""

    source: Text = Field(min_length=1, description="Who counted, and the name of the table.")
    url: Address | None = Field(None, description="Where the table can be read; begins with https://.")
    counted_on: date = Field(description="The day that the numbers are of.")
    municipalities: dict[str, _Count] = Field({}, description="Businesses by id from municipalities.")
    sector_groups: dict[str, _Count] = Field({}, description="Businesses by id from sector_groups.")
    sizes: dict[str, _Count] = Field({}, description="Businesses by answer to the question about size.")


class Security(ContentModel):
    """Where somebody who found a weak spot in the scan can report it; served as security.txt (RFC 9116)."""

    contact: tuple[
        Annotated[str, StringConstraints(pattern=r"^(mailto:[^\s@]+@[^\s@]+|https://\S+|tel:\+?[0-9-]+)$")],
        ...,
    ] = Field(
        min_length=1, description="How to reach you: mailto:..., https://... or tel:..., the best one first."
    )
    expires: date = Field(
        description="Last day on which this holds; at most a year from now, so that somebody looks at it again."
    )
    policy: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = Field(
        None, description="Page with what you promise a reporter."
    )


class Region(ContentModel):
    """Everything that belongs to one region; another region has a file of its own."""

    id: Id
    title: Text
    programme: Programme
    responsible: Responsible
    time_zone: str = Field(
        "Europe/Amsterdam",
        description="Name of the time zone, as in the tz database: its days are the days of every date.",
    )
    house_style: HouseStyle = HouseStyle()
    events: bool = Field(True, description="Whether the scan is done together as well: codes, walls, desks.")
    publish_alone: bool = Field(
        False,
        description="Whether one member of the team may put a change of the content live; else a second one does.",
    )
    municipalities: tuple[Municipality, ...] = ()
    sectors: tuple[Sector, ...] = ()
    sector_groups: tuple[SectorGroup, ...] = ()
    businesses: Businesses | None = Field(
        None, description="How many businesses there are; without it nobody is told whom the scan reached."
    )
    first_help: tuple[FirstHelp, ...] = ()
    local_help: tuple[LocalHelp, ...] = ()
    help_everywhere: tuple[str, ...] = Field(
        (), description="Ids from local_help for every business, after those of its sector and municipality."
    )
    security: Security | None = Field(
        None, description="Where to report a weak spot; without it there is no security.txt."
    )

    @field_validator("time_zone")
    @classmethod
    def _is_a_time_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            template, remedy = (
                N_("de tijdzone '{name}' bestaat niet."),
                N_("schrijf een naam als Europe/Amsterdam."),
            )
            raise PydanticCustomError(
                "own.region", template, {"template": template, "remedy": remedy, "name": name}
            ) from error
        return name

    @cached_property
    def _groups(self) -> dict[str, str]:
        return {sector.id: sector.group for sector in self.sectors}

    def group_of(self, sector: str | None) -> str | None:
        """Id of the group a sector is published in; None for an unknown sector."""
        return None if sector is None else self._groups.get(sector)

    def help_for(self, municipality: str | None, sector: str | None, today: date) -> tuple[LocalHelp, ...]:
        """Who can help a business there, most important first; the sector's own help before the
        municipality's, and what is for everybody last. Without courses that are over.
        """
        wanted = [h for s in self.sectors if s.id == sector for h in s.local_help]
        wanted += [h for m in self.municipalities if m.id == municipality for h in m.local_help]
        by_id = {h.id: h for h in self.local_help}
        named = dict.fromkeys([*wanted, *self.help_everywhere])
        return tuple(by_id[h] for h in named if not by_id[h].is_over(today))

    def nearby(self, municipality: str | None, sector: str | None, level: str | None, today: date) -> Nearby:
        """The same for a business at this level: with whom it goes on, and the rest."""
        return nearby(self.help_for(municipality, sector, today), level)


def security_txt(security: Security, site: str) -> str:
    """The text of security.txt. `site` is where it stands, as `https://host`; empty when that is not known."""
    lines = [f"Contact: {contact}" for contact in security.contact]
    lines += [f"Expires: {security.expires.isoformat()}T23:59:59Z", "Preferred-Languages: nl, en, de"]
    if security.policy:
        lines.append(f"Policy: {security.policy}")
    if site.startswith("https://"):
        lines.append(f"Canonical: {site}/.well-known/security.txt")
    return "\n".join(lines) + "\n"


def read_region(root: Path = ROOT) -> tuple[Region | None, list[Mistake]]:
    """The region below `root` and every mistake in it, references included; never raises."""
    source = read_source(root / FILE, root)
    mistakes = list(source.mistakes)
    region = None if source.data is None else validated(Region, source.data, source, (), mistakes)
    return region, mistakes + ([] if region is None else _references(region, source))


def load_region(root: Path = ROOT, language: str = "nl") -> Region:
    """The region below `root` in `language`, the live one where editions are kept: a number to call is never
    of yesterday.

    Raises ContentError with every mistake.
    """
    return _REGION.load(root, language)


def _without_mistakes(root: Path) -> Region:
    region, mistakes = read_region(root)
    if region is None or mistakes:
        raise ContentError(mistakes)
    return region


_REGION = Part("region", FILE, _without_mistakes)


def check_security(source: Source, today: date) -> list[Mistake]:
    """A warning when security.txt is gone because its day is past, or promises more than a year."""
    security = source.data.get("security") if isinstance(source.data, dict) else None
    expires = security.get("expires") if isinstance(security, dict) else None
    if not isinstance(expires, date):
        return []
    remedy = Phrase(N_("kijk of de adressen nog kloppen en zet 'expires' op een dag binnen een jaar."))
    if expires < today:
        message = Phrase(
            N_("'expires' is voorbij ({date}): /.well-known/security.txt is nu weg."), {"date": expires}
        )
    elif expires - today > timedelta(days=366):
        message = Phrase(N_("'expires' ligt meer dan een jaar vooruit ({date})."), {"date": expires})
    else:
        return []
    return [source.mistake(("security", "expires"), "stale", message, remedy, "warning")]


def to_fill_in(region: Region) -> list[Phrase]:
    """What a region leaves out and nobody would miss until it is needed; no mistakes."""
    if region.security is not None:
        return []
    return [
        Phrase(
            N_(
                "Er staat nog niet bij wie iemand een zwakke plek meldt: /.well-known/security.txt is er pas als u "
                "'security' invult."
            )
        )
    ]


def _references(region: Region, source: Source) -> list[Mistake]:
    helps, groups = {h.id for h in region.local_help}, {g.id for g in region.sector_groups}
    mistakes: list[Mistake] = []
    if region.responsible.complaints not in helps:
        mistakes.append(
            not_in_list(source, ("responsible", "complaints"), region.responsible.complaints, "local_help")
        )
    mistakes += [
        not_in_list(source, ("help_everywhere", j), wanted, "local_help")
        for j, wanted in enumerate(region.help_everywhere)
        if wanted not in helps
    ]
    for key in ("municipalities", "sectors", "first_help"):
        field = "help" if key == "first_help" else "local_help"
        for i, entry in enumerate(getattr(region, key)):
            mistakes += [
                not_in_list(source, (key, i, field, j), wanted, "local_help")
                for j, wanted in enumerate(getattr(entry, field))
                if wanted not in helps
            ]
    mistakes += [
        not_in_list(source, ("sectors", i, "group"), s.group, "sector_groups")
        for i, s in enumerate(region.sectors)
        if s.group not in groups
    ]
    if region.businesses is not None:
        for key in ("municipalities", "sector_groups"):
            known = {entry.id for entry in getattr(region, key)}
            mistakes += [
                not_in_list(source, ("businesses", key, wanted), wanted, key)
                for wanted in getattr(region.businesses, key)
                if wanted not in known
            ]
    for key in ("municipalities", "sectors", "sector_groups", "first_help", "local_help"):
        seen: set[str] = set()
        for i, entry in enumerate(getattr(region, key)):
            if entry.id in seen:
                mistakes.append(
                    source.mistake(
                        (key, i, "id"),
                        "double_id",
                        Phrase(
                            N_("de id '{id}' staat twee keer in '{list}'."), {"id": entry.id, "list": key}
                        ),
                        Phrase(N_("geef er één een andere id.")),
                    )
                )
            seen.add(entry.id)
    for key, field in (("municipalities", "code"), ("sectors", "sbi")):
        mistakes += _shared(source, key, field, [(e.id, getattr(e, field)) for e in getattr(region, key)])
    tiles: dict[tuple[int, int], str] = {}
    for i, m in enumerate(region.municipalities):
        other = tiles.setdefault((m.row, m.column), m.id)
        if other != m.id:
            mistakes.append(
                source.mistake(
                    ("municipalities", i, "row"),
                    "double_tile",
                    Phrase(
                        N_("'{id}' staat op de tegelkaart op de plek van '{other}'."),
                        {"id": m.id, "other": other},
                    ),
                    Phrase(N_("kies een andere rij of kolom.")),
                )
            )
    return mistakes


def _shared(
    source: Source, key: str, field: str, entries: list[tuple[str, str | tuple[str, ...]]]
) -> list[Mistake]:
    """Codes that two entries have: figures of others are then looked up for the wrong one."""
    whose: dict[str, str] = {}
    found = []
    for i, (name, codes) in enumerate(entries):
        for code in (codes,) if isinstance(codes, str) else codes:
            other = whose.setdefault(code, name)
            if other != name:
                said = Phrase(
                    N_("'{code}' is al van '{other}', en staat hier bij '{name}'."),
                    {"code": code, "other": other, "name": name},
                )
                remedy = Phrase(N_("zoek de juiste code op, of haal haar bij een van de twee weg."))
                found.append(source.mistake((key, i, field), "double_code", said, remedy))
    return found
