"""What single items earn under the keys of `items`."""

import pytest

from tests.builders import a_questionnaire, a_rule, an_item, scored, yes_no

POINTS = {"combine": "sum", "of": "points"}


def points(item, answer, **rules):
    rule = a_rule(items=rules, themes=POINTS, total={"combine": "sum"})
    return scored(a_questionnaire(item), rule, **{item.raw["id"]: answer}).items[item.raw["id"]].points


def settings():
    return (
        an_item("router").multiple().with_options(password=2, updated=1, guests=3, none=0).exclusive("none")
    )


@pytest.mark.parametrize(
    ("combine", "earned"),
    [
        ("sum", 5),
        ("maximum", 3),
        ("minimum", 2),
        ("mean", 2.5),
        ("weighted_mean", 2.75),
        ("weighted_sum", 11),
    ],
)
def test_chosen_options_combine_as_the_rule_says(combine, earned):
    item = settings().with_option_weights(password=1, guests=3)
    assert points(item, ["password", "guests"], combine=combine) == earned


@pytest.mark.parametrize(("combine", "most"), [("sum", 6), ("maximum", 3), ("mean", 3)])
def test_the_maximum_follows_the_way_options_combine(combine, most):
    rule = a_rule(items={"combine": combine})
    assert scored(a_questionnaire(settings()), rule, router=["none"]).items["router"].maximum == most


def test_an_exclusive_option_never_adds_to_the_maximum():
    item = (
        an_item("updates").multiple().with_options(computers=2, phones=1, supplier=2.5).exclusive("supplier")
    )
    assert scored(a_questionnaire(item), updates=["computers"]).items["updates"].maximum == 3


def test_an_exclusive_option_together_with_another_is_no_answer():
    assert not settings().build().accepts(("none", "guests"))


def test_an_option_can_cost_points():
    item = an_item("top").with_options(met=3, missed=-3)
    found = scored(a_questionnaire(item), a_rule(themes=POINTS, total={"combine": "sum"}), top="missed")
    assert (found.value, found.maximum, found.minimum) == (-3, 3, -3)


@pytest.mark.parametrize(
    ("counts_as", "earned"),
    [
        ({"counts_as": "zero"}, 0),
        ({"counts_as": "left_out"}, None),
        ({"counts_as": "full"}, 4),
        ({"counts_as": "lowest"}, -2),
        ({"counts_as": "partial", "share": 0.25}, 1),
        ({"counts_as": "fixed", "points": 1.5}, 1.5),
    ],
)
@pytest.mark.parametrize("answer", ["dont_know", "not_applicable"])
def test_answers_without_an_option_count_as_the_rule_says(answer, counts_as, earned):
    item = an_item("logs").with_options(none=-2, some=1, all=4).not_applicable()
    assert points(item, answer, **{answer: counts_as}) == earned


def test_an_item_without_an_answer_counts_as_the_rule_says():
    questionnaire = a_questionnaire(yes_no("a"), yes_no("b"))
    assert scored(questionnaire, a_rule(items={"unanswered": {"counts_as": "zero"}}), a="yes").value == 0.5
    assert scored(questionnaire, a_rule(), a="yes").value == 1


def test_only_so_many_items_may_be_not_applicable_in_the_order_asked():
    questionnaire = a_questionnaire(*(yes_no(i).not_applicable() for i in "abc"))
    rule = a_rule(items={"not_applicable": {"counts_as": "left_out", "at_most": 1}})
    score = scored(questionnaire, rule, a="yes", b="not_applicable", c="not_applicable")
    assert [score.items[i].points for i in "abc"] == [1, None, 0]


def test_what_goes_beyond_the_limit_can_cost_what_the_worst_answer_costs():
    questionnaire = a_questionnaire(*(yes_no(i, 3, -3).not_applicable() for i in "ab"))
    rule = a_rule(
        items={"not_applicable": {"counts_as": "full", "at_most": 1, "beyond": "lowest"}}, themes=POINTS
    )
    score = scored(questionnaire, rule, a="not_applicable", b="not_applicable")
    assert [score.items[i].points for i in "ab"] == [3, -3]


def test_a_key_item_is_never_not_applicable():
    questionnaire = a_questionnaire(yes_no("a").key().not_applicable())
    score = scored(questionnaire, a_rule(items={"not_applicable": {"counts_as": "full"}}), a="not_applicable")
    assert score.items["a"].points == 0


def test_points_weights_and_maxima_can_depend_on_the_profile():
    size = an_item("size").with_options(alone=None, staff=None)
    alone = {"item": "size", "answered": ["alone"]}
    item = an_item("plan").with_options(
        none=0, told={"cases": [{"when": alone, "amount": 3}], "otherwise": 1}, written=3
    )
    item.weighing({"cases": [{"when": alone, "amount": 1}], "otherwise": 4})
    item.having(maximum={"cases": [{"when": alone, "amount": 3}], "otherwise": 5})
    questionnaire = a_questionnaire(item, profile=(size,))
    for_one, for_many = (scored(questionnaire, size=s, plan="told").items["plan"] for s in ("alone", "staff"))
    assert (for_one.points, for_one.weight, for_one.maximum, for_one.share) == (3, 1, 3, 1)
    assert (for_many.points, for_many.weight, for_many.maximum, for_many.share) == (1, 4, 5, 0.2)


def test_a_weight_can_depend_on_the_answer_itself():
    item = yes_no("a").weighing(
        {"cases": [{"when": {"item": "a", "answered": ["no"]}, "amount": 3}], "otherwise": 1}
    )
    questionnaire = a_questionnaire(item, yes_no("b"))
    assert scored(questionnaire, a="no", b="yes").value == 0.25
    assert scored(questionnaire, a="yes", b="no").value == 0.5


def test_a_rule_can_replace_points_weights_and_bounds_of_a_questionnaire():
    rule = a_rule(
        items={"points": {"a": {"yes": 7}}, "weights": {"a": 3}, "maxima": {"a": 14}, "minima": {"a": -1}}
    )
    found = scored(a_questionnaire(yes_no("a")), rule, a="yes").items["a"]
    assert (found.points, found.weight, found.maximum, found.minimum, found.share) == (7, 3, 14, -1, 0.5)


def test_points_are_kept_within_the_clamp():
    assert points(yes_no("a", yes=9, no=-9), "yes", clamp={"least": -1, "most": 5}) == 5
    assert points(yes_no("a", yes=9, no=-9), "no", clamp={"least": -1, "most": 5}) == -1


def test_the_clamp_holds_for_the_maximum_too():
    rule = a_rule(items={"clamp": {"most": 4}})
    assert scored(a_questionnaire(settings()), rule, router=["password", "guests"]).items["router"].share == 1


def test_points_are_rounded_where_the_rule_says():
    assert points(yes_no("a", yes=2.5), "yes", rounding={"mode": "half_even"}) == 2
    assert points(yes_no("a", yes=2.5), "yes") == 2.5


def test_an_exception_changes_one_item_and_nothing_else():
    rule = a_rule(items={"exceptions": {"a": {"dont_know": {"counts_as": "partial", "share": 0.5}}}})
    score = scored(a_questionnaire(yes_no("a"), yes_no("b")), rule, a="dont_know", b="dont_know")
    assert (score.items["a"].points, score.items["b"].points) == (0.5, 0)


def test_bands_give_a_number_its_points_with_their_upper_bound_included():
    days = an_item("days").number((14, 3), (30, 1), (None, 0))
    assert [points(days, n) for n in (0, 14, 15, 30, 31)] == [3, 3, 1, 1, 0]


def test_points_can_come_straight_from_a_number():
    share = an_item("share").having(
        kind="number", number={"unit": "%", "most": 100}, number_points={"times": 0.05, "plus": 1}
    )
    assert points(share, 40) == 3


@pytest.mark.parametrize(("by_answer", "earned"), [("zero", 0), ("left_out", None), ("full", 1)])
def test_an_item_that_another_answer_skips_counts_as_the_rule_says(by_answer, earned):
    test = yes_no("test").skipped_if({"item": "backup", "answered": ["no"]})
    score = scored(
        a_questionnaire(yes_no("backup"), test),
        a_rule(items={"skipped": {"by_answer": by_answer}}),
        backup="no",
    )
    assert score.items["test"].points == earned


def test_an_item_that_the_profile_skips_leaves_sum_and_maximum():
    item = yes_no("staff").skipped_if({"item": "size", "answered": ["alone"]})
    questionnaire = a_questionnaire(item, yes_no("b"), profile=(an_item("size").with_options(alone=None),))
    score = scored(questionnaire, a_rule(themes=POINTS, total={"combine": "sum"}), size="alone", b="yes")
    assert (score.value, score.maximum) == (1, 1)


def test_rounding_and_clamping_hold_for_what_an_item_can_reach_too():
    # 3.5 rounds to 4; against a maximum of 3.5 that would be 114 percent.
    rule = a_rule(
        items={"rounding": {"mode": "half_even"}, "dont_know": {"counts_as": "partial", "share": 0.5}},
        themes={"combine": "sum", "of": "points", "scale": "percent"},
    )
    questionnaire = a_questionnaire(yes_no("a", 3.5))
    assert (scored(questionnaire, rule, a="yes").value, scored(questionnaire, rule, a="dont_know").value) == (
        100,
        50,
    )
