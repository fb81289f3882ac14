"""Checks of a rule with its measures and types of crime: links, levels, numbers and texts."""

from __future__ import annotations

from questionnaire.authoring.mistakes import Mistake
from questionnaire.checks import check_questionnaire
from questionnaire.checks.references import References
from questionnaire.checks.skip_rules import check_possible
from questionnaire.models import Questionnaire
from scoring.checks.barriers import check_barriers
from scoring.checks.counting import check_counting
from scoring.checks.groups import check_groups
from scoring.checks.guards import check_guards
from scoring.checks.intent import check_intent
from scoring.checks.levels import check_levels
from scoring.checks.links import Links
from scoring.checks.model_walk import conditions_of_model
from scoring.checks.names import check_names, check_taken
from scoring.checks.no_effect import check_no_effect
from scoring.checks.notes import check_notes
from scoring.checks.promises import Promises
from scoring.checks.rule_references import RuleReferences
from scoring.checks.score_range import Reach
from scoring.checks.texts import check_texts
from scoring.reading import Read
from scoring.rule import Rule

_UNSCORABLE = {
    "kind",
    "options",
    "bounds",
    "bands",
    "points",
    "maximum",
    "profile",
    "reference",
    "condition",
    "score_condition",
}
_OF_LEVELS = {"level_out_of_reach", "levels_gap", "levels_overlap"}
_ABOUT_ANSWERS = {"measure_needless", "measure_missing", "exclusive", "reserved", "empty", "double_id"}


def check_rule(read: Read, house_rules: bool = True) -> list[Mistake]:
    """Mistakes of form and of content in one rule and all it refers to, its questionnaire included.

    With `house_rules` also what the scan asks of itself: texts, points and measures everywhere, sources and
    dates. A rule that says it is `adopted` has its own points and its own ways from answer to measure.
    """
    items = References("item")
    adopted = read.rule is not None and read.rule.adopted
    asked = check_questionnaire(read.questions, items, house_rules, adopted)
    rule, source, questionnaire = read.rule, read.rule_source, read.questions.questionnaire
    if rule is None or source is None or questionnaire is None:
        found = asked + Links(read, items).mistakes() + items.mistakes()
        return [*read.mistakes, *found, *(check_texts(read) if house_rules else [])]
    named = RuleReferences(rule, source, questionnaire, items).mistakes() + check_groups(
        rule, source, questionnaire
    )
    if not read.mistakes:
        named += check_names(rule, source, questionnaire) + check_no_effect(rule, source, questionnaire)
        named += check_taken(read.questions, questionnaire, read.threats)
    links = Links(read, items).mistakes()
    named += items.mistakes()
    mistakes = [*read.mistakes, *asked, *named, *links, *check_notes(rule, source)]
    if house_rules:
        mistakes += check_texts(read)
    # Figures only say something about a rule and questions that hang together.
    figures: list[Mistake] = []
    meant: list[Mistake] = []
    if not read.mistakes:
        meant = check_intent(rule, source, read.questions, questionnaire, read.measures)
    if not read.mistakes and not named and not any(m.code in _UNSCORABLE for m in asked):
        for place, condition in conditions_of_model(rule):
            figures += check_possible(condition, questionnaire, source, place)
        reach = Reach(rule, questionnaire)
        figures += check_levels(rule, source, reach) + check_counting(rule, source, questionnaire, reach)
        meant += check_guards(rule, source, reach)
        if any(m.code == "levels_turned" for m in meant):  # the cause: what follows from it is left unsaid
            figures = [m for m in figures if m.code not in _OF_LEVELS]
    if not read.mistakes and not any(m.code == "kind" for m in asked):
        whole = not (links or named or figures) and not any(
            m.code in _UNSCORABLE | _ABOUT_ANSWERS for m in asked
        )
        mistakes += _check_answers(read, rule, questionnaire, whole, house_rules and not adopted)
    return mistakes + figures + meant


def _check_answers(
    read: Read, rule: Rule, questionnaire: Questionnaire, whole: bool, live: bool
) -> list[Mistake]:
    """What answers prove and what measures promise; in full when the rest is right, for else one slip is told
    twice.
    """
    promises = Promises(read, rule, questionnaire)
    found = promises.guards() if whole else []
    found += check_barriers(read, questionnaire, proofs=whole and not found)
    return found or (promises.mistakes(live) if whole else [])
