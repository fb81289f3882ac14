"""Organisers: accounts that cannot be guessed, invitations that work once, events that only their owner and
the team see.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from data.aggregates.folding import fold
from data.figures.room import load_room
from data.organisers.accounts import (
    Account,
    AccountError,
    accept_invitation,
    account,
    account_by_login,
    add_account,
    change_password,
    end_session,
    invitation_name,
    invite,
    remove_account,
    session_account,
    sign_in,
    start_session,
)
from data.organisers.events import (
    ALPHABET,
    CODE_LENGTH,
    EventError,
    add_event,
    change_event,
    close_due,
    close_event,
    event,
    event_by_code,
    events_for,
    joined,
    may_see,
)
from data.organisers.rate_limits import JoinLimit, SignInLimit
from data.tokens import new_token
from questionnaire.simulate import simulated_business

PASSWORD = "een lange zin als wachtwoord"


@pytest.fixture
def where(site):
    return site.folders


def test_the_right_password_signs_in_and_nothing_else(where):
    made = add_account("Jan@Example.nl", "Jan", "team", PASSWORD, where)
    assert sign_in(" jan@example.NL ", PASSWORD, where) == made == account(made.id, where)
    for login, password in (("jan@example.nl", "fout"), ("jan@example.nl", ""), ("piet", PASSWORD), ("", "")):
        assert sign_in(login, password, where) is None


def test_passwords_are_kept_as_argon2id_only(where):
    add_account("jan", "Jan", "team", PASSWORD, where)
    with sqlite3.connect(where.events) as db:
        assert db.execute("SELECT password FROM accounts").fetchone()[0].startswith("$argon2id$")
    assert PASSWORD.encode() not in where.events.read_bytes()


def test_short_passwords_and_taken_names_are_refused(where):
    add_account("jan", "Jan", "team", PASSWORD, where)
    for login, password in (("jan", PASSWORD), ("JAN", PASSWORD), ("piet", "kort"), ("", PASSWORD)):
        with pytest.raises(AccountError):
            add_account(login, "Piet", "team", password, where)


def test_an_account_for_openid_connect_has_no_password_to_guess(where):
    made = add_account("jan@example.nl", "Jan", "organiser", None, where)
    assert account_by_login("JAN@example.nl", where) == made
    assert sign_in("jan@example.nl", "", where) is None


def test_an_invitation_makes_one_account_and_then_stops(where):
    secret = invite("Piet", where=where)
    assert invitation_name(secret, where) == "Piet"
    with pytest.raises(AccountError):
        accept_invitation(secret, "piet", "Piet", "kort", where)
    made = accept_invitation(secret, "piet", "Piet", PASSWORD, where)
    assert made.role == "organiser" and invitation_name(secret, where) is None
    for bad in (secret, "verzonnen", ""):
        with pytest.raises(AccountError, match="gebruikt of verlopen"):
            accept_invitation(bad, "klaas", "Klaas", PASSWORD, where)


def test_an_invitation_expires_and_is_kept_as_a_hash(where):
    secret = invite("Piet", where=where, today=date(2026, 11, 1))
    assert secret.encode() not in where.events.read_bytes()
    assert invitation_name(secret, where, date(2026, 11, 15)) and not invitation_name(
        secret, where, date(2026, 11, 16)
    )


def test_a_session_ends_by_itself_when_signed_out_and_with_the_account(where):
    made, day = add_account("jan", "Jan", "team", PASSWORD, where), date(2026, 11, 1)
    secret, other = start_session(made.id, where, day), start_session(made.id, where, day)
    assert (
        session_account(secret, where, day) == made
        and session_account(None, where) is None
        and session_account("x", where) is None
    )
    assert session_account(secret, where, day + timedelta(days=2)) is None
    end_session(secret, where)
    assert session_account(secret, where, day) is None and session_account(other, where, day) == made
    remove_account(made.id, where)
    assert session_account(other, where, day) is None and account(made.id, where) is None


def test_an_organiser_sees_their_own_events_and_the_team_sees_all(site, where):
    team, one, two = (
        add_account(n, n, r, PASSWORD, where)
        for n, r in (("team", "team"), ("een", "organiser"), ("twee", "organiser"))
    )
    mine, theirs = (
        add_event(site, one.id, "Mijn avond", site.today),
        add_event(site, two.id, "Hun avond", site.today),
    )
    assert events_for(one, where) == [mine] and len(events_for(team, where)) == 2
    assert (
        may_see(one, mine) and may_see(team, theirs) and not may_see(one, theirs) and not may_see(None, mine)
    )
    assert not may_see(Account("", "", "", "organiser"), mine)


def test_codes_are_long_random_and_easy_to_type(site):
    codes = {add_event(site, "", "Avond", site.today).code for _ in range(5)}
    assert len(codes) == 5 and all(len(c) == CODE_LENGTH and set(c) <= set(ALPHABET) for c in codes)
    assert len(ALPHABET) ** CODE_LENGTH > 2**42
    assert not set("AEIOU01258") & set(ALPHABET)  # no words, and of every pair that looks alike one at most


def test_a_code_lets_in_as_it_is_typed_until_the_last_day(site, where):
    made = add_event(site, "", "Avond", site.today, site.today + timedelta(days=2))
    for typed in (made.code, made.shown_code, made.code.lower(), f" {made.shown_code.replace('-', ' ')} "):
        assert event_by_code(typed, site.today, where) == made
    assert event_by_code(made.code, site.today + timedelta(days=3), where) is None
    assert (
        event_by_code(made.code[:-1], site.today, where) is None
        and event_by_code("", site.today, where) is None
    )
    close_event(site, made)
    assert event_by_code(made.code, site.today, where) is None


def test_an_event_that_cannot_be_is_refused(site):
    for wrong in (
        {"name": " "},
        {"until": site.today - timedelta(days=1)},
        {"day": site.today - timedelta(days=9)},
        {"municipality": "amsterdam"},
    ):
        with pytest.raises(EventError):
            add_event(site, "", **{"name": "Avond", "day": site.today, **wrong})


def test_an_event_can_be_changed_while_it_is_open(site, where):
    made = add_event(site, "me", "Avond", site.today)
    changed = change_event(
        made,
        where,
        site.today,
        message="Bel ons",
        until=site.today + timedelta(days=1),
        owner="somebody else",
        id="x",
    )
    assert event(made.id, where) == changed and (changed.message, changed.owner) == ("Bel ons", "me")
    with pytest.raises(EventError):
        change_event(close_event(site, changed), where, message="Te laat")


def test_an_event_cannot_be_changed_into_one_that_cannot_be(site, where):
    made = add_event(site, "me", "Avond", site.today)
    for wrong in (
        {"name": " "},
        {"until": made.day - timedelta(days=1)},
        {"day": made.day + timedelta(days=1)},
    ):
        with pytest.raises(EventError):
            change_event(made, where, site.today, **wrong)
    assert event(made.id, where) == made


def test_events_close_by_themselves_after_their_last_day(site, where):
    made = add_event(site, "", "Avond", site.today)
    assert close_due(site) == []
    tomorrow = replace(site, today=site.today + timedelta(days=1))
    assert [e.id for e in close_due(tomorrow)] == [made.id] and close_due(tomorrow) == []
    assert event(made.id, where).closed == tomorrow.today


def test_who_joined_is_a_number(site, where):
    made = add_event(site, "", "Avond", site.today)
    joined(made.id, where)
    joined(made.id, where)
    assert event(made.id, where).joined == 2


def test_guessing_codes_is_slowed_down_for_everybody_together():
    limit = JoinLimit(per_minute=3)
    for _ in range(3):
        assert limit.allows()
        limit.missed()
    assert not limit.allows()


def test_a_hundred_passwords_at_the_same_moment_count_as_a_hundred():
    limit = SignInLimit()
    assert sum(limit.take("jan") for _ in range(100)) == 10
    assert limit.take("piet")  # somebody else is not locked out
    assert (
        sum(limit.take(f"naam {number}") for number in range(500)) < 120
    )  # nor is the server free to be tried with every name


def test_the_right_password_costs_no_try():
    limit = SignInLimit()
    for _ in range(50):
        assert limit.take("jan")
        limit.give_back("jan")


def test_another_password_ends_every_session(where):
    made = add_account("jan", "Jan", "team", PASSWORD, where)
    secret = start_session(made.id, where)
    with pytest.raises(AccountError):
        change_password(made.id, "kort", where)
    assert session_account(secret, where) == made
    change_password(made.id, "een heel andere zin", where)
    assert session_account(secret, where) is None
    assert sign_in("jan", PASSWORD, where) is None and sign_in("jan", "een heel andere zin", where) == made


def test_names_and_passwords_that_nothing_can_hold_are_refused(where):
    for login, name, password in (
        ("a\x00b", "Jan", PASSWORD),
        ("jan", "J\u202ean", PASSWORD),
        ("x" * 500, "Jan", PASSWORD),
        ("jan", "Jan", "p" * 5000),
    ):
        with pytest.raises(AccountError):
            add_account(login, name, "team", password, where)
    assert sign_in("jan", "p" * 100_000, where) is None and sign_in("\ud800", "\ud800", where) is None


def test_a_name_is_one_line_that_can_be_printed(site, where):
    made = add_event(
        site, "", "Avond\r\nSet-Cookie: x=1\x00 \u202e" + "x" * 200, site.today, message="a\nb" + "y" * 300
    )
    assert (
        made.name.startswith("Avond Set-Cookie: x=1 xxx") and len(made.name) <= 80 and made.name.isprintable()
    )
    assert made.message.startswith("a b") and len(made.message) <= 120
    assert change_event(made, where, message="c\x00d\n").message == "c d"


def test_a_closed_event_still_tells_how_many_took_part(site, where):
    made = add_event(site, "", "Avond", site.today)
    for number in range(4):
        joined(made.id, where)
        answers = simulated_business(site.questionnaire, Random(number), quick=True)
        fold(site.content, answers, new_token(), quick=True, event=made.id, site=site)
    closed = close_event(site, event(made.id, where))
    assert closed.finished == 4 == event(made.id, where).finished
    room = load_room(site.content, event(made.id, where), where)
    assert (room.done, room.busy, room.responses) == (4, 0, 0)
    assert event(close_event(site, closed).id, where).finished == 4
