"""The content that respondents get: nothing to mend, and easy to read."""

import pytest

from data.content.checks import check_content
from questionnaire.checks.plain_language import LOWEST_EASE, readability
from tests.checks.broken import TODAY


@pytest.fixture(scope="module")
def report():
    return check_content(today=TODAY)


def test_the_real_content_has_nothing_to_mend(report):
    assert [m.say() for m in report.errors] == []


def test_at_least_95_percent_of_the_real_texts_read_easily(report):
    assert report.texts > 1000
    assert report.easy_pct >= 95


def test_no_source_of_the_real_content_is_stale_and_no_measure_is_out_of_everybodys_top_ten(report):
    assert [m.say() for m in report.mistakes if m.code in ("stale", "never_in_top_ten", "jargon")] == []


def test_the_report_says_how_much_was_looked_at(report):
    assert (report.questions, report.measures, report.threats) >= (42, 45, 10)
    assert report.rules >= 4


def test_the_figure_of_reading_ease_tells_easy_from_hard():
    easy = "Een kapper in Almelo krijgt een mail over een pakje. Zij klikt op de link en logt in. Een uur later leest een ander haar mail mee."
    hard = (
        "Organisaties implementeren beveiligingsmaatregelen overeenkomstig toepasselijke internationale normenkaders ter beperking van "
        * 2
    )
    assert readability(easy).ease > 80
    assert readability(hard).ease < LOWEST_EASE
