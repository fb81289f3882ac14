"""Enquiries: only the token opens them, and a link that was withdrawn or is over opens nothing."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest

from data.enquiries import (
    answer_enquiry,
    expire_enquiries,
    open_enquiry,
    put_enquiry,
    withdraw_enquiry,
)
from data.folders import Folders
from data.tokens import BadToken, new_token

TODAY = date(2026, 12, 3)
UNTIL = TODAY + timedelta(30)


@pytest.fixture
def where(tmp_path) -> Folders:
    return Folders(tmp_path / "data", tmp_path / "keys").make()


def test_what_is_asked_and_answered_comes_back_with_the_token_alone(where):
    token, other = new_token(), new_token()
    put_enquiry(token, "zeven vragen", UNTIL, where)
    assert open_enquiry(other, where, TODAY) is None
    assert answer_enquiry(token, "zeven antwoorden", where, TODAY)
    found = open_enquiry(token, where, TODAY)
    assert found is not None
    assert (found.asked, found.until, found.answered) == ("zeven vragen", UNTIL, "zeven antwoorden")


def test_a_withdrawn_link_opens_nothing_and_takes_no_answer(where):
    token = new_token()
    put_enquiry(token, "vragen", UNTIL, where)
    assert withdraw_enquiry(token, where) and not withdraw_enquiry(token, where)
    assert open_enquiry(token, where, TODAY) is None
    assert not answer_enquiry(token, "te laat", where, TODAY)
    assert open_enquiry(token, where, TODAY) is None


def test_a_link_opens_until_its_last_day_and_not_a_day_longer(where):
    token = new_token()
    put_enquiry(token, "vragen", UNTIL, where)
    assert open_enquiry(token, where, UNTIL) is not None
    assert open_enquiry(token, where, UNTIL + timedelta(1)) is None
    assert not answer_enquiry(token, "te laat", where, UNTIL + timedelta(1))


def test_the_file_tells_nothing_of_who_asked_what_or_when(where):
    for text in ("kort", "lang " * 300):
        token = new_token()
        put_enquiry(token, text, UNTIL, where)
        answer_enquiry(token, text, where, TODAY)
    raw = where.enquiries.read_bytes()
    assert b"kort" not in raw and b"lang" not in raw and b"2027-01" not in raw
    with sqlite3.connect(where.enquiries) as db:
        rows = db.execute("SELECT quarter, length(asked), length(answered) FROM enquiries").fetchall()
    assert len(set(rows)) == 1  # all look alike: the same quarter, the same length


def test_what_was_withdrawn_is_not_in_the_file_any_more(where):
    token = new_token()
    put_enquiry(token, "vragen", UNTIL, where)
    with sqlite3.connect(where.enquiries) as db:
        (box,) = db.execute("SELECT asked FROM enquiries").fetchone()
    assert box[:64] in where.enquiries.read_bytes()
    withdraw_enquiry(token, where)
    assert box[:64] not in where.enquiries.read_bytes()


def test_upkeep_removes_what_is_over_and_keeps_what_is_open(where):
    over, still = new_token(), new_token()
    put_enquiry(over, "oud", TODAY - timedelta(90), where)
    put_enquiry(still, "nieuw", UNTIL, where)
    assert expire_enquiries(where, TODAY) == 1
    assert open_enquiry(still, where, TODAY) is not None
    assert expire_enquiries(where, UNTIL + timedelta(200)) == 1


def test_what_is_no_token_is_refused(where):
    with pytest.raises(BadToken):
        open_enquiry("geen token", where, TODAY)
