"""Then and now: only what the respondent changed makes a difference."""

from __future__ import annotations

from questionnaire.responses import Responses
from scoring.advising.compare import compare
from scoring.loading import load_content

CONTENT = load_content()


def responses(**changes) -> Responses:
    answers: dict = {
        "company_size": "micro",
        "sector": "retail",
        "municipality": "almelo",
        "ict_by": "self",
        "website": "none",
        "customer_data": "contact",
        "servers": "both",
        "hit_by": ("nothing",),
    }
    for section in CONTENT.questionnaire.themes:
        for item in section.items:
            answers[item.id] = "dont_know"
    return Responses({**answers, **changes})


def best(item_id: str) -> str:
    return max(CONTENT.questionnaire.items[item_id].options, key=lambda o: o.points).id


def test_the_same_answers_give_no_difference():
    found = compare(CONTENT, responses(), responses())
    assert (
        found.then.score_pct == found.now.score_pct
        and not found.gained
        and not found.lost
        and found.same_items
    )


def test_a_better_answer_puts_up_barriers_and_lifts_its_theme_alone():
    found = compare(CONTENT, responses(), responses(mfa_email=best("mfa_email")))
    assert found.gained and not found.lost
    assert [t.id for t, u in zip(found.then.themes, found.now.themes) if t.score_pct != u.score_pct] == [
        "access"
    ]


def test_a_planned_measure_counts_as_done_once_the_answers_no_longer_call_for_it():
    found = compare(
        CONTENT,
        responses(),
        responses(mfa_email=best("mfa_email")),
        plan=("mfa_email", "make_backups", "gone_measure"),
    )
    assert [m.id for m in found.done] == ["mfa_email"] and [m.id for m in found.open] == ["make_backups"]


def test_items_that_only_one_of_the_scans_answered_make_no_difference():
    before = responses().without("incident_plan").without("leavers")
    found = compare(CONTENT, before, responses(incident_plan=best("incident_plan")))
    assert found.then.score_pct == found.now.score_pct and not found.same_items


def test_a_quick_scan_compares_with_a_full_one_on_the_items_of_the_quick_one():
    quick = responses().only({i.id for i in CONTENT.questionnaire.items.values() if i.quick})
    found = compare(CONTENT, quick, responses(password_manager=best("password_manager")))
    assert found.then.score_pct == found.now.score_pct
