"""A difference is told only where it holds: after the noise, and had other businesses happened to take part."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from random import Random
from statistics import fmean, pstdev

import pytest

from data.aggregates.blocks import open_block
from data.aggregates.participation import TakenPart
from data.aggregates.published import PublishedCell, published, together
from data.aggregates.sealing import seal
from data.aggregates.tallies import PARTS, Cell, contributions, tally_plan
from data.figures.cell_reading import CellReading
from data.figures.certainty import Sampled, of_item, of_theme, of_total
from data.figures.waiting import at_most_until_new, blocks_of, in_steps, needed_for
from data.privacy import load_privacy
from questionnaire.simulate import simulated_business
from scoring.content import Content
from scoring.loading import load_content

ROUNDS, BUSINESSES = 40, 60


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content()


def _cell(content: Content, rng: Random, place: str) -> PublishedCell:
    """A place of businesses that are alike everywhere, in one block per part."""
    privacy, cell = load_privacy(), Cell("municipality", place)
    plan = tally_plan(content.questionnaire, privacy.pair_scale.value, cell)
    blocks = {part: open_block(cell, part, plan, privacy) for part in PARTS}
    for _ in range(BUSINESSES):
        answers = simulated_business(content.questionnaire, rng, {"municipality": place})
        for part, given in contributions(
            content.questionnaire, answers, content.score(answers, False)
        ).items():
            blocks[part].add(given, plan, "1")
    return together((published(seal(b, privacy, "2026Q4")) for b in blocks.values()), cell)


@pytest.fixture(scope="module")
def alike(content: Content) -> list[CellReading]:
    rng = Random(11)
    return [CellReading(content, _cell(content, rng, "almelo")) for _ in range(ROUNDS)]


def _figures(content: Content, alike: list[CellReading]) -> Iterator[tuple[str, list[Sampled]]]:
    for section in content.questionnaire.themes:
        yield section.id, [f for r in alike if (f := of_theme(r, section)) is not None]
    for item in content.questionnaire.items:
        yield item, [f for r in alike if (f := of_item(r, item)) is not None]
    yield "total", [f for r in alike if (f := of_total(r)) is not None]


def test_the_margin_with_sampling_holds_what_other_businesses_would_have_given(
    content: Content, alike: list[CellReading]
) -> None:
    """Places made alike: their figures spread as noise and sampling make them, and that is within the margins."""
    tried = inside = 0
    for name, found in _figures(content, alike):
        if len(found) < ROUNDS // 2:
            continue
        middle, spread = fmean(f.pct for f in found), pstdev(f.pct for f in found)
        assert spread <= 1.25 * fmean(f.margin for f in found) / 1.96, name
        tried += len(found)
        inside += sum(abs(f.pct - middle) <= f.margin for f in found)
    assert tried > 300 and inside / tried >= 0.95


def test_places_that_are_alike_are_not_told_to_differ(content: Content, alike: list[CellReading]) -> None:
    wrong = tried = by_noise_alone = 0
    for section in content.questionnaire.themes:
        found = [f for r in alike if (f := of_theme(r, section)) is not None]
        for one, other in zip(found[::2], found[1::2]):
            tried += 1
            wrong += one.differs_from(other, len(content.questionnaire.themes) * 14)
            by_noise_alone += abs(one.pct - other.pct) > sqrt(one.noise**2 + other.noise**2)
    assert tried >= 30 and wrong == 0
    assert by_noise_alone > 0  # what the noise alone would have told to differ


def test_a_difference_that_is_there_is_told() -> None:
    low, high = Sampled(30, 4, 6, 300), Sampled(52, 4, 6, 300)
    assert low.differs_from(high) and high.differs_from(low, comparisons=70)
    near = Sampled(39, 4, 6, 300)
    assert low.differs_from(near) and not low.differs_from(near, comparisons=70)


def test_the_margin_is_never_under_that_of_the_noise(content: Content, alike: list[CellReading]) -> None:
    for section in content.questionnaire.themes:
        figure = of_theme(alike[0], section)
        shown = alike[0].theme(section)
        assert (figure is None) == (not shown.shown)
        if figure is not None:
            assert figure.pct == shown.pct and figure.noise == shown.margin and figure.margin > figure.noise


def test_who_took_part_is_told_in_steps() -> None:
    assert in_steps(TakenPart(0, 9, 15)) is None
    assert {in_steps(TakenPart(0, n, 15)) for n in range(10, 15)} == {10}
    assert in_steps(TakenPart(33, 1, 15)) == 33  # what is published is public to the last one


def test_what_is_still_needed_follows_from_the_step_alone() -> None:
    for published_n in (0, 15, 33):
        told: dict[int | None, set[int | None]] = {}
        for waiting in range(15):
            taken = TakenPart(published_n, waiting, 15)
            told.setdefault(in_steps(taken), set()).add(at_most_until_new(taken))
            assert (at_most_until_new(taken) or 0) >= taken.until_next_block
        assert all(len(still) == 1 for still in told.values())
    assert at_most_until_new(TakenPart()) is None


def test_blocks_and_needs_follow_the_parameters() -> None:
    privacy = load_privacy()
    assert [blocks_of(n, privacy) for n in (0, 15, 60, 75)] == [0, 1, 4, 5]
    assert needed_for(5, 300, 17, 0, privacy) >= privacy.smallest_block.value.municipality
    assert needed_for(50, 300, 17, 0, privacy) > needed_for(5, 300, 17, 0, privacy)
