"""Levels with what they need, knock-outs, and the conditions they use."""

import pytest

from tests.builders import a_questionnaire, a_rule, an_item, scored, yes_no

PERCENT = {"combine": "mean", "scale": "percent"}


def levels(*needs):
    return [{"id": f"l{n}", "title": f"l{n}", "needs": need} for n, need in enumerate(needs)]


def level_of(rule_keys, questionnaire=None, **answers):
    questionnaire = questionnaire or a_questionnaire(*(yes_no(i) for i in "abcd"))
    level = scored(questionnaire, a_rule(themes=PERCENT, **rule_keys), **answers).level
    return level.id if level else None


def yes_to(ids):
    return {i: "yes" if i in ids else "no" for i in "abcd"}


@pytest.mark.parametrize(
    ("yes", "level"), [("", "l0"), ("a", "l0"), ("ab", "l1"), ("abc", "l2"), ("abcd", "l2")]
)
def test_a_threshold_includes_its_lower_bound_and_not_its_upper(yes, level):
    needs = levels(
        {"total": {"below": 50}}, {"total": {"at_least": 50, "below": 75}}, {"total": {"at_least": 75}}
    )
    assert level_of({"levels": needs}, **yes_to(yes)) == level


@pytest.mark.parametrize(
    ("bound", "level"),
    [({"above": 50}, None), ({"at_most": 50}, "l0"), ({"at_least": 50, "at_most": 50}, "l0")],
)
def test_bounds_can_be_open_or_closed(bound, level):
    assert level_of({"levels": levels({"total": bound})}, **yes_to("ab")) == level


def test_a_level_can_ask_something_of_every_theme():
    questionnaire = a_questionnaire(one=[yes_no("a")], two=[yes_no("b")])
    needs = levels({}, {"each_theme": 100})
    assert level_of({"levels": needs}, questionnaire, a="yes", b="no") == "l0"
    assert level_of({"levels": needs}, questionnaire, a="yes", b="yes") == "l1"


def test_a_level_can_ask_something_of_one_theme_one_group_or_one_item():
    questionnaire = a_questionnaire(one=[yes_no("a"), yes_no("b")], two=[yes_no("c"), yes_no("d")])
    groups = [{"id": "cd", "members": ["c", "d"], "combine": "mean"}]
    for need, met in [
        ({"themes": {"one": 50}}, True),
        ({"themes": {"one": 51}}, False),
        ({"groups": {"cd": 0.5}}, True),
        ({"groups": {"cd": 1}}, False),
        ({"items": {"a": 1}}, True),
        ({"items": {"b": 1}}, False),
    ]:
        assert (
            level_of(
                {"levels": levels({}, need), "groups": groups},
                questionnaire,
                a="yes",
                b="no",
                c="yes",
                d="no",
            )
            == "l1"
        ) is met


def test_key_items_hold_a_level_back_by_their_share_or_their_points():
    questionnaire = a_questionnaire(an_item("a").with_options(none=0, some=2, all=4).key(), yes_no("b"))
    for need, answer, met in [
        ({"key_items": 1}, "all", True),
        ({"key_items": 1}, "some", False),
        ({"key_points": 2}, "some", True),
        ({"key_points": 3}, "some", False),
    ]:
        assert (level_of({"levels": levels({}, need)}, questionnaire, a=answer, b="yes") == "l1") is met


def test_a_level_can_ask_for_every_item():
    assert level_of({"levels": levels({}, {"each_item": 1})}, **yes_to("abc")) == "l0"
    assert level_of({"levels": levels({}, {"each_item": 1})}, **yes_to("abcd")) == "l1"


def test_what_did_not_count_asks_nothing_of_a_level():
    assert level_of({"levels": levels({}, {"items": {"d": 1}})}, a="yes") == "l1"


@pytest.mark.parametrize(("build_up", "level"), [(False, "l2"), (True, "l0")])
def test_levels_that_build_up_need_all_lower_ones(build_up, level):
    needs = levels({}, {"items": {"a": 1}}, {"items": {"b": 1}})
    assert level_of({"levels": needs, "levels_build_up": build_up}, **yes_to("b")) == level


def test_no_level_when_none_is_met():
    assert level_of({"levels": levels({"total": {"at_least": 90}})}, **yes_to("a")) is None


@pytest.mark.parametrize(("given", "level"), [(True, "l0"), (False, None)])
def test_an_incomplete_walk_has_a_level_only_where_the_rule_says(given, level):
    assert level_of({"levels": levels({}), "level_when_incomplete": given}, a="yes") == level


THREE = levels({}, {"total": {"at_least": 50}}, {"total": {"at_least": 75}})


@pytest.mark.parametrize(
    ("knock_out", "level"),
    [
        ({"fails": True}, "l0"),
        ({"level_at_most": "l1"}, "l1"),
        ({"levels_down": 1}, "l1"),
        ({"levels_down": 9}, "l0"),
        ({"total_at_most": 60}, "l1"),
    ],
)
def test_a_knock_out_fails_or_caps_whatever_the_points(knock_out, level):
    hit = [{"id": "k", "when": {"item": "a", "answered": ["no"]}, "reason": "x", **knock_out}]
    assert level_of({"levels": THREE, "knock_outs": hit}, **yes_to("bcd")) == level
    assert level_of({"levels": THREE, "knock_outs": hit}, **yes_to("abcd")) == "l2"


def test_a_cap_on_the_total_shows_in_the_total_and_its_percentage():
    rule = a_rule(
        themes=PERCENT,
        knock_outs=[
            {"id": "k", "when": {"item": "a", "answered": ["no"]}, "total_at_most": 10, "reason": "x"}
        ],
    )
    score = scored(a_questionnaire(*(yes_no(i) for i in "abcd")), rule, **yes_to("bcd"))
    assert (score.value, score.score_pct, [k.id for k in score.knock_outs], score.failed) == (
        10,
        10,
        ["k"],
        False,
    )


def test_a_cap_never_raises_a_level():
    hit = [{"id": "k", "when": {"item": "a", "answered": ["no"]}, "level_at_most": "l2", "reason": "x"}]
    assert level_of({"levels": THREE, "knock_outs": hit}, **yes_to("")) == "l0"


@pytest.mark.parametrize(
    ("condition", "true"),
    [
        ({"score_of": "total", "at_least": 50}, True),
        ({"score_of": "total", "above": 50}, False),
        ({"percent_of": "a", "at_least": 100}, True),
        ({"score_of": "theme", "below": 50}, False),
        ({"score_of": "c", "below": 1}, True),
        ({"count_below": 1, "at_least": 2}, True),
        ({"count_below": 1, "at_least": 3}, False),
        ({"count_at_least": 1, "of": ["a", "c"], "at_most": 1}, True),
        ({"count_at_least": 50, "of": "themes", "at_least": 1}, True),
        ({"count_below": 1, "of": "key_items", "at_least": 1}, False),
        ({"count_answered": ["no"], "at_least": 2}, True),
        ({"count_answered": ["dont_know"], "at_least": 1}, False),
        ({"count_answered": ["yes"], "of": ["a", "c"], "at_least": 2}, False),
        ({"count_answered": ["yes"], "of": "key_items", "at_least": 1}, True),
        ({"all": [{"item": "a", "answered": ["yes"]}, {"not": {"item": "c", "answered": ["yes"]}}]}, True),
        ({"any": [{"item": "c", "answered": ["yes"]}, {"item": "d", "answered": ["yes"]}]}, False),
    ],
)
def test_a_condition_on_answers_or_scores_holds_when_it_should(condition, true):
    questionnaire = a_questionnaire(yes_no("a").key(), *(yes_no(i) for i in "bcd"))
    hit = [{"id": "k", "when": condition, "levels_down": 1, "reason": "x"}]
    score = scored(questionnaire, a_rule(themes=PERCENT, knock_outs=hit), **yes_to("ab"))
    assert bool(score.knock_outs) is true


@pytest.mark.parametrize(
    ("item", "answer", "keys", "needs"),
    [
        # 0.57 times 100, 0.1 + 0.7 and 1.4 of 3.5 are each just under what they come to on paper.
        (
            yes_no("a", yes=100),
            "yes",
            {
                "factors": [
                    {
                        "id": "f",
                        "on": "total",
                        "multiply": 0.57,
                        "when": {"item": "a", "answered": ["yes"]},
                        "reason": "x",
                    }
                ]
            },
            {"total": {"at_least": 57}},
        ),
        (
            an_item("a").with_options(x=0.1, y=0.2, z=0.7).multiple().key(),
            ("x", "z"),
            {},
            {"key_points": 0.8},
        ),
        (an_item("a").with_options(no=0, some=1.4, yes=3.5).key(), "some", {}, {"key_items": 0.4}),
        (
            an_item("a").with_options(no=0, some=1.4, yes=3.5),
            "some",
            {},
            {"condition": {"count_at_least": 0.4, "at_least": 1}},
        ),
        (
            an_item("a").with_options(no=0, yes=10),
            "dont_know",
            {"items": {"dont_know": {"counts_as": "partial", "share": 0.57}}},
            {"condition": {"percent_of": "a", "at_least": 57}},
        ),
    ],
)
def test_a_figure_meets_the_bound_that_it_comes_to_on_paper(item, answer, keys, needs):
    rule = a_rule(
        **{
            "themes": {"combine": "sum", "of": "points"},
            "total": {"combine": "sum"},
            "levels": levels({}, needs),
            **keys,
        }
    )
    score = scored(a_questionnaire(item), rule, a=answer)
    assert score.level is not None and score.level.id == "l1"
