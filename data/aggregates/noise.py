"""Discrete Laplace and Gaussian noise, drawn exactly: integers only, from the operating system's randomness.

A sampler that works with floating-point numbers leaks through their rounding (Mironov 2012), and a seeded
generator leaks through its seed. So nothing here is a float and nothing here has a seed. Source of the
method: Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential Privacy" (2020), algorithms 1 to
3.
"""

from __future__ import annotations

from fractions import Fraction
from math import exp, isqrt
from secrets import randbelow


def discrete_laplace(scale: Fraction) -> int:
    """An integer x drawn with probability proportional to exp(-|x| / scale).

    Raises ValueError for a scale that is not positive.
    """
    if scale <= 0:
        raise ValueError(f"the scale of the noise must be positive, not {scale}")
    numerator, denominator = scale.numerator, scale.denominator
    while True:
        remainder = randbelow(numerator)
        if not _bernoulli_exp(remainder, numerator):
            continue
        wholes = 0
        while _bernoulli_exp(1, 1):
            wholes += 1
        size = (remainder + numerator * wholes) // denominator
        negative = randbelow(2) == 1
        if not (negative and size == 0):  # else zero would be drawn twice as often
            return -size if negative else size


def discrete_gaussian(variance_: Fraction) -> int:
    """An integer x drawn with probability proportional to exp(-x^2 / (2 variance_)); algorithm 3 of the same.

    Raises ValueError for a variance that is not positive.
    """
    if variance_ <= 0:
        raise ValueError(f"the variance of the noise must be positive, not {variance_}")
    t = isqrt(int(variance_)) + 1
    while True:
        drawn = discrete_laplace(Fraction(t))
        far = (abs(drawn) - variance_ / t) ** 2 / (2 * variance_)
        if _bernoulli_exp(far.numerator, far.denominator):
            return drawn


def _bernoulli_exp(numerator: int, denominator: int) -> bool:
    """True with probability exp(-numerator / denominator)."""
    while numerator > denominator:
        if not _bernoulli_exp(1, 1):
            return False
        numerator -= denominator
    k = 1
    while randbelow(denominator * k) < numerator:
        k += 1
    return k % 2 == 1


def variance(scale: Fraction) -> float:
    """Variance of discrete_laplace(scale)."""
    a = exp(-1 / scale)
    return 2 * a / (1 - a) ** 2


def fourth_cumulant(scale: Fraction) -> float:
    """Fourth cumulant of discrete_laplace(scale): how much heavier than normal its tails are."""
    a = exp(-1 / scale)
    return 2 * a * ((1 - a) ** 2 + 6 * a) / (1 - a) ** 4


CERTAINTY_PCT = 95  # how often a figure lies within its margin; 1.959964 below belongs to it


def margin_95(variance_: float, fourth_cumulant_: float) -> float:
    """Half the width of the 95 % interval of a sum of independent noises with these cumulants.

    The normal 1.96 standard deviations, widened for the heavy tails of the Laplace distribution
    (Cornish-Fisher); with 1.96 alone a single block would be right in 93.9 % of cases instead of 95 %.
    """
    if variance_ <= 0:
        return 0.0
    z = 1.959964
    excess = min(fourth_cumulant_ / variance_**2, 3.0)
    return float((z + (z**3 - 3 * z) * excess / 24) * variance_**0.5)
