"""The real content under random businesses: always a result, never a better answer that costs something."""

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from questionnaire.checks.satisfiable import most_asked
from questionnaire.respondent import for_respondent
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, Responses
from questionnaire.walk import ItemState, next_item, walk
from scoring.advising.advice import advise, with_plan
from scoring.answers import telling_answers
from scoring.barriers import BarrierState
from scoring.loading import load_content
from tests.strategies import answers_to, complete_walks

pytestmark = pytest.mark.slow

CONTENT = load_content()
ITEMS = CONTENT.questionnaire.items
STRICT = settings(max_examples=200, deadline=None, derandomize=True)
SHORTER = settings(STRICT, max_examples=75)


def test_what_the_supplier_does_unseen_is_not_known_rather_than_missing():
    """Somebody who outsources is not told that the virus scanner is missing, but that nobody here looked."""
    answers = {
        "ict_by": "supplier",
        "malware_protection": "supplier_unseen",
        "auto_updates": ("supplier_unseen",),
        "mfa_email": "some",
    }
    states = {
        i: b.state
        for t in CONTENT.resilience(CONTENT.score(Responses(answers)))
        for b in t.barriers
        for i in b.barrier.items
    }
    assert states["malware_protection"] is states["auto_updates"] is BarrierState.UNKNOWN
    assert states["mfa_email"] is BarrierState.MISSING


def level_number(score):
    ids = [level.id for level in CONTENT.rule.levels]
    return ids.index(score.level.id) if score.level else -1


def better_answers(item, responses, before):
    """Answers that are at least as good: of a tick list what is ticked and more, for each tick proves
    something of its own.

    "I don't know" is worth as much as the worst answer, but that answer is not better: it says that nothing
    is there.
    """
    offered = for_respondent(item, walk(CONTENT.questionnaire, responses).counting)
    now, points = responses.get(item.id), before.items[item.id].points
    if isinstance(now, tuple) and not any(item.options_by_id[o].exclusive for o in now):
        more = [o.id for o in offered.options if not o.exclusive and o.id not in now]
        return [tuple(o.id for o in item.options if o.id in (*now, *more[:n])) for n in range(len(more) + 1)]
    worth = [(a, CONTENT.scorer.points_for(item, a, responses.answers)) for a in telling_answers(offered)]
    return [a for a, p in worth if p > points or (p == points and now != DONT_KNOW)]


@pytest.mark.parametrize("quick", [False, True])
@STRICT
@given(data=st.data())
def test_every_walk_ends_with_a_result(quick, data):
    responses = data.draw(complete_walks(CONTENT.questionnaire, quick))
    score = CONTENT.score(responses, quick)
    assert score.complete
    assert 0 <= score.score_pct <= 100
    assert all(theme.score_pct is None or 0 <= theme.score_pct <= 100 for theme in score.themes)
    assert (score.level is None) is quick
    advice = advise(CONTENT, score)
    assert len(advice.week) <= 3
    assert len({r.measure.id for r in advice.recommendations}) == len(advice.recommendations)
    assert all(threat.standing <= threat.relevant for threat in CONTENT.resilience(score))


@STRICT
@given(data=st.data())
def test_a_better_answer_never_lowers_score_level_or_barriers(data):
    responses = data.draw(complete_walks(CONTENT.questionnaire))
    before = CONTENT.score(responses)
    asked = [
        i.id
        for i in walk(CONTENT.questionnaire, responses).path
        if i.id in before.items and responses.get(i.id) != NOT_APPLICABLE
    ]
    item = ITEMS[data.draw(st.sampled_from(asked))]
    better = better_answers(item, responses, before)
    assume(better)
    # A better answer may ask an item that was skipped before; any answer to that item is allowed.
    start = responses.with_answer(item.id, data.draw(st.sampled_from(better)))
    after = CONTENT.score(data.draw(complete_walks(CONTENT.questionnaire, start=start)))
    assert after.score_pct >= before.score_pct - 1e-9
    assert level_number(after) >= level_number(before)
    standing = {
        b.barrier.id
        for t in CONTENT.resilience(before)
        for b in t.barriers
        if b.state is BarrierState.STANDING
    }
    still = {
        b.barrier.id
        for t in CONTENT.resilience(after)
        for b in t.barriers
        if b.state in (BarrierState.STANDING, BarrierState.NOT_RELEVANT)
    }
    # "Only owners work here" is as good an answer as any, and takes the crimes of employees away.
    shown = {t.threat.id for t in CONTENT.resilience(after)}
    gone = {b.id for t in CONTENT.threats.threats if t.id not in shown for b in t.barriers}
    assert standing <= still | gone


@SHORTER
@given(data=st.data())
def test_a_measure_never_lowers_the_score_and_all_measures_together_reach_the_best(data):
    score = CONTENT.score(data.draw(complete_walks(CONTENT.questionnaire)))
    advice = advise(CONTENT, score)
    assert all(r.gain_pct >= 0 for r in advice.recommendations)
    done = with_plan(CONTENT, score, [r.measure.id for r in advice.recommendations])
    assert done.score_pct >= score.score_pct - 1e-9


@SHORTER
@given(data=st.data())
def test_going_back_and_changing_an_answer_is_always_safe(data):
    responses = data.draw(complete_walks(CONTENT.questionnaire))
    item = data.draw(st.sampled_from([i for i in ITEMS.values() if i.id in responses]))
    changed = responses.with_answer(item.id, data.draw(answers_to(item)))
    walked = walk(CONTENT.questionnaire, changed)
    assert set(walked.counting.answers) <= {i.id for i in walked.path}
    assert all(walked.states[i.id] is not ItemState.SKIPPED for i in walked.path)
    assert CONTENT.score(changed).score_pct is not None
    back = changed.with_answer(item.id, responses.get(item.id))
    assert CONTENT.score(back) == CONTENT.score(responses)
    assert next_item(CONTENT.questionnaire, back) is None


def test_nobody_is_asked_more_than_is_promised():
    """Each answer of the profile beside random others: all combinations together are millions."""
    profile, rng, most = (
        [i for i in ITEMS.values() if i.id in CONTENT.questionnaire.profile_ids],
        Random(2),
        0,
    )
    for item in profile:
        for answer in telling_answers(item):
            for _ in range(20):
                others = {i.id: rng.choice(telling_answers(i)) for i in profile}
                most = max(
                    most, len(walk(CONTENT.questionnaire, Responses({**others, item.id: answer})).path)
                )
    exact = most_asked(CONTENT.questionnaire)
    assert exact is not None and most <= exact[0] <= CONTENT.questionnaire.most_items_asked
