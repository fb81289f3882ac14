"""Who helps in the region: desks, people, courses and certified responders, and the one card that ends a result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from questionnaire.conditions import ContentModel, refused
from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import N_, Text, translator
from questionnaire.models import Id
from scoring.measure_parts import Address

Kind = Literal["desk", "person", "course", "responder"]

HEADINGS: dict[Kind, str] = {
    "desk": N_("Hier kunt u verder vragen"),
    "person": N_("Met deze persoon kunt u verder"),
    "course": N_("Hier kunt u naartoe"),
    "responder": N_("Hulp als het misgaat"),
}
_NUMBER = re.compile(r"\+?\d[\d -]{1,18}\d")
_TO_GO_ON: tuple[Kind, ...] = ("desk", "person", "course")  # a responder is for who was hit


class LocalHelp(ContentModel):
    """A person, desk or course that can help. What is not known is left out, and is not shown."""

    id: Id
    title: Text
    text: Text
    kind: Kind | None = Field(
        None,
        description="With whom one can go on after the scan, or who comes when it goes wrong (responder); left "
        "out for help in general.",
    )
    ask: Text | None = Field(None, description="What one may ask there.")
    hours: Text | None = Field(None, description="When somebody answers.")
    url: Address | None = Field(None, description="Its page; begins with https://.")
    phone: str | None = Field(None, description="As people call it: digits, with spaces or hyphens.")
    email: str | None = Field(None, max_length=120, description="Address for mail.")
    dates: tuple[date, ...] = Field((), description="The days of a course; what is past is not shown.")
    place: Text | None = Field(None, description="Where a course is.")
    certified: Text | None = Field(None, description="Which certificate a responder has, and who gave it.")
    levels: tuple[str, ...] = Field((), description="Ids of levels that it is meant for; empty for all.")
    weak: bool = Field(False, description="Not certain yet: not to be printed as a fact.")
    source: Address | None = Field(None, description="Where this can be read; begins with https://.")
    reviewed: date | None = None

    @field_validator("phone")
    @classmethod
    def _can_be_called(cls, number: str | None) -> str | None:
        if number is not None and not _NUMBER.fullmatch(number):
            raise refused(
                "phone",
                N_("'{number}' is geen nummer dat iemand kan bellen."),
                N_("schrijf alleen cijfers, met spaties of streepjes ertussen: 088-786 73 72."),
                number=number,
            )
        return number

    @field_validator("email")
    @classmethod
    def _can_be_mailed(cls, address: str | None) -> str | None:
        name, _, host = (address or "").partition("@")
        sound = name and "." in host.strip(".") and not any(c.isspace() or c in '<>"?&@' for c in name + host)
        if address is not None and not sound:
            raise refused(
                "email",
                N_("'{address}' is geen mailadres."),
                N_("schrijf alleen het adres: loket@uwgemeente.nl."),
                address=address,
            )
        return address

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        """A card brings one to a person, or to a place on a day. A home page does neither."""
        if self.kind == "course" and not (self.dates and self.place):
            raise refused(
                "course",
                N_("'{title}' is een cursus zonder dag of plaats."),
                N_("vul 'dates' en 'place' in. Is dat nog niet bekend? Haal 'kind' dan weg."),
                title=self.title,
            )
        if self.kind != "course" and self.dates:
            raise refused(
                "course",
                N_("'{title}' heeft dagen, maar is geen cursus."),
                N_("zet er 'kind: course' bij, of schrijf in 'hours' wanneer er iemand is."),
                title=self.title,
            )
        if self.kind == "responder" and not (self.certified and self.source):
            raise refused(
                "responder",
                N_("'{title}' zegt niet welk certificaat het heeft, of waar dat staat."),
                N_("vul 'certified' en 'source' in, of haal 'kind' weg."),
                title=self.title,
            )
        if self.kind not in (None, "course") and not (self.phone or self.email or _is_a_page(self.url)):
            raise refused(
                "home_page",
                N_("'{title}' heeft hoogstens een startpagina: daar weet niemand bij wie hij moet zijn."),
                N_("vul 'phone', 'email' of de pagina van dit loket zelf in, of haal 'kind' weg."),
                title=self.title,
            )
        return self

    def is_over(self, today: date) -> bool:
        """Whether it was a course, and its last day is past."""
        return bool(self.dates) and max(self.dates) < today

    @property
    def site(self) -> str:
        """Its address as people read it; empty without one."""
        return (self.url or "").removeprefix("https://").rstrip("/")

    def told(self, today: date, language: str) -> tuple[tuple[str, str], ...]:
        """What is known besides title, text and how to reach it: label and words, in reading order."""
        _ = translator(language).gettext
        days = [day_in_words(day, language) for day in sorted(self.dates) if day >= today]
        found = (
            (_("Wat u kunt vragen"), self.ask),
            (_("Wanneer"), "; ".join(days)),
            (_("Waar"), self.place),
            (_("Bereikbaar"), self.hours),
            (_("Certificaat"), self.certified),
        )
        return tuple((label, words) for label, words in found if words)


@dataclass(frozen=True)
class Nearby:
    """Who can help this business: with whom it goes on, None when nobody is known, and all the others."""

    card: LocalHelp | None
    rest: tuple[LocalHelp, ...]


def nearby(helps: tuple[LocalHelp, ...], level: str | None) -> Nearby:
    """The first of `helps` (most important first) that one can go on with at this level, and the rest.

    Without a level (a quick scan) no level is looked at. What is not certain is no card.
    """
    fits = (
        h
        for h in helps
        if h.kind in _TO_GO_ON and not h.weak and (level is None or not h.levels or level in h.levels)
    )
    card = next(fits, None)
    return Nearby(card, tuple(h for h in helps if h is not card))


def _is_a_page(url: str | None) -> bool:
    """Whether an address is more than the front door of a site."""
    if url is None:
        return False
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
