"""Levels and totals: what a rule can come to, against what it says."""

import pytest

from tests.checks.content import an_item, codes, mistakes_in

SUM = """
    themes: {combine: sum, of: points}
    total: {from: themes, combine: sum%s}
"""


def test_the_highest_and_lowest_total_may_be_said_and_are_compared(tmp_path):
    items = [an_item("a", -2, 3), an_item("b", 0, 4)]
    assert mistakes_in(tmp_path, items, SUM % ", maximum: 7, minimum: -2") == []
    (wrong,) = mistakes_in(tmp_path, items, SUM % ", maximum: 8, minimum: -2")
    assert (wrong.code, wrong.message.values["found"]) == ("extreme", 7)


def test_points_that_depend_on_the_profile_count_in_the_highest_total(tmp_path):
    more = "maximum: {cases: [{when: {item: size, answered: [large]}, amount: 9}], otherwise: 1}"
    depends = (
        "{id: a, question: 'Hoe?', options: [{id: no, label: Nee, points: 0}, {id: yes, label: Ja, "
        "points: {cases: [{when: {item: size, answered: [large]}, amount: 9}], otherwise: 1}}], " + more + "}"
    )
    assert mistakes_in(tmp_path, [depends], SUM % ", maximum: 9, minimum: 0") == []
    assert codes(mistakes_in(tmp_path, [depends], SUM % ", maximum: 1, minimum: 0")) == ["extreme"]


def test_a_highest_total_that_is_not_made_of_best_answers_is_found_too(tmp_path):
    # Multiplied by nothing when both are at their best: the highest total is one short of that.
    rule = """
    themes: {combine: sum, of: points}
    total: {from: themes, combine: sum, maximum: 1, minimum: 0}
    factors:
      - {id: both, when: {all: [{item: a, answered: [yes]}, {item: b, answered: [yes]}]}, on: total, multiply: 0, reason: Samen niet.}
    """
    assert mistakes_in(tmp_path, [an_item("a"), an_item("b")], rule) == []


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        (["below: 3", "at_least: 3"], []),
        (["at_most: 2", "at_least: 3"], []),  # totals are whole numbers, so nothing lies between 2 and 3
        (["below: 3", "above: 3"], ["levels_gap"]),
        (["below: 2", "at_least: 3"], ["levels_gap"]),
        (["below: 4", "at_least: 3"], ["levels_overlap"]),
        (["at_most: 3", "at_least: 3"], ["levels_overlap"]),
        (["at_least: 0", "at_least: 3"], []),  # open at the top: the highest that is met counts
        (["at_least: 3", "at_least: 0"], ["level_out_of_reach"]),
        (["below: 3", "at_least: 7"], ["level_out_of_reach"]),
        (["below: -1", "at_least: 0"], ["level_out_of_reach"]),
        (["at_least: 1", "at_least: 3"], ["levels_gap"]),
    ],
)
def test_levels_that_overlap_leave_a_gap_or_are_out_of_reach(tmp_path, needs, expected):
    levels = "".join(
        f"  - {{id: level_{i}, title: Niveau, needs: {{total: {{{bounds}}}}}}}\n"
        for i, bounds in enumerate(needs)
    )
    rule = f"themes: {{combine: sum, of: points}}\ntotal: {{from: themes, combine: sum}}\nlevels:\n{levels}"
    assert codes(mistakes_in(tmp_path, [an_item("a", 0, 2), an_item("b", 0, 4)], rule)) == expected


def test_a_lowest_level_without_needs_closes_every_gap(tmp_path):
    rule = """
    levels:
      - {id: failed, title: Gezakt}
      - {id: passed, title: Geslaagd, needs: {total: {at_least: 1}, key_items: 1}}
    """
    assert mistakes_in(tmp_path, [an_item("a", more="key: true")], rule) == []


def test_a_theme_that_a_level_asks_too_much_of_is_told(tmp_path):
    rule = """
    themes: {scale: percent}
    levels:
      - {id: low, title: Laag}
      - {id: high, title: Hoog, needs: {themes: {theme: 101}}}
    """
    assert codes(mistakes_in(tmp_path, [an_item("a")], rule)) == ["level_out_of_reach"]


def test_a_knock_out_that_no_score_can_meet_is_told(tmp_path):
    rule = """
    knock_outs:
      - {id: never, when: {score_of: a, below: 0}, fails: true, reason: Nooit.}
    levels: [{id: only, title: Enige}]
    """
    assert codes(mistakes_in(tmp_path, [an_item("a")], rule)) == ["bound_out_of_reach"]


def test_a_rule_that_names_what_is_not_there_is_told_once_per_name(tmp_path):
    rule = """
    items: {weights: {aa: 2}}
    themes: {weights: {thema: 2}}
    factors: [{id: f, when: {item: size, answered: [tiny]}, on: themes, only: [them], multiply: 2, reason: Zo.}]
    """
    found = mistakes_in(tmp_path, [an_item("a")], rule)
    assert sorted(m.message.values.get("name") or m.message.values.get("answer") for m in found) == [
        "aa",
        "them",
        "thema",
        "tiny",
    ]


def test_a_factor_on_items_cannot_look_at_scores(tmp_path):
    rule = "factors: [{id: f, when: {score_of: total, at_least: 1}, on: items, multiply: 2, reason: Zo.}]"
    assert codes(mistakes_in(tmp_path, [an_item("a")], rule)) == ["score_condition"]


LEVELS = """
    themes: {combine: sum, of: points}
    total: {combine: sum}
    levels: [{id: low, title: Laag}, {id: high, title: Hoog, needs: {%s}}]
"""


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ("each_theme: 4", []),
        ("each_theme: 5", ["level_out_of_reach"]),
        ("key_points: 3", []),
        ("key_points: 4", ["level_out_of_reach"]),
        ("condition: {count_at_least: 1, at_least: 2}", []),
        ("condition: {count_at_least: 1, at_least: 3}", ["bound_out_of_reach"]),
        ("condition: {count_answered: [yes], of: [a, b], above: 2}", ["bound_out_of_reach"]),
        ("condition: {count_at_least: 1, of: themes, at_least: 2}", ["bound_out_of_reach"]),
    ],
)
def test_what_a_level_asks_of_every_theme_key_item_or_count_can_be_met(tmp_path, needs, expected):
    items = [an_item("a", 0, 3).replace("{id: a,", "{id: a, key: true,"), an_item("b")]
    assert codes(mistakes_in(tmp_path, items, LEVELS % needs)) == expected


def test_a_hole_between_two_levels_that_falls_back_to_the_lowest_is_told(tmp_path):
    rule = (
        SUM % ""
        + "    levels: [{id: low, title: a}, {id: mid, title: b, needs: {total: {%s}}}, {id: top, title: c, needs: {total: {at_least: 5}}}]\n"
    )
    items = [an_item("a", 0, 3), an_item("b", 0, 4)]
    assert mistakes_in(tmp_path, items, rule % "at_least: 2, below: 5") == []
    (told,) = mistakes_in(tmp_path, items, rule % "at_least: 2, below: 4")
    assert (told.code, told.message.values) == ("levels_gap", {"total": 4, "level": "low"})


@pytest.mark.parametrize(
    ("does", "expected"),
    [
        ("level_at_most: low", []),
        ("level_at_most: high", ["idle"]),
        ("total_at_most: 3", []),
        ("total_at_most: 4", ["idle"]),
    ],
)
def test_a_knock_out_that_caps_nothing_is_told(tmp_path, does, expected):
    rule = (
        LEVELS % "total: {at_least: 2}"
        + f"    knock_outs: [{{id: k, {does}, when: {{item: b, answered: [no]}}, reason: x}}]\n"
    )
    assert codes(mistakes_in(tmp_path, [an_item("a", 0, 3), an_item("b")], rule)) == expected


MATRIX = """
    themes: {combine: sum, of: points}
    total: {combine: sum}
    levels:
      - {id: low, title: Laag, needs: {condition: {any: [{score_of: a, below: 1}, {score_of: b, below: %s}]}}}
      - {id: high, title: Hoog, needs: {condition: {all: [{score_of: a, at_least: 1}, {score_of: b, at_least: 1}]}}}
"""


def test_levels_that_are_boxes_of_a_matrix_leave_a_gap_only_where_a_business_falls_through(tmp_path):
    items = [an_item("a"), an_item("b")]
    assert mistakes_in(tmp_path, items, MATRIX % "1") == []
    assert codes(mistakes_in(tmp_path, items, MATRIX.replace("all:", "any:") % "1")) == []
    gap = MATRIX.replace(
        "{score_of: b, at_least: 1}]}}}", "{score_of: b, above: 0}, {score_of: total, below: 2}]}}}"
    )
    (missed,) = mistakes_in(tmp_path, items, gap % "1")
    assert (missed.code, missed.message.values["total"]) == ("levels_gap", 2)


def test_a_cap_below_the_lowest_total_is_told(tmp_path):
    cap = "knock_outs: [{id: k, total_at_most: -1, when: {item: a, answered: [no]}, reason: x}]"
    assert codes(mistakes_in(tmp_path, [an_item("a"), an_item("b")], cap)) == ["idle"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{count_answered: [not_applicable], at_least: 2}", ["bound_out_of_reach"]),  # one item offers it
        ("{count_answered: [not_applicable], at_least: 1}", []),
        ("{count_below: 0.5, at_least: 0}", ["contradiction"]),  # always so
        ("{count_below: 0.5, at_least: 1}", []),
    ],
)
def test_a_count_that_always_or_never_holds_is_told(tmp_path, condition, expected):
    items = [an_item("a"), an_item("b", more="not_applicable: true")]
    assert (
        codes(
            mistakes_in(
                tmp_path, items, f"knock_outs: [{{id: k, fails: true, when: {condition}, reason: x}}]"
            )
        )
        == expected
    )


@pytest.mark.parametrize(
    ("rule", "severities"),
    [
        ("themes: {combine: sum}", ["warning"]),
        ("themes: {combine: weighted_sum}", []),
        ("themes: {combine: sum}\nitems: {weights: {a: 1}}", []),
        ("priorities: {order: [{by: gain}]}\nthemes: {combine: weighted_sum}", ["warning"]),
        ("priorities: {order: [{by: gain, descending: false}]}", []),
    ],
)
def test_weights_that_nothing_weighs_and_the_least_worth_first_are_warned_about(tmp_path, rule, severities):
    found = mistakes_in(tmp_path, [an_item("a", more="weight: 3"), an_item("b")], rule)
    assert [m.severity for m in found] == severities
