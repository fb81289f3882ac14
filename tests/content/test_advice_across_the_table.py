"""Advice as an expert gives it: what cannot wait first, ask before doing, one end is one action, and only
what fits.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from questionnaire.respondent import for_respondent
from questionnaire.responses import DONT_KNOW, Responses
from questionnaire.roles import Roles, SizeRole
from questionnaire.walk import ItemState, walk
from scoring.advising.advice import advise, with_plan
from scoring.advising.effort import effort, people
from scoring.barriers import BarrierState
from scoring.content import Content
from scoring.models import Measure, Threats
from tests.builders import a_questionnaire, a_rule, an_item, content_of, tuples

ORDER = [
    {"by": "acute"},
    {"by": "danger", "descending": True},
    {"by": "missing_key"},
    {"by": "value", "descending": True},
]


def option(item_id, **keys):
    """Keys of the option `low` of an item with low (0), middle (1) and high (3)."""
    options = [
        {"id": "low", "label": "low", "points": 0, **keys},
        {"id": "middle", "label": "m", "points": 1},
        {"id": "high", "label": "high", "points": 3},
    ]
    return an_item(item_id).having(options=options)


def content(*items, measures=(), threats=(), profile=(), unseen=(), **priorities) -> Content:
    """A scan of these items in one theme; `unseen`: options that say somebody else does it and nobody looked."""
    for item in items:
        item.having(options=[{**o, "unseen": o["id"] in unseen} for o in item.raw["options"]])
    rule = a_rule(themes={"combine": "mean"}, priorities={"order": ORDER, **priorities})
    made = content_of(
        a_questionnaire(*items, profile=profile), rule, *({"title": m["id"], **m} for m in measures)
    )
    found = Threats.model_validate(tuples({"threats": list(threats)})) if threats else None
    return Content(made.questionnaire, made.rule, made.measures, found)


def a_threat(threat_id, *barriers, **keys):
    """A type of crime; barriers as (id, stands_when)."""
    listed = [
        {"id": b, "title": b, "step": "enter", "measures": ["m"], "stands_when": when, **more}
        for b, when, more in ((*b, {})[:3] for b in barriers)
    ]
    return {
        "id": threat_id,
        "title": threat_id,
        "family": "cybercrime",
        "story": "s",
        "steps": {},
        "barriers": listed,
        **keys,
    }


def told(content_, **answers):
    return advise(content_, content_.score(Responses(answers)))


def ids(recommendations):
    return [r.measure.id for r in recommendations]


def states(content_, quick=False, **answers):
    found = content_.resilience(content_.score(Responses(answers), quick))
    return {b.barrier.id: b.state for t in found for b in t.barriers}


def test_what_cannot_wait_comes_before_what_weighs_more():
    made = content(
        option("heavy", measures=["big"]).weighing(9),
        option("door", measures=["shut"], acute=True, danger=1),
        measures=[
            {"id": "big", "answers_after": {"heavy": "high"}},
            {"id": "shut", "answers_after": {"door": "high"}},
        ],
    )
    advice = told(made, heavy="low", door="low")
    assert ids(advice.recommendations) == ["shut", "big"]
    assert [r.acute for r in advice.recommendations] == [True, False]


def test_danger_may_depend_on_another_answer_and_counts_half_for_a_further_measure():
    danger = {"cases": [{"when": {"item": "machines", "answered": ["low"]}, "amount": 8}], "otherwise": 2}
    made = content(
        option("machines"),
        option("door", measures=["shut", "watch"], danger=danger),
        measures=[
            {"id": "shut", "answers_after": {"door": "high"}},
            {"id": "watch", "answers_after": {"door": "middle"}},
        ],
    )
    assert {r.measure.id: r.danger for r in told(made, machines="low", door="low").recommendations} == {
        "shut": 8,
        "watch": 4,
    }
    assert {r.measure.id: r.danger for r in told(made, machines="high", door="low").recommendations} == {
        "shut": 2,
        "watch": 1,
    }


def test_an_answer_that_says_nothing_is_as_dangerous_as_the_points_that_lack():
    made = content(
        option("a", measures=["m"]).weighing(2),
        measures=[{"id": "m", "answers_after": {"a": "high"}}],
        danger_per_weight=3,
    )
    assert told(made, a="low").recommendations[0].danger == 6


def asking(**keys):
    """Two items that a supplier knows about, two for inside, and a measure for each."""
    items = [option(i, measures=[f"do_{i}"]).having(supplier_question=f"S {i}") for i in ("a", "b")]
    items += [
        option(i, measures=[f"do_{i}"]).having(asks="inside", inside_question=f"I {i}") for i in ("c", "d")
    ]
    measures = [{"id": f"do_{i}", "answers_after": {i: "high"}} for i in "abcd"]
    measures += [
        {"id": "call", "kind": "find_out", "settles": "supplier"},
        {"id": "ask", "kind": "find_out", "settles": "inside"},
    ]
    return content(*items, measures=measures, **keys)


def test_who_knows_little_first_finds_out_and_is_not_told_to_switch_on_what_may_be_on():
    advice = told(asking(), a=DONT_KNOW, b=DONT_KNOW, c=DONT_KNOW, d="low")
    assert sorted(ids(advice.recommendations)) == ["ask", "call", "do_d"]  # nothing that may be on already
    dangers = [r.danger for r in advice.recommendations]
    assert dangers == sorted(dangers, reverse=True)  # what is known to be wrong stands at its own danger
    assert {r.measure.id: r.makes_known for r in advice.recommendations} == {"call": 2, "ask": 1, "do_d": 0}
    assert [q.text for q in advice.supplier_questions] == ["S a", "S b"]
    assert [q.text for q in advice.inside_questions] == ["I c"]
    call = next(r for r in advice.recommendations if r.measure.id == "call")
    assert call.gain_pct == 0 and call.could_become == pytest.approx((0, 50))


def test_who_knows_most_finds_out_between_the_rest():
    advice = told(asking(), a=DONT_KNOW, b="low", c="low", d="low")
    assert ids(advice.recommendations)[0] != "call" and "call" in ids(advice.recommendations)


def test_an_agreement_that_one_can_always_make_stays_an_action_when_nothing_is_known():
    made = content(
        option("a", measures=["agree", "other"]).having(supplier_question="S"),
        measures=[
            {"id": "agree", "answers_after": {"a": "high"}, "when_unknown": "do"},
            {"id": "other", "answers_after": {"a": "middle"}},
        ],
    )
    assert ids(told(made, a=DONT_KNOW).recommendations) == ["agree"]


def test_a_measure_stays_an_action_when_there_is_nothing_to_ask():
    made = content(option("a", measures=["m"]), measures=[{"id": "m", "answers_after": {"a": "high"}}])
    assert ids(told(made, a=DONT_KNOW).recommendations) == ["m"]


def test_one_end_is_one_action_and_what_was_urgent_about_the_other_stays_urgent():
    made = content(
        option("a", measures=["plan"]),
        option("b", measures=["list"], acute=True, danger=9),
        measures=[
            {"id": "plan", "answers_after": {"a": "high"}, "covers": ["list"]},
            {"id": "list", "answers_after": {"b": "high"}},
        ],
    )
    (only,) = told(made, a="low", b="low").recommendations
    assert (only.measure.id, only.item_ids, only.danger, only.acute) == ("plan", ("a", "b"), 9, True)
    assert ids(told(made, a="high", b="low").recommendations) == ["list"]


def test_done_and_answered_again_opens_a_question_that_still_counts_as_nothing():
    made = content(
        option("backup", measures=["make"]),
        option("tested", measures=["test"]).skipped_if({"item": "backup", "answered": ["low"]}),
        measures=[
            {"id": "make", "answers_after": {"backup": "high"}},
            {"id": "test", "answers_after": {"tested": "high"}},
        ],
    )
    score = made.score(Responses({"backup": "low"}))
    assert score.items["tested"].state is ItemState.IMPLIED
    first = advise(made, score).recommendations[0]
    assert first.measure.id == "make" and first.gain_pct == pytest.approx(50)
    done = with_plan(made, score, ["make"])
    assert done.score_pct == pytest.approx(50) and done.complete and done.counting.get("tested") == "low"
    assert with_plan(made, score, ["test", "make"]).score_pct == pytest.approx(100)


def test_a_tick_comes_besides_what_is_ticked_and_takes_the_place_of_none():
    item = an_item("mfa").multiple().with_options(mail=1, bank=1, none=0).exclusive("none")
    item = item.leading_to("mail", "m").leading_to("none", "m")
    made = content(item, measures=[{"id": "m", "answers_after": {"mfa": ["mail"]}}])
    for before, after in ((("bank",), ("mail", "bank")), (("none",), ("mail",))):
        assert with_plan(made, made.score(Responses({"mfa": before})), ["m"]).counting.get("mfa") == after


def test_a_barrier_stands_only_when_the_answers_surely_say_so():
    both = {"all": [{"item": "a", "answered": ["high"]}, {"item": "b", "answered": ["high"]}]}
    either = {"any": [{"item": "a", "answered": ["high"]}, {"item": "b", "answered": ["high"]}]}
    made = content(
        option("a").quick(),
        option("b").not_applicable(),
        threats=[a_threat("t", ("both", both), ("either", either))],
        unseen=["middle"],
    )
    s = BarrierState
    assert states(made, a="high", b="high") == {"both": s.STANDING, "either": s.STANDING}
    assert states(made, a="high", b="low") == {"both": s.MISSING, "either": s.STANDING}
    assert states(made, a=DONT_KNOW, b="low") == {"both": s.MISSING, "either": s.UNKNOWN}
    assert states(made, a="middle", b="high") == {"both": s.UNKNOWN, "either": s.STANDING}
    assert states(made, a=DONT_KNOW) == {"both": s.UNKNOWN, "either": s.UNKNOWN}
    assert states(made, a="high", b="not_applicable") == {"both": s.STANDING, "either": s.STANDING}
    assert states(made, quick=True, a="low") == {"both": s.MISSING, "either": s.NOT_ASKED}


def test_what_another_answer_rules_out_never_proves_a_barrier_not_even_by_a_not():
    when = {"all": [{"item": "a", "answered": ["low", "high"]}, {"not": {"item": "b", "answered": ["low"]}}]}
    skipped = option("b").skipped_if({"item": "a", "answered": ["low"]})
    made = content(option("a"), skipped, threats=[a_threat("t", ("x", when))])
    assert states(made, a="low")["x"] is BarrierState.MISSING
    assert states(made, a="high", b="high")["x"] is BarrierState.STANDING


def test_a_crime_that_cannot_happen_here_is_not_shown_and_one_that_may_is():
    shop = an_item("shop").with_options(no=None, yes=None)
    threat = a_threat(
        "shop_fraud",
        ("x", {"item": "a", "answered": ["high"]}),
        relevant_if={"item": "shop", "answered": ["yes"]},
    )
    made = content(option("a"), profile=[shop], threats=[threat])
    assert states(made, shop="no", a="high") == {}
    assert states(made, shop="yes", a="high") == {"x": BarrierState.STANDING}
    assert states(made, shop=DONT_KNOW, a="high") == states(made, a="high") == {"x": BarrierState.STANDING}


def test_a_barrier_against_two_crimes_counts_each_crime_once():
    when = {"item": "a", "answered": ["high"]}
    made = content(
        option("a", measures=["m"]),
        measures=[{"id": "m", "answers_after": {"a": "high"}}],
        threats=[a_threat("one", ("x", when), ("y", when)), a_threat("two", ("z", when))],
        worth={"score": 0, "crime": 1},
    )
    (only,) = told(made, a="low").recommendations
    assert (only.barriers_gained, only.crimes_gained) == (3, 2)
    assert only.value == pytest.approx(2 / made.rule.priorities.price.start)


def test_an_option_that_is_not_shown_is_not_offered_and_does_not_hold_the_best_out_of_reach():
    size = an_item("size").with_options(alone=None, team=None)
    options = [
        {"id": "no", "label": "no", "points": 0},
        {"id": "yes", "label": "yes", "points": 2},
        {"id": "all", "label": "all", "points": 4, "shown_if": {"item": "size", "answered": ["team"]}},
    ]
    made = content(an_item("a").having(options=options), profile=[size])
    item = made.questionnaire.items["a"]
    assert [o.id for o in for_respondent(item, Responses({"size": "alone"})).options] == ["no", "yes"]
    assert for_respondent(item, Responses({"size": "team"})).options_by_id.keys() == {"no", "yes", "all"}
    assert (
        walk(made.questionnaire, Responses({"size": "alone", "a": "all"})).states["a"] is ItemState.UNANSWERED
    )
    assert made.score(Responses({"size": "alone", "a": "yes"})).score_pct == 100
    assert made.score(Responses({"size": "team", "a": "yes"})).score_pct == 50


def test_texts_follow_the_business():
    alone = {"item": "size", "answered": ["alone"]}
    item = option("a", measures=["m"]).having(variants=[{"when": alone, "question": "Just you?"}])
    measure = {
        "id": "m",
        "title": "Train your team",
        "variants": [{"when": alone, "title": "Practise"}],
        "answers_after": {"a": "high"},
        "how": [
            "Start.",
            {"text": "Ask a colleague.", "when": {"not": alone}},
            {"text": "Open it.", "link": "https://x.example/"},
        ],
    }
    made = content(item, measures=[measure], profile=[an_item("size").with_options(alone=None, team=None)])
    assert for_respondent(made.questionnaire.items["a"], Responses({"size": "alone"})).question == "Just you?"
    assert for_respondent(made.questionnaire.items["a"], Responses({"size": "team"})).question == "a?"
    (only,) = told(made, size="alone", a="low").recommendations
    assert only.measure.title == "Practise" and only.steps == ("Start.", "Open it.")
    assert only.written == ("Start.", "Open it. (https://x.example/)")
    assert told(made, size="team", a="low").recommendations[0].steps[1] == "Ask a colleague."


def test_hours_and_euro_are_those_of_this_business_and_free_means_that_nobody_pays():
    made = content(option("a"), price={"supplier_hour": [80, 120]})
    measure = Measure.model_validate(
        tuples(
            {
                "id": "m",
                "title": "m",
                "done_by": "supplier",
                "hours": {"once": 1, "per_person": 0.5, "recurring": 0.5, "per": "month", "supplier": 2},
                "euro": {"once": [0, 50], "per_year": [10, 20], "per_person": True},
            }
        )
    )
    found = effort(made, measure, staff=4, outsourced=True)
    assert (found.hours, found.supplier_hours, found.hours_per_year) == (3, 2, 6)
    assert (found.euro_once, found.euro_per_year, found.free) == ((160, 440), (40, 80), False)
    alone = effort(made, measure, staff=1, outsourced=False)
    assert (alone.hours, alone.supplier_hours, alone.euro_once) == (3.5, 0, (0, 50))
    owned = Measure.model_validate(tuples({"id": "m", "title": "m", "hours": {"once": 1}, "euro": {}}))
    assert effort(made, owned, 5, True).free
    sized = content(option("a"), profile=(an_item("size").with_options(micro=None, small=None),))
    size = SizeRole(item="size", people={"small": 20, "micro": 5})
    sized = replace(sized, questionnaire=sized.questionnaire.model_copy(update={"roles": Roles(size=size)}))
    assert people(sized, {"size": "small", "a": "micro"}) == 20
    assert people(sized, {"size": DONT_KNOW}) == people(sized, {}) == people(made, {"size": "small"}) == 1


def test_the_plan_has_three_this_week_then_five_and_the_rest_later():
    items = [option(f"i{n}", measures=[f"m{n}"]) for n in range(10)]
    made = content(
        *items,
        measures=[
            {"id": f"m{n}", "answers_after": {f"i{n}": "high"}, "hours": {"once": 2}} for n in range(10)
        ],
    )
    advice = told(made, **{f"i{n}": "low" for n in range(10)})
    assert (len(advice.week), len(advice.soon), len(advice.later)) == (3, 5, 2)
    assert advice.hours == 16


def test_the_range_of_a_score_runs_from_nothing_to_the_best_of_what_is_not_known():
    made = content(option("a"), option("b"), option("c"), option("d"), unseen=["middle"])
    score = made.score(Responses({"a": "high", "b": DONT_KNOW, "c": "middle", "d": "low"}))
    assert score.score_pct == pytest.approx(100 * (1 + 1 / 3) / 4)
    assert score.range_pct == pytest.approx((25, 75))
