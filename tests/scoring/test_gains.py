"""What a measure adds follows from slopes where a rule is made of sums and means: the same as working it out
anew.
"""

import random

import pytest

from benchmarks.growth import invented
from questionnaire.responses import Responses
from scoring.calculation.gains import Gains, is_linear
from scoring.calculation.score import Scorer
from tests.builders import a_questionnaire, a_rule, an_item, scored, tuples

NAMES = [f"q{i}" for i in range(8)]
MEMBERS = {"low": NAMES[:2], "high": ["low", NAMES[2]], "other": NAMES[5:7]}


def a_scan():
    items = [
        an_item(name).with_options(no=0, some=1 + i % 2, yes=3).weighing(1 + i % 3)
        for i, name in enumerate(NAMES)
    ]
    return a_questionnaire(one=items[:4], two=items[4:])


def groups(combine, of, scale, beside=False):
    return [
        {
            "id": name,
            "members": members,
            "combine": combine,
            "of": of,
            "scale": scale,
            "weight": 2,
            "beside": beside,
        }
        for name, members in MEMBERS.items()
    ]


@pytest.mark.parametrize("combine", ["sum", "weighted_sum", "mean", "weighted_mean"])
@pytest.mark.parametrize("of", ["shares", "points"])
@pytest.mark.parametrize("scale", ["none", "percent"])
@pytest.mark.parametrize("start", ["themes", "items", "groups"])
def test_slopes_through_groups_say_what_working_it_out_anew_says(combine, of, scale, start):
    questionnaire = a_scan()
    rule = a_rule(
        groups=groups(combine, of, scale),
        themes={"combine": combine, "of": of, "scale": scale},
        total={"from": start, "combine": combine, "of": "shares" if start != "themes" else "points"},
    )
    assert is_linear(rule)
    scorer, chance = Scorer(rule, questionnaire), random.Random(1)
    for _ in range(10):
        answers = {name: chance.choice(["no", "some"]) for name in NAMES if chance.random() < 0.8}
        score = scorer.score(Responses(answers))
        gains, lifted = Gains(scorer, score), {name: 3.0 for name in answers if chance.random() < 0.5}
        anew = (scorer.total_with(score, lifted) or 0.0) - (scorer.total_with(score, {}) or 0.0)
        assert gains.change(lifted) == pytest.approx(anew, abs=1e-9)


@pytest.mark.parametrize("rounding", [{"mode": "none"}, {"mode": "half_up"}])
def test_only_what_stands_above_an_item_is_worked_out_again_and_the_rest_is_as_it_was(rounding):
    questionnaire = a_scan()
    rule = a_rule(
        groups=groups("mean", "points", "percent"),
        themes={"combine": "median", "scale": "percent", "rounding": rounding},
    )
    scorer = Scorer(rule, questionnaire)
    before = scored(questionnaire, rule, **dict.fromkeys(NAMES, "some"))
    for name in NAMES:
        lifted = scorer.total_with(before, {name: 3.0})
        assert lifted == pytest.approx(scorer.score(before.counting, lifted={name: 3.0}).score_pct)


def test_a_group_beside_that_takes_the_highest_keeps_the_slopes():
    beside = [{"id": "best_of", "members": NAMES[:3], "combine": "maximum", "beside": True}]
    assert is_linear(a_rule(groups=beside))
    assert not is_linear(a_rule(groups=[{**beside[0], "beside": False}]))


def test_advice_of_a_scan_with_groups_works_nothing_out_anew(monkeypatch):
    content = invented(40, 60, groups=True)
    score = content.score(Responses(dict.fromkeys(content.questionnaire.items, "never")))
    asked = []
    monkeypatch.setattr(type(content.scorer), "total_with", lambda *_: asked.append(1) or 0.0)
    gains = Gains(content.scorer, score)
    assert all(gains.of({item: 3.0}) > 0 for item in tuples(list(content.questionnaire.items)))
    assert asked == []
