"""What a proposal does to businesses: who gets another level, and who is asked a question."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from questionnaire.content_folder import ROOT
from questionnaire.models import Questionnaire
from questionnaire.responses import Responses
from questionnaire.saved_scans.migrations import migrate
from questionnaire.simulate import simulated_businesses
from questionnaire.walk import path
from scoring.authoring.cases import responses_of
from scoring.authoring.level_changes import LevelChange, example_businesses, level_changes
from scoring.content import Content

MADE_UP, SEED = 200, 21


@dataclass(frozen=True)
class Effect:
    """The example businesses that change, largest first; of the made-up ones how many of `made_up` change level, how
    far the mean score moves in points, and how many questions one is asked on average, before and after.
    """

    examples: list[LevelChange]
    of_examples: int
    moved: int
    made_up: int
    mean_change: float
    asked: tuple[float, float]


def effect(before: Content, after: Content, root: Path = ROOT) -> Effect:
    """What becomes of the examples and of made-up businesses."""
    examples = example_businesses(root)
    changed = [
        c
        for c in level_changes(before, after, examples)
        if c.moves_level or abs(c.change) > 0.05 or c.to_answer
    ]
    moved, total = 0, 0.0
    asked_before = asked_after = 0
    for one in _made_up(after.questionnaire):
        then = migrate(one, after.questionnaire.version, before.questionnaire).responses
        old, new = before.score(then), after.score(one)
        moved += (old.level and old.level.id) != (new.level and new.level.id)
        total += (new.score_pct or 0.0) - (old.score_pct or 0.0)
        asked_before += len(path(before.questionnaire, then))
        asked_after += len(path(after.questionnaire, one))
    asked = (asked_before / MADE_UP, asked_after / MADE_UP)
    return Effect(changed, len(examples), moved, MADE_UP, total / MADE_UP, asked)


def _made_up(questionnaire: Questionnaire) -> tuple[Responses, ...]:
    return tuple(simulated_businesses(questionnaire, MADE_UP, SEED))


@dataclass(frozen=True)
class Reach:
    """Who gets a question: how many of a hundred made-up businesses, and which example businesses do and do not."""

    share_pct: int
    get_it: list[str]
    skip_it: list[str]


def reach(content: Content, item_id: str, root: Path = ROOT) -> Reach:
    """Who is asked an item of this content."""
    questionnaire = content.questionnaire
    asked = sum(
        any(item.id == item_id for item in path(questionnaire, one)) for one in _made_up(questionnaire)
    )
    names: tuple[list[str], list[str]] = ([], [])
    for business in example_businesses(root):
        case = business.case
        answers = responses_of(case, content) if case.rest else Responses(case.responses)
        gets = any(item.id == item_id for item in path(questionnaire, answers))
        names[not gets].append(case.name)
    return Reach(round(100 * asked / MADE_UP), *names)
