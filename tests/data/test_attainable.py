"""What the profile hides nobody can earn: tallies and figures divide by what this respondent could earn."""

from __future__ import annotations

import pytest

import data.aggregates.blocks
from data.aggregates.blocks import open_block
from data.aggregates.published import published, together
from data.aggregates.sealing import seal
from data.aggregates.tallies import STEPS, Cell, Contribution, cells_of, contributions, tally_plan
from data.figures.cell_reading import CellReading
from questionnaire.conditions import items_in
from questionnaire.respondent import offered
from questionnaire.responses import Responses
from questionnaire.walk import next_item, walk
from scoring.calculation.arithmetic import amount_for

CELL = Cell("municipality", "almelo")
PROFILES = [
    {"company_size": "zzp", "servers": "phone_only", "ict_by": "self", "website": "webshop_hosted"},
    {
        "company_size": "micro",
        "sector": "retail",
        "servers": "cloud_only",
        "ict_by": "acquaintance",
        "website": "webshop_own",
    },
    {
        "company_size": "small",
        "sector": "agriculture",
        "servers": "own_server",
        "ict_by": "supplier",
        "machines": "remote",
        "website": "none",
    },
    {
        "company_size": "medium",
        "sector": "health",
        "servers": "both",
        "ict_by": "mixed",
        "machines": "local",
        "customer_data": "sensitive",
    },
]


def walked(questionnaire, profile, best: bool) -> Responses:
    """The business that has everything, or nothing, of what it is offered."""
    responses = Responses()
    while (item := next_item(questionnaire, responses)) is not None:
        answers = walk(questionnaire, responses).counting
        options = offered(item, answers)
        worth = {o.id: amount_for(o.points, answers.answers) for o in options if o.points is not None}
        if item.id in questionnaire.profile_ids:
            answer = profile.get(item.id, options[0].id)
        elif item.kind == "single":
            answer = (max if best else min)(worth, key=worth.__getitem__)
        else:
            alone = [o.id for o in options if o.exclusive]
            answer = (
                tuple(o.id for o in options if not o.exclusive) if best else min(alone, key=worth.__getitem__)
            )
        several = item.kind == "multiple" and isinstance(answer, str)
        responses = responses.with_answer(item.id, (answer,) if several else answer)
    return responses


def added(content, responses) -> dict[str, Contribution]:
    parts = contributions(content.questionnaire, responses, content.score(responses))
    assert set(parts) == {"quick", "rest"}
    return {item: given for part in parts.values() for item, given in part.items()}


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile["servers"])
def test_who_has_all_that_is_offered_counts_as_twelve_of_twelve(content, profile):
    best, worst = (added(content, walked(content.questionnaire, profile, best)) for best in (True, False))
    hidden = [i for i, c in best.items() if c.asked and content.questionnaire.items[i].hides_options]
    assert len(hidden) >= 3
    assert {i: c.points for i, c in best.items() if c.asked and c.points != STEPS} == {}
    assert {c.points for c in worst.values()} <= {
        0,
        1,
        2,
    }  # for some the least answer on offer is worth a little


def test_the_same_ticks_are_worth_more_to_who_can_tick_less(content):
    two = ("two_steps", "checkout_checked")
    hosted, own = (
        added(
            content,
            walked(content.questionnaire, PROFILES[1] | {"website": shop}, True).with_answer(
                "webshop_protection", two
            ),
        )
        for shop in ("webshop_hosted", "webshop_own")
    )
    assert (hosted["webshop_protection"].points, own["webshop_protection"].points) == (STEPS, STEPS // 2)


def test_published_shares_divide_by_what_each_respondent_could_earn(content, fresh, monkeypatch):
    """Half of them see fewer answers than the other half, and all have all that they see: everything is 100
    percent.
    """
    monkeypatch.setattr(data.aggregates.blocks, "discrete_laplace", lambda scale: 0)
    plan = fresh.plan(CELL)
    blocks = {part: open_block(CELL, part, plan, fresh.privacy) for part in ("quick", "rest")}
    for profile in PROFILES:
        responses = walked(content.questionnaire, profile, True)
        for part, given in contributions(content.questionnaire, responses, content.score(responses)).items():
            for _ in range(100):
                blocks[part].add(given, plan, "2.0")
    reading = CellReading(
        content, together([published(seal(b, fresh.privacy, "2026Q4")) for b in blocks.values()], CELL)
    )
    for item in ("auto_updates", "old_systems", "webshop_protection", "network", "incident_plan"):
        assert reading.item(item).pct == pytest.approx(100), item
    assert reading.total().pct == pytest.approx(100)


def test_what_happened_to_a_business_changes_no_sum_and_no_cell(content, fresh, business):
    """Who was hit by what is asked for first help; it is not folded, and no question that counts depends on
    it.
    """
    questionnaire = content.questionnaire
    assert not {"hit_by", "hit_reported"} & tally_plan(questionnaire, 2).keys()
    assert all("hit_by" not in items_in(i.skip_if) for s in questionnaire.themes for i in s.items)
    spared = business(hit_by=("nothing",))
    for happened in [(option,) for option in questionnaire.items["hit_by"].options_by_id] + [
        ("account", "paid", "this_month")
    ]:
        hit = spared.with_answer("hit_by", happened).with_answer("hit_reported", "police")
        assert added(content, hit) == added(content, spared)
        assert cells_of(questionnaire, hit, fresh.region) == cells_of(questionnaire, spared, fresh.region)
