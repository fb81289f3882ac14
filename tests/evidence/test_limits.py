"""How often the scan looks: a crowd waits for a place, and nobody uses the scan to look at others all day."""

from __future__ import annotations

import threading

import pytest

from evidence import limits as rules
from evidence.limits import Limits, NotNow, home_of, organisation


def test_a_crowd_waits_for_a_place_and_is_not_turned_away() -> None:
    limits, most, busy, lock = Limits(), 0, 0, threading.Lock()
    free, seen = threading.Event(), []

    def look(number: int) -> None:
        nonlocal most, busy
        with limits.one_look(f"bedrijf{number}.nl", "zaal"):
            with lock:
                busy += 1
                most = max(most, busy)
            if number < rules.AT_ONCE:
                free.wait(30)
            with lock:
                busy -= 1
                seen.append(number)

    people = [threading.Thread(target=look, args=(number,)) for number in range(30)]
    for one in people:
        one.start()
    free.set()
    for one in people:
        one.join(60)
    assert sorted(seen) == list(range(30)) and most <= rules.AT_ONCE


def test_who_waited_too_long_is_told_so_and_may_try_the_same_domain_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 1)
    limits = Limits(wait_seconds=0.01)
    with (
        limits.one_look("eerste.nl"),
        pytest.raises(NotNow, match="voor veel mensen"),
        limits.one_look("a.nl"),
    ):
        raise AssertionError
    with limits.one_look("a.nl"):
        pass


def test_a_look_that_came_to_nothing_does_not_count_for_the_domain_and_does_for_the_connection() -> None:
    limits = Limits()
    for number in range(rules.PER_CONNECTION):
        with pytest.raises(KeyError), limits.one_look(f"mislukt{number}.nl", "iemand"):
            raise KeyError
    with pytest.raises(NotNow, match="Vanaf deze plek"), limits.one_look("anders.nl", "iemand"):
        raise AssertionError
    with limits.one_look("mislukt0.nl", "een ander"):
        pass


def test_one_domain_is_looked_at_once_an_hour_whoever_asks() -> None:
    now = [0.0]
    limits = Limits(seconds=lambda: now[0])
    with limits.one_look("jansen.nl", "a"):
        pass
    with pytest.raises(NotNow, match="over een uur"), limits.one_look("jansen.nl", "b"):
        raise AssertionError
    now[0] = rules.HOUR_SECONDS + 1
    with limits.one_look("jansen.nl", "b"):
        pass


def test_no_place_is_lost_by_looks_that_end_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 2)
    limits = Limits(wait_seconds=0.01)
    for number in range(20):
        with pytest.raises(ValueError, match="weg"), limits.one_look(f"d{number}.nl"):
            raise ValueError("weg")
    with limits.one_look("x.nl"), limits.one_look("y.nl"):
        pass


def test_a_thousand_names_below_one_domain_are_one_domain() -> None:
    limits = Limits()
    for number in range(rules.PER_ORGANISATION):
        with limits.one_look(f"a{number}.jansen.nl"):
            pass
    for name in ("nog.een.jansen.nl", "jansen.nl"):
        with pytest.raises(NotNow, match="over een uur"), limits.one_look(name):
            raise AssertionError
    with limits.one_look("pietersen.nl"):
        pass


@pytest.mark.parametrize(
    ("domain", "registered"),
    [
        ("jansen.nl", "jansen.nl"),
        ("a.b.jansen.nl", "jansen.nl"),
        ("smith.co.uk", "smith.co.uk"),
        ("www.smith.co.uk", "smith.co.uk"),
    ],
)
def test_the_registered_domain_is_found_below_a_country(domain: str, registered: str) -> None:
    assert organisation(domain) == registered


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2a02:a440::1", "2a02:a440::ffff:1", True),
        ("2a02:a440:0:1::1", "2a02:a440:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("testclient", "testclient", True),
    ],
)
def test_a_home_is_one_connection_whatever_address_it_takes(one: str, other: str, same: bool) -> None:
    assert (home_of(one) == home_of(other)) is same
