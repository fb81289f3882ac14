"""Whether the cases of a content folder say what they mean: an answer that nobody can give proves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from questionnaire.authoring.mistakes import ContentError, Mistake, Phrase
from questionnaire.authoring.sources import read_source
from questionnaire.checks.references import remedy_for
from questionnaire.language.translation import N_
from questionnaire.models import Questionnaire
from questionnaire.responses import RESERVED_ANSWERS
from scoring.authoring.cases import CASES, CaseAt, read_cases
from scoring.reading import SCAN_RULE

_RESTS = ("best", "worst", *RESERVED_ANSWERS)


def check_cases(root: Path, questionnaire: Questionnaire) -> list[Mistake]:
    """Mistakes in the cases of the scan below `root`: their form, and questions and answers that are not there."""
    found: list[Mistake] = []
    for path in sorted((root / CASES).glob("*.yaml")):
        try:
            cases = read_cases(path, root)
        except ContentError as error:
            found += error.mistakes
            continue
        for case in cases:
            if case.rule == SCAN_RULE:
                found += _of_case(case, path, root, questionnaire)
    return found


def _of_case(at: CaseAt, path: Path, root: Path, questionnaire: Questionnaire) -> Iterator[Mistake]:
    source, items = read_source(path, root), questionnaire.items
    for item_id, answer in at.case.responses.items():
        place = (*at.place, "responses", item_id)
        if item_id not in items:
            said = Phrase(N_("'{name}' is geen vraag van deze scan."), {"name": item_id})
            yield source.mistake(place, "reference", said, remedy_for(item_id, list(items)))
        elif not items[item_id].accepts(answer):
            shown = ", ".join(answer) if isinstance(answer, tuple) else answer
            said = Phrase(N_("'{item}' heeft geen antwoord '{answer}'."), {"item": item_id, "answer": shown})
            offered = [
                *items[item_id].options_by_id,
                *(a for a in RESERVED_ANSWERS if getattr(items[item_id], a)),
            ]
            yield source.mistake(place, "reference", said, remedy_for(str(shown), offered))
    rest = at.case.rest
    offered_somewhere = {option for item in items.values() for option in item.options_by_id}
    if rest is not None and rest not in _RESTS and rest not in offered_somewhere:
        said = Phrase(N_("geen enkele vraag heeft een antwoord '{answer}'."), {"answer": rest})
        yield source.mistake((*at.place, "rest"), "reference", said, remedy_for(rest, list(_RESTS)))
