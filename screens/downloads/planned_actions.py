"""The plan as a list of actions with a day: what the respondent ticked, or all of the advice when nothing was
ticked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scoring.advising.advice import Advice
from scoring.advising.plan import parts, planned
from scoring.advising.recommendation import Recommendation

RESCAN_MONTHS = 6


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action and the day by which it should be done."""

    recommendation: Recommendation
    by: date


def planned_actions(advice: Advice, plan: tuple[str, ...], begun: date) -> list[PlannedAction]:
    """The actions in the order of the advice, each with the last day of its part of the plan that began on
    this day.
    """
    return [
        PlannedAction(r, part.by)
        for part in parts(advice, begun, planned(advice, plan))
        for r in part.recommendations
    ]


def rescan_day(begun: date) -> date:
    """The same day six months later, or the last day of a shorter month."""
    year, month = divmod(begun.month - 1 + RESCAN_MONTHS, 12)
    for day in range(begun.day, 0, -1):
        try:
            return date(begun.year + year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")
