"""How many were asked: the denominator of every share, from noisy counts, as sharply as the rules of the walk
allow.

Items that the profile skips by the same rule were asked of the same respondents, and items with opposite
rules of all the others. Their noisy counts all measure one number, so the mean of them has less noise. This
only works on what is published already and costs no privacy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from data.aggregates.published import PublishedCell, PublishedTally
from data.aggregates.tallies import tallied_items
from questionnaire.conditions import Condition, holds, items_in
from questionnaire.models import Questionnaire
from questionnaire.remembered import remembered
from questionnaire.responses import DONT_KNOW

_MOST_COMBINATIONS = 2_000


@dataclass(frozen=True)
class AskedEstimate:
    """An estimate of how many were asked: known + sign * (a shared noisy number).

    Two items with the same `group` share their noise; `sign` is -1 where the rule is the opposite one.
    `variance` and `fourth_cumulant` are of the shared number.
    """

    value: float
    group: str
    sign: int = 1
    variance: float = 0.0
    fourth_cumulant: float = 0.0


def denominators(questionnaire: Questionnaire, cell: PublishedCell) -> dict[str, AskedEstimate]:
    """The estimate for every published item of a cell that the questionnaire still has."""
    rules = steering_rules(questionnaire)
    pools: dict[tuple[object, ...], list[tuple[str, int]]] = {}
    for item_id, tally in cell.items.items():
        if item_id not in rules:
            continue
        base, sign = rules[item_id]
        opposite_fits = tally.exact_n == 0  # else the part that was asked for certain differs between the two
        key = (
            base if opposite_fits else (base, sign),
            questionnaire.items[item_id].quick,
            tally.n,
            tally.exact_n,
            tuple(sorted(tally.asked.scales.items())),
        )
        pools.setdefault(key, []).append((item_id, sign))
    found: dict[str, AskedEstimate] = {}
    for number, members in enumerate(pools.values()):
        found.update(_pooled(str(number), members, cell.items))
    return found


def _pooled(
    group: str, members: list[tuple[str, int]], items: Mapping[str, PublishedTally]
) -> dict[str, AskedEstimate]:
    first = items[members[0][0]]
    open_n = first.n - first.exact_n
    if not first.asked.scales:
        return {item: AskedEstimate(items[item].n, f"{group}.{item}") for item, _ in members}
    guesses = [
        items[item].asked.value if sign > 0 else open_n - items[item].asked.value for item, sign in members
    ]
    m = len(guesses)
    shared = min(max(sum(guesses) / m, 0.0), float(open_n))
    variance, fourth = first.asked.variance / m, first.asked.fourth_cumulant / m**3
    return {
        item: AskedEstimate(
            first.exact_n + (shared if sign > 0 else open_n - shared), group, sign, variance, fourth
        )
        for item, sign in members
    }


def steering_rules(questionnaire: Questionnaire) -> dict[str, tuple[object, int]]:
    """For every tallied item a name of the rule by which the profile steers it, and whether it is that rule
    or its opposite.

    Items with 'not applicable', and rules that cannot be compared, are alone under their own name.
    """
    return remembered(questionnaire, "steering rules", lambda: _steering_rules(questionnaire))


def _steering_rules(questionnaire: Questionnaire) -> dict[str, tuple[object, int]]:
    rules: dict[str, tuple[object, int]] = {}
    for item in tallied_items(questionnaire):
        meaning = None if item.not_applicable else _meaning(questionnaire, item.skip_if)
        rules[item.id] = meaning or (item.id, 1)
    return rules


def _meaning(questionnaire: Questionnaire, condition: Condition | None) -> tuple[object, int] | None:
    steering = tuple(sorted(set(items_in(condition))))
    if not steering or not questionnaire.profile_ids.issuperset(steering):
        return None
    if any(questionnaire.items[i].kind != "single" for i in steering):  # more answers than those listed below
        return None
    answers = [[*questionnaire.items[i].options_by_id, DONT_KNOW, ""] for i in steering]
    count = 1
    for options in answers:
        count *= len(options)
    if count > _MOST_COMBINATIONS:
        return None
    truth = tuple(holds(condition, dict(zip(steering, combination))) for combination in product(*answers))
    opposite = tuple(not t for t in truth)
    return ((steering, truth), 1) if truth < opposite else ((steering, opposite), -1)
