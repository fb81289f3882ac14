"""The playbooks of first help: what check.py refuses, and clocks that are right over midnight, a weekend and the
change to summer or winter time.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.content.checks import check_content
from data.first_help.deadlines import deadline
from data.first_help.playbooks import FILE, Clock, load_playbooks, read_playbooks
from data.region import load_region, read_region
from questionnaire.content_folder import ROOT
from questionnaire.language.dates import moment_in_words
from questionnaire.language.translation import LANGUAGES
from scoring.loading import load_content
from tests.whole.content_roots import edition_copy
from web.pages.playbooks import ShownPlaybook, clock_in_words, shown_playbooks, shown_steps

TWENTE = ZoneInfo("Europe/Amsterdam")
FRIDAY_NIGHT = datetime(2026, 12, 4, 23, 40, 59, tzinfo=TWENTE)


@pytest.mark.parametrize(
    ("began", "hours", "ends", "moved"),
    [
        (datetime(2026, 11, 30, 23, 40), 24, datetime(2026, 12, 1, 23, 40), 0),  # over midnight
        (datetime(2026, 12, 4, 23, 40), 72, datetime(2026, 12, 7, 23, 40), 0),  # over a weekend
        (datetime(2026, 12, 30, 12, 0), 72, datetime(2027, 1, 2, 12, 0), 0),  # over New Year
        (
            datetime(2027, 3, 26, 12, 0),
            72,
            datetime(2027, 3, 29, 13, 0),
            1,
        ),  # to summer time: an hour is skipped
        (
            datetime(2027, 10, 29, 12, 0),
            72,
            datetime(2027, 11, 1, 11, 0),
            -1,
        ),  # to winter time: one comes twice
        (datetime(2027, 10, 30, 2, 30), 24, datetime(2027, 10, 31, 2, 30), 0),  # the first of both 2:30
        (datetime(2027, 10, 30, 3, 30), 24, datetime(2027, 10, 31, 2, 30, fold=1), -1),  # the second
    ],
)
def test_a_clock_counts_real_hours(began: datetime, hours: int, ends: datetime, moved: int) -> None:
    found = deadline(began.replace(tzinfo=TWENTE), hours)
    assert found.at.replace(tzinfo=None) == ends and found.at.fold == ends.fold
    assert found.moved_hours == moved
    assert found.at.astimezone(UTC) - began.replace(tzinfo=TWENTE).astimezone(UTC) == timedelta(hours=hours)


def test_a_clock_never_tells_a_later_moment_than_it_has() -> None:
    assert deadline(FRIDAY_NIGHT, 72).at <= FRIDAY_NIGHT + timedelta(hours=72)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nl", "Binnen 72 uur: uiterlijk maandag 7 december 2026, 23:40 uur"),
        ("en", "Within 72 hours: at the latest Monday, 7 December 2026, 23:40"),
        ("de", "Binnen 72 Stunden: spätestens Montag, 7. Dezember 2026, 23:40 Uhr"),
    ],
)
def test_the_last_moment_is_spelled_out(language: str, told: str) -> None:
    assert clock_in_words(Clock(id="gdpr", hours=72), FRIDAY_NIGHT, language) == told


def test_a_change_of_the_clocks_on_the_way_is_told_with_which_of_both_hours() -> None:
    spring, autumn = (datetime(2027, *day, 12, tzinfo=TWENTE) for day in ((3, 26), (10, 29)))
    assert "vooruit" in clock_in_words(Clock(id="a", hours=72), spring, "nl")
    assert "terug" in clock_in_words(Clock(id="a", hours=72), autumn, "nl")
    twice = [datetime(2027, 10, 31, 2, 30, tzinfo=TWENTE, fold=fold) for fold in (0, 1)]
    assert [("zomertijd" in moment_in_words(one, "nl")) for one in twice] == [True, False]
    assert "(" not in moment_in_words(FRIDAY_NIGHT, "nl")


def on_friday_night(language: str) -> list[ShownPlaybook]:
    """Every list as it is for whoever opens the page then."""
    books, desks = load_playbooks(language=language), load_region(language=language).local_help
    steps = shown_steps(books, {desk.id: desk for desk in desks}, FRIDAY_NIGHT, language)
    return shown_playbooks(books, load_playbooks(), steps, FRIDAY_NIGHT, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_is_whole_in_every_language(language: str) -> None:
    shown = on_friday_night(language)
    assert len(shown) == 10
    for one in shown:
        assert one.steps[0].clocks, f"{one.book.id}: the first thing cannot wait, and does not say so"
        assert one.texts and one.book.never
        hours = any("23:40" in told for step in one.steps for told in step.clocks)
        assert hours == bool(one.counted) and (not hours or "23:40" in one.counted)
        assert all(text.dutch == "" if language == "nl" else text.dutch for text in one.texts)
        assert all(bool(text.mail) == one.book.mail_is_safe for text in one.texts)


def test_money_that_has_gone_is_the_bank_first_and_elsewhere_it_is_asked_first() -> None:
    books = load_playbooks()
    steps = {step.id: step for step in books.steps}
    for one in on_friday_night("nl"):
        asked = any("bank" in step.text for step in one.before)
        among_the_first = any("bank" in steps[name].desks for name in one.book.steps[:2])
        assert asked != among_the_first, one.book.id
    assert steps[books.by_crime["invoice_fraud"].steps[0]].desks == ("bank",)


def test_every_type_of_crime_has_first_help_and_a_thief_who_reads_along_is_not_mailed_about() -> None:
    threats, books = load_content().threats, load_playbooks()
    assert threats is not None
    assert {threat.id for threat in threats.threats if not threat.first_help} == set(books.by_crime)
    assert not books.by_crime["phishing_takeover"].mail_is_safe


def test_content_without_playbooks_is_no_mistake(tmp_path: Path) -> None:
    books, source, mistakes = read_playbooks(tmp_path)
    assert books is not None and books.playbooks == () and source is None and mistakes == []


BROKEN = {
    "a first thing that is not there": (
        "steps: [stop_payment,",
        "steps: [stop_paiment,",
        "staat niet in 'steps'",
    ),
    "no steps": ("    steps: [lock_device,", "    steps_: [lock_device,", "'steps'"),
    "a desk that the region does not have": ("desks: [ap]", "desks: [app]", "staat niet in 'local_help'"),
    "a crime that is none": ("crimes: [ransomware]", "crimes: [ransom]", "staat niet in 'threats'"),
    "a crime that nobody helps with": ("    crimes: [ransomware]\n", "", "'first_help' ontbreekt"),
    "a clock that never was": ("clocks: [gdpr]", "clocks: [gpdr]", "staat niet in 'clocks'"),
    "a clock with words and hours": (
        "id: gdpr\n    hours: 72",
        "id: gdpr\n    label: Snel\n    hours: 72",
        "niet allebei",
    ),
    "hours that cannot be": ("id: gdpr\n    hours: 72", "id: gdpr\n    hours: 0", "hours"),
    "a text that nobody gets": ("texts: [builder, customers_site]", "texts: [customers_site]", "'builder'"),
    "the same step twice": (
        "steps: [hang_up, stop_payment,",
        "steps: [hang_up, hang_up, stop_payment,",
        "twee keer",
    ),
    "a key that is none": ("    never:", "    nooit:", "nooit"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_check_refuses_it(name: str, tmp_path: Path) -> None:
    old, new, told = BROKEN[name]
    root = edition_copy(tmp_path)
    text = (root / FILE).read_text("utf-8")
    assert old in text
    (root / FILE).write_text(text.replace(old, new, 1), "utf-8")
    assert any(told in mistake.say() for mistake in check_content(root).errors)


@pytest.mark.parametrize("number", ["bel ons", "0", "0900-8844 (24 uur)", "https://politie.nl"])
def test_a_number_that_nobody_can_call_is_refused(number: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = tmp_path / "data/region.yaml"
    path.write_text(path.read_text("utf-8").replace("phone: 0900-8844", f"phone: '{number}'"), "utf-8")
    assert any("geen nummer dat iemand kan bellen" in mistake.say() for mistake in read_region(tmp_path)[1])
