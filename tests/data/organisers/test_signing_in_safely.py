"""Guesses stop the guesser and nobody else: limits per name, address and device, and passwords that are guessed
first are refused.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from data.folders import Folders
from data.organisers.accounts import AccountError, add_account, change_password, remove_account
from data.organisers.devices import DEVICE_DAYS, MOST_DEVICES, is_known_device, remember_device
from data.organisers.rate_limits import ManyLimits, SignInLimit
from data.organisers.weak_passwords import is_weak, weak_words

TODAY = date(2026, 11, 30)


@pytest.fixture
def where(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "var", tmp_path / "keys")


def test_guesses_at_other_names_keep_nobody_elsewhere_out() -> None:
    limit = SignInLimit()
    for number in range(5_000):
        limit.take(f"naam {number}", b"attacker")
    assert not limit.take("naam", b"attacker")
    assert limit.take("jan", b"at home")


def test_a_device_that_was_in_before_gets_in_whatever_others_try() -> None:
    limit = SignInLimit()
    for number in range(3_000):
        limit.take("jan", bytes([number % 200]))
        limit.take(f"naam {number}", bytes([number % 200]))
    assert not limit.take("jan", b"new")
    assert limit.take("jan", b"new", b"device of jan")
    assert sum(limit.take("jan", b"", b"device of jan") for _ in range(50)) == 9  # nor is it a way to guess
    limit.give_back("jan", b"", b"device of jan")
    assert limit.take("jan", b"", b"device of jan")


def test_the_limit_of_a_name_is_not_washed_away_by_other_names() -> None:
    limit = SignInLimit()
    assert sum(limit.take("jan", b"here") for _ in range(20)) == 10
    for number in range(30_000):
        limit.take(f"naam {number}", b"attacker")
    assert not limit.take("jan", b"elsewhere")


def test_who_hammers_one_name_leaves_the_server_to_others() -> None:
    limit = SignInLimit()
    for number in range(50_000):
        limit.take("jan", number.to_bytes(4, "big"))
    assert limit.take("piet", b"somebody")


def test_of_many_limits_the_one_that_was_used_last_is_kept() -> None:
    limits = ManyLimits(per_minute=1, at_once=1, most=2)
    assert limits.take(b"a") and limits.take(b"b") and not limits.take(b"a")
    assert limits.take(b"c") and not limits.take(b"a") and limits.take(b"b")
    limits.give_back(b"b")
    assert limits.take(b"b")


@pytest.mark.parametrize(
    "password",
    [
        "wachtwoord123!",
        "Welkom2026!!",
        "qwertyuiop123",
        "aaaaaaaaaaaa",
        "abababababab",
        "1q2w3e4r5t6y",
        "123456789012",
        "lkjhgfdsa987",
        "Passwort2025",
        "geheimgeheim12",
        "jan.jansen2026",
        "JanJansen!!!",
        "voorbeeld.nl1",
    ],
)
def test_a_password_that_is_guessed_first_is_refused(where: Folders, password: str) -> None:
    assert is_weak(password, ("jan.jansen@voorbeeld.nl", "Jan Jansen"))
    with pytest.raises(AccountError, match="snel geraden"):
        add_account("jan.jansen@voorbeeld.nl", "Jan Jansen", "team", password, where)


@pytest.mark.parametrize(
    "password",
    [
        "een lange zin als wachtwoord",
        "paard-fiets-lamp",
        "x7#kLm29qPvz!",
        "9f3kd02nd81xq",
        "naïeve ézel zingt",
    ],
)
def test_a_few_words_or_many_odd_signs_are_a_password(where: Folders, password: str) -> None:
    made = add_account("jan@example.nl", "Jan Jansen", "team", password, where)
    with pytest.raises(AccountError, match="snel geraden"):
        change_password(made.id, "jan@example.nl", where)
    change_password(made.id, password, where)


def test_the_list_ships_with_its_licence() -> None:
    text = (Path(__file__).parents[3] / "data/organisers/weak_passwords.txt").read_text("utf-8")
    assert "Redistribution and use in source and binary forms" in text and "Copyright (c) Django" in text
    assert len(weak_words()) > 500 and all(word == word.lower() for word in weak_words())


def test_a_device_is_known_for_its_own_account_and_for_so_long(where: Folders) -> None:
    jan = add_account("Jan", "Jan", "team", "een lange zin als wachtwoord", where)
    piet = add_account("piet", "Piet", "organiser", "een lange zin als wachtwoord", where)
    secret = remember_device(jan.id, None, where, TODAY)
    assert remember_device(jan.id, secret, where, TODAY) == secret
    assert is_known_device(secret, " JAN ", where, TODAY)
    assert not is_known_device(secret, "piet", where, TODAY)
    assert not is_known_device(secret, "jan", where, TODAY + timedelta(days=DEVICE_DAYS + 1))
    assert not is_known_device("made up", "jan", where, TODAY) and not is_known_device(None, "jan", where)
    assert remember_device(piet.id, secret, where, TODAY) != secret  # another account, another secret
    remove_account(jan.id, where)
    add_account("jan", "Jan", "team", "een lange zin als wachtwoord", where)
    assert not is_known_device(secret, "jan", where, TODAY)


def test_an_account_keeps_the_devices_that_were_used_last(where: Folders) -> None:
    jan = add_account("jan", "Jan", "team", "een lange zin als wachtwoord", where)
    made = [
        remember_device(jan.id, None, where, TODAY + timedelta(days=day)) for day in range(MOST_DEVICES + 2)
    ]
    known = [is_known_device(secret, "jan", where, TODAY) for secret in made]
    assert known == [False] * 2 + [True] * MOST_DEVICES
