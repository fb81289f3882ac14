"""The order of the advice: keys, ties, what counts as value, and how many are kept."""

import pytest

from questionnaire.responses import Responses
from scoring.advising.advice import advise
from tests.builders import a_questionnaire, a_rule, an_item, content_of


def order_of(order, *measures, top=None, answers=("low", "low", "low"), **priorities):
    """Ids in the order of the advice; measure n belongs to item n, of which `low` earns 0 and `mid` 1 of 3."""
    items = [
        an_item(f"i{n}")
        .with_options(low=0, mid=1, high=3)
        .leading_to("low", m["id"])
        .leading_to("mid", m["id"])
        for n, m in enumerate(measures)
    ]
    rule = a_rule(priorities={"order": order, **({"top": top} if top else {}), **priorities})
    content = content_of(a_questionnaire(*items), rule, *measures)
    responses = Responses({f"i{n}": answer for n, (answer, _) in enumerate(zip(answers, measures))})
    return [r.measure.id for r in advise(content, content.score(responses)).recommendations]


A, B, C = {"id": "a", "rank": 12}, {"id": "b", "rank": 3}, {"id": "c", "rank": 7}


def test_a_fixed_rank_orders_measures():
    assert order_of([{"by": "rank"}], A, B, C) == ["b", "c", "a"]


def test_a_later_key_decides_where_earlier_ones_are_equal():
    assert order_of([{"by": "earned"}, {"by": "rank"}], A, B, C, answers=("low", "mid", "low")) == [
        "c",
        "a",
        "b",
    ]


def test_ranks_under_a_bound_come_first_and_then_the_lowest_answer():
    order = [{"by": "rank_below", "bound": 9}, {"by": "earned"}, {"by": "rank"}]
    assert order_of(order, A, B, C, answers=("low", "mid", "low")) == ["c", "b", "a"]


def test_only_the_top_is_kept():
    assert order_of([{"by": "rank"}], A, B, C, top=2) == ["b", "c"]


def test_what_lifts_a_key_item_comes_before_key_measures():
    items = (
        an_item("plain").with_options(low=0, high=3).leading_to("low", "other", "guard"),
        an_item("capping").key().with_options(low=0, high=3).leading_to("low", "lifts"),
    )
    rule = a_rule(priorities={"order": [{"by": "key"}]})
    content = content_of(
        a_questionnaire(*items), rule, {"id": "other"}, {"id": "guard", "key": True}, {"id": "lifts"}
    )
    found = advise(content, content.score(Responses({"plain": "low", "capping": "low"})))
    assert [r.measure.id for r in found.recommendations] == ["lifts", "guard", "other"]


def test_what_is_equal_in_every_key_comes_in_the_order_of_the_questions_whatever_its_id():
    assert order_of([{"by": "impact"}], C, A, B) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("by", "descending", "first"),
    [
        ("effort_hours", False, "quick"),
        ("impact", True, "strong"),
        ("key", False, "key"),
        ("value", True, "quick"),
    ],
)
def test_measures_can_be_ordered_by_effort_impact_key_and_value(by, descending, first):
    quick, strong, key = (
        {"id": "quick", "effort_hours": 1},
        {"id": "strong", "effort_hours": 8, "impact": 3},
        {"id": "key", "effort_hours": 9, "key": True},
    )
    found = order_of([{"by": by, "descending": descending}], quick, strong, key, price={"hour": 1})
    assert found[0] == first


def test_the_value_is_worth_divided_by_price():
    dear, cheap = {"id": "dear", "cost": "high"}, {"id": "cheap", "cost": "free"}
    price = {"start": 1, "cost": {"free": 0, "high": 9}}
    assert order_of([{"by": "value", "descending": True}], dear, cheap, price=price) == ["cheap", "dear"]


def test_never_more_than_three_this_week():
    measures = [{"id": f"m{n}"} for n in range(5)]
    items = [an_item(f"i{n}").with_options(low=0, high=1).leading_to("low", f"m{n}") for n in range(5)]
    content = content_of(a_questionnaire(*items), a_rule(), *measures)
    advice = advise(content, content.score(Responses({f"i{n}": "low" for n in range(5)})))
    assert len(advice.week) == 3 and len(advice.recommendations) == 5
