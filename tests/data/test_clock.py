"""The day of the region, whatever the clock of the server says, and nobody else who asks a clock."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime

import pytest

from data import clock
from data.quarters import quarter_of
from data.region import Region, load_region
from questionnaire.authoring.mistakes import ContentError
from questionnaire.content_folder import ROOT
from tests.test_house import files_of_tests, modules

NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Twente


def test_the_new_quarter_begins_at_midnight_in_the_region(monkeypatch):
    monkeypatch.setattr(clock, "_moment", lambda: NEW_YEAR)
    assert clock.today() == date(2027, 1, 1) and quarter_of(clock.today()) == "2027Q1"
    monkeypatch.setattr(
        clock, "load_region", lambda: load_region().model_copy(update={"time_zone": "America/New_York"})
    )
    assert clock.today() == date(2026, 12, 31)


def test_a_region_file_with_a_mistake_stops_no_clock(monkeypatch):
    def broken() -> Region:
        raise ContentError(())

    monkeypatch.setattr(clock, "_moment", lambda: NEW_YEAR)
    monkeypatch.setattr(clock, "load_region", broken)
    assert clock.today() == date(2027, 1, 1)


def test_summer_time_counts(monkeypatch):
    monkeypatch.setattr(clock, "_moment", lambda: datetime(2026, 6, 30, 22, 15, tzinfo=UTC))
    assert clock.today() == date(2026, 7, 1)


def test_the_time_stamp_of_a_file_is_told_in_the_hours_of_the_region():
    assert clock.moment_of(NEW_YEAR.timestamp()).strftime("%d-%m-%Y %H:%M") == "01-01-2027 00:30"


def asked_of_a_clock(text: str) -> list[str]:
    """Every call in this code that asks the machine for a day or an hour of its own."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        named = name.rsplit(".", 1)[-1]
        if (
            (named == "today" and name != "clock.today")
            or named in ("utcnow", "localtime", "ctime", "fromtimestamp")
            or (named == "strftime" and len(node.args) < 2 and name.startswith("time."))
            or (
                named == "now"
                and "." in name
                and name != "clock.now"
                and [ast.unparse(a) for a in node.args] != ["UTC"]
            )
        ):
            found.append(name)
    return found


def test_nobody_else_asks_what_day_it_is():
    beside = [ROOT / "check.py", *sorted((ROOT / "benchmarks").rglob("*.py"))]
    code = [*modules(), *files_of_tests(), *((path, path.read_text(encoding="utf-8")) for path in beside)]
    astray = {
        str(path): found
        for path, text in code
        if str(path) != "data/clock.py" and (found := asked_of_a_clock(text))
    }
    assert not astray


@pytest.mark.parametrize(
    "code",
    [
        "date.today()",
        "datetime.date.today()",
        "datetime.now()",
        "datetime.utcnow()",
        "time.strftime('%H')",
        "datetime.now(tz)",
    ],
)
def test_the_guard_sees_a_clock_of_the_machine(code):
    assert asked_of_a_clock(f"import x\n{code}")
