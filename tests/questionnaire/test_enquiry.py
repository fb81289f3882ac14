"""What is asked of somebody else holds no answer, and what comes back only counts where it fits."""

from __future__ import annotations

from datetime import date

from questionnaire.responses import Responses
from questionnaire.saved_scans.enquiry import (
    Reply,
    as_asked,
    as_text,
    asked_of_others,
    changes_of,
    read_asked,
    read_reply,
    taken_over,
)
from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.walk import walk
from scoring.loading import load_content
from tests.screens.walked import a_saved_scan

CONTENT = load_content()
QUESTIONS = CONTENT.questionnaire
ITEMS = ("mfa_email", "auto_updates", "backup_frequency")


def asked_of(scan: SavedScan, items=ITEMS):
    counting = walk(QUESTIONS, scan.responses).counting
    return asked_of_others(QUESTIONS, counting, items, "Bakkerij De Korenaar", "supplier", scan.edition)


def a_reply(**answers) -> Reply:
    return Reply(name="Jan", on=date(2026, 12, 3), note="gezien in de beheerpagina", answers=answers)


def test_what_is_asked_tells_nothing_of_the_answers_and_the_score():
    outsourced = a_saved_scan().with_answer("ict_by", "supplier").with_answer("mfa_email", "some")
    other = outsourced.with_answer("mfa_email", "all").with_answer("payment_change_check", "changed")
    assert as_text(asked_of(outsourced)) == as_text(asked_of(other))
    assert read_asked(as_text(asked_of(outsourced))) == asked_of(outsourced)


def test_nobody_is_asked_whether_somebody_else_looked():
    scan = a_saved_scan().with_answer("ict_by", "supplier")
    for item in as_asked(QUESTIONS, asked_of(scan, [i.id for s in QUESTIONS.themes for i in s.items])):
        assert item.options and not any(option.unseen for option in item.options), item.id


def test_only_answers_that_were_asked_for_and_that_differ_are_offered_to_take_over():
    scan = a_saved_scan().with_answer("backup_frequency", "daily")
    reply = a_reply(
        mfa_email="all", backup_frequency="daily", payment_change_check="changed", auto_updates=["geen_optie"]
    )
    assert changes_of(QUESTIONS, asked_of(scan), scan, reply) == {"mfa_email": "all"}
    after = taken_over(QUESTIONS, scan, reply, ["mfa_email"])
    assert after.responses.answers == {**scan.responses.answers, "mfa_email": "all"}


def test_a_reply_to_questions_of_another_edition_changes_nothing():
    scan = a_saved_scan()
    asked = asked_of(scan).model_copy(update={"edition": "0123456789abcdef"})
    assert changes_of(QUESTIONS, asked, scan, a_reply(mfa_email="all")) == {}


def test_what_was_taken_over_makes_dont_knows_vanish_from_the_advice():
    scan = a_saved_scan()
    score = CONTENT.score(scan.responses)
    unknown = CONTENT.unknown_items(score)
    assert "mfa_email" in unknown
    after = taken_over(QUESTIONS, scan, a_reply(mfa_email="all"), ["mfa_email"])
    assert "mfa_email" not in CONTENT.unknown_items(CONTENT.score(after.responses))


def test_what_cannot_be_read_is_no_reply_and_no_question():
    assert read_reply(None) is None and read_reply("{}") is None and read_reply("[") is None
    assert read_asked("{}") is None
    assert Responses(a_reply(auto_updates=["computers"]).answers).get("auto_updates") == ("computers",)
