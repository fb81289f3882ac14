"""What the paper tells of the advice: today, this week and soon in full, the rest as a table; what is not
known is no gain.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from reportlab.platypus import Flowable

from pdf.advice.wall import help_sheet, numbers, on_the_wall
from pdf.kit import kit_for
from pdf.report import render_report
from pdf.report_input import ReportInput
from pdf.tagging import Text
from questionnaire.language.translation import LANGUAGES
from questionnaire.responses import Responses
from questionnaire.simulate import simulated_businesses
from scoring.advising.outcome import held_back, range_told
from scoring.content import Content
from screens.downloads.supplier_mail import supplier_text
from tests.pdf import businesses, gates, reading, sample, struct
from tests.whole.panel import FOLDER, business


def _panel(content: Content, name: str) -> ReportInput:
    return ReportInput.of(content, business(FOLDER / f"{name}.yaml")["responses"], day=businesses.DAY)


def _said(report: ReportInput, folder: Path) -> str:
    return " ".join(struct.visible_words(gates.written(folder, [("advice.pdf", render_report(report))])[0]))


def test_an_acute_action_says_today_and_no_other_does(content: Content, tmp_path: Path) -> None:
    acute = _panel(content, "dairy_farm_with_robots")
    count = sum(r.acute for r in (*acute.advice.week, *acute.advice.soon))
    said = _said(acute, tmp_path)
    assert count and said.count("Vandaag · ") == count and "Doe dit vandaag" in said
    assert "Vandaag · " not in _said(_panel(content, "cafe_with_till"), tmp_path)


def test_hours_of_what_is_for_later_are_not_added_up(content: Content, tmp_path: Path) -> None:
    report = businesses.maximal(content)
    assert len(report.advice.later) > 20
    said = _said(report, tmp_path)
    assert "Als u zover bent: " not in said
    assert f"{len(report.advice.later)} acties voor als u zover bent" in said


def test_finding_out_promises_no_gain_and_says_what_it_makes_known(tmp_path: Path) -> None:
    report = sample.bakery()
    asks = replace(
        report.advice, week=tuple(r for r in report.advice.recommendations if r.finds_out), soon=(), later=()
    )
    asks = replace(asks, recommendations=asks.week)
    assert asks.week
    said = _said(replace(report, advice=asks), tmp_path)
    assert len(re.findall(r"maakt \d+ antwoord", said)) == len(asks.week) and "uw score kan 31 tot" in said
    assert "punten" not in said.split("Zo is uw score")[0]


def test_questions_stand_on_a_sheet_for_whom_they_are_meant(tmp_path: Path) -> None:
    report = sample.bakery()
    assert (
        report.advice.supplier_questions
        and report.advice.builder_questions
        and report.advice.inside_questions
    )
    path = gates.written(tmp_path, [("sheets.pdf", render_report(report))])[0]
    assert reading.complaints(path, report) == []
    heads = [node.text for node in struct.read(path).all("H2")]
    for title in (
        "Vragen voor uw ICT-leverancier",
        "Vragen voor wie uw website maakte",
        "Vraag binnen uw bedrijf",
    ):
        assert title in heads
    tables = [[cell.text for cell in table.all("TD")] for table in struct.read(path).all("Table")]
    for questions in (
        report.advice.supplier_questions,
        report.advice.builder_questions,
        report.advice.inside_questions,
    ):
        assert sum(questions[0].text in cells for cells in tables) == 1


def test_proof_of_the_website_is_not_asked_of_the_ict_supplier(content: Content) -> None:
    report = businesses.minimal(content)
    assert report.proofs("builder") and set(report.proofs("builder")).isdisjoint(report.proofs("supplier"))


def test_a_score_that_is_not_known_yet_is_a_range(content: Content, tmp_path: Path) -> None:
    report = _panel(content, "knows_nothing")
    low, high = (int(value) for value in report.score.range_pct)
    assert f"tussen {low} en {high}." in range_told(content, report.score)
    path = gates.written(tmp_path, [("range.pdf", render_report(report))])[0]
    assert f"Score: tussen {low} en {high} van 100." in struct.alternative_texts(path)
    known = _panel(content, "cafe_with_till")
    assert range_told(content, known.score) == ""
    assert (
        " en "
        not in struct.alternative_texts(gates.written(tmp_path, [("known.pdf", render_report(known))])[0])[1]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_knows_nothing_gets_at_most_nine_pages(content: Content, language: str) -> None:
    for report in (_panel(content, "knows_nothing"), businesses.unknowing(content)):
        with pikepdf.open(io.BytesIO(render_report(report, language))) as pdf:
            assert len(pdf.pages) <= 9


def test_a_knock_out_is_told_only_where_it_holds_the_level(content: Content) -> None:
    told = {
        name: _panel(content, name)
        for name in ("dairy_farm_with_robots", "pays_as_mailed", "knows_nothing", "everything_is_fine")
    }
    reasons = {name: held_back(content, report.score) for name, report in told.items()}
    assert told["dairy_farm_with_robots"].score.knock_outs and reasons["dairy_farm_with_robots"] == ()
    assert reasons["knows_nothing"] == reasons["everything_is_fine"] == ()
    held = told["pays_as_mailed"].score
    loose = replace(
        held, knock_outs=tuple(k for k in held.knock_outs if k.reason not in reasons["pays_as_mailed"])
    )
    assert (reasons["pays_as_mailed"] == ()) == (loose.level == content.scorer.score(held.counting).level)


def test_a_link_of_a_step_can_be_clicked_and_typed_over(content: Content, tmp_path: Path) -> None:
    report = _panel(content, "dairy_farm_with_robots")
    path = gates.written(tmp_path, [("links.pdf", render_report(report))])[0]
    first = (*report.advice.week, *report.advice.soon)
    wanted = {address for r in first for step in r.told for address in step.addresses} | {
        r.measure.source for r in first
    } - {None}
    wanted |= {obligation.link for obligation in content.rule.obligations}
    wanted |= {report.nearby.card.url} if report.nearby.card and report.nearby.card.url else set()
    with pikepdf.open(path) as pdf:
        links = {
            str(a.A.URI) for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a and "/URI" in a.A
        }
    read = "".join(struct.visible_words(path))
    assert len(wanted) > 5 and links == wanted
    assert [address for address in wanted if address.split("://")[1].rstrip("/") not in read] == []


def test_who_says_all_is_well_gets_small_proofs_with_their_steps(content: Content, tmp_path: Path) -> None:
    report = _panel(content, "everything_is_fine")
    assert report.advice.recommendations and all(
        r.measure.kind == "proof" for r in report.advice.recommendations
    )
    path = gates.written(tmp_path, [("proofs.pdf", render_report(report))])[0]
    assert reading.complaints(path, report) == []
    assert "Met deze kleine proeven" in " ".join(struct.visible_words(path))


def test_who_was_hit_this_month_reads_first_what_to_do_now(content: Content, tmp_path: Path) -> None:
    answers = business(FOLDER / "cafe_with_till.yaml")["responses"]
    mail, broken_in = "Kijk of er iemand meeleest in uw mail", "Zorg dat de inbreker er echt uit is"
    for happened, told in (
        # Paid while mail asks no second step: somebody may read along in the mail as well.
        ("paid", ("Bel nu uw bank", mail)),
        ("device_lost", ("Sluit het apparaat af dat kwijt is",)),
        ("account", (broken_in,)),
        ("insider", (broken_in,)),
        (("paid", "account"), ("Bel nu uw bank", broken_in)),
    ):
        chosen = (happened,) if isinstance(happened, str) else happened
        hit = Responses({**answers.answers, "hit_by": (*chosen, "this_month"), "hit_reported": "no_how"})
        said = _said(ReportInput.of(content, hit, day=businesses.DAY), tmp_path)
        before = said[: said.index("Uw niveau")]
        order = [before.index("Eerst dit: het is net gebeurd"), *(before.index(title) for title in told)]
        assert order == sorted(order), happened
        assert [title for title in (mail, broken_in) if title in before] == [
            title for title in told if title in (mail, broken_in)
        ], happened
    assert "Eerst dit" not in _said(_panel(content, "cafe_with_till"), tmp_path)


def test_papers_for_whoever_helps_speak_of_no_supplier_where_there_is_none(
    content: Content, tmp_path: Path
) -> None:
    reports = (
        ReportInput.of(content, responses, day=businesses.DAY)
        for responses in simulated_businesses(content.questionnaire, 200, 3)
    )
    without = [r for r in reports if r.advice.supplier_questions and not r.outsourced][:4]
    assert len(without) == 4
    for report in without:
        letter = supplier_text(report.advice.supplier_questions, "nl")
        sheet = _said(report, tmp_path)
        assert "Vragen voor wie u met ICT helpt" in sheet
        assert "uw leverancier" not in sheet.lower() and "leverancier" not in letter.splitlines()[0].lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wall_shows_four_steps_and_three_numbers_that_are_read_at_two_metres(
    content: Content, language: str
) -> None:
    report = _panel(content, "cafe_with_till").in_language(language)
    assert (len(on_the_wall(report.region)), len(numbers(report.region))) == (4, 3)
    sheet = help_sheet(kit_for(report.content, report.region), report)
    drawn = list(_texts(sheet.stack.children))
    for desk in numbers(report.region):
        phone = (desk.phone or "").replace(" ", "").replace("-", "")
        sizes = [t.style.size for t in drawn if "".join(c for c in t.plain if c.isdigit()) == phone]
        assert sizes and max(sizes) >= 40
    assert all(text.style.size >= 18 for text in drawn)


def _texts(blocks: Sequence[Flowable]) -> Iterator[Text]:
    for block in blocks:
        if isinstance(block, Text):
            yield block
        for stack in getattr(block, "stacks", [getattr(block, "stack", None)]):
            yield from _texts(stack.children if stack is not None else ())
