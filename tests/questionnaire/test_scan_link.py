"""What a respondent takes along opens again, here and elsewhere, now and in a later edition."""

from __future__ import annotations

from datetime import date

import pytest

from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, Responses
from questionnaire.saved_scans.saved_scan import SavedScan, Unreadable, read_saved
from questionnaire.saved_scans.scan_link import dictionary, pack, unpack
from scoring.editions.today import unpacked
from scoring.loading import load_content
from tests.builders import a_questionnaire, an_item

CONTENT = load_content()
QUESTIONNAIRE = CONTENT.questionnaire
WITH_A_NUMBER = a_questionnaire(an_item("days").number((None, 1)))


def a_full_scan() -> SavedScan:
    answers: dict = {}
    for item in QUESTIONNAIRE.items.values():
        if item.kind == "number":
            answers[item.id] = 12.0
        elif item.kind == "multiple":
            answers[item.id] = [o.id for o in item.options if not o.exclusive][:3]
        else:
            answers[item.id] = item.options[-1].id
    return SavedScan(
        version=QUESTIONNAIRE.version,
        answers=answers,
        finished="2026Q4",
        counted={"quick": "2026Q4"},
        plan=("mfa_email",),
    )


def test_a_file_gives_back_what_was_saved():
    scan = a_full_scan()
    assert read_saved(scan.as_text()) == scan
    assert read_saved(SavedScan().as_text()) == SavedScan()


def test_a_packed_scan_gives_back_every_answer_and_the_plan():
    scan = a_full_scan()
    opened = unpack(pack(scan), QUESTIONNAIRE, CONTENT.measures)
    assert opened.responses == scan.responses
    assert (opened.plan, opened.finished, opened.counted, opened.version) == (
        scan.plan,
        scan.finished,
        scan.counted,
        scan.version,
    )


def test_reserved_answers_and_the_choices_survive_packing():
    scan = SavedScan(
        quick=True,
        kept_out=True,
        answers={"mfa_email": DONT_KNOW, "auto_updates": DONT_KNOW, "order_check": NOT_APPLICABLE},
    )
    opened = unpack(pack(scan), QUESTIONNAIRE)
    assert opened.answers == scan.answers and opened.quick and opened.kept_out


def test_a_full_scan_fits_in_a_qr_code_that_a_phone_reads_from_a_screen():
    assert len(pack(a_full_scan())) < 400


def test_no_two_answers_or_measures_share_a_code():
    offered = sum(len(i.options) + 2 + (i.kind == "number") for i in QUESTIONNAIRE.items.values())
    assert len(dictionary(QUESTIONNAIRE, CONTENT.measures)) == offered + 2 * len(CONTENT.measures)


def test_answers_that_a_later_edition_no_longer_knows_are_left_out():
    scan = SavedScan(answers={"gone_item": "gone", "gone_number": 7.0, "company_size": "zzp"})
    assert unpack(pack(scan), QUESTIONNAIRE).answers == {"company_size": "zzp"}


@pytest.mark.parametrize(
    "text", ["", "abc", "!!!", pack(SavedScan(answers={"company_size": "zzp"}))[:-3], "A" * 300]
)
def test_a_damaged_or_cut_off_text_is_refused(text):
    with pytest.raises(Unreadable):
        unpack(text, QUESTIONNAIRE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "{",
        '{"answers": {"a": {"b": 1}}, "format": 1}',
        '{"format": 2}',
        '{"format": 1, "answers": {"a": 1e308}}',
        b"\xff\xfe",
        "x" * 100_000,
    ],
)
def test_a_file_that_is_no_saved_scan_is_refused(text):
    with pytest.raises(Unreadable):
        read_saved(text)


def test_a_second_scan_starts_from_the_answers_and_asks_whether_each_still_holds():
    scan = a_full_scan()
    again = scan.again(QUESTIONNAIRE)
    assert again.responses == scan.responses and set(again.to_confirm) == set(scan.answers)
    assert again.earlier.answers == scan.answers and again.earlier.plan == ("mfa_email",)
    assert again.finished is None and again.counted == scan.counted


def test_a_second_scan_asks_anew_what_this_edition_no_longer_offers():
    scan = SavedScan(answers={"company_size": "huge", "mfa_email": DONT_KNOW, "gone": "x"})
    assert scan.again(QUESTIONNAIRE).answers == {"mfa_email": DONT_KNOW}


def test_changing_an_answer_leaves_the_scan_before_it_alone():
    scan = SavedScan(answers={"company_size": "zzp"}, to_confirm=("company_size",))
    changed = scan.with_answer("company_size", "micro")
    assert scan.answers == {"company_size": "zzp"} and changed.answers == {"company_size": "micro"}
    assert changed.to_confirm == () and changed.with_answer("company_size", None).responses == Responses()


def test_a_plan_begins_on_the_day_of_its_first_measure_and_keeps_that_day():
    plan = (
        SavedScan()
        .with_plan(("mfa_email",), date(2026, 11, 3))
        .with_plan(("mfa_email", "test_restore"), date(2026, 12, 3))
    )
    assert plan.planned_on == date(2026, 11, 3)
    assert read_saved(plan.as_text()) == plan
    assert plan.with_plan((), date(2026, 12, 4)).with_plan(
        ("test_restore",), date(2026, 12, 5)
    ).planned_on == date(2026, 12, 5)


def test_advice_without_ticks_is_a_plan_from_the_day_the_result_was_first_opened_until_measures_are_chosen():
    seen = SavedScan(quick=True).with_result("2026Q4", date(2026, 11, 3))
    assert (seen.finished, seen.planned_on) == ("2026Q4", date(2026, 11, 3))
    assert seen.with_result("2026Q4", date(2026, 11, 9)).planned_on == date(2026, 11, 3)
    assert seen.with_plan(("mfa_email",), date(2026, 11, 20)).planned_on == date(2026, 11, 20)


def test_going_on_with_the_full_scan_begins_a_new_plan_unless_measures_were_chosen():
    seen = SavedScan(quick=True).with_result("2026Q4", date(2026, 11, 3))
    assert seen.in_full().planned_on is None
    chosen = seen.with_plan(("mfa_email",), date(2026, 11, 5))
    assert chosen.in_full().planned_on == chosen.planned_on


def test_a_file_from_before_plans_had_a_day_still_opens():
    assert read_saved('{"format": 1, "plan": ["mfa_email"]}').planned_on is None


# Packed by the first version of the code: a scan of version 1.0 with several answers, a number, and a plan.
FIRST_FORMAT = "AQUcAzEuMNKM1-nqbKbybIZqeuZ4iwAnENXsspU1SVbz"


def test_a_code_of_the_first_format_still_opens():
    opened = unpacked(FIRST_FORMAT)
    assert opened.answers == {
        "company_size": "zzp",
        "auto_updates": ["computers", "phones"],
        "mfa_email": "some",
        "update_delay_days": 10.0,
    }
    assert (opened.plan, opened.done, opened.finished, opened.quick) == (
        ("mfa_email",),
        ("test_restore",),
        "2026Q4",
        True,
    )


def test_a_code_keeps_the_edition_the_day_of_the_plan_and_whether_it_is_finished():
    scan = a_full_scan().changed(edition="0123456789abcdef", planned_on=date(2026, 11, 3), finished=None)
    opened = unpack(pack(scan), QUESTIONNAIRE, CONTENT.measures)
    assert (opened.edition, opened.planned_on, opened.finished) == (scan.edition, scan.planned_on, None)
    assert opened.counted == scan.counted


def test_of_several_answers_a_code_gives_all_or_none():
    scan = SavedScan(answers={"auto_updates": ["computers", "no_such_option"], "company_size": "zzp"})
    assert unpack(pack(scan), QUESTIONNAIRE).answers == {"company_size": "zzp"}


@pytest.mark.parametrize("number", [0.0, 1.0, 0.5, 12.25, 365.0, 4_000_000.0, 1234.125])
def test_a_number_comes_through_a_code_as_it_was(number):
    assert unpack(pack(SavedScan(answers={"days": number})), WITH_A_NUMBER).answers == {"days": number}


@pytest.mark.parametrize("number", [5_000_000.0, -1.0])
def test_a_number_that_does_not_fit_in_a_code_is_asked_again_and_never_another_number(number):
    assert unpack(pack(SavedScan(answers={"days": number})), WITH_A_NUMBER).answers == {}
