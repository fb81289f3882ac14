"""What was seen from outside becomes answers: only what is proven, only what is asked, never without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from evidence.findings import KINDS, Finding, Grade, found
from evidence.look import Seen
from questionnaire.content_folder import PRODUCT
from questionnaire.saved_scans.origins import SAID, origin_of
from questionnaire.saved_scans.saved_scan import SavedScan, SentEnquiry, read_saved
from scoring.checks.evidence.links import check_evidence
from scoring.evidence_rules import EvidenceRules, changes, findings_of, with_seen
from scoring.loading import load_content
from scoring.reading import SCAN_RULE, read_rule

CONTENT = load_content(PRODUCT)
RULES = CONTENT.evidence
assert RULES is not None
DAY = date(2026, 11, 30)
ALL_GOOD = dict.fromkeys(KINDS, "fine") | {"dmarc": "reject", "mta_sts": "enforce"}
ANSWERS = {
    "company_size": "micro",
    "sector": "retail",
    "municipality": "almelo",
    "ict_by": "self",
    "website": "website",
    "customer_data": "contact",
    "servers": "both",
    "mail_at": "own_other",
    "hit_by": ["nothing"],
}


def seen(servers: str = "mx.onbekend.nl", **outcomes: str) -> Seen:
    """A look at a domain with all in order but for these outcomes."""
    values = {"mx": {"servers": servers}}
    findings = [Finding(kind, (ALL_GOOD | outcomes)[kind], values.get(kind, {})) for kind in KINDS]
    return Seen(tuple(findings), DAY)


def scan(**answers: object) -> SavedScan:
    return SavedScan(version=CONTENT.questionnaire.version, answers=ANSWERS | answers)


def taken(before: SavedScan, look: Seen, confirm: bool = True) -> SavedScan:
    return with_seen(RULES, CONTENT.questionnaire, before, look, confirm)


@pytest.mark.parametrize(
    ("outcomes", "answer"),
    [
        ({}, "all_good"),
        ({"dmarc": "quarantine"}, "all_good"),
        ({"dmarc": "none"}, "not_all_good"),
        ({"dmarc": "absent"}, "not_all_good"),
        ({"dmarc": "several", "spf": "absent"}, "not_all_good"),
        ({"dmarc": "some"}, None),
        ({"spf": "absent"}, None),
        ({"dkim": "not_found"}, None),
        ({"dkim": "no_time"}, None),
        ({"dmarc": "unreached"}, None),
        ({"mx": "none", "dmarc": "absent"}, None),
        ({"mx": "no_mail"}, None),
    ],
)
def test_only_what_is_proven_becomes_an_answer(outcomes: dict[str, str], answer: str | None) -> None:
    after = taken(scan(), seen(**outcomes))
    assert after.answers.get("email_domain_test") == answer
    assert ("email_domain_test" in after.to_confirm) is (answer is not None)


def test_what_cannot_be_seen_changes_no_answer_whatever_it_is() -> None:
    for kind, about in KINDS.items():
        for outcome, told in about.outcomes.items():
            if told.grade is Grade.UNSEEN and kind in ("spf", "dkim", "dmarc"):
                for before in CONTENT.questionnaire.items["email_domain_test"].options_by_id:
                    told_before = scan(email_domain_test=before, ict_by="supplier")
                    after = taken(told_before, seen(**{kind: outcome}))
                    assert after.answers == told_before.answers and not after.seen.doubted


def test_the_provider_where_the_mail_arrives_is_an_answer_when_it_is_known() -> None:
    assert taken(scan(), seen("jansen.mail.protection.outlook.com")).answers["mail_at"] == "microsoft"
    assert taken(scan(), seen("aspmx.l.google.com")).answers["mail_at"] == "google"
    assert taken(scan(mail_at="google"), seen("mx.onbekend.nl")).answers["mail_at"] == "google"


def test_another_answer_gives_way_to_what_was_seen_and_is_kept_beside_it() -> None:
    after = taken(scan(email_domain_test="all_good"), seen(dmarc="none"))
    assert after.answers["email_domain_test"] == "not_all_good"
    assert after.seen.said == {"email_domain_test": "all_good"} and "email_domain_test" in after.to_confirm


def test_an_answer_that_is_right_is_not_asked_again() -> None:
    after = taken(scan(email_domain_test="all_good"), seen())
    assert after.to_confirm == () and origin_of(after, ["email_domain_test"]) == ("seen", DAY, "")


def test_an_answer_against_what_was_seen_is_asked_again_and_not_changed() -> None:
    after = taken(scan(email_domain_test="all_good"), seen(spf="everyone"))
    assert after.answers["email_domain_test"] == "all_good"
    assert after.seen.doubted == ("email_domain_test",) == after.to_confirm
    site = taken(scan(website_maintenance="automatic"), seen(software="old"))
    assert site.seen.doubted == ("website_maintenance",)


def test_what_is_not_asked_of_this_business_is_not_answered_for_it() -> None:
    after = taken(scan(mail_at="free"), seen(dmarc="none"))
    assert "email_domain_test" not in after.answers and "email_domain_test" not in after.seen.answers
    assert "email_domain_test" not in taken(scan().changed(quick=True), seen()).answers


def test_it_is_only_seen_once_the_respondent_confirmed_it_and_as_long_as_the_answer_stays() -> None:
    after = taken(scan(), seen(dmarc="none"))
    assert origin_of(after, ["email_domain_test"]) == SAID
    confirmed = after.confirmed("email_domain_test")
    assert origin_of(confirmed, ["email_domain_test"]).kind == "seen"
    assert origin_of(confirmed.with_answer("email_domain_test", "all_good"), ["email_domain_test"]) == SAID
    assert origin_of(confirmed, ["email_domain_test", "mail_at"]) == SAID
    assert origin_of(confirmed.changed(edition="another"), ["email_domain_test"]) == SAID


def test_what_a_supplier_confirmed_is_told_beside_what_was_seen() -> None:
    told = SentEnquiry(
        token="t", whom="supplier", until=DAY, seen_by="ICT Jansen", seen_on=DAY, confirmed={"a": "x"}
    )
    both = scan(a="x", email_domain_test="all_good").changed(enquiries=(told,))
    assert origin_of(both, ["a"]) == ("confirmed", DAY, "ICT Jansen")
    assert origin_of(taken(both, seen()), ["email_domain_test"]).kind == "seen"


def test_a_draft_holds_grades_and_a_day_and_nothing_that_names_the_domain() -> None:
    look = seen("mx.bakkerijjansen.nl", dmarc="none")
    text = taken(
        scan(), replace(look, findings=(*look.findings, found("login_page", "open", page="/wp-admin")))
    ).as_text()
    assert "jansen" not in text and "wp-admin" not in text and '"on":"2026-11-30"' in text
    kept = read_saved(text).seen
    assert kept is not None and kept.grades["dmarc"] == "weak" and set(kept.grades) == set(KINDS)


def test_a_look_after_the_result_says_what_it_would_change_and_asks_nothing_again() -> None:
    before = scan(email_domain_test="not_all_good").changed(finished="2026Q4")
    assert changes(RULES, CONTENT.questionnaire, before, seen()) == {"email_domain_test": "all_good"}
    assert taken(before, seen(), confirm=False).to_confirm == ()


def test_the_findings_of_measures_are_told_once() -> None:
    assert findings_of(RULES, ["protect_mail_domain", "maintain_website", "update_webshop", "none"]) == (
        "dmarc",
        "spf",
        "dkim",
        "software",
    )


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("item: email_domain_test", "item: email_domain_tset", "email_domain_tset"),
        ("option: not_all_good", "option: not_al_good", "not_al_good"),
        ("options: [all_good]", "options: [al_good]", "al_good"),
        ("option: not_all_good", "option: supplier_unseen", "niemand keek"),
        ("dkim: [fine]", "dkmi: [fine]", "dkmi"),
        ("dkim: [fine]", "dkim: [fien]", "fien"),
        ("dkim: [fine]", "dkim: [not_found]", "niet te zien"),
        ("mail_provider: [google]", "mail_provider: [gogle]", "gogle"),
        ("protect_mail_domain:", "protect_mail_domian:", "protect_mail_domian"),
        ("maintain_website: [software]", "maintain_website: [softwear]", "softwear"),
        ("item: webshop_protection", "item: mail_at", "staat hier al"),
    ],
)
def test_a_name_that_is_not_there_is_an_error_at_its_line(
    tmp_path: Path, was: str, becomes: str, told: str
) -> None:
    for folder in ("questionnaire/content", "scoring", "data"):
        copytree(PRODUCT / folder, tmp_path / folder, dirs_exist_ok=True)
    file = tmp_path / "scoring/evidence.yaml"
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes, 1), "utf-8")
    mistakes = check_evidence(read_rule(tmp_path / SCAN_RULE, tmp_path))
    assert mistakes and all(m.severity == "error" for m in mistakes)
    assert told in mistakes[0].say() and mistakes[0].line == text[: text.index(was)].count("\n") + 1


def test_an_answer_that_is_renamed_in_the_questions_is_an_error_here(tmp_path: Path) -> None:
    for folder in ("questionnaire/content", "scoring", "data"):
        copytree(PRODUCT / folder, tmp_path / folder, dirs_exist_ok=True)
    file = tmp_path / "questionnaire/content/systems.yaml"
    file.write_text(file.read_text("utf-8").replace("id: all_good,", "id: all_right,"), "utf-8")
    mistakes = check_evidence(read_rule(tmp_path / SCAN_RULE, tmp_path))
    assert {m.severity for m in mistakes} == {"error"} and "all_good" in mistakes[0].say()


def test_content_that_names_no_evidence_has_none() -> None:
    kustwaard = load_content(PRODUCT / "examples/kustwaard")
    assert kustwaard.evidence is None
    assert isinstance(RULES, EvidenceRules)
