"""Which answers can occur together: conditions that never or always hold, and the largest number of items
asked.
"""

import pytest

from data.content.checks import check_content
from questionnaire.checks import satisfiable
from questionnaire.checks.satisfiable import most_asked
from questionnaire.content_folder import ROOT
from questionnaire.loading import load_questionnaire
from questionnaire.responses import DONT_KNOW, Responses
from questionnaire.simulate import simulated_businesses
from questionnaire.walk import path
from tests.checks.content import an_item, codes, mistakes_in


def skip(condition: str) -> str:
    return f"skip_if: {condition}"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{item: size, answered: [small]}", []),
        ("{not: {item: size, answered: [small, large, huge, dont_know]}}", ["contradiction"]),
        ("{not: {item: size, answered: [small, large, huge]}}", []),  # I don't know
        (
            "{all: [{item: size, answered: [small]}, {not: {item: size, answered: [small]}}]}",
            ["contradiction"],
        ),
        ("{any: [{item: size, answered: [small, large, huge, dont_know]}]}", ["unreachable"]),
        (
            "{any: [{item: size, answered: [small]}, {all: [{item: size, answered: [large]}, {item: size, answered: [huge]}]}]}",
            ["contradiction"],
        ),
        ("{item: first, answered: ['yes']}", []),
        (
            "{all: [{item: size, answered: [small]}, {item: first, answered: ['yes']}]}",
            ["contradiction"],
        ),  # small skips first
        ("{item: days, at_least: 30}", []),
        ("{item: days, above: 365}", ["contradiction"]),
        ("{all: [{item: days, at_least: 30}, {item: days, below: 10}]}", ["contradiction"]),
        ("{item: many, answered: [a]}", []),
        ("{all: [{item: many, answered: [a]}, {item: many, answered: [b]}]}", []),  # several can be chosen
        (
            "{all: [{item: many, answered: [a]}, {item: many, answered: [none]}]}",
            ["contradiction"],
        ),  # none is exclusive
    ],
)
def test_conditions_that_never_or_always_hold(tmp_path, condition, expected):
    items = [
        an_item("first", more="skip_if: {item: size, answered: [small]}"),
        "{id: days, kind: number, question: 'Hoe?', number: {unit: dagen, least: 0, most: 365}, bands: [{points: 1}]}",
        (
            "{id: many, kind: multiple, question: 'Hoe?', options: [{id: a, label: A, points: 1}, {id: b, label: B, points: 1}, "
            "{id: none, label: Geen, points: 0, exclusive: true}]}"
        ),
        an_item("last", more=f"skip_if: {condition}"),
    ]
    # That whoever never sees `first` gets `last` is told too, see test_intent.py.
    assert [code for code in codes(mistakes_in(tmp_path, items)) if code != "follow_up"] == expected


def test_the_largest_number_of_items_is_found_over_all_profiles(tmp_path):
    items = [
        an_item("a", more="skip_if: {item: size, answered: [small]}"),
        an_item("b", more="skip_if: {not: {item: size, answered: [small]}}"),
        an_item("c", more="skip_if: {item: size, answered: [large]}"),
        an_item("d", more="skip_if: {item: c, answered: ['no']}"),
    ]
    assert codes(mistakes_in(tmp_path, items)) == ["follow_up"]  # who is large never sees c, and gets d
    # The profile's item, a or b, c unless the business is large, d: a huge one gets size, a, c and d.
    assert most_asked(load_questionnaire(tmp_path / "questions.yaml", tmp_path))[0] == 4


def test_an_item_that_skips_on_a_later_answer_is_told_at_that_condition(tmp_path):
    items = [
        an_item("a", more="skip_if: {any: [{item: size, answered: [small]}, {item: b, answered: ['yes']}]}"),
        an_item("b"),
    ]
    (mistake,) = mistakes_in(tmp_path, items)
    assert mistake.code == "looks_forward"


def test_the_promise_of_the_scan_is_looked_after_and_the_business_that_is_named_gets_so_many():
    """With a profile of twelve questions there are too many combinations to try one by one."""
    questionnaire = load_questionnaire()
    most, example = most_asked(questionnaire)
    assert most <= questionnaire.most_items_asked
    answers = dict.fromkeys(questionnaire.items, DONT_KNOW) | example
    assert len(path(questionnaire, Responses(answers))) == most
    for business in simulated_businesses(questionnaire, 200, seed=3):
        assert len(path(questionnaire, business)) <= most


def test_a_promise_that_cannot_be_looked_after_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(satisfiable, "_MOST_COMBINATIONS", 1)
    questionnaire = load_questionnaire()
    assert most_asked(questionnaire) is None
    assert "too_many_paths" in [mistake.code for mistake in check_content(ROOT).mistakes]
