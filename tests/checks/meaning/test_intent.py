"""What is well formed and hardly ever meant, and what an author may well mean."""

import pytest

from questionnaire.content_folder import ROOT
from scoring.checks import check_rule
from scoring.checks.intent import better_is
from scoring.reading import read_rule
from tests.builders import a_questionnaire, a_rule, an_item
from tests.checks.content import an_item as written
from tests.checks.content import codes, mistakes_in

PERCENT = "themes: {combine: weighted_mean, of: shares, scale: percent}\n"
ITEMS = [written("a", most=3), written("b", most=3)]


def found(folder, rule, items=ITEMS):
    return mistakes_in(folder, items, PERCENT + rule)


def guard(when):
    return f"levels: [{{id: low, title: Laag}}, {{id: high, title: Hoog, needs: {{total: {{at_least: 50}}}}}}]\nknock_outs: [{{id: k, when: {when}, level_at_most: low, reason: Daarom.}}]\n"


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("{score_of: a, below: 50}", ["always"]),
        ("{score_of: a, below: 3}", []),
        ("{percent_of: total, at_least: 0}", ["always"]),
        ("{any: [{score_of: theme, below: 30}, {score_of: theme, at_most: 100}]}", ["always"]),
        ("{score_of: theme, below: 0.4}", ["unit"]),
        ("{percent_of: a, below: 0.5}", ["unit"]),
        ("{score_of: a, below: 0.5}", []),
        ("{count_below: 40, of: all_items, at_least: 1}", ["idle"]),
        ("{count_below: 0.4, of: all_items, at_least: 1}", []),
        ("{count_below: 0.4, of: themes, at_least: 1}", ["unit"]),
        ("{score_of: theme, above: 100}", ["bound_out_of_reach"]),
    ],
)
def test_a_guard_can_turn_out_either_way_and_counts_in_the_unit_of_its_figure(when, told, tmp_path):
    assert codes(found(tmp_path, guard(when))) == told


@pytest.mark.parametrize(
    ("least", "most", "bounds", "told"),
    [
        (0, 3, ("{below: 40}", "{at_least: 40}"), []),
        (0, 3, ("{at_least: 40}", "{below: 40}"), ["levels_turned"]),
        (0, 3, ("{at_least: 40, below: 80}", "{at_least: 80}"), ["levels_gap"]),
        (3, 0, ("{at_least: 40}", "{below: 40}"), []),
        (3, 0, ("{below: 40}", "{at_least: 40}"), ["levels_turned"]),
    ],
)
def test_levels_stand_from_worst_to_best_whichever_way_the_points_run(least, most, bounds, told, tmp_path):
    options = (
        f"[{{id: no, label: Nee, points: {least}, measures: [m]}}, {{id: yes, label: Ja, points: {most}}}]"
    )
    item = f"{{id: a, question: 'Hoe?', options: {options}}}"
    levels = ", ".join(f"{{id: l{i}, title: T{i}, needs: {{total: {b}}}}}" for i, b in enumerate(bounds))
    (tmp_path / "m.yaml").write_text("- {id: m, title: Doe iets}\n")
    rule = f"measures: m.yaml\nlevels: [{levels}]\n"
    assert [c for c in codes(found(tmp_path, rule, [item])) if c.startswith("levels")] == told


def test_levels_of_a_method_where_less_is_better_need_no_lower_bounds(tmp_path):
    levels = "levels: [{id: critical, title: A}, {id: high, title: B, needs: {total: {below: 75}}}, {id: low, title: C, needs: {total: {below: 25}}}]\n"
    assert codes(found(tmp_path, levels)) == []


def test_nothing_tells_which_way_is_better_where_no_answer_leads_anywhere():
    item = an_item("a").with_options(no=0, yes=1)
    assert better_is(a_rule(), a_questionnaire(item)) == 0
    assert better_is(a_rule(), a_questionnaire(item.leading_to("no", "m"))) == 1
    assert (
        better_is(a_rule(items={"points": {"a": {"no": 5}}}), a_questionnaire(item.leading_to("no", "m")))
        == -1
    )


@pytest.mark.parametrize(
    ("said", "told"), [("3.3333", []), ("3.333", ["extreme"]), ("3.33333", []), ("3.4", ["extreme"])]
)
def test_a_maximum_may_be_written_in_the_decimals_that_a_message_shows(said, told, tmp_path):
    rule = f"themes: {{combine: mean, of: points}}\ntotal: {{from: themes, combine: mean, maximum: {said}}}\n"
    assert (
        codes(mistakes_in(tmp_path, [written("a", most=3), written("b", most=3), written("c", most=4)], rule))
        == told
    )


def test_a_key_item_that_weighs_nothing_is_a_mistake_and_another_question_a_warning(tmp_path):
    items = [written("a", more="key: true, weight: 0"), written("b", more="weight: 0"), written("c")]
    told = [(m.code, m.severity) for m in found(tmp_path, "", items)]
    assert told == [("weighs_nothing", "error"), ("weighs_nothing", "warning")]


def test_a_question_in_no_group_is_told_when_groups_make_the_total(tmp_path):
    rule = "groups: [{{id: g, members: [{}]}}]\ntotal: {{from: groups}}\n"
    assert codes(found(tmp_path, rule.format("a"))) == ["in_no_group"]
    assert codes(found(tmp_path, rule.format("a, b"))) == []


@pytest.mark.parametrize(
    ("key", "points", "told"),
    [
        ("maximum: 2", (0, 3), ["maximum"]),
        ("maximum: 3", (0, 3), []),
        ("minimum: 2", (0, 3), ["maximum"]),
        ("minimum: -1", (0, 3), []),
    ],
)
def test_a_bound_lies_around_every_answer_that_stands_alone(key, points, told, tmp_path):
    item = written("a", least=points[0], most=points[1], more=key)
    assert [m.code for m in found(tmp_path, "", [item, written("b")]) if m.code == "maximum"] == told


@pytest.mark.parametrize("name", ["mon_aide_cyber", "cyber_essentials", "din_spec_27076"])
def test_an_adopted_method_keeps_its_own_points_and_ways_as_the_whole_scan(name):
    read = read_rule(ROOT / f"scoring/rules/{name}/rule.yaml", ROOT)
    assert read.rule is not None
    strict = {m.code for m in check_rule(read)}
    read.rule = read.rule.model_copy(update={"adopted": True})
    assert {m.code for m in check_rule(read)} <= {"missing", "role"} < strict | {"missing", "role"}
