"""The questionnaire on paper: every question with its answers, routing in words, and tags as in the report."""

from __future__ import annotations

import io

import pikepdf
import pytest

from data.region import load_region
from pdf.paper import main, render_paper
from questionnaire.answer_codes import answer_codes
from questionnaire.routing import Routing
from scoring.loading import load_content


def tagged(pdf: pikepdf.Pdf) -> list[str]:
    """The structure types in reading order."""
    found: list[str] = []

    def walk(node) -> None:
        if isinstance(node, pikepdf.Array):
            for part in node:
                walk(part)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node["/S"]).lstrip("/"))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.Root.StructTreeRoot["/K"])
    return found


@pytest.fixture(scope="module", params=[("nl", False), ("nl", True), ("en", False), ("de", True)], ids=str)
def paper(request):
    language, quick = request.param
    content = load_content(language=language)
    made = render_paper(content, load_region(language=language), quick, reproducible=True)
    return content, Routing(content.questionnaire, language, quick), pikepdf.open(io.BytesIO(made)), made


def test_the_paper_is_tagged_and_says_its_language_and_title(paper):
    content, _routing, pdf, _made = paper
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang)[:2] == content.language
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_each_question_is_a_heading_and_its_answers_are_a_list(paper):
    content, routing, pdf, _made = paper
    tags = tagged(pdf)
    items = [content.questionnaire.items[item_id] for item_id in routing.numbers]
    assert tags.count("H1") == 1
    assert tags.count("H3") == len(items) + 1  # the thanks at the end
    assert tags.count("LI") == sum(len(answer_codes(item)) for item in items) + 4  # the rules at the start
    assert tags.count("LI") == tags.count("LBody")


def test_equal_content_gives_equal_bytes(paper):
    content, routing, _pdf, made = paper
    quick = len(routing.numbers) < len(content.questionnaire.items)
    assert render_paper(content, load_region(language=content.language), quick, reproducible=True) == made


def test_the_quick_paper_asks_the_items_of_the_quick_scan_alone():
    questionnaire = load_content().questionnaire
    assert set(Routing(questionnaire, quick=True).numbers) == {item.id for item in questionnaire.items.values() if item.quick}


def test_every_skip_rule_tells_where_to_go_on_except_behind_the_last_question():
    questionnaire = load_content().questionnaire
    routing = Routing(questionnaire)
    for item in questionnaire.items.values():
        onward = routing.onward(item)
        last = routing.numbers[item.id] == len(routing.numbers)
        assert (onward is None) == (item.skip_if is None or last)
        assert onward is None or f"vraag {routing.numbers[item.id] + 1}." in onward


def test_answers_have_digits_and_beside_a_number_letters():
    items = load_content().questionnaire.items
    assert answer_codes(items["backup_restore_test"])["6"] == "dont_know"
    assert answer_codes(items["offboarding_days"]) == {"W": "dont_know", "N": "not_applicable"}
    assert len(answer_codes(items["municipality"])) == 17


def test_the_command_writes_the_file(tmp_path):
    assert main(["--out", str(tmp_path / "scan.pdf"), "--quick", "--language", "en"]) == 0
    assert (tmp_path / "scan.pdf").read_bytes().startswith(b"%PDF")
