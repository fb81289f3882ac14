"""What one respondent adds, and that it is never more than the noise is made for."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import combinations
from math import log
from random import Random

import pytest

from data.aggregates.derivation import derived
from data.aggregates.randomised import turned_over
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
from data.privacy import exact, load_privacy
from questionnaire.respondent import offered
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, Responses
from questionnaire.simulate import simulated_business
from questionnaire.walk import ItemState, walk
from tests.data.aggregates.questionnaires import item, questionnaire, size, skipped_when

PRIVACY = load_privacy()
EVENT = {
    kind: exact(getattr(PRIVACY, f"{kind}_epsilon").value)
    for kind in ("points", "dont_know", "asked", "theme", "total")
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


def region_gives_away(content, a: dict[str, Contribution], b: dict[str, Contribution]) -> tuple[float, float]:
    """Exact epsilon of a difference in the bits of the region: of the points, and of all bits together.

    Bits are drawn apart, so the logarithms of their likelihood ratios add up; an answer that routes nothing can
    not move the one bit that several items share.
    """
    chances, nothing = turned_over(content.questionnaire, PRIVACY), Contribution(0, 0, 0)
    points = total = 0.0
    for i in chances:
        x, y = a.get(i, nothing), b.get(i, nothing)
        points += _ratio(x.points, y.points, STEPS, Fraction(chances[i].points))
        total += _ratio(x.dont_know, y.dont_know, 1, Fraction(chances[i].dont_know))
        total += _ratio(x.asked, y.asked, 1, Fraction(chances[i].asked))
    return points, points + total


def _ratio(x: int, y: int, whole: int, q: Fraction) -> float:
    one, other = (float(q + (1 - 2 * q) * Fraction(v, whole)) for v in (x, y))
    return max(abs(log(one / other)), abs(log((1 - one) / (1 - other))))


def event_gives_away(content, plan, a, b) -> tuple[Fraction, Fraction]:
    """The same of an event's sums, in epsilons of Laplace noise with their variance."""
    points = total = Fraction(0)
    nothing = Contribution(0, 0, 0)
    for i in (i for i in plan if a.get(i) != b.get(i)):
        x, y, how = a.get(i, nothing), b.get(i, nothing), plan[i]
        points += Fraction(abs(x.points - y.points), STEPS * how.scale) * EVENT["points"]
        total += abs(x.dont_know - y.dont_know) * EVENT["dont_know"]
        total += abs(x.asked - y.asked) * EVENT["asked"]
        assert how.counts_asked or x.asked == y.asked, (
            f"one answer changes whether '{i}' was asked, and no noise covers that"
        )
    tallies = room_tallies(content.questionnaire)
    quick = [
        {i: c for i, c in answers.items() if i in plan and plan[i].part == "quick"} for answers in (a, b)
    ]
    one, other = (in_the_room(content.questionnaire, given) for given in quick)
    for name, tally in tallies.items():
        moved = abs(one[name].points - other[name].points)
        assert moved <= tally.span, (
            f"one answer moves {name} by {moved}, and its noise is made for {tally.span}"
        )
        points += Fraction(moved, tally.span) * EVENT["total" if name == TOTAL else "theme"]
    return points, points + total


@pytest.mark.slow
@pytest.mark.parametrize("quick", [False, True])
def test_no_pair_of_answers_gives_away_more_than_promised(content, quick):
    """Every item of the real content, every pair of answers to it, all else known to the attacker."""
    rng, told = Random(3), derived(content.questionnaire, PRIVACY)
    plan = tally_plan(content.questionnaire, PRIVACY.pair_scale.value)
    worst = defaultdict(float)
    for _ in range(3):
        responses = simulated_business(content.questionnaire, rng, quick=quick)
        states = {i: s.state for i, s in content.score(responses, quick).items.items()}
        for item_id in (
            i for i in plan if states[i] not in (ItemState.SKIPPED, ItemState.IMPLIED, ItemState.NOT_ASKED)
        ):
            found = [(v, flat(content, v, quick)) for v in variants(content, responses, item_id)]
            for (one, a), (other, b) in combinations(found, 2):
                if a != b and one_answer_apart(content, one, other, item_id, quick):
                    region, event = region_gives_away(content, a, b), event_gives_away(content, plan, a, b)
                    for name, value in zip(("r in place", "r any", "e in place", "e any"), (*region, *event)):
                        worst[name] = max(worst[name], float(value))
    assert worst["r in place"] == pytest.approx(told.in_place.region)  # reached, and never passed
    assert worst["r any"] == pytest.approx(told.any_answer.region)
    assert (
        worst["e in place"] <= told.in_place.event + 1e-9 and worst["e any"] <= told.any_answer.event + 1e-9
    )
    assert told.in_place.both <= 2.0 and told.any_answer.both <= 2.5


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
