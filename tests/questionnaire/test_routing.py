"""Skip rules in words: every form of condition, and its opposite."""

from __future__ import annotations

import re
from random import Random

import pytest

from questionnaire.answer_codes import answer_codes
from questionnaire.conditions import Answered
from questionnaire.models import Item, Questionnaire
from questionnaire.respondent import is_offered
from questionnaire.routing import Routing, reduced
from questionnaire.simulate import simulated_business
from questionnaire.walk import path, walk
from scoring.loading import load_content


@pytest.fixture(scope="module")
def small() -> Questionnaire:
    options = ({"id": "a", "label": "Appel"}, {"id": "b", "label": "Banaan"})
    items = (
        {"id": "fruit", "question": "Welk fruit?", "options": options, "quick": True},
        {
            "id": "days",
            "kind": "number",
            "question": "Hoeveel dagen?",
            "number": {"unit": "dagen", "most": 30.0},
        },
    )
    section = {"id": "first", "title": "Eerste", "items": items}
    return Questionnaire.model_validate(
        {"id": "tiny", "version": "1", "title": "Klein", "sections": (section,)}
    )


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
        (
            {"item": "fruit", "answered": ("a", "b", "dont_know")},
            "Sla over als u bij vraag 1 'Appel', 'Banaan' of 'Weet ik niet' koos.",
        ),
        (
            {"not": {"item": "fruit", "answered": ("a", "b")}},
            "Alleen als u bij vraag 1 'Appel' of 'Banaan' koos.",
        ),
        ({"item": "days", "at_least": 3.0}, "Sla over als uw getal bij vraag 2 3 of meer is."),
        (
            {"item": "days", "at_least": 3.0, "at_most": 7.0},
            "Sla over als uw getal bij vraag 2 3 of meer en hooguit 7 is.",
        ),
        ({"not": {"item": "days", "at_most": 7.5}}, "Alleen als uw getal bij vraag 2 hooguit 7,5 is."),
        (
            {"any": ({"item": "fruit", "answered": ("a",)}, {"not": {"item": "days", "at_least": 3.0}})},
            "Sla over als u bij vraag 1 'Appel' koos of uw getal bij vraag 2 minder dan 3 is.",
        ),
        (
            {
                "not": {
                    "all": ({"not": {"item": "fruit", "answered": ("b",)}}, {"item": "days", "at_least": 3.0})
                }
            },
            "Alleen als u bij vraag 1 iets anders koos dan 'Banaan' en uw getal bij vraag 2 3 of meer is.",
        ),
        (
            {
                "any": (
                    {
                        "not": {
                            "any": ({"item": "fruit", "answered": ("a",)}, {"item": "days", "at_most": 2.0})
                        }
                    },
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
        (
            {"any": ({"item": "days", "at_least": 3.0}, {"item": "fruit", "answered": ("a",)})},
            "Sla over als u bij vraag 1 'Appel' koos.",
        ),
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


NINE = tuple({"id": f"o{n}", "label": f"Antwoord {n}"} for n in range(1, 10))


def of_nine(
    shown_if: dict | None, variants: tuple = (), quick: bool = False, coded: bool = True
) -> tuple[Routing, Item]:
    """A choice of nine that everybody gets, a number outside the quick scan, and a question with one option
    for some.
    """
    options = (
        {"id": "all", "label": "Voor iedereen"},
        {"id": "some", "label": "Voor sommigen", "shown_if": shown_if},
    )
    items = (
        {"id": "nine", "question": "Welke?", "options": NINE, "quick": True},
        {"id": "days", "kind": "number", "question": "Hoeveel?", "number": {"unit": "dagen", "most": 30.0}},
        {"id": "last", "question": "En?", "options": options, "variants": variants, "quick": True},
    )
    section = {"id": "first", "title": "Eerste", "items": items}
    questionnaire = Questionnaire.model_validate(
        {"id": "tiny", "version": "1", "title": "Klein", "sections": (section,)}
    )
    return Routing(questionnaire, quick=quick, coded=coded), questionnaire.items["last"]


@pytest.mark.parametrize(
    ("shown_if", "told"),
    [
        (None, None),
        ({"item": "nine", "answered": ("o4",)}, "alleen na antwoord 4 bij vraag 1"),
        ({"item": "nine", "answered": ("o9", "o2")}, "alleen na antwoord 2 of 9 bij vraag 1"),
        (
            {"item": "nine", "answered": ("o3", "o4", "o5", "o8", "dont_know")},
            "alleen na antwoord 3 tot en met 5, 8 of 10 bij vraag 1",
        ),
        ({"not": {"item": "nine", "answered": ("o1",)}}, "niet na antwoord 1 bij vraag 1"),
        (
            {"all": ({"item": "nine", "answered": ("o1",)}, {"not": {"item": "days", "at_most": 7.0}})},
            "alleen als u bij vraag 1 'Antwoord 1' koos en uw getal bij vraag 2 meer dan 7 is",
        ),
    ],
)
def test_an_option_for_some_says_in_a_few_words_for_whom(shown_if, told):
    routing, item = of_nine(shown_if)
    assert routing.offered_to(item.options[1]) == told and routing.is_ever_offered(item.options[1])
    assert routing.offered_to(item.options[0]) is None


def test_an_option_that_looks_at_what_the_quick_scan_leaves_out_is_told_as_a_walk_takes_it():
    routing, item = of_nine({"item": "days", "at_least": 3.0}, quick=True)
    assert not routing.is_ever_offered(item.options[1])
    routing, item = of_nine({"not": {"item": "days", "at_least": 3.0}}, quick=True)
    assert routing.is_ever_offered(item.options[1]) and routing.offered_to(item.options[1]) is None


def test_other_texts_say_for_whom_they_are_and_the_one_for_everybody_ends_the_row():
    variants = (
        {"when": {"item": "nine", "answered": ("o1",)}, "question": "Eerst?"},
        {"when": {"item": "days", "at_least": 3.0}, "question": "Nooit in het kort?"},
        {"when": {"not": {"item": "days", "at_least": 3.0}}, "question": "Altijd in het kort?"},
        {"when": {"item": "nine", "answered": ("o2",)}, "question": "Te laat?"},
    )
    routing, item = of_nine(None, variants, quick=True)
    told = [(condition, variant.question) for condition, variant in routing.variants(item)]
    assert told == [("u bij vraag 1 'Antwoord 1' koos", "Eerst?"), (None, "Altijd in het kort?")]


def test_long_answers_are_told_by_their_codes_to_who_has_those_at_hand():
    wanted = {"item": "nine", "answered": tuple(f"o{n}" for n in range(1, 6))}
    routing, _ = of_nine(None)
    assert (
        routing.clause(reduced(Answered(**wanted), routing.numbers))
        == "u bij vraag 1 antwoord 1 tot en met 5 koos"
    )
    in_words, _ = of_nine(None, coded=False)
    assert "'Antwoord 5' koos" in in_words.clause(Answered(**wanted))


@pytest.mark.parametrize("quick", [True, False])
def test_what_paper_says_of_an_option_is_what_a_walk_does(quick):
    """The words are read back as a person reads them, and followed for many businesses."""
    questionnaire = load_content().questionnaire
    routing, rng, read = Routing(questionnaire, quick=quick, coded=True), Random(3), 0
    by_number = {number: questionnaire.items[i] for i, number in routing.numbers.items()}
    businesses = [
        walk(questionnaire, simulated_business(questionnaire, rng, quick=quick), quick).counting
        for _ in range(60)
    ]
    for item in by_number.values():
        for option in item.options:
            if (told := routing.offered_to(option)) is None:
                assert all(is_offered(option, given) for given in businesses)
                continue
            only, codes, number = re.fullmatch(
                r"(alleen|niet) na antwoord (.+) bij vraag (\d+)", told
            ).groups()
            asked, listed = by_number[int(number)], re.split(", | of ", codes)
            wanted = [n for part in listed for n in range(int(part.split()[0]), int(part.split()[-1]) + 1)]
            answers = {answer_codes(asked)[str(n)] for n in wanted}
            for given in businesses:
                assert is_offered(option, given) == (
                    (given.get(asked.id) in answers) is (only == "alleen")
                ), (item.id, option.id)
            read += 1
    assert read > 10


@pytest.mark.parametrize("quick", [True, False])
def test_every_item_that_a_walk_asks_has_a_number(quick):
    questionnaire = load_content().questionnaire
    numbers = Routing(questionnaire, quick=quick).numbers
    rng = Random(7)
    for _ in range(200):
        assert {
            item.id for item in path(questionnaire, simulated_business(questionnaire, rng), quick)
        } <= set(numbers)
