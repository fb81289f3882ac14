"""Do what is advised, answer again, and get what was promised: on the real content, over random walks."""

from __future__ import annotations

from random import Random

import pytest

from questionnaire.conditions import AllOf, items_in
from questionnaire.respondent import accepts, for_respondent, is_offered
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, Responses
from questionnaire.walk import ItemState, next_item, walk
from scoring.advising.advice import advise, with_plan
from scoring.answers import telling_answers, worst_answer
from scoring.barriers import BarrierState
from scoring.checks.proofs import acute_answers, lowest_answers
from scoring.loading import load_content

CONTENT = load_content()
QUESTIONS = CONTENT.questionnaire
ITEMS = QUESTIONS.items
WALKS = 2_000
PROMISED = 4  # every so many-th of them is filled in anew, which costs ten times as much as looking

# Written apart from `stands_when`: what a suspicious entrepreneur would hold against a barrier on the same form.
PASSWORD_ONLY = {"open_doors": {"takeover", "devices", "vpn_password"}}
LET_IN = {"vendor_access": {"shared", "always_password"}}
OUT_OF_UPDATES = {"old_systems": {"reachable", "in_use", "connected", "old_phone"}}
NO_COPY_APART = {"backup_offline": {"none", "connected"}}
NOT_ASKED_FOR_A_CODE = {"mfa_email": {"none", "never_asked"}}
HELD_AGAINST = {
    "supplier_access_limited": {
        **PASSWORD_ONLY,
        "vendor_access": {"shared", "always_password", "always_two_steps"},
    },
    "supplier_access_two_steps": {**PASSWORD_ONLY, **LET_IN},
    "ransomware_remote_safe": {**PASSWORD_ONLY, **LET_IN},
    "theft_remote_safe": {**PASSWORD_ONLY, **LET_IN},
    "ransomware_updated": OUT_OF_UPDATES,
    "theft_updated": OUT_OF_UPDATES,
    "ransomware_no_old_systems": OUT_OF_UPDATES,
    "ransomware_backup_fresh": NO_COPY_APART,
    "insider_backup_fresh": NO_COPY_APART,
    "ransomware_backup_apart": {
        **NO_COPY_APART,
        "backup_frequency": {"never", "long_ago", "sometimes", "assumed"},
    },
    "theft_admins_two_steps": NOT_ASKED_FOR_A_CODE,
    "phishing_mail_two_steps": {"mfa_email": {"none", "never_asked", "some", "all_personal"}},
    "phishing_passkey": {"mfa_email": {"none", "never_asked", "some", "all_personal", "all"}},
    "website_work_goes_on": {"incident_plan": {"none", "digital_only", "outdated", "list_on_paper"}},
    "insider_accounts_closed": {"leavers": {"still_open", "later", "no_list"}},
    "theft_files_two_steps": {"servers": {"computers_only", "own_server"}},
}
# What a business is, and the types of crime that then cannot happen to it.
CANNOT_HAPPEN = [
    ("company_size", "zzp", {"ceo_fraud", "insider_abuse"}),
    ("leavers", "owners_only", {"ceo_fraud", "insider_abuse"}),
    ("website", "none", {"website_attack"}),
    ("servers", "phone_only", {"ransomware"}),
]


def a_walk(rng: Random) -> Responses:
    """A respondent who answers anything, some of them without knowing much."""
    responses, knows = Responses(), rng.random()
    while (item := next_item(QUESTIONS, responses)) is not None:
        item = for_respondent(item, walk(QUESTIONS, responses).counting)
        choices = telling_answers(item)
        if item.kind == "multiple" and rng.random() < 0.7:
            together = [o.id for o in item.options if not o.exclusive]
            choices = [tuple(o for o in together if rng.random() < 0.5) or choices[0]]
        answer = rng.choice(choices)
        if item.dont_know and rng.random() > 0.4 + knows:
            answer = DONT_KNOW
        elif item.not_applicable and rng.random() < 0.05:
            answer = NOT_APPLICABLE
        responses = responses.with_answer(item.id, answer)
    return responses


def walks(count: int = WALKS):
    rng = Random(11)
    return [a_walk(rng) for _ in range(count)]


@pytest.fixture(scope="module")
def advised():
    """Score and advice of every walk."""
    scores = [CONTENT.score(responses) for responses in walks()]
    return [(score, advise(CONTENT, score)) for score in scores]


def standing(score):
    return {
        (t.threat.id, b.barrier.id)
        for t in CONTENT.resilience(score)
        for b in t.barriers
        if b.state is BarrierState.STANDING
    }


def test_no_barrier_stands_against_an_answer(advised):
    for score, _ in advised:
        for threat in CONTENT.resilience(score):
            for found in threat.barriers:
                if found.state is not BarrierState.STANDING:
                    continue
                told = {
                    i: score.counting.get(i)
                    for i in found.barrier.items
                    if score.states[i] is ItemState.ANSWERED
                }
                assert told, f"{found.barrier.id} stands without an answer"
                for item_id, answer in told.items():
                    assert not acute_answers(ITEMS[item_id], (answer,))
                if len(found.barrier.items) == 1:
                    ((item_id, answer),) = told.items()
                    assert answer != DONT_KNOW
                    assert not CONTENT.is_unseen(item_id, answer)
                    assert not lowest_answers(CONTENT.scorer, ITEMS[item_id], (answer,))


def test_no_barrier_stands_that_another_answer_on_the_form_is_held_against(advised):
    stood = set()
    for score, _ in advised:
        for threat in CONTENT.resilience(score):
            for found in threat.barriers:
                if found.state is not BarrierState.STANDING:
                    continue
                stood.add(found.barrier.id)
                for item_id, against in HELD_AGAINST.get(found.barrier.id, {}).items():
                    assert score.counting.get(item_id) not in against, (found.barrier.id, item_id)
    assert set(HELD_AGAINST) <= stood  # so each of them had the chance to stand wrongly


def test_a_barrier_stands_on_the_answer_that_it_is_about_and_not_on_what_only_comes_with_it(advised):
    for score, _ in advised:
        for threat in CONTENT.resilience(score):
            for found in threat.barriers:
                if found.state is BarrierState.STANDING and isinstance(found.barrier.stands_when, AllOf):
                    first = items_in(found.barrier.stands_when.all[0])
                    assert any(score.states[i] is ItemState.ANSWERED for i in first), found.barrier.id


def test_where_only_owners_work_no_barrier_is_about_an_employee(advised):
    owners = [score for score, _ in advised if score.counting.get("leavers") == "owners_only"]
    assert owners
    for score in owners:
        for threat in CONTENT.resilience(score):
            for found in threat.barriers:
                if found.state is not BarrierState.NOT_RELEVANT:
                    assert "medewerker" not in found.barrier.title.lower(), found.barrier.id


def test_no_crime_is_shown_that_cannot_happen_to_this_business(advised):
    met = set()
    for score, _ in advised:
        shown = {t.threat.id for t in CONTENT.resilience(score)}
        for item_id, answer, crimes in CANNOT_HAPPEN:
            if score.counting.get(item_id) == answer:
                met.add((item_id, answer))
                assert not shown & crimes, (item_id, answer)
    assert len(met) == len(CANNOT_HAPPEN)


def test_a_crime_that_can_happen_to_everybody_is_shown_to_everybody(advised):
    by_id = {threat.id: threat for threat in CONTENT.threats.threats}
    for score, _ in advised:
        shown = {t.threat.id for t in CONTENT.resilience(score)}
        assert shown <= set(by_id)
        for threat in CONTENT.threats.threats:
            if threat.relevant_if is None:
                assert threat.id in shown


def test_what_cannot_wait_comes_first(advised):
    for _, advice in advised:
        urgent = [r.acute for r in advice.recommendations]
        assert urgent == sorted(urgent, reverse=True)


def test_the_level_is_never_above_what_a_knock_out_allows(advised):
    order = [level.id for level in CONTENT.rule.levels]
    for score, _ in advised:
        for knock_out in score.knock_outs:
            if knock_out.level_at_most is not None and score.level is not None:
                assert order.index(score.level.id) <= order.index(knock_out.level_at_most)


def test_the_week_done_and_answered_again_gives_exactly_what_was_promised(advised):
    for score, advice in advised[::PROMISED]:
        week = [r.measure for r in advice.week]
        promised = with_plan(CONTENT, score, [m.id for m in week])
        again = answer_again(score, week)
        assert again.score_pct == pytest.approx(promised.score_pct, abs=1e-9)
        assert (again.level and again.level.id) == (promised.level and promised.level.id)
        assert standing(again) == standing(promised)
        assert {k.id for k in again.knock_outs} == {k.id for k in promised.knock_outs}


def test_one_measure_done_and_answered_again_gives_its_gain_and_its_barriers(advised):
    for score, advice in advised[:: 10 * PROMISED]:
        before = standing(score)
        for r in advice.recommendations:
            again = answer_again(score, [r.measure])
            assert r.gain_pct == pytest.approx(max(0.0, again.score_pct - score.score_pct), abs=1e-9), (
                r.measure.id
            )
            gained = standing(again) - before
            assert r.barriers_gained == len(gained), r.measure.id
            assert r.crimes_gained == len({threat for threat, _ in gained})


def answer_again(score, measures):
    """The scan filled in anew by somebody who did these measures: written apart from what the advice does."""
    answers = dict(score.counting.answers)
    for measure in measures:
        for item_id, after in measure.answers_after.items():
            item, state = ITEMS[item_id], score.states[item_id]
            if state not in (ItemState.ANSWERED, ItemState.DONT_KNOW, ItemState.IMPLIED):
                continue
            now = answers.get(item_id)
            if item.kind == "multiple":
                ticked = set(now) if isinstance(now, tuple) else set()
                wanted = [o.id for o in item.options if o.id in after and is_offered(o, answers)]
                alone = [o for o in wanted if item.options_by_id[o].exclusive]
                besides = (
                    o.id for o in item.options if (o.id in ticked and not o.exclusive) or o.id in wanted
                )
                after = tuple(alone[:1] or besides)
            if not accepts(item, after, answers):
                continue
            known = now not in (None, DONT_KNOW)
            earned = CONTENT.scorer.points_for(item, now, answers) if known else score.items[item_id].points
            if CONTENT.scorer.points_for(item, after, answers) > earned:
                answers[item_id] = after
    responses = Responses(answers)
    while (item := next_item(QUESTIONS, responses)) is not None and score.states[
        item.id
    ] is not ItemState.UNANSWERED:
        counting = walk(QUESTIONS, responses).counting.answers
        responses = responses.with_answer(item.id, worst_answer(CONTENT, item, counting))
    return CONTENT.score(responses)


def test_the_range_of_a_score_holds_the_score_and_is_narrow_when_everything_is_known(advised):
    for score, _ in advised:
        low, high = score.range_pct
        assert 0 <= low <= score.score_pct + 1e-9 and score.score_pct - 1e-9 <= high <= 100
        unknown = any(
            s.state is ItemState.DONT_KNOW or CONTENT.is_unseen(i, score.counting.get(i))
            for i, s in score.items.items()
        )
        assert (high - low > 1e-9) is unknown
