"""The answers to an item that can earn differently, and the best and worst of them; for tests, cases and
simulations.
"""

from __future__ import annotations

from collections.abc import Mapping

from questionnaire.models import Item
from questionnaire.respondent import for_respondent
from questionnaire.responses import Answer
from scoring.content import Content


def telling_answers(item: Item) -> list[Answer]:
    """Every option, all options that go together, or a number in every band; without "I don't know" and "not
    applicable".
    """
    if item.kind == "number" and item.number:
        step = 10.0**-item.number.decimals
        edges = [band.up_to for band in item.bands if band.up_to is not None]
        numbers = [item.number.least, item.number.most, *edges, *(edge + step for edge in edges)]
        return [n for n in dict.fromkeys(numbers) if item.number.least <= n <= item.number.most]
    if item.kind == "single":
        return [option.id for option in item.options]
    together = tuple(option.id for option in item.options if not option.exclusive)
    earning = tuple(
        o.id
        for o in item.options
        if not o.exclusive and (not isinstance(o.points, int | float) or o.points > 0)
    )
    singles: list[Answer] = [(option.id,) for option in item.options]
    return singles + [several for several in dict.fromkeys((together, earning)) if len(several) > 1]


def best_answer(content: Content, item: Item, answers: Mapping[str, Answer]) -> Answer:
    """The answer that earns most, given the other answers; the first option in the profile."""
    return _ranked(content, item, answers)[-1]


def worst_answer(content: Content, item: Item, answers: Mapping[str, Answer]) -> Answer:
    """The answer that earns least, given the other answers; the first option in the profile."""
    return _ranked(content, item, answers)[0]


def _ranked(content: Content, item: Item, answers: Mapping[str, Answer]) -> list[Answer]:
    possible = telling_answers(for_respondent(item, answers))
    if item.id in content.questionnaire.profile_ids:
        return possible[:1]
    return sorted(possible, key=lambda answer: content.scorer.points_for(item, answer, answers))
