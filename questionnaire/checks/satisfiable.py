"""Works out which answers can occur together: whether a condition can hold, and how many items somebody can
be asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from questionnaire.conditions import AllOf, Answered, AnyOf, Condition, Measured, Not, holds, items_in, leaves
from questionnaire.models import Item, Questionnaire
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, Answer

# Beyond this many combinations the answer is "perhaps": real questionnaires stay far below it.
_MOST_COMBINATIONS = 20_000
_MOST_OPTIONS_APART = 5


class TooMany(Exception):
    """There are more combinations than can be tried in reasonable time."""


def truths(questionnaire: Questionnaire, condition: Condition) -> set[bool]:
    """What a condition can turn out to be over all walks; both when there are too many to try.

    Every item that was asked has an answer and every item that was skipped has none. Conditions on scores may
    always be either.
    """
    found: set[bool] = set()
    try:
        for answers in combinations_of(questionnaire, items_in(condition), [condition]):
            found |= outcomes(condition, answers)
            if len(found) == 2:
                break
    except TooMany:
        return {True, False}
    return found


def outcomes(
    condition: Condition, answers: dict[str, Answer], to_come: frozenset[str] = frozenset()
) -> set[bool]:
    """True, False or both: what `condition` can be when its conditions on scores may be either.

    Items in `to_come` can still get any answer.
    """
    match condition:
        case Answered(item=item_id) | Measured(item=item_id):
            return {True, False} if item_id in to_come else {holds(condition, answers)}
        case AllOf(all=parts) | AnyOf(any=parts):
            each = [outcomes(part, answers, to_come) for part in parts]
            decisive = isinstance(condition, AnyOf)  # one True decides `any`, one False decides `all`
            found = {decisive} if any(decisive in part for part in each) else set()
            return found | ({not decisive} if all((not decisive) in part for part in each) else set())
        case Not(not_=part):
            return {not outcome for outcome in outcomes(part, answers, to_come)}
    return {True, False}


def combinations_of(
    questionnaire: Questionnaire, item_ids: Iterable[str], conditions: Iterable[Condition] = ()
) -> Iterator[dict[str, Answer]]:
    """Every combination of answers to these items that a walk can give; skipped items are left out of it.

    Answers that no condition tells apart are tried once. Raises TooMany.
    """
    wanted = _with_what_skips_them(questionnaire, item_ids)
    items = [item for item in questionnaire.items.values() if item.id in wanted]
    mentioned = [*conditions, *(item.skip_if for item in items if item.skip_if is not None)]
    domains = {item.id: _answers_apart(item, mentioned) for item in items}
    tried = 0

    def extend(index: int, answers: dict[str, Answer]) -> Iterator[dict[str, Answer]]:
        nonlocal tried
        if index == len(items):
            tried += 1
            if tried > _MOST_COMBINATIONS:
                raise TooMany
            yield answers
            return
        item = items[index]
        if item.skip_if is not None and True in outcomes(item.skip_if, answers):
            yield from extend(index + 1, answers)
            if False not in outcomes(item.skip_if, answers):
                return
        for answer in domains[item.id]:
            yield from extend(index + 1, {**answers, item.id: answer})

    return extend(0, {})


def most_asked(questionnaire: Questionnaire) -> tuple[int, dict[str, Answer]] | None:
    """The largest number of items that one walk can ask, and answers that lead to it; None when too many to
    try.
    """
    return _most_asked(tuple(_Steered(item) for item in questionnaire.items.values()), _MOST_COMBINATIONS)


class _Steered:
    """An item as far as it steers and is steered: two with other texts or points are the same."""

    def __init__(self, item: Item):
        self.item = item
        options = tuple((option.id, option.exclusive) for option in item.options)
        self._told = (
            item.id,
            item.kind,
            options,
            item.number,
            item.dont_know,
            item.not_applicable,
            item.skip_if,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Steered) and self._told == other._told

    def __hash__(self) -> int:
        return hash(self._told)


@lru_cache(maxsize=16)
def _most_asked(steered: tuple[_Steered, ...], most_tried: int) -> tuple[int, dict[str, Answer]] | None:
    """Answers are tried from the front, the most promising first; what cannot beat the best walk so far is left
    aside. Kept: a check after every save mostly meets the same routes.
    """
    items = [one.item for one in steered]
    rules = [item.skip_if for item in items if item.skip_if is not None]
    steering = [item for item in items if any(item.id in items_in(rule) for rule in rules)]
    looks_at = {item.id: tuple(dict.fromkeys(items_in(item.skip_if))) for item in items}
    known: dict[tuple[object, ...], bool] = {}
    best: tuple[int, dict[str, Answer]] = (-1, {})
    tried = 0

    def can_be_asked(item: Item, given: dict[str, Answer], to_come: frozenset[str]) -> bool:
        seen = (item.id, *(i if i in to_come else (given.get(i),) for i in looks_at[item.id]))
        if seen not in known:
            known[seen] = item.skip_if is None or False in outcomes(item.skip_if, given, to_come)
        return known[seen]

    def at_most(given: dict[str, Answer], to_come: frozenset[str]) -> int:
        return sum(can_be_asked(item, given, to_come) for item in items)

    def extend(index: int, given: dict[str, Answer]) -> None:
        nonlocal best, tried
        tried += 1
        if tried > most_tried:
            raise TooMany
        if index == len(steering):
            best = max(best, (at_most(given, frozenset()), given), key=lambda pair: pair[0])
            return
        item, to_come = steering[index], frozenset(i.id for i in steering[index + 1 :])
        skipped = outcomes(item.skip_if, given) if item.skip_if is not None else {False}
        ways = [{**given, item.id: answer} for answer in domains[item.id]] if False in skipped else []
        ways += [given] if True in skipped else []
        for most, _, way in sorted(
            ((at_most(way, to_come), -n, way) for n, way in enumerate(ways)),
            key=lambda w: w[:2],
            reverse=True,
        ):
            if most > best[0]:
                extend(index + 1, way)

    try:
        domains = {item.id: _answers_apart(item, rules) for item in steering}
        extend(0, {})
    except TooMany:
        return None
    return best


def _with_what_skips_them(questionnaire: Questionnaire, item_ids: Iterable[str]) -> set[str]:
    wanted, todo = set(), [i for i in item_ids if i in questionnaire.items]
    while todo:
        item_id = todo.pop()
        if item_id not in wanted:
            wanted.add(item_id)
            todo += [i for i in items_in(questionnaire.items[item_id].skip_if) if i in questionnaire.items]
    return wanted


def _answers_apart(item: Item, conditions: list[Condition]) -> list[Answer]:
    """Answers to one item of which at least one condition may see the difference, plus one of all the others."""
    own = [
        leaf
        for condition in conditions
        for leaf in leaves(condition)
        if isinstance(leaf, Answered | Measured) and leaf.item == item.id
    ]
    named = {part for leaf in own if isinstance(leaf, Answered) for part in leaf.answered}
    reserved = [
        a for a, offered in ((DONT_KNOW, item.dont_know), (NOT_APPLICABLE, item.not_applicable)) if offered
    ]
    if item.kind == "number":
        return [*_numbers_apart(item, own), *reserved]
    # Options that every condition names together, or none does, are tried once.
    seen_by = {
        o.id: (o.exclusive, *(o.id in leaf.answered for leaf in own if isinstance(leaf, Answered)))
        for o in item.options
    }
    first_of = {seen: option for option, seen in reversed(seen_by.items())}
    apart = [o.id for o in item.options if o.id in named and first_of[seen_by[o.id]] == o.id]
    others = [o.id for o in item.options if o.id not in named][:1]
    if item.kind == "single":
        return [*apart, *others, *reserved]
    together = [i for i in apart if not item.options_by_id[i].exclusive]
    alone: list[Answer] = [(i,) for i in [*apart, *others] if i not in together]
    if len(together) > _MOST_OPTIONS_APART:
        raise TooMany
    several = [subset for size in range(1, len(together) + 1) for subset in combinations(together, size)]
    return [*several, *alone, *reserved]


def _numbers_apart(item: Item, own: list[Answered | Measured]) -> list[Answer]:
    if item.number is None:
        return []
    step = 10.0**-item.number.decimals
    bounds = [getattr(leaf, key, None) for leaf in own for key in ("at_least", "above", "at_most", "below")]
    around = [x for bound in bounds if bound is not None for x in (bound - step, bound, bound + step)]
    return [
        x
        for x in dict.fromkeys([item.number.least, item.number.most, *around])
        if item.number.least <= x <= item.number.most
    ]
