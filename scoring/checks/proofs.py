"""With which answers a barrier stands: every combination of answers to the items that it names, worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from math import prod

from questionnaire.conditions import Answered, holds, items_in, leaves, skipped_as_known
from questionnaire.models import AnswerOption, Item, Questionnaire
from questionnaire.responses import DONT_KNOW, Answer
from questionnaire.walk import ItemState
from scoring.answers import telling_answers
from scoring.barriers import Known, Truth
from scoring.calculation.score import Scorer
from scoring.models import Barrier

_MOST_COMBINATIONS = 20_000
_MOST_TICKS = 6


@dataclass(frozen=True)
class Proof:
    """One barrier against all answers. `proving` by item: the answers on which it can depend that it stands."""

    barrier: Barrier
    items: Mapping[str, Item]
    rows: tuple[tuple[dict[str, Answer], Truth], ...]

    @property
    def never(self) -> bool:
        """Whether no answers put it up."""
        return all(truth is not Truth.TRUE for _, truth in self.rows)

    @property
    def always(self) -> bool:
        """Whether every answer puts it up, "I don't know" left aside."""
        return all(truth is Truth.TRUE for answers, truth in self.rows if DONT_KNOW not in answers.values())

    @cached_property
    def proving(self) -> dict[str, tuple[Answer, ...]]:
        """By item: the answers with which it stands where another answer would bring it down, in the order of
        the item.
        """
        found: dict[str, dict[Answer, None]] = {item_id: {} for item_id in self.items}
        for item_id in self.items:
            falls: set[tuple[Answer, ...]] = set()
            stands: list[tuple[tuple[Answer, ...], Answer]] = []
            for answers, truth in self.rows:
                others = tuple(a for i, a in answers.items() if i != item_id)
                if truth is Truth.TRUE:
                    stands.append((others, answers[item_id]))
                else:
                    falls.add(others)
            found[item_id] = dict.fromkeys(answer for others, answer in stands if others in falls)
        return {item_id: tuple(answers) for item_id, answers in found.items()}

    def standing_with(self, item_id: str) -> tuple[Answer, ...]:
        """Every answer to one item with which it can stand, whatever else proves it."""
        return tuple(dict.fromkeys(answers[item_id] for answers, truth in self.rows if truth is Truth.TRUE))


def proof(barrier: Barrier, questionnaire: Questionnaire) -> Proof:
    """The barrier against every combination of answers; items that do not exist are left out."""
    named = set(items_in(barrier.stands_when))
    items = {i: item for i, item in questionnaire.items.items() if i in named}
    choices = [list(_answers(item, barrier, all_of_them=True)) for item in items.values()]
    if prod(map(len, choices)) > _MOST_COMBINATIONS:
        choices = [list(_answers(item, barrier, all_of_them=False)) for item in items.values()]
    rows = []
    for combination in product(*choices):
        answers = dict(zip(items, combination))
        states, counting = _walked(items, answers, questionnaire)
        rows.append((answers, Known(states, counting, questionnaire.unseen).proof_of(barrier)))
    return Proof(barrier, items, tuple(rows))


def _walked(
    items: Mapping[str, Item], answers: Mapping[str, Answer], questionnaire: Questionnaire
) -> tuple[dict[str, ItemState], dict[str, Answer]]:
    """States and counting answers as walking gives them, as far as these items decide."""
    states: dict[str, ItemState] = {}
    counting: dict[str, Answer] = {}
    for item_id, item in items.items():
        if (
            item.skip_if is not None
            and set(items_in(item.skip_if)) <= set(items)
            and holds(item.skip_if, counting)
        ):
            decided = skipped_as_known(questionnaire.profile_ids, item.skip_if, counting)
            states[item_id] = ItemState.SKIPPED if decided else ItemState.IMPLIED
            continue
        counting[item_id] = answers[item_id]
        states[item_id] = ItemState.DONT_KNOW if answers[item_id] == DONT_KNOW else ItemState.ANSWERED
    return states, counting


def _answers(item: Item, barrier: Barrier, all_of_them: bool) -> Iterator[Answer]:
    """Answers worth trying: all options, or those that are named, acute or worst and one of the others."""
    named = {
        o
        for leaf in leaves(barrier.stands_when)
        if isinstance(leaf, Answered) and leaf.item == item.id
        for o in leaf.answered
    }
    if item.dont_know:
        yield DONT_KNOW
    if item.kind == "number":
        yield from _numbers(item, barrier)
        return
    matter = [o for o in item.options if o.id in named or o.acute]
    others = [o for o in item.options if o not in matter]
    if item.kind == "single":
        yield from (
            o.id for o in item.options if all_of_them or o in matter or o in _lowest(item) or o is others[0]
        )
        return
    together = [o.id for o in matter if not o.exclusive][:_MOST_TICKS]
    together += [o.id for o in others if not o.exclusive][:1]
    for size in range(1, len(together) + 1):
        yield from combinations(together, size)
    yield from ((o.id,) for o in item.options if o.exclusive)


def _numbers(item: Item, barrier: Barrier) -> Iterator[Answer]:
    bounds = [
        getattr(leaf, key)
        for leaf in leaves(barrier.stands_when)
        if getattr(leaf, "item", None) == item.id
        for key in ("at_least", "above", "at_most", "below")
        if getattr(leaf, key, None) is not None
    ]
    step = 10.0 ** -(item.number.decimals if item.number else 0)
    near = [bound + shift for bound in bounds for shift in (-step, 0.0, step)]
    yield from dict.fromkeys(n for n in [*telling_answers(item), *near] if item.accepts(n))


def _lowest(item: Item) -> list[AnswerOption]:
    worth = [o.points if isinstance(o.points, int | float) else 0.0 for o in item.options]
    return [o for o, points in zip(item.options, worth) if points == min(worth)]


def lowest_answers(scorer: Scorer, item: Item, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Those of `answers` that earn the least that any answer to the item can; empty when all answers earn the
    same.
    """
    every = [scorer.points_for(item, answer, {}) for answer in telling_answers(item)]
    if not every or max(every) <= min(every):
        return ()
    return tuple(a for a in answers if a != DONT_KNOW and scorer.points_for(item, a, {}) <= min(every))


def acute_answers(item: Item, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Those of `answers` that are acute for somebody, or have an acute option without points among what is
    ticked.
    """

    def acute(answer: Answer) -> bool:
        if item.kind == "number":
            band = item.band_for(answer) if isinstance(answer, int | float) else None
            return band is not None and band.acute is not False
        parts = answer if isinstance(answer, tuple) else (answer,)
        chosen = [item.options_by_id[part] for part in parts if part in item.options_by_id]
        # A tick that earns points is acute when it is not ticked: another tick beside it says nothing wrong.
        return any(
            o.acute is not False and (item.kind == "single" or o.exclusive or not o.points) for o in chosen
        )

    return tuple(a for a in answers if acute(a))
