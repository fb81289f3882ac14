"""Opening a scan over another one asks first, what fits nowhere is refused; an event that closes meanwhile
says so.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data import clock
from data.aggregates.folding import this_site
from data.figures.room import load_room
from data.organisers.events import add_event, close_event, event
from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.saved_scans.scan_link import pack
from scoring.loading import load_content
from screens.session import saved_scans
from screens.session.saved_scans import NothingFits
from tests.screens.walked import TOKEN, a_saved_scan, a_screen, an_app, heading, html, to_result, walk

CONTENT = load_content()
MINE = {"company_size": "zzp", "sector": "retail"}
STRANGE = SavedScan(version="9", answers={"gone_item": "x", "mfa_email": "no such answer"})


def opening(carried: str):
    app = a_screen("save")
    app.text_input(key="opened_link").set_value(carried)
    return app.button(key="open_scan").click().run()


@pytest.mark.parametrize("kind", ["file", "answers", "token"])
def test_a_scan_that_is_here_is_replaced_only_after_a_yes(cookie, kind):
    mine, other = SavedScan(version="2.0", answers=MINE), a_saved_scan()
    saved_scans.save(TOKEN, mine)
    saved_scans.save("F" * 32, other)
    carried = {
        "file": other.as_text(),
        "answers": f"https://a.example/verder#a={pack(other)}",
        "token": f"https://a.example/verder#t={'F' * 32}",
    }[kind]
    app = opening(carried)
    assert "met 2 antwoorden" in html(app) and saved_scans.load(TOKEN) == mine
    app.button(key="keep_this").click().run()
    assert saved_scans.load(TOKEN) == mine and app.button(key="open_scan")
    opening(carried).button(key="open_instead").click().run()
    assert saved_scans.load(TOKEN).answers == other.answers


def test_an_empty_browser_opens_a_scan_at_once(cookie):
    opening(a_saved_scan().as_text())
    assert saved_scans.load(TOKEN).answers == a_saved_scan().answers


@pytest.mark.parametrize(
    "carried", [STRANGE.as_text(), '{"format":1}', '{"format":1,"answers":{}}', f"#a={pack(STRANGE)}"]
)
@pytest.mark.parametrize("open_one", [None, SavedScan(version="2.0", answers=MINE)])
def test_a_file_in_which_nothing_fits_is_refused_and_changes_nothing(cookie, carried, open_one):
    if open_one:
        saved_scans.save(TOKEN, open_one)
    app = opening(carried)
    assert "geen antwoorden die bij deze scan horen" in html(app) and saved_scans.load(TOKEN) == open_one
    with pytest.raises(NothingFits):
        saved_scans.open_carried_answers("G" * 32, carried)
    assert saved_scans.load("G" * 32) is None


def an_event():
    return add_event(this_site(CONTENT), "", "Avond *in* Borne", clock.today(), clock.today() + timedelta(1))


def test_an_event_that_closes_meanwhile_is_told_at_the_review_and_the_result(cookie):
    meeting = an_event()
    app = walk(an_app(event=meeting.code))
    assert "is gesloten" not in html(app)
    close_event(this_site(CONTENT), meeting)
    app = app.run()
    assert "‘Avond *in* Borne’ is gesloten" in html(app)
    app = to_result(app)
    assert "al gesloten toen deze antwoorden klaar waren" in html(app)
    assert load_room(CONTENT, event(meeting.id)).done == 0 and saved_scans.load(TOKEN).after_event
    assert "al gesloten toen" in html(an_app())  # also for who comes back later


def test_at_an_open_event_nobody_is_told_that_it_is_over(cookie):
    app = to_result(walk(an_app(event=an_event().code)))
    assert "gesloten" not in html(app) and not saved_scans.load(TOKEN).after_event


def test_whose_answers_counted_before_the_event_closed_are_not_told_otherwise(cookie):
    meeting = an_event()
    app = to_result(walk(an_app(event=meeting.code)))
    close_event(this_site(CONTENT), meeting)
    assert "al gesloten toen" not in html(app.run())


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_paper_entry_says_that_an_event_is_over(folders, when):
    meeting = an_event()
    if when == "before":
        close_event(this_site(CONTENT), meeting)
    app = AppTest.from_string("from screens.paper_entry import show\nshow()", default_timeout=30)
    app.query_params["event"] = meeting.code
    app = app.run()
    if when == "before":
        assert "telt in geen zaal mee" in html(app)
        return
    assert "telt in geen zaal mee" not in html(app)
    next(button for button in app.button if button.label == "Begin").click().run()
    close_event(this_site(CONTENT), meeting)
    app.session_state["typed_scan"] = app.session_state["typed_scan"].changed(answers=a_saved_scan().answers)
    assert heading(app.run()) == "Alles is ingevoerd" and "is gesloten" in html(app)
    next(button for button in app.button if button.label == "Klaar, toon het advies").click().run()
    assert "al gesloten toen" in html(app)
