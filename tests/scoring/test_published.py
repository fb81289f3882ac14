"""Methods that others publish, said in the rule language: figures as their own documents and code give them."""

import json

import pytest

from questionnaire.content_folder import PRODUCT
from scoring.__main__ import main
from tests.builders import a_questionnaire, a_rule, an_item, scored, yes_no


def test_fit4cybersecurity_rounds_points_over_the_maximum_of_what_was_asked():
    # NC3 Luxembourg: round(100 * points / maximum); "not applicable" earns all points.
    items = [
        an_item("a").multiple().with_options(x=2, y=3),
        an_item("b").with_options(no=0, yes=3).not_applicable(),
        yes_no("c", 1),
    ]
    rule = a_rule(
        items={"not_applicable": {"counts_as": "full"}},
        total={
            "from": "items",
            "of": "points",
            "combine": "sum",
            "scale": "percent",
            "rounding": {"mode": "half_even"},
        },
    )
    score = scored(a_questionnaire(*items), rule, a=["x"], b="not_applicable", c="no")
    assert score.value == 56  # 5 of 9 is 55.56


def test_a_hidden_question_in_the_maximum_halves_a_perfect_score():
    # The trap in other tools: a question that was never shown stays in the denominator.
    questionnaire = a_questionnaire(
        yes_no("shown"), yes_no("hidden").skipped_if({"item": "shown", "answered": ["yes"]})
    )
    trap = a_rule(
        items={"skipped": {"by_answer": "zero"}},
        total={"from": "items", "combine": "sum", "of": "points", "scale": "percent"},
    )
    fair = a_rule(
        items={"skipped": {"by_answer": "left_out"}},
        total={"from": "items", "combine": "sum", "of": "points", "scale": "percent"},
    )
    assert (
        scored(questionnaire, trap, shown="yes").value,
        scored(questionnaire, fair, shown="yes").value,
    ) == (50, 100)


def cyfun_items(*ids):
    return [
        an_item(f"{i}_{side}").with_options(**{f"m{n}": n for n in range(1, 6)}).having(key=i == "k")
        for i in ids
        for side in ("doc", "imp")
    ]


@pytest.mark.parametrize(("key", "level"), [("m3", "basic"), ("m2", "none")])
def test_cyberfundamentals_averages_sub_categories_then_categories_and_guards_key_measures(key, level):
    # CCB Belgium: documentation and implementation 1-5; averages per sub-category, per category, in total;
    # key measures on their own.
    questionnaire = a_questionnaire(id_am=cyfun_items("k", "a", "b"), pr_aa=cyfun_items("c"))
    mean = {"combine": "mean", "of": "points"}
    rule = a_rule(
        items={"minima": dict.fromkeys(questionnaire.items, 1)},
        groups=[
            {"id": f"id_am_1_{side}", "members": [f"k_{side}", f"a_{side}"], **mean}
            for side in ("doc", "imp")
        ],
        themes=mean,
        total=mean,
        levels=[
            {"id": "none", "title": "none"},
            {
                "id": "basic",
                "title": "Basic",
                "needs": {"total": {"at_least": 2.5}, "each_theme": 2.5, "key_points": 3},
            },
        ],
    )
    answers = {"a_doc": "m3", "a_imp": "m3", "b_doc": "m4", "b_imp": "m2", "c_doc": "m3", "c_imp": "m4"}
    score = scored(questionnaire, rule, k_doc="m5", k_imp=key, **answers)
    assert score.theme("id_am").value == ((5 + 3) / 2 + (int(key[1]) + 3) / 2 + 4 + 2) / 4
    assert score.level.id == level


def test_the_essential_eight_take_the_lowest_strategy_and_need_whole_rungs():
    # ASD Australia: a maturity level counts when everything in it and below it is in place; overall is the
    # weakest strategy.
    items = {
        s: [yes_no(f"{s}_1a"), yes_no(f"{s}_1b"), yes_no(f"{s}_2"), yes_no(f"{s}_3")]
        for s in ("patching", "backups")
    }
    questionnaire = a_questionnaire(**items)
    groups = [{"id": f"{s}_ml1", "members": [f"{s}_1a", f"{s}_1b"], "combine": "minimum"} for s in items]
    rule = a_rule(groups=groups, themes={"combine": "ladder"}, total={"combine": "minimum"})
    answers = {f"patching_{n}": "yes" for n in ("1a", "1b", "2", "3")} | {
        "backups_1a": "yes",
        "backups_1b": "yes",
        "backups_2": "no",
        "backups_3": "yes",
    }
    score = scored(questionnaire, rule, **answers)
    assert [theme.value for theme in score.themes] == [3, 1]
    assert score.value == 1


def test_cis_averages_four_sides_of_each_safeguard():
    # CIS CSAT: policy defined, implemented, automated, reported; a percentage per safeguard and over all.
    steps = {"none": 0, "some": 25, "half": 50, "most": 75, "all": 100}
    sides = ("policy", "implemented", "automated", "reported")
    questionnaire = a_questionnaire(
        *(an_item(f"s{n}_{side}").with_options(**steps) for n in (1, 2) for side in sides)
    )
    groups = [
        {"id": f"s{n}", "members": [f"s{n}_{side}" for side in sides], "combine": "mean", "of": "points"}
        for n in (1, 2)
    ]
    rule = a_rule(groups=groups, themes={"combine": "mean", "of": "points"})
    answers = dict(zip((f"s1_{s}" for s in sides), ("all", "half", "none", "none"))) | {
        f"s2_{s}": "all" for s in sides
    }
    score = scored(questionnaire, rule, **answers)
    assert (score.figure("s1"), score.value) == (37.5, 68.75)


def test_a_risk_is_chance_times_impact_and_the_worst_risk_counts():
    scale = {f"l{n}": n for n in range(1, 6)}
    questionnaire = a_questionnaire(
        **{
            r: [an_item(f"{r}_chance").with_options(**scale), an_item(f"{r}_impact").with_options(**scale)]
            for r in ("fire", "fraud")
        }
    )
    rule = a_rule(themes={"combine": "product", "of": "points"}, total={"combine": "maximum"})
    score = scored(
        questionnaire, rule, fire_chance="l1", fire_impact="l5", fraud_chance="l4", fraud_impact="l3"
    )
    assert (score.theme("fire").value, score.theme("fraud").value, score.value, score.maximum) == (
        5,
        12,
        12,
        25,
    )


def test_tiers_take_the_weakest_function_rounded_down():
    # NIST CSF style: a tier per function from the mean of its answers, the organisation is at its weakest.
    tiers = {f"t{n}": n for n in range(1, 5)}
    questionnaire = a_questionnaire(
        **{f: [an_item(f"{f}{n}").with_options(**tiers) for n in (1, 2)] for f in ("identify", "protect")}
    )
    rule = a_rule(
        themes={"combine": "mean", "of": "points", "rounding": {"mode": "floor"}},
        total={"combine": "minimum"},
    )
    score = scored(questionnaire, rule, identify1="t2", identify2="t3", protect1="t4", protect2="t3")
    assert ([theme.value for theme in score.themes], score.value) == ([2, 3], 2)


def test_a_capability_level_needs_all_practices_of_the_levels_below():
    # ISO/IEC 21827 and C2M2 style: levels that build up, each from its own practices.
    questionnaire = a_questionnaire(*(yes_no(i) for i in ("done", "planned", "standard", "measured")))
    needs = [
        {},
        {"items": {"done": 1}},
        {"items": {"planned": 1}},
        {"items": {"standard": 1}},
        {"items": {"measured": 1}},
    ]
    rule = a_rule(
        levels=[{"id": f"level{n}", "title": str(n), "needs": need} for n, need in enumerate(needs)],
        levels_build_up=True,
    )
    assert (
        scored(questionnaire, rule, done="yes", planned="yes", standard="no", measured="yes").level.id
        == "level2"
    )


def test_a_basic_scan_counts_the_statements_that_are_true():
    # DTC basisscan style: 25 statements; the result is how many hold.
    questionnaire = a_questionnaire(*(yes_no(f"s{n}") for n in range(25)))
    rule = a_rule(
        themes={"combine": "sum", "of": "points"},
        levels=[
            {"id": "begin", "title": "begin"},
            {
                "id": "on_the_way",
                "title": "on the way",
                "needs": {"condition": {"count_at_least": 1, "at_least": 10}},
            },
        ],
    )
    score = scored(questionnaire, rule, **{f"s{n}": "yes" if n < 10 else "no" for n in range(25)})
    assert (score.value, score.level.id) == (10, "on_the_way")


def test_maturity_depends_on_the_size_of_the_business():
    # ENISA style: what a larger business must have, a small one may do without; the threshold follows the
    # profile.
    size = an_item("size").with_options(small=None, large=None)
    enough = [
        {"all": [{"item": "size", "answered": [s]}, {"percent_of": "total", "at_least": bound}]}
        for s, bound in (("small", 50), ("large", 75))
    ]
    questionnaire = a_questionnaire(yes_no("a"), yes_no("b"), profile=(size,))
    rule = a_rule(
        themes={"combine": "mean"},
        levels=[
            {"id": "foundation", "title": "f"},
            {"id": "advanced", "title": "a", "needs": {"condition": {"any": enough}}},
        ],
    )
    assert scored(questionnaire, rule, size="small", a="yes", b="no").level.id == "advanced"
    assert scored(questionnaire, rule, size="large", a="yes", b="no").level.id == "foundation"


def test_samm_averages_two_streams_per_level_and_adds_the_levels_of_a_practice():
    # OWASP SAMM 2: answers of 0, 0.25, 0.5 or 1; a practice is the sum of its levels, a function the mean of
    # its practices.
    answers = {"none": 0, "some": 0.25, "half": 0.5, "most": 1}
    ids = [f"{p}_{stream}{level}" for p in ("sm", "pc") for level in (1, 2, 3) for stream in "ab"]
    questionnaire = a_questionnaire(*(an_item(i).with_options(**answers) for i in ids))
    groups = [
        {"id": f"{p}_{n}", "members": [f"{p}_a{n}", f"{p}_b{n}"], "combine": "mean", "of": "points"}
        for p in ("sm", "pc")
        for n in (1, 2, 3)
    ]
    groups += [
        {"id": p, "members": [f"{p}_{n}" for n in (1, 2, 3)], "combine": "sum", "of": "points"}
        for p in ("sm", "pc")
    ]
    rule = a_rule(
        groups=groups,
        themes={"combine": "mean", "of": "points"},
        total={"rounding": {"mode": "half_up", "decimals": 2}},
    )
    given = dict.fromkeys(ids, "none") | {
        "sm_a1": "most",
        "sm_b1": "half",
        "sm_a2": "half",
        "sm_b2": "some",
        "pc_a1": "most",
        "pc_b1": "some",
    }
    score = scored(questionnaire, rule, **given)
    assert (score.figure("sm"), score.figure("pc"), score.value, score.maximum) == (1.125, 0.625, 0.88, 3)


def test_a_caf_outcome_is_achieved_when_all_its_indicators_are():
    # NCSC CAF: indicators per outcome; one "not achieved" decides, all "achieved" together achieve. A profile
    # asks a level per outcome.
    both = {"all": [{"item": "a1a", "answered": ["one"]}, {"item": "a1a", "answered": ["two"]}]}
    whole = {"cases": [{"when": both, "amount": 2}], "otherwise": 0}
    outcome = (
        an_item("a1a")
        .multiple()
        .with_options(not_achieved=0, partly=1, one=whole, two=whole)
        .exclusive("not_achieved")
    )
    rule = a_rule(
        items={"combine": "maximum", "maxima": {"a1a": 2}},
        levels=[
            {"id": "short", "title": "s"},
            *(
                {"id": i, "title": i, "needs": {"items": {"a1a": n}}}
                for i, n in (("basic", 0.5), ("enhanced", 1))
            ),
        ],
    )
    levels = [
        scored(a_questionnaire(outcome), rule, a1a=chosen).level.id
        for chosen in (("one",), ("partly", "one"), ("one", "two"), ("not_achieved",))
    ]
    assert levels == ["short", "basic", "enhanced", "short"]


def test_a_school_report_has_marks_from_one_to_ten_and_allows_one_fail():
    subjects = {
        s: [an_item(s + "_points").number(most=m).having(number_points={"times": 1})]
        for s, m in (("dutch", 40), ("maths", 60), ("english", 50))
    }
    half_even = {"mode": "half_even", "decimals": 1}
    rule = a_rule(
        themes={
            "combine": "sum",
            "of": "points",
            "scale": "percent",
            "lowest": 1,
            "highest": 10,
            "rounding": half_even,
            "weights": {"dutch": 2},
        },
        total={"combine": "weighted_mean", "rounding": {"mode": "half_even"}},
        levels=[
            {"id": "failed", "title": "f"},
            {
                "id": "passed",
                "title": "p",
                "needs": {
                    "total": {"at_least": 6},
                    "condition": {"count_below": 5.5, "of": "themes", "at_most": 1},
                },
            },
        ],
    )
    score = scored(a_questionnaire(**subjects), rule, dutch_points=25, maths_points=25, english_points=40)
    assert ([theme.value for theme in score.themes], score.value, score.level.id) == (
        [6.6, 4.8, 8.2],
        7,
        "passed",
    )
    assert (
        scored(
            a_questionnaire(**subjects), rule, dutch_points=19, maths_points=25, english_points=50
        ).level.id
        == "failed"
    )


@pytest.mark.parametrize("method", ["din_spec_27076", "mon_aide_cyber", "cyber_essentials"])
def test_a_published_method_is_under_sixty_lines_besides_its_questions(method):
    assert len((PRODUCT / f"scoring/rules/{method}/rule.yaml").read_text().splitlines()) < 60


def test_the_command_line_scores_a_published_method(tmp_path, capsys):
    answers = tmp_path / "answers.yaml"
    answers.write_text("responses: {acc_rights: most, acc_passwords: advice, acc_remote: two_steps_some}\n")
    assert (
        main([str(answers), "--rule", str(PRODUCT / "scoring/rules/mon_aide_cyber/rule.yaml"), "--json"]) == 0
    )
    assert json.loads(capsys.readouterr().out)["themes"]["access"]["value"] == 1.5625
