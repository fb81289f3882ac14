"""How many were asked: the denominator of every share, from noisy counts, as sharply as the rules of the walk
allow.

Items that the profile skips by the same rule were asked of the same respondents, and items with opposite
rules of all the others. Their noisy counts all measure one number, so the mean of them has less noise. This
only works on what is published already and costs no privacy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.aggregates.published import PublishedCell, PublishedTally
from data.aggregates.steering import steering_rules
from questionnaire.models import Questionnaire


@dataclass(frozen=True)
class AskedEstimate:
    """An estimate of how many were asked: known + sign * (a shared noisy number).

    Two items with the same `group` share their noise; `sign` is -1 where the rule is the opposite one.
    `variance` and `fourth_cumulant` are of the shared number.
    """

    value: float
    group: str
    sign: int = 1
    variance: float = 0.0
    fourth_cumulant: float = 0.0


def denominators(questionnaire: Questionnaire, cell: PublishedCell) -> dict[str, AskedEstimate]:
    """The estimate for every published item of a cell that the questionnaire still has."""
    rules = steering_rules(questionnaire)
    pools: dict[tuple[object, ...], list[tuple[str, int]]] = {}
    for item_id, tally in cell.items.items():
        if item_id not in rules:
            continue
        base, sign = rules[item_id]
        opposite_fits = tally.exact_n == 0  # else the part that was asked for certain differs between the two
        key = (
            base if opposite_fits else (base, sign),
            questionnaire.items[item_id].quick,
            tally.n,
            tally.exact_n,
            tuple(sorted(tally.asked.scales.items())),
            _drawn(tally, sign),
        )
        pools.setdefault(key, []).append((item_id, sign))
    found: dict[str, AskedEstimate] = {}
    for number, members in enumerate(pools.values()):
        found.update(_pooled(str(number), members, cell.items))
    return found


def _drawn(tally: PublishedTally, sign: int) -> tuple[tuple[str, tuple[int, int]], ...]:
    """The bits of *asked*, as those of the rule itself: items with one rule carry the same ones."""
    return tuple(
        (q, (n, ones if sign > 0 else n - ones)) for q, (n, ones) in sorted(tally.asked.bits.items())
    )


def _pooled(
    group: str, members: list[tuple[str, int]], items: Mapping[str, PublishedTally]
) -> dict[str, AskedEstimate]:
    first = items[members[0][0]]
    open_n = first.n - first.exact_n
    if not first.asked.scales and not first.asked.bits:
        return {item: AskedEstimate(items[item].n, f"{group}.{item}") for item, _ in members}
    # Noise of its own per item, and bits that all of them share.
    noised = open_n - first.asked.drawn_n
    guesses = [
        items[item].asked.value if sign > 0 else noised - items[item].asked.value for item, sign in members
    ]
    bits = replace(first.asked, value=0, scales={}, bits=dict(_drawn(first, members[0][1])))
    m = len(guesses)
    shared = min(max(sum(guesses) / m + bits.estimate, 0.0), float(open_n))
    noise = replace(first.asked, bits={})
    variance = noise.variance / m + bits.variance
    fourth = noise.fourth_cumulant / m**3 + bits.fourth_cumulant
    return {
        item: AskedEstimate(
            first.exact_n + (shared if sign > 0 else open_n - shared), group, sign, variance, fourth
        )
        for item, sign in members
    }
