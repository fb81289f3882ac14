"""A room: what one answer moves, what stands in its blocks, and what twenty people see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random
from statistics import NormalDist, fmean, pvariance

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.aggregates.archive import open_archive
from data.aggregates.blocks import NoiseScales
from data.aggregates.derivation import Told, beyond, derived, epsilon_at, surest, usually
from data.aggregates.folding import fold, prepare
from data.aggregates.noise import discrete_gaussian
from data.aggregates.pending import open_pending
from data.aggregates.published import published, together
from data.aggregates.room_tallies import FINE, TOTAL, in_the_room, parts_of, room_tallies
from data.aggregates.sealing import NotSealable, read_sealed, seal
from data.aggregates.tallies import STEPS, Cell, Contribution, contributions
from data.figures.cell_reading import CellReading
from data.figures.room import load_room
from data.organisers.events import add_event, close_event
from data.privacy import load_privacy
from data.tokens import new_token
from questionnaire.simulate import simulated_business

ROOM = Cell("event", "room")


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(0.1, 9), min_size=1))
@settings(max_examples=200, deadline=None)
def test_no_question_is_more_than_half_of_its_theme(weights):
    parts = parts_of(weights, set(weights))
    assert all(0 < part <= 0.5 + 1e-12 for part in parts.values())
    assert sum(parts.values()) == pytest.approx(1 if len(weights) > 1 else 0.5)


def test_weights_under_half_count_as_they_are():
    assert parts_of({"a": 2, "b": 2, "c": 1}, {"a", "b", "c"}) == {"a": 0.4, "b": 0.4, "c": 0.2}
    assert parts_of({"a": 2, "b": 1, "c": 5}, {"a", "b"}) == {"a": 0.5, "b": 0.5}


@pytest.mark.slow
def test_no_answer_moves_a_tally_of_the_room_further_than_its_noise_is_made_for(content):
    """Every quick question at nothing and at everything, whatever the profile and the other answers are."""
    q, rng, furthest = content.questionnaire, Random(8), defaultdict(int)
    tallies = room_tallies(q)
    for _ in range(300):
        responses = simulated_business(q, rng, quick=True)
        answers = contributions(q, responses, content.score(responses, True))["quick"]
        answers = {i: c._replace(points=rng.choice((0, 12)) if c.asked else 0) for i, c in answers.items()}
        for item in (i for i, c in answers.items() if c.asked):
            ends = [in_the_room(q, answers | {item: Contribution(points, 0, 1)}) for points in (0, STEPS)]
            for name in tallies:
                moved = abs(ends[0][name].points - ends[1][name].points)
                furthest[name] = max(furthest[name], moved)
    assert all(0.75 * tally.span < furthest[name] <= tally.span for name, tally in tallies.items())


def test_a_room_is_the_mean_of_everybodys_own_share(content):
    q, rng = content.questionnaire, Random(2)
    responses = simulated_business(q, rng, quick=True)
    answers = contributions(q, responses, content.score(responses, True))["quick"]
    all_in = {i: c._replace(points=12 * c.asked, dont_know=0) for i, c in answers.items()}
    none_in = {i: c._replace(points=0) for i, c in answers.items()}
    full, empty = in_the_room(q, all_in), in_the_room(q, none_in)
    for name, tally in room_tallies(q).items():
        alone = name != TOTAL and sum(answers[i].asked for i in tally.weights if i in answers) == 1
        assert full[name].points + empty[name].points == pytest.approx(
            FINE, abs=1
        )  # halfway lies in the middle
        assert full[name].points >= (0.75 if alone else 0.85) * FINE


def test_the_two_halves_of_the_noise_have_the_variance_together_that_is_told(site):
    drawn = []
    for _ in range(300):
        block = site.new_block(ROOM, "room")
        for _ in range(10):
            block.add({TOTAL: Contribution(60, 0, 1)}, site.plan(ROOM), "1.0")
        tally = seal(block, site.privacy, site.quarter).items[TOTAL]
        drawn.append(tally.points - 600)
    told = published(seal(block, site.privacy, site.quarter)).items[TOTAL].points.variance
    assert told == float(2 * (room_tallies(site.questionnaire)[TOTAL].span / Fraction(22, 100)) ** 2)
    assert pvariance(drawn) == pytest.approx(told, rel=0.35) and abs(fmean(drawn)) < 25


def test_a_copy_of_a_half_full_room_beside_its_release_still_has_noise(site):
    """Nine of ten in the copy: the tenth does not follow from the difference."""
    differences = set()
    for _ in range(40):
        block = site.new_block(ROOM, "room")
        for _ in range(9):
            block.add({TOTAL: Contribution(60, 0, 1)}, site.plan(ROOM), "1.0")
        copied = block.items[TOTAL].points
        block.add({TOTAL: Contribution(120, 0, 1)}, site.plan(ROOM), "1.0")
        differences.add(seal(block, site.privacy, site.quarter).items[TOTAL].points - copied)
    assert len(differences) > 20 and max(differences) - min(differences) > 60


@pytest.mark.slow
def test_gaussian_noise_is_drawn_as_its_formula_says():
    variance, drawn = Fraction(50), [discrete_gaussian(Fraction(50)) for _ in range(4000)]
    assert pvariance(drawn) == pytest.approx(50, rel=0.12) and abs(fmean(drawn)) < 0.6
    within = sum(abs(x) <= 7 for x in drawn) / len(drawn)
    real = NormalDist(0, float(variance) ** 0.5)
    assert within == pytest.approx(real.cdf(7.5) - real.cdf(-7.5), abs=0.035)


def evening(site, people, rng):
    """The live figures of a room, and what those in the total really have."""
    opened, inside, done, cells, truth = {}, [], defaultdict(int), [], []
    for _ in range(people):
        responses = simulated_business(site.questionnaire, rng, quick=True)
        quick = contributions(site.questionnaire, responses, site.content.score(responses, True))["quick"]
        room = in_the_room(site.questionnaire, quick)
        inside.append(room[TOTAL].points)
        for part, adds in (("quick", quick | room), ("room", room)):
            block = opened.setdefault(part, site.new_block(ROOM, part, done[part]))
            block.add(adds, site.plan(ROOM), "1.0")
            if block.n >= block.needed:
                done[part] += block.n
                cells.append(published(seal(opened.pop(part), site.privacy, site.quarter)))
                truth += inside if part == "room" else []
                inside = [] if part == "room" else inside
    return CellReading(site.content, together(cells, ROOM), site.privacy), fmean(truth) / FINE * 100


@pytest.mark.slow
@pytest.mark.parametrize("people", [12, 15, 20, 28, 40])
def test_a_room_sees_its_total_from_ten_on_and_its_themes_from_twenty(site, people):
    rng, inside, three = Random(people), 0, 0
    for _ in range(20):
        reading, truth = evening(site, people, rng)
        total = reading.room_total()
        assert total.shown
        inside += abs(total.pct - truth) <= total.margin
        three += sum(reading.theme(s).shown for s in site.questionnaire.themes) >= 3
    assert inside >= 16  # of twenty; 95 of a hundred
    assert three >= 18 if people >= 20 else three == 0


def test_an_evening_of_twelve_has_a_total_on_the_wall_and_closes_with_it(site, content):
    event = add_event(site, "", "Avond", site.today)
    rng = Random(3)
    for _ in range(12):
        fold(
            content,
            simulated_business(content.questionnaire, rng, quick=True),
            new_token(),
            quick=True,
            event=event.id,
            site=site,
        )
    room = load_room(content, event, site.folders)
    assert room.total.shown and room.total.n == 10 and room.has_figures
    assert (room.waits.waiting, room.waits.needed, room.quick.needed) == (2, 10, 20)
    close_event(site, event)
    with open_archive(site.folders) as archive:
        assert archive.cell(event.cell).n == {"room": 10, "quick": 12}
    with open_pending(site.folders) as pending:
        assert not any(cell == event.cell for cell, _ in pending.cells())


# What existed before.


def first_edition(site, part="quick"):
    """A block as the first edition opened it: Laplace noise, no tallies of a room."""
    block = site.new_block(ROOM, part)
    return replace(
        block,
        scales=NoiseScales.of_first_rooms(),
        items={i: t for i, t in block.items.items() if not i.startswith("room.")},
    )


def before_rooms(site, event, used):
    """Makes an event one of before rooms had tallies, with so many people in its open block."""
    with open_pending(site.folders) as pending, pending.transaction():
        pending.drop(event.cell, "room")
        for part in ("quick", "rest"):
            old = replace(first_edition(site, part), cell=event.cell, needed=10)
            old.n = used if part == "quick" else 0
            pending.put(old)


def test_an_event_that_was_open_before_keeps_its_noise_and_gets_no_total_on_top(site, content, business):
    event = add_event(site, "", "Avond", site.today)
    before_rooms(site, event, used=3)
    prepare(site)
    fold(content, business(), new_token(), event=event.id, site=site)
    with open_pending(site.folders) as pending:
        block = pending.load(event.cell, "quick")
        assert block.n == 4 and block.scales.kind == "laplace" and not pending.has(event.cell, "room")
    room = load_room(content, event, site.folders)
    assert (room.waits.waiting, room.waits.needed) == (4, 10)  # and the wall waits for the questions


def test_an_event_that_nobody_was_at_becomes_one_of_now(site, content, business):
    event = add_event(site, "", "Avond", site.today)
    before_rooms(site, event, used=0)
    prepare(site)
    fold(content, business(), new_token(), event=event.id, site=site)
    with open_pending(site.folders) as pending:
        assert pending.load(event.cell, "quick").scales.kind == "gaussian"
        assert pending.load(event.cell, "room").n == 1


def test_blocks_of_before_are_read_as_they_were_and_add_up_with_those_of_now(site):
    old = first_edition(site)
    for _ in range(10):
        old.add({"mfa_email": Contribution(6, 0, 1)}, site.plan(ROOM), "1.0")
    plain = seal(old, site.privacy, site.quarter).as_plain()
    assert "kind" not in plain["scales"] and read_sealed(plain).scales == old.scales
    new = site.new_block(ROOM, "quick")
    for _ in range(20):
        new.add({"mfa_email": Contribution(6, 0, 1)}, site.plan(ROOM), "1.0")
    both = together([published(seal(b, site.privacy, site.quarter)) for b in (old, new)], ROOM)
    assert set(both.items["mfa_email"].points.scales) == {"15", f"~{12 / Fraction(67, 100)}"}
    with pytest.raises(NotSealable):
        read_sealed(plain | {"scales": plain["scales"] | {"kind": "none"}})


# The derivation.


def test_what_an_event_adds_is_no_wider_than_before_and_stays_as_sure_in_95_of_100(content):
    told = derived(content.questionnaire, load_privacy())
    assert told.in_place.event <= 0.8 and told.in_place.epsilon == pytest.approx(1.2)
    assert usually(told.in_place) <= 88 and beyond(told.in_place, 2.0) <= 0.05
    assert beyond(told.any_answer, 2.5) <= 0.02
    assert told.whole_scan.epsilon > 10 * told.in_place.epsilon  # a whole scan is another thing, and is told


@pytest.mark.parametrize("share", [0.5, 0.9, 0.95])
def test_usually_is_what_sampling_finds(share):
    """Log-odds of two Laplace noises and a Gaussian one, drawn."""
    rng, told = Random(1), Told((0.6, 0.6), 0.64)
    found = []
    for _ in range(20_000):
        loss = rng.gauss(told.mu**2 / 2, told.mu)
        for epsilon in told.region:
            x = 1 + rng.choice((-1, 1)) * rng.expovariate(epsilon)  # the truth is 1, the other answer 0
            loss += epsilon * (abs(x) - abs(x - 1))
        found.append(abs(loss))
    assert usually(told, share) == pytest.approx(surest(sorted(found)[int(share * len(found))]), abs=0.7)


def test_the_hard_bound_is_reached_and_the_soft_one_has_a_delta():
    assert usually(Told((0.6, 0.6), 0), 1.0) == pytest.approx(surest(1.2), abs=0.1)
    for mu in (0.3, 0.56, 1.0):
        e = epsilon_at(mu, 1e-5)
        normal = NormalDist()
        lost = normal.cdf(-e / mu + mu / 2) - pow(2.718281828459045, e) * normal.cdf(-e / mu - mu / 2)
        assert lost == pytest.approx(1e-5, rel=0.02)


def test_no_two_pairs_of_questions_of_a_room_share_an_answer(content):
    """What the spans count on: at most one theme moves with one answer, or the derivation counts both."""
    tallies = room_tallies(content.questionnaire)
    themes = [set(t.weights) for name, t in tallies.items() if name != TOTAL]
    assert themes and all(not a & b for a, b in combinations(themes, 2))
