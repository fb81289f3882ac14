"""Skip rules in words: every form of condition, and its opposite."""

from __future__ import annotations

from random import Random

import pytest

from questionnaire.models import Item, Questionnaire
from questionnaire.routing import Routing
from questionnaire.simulate import simulated_business
from questionnaire.walk import path
from scoring.loading import load_content


@pytest.fixture(scope="module")
def small() -> Questionnaire:
    options = ({"id": "a", "label": "Appel"}, {"id": "b", "label": "Banaan"})
    items = (
        {"id": "fruit", "question": "Welk fruit?", "options": options, "quick": True},
        {"id": "days", "kind": "number", "question": "Hoeveel dagen?", "number": {"unit": "dagen", "most": 30.0}},
    )
    section = {"id": "first", "title": "Eerste", "items": items}
    return Questionnaire.model_validate({"id": "tiny", "version": "1", "title": "Klein", "sections": (section,)})


def with_last(small: Questionnaire, skip_if: dict, quick: bool = False) -> Routing:
    section = small.sections[0]
    last = Item.model_validate({"id": "last", "question": "En?", "quick": True, "skip_if": skip_if})
    more = section.model_copy(update={"items": (*section.items, last)})
    head = {"id": small.id, "version": small.version, "title": small.title}
    return Routing(Questionnaire(**head, sections=(more,)), quick=quick)


@pytest.mark.parametrize(
    ("skip_if", "told"),
    [
        ({"item": "fruit", "answered": ("a",)}, "Sla over als u bij vraag 1 'Appel' koos."),
        ({"item": "fruit", "answered": ("a", "b", "dont_know")}, "Sla over als u bij vraag 1 'Appel', 'Banaan' of 'Weet ik niet' koos."),
        ({"not": {"item": "fruit", "answered": ("a", "b")}}, "Alleen als u bij vraag 1 'Appel' of 'Banaan' koos."),
        ({"item": "days", "at_least": 3.0}, "Sla over als uw getal bij vraag 2 3 of meer is."),
        ({"item": "days", "at_least": 3.0, "at_most": 7.0}, "Sla over als uw getal bij vraag 2 3 of meer en hooguit 7 is."),
        ({"not": {"item": "days", "at_most": 7.5}}, "Alleen als uw getal bij vraag 2 hooguit 7,5 is."),
        (
            {"any": ({"item": "fruit", "answered": ("a",)}, {"not": {"item": "days", "at_least": 3.0}})},
            "Sla over als u bij vraag 1 'Appel' koos of uw getal bij vraag 2 minder dan 3 is.",
        ),
        (
            {"not": {"all": ({"not": {"item": "fruit", "answered": ("b",)}}, {"item": "days", "at_least": 3.0})}},
            "Alleen als u bij vraag 1 iets anders koos dan 'Banaan' en uw getal bij vraag 2 3 of meer is.",
        ),
        (
            {
                "any": (
                    {"not": {"any": ({"item": "fruit", "answered": ("a",)}, {"item": "days", "at_most": 2.0})}},
                    {"item": "days", "at_least": 9.0},
                )
            },
            "Sla over als u bij vraag 1 iets anders koos dan 'Appel' en uw getal bij vraag 2 meer dan 2 is of uw getal bij vraag 2 9 of meer is.",
        ),
    ],
)
def test_a_skip_rule_reads_as_a_sentence(small, skip_if, told):
    routing = with_last(small, skip_if)
    assert routing.sentence(routing.questionnaire.items["last"]) == told


def test_an_item_that_everybody_is_asked_needs_no_sentence(small):
    assert Routing(small).sentence(small.items["fruit"]) is None


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_every_rule_of_the_scan_can_be_said_in_every_language(language):
    questionnaire = load_content(language=language).questionnaire
    routing = Routing(questionnaire, language)
    for item in questionnaire.items.values():
        if item.skip_if is not None:
            assert "{" not in (routing.sentence(item) or "{")


@pytest.mark.parametrize(
    ("skip_if", "told"),
    [
        ({"item": "days", "at_least": 3.0}, None),
        ({"any": ({"item": "days", "at_least": 3.0}, {"item": "fruit", "answered": ("a",)})}, "Sla over als u bij vraag 1 'Appel' koos."),
        ({"all": ({"item": "days", "at_least": 3.0}, {"item": "fruit", "answered": ("a",)})}, None),
        (
            {"all": ({"not": {"item": "days", "at_least": 3.0}}, {"item": "fruit", "answered": ("a",)})},
            "Sla over als u bij vraag 1 'Appel' koos.",
        ),
    ],
)
def test_the_quick_scan_tells_rules_without_items_that_it_leaves_out(small, skip_if, told):
    routing = with_last(small, skip_if, quick=True)
    assert routing.sentence(routing.questionnaire.items["last"]) == told


def test_an_item_that_no_quick_scan_can_ask_has_no_number(small):
    assert list(with_last(small, {"not": {"item": "days", "at_least": 3.0}}, quick=True).numbers) == ["fruit"]


@pytest.mark.parametrize("quick", [True, False])
def test_every_item_that_a_walk_asks_has_a_number(quick):
    questionnaire = load_content().questionnaire
    numbers = Routing(questionnaire, quick=quick).numbers
    rng = Random(7)
    for _ in range(200):
        assert {item.id for item in path(questionnaire, simulated_business(questionnaire, rng), quick)} <= set(numbers)
