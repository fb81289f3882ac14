"""The organiser's desk: what mending an event leaves as it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data.accounts import Account
from data.events import Event, event
from screens import organiser
from screens.events import desk
from tests.screens.test_start_and_save import an_event
from tests.screens.walked import a_screen

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
    today = date.today()
    for days in (0, 60, 90):
        made = an_event(name="Ondernemersavnd", until=today + timedelta(days=days))
        app = the_desk(made)
        next(field for field in app.text_input if field.label == "Naam van de bijeenkomst").set_value("Ondernemersavond")
        save(app)
        kept = event(made.id)
        assert kept is not None and (kept.name, kept.day, kept.until) == ("Ondernemersavond", today, made.until), days
