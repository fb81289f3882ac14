"""Which answers a tap goes on with by itself, and how many taps an answer takes."""

from __future__ import annotations

from questionnaire.models import Item, Questionnaire
from questionnaire.responses import DONT_KNOW, Answer


def goes_on(questionnaire: Questionnaire, item: Item, answer: Answer) -> bool:
    """Whether a finger on this answer goes on to the next question by itself.

    Only where one answer is the whole answer, and not where choosing it brings a word of its own to read:
    "I don't know" says what becomes of it, except in the profile, which earns nothing.
    """
    if item.kind != "single":
        return False
    return answer != DONT_KNOW or item.id in questionnaire.profile_ids


def taps(questionnaire: Questionnaire, item: Item, answer: Answer) -> int:
    """How many taps it takes a finger to answer this question and to be at the next one."""
    chosen = len(answer) if isinstance(answer, tuple) else 1
    return chosen + (not goes_on(questionnaire, item, answer))
