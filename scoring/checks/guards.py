"""Whether bounds on figures can turn out either way, and whether they count in the unit of the figure they
guard.
"""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.checks.skip_rules import parts_of
from questionnaire.conditions import Bounds, HowMany, PercentWithin, ScoreWithin
from questionnaire.language.translation import N_
from scoring.checks.model_walk import conditions_of_model
from scoring.checks.score_range import Reach, Span
from scoring.rule import Combining, Rule

_LARGE = 20.0  # a figure that comes this far is no share
_ALWAYS = N_("'{name}' ligt altijd tussen {low:g} en {high:g}, dus deze voorwaarde klopt altijd.")
_PICK = N_("kies een grens tussen {low:g} en {high:g}, of haal de voorwaarde weg.")
_SMALL = N_("'{name}' loopt hier tot {high:g}, en {bound:g} is daar bijna niets van.")
_AS_PERCENT = N_("schrijf {meant:g} als u {meant:g} procent bedoelt.")


def check_guards(rule: Rule, source: Source, reach: Reach) -> list[Mistake]:
    """Conditions on a figure that always hold, shares where the figure is a percentage, and the reverse."""
    return [*_always(rule, source, reach), *_units(rule, source, reach)]


def _leaves(rule: Rule) -> Iterator[tuple[KeyPath, ScoreWithin | PercentWithin | HowMany]]:
    for place, condition in conditions_of_model(rule):
        for at, leaf in parts_of(condition, place):
            if isinstance(leaf, ScoreWithin | PercentWithin | HowMany):
                yield at, leaf


def _named(leaf: ScoreWithin | PercentWithin, reach: Reach) -> tuple[str, Span | None]:
    """The figure that a condition looks at, with the lowest and highest it gets."""
    if isinstance(leaf, ScoreWithin):
        return leaf.score_of, reach.spans.get(leaf.score_of)
    return leaf.percent_of, (0.0, 100.0)


def _always(rule: Rule, source: Source, reach: Reach) -> Iterator[Mistake]:
    for at, leaf in _leaves(rule):
        if isinstance(leaf, HowMany):
            continue
        name, span = _named(leaf, reach)
        if span is not None and leaf.contains(span[0]) and leaf.contains(span[1]):
            values = {"name": name, "low": round(span[0], 4), "high": round(span[1], 4)}
            yield source.mistake(at, "always", Phrase(_ALWAYS, values), Phrase(_PICK, values))


def _units(rule: Rule, source: Source, reach: Reach) -> Iterator[Mistake]:
    """Warnings: a bound of less than one percent of what it guards is seldom meant."""
    for at, leaf in _leaves(rule):
        if isinstance(leaf, HowMany):
            yield from _counted(leaf, at, source, reach)
            continue
        name, span = _named(leaf, reach)
        for key, bound in _bounds(leaf):
            yield from _small(bound, name, span, source, (*at, key))
    for i, level in enumerate(rule.levels):
        at = ("levels", i, "needs")
        if level.needs.total is not None:
            for key, bound in _bounds(level.needs.total):
                yield from _small(bound, "total", reach.spans.get("total"), source, (*at, "total", key))
        themes = [reach.spans[s.id] for s in reach.questionnaire.themes if s.id in reach.spans]
        if level.needs.each_theme is not None and themes:
            yield from _small(level.needs.each_theme, "each_theme", min(themes), source, (*at, "each_theme"))
        for key, wanted in (("themes", level.needs.themes), ("groups", level.needs.groups)):
            for name, bound in wanted.items():
                yield from _small(bound, name, reach.spans.get(name), source, (*at, key, name))
    proofs_from = rule.priorities.proofs_from
    if proofs_from is not None:
        yield from _small(proofs_from, "total", (0.0, 100.0), source, ("priorities", "proofs_from"))
    levels: list[tuple[KeyPath, Combining]] = [(("themes",), rule.themes), (("total",), rule.total)]
    levels += [(("groups", i), group) for i, group in enumerate(rule.groups)]
    for at, rules in levels:
        if rules.scale != "none" and rules.clamp is not None and isinstance(rules.clamp.most, int | float):
            span = (rules.lowest, rules.highest)
            yield from _small(float(rules.clamp.most), str(at[0]), span, source, (*at, "clamp", "most"))


def _small(bound: float, name: str, span: Span | None, source: Source, place: KeyPath) -> Iterator[Mistake]:
    if span is None or span[1] < _LARGE or not 0 < bound <= 1:
        return
    values = {"name": name, "high": round(span[1], 4), "bound": bound, "meant": round(bound * 100, 4)}
    yield source.mistake(place, "unit", Phrase(_SMALL, values), Phrase(_AS_PERCENT, values), "warning")


def _counted(leaf: HowMany, at: KeyPath, source: Source, reach: Reach) -> Iterator[Mistake]:
    """Of themes and groups their figure is counted; of items their share, which no_effect.py looks after."""
    key = "count_below" if leaf.count_below is not None else "count_at_least"
    bound = leaf.count_below if leaf.count_below is not None else leaf.count_at_least
    if bound is None:
        return
    parts = {section.id for section in reach.questionnaire.themes} | {g.id for g in reach.rule.groups}
    if leaf.of in ("themes", "groups"):
        spans = [reach.spans[name] for name in sorted(parts) if name in reach.spans]
        yield from _small(bound, leaf.of, max(spans, default=None, key=lambda s: s[1]), source, (*at, key))
        return


def _bounds(bounds: Bounds) -> Iterator[tuple[str, float]]:
    for key in ("at_least", "above", "at_most", "below"):
        bound = getattr(bounds, key)
        if bound is not None:
            yield key, bound
