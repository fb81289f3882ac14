"""What the law and customers may ask of this business; no points, and never surer than the answers."""

from __future__ import annotations

from questionnaire.conditions import holds
from scoring.content import Content
from scoring.obligations import Obligation, Verdict
from scoring.results import Score


def verdicts(content: Content, score: Score) -> tuple[tuple[Obligation, Verdict], ...]:
    """Every obligation of the rule with the first verdict that surely holds, in the order of the file. What was
    not answered makes no verdict hold, so the last one, without a condition, is told.
    """
    return tuple((obligation, _first(obligation, score)) for obligation in content.rule.obligations)


def _first(obligation: Obligation, score: Score) -> Verdict:
    fitting = (v for v in obligation.verdicts if v.when is None or holds(v.when, score.counting))
    return next(fitting)
