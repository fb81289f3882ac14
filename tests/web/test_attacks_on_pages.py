"""What people and authors write is text on every page: a tag, a quote or an ampersand in it shows as itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from data.figures.room import Room
from data.first_help.playbooks import Playbooks, load_playbooks
from data.organisers.events import Event
from data.region import load_region
from questionnaire.language.translation import LANGUAGES
from scoring.loading import load_content
from screens.events.wall import wall_html
from screens.markup import fold, heading, linked, listed, message, paragraph, qr_figure, table, way
from screens.session.addresses import Sites
from tests.screens.test_wall import a_room
from tests.test_templates import broken
from web.assets import Assets
from web.pages import error_pages, first_help, sign_in, static, wall

ATTACK = """<script>evil()</script><evil evil=1> evil=2 "'> & &amp;"""
ASSETS = Assets()
EVENT = Event("e", "BCDFGHJKL", "me", ATTACK, date(2026, 11, 28), date(2026, 11, 29), message=ATTACK)


def _a_room(closed: bool) -> Room:
    room = a_room(closed=closed)
    return replace(room, event=replace(room.event, name=ATTACK, message=ATTACK))


def pages(language: str) -> Iterator[tuple[str, str]]:
    """Every page that shows something of whoever asks for it, or of who organises."""
    content, sites = load_content(language=language), Sites("https://scan.example", "https://scan.example")
    yield "sign in", sign_in.sign_in_page(ASSETS, language, ATTACK, ATTACK, oidc=True)
    typed = {"secret": ATTACK, "name": ATTACK, "login": ATTACK}
    yield "invitation", sign_in.invitation_page(ASSETS, language, ATTACK, typed)
    yield "password", sign_in.password_page(ASSETS, language, ATTACK)
    link = error_pages.changed_link_page(ASSETS, language, f"/verder#{ATTACK}")
    yield "changed link", bytes(link.body).decode()
    yield "wall", wall.wall_page(ASSETS, EVENT, language)
    for closed in (False, True):
        yield "on the wall", wall_html(content, _a_room(closed), sites)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_type_shows_as_they_typed_it(language: str) -> None:
    for name, page in pages(language):
        seen = broken(page)
        assert not seen.seen and "<script>evil" not in page, name
        assert ATTACK in seen.text, name  # whole, and escaped once


def test_first_help_is_never_opened_by_what_an_address_says(monkeypatch: pytest.MonkeyPatch) -> None:
    books, known = load_playbooks(), load_content().threats.threats[0].id
    assert first_help.place_of(ATTACK, "nl") == first_help.place_of("", "nl") == ""
    assert first_help.place_of(known, "nl") == books.by_crime[known].id
    monkeypatch.setattr(first_help, "load_playbooks", lambda **_: Playbooks())
    assert first_help.place_of(known, "nl") == known
    assert f'id="{known}" open>' in static.help_page(ASSETS, "nl", known)
    assert ATTACK not in static.help_page(ASSETS, "nl", ATTACK)


def test_what_authors_write_shows_as_they_wrote_it(monkeypatch: pytest.MonkeyPatch) -> None:
    region, content = load_region(), load_content()
    step = region.first_help[0].model_copy(update={"title": ATTACK, "text": ATTACK})
    desks = tuple(
        d.model_copy(update={"title": ATTACK, "text": ATTACK, "phone": ATTACK}) for d in region.local_help
    )
    threat = content.threats.threats[0].model_copy(update={"title": ATTACK, "first_help": (ATTACK,)})
    hostile = region.model_copy(update={"first_help": (step,), "local_help": desks})
    threats = content.threats.model_copy(update={"threats": (threat,)})
    monkeypatch.setattr(first_help, "load_region", lambda **_: hostile)
    monkeypatch.setattr(first_help, "live_content", lambda _: replace(content, threats=threats))
    books = load_playbooks()
    said = {
        "title": ATTACK,
        "text": ATTACK,
        "label": ATTACK,
        "to": ATTACK,
        "lines": (ATTACK,),
        "sign": ATTACK,
    }
    evil = books.model_copy(
        update={
            name: tuple(
                one.model_copy(update={key: text for key, text in said.items() if hasattr(one, key)})
                for one in getattr(books, name)
            )
            for name in ("playbooks", "steps", "texts")
        }
    )
    for shown, least in ((evil, 300), (Playbooks(), 4)):
        monkeypatch.setattr(first_help, "load_playbooks", lambda shown=shown, **_: shown)
        seen = broken(first_help.first_help_html("nl"))
        assert not seen.seen and seen.text.count(ATTACK) > least


@pytest.mark.parametrize(
    "made",
    [
        paragraph(ATTACK, ATTACK),
        heading(ATTACK, kind=ATTACK),
        message(ATTACK),
        linked(ATTACK, ATTACK, ATTACK, ATTACK),
        way(ATTACK, ATTACK),
        listed([ATTACK], kind=ATTACK),
        table([ATTACK], [[ATTACK, ATTACK]], ATTACK),
        fold(ATTACK, "<p>HTML by promise</p>", ATTACK),
        qr_figure("https://scan.example", ATTACK, ATTACK),
    ],
)
def test_what_the_screens_share_shows_text_as_text(made: str) -> None:
    seen = broken(made)
    assert not seen.seen and ATTACK in seen.text
    assert type(made) is str  # so that a screen may add it to HTML of its own
    assert "HTML by promise" not in made or "<p>HTML by promise</p>" in made
    assert ATTACK in unescape(made)
