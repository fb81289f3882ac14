"""Randomised response: right on average, as uncertain as it says, and nothing but what the chances allow."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from statistics import NormalDist, fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import data.aggregates.randomised
from data.aggregates.derivation import derived, epsilon_at, epsilon_of, surest, usually
from data.aggregates.published import Sum, published, together
from data.aggregates.randomised import RegionSums, block_of, draw, randomised
from data.aggregates.room_tallies import FINE, TOTAL, in_the_room, room_tallies
from data.aggregates.steering import steering_rules
from data.aggregates.tallies import STEPS, Cell, contributions
from data.content.label import label
from data.figures.cell_reading import CellReading
from data.folders import ROOT
from questionnaire.simulate import simulated_business

TOTAL_CELL = Cell("municipality", "total")


def probability(value: int, whole: int, turned: Fraction) -> Fraction:
    """Of a 1, by going through every number that the randomness can give."""
    numbers = whole * turned.denominator
    found = 0
    for number in range(numbers):
        with pytest.MonkeyPatch.context() as fixed:
            fixed.setattr(data.aggregates.randomised, "randbelow", lambda _, number=number: number)
            found += draw(value, whole, turned)
    return Fraction(found, numbers)


@pytest.mark.parametrize("turned", [Fraction(31, 100), Fraction(41, 100), Fraction(1, 3)])
def test_the_chance_of_a_bit_is_exact_for_every_answer(turned):
    for value in range(STEPS + 1):
        assert probability(value, STEPS, turned) == turned + (1 - 2 * turned) * Fraction(value, STEPS)


@given(st.lists(st.integers(0, STEPS), min_size=1, max_size=30), st.integers(26, 49))
@settings(max_examples=40, deadline=None)
def test_the_estimate_is_right_on_average_whatever_the_answers_are(answers, percent):
    """Exactly: the mean number of ones, put into the estimate, gives the sum of the answers."""
    turned = Fraction(percent, 100)
    ones = sum(turned + (1 - 2 * turned) * Fraction(a, STEPS) for a in answers)
    found = Sum(0, {}, {str(turned): (len(answers), ones)}, STEPS)  # type: ignore[dict-item]
    assert found.estimate == pytest.approx(sum(answers))


def test_sums_of_both_editions_add_up_and_are_told_apart():
    first, second = Sum(100, {"20": 1}, whole=STEPS), Sum(0, {}, {"31/100": (10, 6)}, STEPS)
    both = first + second + second
    assert both.bits == {"31/100": (20, 12)} and both.scales == {"20": 1}
    assert both.estimate == pytest.approx(100 + 12 * (12 - 6.2) / 0.38)
    assert both.variance > first.variance and Sum.from_plain(both.as_plain(), STEPS) == both
    assert "bits" not in first.as_plain()  # what was kept before reads as it did


def region(site, rng, count):
    """A cell of so many businesses as it is published, and what they really have."""
    plan, chances = site.plan(TOTAL_CELL), site.chances()
    sums = {part: RegionSums(TOTAL_CELL, part, count) for part in ("quick", "rest")}
    points, asked = {}, {}
    for _ in range(count):
        responses = simulated_business(site.questionnaire, rng)
        for part, given_ in contributions(
            site.questionnaire, responses, site.content.score(responses)
        ).items():
            sums[part].add(randomised(site.questionnaire, given_, chances), plan, chances, "1.0")
            for item, c in given_.items():
                points[item] = points.get(item, 0) + c.points / STEPS
                asked[item] = asked.get(item, 0) + c.asked
    cell = together([published(block_of(s, "2026Q4")) for s in sums.values()], TOTAL_CELL)
    return CellReading(site.content, cell, site.privacy), points, asked


@pytest.mark.slow
def test_margins_hold_for_all_businesses_that_these_were_drawn_from(fresh):
    """Noise and who happened to take part, both: against the truth about a large population, not the sample."""
    rng = Random(8)
    _, points, asked = region(fresh, rng, 3_000)
    weights = {s.id: [(i.id, float(i.weight)) for i in s.items] for s in fresh.questionnaire.themes}
    truth = {i: points[i] / asked[i] for i in points}
    themes = {
        s: sum(points[i] * w for i, w in items) / sum(asked[i] * w for i, w in items)
        for s, items in weights.items()
    }
    inside, errors = {"item": [], "theme": []}, []
    for _ in range(24):
        reading, _, _ = region(fresh, rng, 300)
        for item in reading.cell.items:
            figure = reading.item(item)
            if figure.shown:
                inside["item"].append(abs(figure.pct - 100 * truth[item]) <= figure.margin)
                errors.append(abs(figure.pct - 100 * truth[item]))
        for section in fresh.questionnaire.themes:
            if (figure := reading.theme(section)).shown:
                inside["theme"].append(abs(figure.pct - 100 * themes[section.id]) <= figure.margin)
    assert len(inside["item"]) > 100 and len(inside["theme"]) > 60
    assert 0.90 <= fmean(inside["item"]) <= 0.995 and 0.90 <= fmean(inside["theme"]) <= 0.995
    assert fmean(errors) <= 7


def test_items_with_one_rule_share_one_bit_and_opposite_ones_its_complement(fresh):
    rules, rng = steering_rules(fresh.questionnaire), Random(5)
    seen = set()
    for _ in range(30):
        responses = simulated_business(fresh.questionnaire, rng)
        for part in contributions(fresh.questionnaire, responses, fresh.content.score(responses)).values():
            bits, by_rule = randomised(fresh.questionnaire, part, fresh.chances()), {}
            for item, drawn in bits.items():
                rule, sign = rules[item]
                by_rule.setdefault(rule, set()).add(drawn.asked if sign > 0 else 1 - drawn.asked)
                seen.add(sign)
            assert all(len(found) == 1 for found in by_rule.values())
    assert seen == {1, -1}


def test_a_room_moves_by_no_more_than_the_span_that_its_noise_is_made_for(content):
    tallies = room_tallies(content.questionnaire)
    assert TOTAL in tallies and len(tallies) >= 5
    assert all(t.span < FINE for t in tallies.values())  # else one answer would be a whole theme
    rng = Random(6)
    for _ in range(40):
        responses = simulated_business(content.questionnaire, rng, quick=True)
        quick = contributions(content.questionnaire, responses, content.score(responses, True))["quick"]
        before = in_the_room(content.questionnaire, quick)
        for item, c in quick.items():
            for points in (0, STEPS) if c.asked else ():
                after = in_the_room(content.questionnaire, quick | {item: c._replace(points=points)})
                assert all(abs(after[t].points - before[t].points) <= tallies[t].span for t in tallies)


def test_the_derivation_says_what_the_chances_come_to():
    assert surest(epsilon_of("31/100")) == pytest.approx(69) and surest(epsilon_of("1/2")) == pytest.approx(
        50
    )
    # Gaussian noise whose means lie one standard deviation apart, at delta 1e-5 (Balle and Wang 2018).
    assert epsilon_at(1.0, 1e-5) == pytest.approx(4.377, abs=0.01)


def test_in_so_many_cases_nobody_becomes_surer(content):
    from data.privacy import load_privacy

    told = derived(content.questionnaire, load_privacy()).in_place
    rng, sure = Random(4), []
    event = NormalDist(told.mu**2 / 2, told.mu)
    for _ in range(20_000):
        odds = told.region if rng.random() < 0.69 else -told.region
        sure.append(surest(abs(odds + event.inv_cdf(rng.random()))))
    assert sum(s <= usually(told) for s in sure) / len(sure) == pytest.approx(0.95, abs=0.01)


def test_the_label_is_what_the_code_derives(fresh):
    """When this fails: python -m data privacy-label --out docs/privacy-label.md"""
    assert (ROOT / "docs/privacy-label.md").read_text("utf-8") == label(fresh.questionnaire, fresh.privacy)
    value = fresh.privacy.turned_over.value.model_copy(update={"points": 0.4})
    other = fresh.privacy.model_copy(
        update={"turned_over": fresh.privacy.turned_over.model_copy(update={"value": value})}
    )
    assert label(fresh.questionnaire, other) != label(fresh.questionnaire, fresh.privacy)
