"""Content in another language: nothing of the source language stays behind in it."""

from __future__ import annotations

from questionnaire.language.translation import localise
from questionnaire.loading import load_questionnaire


def test_what_was_looked_up_in_dutch_before_is_in_the_other_language_after() -> None:
    dutch = load_questionnaire()
    assert dutch.items["backup_frequency"].options_by_id["never"].label == "Nooit"
    english = localise(dutch, "en").items["backup_frequency"]
    assert english.question != dutch.items["backup_frequency"].question
    assert english.options_by_id["never"] is english.options[0]
