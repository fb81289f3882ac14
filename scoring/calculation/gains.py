"""What a measure adds to the total: exact for every rule, and fast for rules in which the total is linear in
the points.

A respondent's advice weighs some forty measures. Working the whole total out anew for each takes about a
millisecond; where themes and total are sums or means without rounding, the same figure follows from one slope
per item.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from questionnaire.conditions import Answered, Measured, leaves
from scoring.calculation.parts import counts
from scoring.calculation.score import Scorer
from scoring.results import ItemScore, Score
from scoring.rule import Combining, Rule, ThemeRules


class Gains:
    """Gains in percent points of the total, for one respondent."""

    def __init__(self, scorer: Scorer, score: Score):
        self._scorer, self._score = scorer, score
        self._slopes = _slopes(scorer.rule, score) if is_linear(scorer.rule) and not score.factors else None

    def of(self, lifted: Mapping[str, float]) -> float:
        """Percent points that the total gains when these items earn these points; never below 0."""
        return max(0.0, self.change(lifted))

    def change(self, points: Mapping[str, float]) -> float:
        """Percent points that the total changes when these items earn these points, knock-outs left aside."""
        if self._score.score_pct is None or not points:
            return 0.0
        # An item that was left out adds to what is attainable as well, so its slope says nothing.
        if self._slopes is None or any(self._score.items[i].points is None for i in points):
            return (self._scorer.total_with(self._score, points) or 0.0) - self._before()
        return sum(
            self._slopes.get(i, 0.0) * (p - (self._score.items[i].points or 0.0)) for i, p in points.items()
        )

    def _before(self) -> float:
        # Without knock-outs: a capped total would hide what a measure adds.
        return self._scorer.total_with(self._score, {}) or 0.0


_SUMS_AND_MEANS = ("sum", "weighted_sum", "mean", "weighted_mean")


def is_linear(rule: Rule) -> bool:
    """Whether more points on an item always add in proportion to the total, so that slopes are exact."""
    told_by_scores = any(
        not isinstance(leaf, Answered | Measured) for factor in rule.factors for leaf in leaves(factor.when)
    )
    if (
        rule.groups
        or told_by_scores
        or not (rule.total.from_ == "items" or (rule.total.of == "points" and rule.total.over == "asked"))
    ):
        return False
    themes = (rule.themes, *(rule.themes.for_theme(theme_id) for theme_id in rule.themes.exceptions))
    scaled_simply = rule.total.scale == "none" and all(r.scale != "percent_from_minimum" for r in themes)
    return scaled_simply and _linear(rule.total) and all(_linear(r) for r in themes)


def _linear(rules: Combining) -> bool:
    loose = rules.clamp is None or (
        rules.scale != "none" and rules.clamp.least in (None, 0.0) and rules.clamp.most in (None, 100.0)
    )
    plainly_scaled = rules.lowest == 0.0 and rules.highest == 100.0
    whole = rules.best is None and rules.worst is None
    return (
        rules.combine in _SUMS_AND_MEANS
        and whole
        and rules.rounding.mode == "none"
        and plainly_scaled
        and loose
    )


def _slopes(rule: Rule, score: Score) -> dict[str, float]:
    """Percent points of the total per point, by item; only items that count."""
    reach = _reach(score)
    if reach <= 0:
        return {}
    if rule.total.from_ == "items":
        counted = [i for i in score.items.values() if counts(i, rule.total, score.quick)]
        return {i: s * 100 / reach for i, s in _parts(counted, rule.total, rule.total.of).items()}
    themes = [t for t in score.themes if t.value is not None]
    weights = [t.weight if rule.total.combine.startswith("weighted") else 1.0 for t in themes]
    divisor = fsum(weights) if rule.total.combine.endswith("mean") else 1.0
    slopes = {}
    for theme, weight in zip(themes, weights):
        rules = rule.themes.for_theme(theme.id)
        counted = [score.items[i] for i in theme.item_ids if counts(score.items[i], rules, score.quick)]
        scale = 100 / _attainable(counted, rules) if rules.scale != "none" else 1.0
        step = scale * weight / divisor * 100 / reach
        slopes.update({i: s * step for i, s in _parts(counted, rules, rules.of).items()})
    return slopes


def _parts(items: list[ItemScore], rules: Combining, of: str) -> dict[str, float]:
    """Combined figure per point, by item, before scaling."""
    usable = [i for i in items if of == "points" or _reach(i) > 0]
    weights = {i.id: i.weight if rules.combine.startswith("weighted") else 1.0 for i in usable}
    divisor = fsum(weights.values()) if rules.combine.endswith("mean") else 1.0
    return (
        {i.id: weights[i.id] / divisor / (_reach(i) if of == "shares" else 1.0) for i in usable}
        if divisor
        else {}
    )


def _reach(figure: ItemScore | Score) -> float:
    """What its percentage divides by: its maximum, or for what can only cost points all there is to lose."""
    return figure.maximum if figure.maximum > 0 else figure.maximum - figure.minimum


def _attainable(items: list[ItemScore], rules: ThemeRules) -> float:
    """Highest combined figure, what a percentage divides by."""
    per_point = _parts(items, rules, rules.of)
    highest = _reach if rules.of == "shares" else (lambda item: item.maximum)
    return fsum(per_point[i.id] * highest(i) for i in items if i.id in per_point) or float("inf")
