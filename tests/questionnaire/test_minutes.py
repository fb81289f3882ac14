"""Minutes come from the texts and taps from the answers: more to read takes longer, and a finger goes on by itself."""

from __future__ import annotations

import pytest

from benchmarks.effort import BUSINESSES, MOST, walked
from data.content.promises import takes_minutes
from questionnaire.minutes import SECONDS_A_CHOICE, WORDS_A_MINUTE, expected_minutes, item_minutes
from questionnaire.pace import goes_on, taps
from questionnaire.responses import DONT_KNOW
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


def test_only_an_answer_that_is_whole_and_brings_no_word_goes_on() -> None:
    for item in QUESTIONS.items.values():
        assert all(goes_on(QUESTIONS, item, o.id) == (item.kind == "single") for o in item.options)
        in_profile = item.id in QUESTIONS.profile_ids
        assert goes_on(QUESTIONS, item, DONT_KNOW) == (item.kind == "single" and in_profile)


def test_each_box_that_is_ticked_is_a_tap_and_the_button_behind_them() -> None:
    item = next(item for item in QUESTIONS.items.values() if item.kind == "multiple")
    assert taps(QUESTIONS, item, tuple(o.id for o in item.options[:3])) == 4


@pytest.mark.parametrize("kind", MOST)
@pytest.mark.parametrize("name", BUSINESSES)
def test_a_scan_by_finger_asks_no_more_taps_than_we_allow_ourselves(name: str, kind: str) -> None:
    way = walked(QUESTIONS, BUSINESSES[name], kind == "quick")
    assert 2 + sum(taps(QUESTIONS, item, answer) for item, answer in way) <= MOST[kind][0]
