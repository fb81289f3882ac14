"""Which maturity level a score reaches."""

from __future__ import annotations

from questionnaire.conditions import holds
from questionnaire.responses import Responses
from scoring.results import Score
from scoring.rule import MaturityLevel, Needs, Rule


def level_reached(rule: Rule, score: Score, responses: Responses) -> MaturityLevel | None:
    """The highest level whose needs are all met, after knock-outs; None when the rule has no level that is
    met.
    """
    if not rule.levels:
        return None
    if score.failed:
        return rule.levels[0]
    reached = None
    for i, level in enumerate(rule.levels):
        if meets(level.needs, score, responses):
            reached = i
        elif rule.levels_build_up:
            break
    if reached is None:
        return None
    order = {level.id: i for i, level in enumerate(rule.levels)}
    cap = min(
        (order[k.level_at_most] for k in score.knock_outs if k.level_at_most is not None), default=len(order)
    )
    down = sum(k.levels_down for k in score.knock_outs)
    return rule.levels[max(0, min(reached, cap) - down)]


def meets(needs: Needs, score: Score, responses: Responses) -> bool:
    """Whether everything that a level asks is met. Themes and items without a figure ask nothing."""
    if needs.total is not None and (score.value is None or not needs.total.contains(score.value)):
        return False
    themes = {t.id: t.value for t in score.themes if t.value is not None}
    if needs.each_theme is not None and any(v < needs.each_theme for v in themes.values()):
        return False
    groups = {g.id: g.value for g in score.groups if g.value is not None}
    if any(themes[t] < bound for t, bound in needs.themes.items() if t in themes):
        return False
    if any(groups[g] < bound for g, bound in needs.groups.items() if g in groups):
        return False
    if needs.each_item is not None and any(share < needs.each_item for share in score.shares("all_items")):
        return False
    key = [i for i in score.items.values() if i.key and i.points is not None]
    if needs.key_items is not None and any((i.share or 0.0) < needs.key_items for i in key):
        return False
    if needs.key_points is not None and any((i.points or 0.0) < needs.key_points for i in key):
        return False
    for item_id, bound in needs.items.items():
        item = score.items.get(item_id)
        if item is not None and item.share is not None and item.share < bound:
            return False
    return needs.condition is None or holds(needs.condition, responses, score)
