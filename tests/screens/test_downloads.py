"""What a respondent takes along opens in other programs: spreadsheet, calendar, mail, PDF, and the scan
itself.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from html import unescape
from urllib.parse import unquote

import openpyxl
import pytest
from icalendar import Calendar

from pdf import qr
from questionnaire.saved_scans.saved_scan import SavedScan, read_saved
from questionnaire.saved_scans.scan_link import unpack
from scoring.advising.advice import advise
from scoring.answers import worst_answer
from scoring.loading import load_content
from screens.downloads.calendar import DEFAULT_TIME, Rhythm, plan_calendar
from screens.downloads.checklist import checklist_csv, checklist_xlsx
from screens.downloads.documents import RENDERERS, DownloadOptions
from screens.downloads.links import carried_link, token_link
from screens.downloads.planned_actions import PlannedAction, planned_actions, rescan_day
from screens.downloads.supplier_mail import supplier_mail_link, supplier_text
from screens.downloads.text_result import text_result_html
from screens.parts.words import barriers_stand, done_by
from screens.session.addresses import Sites, sites_for

CONTENT = load_content()
TODAY = date(2026, 11, 22)
RHYTHM = Rhythm(TODAY + timedelta(1))


def a_scan(answer: str = "worst", **changes) -> SavedScan:
    """Everything at its worst (or unknown), so that there is much to advise."""
    answers: dict = {
        "company_size": "micro",
        "sector": "retail",
        "municipality": "almelo",
        "ict_by": "supplier",
        "website": "webshop_own",
        "customer_data": "contact",
        "mail_at": "microsoft",
        "servers": "both",
        "hit_by": ["nothing"],
    }
    for section in CONTENT.questionnaire.themes:
        for item in section.items:
            answers[item.id] = worst_answer(CONTENT, item, answers) if len(answers) % 2 else "dont_know"
    return SavedScan(version=CONTENT.questionnaire.version, answers=answers, finished="2026Q4", **changes)


def advice_on(scan: SavedScan):
    return advise(CONTENT, CONTENT.score(scan.responses, scan.quick))


ADVICE = advice_on(a_scan())


def test_without_ticks_the_whole_advice_is_the_plan_and_each_action_gets_a_day():
    actions = planned_actions(ADVICE, (), TODAY)
    assert [a.recommendation for a in actions] == list(ADVICE.recommendations)
    assert (
        actions[0].by == date(2026, 11, 29)
        and actions[3].by == date(2026, 12, 22)
        and actions[-1].by == date(2027, 2, 20)
    )


def test_with_ticks_only_those_are_the_plan_in_the_order_of_the_advice():
    ids = [ADVICE.later[0].measure.id, ADVICE.week[0].measure.id]
    assert [a.recommendation.measure.id for a in planned_actions(ADVICE, tuple(ids), TODAY)] == ids[::-1]


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2026, 6, 30), date(2026, 12, 30)),
        (date(2026, 1, 1), date(2026, 7, 1)),
    ],
)
def test_the_next_scan_is_six_months_later_also_from_the_end_of_a_long_month(day, later):
    assert rescan_day(day) == later


def test_the_checklist_opens_in_a_spreadsheet_with_a_line_per_action():
    actions = planned_actions(ADVICE, (), TODAY)
    rows = list(
        csv.reader(
            io.StringIO(RENDERERS["checklist.csv"](a_scan(), "nl").body.decode("utf-8-sig")), delimiter=";"
        )
    )
    assert len(rows) == len(actions) + 1 and {len(row) for row in rows} == {9}
    sheet = openpyxl.load_workbook(io.BytesIO(RENDERERS["checklist.xlsx"](a_scan(), "nl").body)).active
    assert [c.value for c in sheet[1]] == rows[0] and sheet.max_row == len(rows)
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [row[1] for row in rows[1:]]


@pytest.mark.parametrize(
    ("language", "told", "in_sheet"),
    [
        ("nl", "29 nov 2026", "d mmm yyyy"),
        ("en", "29 Nov 2026", "d mmm yyyy"),
        ("de", "29.11.2026", "dd.mm.yyyy"),
    ],
)
def test_the_checklist_has_days_as_its_language_writes_them(language, told, in_sheet):
    actions = planned_actions(ADVICE, (), TODAY)
    assert (
        list(csv.reader(io.StringIO(checklist_csv(actions, language).decode("utf-8-sig")), delimiter=";"))[1][
            7
        ]
        == told
    )
    assert (
        openpyxl.load_workbook(io.BytesIO(checklist_xlsx(actions, language))).active["H2"].number_format
        == in_sheet
    )


@pytest.mark.parametrize("title", ["=1+1", "+31 6", "-korting", "@SUM(A1)", "\t=1"])
def test_no_title_becomes_a_formula_in_a_spreadsheet(title):
    recommendation = ADVICE.week[0]
    odd = replace(recommendation, measure=recommendation.measure.model_copy(update={"title": title}))
    actions = [PlannedAction(odd, TODAY)]
    cell = list(csv.reader(io.StringIO(checklist_csv(actions, "nl").decode("utf-8-sig")), delimiter=";"))[1][
        1
    ]
    assert cell == f"'{title}"
    in_sheet = openpyxl.load_workbook(io.BytesIO(checklist_xlsx(actions, "nl"))).active["B2"]
    assert in_sheet.data_type == "s" and in_sheet.value == title


def test_the_calendar_has_an_entry_per_action_and_one_for_the_next_scan():
    text = plan_calendar(list(ADVICE.week[:1]), "nl", TODAY, RHYTHM, "https://scan.example").decode()
    assert text.count("BEGIN:VEVENT") == 2 and text.count("END:VALARM") == 2
    assert "DTSTART;TZID=Europe/Amsterdam:20270522T193000" in text
    assert "ATTENDEE" not in text and "ORGANIZER" not in text and "METHOD" not in text


def test_lines_of_the_calendar_keep_to_the_standard():
    raw = plan_calendar(list(ADVICE.recommendations), "nl", TODAY, RHYTHM)
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    unfolded = raw.decode().replace("\r\n ", "")
    titles = re.findall(r"SUMMARY:(.*)\r\n", unfolded)
    assert titles[0].replace("\\,", ",").replace("\\;", ";") == ADVICE.week[0].measure.title


def test_reading_the_calendar_twice_gives_the_same_entries():
    made = [plan_calendar(list(ADVICE.recommendations), "nl", TODAY, RHYTHM) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("per_week", [1, 2])
def test_there_is_never_more_in_a_week_than_was_asked_for_and_never_two_on_a_day(per_week):
    rhythm = Rhythm(date(2026, 12, 7), time(20, 15), per_week)
    raw = plan_calendar(list(ADVICE.recommendations), "nl", TODAY, rhythm)
    entries = Calendar.from_ical(raw).walk("VEVENT")[:-1]
    begins = [entry["DTSTART"].dt for entry in entries]
    assert begins[0].date() == rhythm.first and begins == sorted(begins)
    assert len({b.date() for b in begins}) == len(begins) == len(ADVICE.recommendations)
    weeks = Counter((b.date() - rhythm.first).days // 7 for b in begins)
    assert set(weeks.values()) <= {per_week, len(begins) % per_week}
    # At that hour of the clock, in summer as well as in winter.
    assert {(b.hour, b.minute, str(b.tzinfo)) for b in begins} == {(20, 15, "Europe/Amsterdam")}
    assert b"BEGIN:VTIMEZONE" in raw


def test_an_entry_leads_to_its_action_and_carries_no_secret():
    scan = a_scan().named()
    body = RENDERERS["plan.ics"](scan, "nl", DownloadOptions(host="https://scan.example")).body
    entries = Calendar.from_ical(body).walk("VEVENT")
    shown = [r.measure.id for r in (*ADVICE.week, *ADVICE.soon)]
    assert [str(e.get("URL", "")) for e in entries] == [
        *(f"https://scan.example/plan?actie={measure_id}" for measure_id in shown),
        "",
    ]
    assert all(str(e["URL"]) in str(e["DESCRIPTION"]) for e in entries[:-1])
    assert "eigen link" in str(entries[-1]["DESCRIPTION"])
    text = body.decode().replace("\r\n ", "")
    assert "#" not in text and scan.id not in text


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"vanaf": "31-12-2026", "tijd": "half acht", "per": "13"},
        {"vanaf": "2020-01-01", "tijd": "25:00", "per": "0"},
        {"vanaf": "2999-01-01", "tijd": "", "per": "²"},
    ],
)
def test_a_rhythm_that_cannot_be_is_tomorrow_evening_once_a_week(asked):
    assert Rhythm.of(asked, TODAY) == Rhythm(TODAY + timedelta(1), DEFAULT_TIME, 1)


def test_a_rhythm_that_was_asked_for_is_kept():
    asked = {"vanaf": "2026-12-07", "tijd": "07:45", "per": "2"}
    assert Rhythm.of(asked, TODAY) == Rhythm(date(2026, 12, 7), time(7, 45), 2)


def test_the_letter_to_the_supplier_holds_every_question_with_room_for_the_answer():
    text = supplier_text(ADVICE.supplier_questions, "nl")
    assert all(q.text in text for q in ADVICE.supplier_questions)
    assert text.count("Antwoord:") == len(ADVICE.supplier_questions) > 5


def test_the_mail_link_stays_short_enough_and_says_so_when_questions_are_left_out():
    link, complete = supplier_mail_link(ADVICE.supplier_questions, "nl")
    assert len(link) <= 1900 and not complete and "bestand dat ik meestuur" in unquote(link)
    link, complete = supplier_mail_link(ADVICE.supplier_questions[:2], "nl")
    assert complete and ADVICE.supplier_questions[1].text in unquote(link)


def test_links_carry_token_and_answers_only_behind_the_hash():
    scan = a_scan()
    sites = Sites("https://scan.example", "https://scan.example")
    for link in (token_link(sites, "T" * 32, "nl"), carried_link(sites, scan, "nl")):
        address, _, secret = link.partition("#")
        assert address == "https://scan.example/verder" and secret[:2] in ("t=", "a=")
    assert (
        unpack(
            carried_link(Sites(), scan, "nl").partition("#a=")[2], CONTENT.questionnaire, CONTENT.measures
        ).responses
        == scan.responses
    )
    assert (
        sites_for("https://scan.example:8443/vragen?x=1").here == "https://scan.example:8443"
        and sites_for("") == Sites()
    )


def test_a_qr_code_is_an_image_without_any_request_to_elsewhere():
    link = carried_link(Sites("https://scan.example", "https://scan.example"), a_scan(), "nl")
    assert qr.data_uri(link).startswith("data:image/svg+xml") and qr.png(link, 8).startswith(b"\x89PNG")


def test_the_file_with_the_scan_opens_again():
    scan = a_scan(plan=("mfa_email",))
    assert read_saved(RENDERERS["mijn-scan.json"](scan, "nl").body) == scan


@pytest.mark.parametrize("language", ["nl", "en", "de"])
# A statement is made of what is ticked: tests/whole/test_statement.py.
@pytest.mark.parametrize("name", [name for name in RENDERERS if name != "verklaring.pdf"])
def test_every_paper_is_made_in_every_language(name, language):
    assert len(RENDERERS[name](a_scan(plan=(ADVICE.week[0].measure.id,)), language).body) > 100


def test_a_name_is_tidied_and_kept_short():
    assert DownloadOptions.of({"naam": "  Bakkerij \n Jansen "}).name == "Bakkerij Jansen"
    assert len(DownloadOptions.of({"naam": "x" * 999}).name) == 80


def test_the_result_in_text_names_every_theme_every_crime_and_every_action():
    html = text_result_html(a_scan(), "nl")
    assert html.count("<h1>") == 1 and "<div" not in html
    for words in [
        *(t.title for t in CONTENT.threats.threats),
        *(s.title for s in CONTENT.questionnaire.themes),
        ADVICE.later[-1].measure.title,
    ]:
        assert words in unescape(html)


def test_the_text_result_of_a_second_scan_says_then_and_now():
    before = a_scan()
    better = before.again(CONTENT.questionnaire).with_answer("mfa_email", "all").changed(finished="2027Q2")
    assert "<h2>Toen en nu</h2>" in text_result_html(better, "nl") and "Toen: 0. Nu:" in text_result_html(
        better, "nl"
    )
    assert "Toen en nu" not in text_result_html(before, "nl")


@pytest.mark.parametrize(
    ("standing", "relevant", "said"),
    [
        (0, 7, "0 van 7 barrières staan"),
        (1, 7, "1 van 7 barrières staat"),
        (0, 1, "0 van 1 barrière staat"),
        (3, 3, "3 van 3 barrières staan"),
    ],
)
def test_barriers_are_counted_in_good_dutch(standing, relevant, said):
    assert barriers_stand(standing, relevant, "nl") == said


def test_the_calendar_leads_back_to_a_scan_that_is_still_there_after_the_event(monkeypatch):
    def opens(language):
        lines = (
            RENDERERS["plan.ics"](a_scan(), language, DownloadOptions(host="http://192.168.4.1:8501"))
            .body.decode()
            .replace("\r\n ", "")
        )
        return [line for line in lines.splitlines() if line.startswith("DESCRIPTION") and "://" in line]

    assert opens("de")[-1].endswith("http://192.168.4.1:8501/?lang=de")
    monkeypatch.setenv("CENTRE_URL", "https://scan.example/")
    assert opens("nl")[-1].endswith("https://scan.example/")
    assert not [
        line
        for line in RENDERERS["plan.ics"](a_scan(), "nl").body.decode().splitlines()
        if "://" in line and "192" in line
    ]


def test_somebody_who_works_alone_has_no_team_to_leave_an_action_to():
    def doers(**answers):
        scan = a_scan()
        found = advice_on(scan.changed(answers=scan.answers | answers)).recommendations
        return {done_by(r, "nl") for r in found if not r.by_supplier}

    assert doers(company_size="zzp", ict_by="nobody") == {"uzelf"} == doers(company_size="zzp", ict_by="self")
    assert doers(company_size="zzp", ict_by="acquaintance") == {"uzelf", "wie uw ICT doet"}
    shop = {"company_size": "micro", "website": "website"}  # who checks a new customer is staff
    assert doers(**shop, ict_by="self") == {"uzelf", "uw team"}
    assert doers(**shop, ict_by="nobody") == {"uzelf", "uw team", "wie uw ICT doet"}


def test_a_line_in_the_text_version_begins_with_a_capital():
    assert "<p>Een half uur, gratis" in text_result_html(
        a_scan(), "nl"
    ) and "<p>een half uur" not in text_result_html(a_scan(), "nl")
