"""Who is asked what: the rules by which the profile steers the questions, told apart by what they mean."""

from __future__ import annotations

from itertools import product

from data.aggregates.tallies import tallied_items
from questionnaire.conditions import Condition, holds, items_in
from questionnaire.models import Questionnaire
from questionnaire.remembered import remembered
from questionnaire.responses import DONT_KNOW

_MOST_COMBINATIONS = 2_000


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
        rules[item.id] = meaning if meaning else (item.id, 1)
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
