"""The organiser's desk: what it shows first, what mending an event leaves as it was, what it gives after
closing.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import clock
from data.aggregates.folding import this_site
from data.organisers.accounts import Account, add_account
from data.organisers.events import Event, add_event, close_event, event
from screens import organiser
from screens.events import desk
from tests.screens.test_start_and_save import CONTENT, an_event
from tests.screens.walked import a_screen, html

ME = Account("me", "ik", "Industriekring", "organiser")


@pytest.fixture
def me(cookie: str, monkeypatch: pytest.MonkeyPatch) -> Account:
    """Signed in as the organiser of every event in this test: AppTest has no cookies of its own."""
    for screen in (organiser, desk):
        monkeypatch.setattr(screen, "account_here", lambda: ME)
    monkeypatch.setattr(desk, "may_see", lambda account, event: account == ME)
    monkeypatch.setattr(organiser, "event_for", lambda account, event_id: event(event_id))
    monkeypatch.setattr(desk, "event_for", lambda account, event_id: event(event_id))
    return ME


def the_desk(meeting: Event) -> AppTest:
    app = a_screen("organiser", bijeenkomst=meeting.id)
    assert not app.exception, app.exception
    return app


def save(app: AppTest) -> AppTest:
    return next(button for button in app.button if button.label == "Bewaar").click().run()


def test_mending_the_name_never_shortens_an_event(me: Account) -> None:
    """The command line gives as many days as it likes; the form offers sixty."""
    today = clock.today()
    for days in (0, 60, 90):
        made = an_event(name="Ondernemersavnd", until=today + timedelta(days=days))
        app = the_desk(made)
        next(field for field in app.text_input if field.label == "Naam van de bijeenkomst").set_value(
            "Ondernemersavond"
        )
        save(app)
        kept = event(made.id)
        assert kept is not None and (kept.name, kept.day, kept.until) == (
            "Ondernemersavond",
            today,
            made.until,
        ), days


@pytest.mark.parametrize("days", ["61", "-1", "1,5", "veel", ""])
def test_a_number_of_days_that_cannot_be_is_refused_with_its_bounds(me: Account, days: str) -> None:
    made = an_event(name="Avond", until=clock.today())
    app = the_desk(made)
    next(field for field in app.text_input if field.label.startswith("Hoeveel dagen")).set_value(days)
    save(app)
    kept = event(made.id)
    assert kept is not None and kept.until == made.until and "60" in app.error[0].value


def test_before_the_event_what_to_hand_out_stands_apart_from_what_comes_afterwards(me: Account) -> None:
    page = html(the_desk(an_event()))
    hand_out, afterwards = page.index("Om uit te delen"), page.index("Voor na afloop")
    assert hand_out < page.index("poster.pdf") < page.index("qr.png") < afterwards < page.index("verslag.pdf")


def test_after_closing_the_text_for_the_newsletter_is_there_to_copy(me: Account) -> None:
    meeting = close_event(this_site(CONTENT), an_event(name="Ontbijt"))
    app = the_desk(meeting)
    assert "Terugblik: Ontbijt" in app.code[0].value
    assert "Om uit te delen" not in html(app) and "verslag.pdf" in html(app)


def test_events_that_are_open_come_first_and_the_team_reads_whose_they_are(
    me: Account, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kring = add_account("kring", "Industriekring", "organiser", "een lange zin als wachtwoord")
    past = add_event(
        this_site(CONTENT), kring.id, "Voorbij", clock.today(), clock.today() + timedelta(days=9)
    )
    close_event(this_site(CONTENT), past)
    add_event(this_site(CONTENT), kring.id, "Nog bezig", clock.today())
    monkeypatch.setattr(organiser, "account_here", lambda: Account("team", "team", "Team", "team"))
    page = html(a_screen("organiser"))
    assert page.index("Nog bezig") < page.index("Voorbij") and "· Industriekring" in page


def test_an_invitation_opens_in_the_language_of_the_desk(
    me: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(organiser, "account_here", lambda: Account("team", "team", "Team", "team"))
    app = a_screen("organiser", lang="de")
    app.text_input[-1].set_value("Grenzland e.V.")
    app = app.button[-1].click().run()
    assert "/uitnodiging?lang=de#" in app.code[0].value


def test_a_day_is_written_as_the_language_does(me: Account) -> None:
    meeting, today = an_event(), clock.today()
    for language, shown in (
        ("nl", f"{today:%d-%m-%Y}"),
        ("de", f"{today:%d.%m.%Y}"),
        ("en", f"{today:%d/%m/%Y}"),
    ):
        assert shown in html(a_screen("organiser", bijeenkomst=meeting.id, lang=language)), language
