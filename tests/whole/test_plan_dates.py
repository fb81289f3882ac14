"""The plan in time: its dates count from the day that it was made, and a calendar renews its entries instead
of adding them.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from data import clock
from questionnaire.language.dates import short_day
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.advising.outcome import Outcome
from scoring.advising.plan import parts, title
from screens.downloads.documents import RENDERERS
from screens.downloads.text_result import text_result_html
from tests.pdf.gates import written
from tests.pdf.struct import visible_words
from tests.screens.test_downloads import ADVICE, CONTENT, a_scan

MADE = date(2026, 11, 3)


def at(monkeypatch, day: date) -> None:
    """It is noon of this day, in UTC."""
    monkeypatch.setattr(clock, "_moment", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def entries(scan: SavedScan, language: str = "nl") -> dict[str, dict]:
    """What a calendar holds after reading the file: its entries by their UID."""
    found = {}
    for entry in Calendar.from_ical(RENDERERS["plan.ics"](scan, language).body).walk("VEVENT"):
        found[str(entry["UID"])] = {
            "day": entry["DTSTART"].dt,
            "title": str(entry["SUMMARY"]),
            "version": (int(entry["SEQUENCE"]), entry["DTSTAMP"].dt),
            "told": str(entry["DESCRIPTION"]),
        }
    return found


def test_a_calendar_downloaded_on_two_days_renews_its_entries_and_adds_none(monkeypatch):
    scan = a_scan().named()
    at(monkeypatch, MADE)
    first = entries(scan)
    at(monkeypatch, MADE + timedelta(3))
    later = entries(scan)
    assert len(first) == len(ADVICE.week) + len(ADVICE.soon) + 1 and set(first) == set(later)
    assert all(first[uid]["version"] < later[uid]["version"] for uid in first)


def test_two_downloads_on_one_day_are_told_apart_by_their_hour(monkeypatch):
    scan = a_scan().named()
    at(monkeypatch, MADE)
    first = entries(scan)
    monkeypatch.setattr(clock, "_moment", lambda: datetime(2026, 11, 3, 12, 1, tzinfo=UTC))
    assert all(first[uid]["version"] < entry["version"] for uid, entry in entries(scan).items())


def test_two_businesses_with_the_same_answers_share_no_entry():
    one, two = a_scan().named(), a_scan().named()
    assert one.responses == two.responses and not set(entries(one)) & set(entries(two))


def test_a_scan_from_before_it_had_an_id_keeps_its_entries_while_its_plan_changes(monkeypatch):
    at(monkeypatch, MADE)
    first, planned = entries(a_scan()), entries(a_scan(plan=(ADVICE.week[0].measure.id,), planned_on=MADE))
    assert len(planned) == 2 and set(planned) < set(first)
    other = a_scan().with_answer("mfa_email", "all")
    assert not set(entries(other)) & set(first)


def test_an_entry_says_nothing_of_the_scan_that_it_comes_from():
    scan = a_scan().named()
    whole = RENDERERS["plan.ics"](scan, "nl").body.decode()
    assert scan.id not in whole and all(
        r.measure.id not in uid for uid in entries(scan) for r in ADVICE.recommendations
    )


def test_a_second_scan_renews_the_entries_of_the_first(monkeypatch):
    scan = a_scan().named()
    assert scan.again(CONTENT.questionnaire).id == scan.id


def test_entries_begin_on_the_day_after_today_in_the_time_zone_of_the_region(monkeypatch):
    monkeypatch.setattr(clock, "_moment", lambda: datetime(2026, 11, 2, 23, 30, tzinfo=UTC))
    found = entries(a_scan())
    first = min(entry["day"] for entry in found.values())
    assert first.date() == MADE + timedelta(1) and str(first.tzinfo) == "Europe/Amsterdam"
    assert b"X-WR-TIMEZONE:Europe/Amsterdam\r\n" in RENDERERS["plan.ics"](a_scan(), "nl").body


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_a_month_later_every_paper_still_has_the_dates_of_the_plan(monkeypatch, tmp_path, language):
    scan = a_scan(planned_on=MADE).named()
    at(monkeypatch, MADE + timedelta(31))
    rows = list(
        csv.reader(
            io.StringIO(RENDERERS["checklist.csv"](scan, language).body.decode("utf-8-sig")), delimiter=";"
        )
    )[1:]
    in_list = {row[1]: row[7] for row in rows}
    advice = Outcome.of(CONTENT.localised(language), scan).advice
    by = {r.measure.title: part.by for part in parts(advice, MADE) for r in part.recommendations}
    assert in_list == {name: short_day(day, language) for name, day in by.items()}
    path = written(tmp_path, [(f"{language}.pdf", RENDERERS["advies.pdf"](scan, language).body)])[0]
    on_paper, in_text = " ".join(visible_words(path)), text_result_html(scan, language)
    for part in parts(advice, MADE):
        said = title(part.id, MADE, clock.today(), language)
        assert said in in_text
        assert said in on_paper or all(
            r.acute for r in part.recommendations
        )  # on paper what is acute stands under today
        assert (short_day(part.by, language) in said) is (
            part.id != "later"
        )  # nobody is held to a day for what can wait
    assert title("week", MADE, MADE, language) not in in_text


def test_on_the_day_itself_the_plan_says_this_week(monkeypatch):
    at(monkeypatch, MADE)
    assert "<h2>Deze week</h2>" in text_result_html(a_scan(planned_on=MADE), "nl")
    assert "<h2>Daarna</h2>" in text_result_html(a_scan(), "nl")
