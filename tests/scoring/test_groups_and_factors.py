"""Groups between items and themes, ladders of groups, and factors under a condition."""

import pytest

from tests.builders import a_questionnaire, a_rule, an_item, scored, yes_no

POINTS = {"combine": "sum", "of": "points"}


def of_five(item_id):
    return an_item(item_id).with_options(**{f"m{n}": n for n in range(1, 6)})


def test_a_group_counts_once_in_its_theme_however_many_items_it_has():
    questionnaire = a_questionnaire(yes_no("a"), yes_no("b"), yes_no("c"))
    rule = a_rule(groups=[{"id": "ab", "members": ["a", "b"], "combine": "mean"}], themes={"combine": "mean"})
    assert scored(questionnaire, rule, a="no", b="yes", c="yes").value == 0.75


def test_groups_of_groups_average_from_the_inside_outwards():
    questionnaire = a_questionnaire(*(of_five(i) for i in ("d1", "d2", "d3", "i1", "i2", "i3")))
    mean = {"combine": "mean", "of": "points"}
    rule = a_rule(
        groups=[
            {"id": "documented_12", "members": ["d1", "d2"], **mean},
            {"id": "documented", "members": ["documented_12", "d3"], **mean},
            {"id": "implemented_12", "members": ["i1", "i2"], **mean},
            {"id": "implemented", "members": ["implemented_12", "i3"], **mean},
        ],
        themes=mean,
    )
    score = scored(questionnaire, rule, d1="m1", d2="m5", d3="m5", i1="m2", i2="m2", i3="m4")
    assert (score.figure("documented"), score.figure("implemented"), score.value) == (4, 3, 3.5)


def test_a_group_beside_is_shown_and_counts_nowhere():
    questionnaire = a_questionnaire(yes_no("a"), yes_no("b"), yes_no("c"))
    plain = a_rule(themes={"combine": "mean"})
    beside = a_rule(
        groups=[{"id": "ab", "members": ["a", "b"], "combine": "mean", "beside": True}],
        themes={"combine": "mean"},
    )
    answers = {"a": "no", "b": "no", "c": "yes"}
    assert scored(questionnaire, beside, **answers).value == scored(questionnaire, plain, **answers).value
    assert scored(questionnaire, beside, **answers).figure("ab") == 0


def test_a_total_can_combine_groups_that_run_across_themes():
    questionnaire = a_questionnaire(one=[yes_no("a"), yes_no("b")], two=[yes_no("c"), yes_no("d")])
    groups = [
        {"id": "ac", "members": ["a", "c"], "weight": 3},
        {"id": "bd", "members": ["b", "d"], "weight": 1},
    ]
    rule = a_rule(groups=groups, total={"from": "groups", "combine": "weighted_mean", "of": "shares"})
    assert scored(questionnaire, rule, a="yes", c="yes", b="no", d="no").value == 0.75


def test_a_group_of_which_nothing_counted_leaves_its_theme():
    questionnaire = a_questionnaire(yes_no("a"), yes_no("b"))
    rule = a_rule(groups=[{"id": "g", "members": ["a"]}], themes={"combine": "mean"})
    assert scored(questionnaire, rule, b="yes").value == 1
    assert scored(questionnaire, rule, b="yes").figure("g") is None


@pytest.mark.parametrize(
    ("answers", "height"),
    [("yes yes yes", 3), ("yes no yes", 1), ("no yes yes", 0), ("yes yes no", 2)],
)
def test_a_ladder_only_counts_the_rungs_below_the_first_broken_one(answers, height):
    questionnaire = a_questionnaire(*(yes_no(i) for i in ("ml1", "ml2", "ml3")))
    rule = a_rule(themes={"combine": "ladder"})
    assert scored(questionnaire, rule, **dict(zip(("ml1", "ml2", "ml3"), answers.split()))).value == height


def size():
    return an_item("size").with_options(small=None, large=None)


LARGE = {"item": "size", "answered": ["large"]}


@pytest.mark.parametrize(
    ("factor", "value"),
    [
        ({"on": "items", "only": ["a"], "multiply": 0.5}, 3),
        ({"on": "items", "multiply": 0.5}, 2),
        ({"on": "themes", "multiply": 0.5}, 2),
        ({"on": "total", "multiply": 2}, 8),
        ({"on": "total", "add": -1}, 3),
        ({"on": "themes", "multiply": 2, "add": 1}, 9),
    ],
)
def test_a_factor_works_while_its_condition_holds(factor, value):
    questionnaire = a_questionnaire(yes_no("a", 2), yes_no("b", 2), profile=(size(),))
    rule = a_rule(
        themes=POINTS, total={"combine": "sum"}, factors=[{"id": "f", "when": LARGE, "reason": "x", **factor}]
    )
    large, small = (scored(questionnaire, rule, size=s, a="yes", b="yes") for s in ("large", "small"))
    assert (large.value, large.factors) == (value, ("f",))
    assert (small.value, small.factors) == (4, ())


def test_a_factor_can_take_the_maximum_along():
    questionnaire = a_questionnaire(yes_no("a"), yes_no("b"), profile=(size(),))
    factors = [
        {
            "id": "f",
            "when": LARGE,
            "on": "items",
            "only": ["a"],
            "multiply": 3,
            "maximum_too": True,
            "reason": "x",
        }
    ]
    rule = a_rule(themes=POINTS, total={"combine": "sum"}, factors=factors)
    assert (
        scored(questionnaire, rule, size="large", a="yes", b="no").value,
        scored(questionnaire, rule, size="large", a="yes", b="no").maximum,
    ) == (3, 4)


def test_a_factor_on_themes_can_look_at_items_and_one_on_the_total_at_themes():
    questionnaire = a_questionnaire(one=[yes_no("a"), yes_no("b")], two=[yes_no("c")])
    factors = [
        {
            "id": "weak_item",
            "when": {"score_of": "a", "below": 1},
            "on": "themes",
            "only": ["two"],
            "multiply": 0.5,
            "reason": "x",
        },
        {
            "id": "weak_theme",
            "when": {"score_of": "two", "below": 1},
            "on": "total",
            "add": -0.25,
            "reason": "x",
        },
    ]
    score = scored(
        questionnaire,
        a_rule(themes={"combine": "mean"}, total={"combine": "mean"}, factors=factors),
        a="no",
        b="yes",
        c="yes",
    )
    assert score.factors == ("weak_item", "weak_theme")
    assert score.value == (0.5 + 0.5) / 2 - 0.25


def test_two_factors_on_one_figure_work_one_after_another():
    questionnaire = a_questionnaire(yes_no("a", 4), profile=(size(),))
    factors = [{"id": i, "when": LARGE, "on": "total", "multiply": 0.5, "reason": "x"} for i in ("f", "g")]
    rule = a_rule(themes=POINTS, total={"combine": "sum"}, factors=factors)
    assert scored(questionnaire, rule, size="large", a="yes").value == 1


def test_a_group_that_can_only_cost_points_counts_as_what_is_left_of_it():
    questionnaire = a_questionnaire(yes_no("a"), yes_no("b", 0, -3), yes_no("c", 0, -3))
    rule = a_rule(
        groups=[{"id": "fines", "members": ["b", "c"], "combine": "sum", "of": "points"}],
        themes={"combine": "mean"},
    )
    score = scored(questionnaire, rule, a="yes", b="yes", c="no")
    assert (score.figure("fines"), score.percent("fines"), score.value) == (-3, 50, 0.75)


def test_a_condition_can_count_themes_and_groups():
    questionnaire = a_questionnaire(one=[yes_no("a")], two=[yes_no("b")], three=[yes_no("c")])
    groups = [{"id": f"g_{i}", "members": [i]} for i in ("a", "b", "c")]

    def level(condition):
        levels = [
            {"id": "low", "title": "l"},
            {"id": "high", "title": "h", "needs": {"condition": condition}},
        ]
        return scored(questionnaire, a_rule(groups=groups, levels=levels), a="yes", b="yes", c="no").level.id

    assert level({"count_below": 1, "of": ["one", "two"], "at_most": 0}) == "high"
    assert level({"count_below": 1, "of": ["one", "three"], "at_most": 0}) == "low"
    assert level({"count_at_least": 1, "of": "groups", "at_least": 2}) == "high"
