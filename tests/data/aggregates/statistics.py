"""The little statistics that the tests need, without a library."""

from __future__ import annotations

from collections import Counter
from math import exp, lgamma, log


def chi_square_tail(statistic: float, freedom: int) -> float:
    """Probability of a chi-square statistic this large or larger: the regularised upper incomplete gamma
    function.
    """
    a, x = freedom / 2, statistic / 2
    if x <= 0:
        return 1.0
    if x < a + 1:  # the series of the lower function
        term = total = 1 / a
        n = a
        while abs(term) > abs(total) * 1e-15:
            n += 1
            term *= x / n
            total += term
        return 1 - total * exp(-x + a * log(x) - lgamma(a))
    b, c = x + 1 - a, 1e300  # the continued fraction of the upper one (Lentz)
    d = 1 / b
    h = d
    for i in range(1, 500):
        an = -i * (i - a)
        b += 2
        d = 1 / (an * d + b)
        c = b + an / c
        h *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return h * exp(-x + a * log(x) - lgamma(a))


def same_distribution_p(one: list[int], other: list[int], least: int = 20) -> float:
    """p of the hypothesis that two samples come from one distribution; rare values are taken together."""
    first, second = Counter(one), Counter(other)
    values = sorted(set(first) | set(second))
    bins, a, b = [], 0, 0
    for value in values:
        a, b = a + first[value], b + second[value]
        if a + b >= 2 * least:
            bins.append((a, b))
            a = b = 0
    if bins and (a or b):
        bins[-1] = (bins[-1][0] + a, bins[-1][1] + b)
    n, m = len(one), len(other)
    statistic = sum((x * (m / n) ** 0.5 - y * (n / m) ** 0.5) ** 2 / (x + y) for x, y in bins)
    return chi_square_tail(statistic, len(bins) - 1)


def fits_p(sample: list[int], probability, reach: int) -> float:
    """p of the hypothesis that a sample comes from `probability(value)`; beyond `reach` the tails are one bin
    each.
    """
    n, seen = len(sample), Counter(sample)
    statistic, bins = 0.0, 0
    inside = 0.0
    for value in range(-reach, reach + 1):
        expected = n * probability(value)
        inside += expected
        statistic += (seen[value] - expected) ** 2 / expected
        bins += 1
    outside = n - inside
    if outside > 5:
        statistic += (sum(c for v, c in seen.items() if abs(v) > reach) - outside) ** 2 / outside
        bins += 1
    return chi_square_tail(statistic, bins - 1)
