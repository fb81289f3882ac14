"""The plan: the actions that a respondent chose or was advised, by when, and what doing them brings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from questionnaire.language.dates import short_day
from questionnaire.language.translation import N_, translator
from scoring.advising.advice import Advice, with_plan
from scoring.advising.recommendation import Recommendation
from scoring.barriers import ThreatResilience
from scoring.content import Content
from scoring.results import Score

PartId = Literal["week", "soon", "later"]
DAYS: dict[PartId, int] = {"week": 7, "soon": 30, "later": 90}  # by when, in days after the plan began
_FIRST_DAY: dict[PartId, str] = {
    "week": N_("Deze week"),
    "soon": N_("Daarna"),
    "later": N_("Als u zover bent"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the plan: its actions in the order of the advice, and the last day for them."""

    id: PartId
    recommendations: tuple[Recommendation, ...]
    by: date


@dataclass(frozen=True, slots=True)
class Brings:
    """What doing some actions brings: the score then, its barriers, and how many more of those stand than
    now.
    """

    score: Score
    resilience: tuple[ThreatResilience, ...]
    barriers_more: int


def first_day(planned_on: date | None, today: date) -> date:
    """The day that the weeks of a plan count from: the day that it was made, today for one that is not kept."""
    return planned_on or today


def parts(advice: Advice, begun: date, only: Collection[str] = ()) -> tuple[Part, ...]:
    """The parts of the plan that hold something; with `only` just the actions of these measures."""
    found = ((part, getattr(advice, part)) for part in DAYS)
    kept = ((part, tuple(r for r in all_ if not only or r.measure.id in only)) for part, all_ in found)
    return tuple(Part(part, mine, begun + timedelta(DAYS[part])) for part, mine in kept if mine)


def title(part: PartId, begun: date, today: date, language: str) -> str:
    """What a part of the plan is called: "Deze week" on the day that it was made, and by its last day later
    on.
    """
    _ = translator(language).gettext
    if begun == today or part == "later":  # nobody is held to a day for what can wait
        return _(_FIRST_DAY[part])
    return _("Klaar voor {day}").format(day=short_day(begun + timedelta(DAYS[part]), language))


def chosen(advice: Advice, plan: Collection[str]) -> tuple[Recommendation, ...]:
    """The recommendations of the plan that the respondent made, in the order of the advice; empty when none
    was chosen.
    """
    return tuple(r for r in advice.recommendations if r.measure.id in plan)


def planned(advice: Advice, plan: Collection[str]) -> frozenset[str]:
    """Ids of the measures in the plan: what was chosen, or all of the advice when nothing was chosen."""
    return frozenset(r.measure.id for r in chosen(advice, plan) or advice.recommendations)


def brings(content: Content, score: Score, recommendations: Collection[Recommendation]) -> Brings:
    """What these actions bring when they are done."""
    later = with_plan(content, score, [r.measure.id for r in recommendations])
    now, then = content.resilience(score), content.resilience(later)
    return Brings(later, then, max(0, sum(r.standing for r in then) - sum(r.standing for r in now)))
