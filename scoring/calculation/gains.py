"""What a measure adds to the total: exact for every rule, and fast for rules in which the total is linear in
the points.

A respondent's advice weighs some forty measures. Working the whole total out anew for each takes about a
millisecond; where groups, themes and total are sums or means without rounding, the same figure follows from one slope
per item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from questionnaire.conditions import Answered, Measured, leaves
from scoring.calculation.parts import Layout, Part, part_counts
from scoring.calculation.score import Scorer
from scoring.results import Score
from scoring.rule import Combining, Rule


class Gains:
    """Gains in percent points of the total, for one respondent."""

    def __init__(self, scorer: Scorer, score: Score):
        self._scorer, self._score = scorer, score
        self._slopes = _slopes(scorer.layout, score) if is_linear(scorer.rule) and not score.factors else None

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
    above = rule.total.of == "points" and rule.total.over == "asked"
    if told_by_scores or not (rule.total.from_ != "themes" or above):
        return False
    themes = (rule.themes, *(rule.themes.for_theme(theme_id) for theme_id in rule.themes.exceptions))
    inner = {member for group in rule.groups for member in group.members}
    below: tuple[Combining, ...] = (
        *themes,
        *(group for group in rule.groups if not group.beside or group.id in inner),
    )
    scaled_simply = rule.total.scale == "none" and all(r.scale != "percent_from_minimum" for r in below)
    return scaled_simply and _linear(rule.total) and all(_linear(r) for r in below)


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


def _slopes(layout: Layout, score: Score) -> dict[str, float]:
    """Percent points of the total per point, by item; only items that count."""
    reach, rule = _reach(score), layout.rule
    if reach <= 0:
        return {}
    parts: dict[str, Part] = {**score.items, **{group.id: group for group in score.groups}}
    slopes: dict[str, float] = {}

    def spread(ids: Iterable[str], rules: Combining, of: str, step: float) -> None:
        """Hands `step`, percent points of the total per unit of this figure, down to what it is made of."""
        counted = [parts[i] for i in ids if part_counts(parts[i], score.items, rules, score.quick)]
        scale = 100 / _attainable(counted, rules, of) if rules.scale != "none" else 1.0
        for name, share in _per_unit(counted, rules, of).items():
            group = layout.groups.get(name)
            if group is None:
                slopes[name] = slopes.get(name, 0.0) + share * scale * step
            else:
                spread(group.members, group, group.of, share * scale * step)

    if rule.total.from_ != "themes":
        below = score.items if rule.total.from_ == "items" else layout.on_top
        spread(below, rule.total, rule.total.of, 100 / reach)
        return slopes
    themes = [t for t in score.themes if t.value is not None]
    weights = [t.weight if rule.total.combine.startswith("weighted") else 1.0 for t in themes]
    divisor = fsum(weights) if rule.total.combine.endswith("mean") else 1.0
    for theme, weight in zip(themes, weights):
        rules = rule.themes.for_theme(theme.id)
        spread(layout.parts_of[theme.id], rules, rules.of, weight / divisor * 100 / reach)
    return slopes


def _per_unit(parts: Sequence[Part], rules: Combining, of: str) -> dict[str, float]:
    """Combined figure per unit of each part, by id, before scaling."""
    usable = [p for p in parts if of == "points" or _reach(p) > 0]
    weights = {p.id: p.weight if rules.combine.startswith("weighted") else 1.0 for p in usable}
    divisor = fsum(weights.values()) if rules.combine.endswith("mean") else 1.0
    return (
        {p.id: weights[p.id] / divisor / (_reach(p) if of == "shares" else 1.0) for p in usable}
        if divisor
        else {}
    )


def _reach(figure: Part | Score) -> float:
    """What its percentage divides by: its maximum, or for what can only cost points all there is to lose."""
    return figure.maximum if figure.maximum > 0 else figure.maximum - figure.minimum


def _attainable(parts: Sequence[Part], rules: Combining, of: str) -> float:
    """Highest combined figure, what a percentage divides by."""
    per_unit = _per_unit(parts, rules, of)
    highest = _reach if of == "shares" else (lambda part: part.maximum)
    return fsum(per_unit[p.id] * highest(p) for p in parts if p.id in per_unit) or float("inf")
