"""Days as each language writes them."""

from datetime import date

import pytest

from questionnaire.authoring.mistakes import Phrase
from questionnaire.language.dates import day_in_words, quarter_in_words, short_day


@pytest.mark.parametrize(
    ("language", "words", "short"),
    [
        ("nl", "3 november 2026", "3 nov 2026"),
        ("en", "3 November 2026", "3 Nov 2026"),
        ("de", "3. November 2026", "03.11.2026"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(language: str, words: str, short: str) -> None:
    day = date(2026, 11, 3)
    assert (day_in_words(day, language), short_day(day, language)) == (words, short)
    assert Phrase("sinds {date}", {"date": day}).say(language) == f"sinds {words}"


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "4e kwartaal 2026"), ("en", "4th quarter 2026"), ("de", "4. Quartal 2026")]
)
def test_a_quarter_is_told_in_words(language: str, words: str) -> None:
    assert quarter_in_words("2026Q4", language) == words
