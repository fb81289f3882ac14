"""Done: ticking an action moves score, level and barriers exactly as answering again would, and can be undone."""

from __future__ import annotations

import pytest

from questionnaire.responses import Responses
from questionnaire.saved_scans.saved_scan import SavedScan, read_saved
from questionnaire.saved_scans.scan_link import pack
from scoring.advising.advice import advise
from scoring.advising.done import undone, with_done
from scoring.advising.outcome import Outcome
from scoring.editions.today import brought_to_today, unpacked
from scoring.loading import load_content
from tests.whole.test_promises import answer_again, standing, walks

CONTENT = load_content()


def a_scan(responses: Responses) -> SavedScan:
    return SavedScan(
        version=CONTENT.questionnaire.version, answers=responses.as_plain(), finished="2026Q4"
    ).named()


def score_of(scan: SavedScan):
    return CONTENT.score(scan.responses, scan.quick)


@pytest.fixture(scope="module")
def scans() -> list[SavedScan]:
    return [a_scan(responses) for responses in walks(40)]


def test_ticking_any_measure_moves_the_score_exactly_as_answering_again_would(scans):
    moved = set()
    for scan in scans:
        score = score_of(scan)
        for measure in CONTENT.measures.values():
            after = score_of(with_done(CONTENT, scan, measure.id))
            again = answer_again(score, [measure]) if measure.kind == "do" else score
            assert after.score_pct == pytest.approx(again.score_pct, abs=1e-9), measure.id
            assert (after.level and after.level.id) == (again.level and again.level.id)
            assert standing(after) == standing(again), measure.id
            if after.score_pct > score.score_pct:
                moved.add(measure.id)
    can_move = {m.id for m in CONTENT.measures.values() if m.kind == "do" and m.answers_after}
    assert len(moved) > 0.9 * len(can_move)


def test_an_action_that_is_done_brings_what_its_card_says_and_makes_room_for_the_next(scans):
    for scan in scans:
        outcome = Outcome.of(CONTENT, scan)
        first = outcome.advice.week[0]
        after = Outcome.of(CONTENT, with_done(CONTENT, scan, first.measure.id))
        if not first.finds_out:
            gained = (after.score.score_pct or 0.0) - (outcome.score.score_pct or 0.0)
            assert max(0.0, gained) == pytest.approx(first.gain_pct, abs=1e-9), first.measure.id
        assert first.measure.id not in {r.measure.id for r in after.advice.recommendations}


def test_undoing_gives_back_the_scan_that_it_was(scans):
    for scan in scans:
        for measure_id in CONTENT.measures:
            back = undone(CONTENT, with_done(CONTENT, scan, measure_id), measure_id)
            assert back == scan, measure_id


def test_what_was_done_afterwards_stays_when_an_earlier_action_is_undone(scans):
    for scan in scans[:15]:
        week = [r.measure.id for r in advise(CONTENT, score_of(scan)).recommendations[:6]]
        done = scan
        for measure_id in week:
            done = with_done(CONTENT, done, measure_id)
        for measure_id in week:
            without = scan
            for other in week:
                if other != measure_id:
                    without = with_done(CONTENT, without, other)
            assert undone(CONTENT, done, measure_id).responses == without.responses, measure_id


def test_the_whole_plan_can_be_done_step_by_step_and_nothing_is_advised_twice(scans):
    for scan in scans[:10]:
        seen: set[str] = set()
        for _ in range(200):
            advice = advise(CONTENT, score_of(scan), scan.done)
            if not advice.recommendations:
                break
            first = advice.recommendations[0].measure.id
            assert first not in seen
            seen.add(first)
            before = score_of(scan).score_pct or 0.0
            scan = with_done(CONTENT, scan, first)
            assert (score_of(scan).score_pct or 0.0) >= before - 1e-9
        else:
            raise AssertionError("the plan does not end")


def test_what_is_done_and_what_it_changed_survive_file_and_link(scans):
    for scan in scans:
        week = [r.measure.id for r in advise(CONTENT, score_of(scan)).week]
        for measure_id in week:
            scan = with_done(CONTENT, scan, measure_id)
        in_file = brought_to_today(read_saved(scan.as_text()))
        in_link = brought_to_today(unpacked(pack(scan)))
        for opened in (in_file, in_link):
            assert opened.done == scan.done and opened.responses == scan.responses
            for measure_id in week:
                assert (
                    undone(CONTENT, opened, measure_id).responses
                    == undone(CONTENT, scan, measure_id).responses
                )


def test_who_answers_otherwise_later_has_not_done_it_any_more(scans):
    scan = next(s for s in scans if s.answers.get("mfa_email") == "none")
    done = with_done(CONTENT, scan, "mfa_email")
    assert done.done == ("mfa_email",) and done.answers["mfa_email"] == "all"
    assert done.with_answer("mfa_email", "all").done == ("mfa_email",)
    again = done.with_answer("mfa_email", "none")
    assert again.done == () and again.before == {}
    assert "mfa_email" in {r.measure.id for r in advise(CONTENT, score_of(again), again.done).recommendations}


def test_a_second_scan_takes_along_what_is_open_of_the_plan(scans):
    scan = scans[0].changed(plan=("mfa_email", "make_backups"))
    scan = with_done(CONTENT, scan, "mfa_email")
    second = scan.again(CONTENT.questionnaire)
    assert second.plan == ("make_backups",) and second.done == ()
    assert second.earlier is not None and second.earlier.done == ("mfa_email",)
