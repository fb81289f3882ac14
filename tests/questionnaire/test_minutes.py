"""Minutes come from the texts: more to read takes longer, and the start promises what it takes."""

from __future__ import annotations

import pytest

from data.content.promises import takes_minutes
from questionnaire.minutes import SECONDS_A_CHOICE, WORDS_A_MINUTE, expected_minutes, item_minutes
from scoring.loading import load_content

QUESTIONS = load_content().questionnaire


def test_an_item_takes_its_words_and_a_choice() -> None:
    item = QUESTIONS.items["company_size"].model_copy(update={"explanation": "een twee drie"}).fresh()
    longer = item.model_copy(update={"explanation": " ".join(["woord"] * 203)}).fresh()
    assert item_minutes(longer) - item_minutes(item) == pytest.approx(200 / WORDS_A_MINUTE)
    assert item_minutes(item) > SECONDS_A_CHOICE / 60


@pytest.mark.parametrize("language", ["nl", "en", "de"])
@pytest.mark.parametrize("quick", [True, False])
def test_the_start_says_what_a_scan_takes_within_a_minute(language: str, quick: bool) -> None:
    taken = expected_minutes(load_content(language=language).questionnaire, quick)
    assert abs(taken - takes_minutes(QUESTIONS, quick)) <= 1
