"""Locks on several doors, small tests for the strong, nothing that stands already; and what the law asks."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from questionnaire.responses import DONT_KNOW, Responses
from scoring.advising.obligations import verdicts
from scoring.obligations import Obligation
from tests.builders import a_questionnaire, a_rule, an_item, content_of
from tests.content.test_advice_across_the_table import asking, content, ids, option, told


def test_three_locks_on_one_door_do_not_fill_the_week():
    items = [option(i, measures=[f"do_{i}"], danger=d) for i, d in (("a", 8), ("b", 7.5), ("c", 7), ("d", 5))]
    doors = {"a": "mail", "b": "mail", "c": "mail", "d": "copies"}
    measures = [{"id": f"do_{i}", "answers_after": {i: "high"}, "protects": doors[i]} for i in "abcd"]
    answers = dict.fromkeys("abcd", "low")
    for share, expected in ((1, "abcd"), (0.8, "abdc"), (0.6, "adbc")):
        made = content(*items, measures=measures, same_door=share)
        assert ids(told(made, **answers).recommendations) == [f"do_{i}" for i in expected]


def test_a_box_left_empty_weighs_less_than_a_hole_that_was_told_and_none_of_these_weighs_in_full():
    boxes = [
        {"id": "files", "label": "files", "points": 2, "danger": 7, "measures": ["do_boxes"]},
        {"id": "books", "label": "books", "points": 1},
        {"id": "none", "label": "none", "points": 0, "exclusive": True},
    ]
    items = [
        option("told", measures=["do_told"], danger=6.5),
        an_item("boxes").multiple().having(options=boxes),
    ]
    measures = [
        {"id": "do_told", "answers_after": {"told": "high"}},
        {"id": "do_boxes", "answers_after": {"boxes": ("files", "books")}},
    ]
    for share, chosen, expected in (
        (1, "books", ["do_boxes", "do_told"]),
        (0.85, "books", ["do_told", "do_boxes"]),
        (0.85, "none", ["do_boxes", "do_told"]),
    ):
        made = content(*items, measures=measures, not_ticked=share)
        assert ids(told(made, told="low", boxes=(chosen,)).recommendations) == expected


def test_what_is_acute_stays_ahead_of_another_door():
    items = [
        option(i, measures=[f"do_{i}"], danger=d, acute=i != "c") for i, d in (("a", 9), ("b", 6), ("c", 8))
    ]
    measures = [
        {"id": f"do_{i}", "answers_after": {i: "high"}, "protects": "mail" if i != "c" else "copies"}
        for i in "abc"
    ]
    made = content(*items, measures=measures, same_door=0.3)
    assert ids(told(made, a="low", b="low", c="low").recommendations)[:2] == ["do_a", "do_b"]


def test_no_more_than_so_many_are_for_today_and_the_next_competes_by_its_danger():
    acute = [option(i, measures=[f"do_{i}"], danger=d, acute=True) for i, d in (("a", 9), ("b", 8), ("c", 7))]
    items = [*acute, option("d", measures=["do_d"], danger=7.5)]
    measures = [{"id": f"do_{i}", "answers_after": {i: "high"}} for i in "abcd"]
    answers = dict.fromkeys("abcd", "low")
    for most, order, today in ((None, "abcd", 3), (2, "abdc", 2), (1, "abdc", 1)):
        found = told(content(*items, measures=measures, most_acute=most), **answers).recommendations
        assert ids(found) == [f"do_{i}" for i in order]
        assert [r.acute for r in found] == [n < today for n in range(4)]


def proven(item_id, danger):
    """A small test of an item that is said to be at its best."""
    when = {"item": item_id, "answered": ("high",)}
    return {"id": f"see_{item_id}", "kind": "proof", "proves": when, "danger": danger}


def test_who_says_that_nearly_all_is_well_is_asked_to_see_it_among_the_actions():
    items = [option(i, measures=[f"do_{i}"], danger=3) for i in ("a", "b", "c")]
    measures = [{"id": f"do_{i}", "answers_after": {i: "high"}} for i in ("a", "b", "c")]
    made = content(*items, measures=[*measures, proven("a", 5), proven("b", 2)], proofs_from=60)
    strong, weak = {"a": "high", "b": "high", "c": "low"}, {"a": "high", "b": "low", "c": "low"}
    assert ids(told(made, **strong).recommendations) == ["see_a", "do_c", "see_b"]
    assert "see_a" not in ids(told(made, **weak).recommendations)


def test_finding_out_more_at_once_is_worth_more_but_never_above_what_stands_open():
    danger = {}
    for each in (0, 0.5, 2):
        made = asking(find_out={"first_from": 1, "each": each}, danger_per_weight=5)
        advice = told(made, a=DONT_KNOW, b=DONT_KNOW, c="high", d="high")
        danger[each] = next(r.danger for r in advice.recommendations if r.measure.id == "call")
    assert danger[0] < danger[0.5] < danger[2] <= 8


def test_nobody_is_told_to_do_what_stands():
    items = [option("a", measures=["do_a", "do_b"]), option("b", measures=["do_b"])]
    measures = [{"id": f"do_{i}", "answers_after": {i: "high"}} for i in ("a", "b")]
    made = content(*items, measures=measures)
    assert "do_b" in ids(told(made, a="low", b="low").recommendations)
    assert "do_b" not in ids(told(made, a="low", b="high").recommendations)


def test_the_first_verdict_that_surely_holds_is_told_and_what_is_not_known_makes_none_hold():
    large = {"id": "yes", "title": "Yes", "text": "t", "when": {"item": "size", "answered": ("large",)}}
    small = {"id": "no", "title": "No", "text": "t", "when": {"item": "size", "answered": ("small",)}}
    told_last = {"id": "depends", "title": "Depends", "text": "t"}
    law = {
        "id": "law",
        "title": "Law",
        "verdicts": (large, small, told_last),
        "link": "https://example.org/law",
        "link_title": "l",
        "source": "s",
        "reviewed": date(2026, 11, 30),
    }
    size = an_item("size").having(options=[{"id": i, "label": i} for i in ("large", "small")])
    rule = a_rule(themes={"combine": "mean"}, obligations=(law,))
    made = content_of(a_questionnaire(option("a"), profile=[size]), rule)
    for answer, expected in (("large", "yes"), ("small", "no"), (DONT_KNOW, "depends"), (None, "depends")):
        answers = {} if answer is None else {"size": answer}
        ((_, verdict),) = verdicts(made, made.score(Responses(answers)))
        assert verdict.id == expected


@pytest.mark.parametrize("broken", ["one that always holds in front", "a condition on the last"])
def test_verdicts_of_which_none_or_a_wrong_one_would_be_told_are_refused(broken):
    always, sometimes = {"id": "a", "title": "A", "text": "t"}, {"item": "size", "answered": ("large",)}
    listed = ({**always}, {**always, "id": "b"}) if "front" in broken else ({**always, "when": sometimes},)
    with pytest.raises(ValidationError):
        Obligation.model_validate(
            {
                "id": "law",
                "title": "Law",
                "verdicts": listed,
                "link": "https://example.org/law",
                "link_title": "l",
                "source": "s",
                "reviewed": date(2026, 11, 30),
            }
        )
