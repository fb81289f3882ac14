"""What an SME consultant would say first to six businesses, written down before the product's advice was seen
(tests/panel/).
"""

from __future__ import annotations

import pytest

from questionnaire.walk import ItemState
from scoring.advising.advice import advise
from scoring.loading import load_content
from tests.whole.panel import FOLDER, business, matched

CONTENT = load_content()
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def across_the_table(request):
    """A business of the panel, its score and its advice."""
    found = business(request.param)
    score = CONTENT.score(found["responses"])
    return found, score, advise(CONTENT, score)


def test_the_panel_is_not_empty():
    assert len(FILES) >= 6


def test_every_question_of_the_path_has_an_answer(across_the_table):
    _, score, _ = across_the_table
    assert score.complete
    assert [i for i, state in score.states.items() if state is ItemState.UNANSWERED] == []


def test_two_of_the_three_first_actions_are_those_of_the_expert(across_the_table):
    found, _, advice = across_the_table
    first = [r.measure.id for r in advice.recommendations[:3]]
    assert matched(found["first"], first) >= 2, f"the expert says {found['first']}, the scan says {first}"


def test_nothing_that_the_expert_would_never_say_stands_among_the_first_five(across_the_table):
    found, _, advice = across_the_table
    assert not {r.measure.id for r in advice.recommendations[:5]} & set(found["never"])


def test_the_level_is_the_one_the_expert_gives(across_the_table):
    found, score, _ = across_the_table
    assert score.level is not None and score.level.id == found["level"]


def test_the_panel_names_measures_and_levels_that_exist():
    levels = {level.id for level in CONTENT.rule.levels}
    for path in FILES:
        found = business(path)
        assert found["level"] in levels
        assert {m for wanted in found["first"] for m in wanted} <= set(CONTENT.measures)
