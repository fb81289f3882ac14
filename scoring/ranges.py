"""How far a score can still go either way: what is not known counted as nothing, and counted at its best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scoring.content import Content
from scoring.gains import Gains
from scoring.leads import unknown_items
from scoring.models import Score


def range_of(content: Content, score: Score) -> tuple[float, float]:
    """The total (0 to 100) with every unknown item at zero, and at its best answer. Equal when everything is known."""
    now = score.score_pct or 0.0
    unknown = unknown_items(content, score)
    if not unknown:
        return now, now
    gains = Gains(content.scorer, score)
    low = _total(score, {i: min(0.0, score.items[i].maximum) for i in unknown}, gains)
    return min(now, low), max(now, at_best(content, score, unknown, gains))


def at_best(content: Content, score: Score, item_ids: Iterable[str], gains: Gains) -> float:
    """The total (0 to 100) with these items at their best answers."""
    return _total(score, {i: content.best_points(i, score.items[i].maximum) for i in item_ids}, gains)


def _total(score: Score, points: Mapping[str, float], gains: Gains) -> float:
    return min(100.0, max(0.0, (score.score_pct or 0.0) + gains.change(points)))
