"""First help when hit: what happened, what to do now, by when, and whom to call. Plain HTML with every list in it,
so that it waits for no app and goes on working without internet once it is open.
"""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from data import clock
from data.first_help.playbooks import load_playbooks
from data.region import Region, load_region
from data.region_help import LocalHelp
from scoring.editions.current import live_content
from web.pages.frame import TEMPLATES
from web.pages.playbooks import reachable, shown_playbooks, shown_steps


def first_help_html(language: str, opened: str = "", at: datetime | None = None) -> Markup:
    """The inside of the page, with one h1, as it is when opened at `at` (now): a question what happened, a list per
    answer, then every desk.

    Content without playbooks has first steps for everybody and a fold per type of crime, of which `opened` (its id)
    is open.
    """
    region = load_region(language=language)
    threats, books = live_content(language).threats, load_playbooks(language=language)
    desks = {desk.id: desk for desk in region.local_help}
    moment = at or clock.now()
    shown = shown_steps(books, desks, moment, language)
    return TEMPLATES.render(
        "first_help.html",
        language,
        opened=opened,
        urgent=[step for name in books.before if (step := shown[name]).can_call],
        playbooks=shown_playbooks(books, load_playbooks(), shown, moment, language),
        steps=[(step, reachable([desks[name] for name in step.help])) for step in region.first_help],
        threats=threats.threats if threats else (),
        everywhere=[(desk, reachable([desk])) for desk in _everywhere(region)],
    )


def place_of(crime: str, language: str) -> str:
    """Where on the page the first help for this type of crime stands: the id of its playbook, else its own; empty for
    what is no type of crime.
    """
    threats, books = live_content(language).threats, load_playbooks(language=language)
    if threats is None or all(threat.id != crime for threat in threats.threats):
        return ""
    book = books.by_crime.get(crime)
    return crime if book is None else book.id


def _everywhere(region: Region) -> list[LocalHelp]:
    """The desks for who was hit, wherever: without those of single municipalities, and those to go on with later."""
    places = [set(place.local_help) for place in region.municipalities]
    local = {desk for place in places for desk in place if not all(desk in other for other in places)}
    return [
        desk
        for desk in region.local_help
        if desk.id not in local and desk.kind in (None, "desk", "responder")
    ]
