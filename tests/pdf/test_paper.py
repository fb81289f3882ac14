"""The questionnaire on paper: every question with its answers, routing in words, and tags as in the report."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest

from data.region import load_region
from pdf.paper import main, render_paper
from questionnaire.answer_codes import answer_codes
from questionnaire.routing import Routing
from scoring.loading import load_content
from tests.builders import a_questionnaire, an_item, content_of, yes_no


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
    return (
        content,
        Routing(content.questionnaire, language, quick, coded=True),
        pikepdf.open(io.BytesIO(made)),
        made,
    )


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
    assert set(Routing(questionnaire, quick=True).numbers) == {
        item.id for item in questionnaire.items.values() if item.quick
    }


def test_every_skip_rule_tells_where_to_go_on_except_behind_the_last_question():
    questionnaire = load_content().questionnaire
    routing = Routing(questionnaire)
    for item in questionnaire.items.values():
        onward = routing.onward(item)
        last = routing.numbers[item.id] == len(routing.numbers)
        assert (onward is None) == (item.skip_if is None or last)
        assert onward is None or f"vraag {routing.numbers[item.id] + 1}." in onward


def words(made: bytes) -> str:
    """What stands on the sheets, letters and figures alone: a line may end anywhere, and paper has curled
    quotes.
    """
    pages = pypdfium2.PdfDocument(made)
    return flat(" ".join(page.get_textpage().get_text_range() for page in pages))


def flat(text: str) -> str:
    return re.sub(r"[^\w]", "", text.replace("\u00ad", ""))


def test_an_answer_that_is_for_some_says_for_whom_and_the_others_say_nothing(paper):
    content, routing, _pdf, made = paper
    on_paper, for_some = words(made), 0
    for item in (content.questionnaire.items[item_id] for item_id in routing.numbers):
        for code, answer in answer_codes(item).items():
            if (option := item.options_by_id.get(answer)) is None:
                continue
            told = routing.offered_to(option)
            assert flat(f"{code} {option.label} {told or ''}") in on_paper, option.id
            for_some += told is not None
    assert for_some > 5


def test_whoever_reads_another_question_is_told_which(paper):
    content, routing, _pdf, made = paper
    on_paper, told = words(made), 0
    for item in (content.questionnaire.items[item_id] for item_id in routing.numbers):
        for condition, variant in routing.variants(item):
            if condition is None or not (variant.question or variant.explanation):
                continue  # it changes other texts than those of the sheet, or is for everybody
            assert flat(variant.question or item.question) in on_paper and flat(condition) in on_paper
            assert flat(variant.explanation or "") in on_paper
            told += 1
    assert told


def test_an_answer_that_nobody_can_give_on_these_sheets_is_not_printed():
    options = (
        {
            "id": "some",
            "label": "Voor sommigen",
            "points": 0,
            "shown_if": {"item": "later", "answered": ("yes",)},
        },
    )
    options += tuple({"id": i, "label": f"Label {i}", "points": 1} for i in ("a", "b"))
    asked = a_questionnaire(
        yes_no("first").quick(), yes_no("later"), an_item("last").quick().having(options=options)
    )
    short, whole = (words(render_paper(content_of(asked), load_region(), quick)) for quick in (True, False))
    assert (
        flat("Voor sommigen") not in short
        and flat("1 Voor sommigen (alleen na antwoord 2 bij vraag 2)") in whole
    )
    assert flat("2 Label a") in short and flat("2 Label a") in whole  # the code is the same on all sheets


def test_answers_have_digits_and_beside_a_number_letters():
    items = load_content().questionnaire.items
    assert answer_codes(items["backup_restore_test"])["6"] == "dont_know"
    assert answer_codes(an_item("days").number((None, 1)).not_applicable().build()) == {
        "W": "dont_know",
        "N": "not_applicable",
    }
    assert len(answer_codes(items["municipality"])) == 17


def test_a_number_has_a_field_with_its_bounds_and_letters_beside_it():
    asked = an_item("days").number((None, 1), least=2, most=90).not_applicable()
    made = words(render_paper(content_of(a_questionnaire(asked)), load_region()))
    assert flat("days? x (2 tot en met 90) W Weet ik niet N Niet van toepassing") in made


def test_the_command_writes_the_file(tmp_path):
    assert main(["--out", str(tmp_path / "scan.pdf"), "--quick", "--language", "en"]) == 0
    assert (tmp_path / "scan.pdf").read_bytes().startswith(b"%PDF")
