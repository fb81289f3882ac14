"""The benchmarks that look at Streamlit choose the right releases, loosen only what must be, and reckon what
a piece earns.
"""

from __future__ import annotations

import subprocess

import pytest
from packaging.requirements import Requirement

from benchmarks import streamlit_versions as versions
from benchmarks.support.earned import Run, doubt, earned, order, table

KNOWN = ["1.68.0", "1.67.0", "1.66.1", "1.66.0", "1.65.0", "1.64.0"]


def test_the_newest_the_pinned_and_the_three_before_it_are_tried() -> None:
    assert versions.to_try(KNOWN, "1.66.1") == ["1.68.0", "1.66.1", "1.66.0", "1.65.0", "1.64.0"]
    assert versions.to_try(KNOWN[1:], "1.67.0") == ["1.67.0", "1.66.1", "1.66.0", "1.65.0"]


def told_by_pip(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setattr(
        subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, told, "no index")
    )


def test_releases_are_in_the_order_of_their_numbers(monkeypatch) -> None:
    told_by_pip(
        monkeypatch, "streamlit (1.10.0)\nAvailable versions: 1.9.1, 1.10.0, 1.9.0\n  INSTALLED: 1.9.0\n"
    )
    assert versions.known_releases() == ["1.10.0", "1.9.1", "1.9.0"]


def test_a_pip_that_tells_nothing_is_told_with_its_own_words(monkeypatch) -> None:
    told_by_pip(monkeypatch, "")
    with pytest.raises(RuntimeError, match="no index"):
        versions.known_releases()


def test_only_pins_that_a_release_refuses_are_loosened() -> None:
    pins = [
        Requirement(line)
        for line in (
            "streamlit==1.67.0",
            "pillow==13.0.0",
            "watchdog==7.1.0",
            "segno==1.6.6",
            "uvloop==0.23.0",
        )
    ]
    asked = [
        Requirement(line)
        for line in (
            "pillow<13,>=7.1",
            "watchdog<8",
            'uvloop>=1; extra == "performance"',
            'segno<1; extra == "x"',
        )
    ]
    assert versions.loosened(pins, asked, "1.66.1") == [
        "streamlit[performance]==1.66.1",
        "pillow",
        "watchdog==7.1.0",
        "segno==1.6.6",
        "uvloop",
    ]


def test_the_table_tells_what_holds_where_and_why_not() -> None:
    said = versions.table(
        {
            "2.0": {"pieces": {"turns": "on", "cursors": "a cursor holds other things"}},
            "1.9": {"pieces": {}, "error": "no", "plain": None},
        }
    )
    assert (
        "| a quick scan | finished | fails |" in said and "| with `PLAIN=1` | finished | finished |" in said
    )
    assert "| `turns` | holds | ? |" in said and "| `cursors` | moved | ? |" in said
    assert "2.0, `cursors`: a cursor holds other things" in said and "1.9: no" in said


def test_runs_with_every_piece_stand_around_those_without() -> None:
    assert order(["a", "b", "c", "d"], 1) == ["", "a", "b", "c", "", "d", ""]
    assert order(["a"], 3) == ["", "a", "a", "a", ""] and order(["a", "b", "c"], 1)[-1] == ""


def test_what_a_piece_earns_is_reckoned_from_the_best_runs_and_not_from_a_busy_hour() -> None:
    runs = [
        Run("", {"p95": 80.0}),
        Run("a", {"p95": 100.0}),
        Run("a", {"p95": 900.0}, failed=2),
        Run("", {"p95": 500.0}),
    ]
    assert earned(runs, "a") == {"p95": pytest.approx(0.2)}
    assert doubt(runs) == {"p95": pytest.approx(5.25)}
    assert "| `a` | 20 % | 2 |" in table(runs) and "| with every piece, ms | 80.0 | |" in table(runs)


def test_a_piece_that_costs_earns_less_than_nothing() -> None:
    assert earned([Run("", {"p95": 100.0}), Run("a", {"p95": 50.0})], "a") == {"p95": -1.0}
