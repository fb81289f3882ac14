"""How long a scan takes: from the texts that somebody really gets, at an unhurried pace of reading.

One function says it everywhere: on the way for this respondent, and for the businesses that the start screen's
figure is checked against (`checks/minutes.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from random import Random
from statistics import median

from questionnaire.models import Item, Questionnaire
from questionnaire.respondent import for_respondent
from questionnaire.simulate import simulated_business
from questionnaire.walk import walk

WORDS_A_MINUTE = 200  # who reads slowly, on a phone; 240 is the mean of adults
SECONDS_A_CHOICE = 3
_BUSINESSES, _SEED = 25, 1  # made-up businesses whose median is what a scan takes
_RESERVED_WORDS = 3  # of "I don't know"


@lru_cache(maxsize=20_000)
def words(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def item_minutes(item: Item) -> float:
    """Minutes to read an item as one respondent gets it, and to choose; what opens at a tap is not counted."""
    texts = [item.question, item.explanation]
    texts += [text for option in item.options for text in (option.label, option.explanation)]
    read = sum(words(text) for text in texts if text)
    read += _RESERVED_WORDS * (item.dont_know + item.not_applicable)
    return read / WORDS_A_MINUTE + SECONDS_A_CHOICE / 60


def minutes(items: Iterable[Item]) -> float:
    """Minutes for these items, each as the respondent gets it."""
    return sum(item_minutes(item) for item in items)


def expected_minutes(questionnaire: Questionnaire, quick: bool) -> float:
    """Minutes that a scan takes a business in the middle of many made-up ones; the same in every run."""
    rng = Random(_SEED)
    taken = []
    for _ in range(_BUSINESSES):
        done = walk(questionnaire, simulated_business(questionnaire, rng, quick=quick), quick)
        taken.append(minutes(for_respondent(item, done.counting) for item in done.path))
    return median(taken)
