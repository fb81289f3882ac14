"""The plan as a list of actions with a day: what the respondent ticked, or all of the advice when nothing was ticked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from scoring.advice import Advice, Part, Recommendation

_DAYS: dict[Part, int] = {"week": 7, "soon": 30, "later": 90}  # by when each part of the plan is done, for a calendar
RESCAN_MONTHS = 6


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action and the day by which it should be done."""

    recommendation: Recommendation
    by: date


def planned_actions(advice: Advice, plan: tuple[str, ...], today: date) -> list[PlannedAction]:
    """The actions in the order of the advice, each with the last day of its part of the plan."""
    actions = [PlannedAction(r, today + timedelta(_DAYS[name])) for name, part in advice.parts for r in part]
    chosen = [a for a in actions if a.recommendation.measure.id in plan]
    return chosen or actions


def rescan_day(today: date) -> date:
    """The same day six months later, or the last day of a shorter month."""
    year, month = divmod(today.month - 1 + RESCAN_MONTHS, 12)
    for day in range(today.day, 0, -1):
        try:
            return date(today.year + year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")
