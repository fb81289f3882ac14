"""The path through a questionnaire: next item, skip rules both ways, going back, and what each item became."""

import pytest

from questionnaire.checks.satisfiable import combinations_of
from questionnaire.conditions import items_in
from questionnaire.responses import Responses
from questionnaire.walk import ItemState, item_after, item_before, next_item, path, progress, walk
from scoring.loading import load_content
from tests.builders import a_questionnaire, an_item, yes_no

SIZE = an_item("size").with_options(alone=None, staff=None).quick()
STAFF_ONLY = {"item": "size", "answered": ["alone"]}


def a_small_scan():
    backup = yes_no("backup").quick()
    test = yes_no("test").skipped_if({"item": "backup", "answered": ["no"]})
    training = yes_no("training").skipped_if(STAFF_ONLY)
    return a_questionnaire(backup, test, training, profile=(SIZE,))


def ids(items):
    return [item.id for item in items]


def states(answers, quick=False):
    return {i: s.value for i, s in walk(a_small_scan(), Responses(answers), quick).states.items()}


def test_the_first_item_without_an_answer_is_next():
    assert next_item(a_small_scan(), Responses()).id == "size"
    assert next_item(a_small_scan(), Responses({"size": "staff"})).id == "backup"


def test_no_item_is_next_when_the_walk_is_done():
    assert next_item(a_small_scan(), Responses({"size": "alone", "backup": "no"})) is None


def test_a_skip_rule_on_the_profile_skips_and_one_on_an_answer_implies():
    assert states({"size": "alone", "backup": "no"}) == {
        "size": "answered",
        "backup": "answered",
        "test": "implied",
        "training": "skipped",
    }


def test_each_way_of_answering_has_its_own_state():
    questionnaire = a_questionnaire(yes_no("a"), yes_no("b"), yes_no("c").not_applicable())
    found = walk(questionnaire, Responses({"a": "yes", "b": "dont_know", "c": "not_applicable"})).states
    assert list(found.values()) == [ItemState.ANSWERED, ItemState.DONT_KNOW, ItemState.NOT_APPLICABLE]


def test_the_quick_scan_asks_its_own_items_and_calls_the_rest_not_asked():
    assert ids(path(a_small_scan(), Responses(), quick=True)) == ["size", "backup"]
    assert states({"size": "staff", "backup": "yes"}, quick=True)["training"] == "not_asked"


def test_answers_that_left_the_path_stay_and_do_not_count():
    responses = Responses({"size": "alone", "backup": "no", "test": "yes", "training": "yes"})
    walked = walk(a_small_scan(), responses)
    assert set(walked.counting.answers) == {"size", "backup"}
    assert responses.get("training") == "yes"


def test_an_answer_that_left_the_path_no_longer_steers():
    questionnaire = a_questionnaire(
        yes_no("a"),
        yes_no("b").skipped_if({"item": "a", "answered": ["no"]}),
        yes_no("c").skipped_if({"item": "b", "answered": ["no"]}),
    )
    assert ids(path(questionnaire, Responses({"a": "no", "b": "no"}))) == ["a", "c"]


def test_an_answer_that_the_item_does_not_offer_counts_as_no_answer():
    walked = walk(a_small_scan(), Responses({"size": "huge", "backup": ["yes"]}))
    assert walked.states["size"] is walked.states["backup"] is ItemState.UNANSWERED
    assert len(walked.counting) == 0


def test_an_unanswered_item_makes_a_condition_on_it_false_and_its_opposite_true():
    only_shops = (
        an_item("shop").with_options(no=0, yes=1).skipped_if({"not": {"item": "size", "answered": ["staff"]}})
    )
    questionnaire = a_questionnaire(only_shops, profile=(SIZE,))
    assert ids(path(questionnaire, Responses())) == ["size"]
    assert ids(path(questionnaire, Responses({"size": "staff"}))) == ["size", "shop"]


@pytest.mark.parametrize(("days", "asked"), [(3, True), (7, True), (8, False)])
def test_a_skip_rule_can_look_at_a_number(days, asked):
    late = yes_no("late").skipped_if({"item": "days", "above": 7})
    questionnaire = a_questionnaire(an_item("days").number((None, 1)), late)
    assert ("late" in ids(path(questionnaire, Responses({"days": days})))) is asked


def test_neighbours_follow_the_path_and_not_the_file():
    walked = path(a_small_scan(), Responses({"size": "staff", "backup": "no"}))
    assert item_after(a_small_scan(), walked, "backup").id == "training"
    assert item_before(a_small_scan(), walked, "training").id == "backup"
    assert item_before(a_small_scan(), walked, "size") is None
    assert item_after(a_small_scan(), walked, "training") is None


def test_an_item_that_left_the_path_still_finds_its_neighbours():
    walked = path(a_small_scan(), Responses({"size": "staff", "backup": "no", "test": "yes"}))
    assert item_after(a_small_scan(), walked, "test").id == "training"


def test_progress_counts_the_path_as_it_runs_now():
    done = progress(a_small_scan(), Responses({"size": "alone", "backup": "no"}))
    assert (done.answered, done.total, done.share) == (2, 2, 1.0)
    half = progress(a_small_scan(), Responses({"size": "staff"}))
    assert (half.answered, half.total) == (1, 4)


def test_responses_do_not_change_and_copies_do():
    responses = Responses({"a": "yes"})
    with pytest.raises(AttributeError):
        responses.answers = {}
    assert responses.with_answer("a", ["x", "y"]).get("a") == ("x", "y")
    assert responses.without("a") == Responses() and "a" in responses


def test_responses_never_show_their_answers_in_a_log():
    assert "secret" not in repr(Responses({"a": "secret"}))


CONTENT = load_content()
STEERED = [item for item in CONTENT.questionnaire.items.values() if item.skip_if is not None]


@pytest.mark.parametrize("item", STEERED, ids=lambda item: item.id)
def test_every_skip_rule_of_the_real_scan_works_both_ways(item):
    outcomes = set()
    for answers in combinations_of(CONTENT.questionnaire, items_in(item.skip_if), [item.skip_if]):
        outcomes.add(item.id in ids(path(CONTENT.questionnaire, Responses(answers))))
    assert outcomes == {True, False}


def test_an_answer_outside_the_profile_skips_at_most_one_other_item():
    sources = [
        i
        for item in STEERED
        for i in set(items_in(item.skip_if))
        if i not in CONTENT.questionnaire.profile_ids
    ]
    assert len(sources) == len(set(sources))
