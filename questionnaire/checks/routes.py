"""Questions that hang on another question which some businesses never get: they are asked all the same."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.authoring.sources import KeyPath
from questionnaire.checks.findings import Findings
from questionnaire.checks.satisfiable import TooMany, combinations_of, outcomes
from questionnaire.checks.skip_rules import parts_of
from questionnaire.conditions import Answered, Condition, Measured, items_in
from questionnaire.language.translation import N_
from questionnaire.models import Item, Questionnaire


def check_routes(findings: Findings, questionnaire: Questionnaire) -> None:
    """Warnings: somebody may mean that these questions are asked anyway."""
    for item in questionnaire.items.values():
        if item.skip_if is None or any(name not in questionnaire.items for name in items_in(item.skip_if)):
            continue
        if not _steered_by_a_full_one(findings, questionnaire, item):
            _follow_up(findings, questionnaire, item)


def _steered_by_a_full_one(findings: Findings, questionnaire: Questionnaire, item: Item) -> bool:
    """A question of the quick scan that looks at nothing in it: there its condition is the same for everybody."""
    leaves = list(_leaves(item.skip_if))
    if not item.quick or any(questionnaire.items[leaf.item].quick for _, leaf in leaves):
        return False
    for steps, leaf in leaves:
        if leaf.item != item.id:
            findings.item(
                item,
                steps,
                "quick_route",
                N_(
                    "in de snelle scan wordt '{other}' niet gesteld, dus deze voorwaarde kijkt daar naar niets."
                ),
                N_("zet 'quick: true' bij '{other}', of haal het hier weg."),
                "warning",
                other=leaf.item,
            )
            return True
    return False


def _follow_up(findings: Findings, questionnaire: Questionnaire, item: Item) -> None:
    """A follow-up is asked of who never got the question that it follows."""
    condition = item.skip_if
    named = [
        leaf.item
        for _, leaf in _leaves(condition)
        if leaf.item not in questionnaire.profile_ids and questionnaire.items[leaf.item].skip_if is not None
    ]
    others = [
        leaf.item
        for _, leaf in _leaves(condition)
        if leaf.item not in questionnaire.profile_ids and leaf.item not in named
    ]
    if not named or others or condition is None:
        return
    try:
        unseen = any(
            not any(name in answers for name in named) and False in outcomes(condition, answers)
            for answers in combinations_of(questionnaire, items_in(condition), [condition])
        )
    except TooMany:
        return
    if unseen:
        steps = next(at for at, leaf in _leaves(condition) if leaf.item == named[0])
        findings.item(
            item,
            steps,
            "follow_up",
            N_("wie '{other}' niet krijgt, krijgt deze vraag toch."),
            N_(
                "zet de voorwaarde van '{other}' er met 'any' bij, of zeg met 'not' welke antwoorden verder gaan."
            ),
            "warning",
            other=named[0],
        )


def _leaves(condition: Condition | None) -> Iterator[tuple[KeyPath, Answered | Measured]]:
    for at, leaf in parts_of(condition, ("skip_if",)) if condition is not None else ():
        if isinstance(leaf, Answered | Measured):
            yield at, leaf
