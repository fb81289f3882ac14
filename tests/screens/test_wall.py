"""What the wall shows at one moment: no empty pictures, and nothing to wait for once the event is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.aggregates.participation import TakenPart
from data.figures.cell_reading import Estimate
from data.figures.ranking import Ranked
from data.figures.room import Room, ThemeInRoom, ThreatInRoom
from data.organisers.events import Event
from scoring.loading import load_content
from screens.events import handouts
from screens.events.figures_csv import figures_csv_text
from screens.events.wall import in_words, wall_html
from screens.session.addresses import Sites, sites_for

CONTENT = load_content()
EVENT = Event("e", "BCDFGHJKL", "me", "Avond", date(2026, 11, 28), date(2026, 11, 29))
UNSURE = Estimate(None, 26.0, 20, "margin_too_wide")
SURE = Estimate(46.0, 9.0, 20, "shown")
TOTAL = Estimate(41.0, 12.6, 20, "shown")


def a_room(*, closed: bool = False, figures: int = 1) -> Room:
    """A room of twenty with so many themes that may be shown, and nothing yet about what lacks."""
    themes = tuple(
        ThemeInRoom(s, SURE if n < figures else UNSURE, UNSURE, None)
        for n, s in enumerate(CONTENT.questionnaire.themes)
    )
    threats = tuple(ThreatInRoom(t, None, 0) for t in CONTENT.threats.threats)
    event = replace(EVENT, closed=EVENT.day, finished=20) if closed else EVENT
    waits = TakenPart(10, 10, 10)
    return Room(event, TakenPart(), 20, 20, themes, (), threats, waits, TOTAL if figures else UNSURE, UNSURE)


def shown(room: Room) -> str:
    return wall_html(CONTENT, room, Sites("https://scan.example", "https://scan.example"))


def test_before_it_is_known_what_lacks_the_wall_shows_how_to_take_part():
    page = shown(a_room())
    assert (
        "Wat mist het vaakst?" not in page
        and "Doe mee met de scan" in page
        and "zodra meer mensen klaar zijn" in page
    )
    assert "wacht op meer antwoorden" in page


def test_a_closed_wall_waits_for_nothing_and_asks_nobody_to_take_part():
    page = shown(a_room(closed=True))
    assert "wacht op" not in page and "te weinig antwoorden" in page and "Doe mee met de scan" not in page


def test_one_who_took_part_is_one():
    room = a_room(closed=True)
    assert "<strong>1</strong> deed mee" in shown(replace(room, event=replace(room.event, finished=1)))


def test_after_an_event_without_internet_all_links_lead_to_the_centre(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CENTRE_URL", "https://scan.example")
    monkeypatch.setattr(handouts, "load_room", lambda content, event: a_room(closed=True))
    laptop = sites_for("http://10.42.0.1:8501/wand/e/nu")
    assert "10.42.0.1" in wall_html(CONTENT, a_room(), laptop)
    assert "10.42.0.1" not in wall_html(CONTENT, a_room(closed=True), laptop)
    text = handouts.newsletter_text(EVENT, laptop, "de")
    assert (
        "10.42.0.1" not in text
        and "https://scan.example/hulp?lang=de" in text
        and "Auf demselben Gerät" not in text
    )


def test_the_newsletter_names_each_figure_so_that_a_barrier_does_not_read_as_its_opposite(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lacking = tuple(Ranked("mfa_email", SURE, UNSURE, 1, 2) for _ in range(2))
    monkeypatch.setattr(
        handouts, "load_room", lambda content, event: replace(a_room(closed=True), lacking=lacking)
    )
    assert (
        "tweede stap: 46 procent heeft dit geregeld (de marge loopt van 37 tot 55)"
        in handouts.newsletter_text(EVENT, Sites("https://scan.example", "https://scan.example"), "nl")
    )


def test_places_that_the_margins_cannot_tell_apart_are_explained_on_the_wall() -> None:
    tied, sure = Ranked("mfa_email", SURE, UNSURE, 1, 2), Ranked("mfa_email", SURE, UNSURE, 1, 1)
    assert "te klein voor een volgorde" in shown(replace(a_room(), lacking=(tied, tied)))
    assert "te klein voor een volgorde" not in shown(replace(a_room(), lacking=(sure,)))


def test_the_figures_for_a_spreadsheet_are_in_the_readers_language() -> None:
    ranked = Ranked("mfa_email", SURE, UNSURE, 1, 1)
    for language, heads, kind, why in (
        (
            "nl",
            "Wat;Onderwerp;Barrière;Percentage;Marge (±);Aantal;Waarom leeg;Kenmerk",
            "Thema in deze zaal",
            "te onzeker",
        ),
        (
            "de",
            "Was;Thema;Barriere;Prozent;Spanne (±);Anzahl;Warum leer;Kennung",
            "Thema in diesem Saal",
            "zu unsicher",
        ),
    ):
        lines = figures_csv_text(
            load_content(language=language), replace(a_room(), lacking=(ranked,))
        ).splitlines()
        assert lines[0] == heads
        assert ";41,0;12,6;20;;total" in lines[1]
        assert lines[3].startswith(kind) and ";46,0;9,0;20;;" in lines[3]
        assert lines[4].split(";")[3:6] == ["", "", "20"] and why in lines[4]
        assert lines[-1].endswith(";mfa_email") and "shown" not in "".join(lines)


def test_the_legend_names_no_mark_that_is_nowhere_to_be_seen() -> None:
    page = shown(a_room())
    assert "deze zaal" in page and "100 % = alles geregeld" in page and "de regio" not in page
    assert "wand-legenda" not in shown(a_room(figures=0)).split("Wat staat er al")[1]


def test_before_the_first_block_the_wall_shows_the_themes_and_what_it_waits_for() -> None:
    nothing = Estimate(None, None, 0, "nothing_published")
    themes = tuple(replace(theme, room=nothing) for theme in a_room().themes)
    page = shown(
        replace(a_room(), responses=0, themes=themes, waits=TakenPart(needed=10, waiting=3), total=nothing)
    )
    assert (
        "Hierover gaat de scan" in page
        and "als 10 mensen klaar zijn" in page
        and "Wat staat er al" not in page
    )


def test_who_has_no_camera_reads_what_to_do_with_the_code() -> None:
    assert "Of ga naar scan.example en vul deze code in:<br><strong>BCD-FGH-JKL</strong>" in shown(a_room())


def test_figures_of_barriers_tell_their_margin() -> None:
    ranked = Ranked("mfa_email", SURE, UNSURE, 1, 1)
    threats = tuple(ThreatInRoom(t, (t.barriers[0], SURE), 1) for t in CONTENT.threats.threats)
    page = shown(replace(a_room(), lacking=(ranked,), threats=threats))
    assert page.count("Marge: hooguit ±9.") == 3 and "<small>1/2</small>" in page


def test_the_total_of_a_room_stands_first_with_its_margin_also_in_words() -> None:
    page = shown(replace(a_room(), region_total=SURE))
    assert page.index("Alles samen") < page.index(CONTENT.questionnaire.themes[0].title)
    assert "41&nbsp;% <small>±13</small>" in page and "de regio" in page
    assert "Van 20 mensen: tussen een kwart en twee derde van wat de scan vraagt, is geregeld." in page


@pytest.mark.parametrize(
    ("pct", "margin", "low", "high"),
    [
        (41.0, 12.0, "een kwart", "twee derde"),
        (5.0, 20.0, "niets", "een kwart"),
        (104.0, 8.0, "negen tiende", "alles"),
    ],
)
def test_the_words_hold_the_whole_margin(pct: float, margin: float, low: str, high: str) -> None:
    told = in_words(Estimate(pct, margin, 20, "shown"), lambda text: text)
    assert f"tussen {low} en {high}" in told


def test_the_newsletter_tells_how_far_the_room_is_with_its_margin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handouts, "load_room", lambda content, event: a_room(closed=True))
    told = handouts.newsletter_text(EVENT, Sites("https://scan.example", "https://scan.example"), "nl")
    assert "ongeveer 41 procent geregeld (de marge loopt van 28 tot 54)" in told
