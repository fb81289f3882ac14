"""First help when hit: what to do now, by type of crime, and whom to call. Plain HTML, so that it never waits
for the app.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from data.region import LocalHelp, Region, load_region
from scoring.editions.current import live_content, while_live
from web.pages.frame import TEMPLATES


@dataclass(frozen=True)
class Reach:
    """How to reach a desk: by telephone where that is certain, else on its site; either may be empty."""

    title: str
    phone: str
    url: str


def first_help_html(language: str, opened: str = "") -> Markup:
    """The inside of the page, with one h1: first steps for everybody, then a fold per type of crime, of which
    `opened` (its id) is open. Always the live one.
    """
    crime = opened if is_known(opened, language) else ""  # what is kept is no longer than the list of crimes
    return while_live(("first help", language, crime), lambda: _first_help(language, crime))


def is_known(crime: str, language: str) -> bool:
    """Whether this is the id of a type of crime."""
    threats = live_content(language).threats
    return threats is not None and any(threat.id == crime for threat in threats.threats)


def _first_help(language: str, opened: str) -> Markup:
    region = load_region(language=language)
    threats = live_content(language).threats
    desks = {desk.id: desk for desk in region.local_help}
    return TEMPLATES.render(
        "first_help.html",
        language,
        opened=opened,
        steps=[(step, _reachable([desks[name] for name in step.help])) for step in region.first_help],
        threats=threats.threats if threats else (),
        everywhere=[(desk, _reachable([desk])) for desk in _everywhere(region)],
    )


def _reachable(desks: list[LocalHelp]) -> list[Reach]:
    """Telephone or site of each desk. A number that is not certain is left out: the site has the right one."""
    found = (Reach(desk.title, "" if desk.weak else desk.phone or "", desk.url or "") for desk in desks)
    return [way for way in found if way.phone or way.url]


def _everywhere(region: Region) -> list[LocalHelp]:
    """The desks for everybody: those of single municipalities left out."""
    places = [set(place.local_help) for place in region.municipalities]
    local = {desk for place in places for desk in place if not all(desk in other for other in places)}
    return [desk for desk in region.local_help if desk.id not in local]
