"""Codes of events: a wrong one can be mended, and who tries them by the thousand holds up nobody with the
right one.
"""

from __future__ import annotations

from data.content.promises import takes_minutes
from data.organisers.events import event
from data.organisers.rate_limits import JoinLimit
from scoring.loading import load_content
from screens.session import joining
from tests.screens.test_start_and_save import an_event
from tests.screens.walked import an_app, html, question_id


def test_a_wrong_code_stands_ready_to_be_mended(cookie):
    meeting = an_event()
    app = an_app(event=meeting.code[:-1])
    assert app.text_input[0].value == meeting.code[:-1]
    app.text_input[0].set_value(meeting.shown_code)
    next(button for button in app.button if button.label == "Doe mee").click().run()
    assert question_id(app) == "company_size"


def test_who_tries_codes_by_the_thousand_holds_up_nobody_with_the_right_one(cookie, monkeypatch):
    meeting = an_event()
    spent = JoinLimit(per_minute=1)
    monkeypatch.setattr(joining, "_limit", spent)
    spent.missed()
    assert not spent.allows()
    assert question_id(an_app(event=meeting.code)) == "company_size" and event(meeting.id).joined == 1


def test_a_second_code_of_one_session_waits_while_codes_are_being_tried(cookie, monkeypatch):
    meeting = an_event()
    monkeypatch.setattr(joining, "_limit", JoinLimit(per_minute=1))
    app = an_app(event="BCDFGHJKL")
    assert "code klopt niet" in html(app)
    app.text_input[0].set_value(meeting.shown_code)
    next(button for button in app.button if button.label == "Doe mee").click().run()
    assert "heel veel codes" in html(app) and event(meeting.id).joined == 0


def test_a_tablet_tells_who_walks_by_what_it_takes_and_leaves(cookie):
    page = html(an_app(kiosk="1", event=an_event().code))
    quick, full = (takes_minutes(load_content().questionnaire, quick) for quick in (True, False))
    assert quick < full
    assert f"Klaar in {quick} minuten." in page and "alles op dit scherm gewist" in page
    assert f"Klaar in {full} minuten." in html(an_app(kiosk="1", event=an_event(scan="full").code))
