"""Whether the scan takes as long as it says: the start screen's figure against the texts that people read."""

from __future__ import annotations

from questionnaire.authoring.mistakes import Phrase
from questionnaire.checks.findings import Findings
from questionnaire.conditions import items_in
from questionnaire.language.numbers import whole
from questionnaire.language.translation import N_
from questionnaire.minutes import expected_minutes
from questionnaire.models import Questionnaire

_ALLOWED = 1.0  # minute; some read faster


def check_minutes(findings: Findings, questionnaire: Questionnaire) -> None:
    """A scan that promises less time than it takes. Looks at a questionnaire without other mistakes alone."""
    if findings.mistakes or findings.loaded.mistakes or not _is_whole(questionnaire):
        return
    for key, quick in (("minutes_full", False), ("minutes_quick", True)):
        promised, taken = getattr(questionnaire, key), expected_minutes(questionnaire, quick)
        if taken > promised + _ALLOWED:
            findings.mistakes.append(
                findings.loaded.sources["questionnaire"].mistake(
                    (key,),
                    "too_few_minutes",
                    Phrase(
                        N_("de scan belooft {promised} minuten, maar lezen en kiezen kost er {taken}."),
                        {"promised": whole(promised), "taken": whole(taken)},
                    ),
                    Phrase(
                        N_("schrijf '{key}: {taken}', of maak de teksten korter."),
                        {"key": key, "taken": whole(taken)},
                    ),
                )
            )


def _is_whole(questionnaire: Questionnaire) -> bool:
    """Whether every condition and role names items that are there: else nobody's walk is the real one."""
    asked = {role.item for _, role in questionnaire.roles if role is not None and hasattr(role, "item")}
    for item in questionnaire.items.values():
        conditions = [item.skip_if, *(o.shown_if for o in item.options), *(v.when for v in item.variants)]
        asked |= {i for condition in conditions if condition is not None for i in items_in(condition)}
    return asked <= questionnaire.items.keys()
