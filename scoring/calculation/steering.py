"""What an answer touches beyond the points of its own item: the path, other items, factors, and barriers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from questionnaire.conditions import Condition, items_in
from questionnaire.models import Amount, Cases, Questionnaire
from scoring.models import Barrier, Threat, Threats
from scoring.rule import Rule


class Touched(NamedTuple):
    """A barrier that an answer touches. `alone`: whether it stands depends on nothing but that answer."""

    threat: Threat
    barrier: Barrier
    alone: bool


Looking = Mapping[str, tuple[Touched, ...]]


def caps_total(rule: Rule) -> bool:
    """Whether some knock-out holds the total back."""
    return any(knock_out.total_at_most is not None for knock_out in rule.knock_outs)


def skipped_by(questionnaire: Questionnaire) -> Mapping[str, tuple[Condition, ...]]:
    """By item: the skip rules of other items that look at its answer."""
    found: dict[str, list[Condition]] = {}
    for item in questionnaire.items.values():
        for named in set(items_in(item.skip_if)):
            found.setdefault(named, []).append(item.skip_if)  # type: ignore[arg-type]
    return {named: tuple(rules) for named, rules in found.items()}


def steering_points(questionnaire: Questionnaire, rule: Rule) -> frozenset[str]:
    """Ids of the items whose answers change what other answers earn: options, amounts, factors or a capped
    total.
    """
    return frozenset(_steering(questionnaire, rule))


def _steering(questionnaire: Questionnaire, rule: Rule) -> Iterator[str]:
    if caps_total(rule):
        yield from questionnaire.items
    for item in questionnaire.items.values():
        for option in item.options:
            yield from items_in(option.shown_if)
            yield from _of_amounts(option.points, option.weight)
        yield from _of_amounts(item.weight, item.maximum, item.minimum, *(band.points for band in item.bands))
    r = rule.items
    yield from _of_amounts(
        *(a for each in r.points.values() for a in each.values()), *r.weights.values(), *r.maxima.values()
    )
    yield from _of_amounts(
        *r.minima.values(), *rule.themes.weights.values(), *(group.weight for group in rule.groups)
    )
    yield from _of_amounts(*(section.weight for section in questionnaire.themes))
    for clamp in (
        r.clamp,
        *(e.clamp for e in r.exceptions.values()),
        rule.themes.clamp,
        rule.total.clamp,
        *(g.clamp for g in rule.groups),
    ):
        yield from _of_amounts(*((clamp.least, clamp.most) if clamp else ()))
    for factor in rule.factors:
        yield from items_in(factor.when)


def _of_amounts(*amounts: Amount | None) -> Iterator[str]:
    for amount in amounts:
        if isinstance(amount, Cases):
            for case in amount.cases:
                yield from items_in(case.when)


def looking_at(threats: Threats | None) -> Looking:
    """By item: the barriers that its answer can put up, make relevant or take along with their type of crime."""
    found: dict[str, list[Touched]] = {}
    for threat in threats.threats if threats else ():
        for barrier in threat.barriers:
            conditions: tuple[Condition | None, ...] = (
                barrier.stands_when,
                barrier.relevant_if,
                threat.relevant_if,
            )
            items = {i for condition in conditions for i in items_in(condition)}
            for item in items:
                found.setdefault(item, []).append(Touched(threat, barrier, len(items) == 1))
    return {item: tuple(barriers) for item, barriers in found.items()}
