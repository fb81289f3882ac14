"""The statement that a respondent makes of a scan: what was chosen to be shown, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.advising.outcome import Outcome
from scoring.advising.plan import first_day
from scoring.advising.statement import LONGEST_NAME, MOST_PLANNED, Planned, Statement, standing_groups
from scoring.content import Content
from screens.downloads.planned_actions import planned_actions

DAYS_VALID = 365
_TICK = "toon-"


@dataclass(frozen=True)
class Shown:
    """What was ticked: ids of lines, and whether the plan is told as well. Nothing unless it was ticked."""

    lines: frozenset[str] = frozenset()
    with_plan: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Shown:
        """The ticks in the fields of the form."""
        ticked = (key.removeprefix(_TICK) for key in asked if key.startswith(_TICK))
        return cls(frozenset(ticked), asked.get("plan") == "1")


def made_statement(
    content: Content, scan: SavedScan, shown: Shown, name: str, today: date
) -> Statement | None:
    """The statement of today; None when nothing of what was ticked stands by the answers of now."""
    groups = standing_groups(content, scan, shown.lines)
    if not groups:
        return None
    return Statement(
        name=name[:LONGEST_NAME],
        scan=content.questionnaire.title,
        edition=content.questionnaire.version,
        language=content.language,
        day=today,
        until=today + timedelta(DAYS_VALID),
        answered=scan.seen_on,
        groups=groups,
        planned=_planned(content, scan, today) if shown.with_plan else (),
    )


def _planned(content: Content, scan: SavedScan, today: date) -> tuple[Planned, ...]:
    """The actions of the plan whose day is still to come, the first ones."""
    begun = first_day(scan.planned_on, today)
    actions = planned_actions(Outcome.of(content, scan).advice, scan.plan, begun)
    told = [Planned(title=a.recommendation.measure.title, by=a.by) for a in actions if a.by >= today]
    return tuple(told[:MOST_PLANNED])
