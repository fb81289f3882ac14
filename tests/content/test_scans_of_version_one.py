"""Whole scans of version 1.0, of the businesses as they answered then: what still means the same stays, the
rest is asked and told.
"""

from __future__ import annotations

import pytest

from questionnaire.authoring.sources import read_source
from questionnaire.content_folder import ROOT
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, RESERVED_ANSWERS, Responses
from questionnaire.saved_scans.ids import load_ledger
from questionnaire.saved_scans.migrations import load_migrations, migrate
from questionnaire.saved_scans.news import news
from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.saved_scans.scan_link import pack
from questionnaire.walk import next_item, walk
from scoring.advising.outcome import Outcome
from scoring.editions.today import brought_to_today
from scoring.loading import load_content
from screens.session.saved_scans import read_carried

CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire
THEN = load_ledger()["1.0"]
FOLDER = ROOT / "tests/scans_of_1_0"
BUSINESSES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
PLAN = ("mfa_email", "check_leaks", "make_call_list", "know_where_to_report")


def then(name: str) -> SavedScan:
    """The scan as it was saved."""
    answers = Responses(read_source(FOLDER / f"{name}.yaml", ROOT).data["responses"]).as_plain()
    return SavedScan(
        version="1.0",
        answers=answers,
        finished="2026Q3",
        counted={"quick": "2026Q3", "rest": "2026Q3"},
        plan=PLAN,
    )


def test_the_bakery_keeps_what_still_means_the_same_and_nothing_else():
    found = brought_to_today(then("bakery_four_staff_webshop"))
    assert found.answers == {
        "company_size": "micro",
        "sector": "retail",
        "municipality": "almelo",
        "servers": "both",
        "payment_change_check": "agreed",
        "payment_approval": "owner_only",
        "helpdesk_call": "hung_up",
        "order_check": "paid_first",
        "mfa_email": "some",
        "password_manager": "paper",
        "auto_updates": ["computers", "phones"],
        "old_systems": "not_checked",
        "malware_protection": "all_unchecked",
        "device_encryption": "lock_only",
        "email_domain_test": "never",
        "webshop_protection": ["builder_unseen"],
        "backup_frequency": "weekly",
        "backup_offline": "connected",
        "backup_restore_test": "never",
        "incident_plan": "digital_only",
    }
    asked = {
        i for i, state in walk(QUESTIONNAIRE, found.responses).states.items() if state.value == "unanswered"
    }
    # New since then: where the mail is, having been hit, who left, in whose name the accounts are, on whom it hangs.
    assert asked >= {"mail_at", "hit_by", "leavers", "accounts_owner", "fallback"}
    # Asked more precisely, or about more than then.
    assert asked - {"mail_at", "hit_by", "leavers", "accounts_owner", "fallback"} == {
        "ict_by",
        "website",
        "customer_data",
        "awareness",
        "mfa_apps",
        "open_doors",
        "administrators",
        "access_rights",
        "network",
        "personal_data",
    }


def test_the_plan_of_then_goes_on_under_the_names_of_now():
    found = brought_to_today(then("bakery_four_staff_webshop"))
    assert found.plan == ("mfa_email", "make_emergency_sheet")
    assert found.renewal is not None and found.renewal.measures == 1  # two became one, and one is gone


@pytest.mark.parametrize("name", BUSINESSES)
def test_what_is_new_is_told_in_every_language_and_ends_the_result(name):
    found = brought_to_today(then(name))
    waiting = [
        i for i, state in walk(QUESTIONNAIRE, found.responses).states.items() if state.value == "unanswered"
    ]
    gone = [
        i
        for i in then(name).answers
        if i
        in (
            "work_away",
            "leak_check",
            "critical_processes",
            "update_delay_days",
            "offboarding_days",
            "signin_alerts",
            "breach_procedure",
            "asset_list",
            "supplier_agreements",
            "self_help",
        )
    ]
    assert found.finished is None and found.version == QUESTIONNAIRE.version
    assert (found.renewal.why, found.renewal.asked, found.renewal.gone) == (
        "renewed",
        len(waiting),
        len(gone),
    )
    for language in ("nl", "en", "de"):
        assert str(len(waiting)) in news(found.renewal, language) and str(len(gone)) in news(
            found.renewal, language
        )


@pytest.mark.parametrize("name", BUSINESSES)
def test_whoever_answers_what_is_asked_has_a_result_again(name):
    found = brought_to_today(then(name))
    for _ in range(found.renewal.asked * 2):
        if (item := next_item(QUESTIONNAIRE, found.responses)) is None:
            break
        assert item.id not in walk(QUESTIONNAIRE, found.responses).counting
        found = found.with_answer(item.id, DONT_KNOW)
    outcome = Outcome.of(CONTENT, found)
    assert outcome.score.level is not None and outcome.advice.recommendations


@pytest.mark.parametrize("name", BUSINESSES)
def test_file_link_and_draft_of_then_come_to_the_same_scan(name):
    scan = then(name)
    file = read_carried(scan.as_text())
    assert file == brought_to_today(scan) == brought_to_today(brought_to_today(scan))
    assert read_carried("https://ergens.example/verder#a=" + pack(scan)) == file


@pytest.mark.parametrize("name", BUSINESSES)
def test_what_was_not_known_is_still_not_known_and_asked_of_who_knows(name):
    """Under its new name too; what is gone is gone."""
    scan, found = then(name), brought_to_today(then(name))
    became = {
        "remote_access": "open_doors",
        "supplier_access": "vendor_access",
        "admin_accounts": "administrators",
        "router_settings": "network",
        "incident_contacts": "incident_plan",
        "data_cleanup": "personal_data",
    }
    for item, answer in scan.answers.items():
        now = became.get(item, item)
        if answer == DONT_KNOW and now in QUESTIONNAIRE.items:
            assert found.answers[now] == DONT_KNOW, item


def ways(item_id: str) -> list[Responses]:
    """Every answer of then to one item; of a tick list each tick, all together, and each of what goes alone."""
    was = THEN.items[item_id]
    if was.kind == "number":
        return [Responses({item_id: number}) for number in (was.least, was.most)]
    chosen = [option for option in was.answers if option not in RESERVED_ANSWERS]
    if was.kind == "single":
        return [Responses({item_id: answer}) for answer in was.answers]
    ticks = [option for option in chosen if option not in ("none", "supplier_unseen")]
    found = (
        [(option,) for option in chosen] + [tuple(ticks)] + [a for a in was.answers if a in RESERVED_ANSWERS]
    )
    return [Responses({item_id: answer}) for answer in found]


@pytest.mark.parametrize("item_id", THEN.items)
def test_every_answer_of_then_is_an_answer_of_now_or_is_asked_again_or_told(item_id):
    for given in ways(item_id):
        found = migrate(given, "1.0", QUESTIONNAIRE, load_migrations())
        kept = found.responses.answers
        assert all(QUESTIONNAIRE.items[i].accepts(answer) for i, answer in kept.items())
        step = next(step for step in load_migrations() if step.from_ == "1.0")
        targets = [
            t for c in step.changes if c.item == item_id for t in (c.renamed_to, *c.split_into) if t
        ] or [item_id]
        asked = {i for i, item in QUESTIONNAIRE.items.items() if i in targets and i not in kept}
        assert kept or asked or item_id in found.gone, given


@pytest.mark.parametrize("item_id", [i for i, was in THEN.items.items() if was.kind == "multiple"])
def test_not_ticking_what_was_not_in_the_list_then_is_no_answer_now(item_id):
    """Social media were not asked about; whoever ticked the other three must not read that they lack a second
    step there.
    """
    for given in ways(item_id):
        if given.get(item_id) in (DONT_KNOW, NOT_APPLICABLE):
            continue
        for now, answer in migrate(given, "1.0", QUESTIONNAIRE, load_migrations()).responses.answers.items():
            options = QUESTIONNAIRE.items[now].options_by_id
            new = [
                o.id for o in options.values() if not o.exclusive and o.id not in THEN.items[item_id].answers
            ]
            assert not new or all(options[part].exclusive for part in answer), (given, answer, new)
