"""Checks of a questionnaire as a whole: what pydantic cannot see in one item alone."""

from __future__ import annotations

from questionnaire.authoring.mistakes import Mistake
from questionnaire.checks.findings import Findings
from questionnaire.checks.kinds import check_kind
from questionnaire.checks.minutes import check_minutes
from questionnaire.checks.points import check_bounds, check_danger, check_points, check_shown, check_texts
from questionnaire.checks.references import References
from questionnaire.checks.roles import check_roles
from questionnaire.checks.routes import check_routes
from questionnaire.checks.skip_rules import check_most_asked, check_skip_rules
from questionnaire.language.translation import N_
from questionnaire.loading import Loaded


def check_questionnaire(
    loaded: Loaded, items: References, house_rules: bool = True, adopted: bool = False
) -> list[Mistake]:
    """Mistakes in a questionnaire that was read; `items` gathers which item ids exist and which are asked
    for.

    With `house_rules` also what the scan asks of itself: texts, points and measures for every answer; an `adopted`
    method has its own points, and only its texts are looked at.
    Mistakes of form stand in `loaded` already.
    """
    questionnaire = loaded.questionnaire
    items.known |= loaded.raw_ids
    items.whole = items.whole and loaded.whole
    if questionnaire is None:
        items.whole = False
        return []
    findings = Findings(loaded, house_rules)
    for section in questionnaire.sections:
        if not section.items and not loaded.mistakes:
            findings.section(
                section,
                ("items",),
                "empty",
                N_("er staan geen vragen in."),
                N_("voeg vragen toe, of haal het thema weg."),
            )
        for item in section.items:
            items.define(item.id, *findings.where(item))
            before = len(findings.mistakes)
            check_kind(findings, item, section.profile)
            if len(findings.mistakes) > before:
                findings.unsound.add(item.id)
            if item.key and item.not_applicable:
                findings.item(
                    item,
                    ("not_applicable",),
                    "key_item",
                    N_("een sleutelvraag biedt nooit 'niet van toepassing' aan."),
                    N_("haal 'not_applicable' weg, of haal 'key' weg."),
                )
            if house_rules:
                check_texts(findings, item, section.profile)
            check_bounds(findings, item)
            check_danger(findings, item)
            check_shown(findings, item)
        if (
            house_rules and not adopted
        ) or section.profile:  # points in a profile would silently count for nothing, under any rule
            check_points(findings, section)
    if loaded.whole and len(questionnaire.items) == sum(
        len(section.items) for section in questionnaire.sections
    ):  # else an id is double
        check_skip_rules(findings, questionnaire, items)
        check_routes(findings, questionnaire)
        check_roles(findings, questionnaire, items)
        check_most_asked(findings, questionnaire)
        if house_rules:
            check_minutes(findings, questionnaire)
    return findings.mistakes
