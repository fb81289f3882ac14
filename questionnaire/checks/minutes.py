"""Whether the scan takes as long as it says: the start screen's figure against the texts that people read."""

from __future__ import annotations

from questionnaire.authoring.mistakes import Phrase
from questionnaire.checks.findings import Findings
from questionnaire.language.numbers import whole
from questionnaire.language.translation import N_
from questionnaire.minutes import expected_minutes
from questionnaire.models import Questionnaire

_ALLOWED = 1.0  # minute; some read faster


def check_minutes(findings: Findings, questionnaire: Questionnaire) -> None:
    """A scan that promises less time than it takes. Looks at a questionnaire without other mistakes alone."""
    if findings.mistakes or findings.loaded.mistakes:
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
