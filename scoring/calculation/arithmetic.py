"""Arithmetic of the rule language: amounts, combining, scaling, clamping and rounding. No number of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from math import fsum, prod
from statistics import median
from typing import NamedTuple

from questionnaire.conditions import holds
from questionnaire.models import Amount
from questionnaire.responses import Answer
from scoring.rule import Clamp, Combining, Factor, Rounding

_MODES = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "floor": ROUND_FLOOR,
    "ceiling": ROUND_CEILING,
}

# Binary fractions miss by about 1e-15; without this 57 percent of 100 reads 56.99999999999999 and misses a
# level.
_DUST = 12


def tidy(value: float) -> float:
    """`value` without the last trace of binary fractions, so that it meets the bound that it comes to on
    paper.
    """
    return round(value, _DUST)


class RuleValue(NamedTuple):
    """A figure with the highest and lowest value it could have had, and its weight one level up."""

    value: float
    maximum: float
    minimum: float
    weight: float = 1.0


class Change(NamedTuple):
    """What the factors that hold do to one figure: times and plus, for the figure and for its maximum and
    minimum.
    """

    times: float = 1.0
    plus: float = 0.0
    maximum_times: float = 1.0
    maximum_plus: float = 0.0


UNCHANGED = Change()


def change_for(factors: Sequence[Factor], on: str, of: str) -> Change:
    """The factors among `factors` that work on `of`, one after another."""
    if not factors:
        return UNCHANGED
    times, plus, maximum_times, maximum_plus = UNCHANGED
    for factor in factors:
        if factor.on == on and (not factor.only or of in factor.only):
            times, plus = times * factor.multiply, plus * factor.multiply + factor.add
            if factor.maximum_too:
                maximum_times, maximum_plus = (
                    maximum_times * factor.multiply,
                    maximum_plus * factor.multiply + factor.add,
                )
    return Change(times, plus, maximum_times, maximum_plus)


def amount_for(amount: Amount, answers: Mapping[str, Answer]) -> float:
    """An amount for these answers: the number itself, or the first case that holds."""
    if isinstance(amount, int | float):
        return float(amount)
    return next((case.amount for case in amount.cases if holds(case.when, answers)), amount.otherwise)


def rounded(value: float, rounding: Rounding) -> float:
    """`value` rounded as the rule says. Half up means away from zero, also for 2.675, which a computer holds
    as 2.67499.
    """
    if rounding.mode == "none":
        return value
    exact = Decimal(repr(tidy(value)))
    step = (
        Decimal(repr(rounding.step)) if rounding.step is not None else Decimal(1).scaleb(-rounding.decimals)
    )
    return float((exact / step).quantize(Decimal(1), rounding=_MODES[rounding.mode]) * step)


def clamped(value: float, clamp: Clamp | None, answers: Mapping[str, Answer]) -> float:
    """`value` within the bounds of `clamp`."""
    if clamp is None:
        return value
    if clamp.least is not None:
        value = max(value, amount_for(clamp.least, answers))
    if clamp.most is not None:
        value = min(value, amount_for(clamp.most, answers))
    return value


def combine(figures: Iterable[RuleValue], rules: Combining, weight: float = 1.0) -> RuleValue | None:
    """Several figures as one; None when there are none, or when all weights are zero."""
    parts, how = list(figures), rules.combine
    if not parts:
        return None
    if how == "ladder":
        return RuleValue(_ladder(parts), tidy(fsum(p.maximum for p in parts)), 0.0, weight)
    if how == "product" and not rules.best and not rules.worst:
        most, least = _product_bounds(parts)
        return RuleValue(tidy(prod(p.value for p in parts)), tidy(most), tidy(least), weight)
    if not how.startswith("weighted"):
        parts = [p._replace(weight=1.0) for p in parts]
    ends = [_together([(p[i], p.weight) for p in _turned(parts, i)], rules) for i in range(3)]
    found = [end for end in ends if end is not None]
    return RuleValue(found[0], found[1], found[2], weight) if len(found) == 3 else None


def _turned(parts: list[RuleValue], i: int) -> list[RuleValue]:
    """The parts as they work on the value (0), the maximum (1) or the minimum (2): a weight below zero turns
    the ends around.
    """
    if i == 0 or all(p.weight >= 0 for p in parts):
        return parts
    return [p if p.weight >= 0 else p._replace(maximum=p.minimum, minimum=p.maximum) for p in parts]


def _together(rows: list[tuple[float, float]], rules: Combining) -> float | None:
    """Values with their weights as one value: the best or worst of them where the rule says so; None without
    weight.
    """
    if rules.best or rules.worst:
        rows = sorted(rows, key=lambda row: row[0], reverse=bool(rules.best))[: rules.best or rules.worst]
    how = rules.combine
    if how in _PLAIN:
        return tidy(_PLAIN[how]([value for value, _ in rows]))
    divisor = fsum(w for _, w in rows) if how.endswith("mean") else 1.0
    return None if divisor == 0 else tidy(fsum(w * value for value, w in rows) / divisor)


def _product_bounds(parts: list[RuleValue]) -> tuple[float, float]:
    """Highest and lowest product: below zero times below zero is above it."""
    most = least = 1.0
    for part in parts:
        ends = [x * y for x in (most, least) for y in (part.maximum, part.minimum)]
        most, least = max(ends), min(ends)
    return most, least


def _geometric_mean(values: list[float]) -> float:
    return prod(max(0.0, v) for v in values) ** (1 / len(values))


def _ladder(parts: list[RuleValue]) -> float:
    """The rungs that are whole, from the first: a whole third rung does not count above a broken second."""
    height = 0.0
    for part in parts:
        if part.value < part.maximum - 10**-_DUST:
            break
        height += part.value
    return tidy(height)


_PLAIN: dict[str, Callable[[list[float]], float]] = {
    "maximum": max,
    "minimum": min,
    "median": median,
    "product": prod,
    "geometric_mean": _geometric_mean,
}


def finished(
    figure: RuleValue, rules: Combining, answers: Mapping[str, Answer], change: Change = UNCHANGED
) -> RuleValue | None:
    """A combined figure after scale, factors, clamp and rounding, in that order. None when it cannot be
    scaled.
    """
    value, most, least, weight = figure
    if rules.scale != "none":
        zero = least if rules.scale == "percent_from_minimum" else 0.0
        if most <= zero:
            return None
        span = rules.highest - rules.lowest
        value, most, least = (
            tidy(rules.lowest + span * (x - zero) / (most - zero)) for x in (value, most, least)
        )
    if change is not UNCHANGED:
        value = tidy(value * change.times + change.plus)
        most, least = (tidy(x * change.maximum_times + change.maximum_plus) for x in (most, least))
    if rules.clamp is None and rules.rounding.mode == "none":
        return RuleValue(value, most, least, weight)
    value, most, least = (
        rounded(clamped(x, rules.clamp, answers), rules.rounding) for x in (value, most, least)
    )
    return RuleValue(value, most, least, weight)


def percent(figure: RuleValue | None, rules: Combining) -> float | None:
    """A finished figure as percentage (0 to 100) of what was attainable; of what can only cost points, 0 is
    the lowest.

    0 when nothing was attainable.
    """
    if figure is None:
        return None
    zero = rules.lowest if rules.scale != "none" else 0.0
    if figure.maximum <= zero:
        zero = figure.minimum
    if figure.maximum <= zero:
        return 0.0
    return min(100.0, max(0.0, tidy(100 * (figure.value - zero) / (figure.maximum - zero))))


def share_of(points: float | None, most: float, least: float) -> float | None:
    """Points as share (0 to 1) of what was attainable; None when the item is left out or can earn nothing."""
    if points is None:
        return None
    if most > 0:
        return min(1.0, max(0.0, tidy(points / most)))
    return tidy((points - least) / (most - least)) if most > least else None
