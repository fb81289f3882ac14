"""From items through groups and themes to a total: aggregators, maxima, scales, factors and rounding."""

import pytest

from tests.builders import a_questionnaire, a_rule, an_item, scored, yes_no


def four(*points, most=4):
    """A questionnaire of one theme in which item n earns points[n] of `most`, and its answers."""
    items = [an_item(f"i{n}").with_options(low=0, this=p, high=most) for n, p in enumerate(points)]
    return a_questionnaire(*items), {f"i{n}": "this" for n in range(len(points))}


@pytest.mark.parametrize(
    ("combine", "value"),
    [
        ("sum", 7),
        ("weighted_sum", 7),
        ("maximum", 4),
        ("minimum", 1),
        ("mean", 7 / 3),
        ("weighted_mean", 7 / 3),
        ("median", 2),
        ("product", 8),
        ("geometric_mean", 2),
    ],
)
@pytest.mark.parametrize("level", ["themes", "total"])
def test_each_level_has_its_own_aggregator(level, combine, value):
    questionnaire, answers = four(1, 2, 4)
    if level == "themes":
        rule = a_rule(themes={"combine": combine, "of": "points"})
    else:
        rule = a_rule(total={"from": "items", "of": "points", "combine": combine})
    assert scored(questionnaire, rule, **answers).value == pytest.approx(value)


def test_weights_count_in_weighted_ways_only():
    questionnaire = a_questionnaire(
        an_item("a").with_options(x=2, y=3).weighing(3), an_item("b").with_options(x=1, y=3).weighing(1)
    )
    weighted, plain = (
        scored(questionnaire, a_rule(themes={"combine": c, "of": "points"}), a="x", b="x").value
        for c in ("weighted_mean", "mean")
    )
    assert (weighted, plain) == (1.75, 1.5)


def test_items_themes_and_total_nest_each_in_their_own_way():
    a, b = an_item("a").with_options(x=1, y=4), an_item("b").with_options(x=3, y=4)
    c = an_item("c").multiple().with_options(p=2, q=1)
    questionnaire = a_questionnaire(one=[a, b], two=[c])
    rule = a_rule(
        items={"combine": "maximum"}, themes={"combine": "minimum", "of": "points"}, total={"combine": "sum"}
    )
    score = scored(questionnaire, rule, a="x", b="x", c=["p", "q"])
    assert [theme.value for theme in score.themes] == [1, 2]
    assert score.value == 3


def test_a_theme_can_combine_in_another_way_and_keeps_the_rest():
    questionnaire = a_questionnaire(one=[yes_no("a"), yes_no("b")], two=[yes_no("c"), yes_no("d")])
    rule = a_rule(
        themes={"combine": "mean", "scale": "percent", "exceptions": {"two": {"combine": "minimum"}}}
    )
    score = scored(questionnaire, rule, a="yes", b="no", c="yes", d="no")
    assert [theme.value for theme in score.themes] == [50, 0]


def test_the_maximum_runs_over_what_was_asked_or_over_all_items():
    hidden = yes_no("hidden").skipped_if({"item": "a", "answered": ["yes"]})
    questionnaire = a_questionnaire(yes_no("a"), hidden)
    rules = {
        over: a_rule(
            items={"skipped": {"by_answer": "left_out"}},
            total={"from": "items", "combine": "sum", "of": "points", "over": over, "scale": "percent"},
        )
        for over in ("asked", "all")
    }
    assert scored(questionnaire, rules["asked"], a="yes").value == 100
    assert scored(questionnaire, rules["all"], a="yes").value == 50


def test_over_all_items_still_leaves_out_what_the_respondent_calls_not_applicable():
    questionnaire = a_questionnaire(yes_no("a"), yes_no("b").not_applicable())
    rule = a_rule(total={"from": "items", "combine": "sum", "of": "points", "over": "all"})
    assert scored(questionnaire, rule, a="yes", b="not_applicable").maximum == 1
    assert scored(questionnaire, rule, a="yes").maximum == 2


def test_a_theme_in_which_nothing_counted_has_no_figure():
    questionnaire = a_questionnaire(one=[yes_no("a")], two=[yes_no("b")])
    score = scored(questionnaire, a_rule(themes={"over": "all"}), a="yes")
    assert [theme.value for theme in score.themes] == [1, None]
    assert score.value == 1


def test_a_total_over_all_counts_a_theme_without_figure_as_zero_of_its_maximum():
    questionnaire = a_questionnaire(
        one=[an_item("a").with_options(x=0, y=3)], two=[an_item("b").with_options(x=0, y=5)]
    )
    rule = a_rule(themes={"combine": "sum", "of": "points"}, total={"combine": "sum", "over": "all"})
    score = scored(questionnaire, rule, a="y")
    assert (score.value, score.maximum) == (3, 8)


@pytest.mark.parametrize(
    ("scale", "value"),
    [
        ({"scale": "percent"}, 40),
        ({"scale": "percent_from_minimum"}, 70),
        ({"scale": "percent", "lowest": 1, "highest": 10}, 4.6),
    ],
)
def test_a_figure_is_scaled_as_the_rule_says(scale, value):
    questionnaire = a_questionnaire(an_item("a").with_options(low=-5, this=2, high=5))
    rule = a_rule(total={"from": "items", "of": "points", "combine": "sum", **scale})
    assert scored(questionnaire, rule, a="this").value == pytest.approx(value)


def test_the_percentage_of_a_school_mark_starts_at_its_lowest_mark():
    questionnaire = a_questionnaire(yes_no("a"))
    rule = a_rule(total={"from": "items", "combine": "mean", "scale": "percent", "lowest": 1, "highest": 10})
    assert (scored(questionnaire, rule, a="no").value, scored(questionnaire, rule, a="no").score_pct) == (
        1,
        0,
    )
    assert (scored(questionnaire, rule, a="yes").value, scored(questionnaire, rule, a="yes").score_pct) == (
        10,
        100,
    )


@pytest.mark.parametrize(
    ("rounding", "value"),
    [
        ({"mode": "none"}, 2.5),
        ({"mode": "half_up"}, 3),
        ({"mode": "half_even"}, 2),
        ({"mode": "floor"}, 2),
        ({"mode": "ceiling"}, 3),
        ({"mode": "half_up", "decimals": 1}, 2.5),
        ({"mode": "floor", "step": 2}, 2),
        ({"mode": "ceiling", "decimals": -1}, 10),
    ],
)
@pytest.mark.parametrize("level", ["items", "groups", "themes", "total"])
def test_rounding_happens_at_the_level_that_names_it(level, rounding, value):
    questionnaire = a_questionnaire(an_item("a").with_options(low=0, this=2.5, high=10))
    keys = {
        "themes": {"combine": "sum", "of": "points"},
        "total": {"combine": "sum"},
        "groups": [{"id": "g", "members": ["a"], "of": "points", "combine": "sum"}],
    }
    if level == "groups":
        keys["groups"][0]["rounding"] = rounding
    else:
        keys[level] = {**keys.get(level, {}), "rounding": rounding}
    assert scored(questionnaire, a_rule(**keys), a="this").value == value


def test_half_up_rounds_what_a_computer_holds_as_a_bit_less():
    questionnaire = a_questionnaire(an_item("a").with_options(low=0, this=2.675, high=3))
    rule = a_rule(themes={"of": "points", "rounding": {"mode": "half_up", "decimals": 2}})
    assert scored(questionnaire, rule, a="this").value == 2.68


def test_rounding_of_items_and_of_the_total_give_other_figures():
    questionnaire = a_questionnaire(*(an_item(i).with_options(low=0, this=0.5, high=1) for i in "abcd"))
    points = {"combine": "sum", "of": "points"}
    early = a_rule(items={"rounding": {"mode": "half_up"}}, themes=points, total={"combine": "sum"})
    late = a_rule(themes=points, total={"combine": "sum", "rounding": {"mode": "half_up"}})
    answers = dict.fromkeys("abcd", "this")
    assert (scored(questionnaire, early, **answers).value, scored(questionnaire, late, **answers).value) == (
        4,
        2,
    )


def test_bounds_keep_a_theme_and_a_total_within_them():
    questionnaire = a_questionnaire(an_item("a").with_options(low=-8, high=8))
    rule = a_rule(
        themes={"combine": "sum", "of": "points", "clamp": {"least": 0}},
        total={"combine": "sum", "clamp": {"most": 5}},
    )
    assert scored(questionnaire, rule, a="low").value == 0
    assert scored(questionnaire, rule, a="high").value == 5


def test_a_bound_can_depend_on_an_answer():
    cap = {"most": {"cases": [{"when": {"item": "a", "answered": ["no"]}, "amount": 50}], "otherwise": 100}}
    questionnaire = a_questionnaire(yes_no("a"), yes_no("b").weighing(9))
    rule = a_rule(themes={"scale": "percent", "clamp": cap})
    assert scored(questionnaire, rule, a="no", b="yes").value == 50


def test_hundred_percent_is_exactly_hundred():
    questionnaire = a_questionnaire(*(yes_no(f"i{n}").weighing(0.1) for n in range(7)))
    assert (
        scored(
            questionnaire, a_rule(themes={"scale": "percent"}), **{f"i{n}": "yes" for n in range(7)}
        ).score_pct
        == 100
    )


@pytest.mark.parametrize(
    ("rules", "value", "maximum"),
    [
        ({"combine": "mean", "best": 2}, 3.5, 4.5),
        ({"combine": "sum", "worst": 2}, 1, 3),
        ({"combine": "sum", "best": 9}, 8, 12),
        ({"combine": "mean", "best": 2, "scale": "percent"}, 100 * 3.5 / 4.5, 100),
    ],
)
def test_only_the_best_or_the_worst_few_count_also_in_the_maximum(rules, value, maximum):
    questionnaire = a_questionnaire(
        *(an_item(i).with_options(none=0, one=1, most=m) for i, m in (("a", 5), ("b", 4), ("c", 2), ("d", 1)))
    )
    rule = a_rule(themes={"of": "points", **rules})
    score = scored(questionnaire, rule, a="most", b="none", c="most", d="one")
    assert (score.value, score.maximum) == (pytest.approx(value), maximum)


def test_the_best_few_are_those_that_count():
    questionnaire = a_questionnaire(*(yes_no(i).not_applicable() for i in ("a", "b", "c")))
    rule = a_rule(themes={"combine": "mean", "best": 2})
    assert scored(questionnaire, rule, a="not_applicable", b="yes", c="no").value == 0.5


def test_a_weight_below_zero_turns_highest_and_lowest_around():
    # Risk minus control: the most a business can come to is all risk and no control.
    questionnaire = a_questionnaire(yes_no("risk", 5), yes_no("control", 3).weighing(-1))
    score = scored(
        questionnaire, a_rule(themes={"combine": "weighted_sum", "of": "points"}), risk="yes", control="yes"
    )
    assert (score.value, score.maximum, score.minimum) == (2, 5, -3)


def test_below_zero_times_below_zero_is_the_highest_product():
    questionnaire = a_questionnaire(yes_no("a", 2, -3), yes_no("b", 1, -4))
    score = scored(questionnaire, a_rule(themes={"combine": "product", "of": "points"}), a="no", b="no")
    assert (score.value, score.maximum, score.minimum) == (12, 12, -8)
