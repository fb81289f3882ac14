"""What one respondent adds, and that it is never more than the noise is made for."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from data.aggregates.derivation import derived
from data.aggregates.room_tallies import TOTAL, in_the_room, room_tallies
from data.aggregates.tallies import (
    STEPS,
    Cell,
    Contribution,
    contributions,
    routing_pairs,
    skipped_as_known,
    tally_plan,
)
from data.content.coverage import check_coverage
from data.privacy import CUBES, exact, load_privacy
from questionnaire.respondent import offered
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, Responses
from questionnaire.simulate import simulated_business
from questionnaire.walk import ItemState, walk
from tests.data.aggregates.questionnaires import item, questionnaire, size, skipped_when

# What the two cubes of the region together may give away about one answer, per kind of sum.
BUDGET = {
    kind: sum(exact(getattr(getattr(load_privacy(), kind).value, c)) for c in CUBES if c != "event")
    for kind in ("points_epsilon", "dont_know_epsilon", "asked_epsilon")
}


def flat(content, responses, quick=False) -> dict[str, Contribution]:
    """What these answers add, over both parts."""
    return {
        i: c
        for part in contributions(content.questionnaire, responses, content.score(responses, quick)).values()
        for i, c in part.items()
    }


def variants(content, responses, item_id):
    """The same business with every answer to one item; a follow-up that comes onto the path in every way too."""
    asked = content.questionnaire.items[item_id]
    counting = walk(content.questionnaire, responses).counting
    options = offered(asked, counting)  # what the profile hides nobody can answer
    answers = [o.id for o in options] if asked.kind == "single" else []
    if asked.kind == "multiple":
        answers = [(o.id,) for o in options] + [tuple(o.id for o in options if not o.exclusive)]
    if asked.kind == "number":
        answers = [
            asked.number.least,
            *[b.up_to for b in asked.bands if b.up_to is not None],
            asked.number.most,
        ]
    for answer in answers + [DONT_KNOW] * asked.dont_know + [NOT_APPLICABLE] * asked.not_applicable:
        changed = responses.with_answer(item_id, answer)
        follow_ups = [t for s, t in routing_pairs(content.questionnaire) if s == item_id]
        if not follow_ups:
            yield changed
        for target in follow_ups:
            for follow in [
                *(o.id for o in offered(content.questionnaire.items[target], counting)),
                DONT_KNOW,
            ]:
                yield changed.with_answer(target, follow)


def one_answer_apart(content, one, other, item_id, quick):
    """Whether two variants differ in one answer that was really given: a follow-up that nobody saw is no
    second one.
    """
    if one.get(item_id) == other.get(item_id):
        return False
    changed = [
        t for s, t in routing_pairs(content.questionnaire) if s == item_id and one.get(t) != other.get(t)
    ]
    return all(
        ItemState.IMPLIED in {content.score(r, quick).items[t].state for r in (one, other)} for t in changed
    )


def given_away(plan, a: dict[str, Contribution], b: dict[str, Contribution]) -> tuple[Fraction, Fraction]:
    """Epsilon of a difference over the region: of the points, and of all sums together."""
    points = total = Fraction(0)
    nothing = Contribution(0, 0, 0)
    for i in (i for i in plan if a.get(i) != b.get(i)):
        x, y, how = a.get(i, nothing), b.get(i, nothing), plan[i]
        points += Fraction(abs(x.points - y.points), STEPS * how.scale) * BUDGET["points_epsilon"]
        total += (
            abs(x.dont_know - y.dont_know) * BUDGET["dont_know_epsilon"]
            + abs(x.asked - y.asked) * BUDGET["asked_epsilon"]
        )
        assert how.counts_asked or x.asked == y.asked, (
            f"one answer changes whether '{i}' was asked, and no noise covers that"
        )
    return points, points + total


def given_away_at_an_event(content, plan, a, b) -> tuple[Fraction, Fraction]:
    """Squared epsilons of a difference at an event: of the points with those of the room, and of all sums."""
    privacy, nothing = load_privacy(), Contribution(0, 0, 0)
    square = aside = Fraction(0)
    for i in (i for i in plan if a.get(i) != b.get(i)):
        x, y = a.get(i, nothing), b.get(i, nothing)
        square += (
            Fraction(abs(x.points - y.points), STEPS * plan[i].scale)
            * exact(privacy.points_epsilon.value.event)
        ) ** 2
        aside += (abs(x.dont_know - y.dont_know) * exact(privacy.dont_know_epsilon.value.event)) ** 2
        aside += (abs(x.asked - y.asked) * exact(privacy.asked_epsilon.value.event)) ** 2
    one, other = (in_the_room(content.questionnaire, quick_part(content, c)) for c in (a, b))
    for name, tally in room_tallies(content.questionnaire).items():
        moved = Fraction(abs(one[name].points - other[name].points), tally.span)
        assert moved <= 1, f"one answer moves '{name}' further than its noise is made for"
        epsilon = privacy.total_epsilon if name == TOTAL else privacy.theme_epsilon
        square += (moved * exact(epsilon.value)) ** 2
    return square, square + aside


def quick_part(content, given):
    return {i: c for i, c in given.items() if content.questionnaire.items[i].quick}


@pytest.mark.slow
@pytest.mark.parametrize("quick", [False, True])
def test_no_pair_of_answers_gives_away_more_than_promised(content, quick):
    """Every item of the real content, every pair of answers to it, all else known to the attacker."""
    rng, privacy = Random(3), load_privacy()
    plan = tally_plan(content.questionnaire, privacy.pair_scale.value)
    worst_points = worst = at_event = any_at_event = Fraction(0)
    told = derived(content.questionnaire, privacy)
    for _ in range(3):
        responses = simulated_business(content.questionnaire, rng, quick=quick)
        states = {i: s.state for i, s in content.score(responses, quick).items.items()}
        for item_id in (
            i for i in plan if states[i] not in (ItemState.SKIPPED, ItemState.IMPLIED, ItemState.NOT_ASKED)
        ):
            found = [(v, flat(content, v, quick)) for v in variants(content, responses, item_id)]
            for (one, a), (other, b) in combinations(found, 2):
                if a != b and one_answer_apart(content, one, other, item_id, quick):
                    points, total = given_away(plan, a, b)
                    worst_points, worst = max(worst_points, points), max(worst, total)
                    square, total = given_away_at_an_event(content, plan, a, b)
                    at_event, any_at_event = max(at_event, square), max(any_at_event, total)
    assert worst_points == Fraction(12, 10)  # whether something is in place
    assert worst == Fraction(15, 10)  # in place against don't know
    assert told.in_place.epsilon == pytest.approx(1.2) and told.any_answer.epsilon == pytest.approx(1.5)
    assert 0.9 * told.in_place.square < at_event <= told.in_place.square + 1e-9 <= 0.64
    assert 0.9 * told.any_answer.square < any_at_event <= told.any_answer.square + 1e-9


def test_points_go_in_whole_twelfths_and_never_beyond_one_item(content):
    rng = Random(5)
    for _ in range(60):
        for c in flat(content, simulated_business(content.questionnaire, rng)).values():
            assert 0 <= c.points <= STEPS and c.dont_know in (0, 1) and c.asked in (0, 1)
            assert not (c.dont_know and c.points) and (c.asked or not (c.points or c.dont_know))


def test_each_item_is_in_one_part_and_the_parts_make_the_whole(content, business):
    responses = business()
    parts = contributions(content.questionnaire, responses, content.score(responses))
    assert set(parts) == {"quick", "rest"} and not parts["quick"].keys() & parts["rest"].keys()
    assert parts["quick"].keys() | parts["rest"].keys() == tally_plan(content.questionnaire, 2).keys()


def test_a_quick_scan_adds_the_quick_part_only(content, business):
    responses = business(quick=True)
    assert set(contributions(content.questionnaire, responses, content.score(responses, True))) == {"quick"}


def test_a_part_that_is_not_complete_adds_nothing(content, business):
    responses = business().without("password_manager")
    assert set(contributions(content.questionnaire, responses, content.score(responses))) == {"quick"}
    responses = responses.without("mfa_email")
    assert contributions(content.questionnaire, responses, content.score(responses)) == {}


def test_never_a_backup_counts_its_test_as_not_in_place(content, business):
    for never in (
        {"servers": "own_server", "backup_frequency": "never"},
        {"servers": "cloud_only", "cloud_copy": "never"},
    ):
        assert flat(content, business(**never))["backup_restore_test"] == Contribution(0, 0, 1)


def test_what_the_profile_skips_was_not_asked(content, business):
    found = flat(content, business(company_size="zzp"))
    assert found["payment_approval"] == Contribution(0, 0, 0)
    assert found["stand_in"].asked == 1


def test_not_applicable_was_not_asked_and_dont_know_is_no_points(content, business):
    found = flat(content, business(order_check=NOT_APPLICABLE, mfa_email=DONT_KNOW))
    assert found["order_check"] == Contribution(0, 0, 0)
    assert found["mfa_email"] == Contribution(0, 1, 1)


def test_a_size_class_that_is_known_needs_no_noise_on_who_was_asked(content):
    whole, one_man, micro = (
        tally_plan(content.questionnaire, 2, c)
        for c in (None, Cell("sector_size", "trade.zzp"), Cell("sector_size", "trade.micro"))
    )
    assert whole["stand_in"].counts_asked and not one_man["stand_in"].counts_asked
    assert "stand_in" not in micro and "payment_approval" not in one_man


def test_a_rule_on_profile_and_answer_together_counts_what_the_profile_alone_decides():
    both = {
        "skip_if": {
            "any": ({"item": "company_size", "answered": ("zzp",)}, {"item": "first", "answered": ("no",)})
        }
    }
    tiny = questionnaire(item("first"), item("second", **both))
    rule = tiny.items["second"].skip_if
    assert (
        skipped_as_known(tiny.profile_ids, rule, Responses({"company_size": "zzp", "first": "yes"})) is True
    )
    assert (
        skipped_as_known(tiny.profile_ids, rule, Responses({"company_size": "micro", "first": "no"})) is None
    )
    plan = tally_plan(tiny, 2)
    assert (
        plan["first"].scale == plan["second"].scale == 2
        and plan["second"].counts_asked
        and not plan["first"].counts_asked
    )


def codes(*items, **more) -> list[str]:
    return [m.code for m in check_coverage(questionnaire(*items, **more))]


def test_the_real_content_is_covered(content):
    assert check_coverage(content.questionnaire, rule=content.rule) == []


def test_an_answer_that_skips_two_items_is_refused():
    after = skipped_when("first", "no")
    assert codes(item("first"), item("second", **after)) == []
    assert codes(item("first"), item("second", **after), item("third", **after)) == ["aggregates_routing"]


def test_a_chain_of_skips_is_refused():
    assert codes(
        item("first"),
        item("second", **skipped_when("first", "no")),
        item("third", **skipped_when("second", "no")),
    ) == ["aggregates_routing"]


def test_points_that_depend_on_another_answer_are_refused():
    def points(on: str) -> tuple:
        return (
            {"id": "no", "label": "n", "points": 0.0},
            {
                "id": "yes",
                "label": "y",
                "points": {
                    "cases": ({"when": {"item": on, "answered": ("no",)}, "amount": 1.0},),
                    "otherwise": 3.0,
                },
            },
        )

    assert codes(item("first"), item("second", options=points("first"))) == ["aggregates_points"]
    assert codes(item("first"), item("second", options=points("company_size"))) == []


def test_a_cell_item_outside_the_quick_profile_is_refused():
    assert codes(item("first"), profile=(size(quick=False),)) == ["aggregates_cell"]


def test_a_profile_that_depends_on_an_answer_is_refused():
    tiny = questionnaire(item("first")).model_dump(by_alias=True, exclude_none=True)
    tiny["sections"] = (tiny["sections"][1], tiny["sections"][0])
    tiny["sections"][1]["items"][0]["skip_if"] = {"item": "first", "answered": ("no",)}
    found = check_coverage(type(questionnaire(item("first"))).model_validate(tiny))
    assert [m.code for m in found] == ["aggregates_routing"]
