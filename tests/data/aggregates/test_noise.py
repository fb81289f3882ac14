"""The noise: exactly the distribution it says it is, from randomness that nobody can repeat."""

from __future__ import annotations

import ast
import random
from fractions import Fraction
from math import exp
from pathlib import Path

import opendp.prelude as dp
import pytest

import data.aggregates.noise
from data.aggregates.blocks import NoiseScales
from data.aggregates.noise import discrete_laplace, fourth_cumulant, margin_95, variance
from data.aggregates.tallies import DROP_OFF, Cell
from data.privacy import load_privacy
from tests.data.aggregates.statistics import chi_square_tail, fits_p, same_distribution_p

DRAWS = 100_000
SCALES = [Fraction(20), Fraction(20, 3)]


def opendp_draws(scale: Fraction, count: int) -> list[int]:
    dp.enable_features("contrib")
    space = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)
    return dp.m.make_laplace(*space, scale=float(scale))([0] * count)


def mass(scale: Fraction):
    a = exp(-1 / scale)
    return lambda x: (1 - a) / (1 + a) * a ** abs(x)


@pytest.fixture(scope="module", params=SCALES, ids=str)
def drawn(request) -> tuple[Fraction, list[int]]:
    return request.param, [discrete_laplace(request.param) for _ in range(DRAWS)]


@pytest.mark.slow
def test_the_sampler_agrees_with_that_of_opendp(drawn):
    scale, sample = drawn
    assert same_distribution_p(sample, opendp_draws(scale, DRAWS)) >= 1e-6


def test_the_sampler_agrees_with_the_formula(drawn):
    scale, sample = drawn
    assert fits_p(sample, mass(scale), int(4 * scale)) >= 1e-6


@pytest.mark.slow
def test_the_comparison_notices_a_sampler_that_is_slightly_off(drawn):
    scale, sample = drawn
    # A tenth too narrow: p is far below the bound (5 % would sit on it, and fail one run in a few).
    too_narrow = [discrete_laplace(scale * Fraction(9, 10)) for _ in range(DRAWS)]
    assert same_distribution_p(too_narrow, opendp_draws(scale, DRAWS)) < 1e-6
    assert fits_p(too_narrow, mass(scale), int(4 * scale)) < 1e-6
    zero_twice = sample + [0] * sample.count(0)  # what forgetting to reject minus zero would give
    assert fits_p(zero_twice, mass(scale), int(4 * scale)) < 1e-6


def test_chi_square_tails_are_those_of_the_tables():
    assert chi_square_tail(3.841, 1) == pytest.approx(0.05, abs=1e-4)
    assert chi_square_tail(124.342, 100) == pytest.approx(0.05, abs=1e-4)
    assert chi_square_tail(0.5, 5) == pytest.approx(0.9921, abs=1e-4)


def test_variance_and_tails_are_as_computed(drawn):
    scale, sample = drawn
    assert sum(x * x for x in sample) / DRAWS == pytest.approx(variance(scale), rel=0.05)
    assert sum(x**4 for x in sample) / DRAWS - 3 * variance(scale) ** 2 == pytest.approx(
        fourth_cumulant(scale), rel=0.3
    )


@pytest.mark.slow
@pytest.mark.parametrize("blocks", [1, 2, 4])
def test_a_95_percent_margin_holds_in_95_percent_of_cases(drawn, blocks):
    scale, sample = drawn
    sums = [sum(sample[i : i + blocks]) for i in range(0, DRAWS - blocks, blocks)]
    margin = margin_95(blocks * variance(scale), blocks * fourth_cumulant(scale))
    assert sum(abs(s) <= margin for s in sums) / len(sums) == pytest.approx(0.95, abs=0.01)


def test_a_seed_anywhere_does_not_repeat_the_noise():
    draws = []
    for _ in range(2):
        random.seed(1)
        draws.append([discrete_laplace(Fraction(20)) for _ in range(40)])
    assert draws[0] != draws[1]


def test_the_noise_knows_no_floating_point_and_no_other_randomness():
    tree = ast.parse(Path(data.aggregates.noise.__file__).read_text(encoding="utf-8"))
    sampler = [
        f
        for f in tree.body
        if isinstance(f, ast.FunctionDef) and f.name in ("discrete_laplace", "_bernoulli_exp")
    ]
    assert len(sampler) == 2
    for node in (n for f in sampler for n in ast.walk(f)):
        assert not isinstance(node, ast.Div)
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id in ("exp", "log", "random", "float"))
    modules = {
        a.name
        for n in ast.walk(tree)
        if isinstance(n, ast.ImportFrom)
        for a in n.names
        if n.module in ("random", "secrets", "numpy")
    }
    assert modules == {"randbelow"}


def test_a_scale_that_hides_nothing_is_refused():
    with pytest.raises(ValueError):
        discrete_laplace(Fraction(0))


def test_each_cube_has_the_scale_its_budget_gives():
    privacy = load_privacy()
    assert NoiseScales.of(privacy, Cell("municipality", "x")).points == Fraction(12) / Fraction(6, 10)
    event = NoiseScales.of(privacy, Cell("event", "x"))
    assert (event.points, event.kind) == (Fraction(12) / Fraction(67, 100), "gaussian")
    assert NoiseScales.of(privacy, Cell("sector_size", "x")).asked == 1 / Fraction(15, 100)
    assert NoiseScales.of(privacy, DROP_OFF).points == 12 * 2 / Fraction(3, 10)
