"""Expressions that the rule language refuses when loading, each at its line: never silently ignored."""

import pytest

from questionnaire.authoring.mistakes import ContentError
from scoring.loading import build
from scoring.reading import read_rule

QUESTIONS = """\
id: small
version: "1"
title: Klein
sections:
  - id: profile
    title: Profiel
    profile: true
    items:
      - {id: size, question: 'Hoe groot?', options: [{id: alone, label: Alleen}, {id: staff, label: Met meer}]}
  - id: access
    title: Toegang
    items:
      - {id: mfa, key: true, question: 'Twee stappen?', options: [{id: no, label: Nee, points: 0}, {id: yes, label: Ja, points: 3}]}
      - {id: days, kind: number, question: 'Hoeveel dagen?', number: {unit: dagen, most: 99}, bands: [{up_to: 14, points: 1}, {points: 0}]}
"""
HEAD = "id: small\ntitle: Klein\nquestionnaire: questions.yaml\n"


def load(folder, rule, questions=QUESTIONS):
    (folder / "questions.yaml").write_text(questions)
    (folder / "rule.yaml").write_text(HEAD + rule)
    return build(read_rule(folder / "rule.yaml", folder))


def test_the_small_rule_itself_loads(tmp_path):
    assert load(tmp_path, "levels: [{id: one, title: Een}]\n").rule.levels[0].id == "one"


REFUSED = [
    # unknown words
    "themes: {combine: weighted_average}",
    "total: {from: sections}",
    "items: {combine: average}",
    "items: {dont_know: {counts_as: nothing}}",
    "total: {rounding: {mode: up}}",
    "themes: {weigths: {access: 2}}",
    "total: {scale: permille}",
    "unknown_key: 1",
    "factors: [{id: f, on: answers, when: {item: mfa, answered: [no]}, reason: x}]",
    "priorities: {order: [{by: priority}]}",
    # ill-typed
    "themes: {clamp: {most: veel}}",
    "levels: [{id: one, title: Een, needs: {total: 50}}]",
    "levels: [{id: one, title: Een, needs: {each_theme: hoog}}]",
    "items: {points: {mfa: {yes: drie}}}",
    "total: {rounding: {mode: floor, decimals: 1.5}}",
    "items: {not_applicable: {counts_as: full, at_most: -1}}",
    "knock_outs: [{id: k, fails: ja, when: {item: mfa, answered: [no]}, reason: x}]",
    "items: {weights: {mfa: 1e400}}",
    "factors: [{id: f, on: total, multiply: .inf, when: {item: mfa, answered: [no]}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: \"mfa == 'no'\", reason: x}]",
    # ids that do not exist
    "knock_outs: [{id: k, fails: true, when: {item: mfaa, answered: [no]}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {item: mfa, answered: [nee]}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {item: mfa, answered: [not_applicable]}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {score_of: toegang, below: 1}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {percent_of: totaal, below: 1}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {count_below: 1, of: [mfaa], at_least: 1}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {count_answered: [perhaps], at_least: 1}, reason: x}]",
    "knock_outs: [{id: k, level_at_most: top, when: {item: mfa, answered: [no]}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {all: [{item: mfa, answered: [no]}, {not: {item: dayz, above: 3}}]}, reason: x}]",
    "items: {points: {mfaa: {yes: 1}}}",
    "items: {points: {mfa: {ja: 1}}}",
    "items: {weights: {mfaa: 2}}",
    "items: {maxima: {mfaa: 2}}",
    "items: {exceptions: {mfaa: {combine: sum}}}",
    "themes: {weights: {toegang: 2}}",
    "themes: {exceptions: {toegang: {combine: sum}}}",
    "levels: [{id: one, title: Een, needs: {themes: {toegang: 50}}}]",
    "levels: [{id: one, title: Een, needs: {items: {mfaa: 1}}}]",
    "levels: [{id: one, title: Een, needs: {groups: {g: 1}}}]",
    "groups: [{id: g, members: [mfaa]}]",
    "total: {from: groups}",
    "factors: [{id: f, on: items, only: [mfaa], multiply: 2, when: {item: size, answered: [staff]}, reason: x}]",
    "factors: [{id: f, on: themes, only: [toegang], multiply: 2, when: {item: size, answered: [staff]}, reason: x}]",
    "measures: nowhere.yaml",
    # conditions that compare what cannot be compared, or too early
    "knock_outs: [{id: k, fails: true, when: {item: mfa, at_least: 2}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {score_of: total}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {item: days, at_least: 3, above: 4}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {item: days, at_least: 9, at_most: 3}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {score_of: total, at_least: 1, anwsered: [no]}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {all: []}, reason: x}]",
    "factors: [{id: f, on: items, multiply: 2, when: {score_of: total, above: 1}, reason: x}]",
    "factors: [{id: f, on: themes, multiply: 2, when: {score_of: access, above: 1}, reason: x}]",
    "items: {weights: {mfa: {cases: [{when: {score_of: total, above: 1}, amount: 2}], otherwise: 1}}}",
    # keys that would do nothing
    "items: {dont_know: {counts_as: partial}}",
    "items: {dont_know: {counts_as: zero, share: 0.5}}",
    "items: {dont_know: {counts_as: fixed}}",
    "knock_outs: [{id: k, when: {item: mfa, answered: [no]}, reason: x}]",
    "total: {lowest: 1, highest: 10}",
    "priorities: {order: [{by: rank_below}]}",
    "priorities: {order: [{by: rank, bound: 3}]}",
    "total: {rounding: {decimals: 1}}",
    "total: {rounding: {mode: floor, step: 0.5, decimals: 1}}",
    "items: {not_applicable: {counts_as: full, beyond: zero}}",
    "total: {combine: mean}\nthemes: {weights: {access: 2}}",
    "themes: {combine: sum}\nitems: {weights: {mfa: 2}}",
    "themes: {combine: mean}\ngroups: [{id: g, members: [mfa], weight: 2}]",
    "factors: [{id: f, on: total, when: {item: mfa, answered: [no]}, reason: x}]",
    # what is said about something that is not there
    "items: {weights: {size: 2}}",
    "items: {points: {size: {alone: 2}}}",
    "factors: [{id: f, on: items, only: [size], add: 1, when: {item: mfa, answered: [no]}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {score_of: size, above: 1}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {count_below: 1, of: [size], at_least: 1}, reason: x}]",
    "factors: [{id: f, on: groups, add: 1, when: {item: mfa, answered: [no]}, reason: x}]",
    "levels_build_up: true",
    "level_when_incomplete: false",
    "knock_outs: [{id: k, levels_down: 1, when: {item: mfa, answered: [no]}, reason: x}]",
    "levels: [{id: a, title: a}, {id: b, title: b}]\nknock_outs: [{id: k, levels_down: 2, when: {item: mfa, answered: [no]}, reason: x}]",
    "items: {clamp: {}}",
    "items: {exceptions: {mfa: {}}}",
    "themes: {exceptions: {access: {}}}",
    "items: {points: {mfa: {}}}",
    "items: {exceptions: {mfa: {not_applicable: {counts_as: full}}}}",
    "items: {exceptions: {mfa: {combine: maximum}}}",
    "items: {exceptions: {mfa: {skipped: {by_answer: zero}}}}",
    "items: {not_applicable: {counts_as: full, at_most: 1}}",
    "themes: {best: 2}",
    "groups: [{id: g, members: [mfa, days], worst: 2}]",
    "total: {combine: maximum, best: 1}",
    "items: {minima: {mfa: 3}}",
    "items: {maxima: {mfa: -1}}",
    "themes: {exceptions: {access: {lowest: 1}}}",
    "themes: {scale: percent, exceptions: {access: {highest: -1}}}",
    "priorities: {order: []}",
    "priorities: {order: [{by: rank}, {by: rank}]}",
    "priorities: {worth: {score: 0}}",
    "knock_outs: [{id: k, fails: true, when: {count_below: 50, of: [mfa, days], at_least: 1}, reason: x}]",
    "knock_outs: [{id: k, fails: true, when: {count_at_least: 0, at_least: 1}, reason: x}]",
    # ids that would say two things
    "groups: [{id: mfa, members: [days]}]",
    "groups: [{id: total, members: [mfa]}]",
    "groups: [{id: access, members: [mfa]}]",
    "groups: [{id: g, members: [mfa]}, {id: g, members: [days]}]",
    "levels: [{id: a, title: a}, {id: a, title: b}]",
    "groups: [{id: g, members: [mfa, mfa]}]",
    "knock_outs: [{id: k, fails: true, when: {item: mfa, answered: [no]}, reason: x}, {id: k, fails: true, when: {item: mfa, answered: [yes]}, reason: x}]",
    # bounds and choices that cannot work
    "items: {clamp: {least: 5, most: 1}}",
    "total: {best: 1, worst: 1}",
    "themes: {combine: ladder, best: 2}",
    "total: {best: 0}",
    # groups that cannot be worked out
    "groups: [{id: g, members: [size]}]",
    "groups: [{id: g, members: [mfa]}, {id: h, members: [mfa]}]",
    "groups: [{id: g, members: [g]}]",
    "groups: [{id: g, members: [h]}, {id: h, members: [mfa]}]",
]


@pytest.mark.parametrize("line", REFUSED)
def test_a_wrong_expression_is_refused_at_its_line(tmp_path, line):
    with pytest.raises(ContentError) as refusal:
        load(tmp_path, line + "\n")
    told = refusal.value.mistakes[0]
    assert told.file == "rule.yaml"
    assert told.line == 3 + len(line.splitlines())
    assert len(told.message.say("nl")) > 10 and len(told.remedy.say("nl")) > 10


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("key: true, ", "skip_if: {item: days, above: 3}, "),  # looks forward
        ("key: true, ", "skip_if: {item: sice, answered: [alone]}, "),
        ("key: true, ", "skip_if: {item: size, answered: [one]}, "),
        ("key: true, ", "skip_if: {score_of: total, above: 1}, "),
        ("key: true, ", "key: true, not_applicable: true, "),
        ("key: true, ", "kind: number, "),
        ("key: true, ", "key: true, maximum: -1, "),
        ("key: true, ", "key: true, minimum: 5, "),
    ],
)
def test_a_wrong_item_is_refused_at_its_line(tmp_path, old, new):
    with pytest.raises(ContentError) as refusal:
        load(tmp_path, "", QUESTIONS.replace(old, new))
    assert {(m.file, m.line) for m in refusal.value.mistakes} == {("questions.yaml", 13)}


@pytest.mark.parametrize(
    ("key", "line"), [("label: Alleen, points: 1", 7), ("label: Alleen, measures: [mfa]", 9)]
)
def test_what_an_answer_in_the_profile_earns_is_refused(tmp_path, key, line):
    with pytest.raises(ContentError) as refusal:
        load(tmp_path, "", QUESTIONS.replace("label: Alleen", key))
    assert [(m.file, m.line) for m in refusal.value.mistakes][:1] == [("questions.yaml", line)]


@pytest.mark.parametrize(
    "line",
    [
        "levels: [{id: a, title: a, needs: {key_points: 3}}]",
        "knock_outs: [{id: k, fails: true, when: {count_below: 1, of: key_items, at_least: 1}, reason: x}]",
    ],
)
def test_what_asks_something_of_key_items_is_refused_where_there_are_none(tmp_path, line):
    with pytest.raises(ContentError) as refusal:
        load(tmp_path, line + "\n", QUESTIONS.replace("key: true, ", ""))
    assert [(m.file, m.line) for m in refusal.value.mistakes] == [("rule.yaml", 4)]


@pytest.mark.parametrize(
    ("condition", "remedy"),
    [
        ("{and: [{item: mfa, answered: [no]}]}", "bedoelde u 'all'?"),
        ("{item: mfa, equals: no}", "bedoelde u 'answered'?"),
        ("{score: total, below: 4}", "bedoelde u 'score_of'?"),
        ("{score_of: total, less_than: 4}", "bedoelde u 'below'?"),
        ("{items: [mfa], answered: [no]}", "bedoelde u 'item'?"),
        ("{item: mfa, answered: [no], at_least: 2}", "hier mag staan: item, answered."),
        ("mfa == no", "hier mag staan: item, answered."),
    ],
)
def test_one_wrong_word_in_a_condition_gives_one_message_with_the_right_word(tmp_path, condition, remedy):
    with pytest.raises(ContentError) as refusal:
        load(tmp_path, f"knock_outs: [{{id: k, fails: true, when: {condition}, reason: x}}]\n")
    assert [m.remedy.say("nl") for m in refusal.value.mistakes] == [remedy]


def test_all_mistakes_of_a_rule_are_told_at_once(tmp_path):
    with pytest.raises(ContentError) as refusal:
        load(tmp_path, "total: {from: sections}\nthemes: {combine: average}\n")
    assert sorted(m.line for m in refusal.value.mistakes) == [4, 5]


def test_a_weight_may_depend_on_the_answer_to_the_item_itself(tmp_path):
    own = "weight: {cases: [{when: {item: mfa, answered: [no]}, amount: 3}], otherwise: 1}, "
    assert load(tmp_path, "", QUESTIONS.replace("key: true, ", own)).score


@pytest.mark.parametrize(
    "line",
    [
        "knock_outs: [{id: k, levels_down: 1, when: {any: [{item: days, above: 14}, {item: days, answered: [dont_know]}]}, reason: x}]\nlevels: [{id: a, title: a}, {id: b, title: b}]",
        "groups: [{id: g, members: [mfa, days], combine: minimum}]\ntotal: {from: groups, of: shares}",
        "items: {exceptions: {days: {dont_know: {counts_as: partial, share: 0.5}}}, minima: {mfa: 1}}",
        "items: {weights: {mfa: 2}}\ngroups: [{id: g, members: [days], weight: 2}]",
        "themes: {weights: {access: 2}}\ntotal: {combine: weighted_sum}",
        "knock_outs: [{id: k, fails: true, when: {count_below: 0.5, of: [mfa, access], at_least: 2}, reason: x}]",
        "levels_build_up: true\nlevels: [{id: a, title: a}, {id: b, title: b, needs: {condition: {count_at_least: 1, at_least: 2}}}]",
    ],
)
def test_a_right_expression_loads(tmp_path, line):
    assert load(tmp_path, line + "\n").rule.id == "small"
