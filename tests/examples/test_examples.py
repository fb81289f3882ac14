"""Another region, and another subject: each from one folder, without touching code."""

from __future__ import annotations

import json
import shutil

import pikepdf
import pypdfium2
import pytest

from data.content.checks import check_content
from data.privacy import load_privacy
from data.region import load_region
from pdf.logo import check_logo
from pdf.styles import FONTS, font_files
from questionnaire.content_folder import PRODUCT, content_folder
from questionnaire.language.translation import LANGUAGES, catalogue
from questionnaire.simulate import simulated_businesses
from questionnaire.walk import next_item
from scoring.advising.advice import advise
from scoring.loading import load_content
from tests.checks.broken import TODAY
from tests.examples.folders import EXAMPLES, FIRE, REGION, respondent, run

each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)


def words_of(path) -> str:
    """All text of a PDF, its spaces made single."""
    pages = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


@each_example
def test_an_example_has_no_mistakes_and_no_warnings(example):
    assert [m.say() for m in (*check_content(example, today=TODAY).mistakes, *check_logo(example))] == []


@each_example
def test_businesses_walk_an_example_to_its_end_and_get_a_score_with_advice(example):
    content = load_content(example)
    levels = set()
    for responses in simulated_businesses(content.questionnaire, 60, 3):
        assert next_item(content.questionnaire, responses) is None
        score = content.score(responses)
        assert score.score_pct is not None and 0 <= score.score_pct <= 100
        levels.add(score.level.id)
        assert {r.measure.id for r in advise(content, score).recommendations} <= content.measures.keys()
    assert len(levels) > 1


@each_example
def test_an_example_is_there_in_every_language(example):
    words = {language: catalogue(example / "locale", language) for language in LANGUAGES}
    titles = {load_content(example).localised(code, words[code]).questionnaire.title for code in LANGUAGES}
    assert len(titles) == len(LANGUAGES)
    # The texts of the screens are not repeated in the folder: they come from the product.
    assert words["en"].gettext("Volgende") == "Next" and words["de"].gettext("Volgende") == "Weiter"


@each_example
def test_an_example_is_printed_in_every_language(example, tmp_path):
    answers, region = str(respondent(example)), load_region(example)
    headings = set()
    for language in LANGUAGES:
        more = ("--language", language)
        for name, command in (("advice", ("-m", "pdf", answers)), ("paper", ("-m", "pdf.paper"))):
            made = run(example, tmp_path, *command, "--out", str(tmp_path / f"{name}.pdf"), *more)
            assert (made.returncode, made.stderr) == (0, "")
        advice, paper = words_of(tmp_path / "advice.pdf"), words_of(tmp_path / "paper.pdf")
        said = catalogue(example / "locale", language).gettext
        heading = said(load_content(example).questionnaire.wording.advice)
        headings.add(heading)
        assert heading in advice and said(region.programme.name) in advice
        assert "Twente" not in advice + paper
    assert len(headings) == len(LANGUAGES)


@each_example
def test_answers_to_an_example_are_counted_and_published(example, tmp_path):
    filled = run(example, tmp_path, "-m", "data", "simulate", "--businesses", "120")
    assert (filled.returncode, filled.stderr) == (0, "")
    assert ("Bijeenkomsten" in filled.stdout) is load_region(example).events
    out = tmp_path / "out"
    assert run(example, tmp_path, "-m", "data", "publish", "--out", str(out)).returncode == 0
    release = json.loads((out / "release.json").read_text())
    content = load_content(example)
    assert release["questionnaire"]["id"] == content.questionnaire.id
    assert release["sums"][0]["n"]["quick"] >= load_privacy(example).smallest_block.value.municipality
    page = (out / "index.html").read_text()
    assert content.questionnaire.wording.subject in page
    assert ("Per gemeente" in page) is bool(load_region(example).municipalities)


def test_the_second_region_names_nothing_of_the_first():
    first = {*load_region(PRODUCT).municipalities, load_region(PRODUCT).programme}
    names = {one.label if hasattr(one, "label") else one.name for one in first} | {"Twente"}
    for path in REGION.rglob("*.yaml"):
        text = path.read_text()
        assert not [name for name in names if f" {name}" in text], path
    ids = {m.id for m in load_region(REGION).municipalities}
    place = load_content(REGION).questionnaire.roles.place
    assert place.item not in load_content(PRODUCT).questionnaire.items
    assert ids < set(load_content(REGION).questionnaire.items[place.item].options_by_id)


def test_where_nothing_is_held_no_event_can_be_made(tmp_path):
    refused = run(FIRE, tmp_path, "-m", "data", "add-event", "--name", "Avond", "--date", "2027-01-01")
    assert refused.returncode == 2 and "geen bijeenkomsten" in refused.stderr
    laptop = run(FIRE, tmp_path, "-m", "web.event_laptop")
    assert laptop.returncode == 2 and "geen bijeenkomsten" in laptop.stderr


COMMANDS = (
    ("check.py",),
    ("-m", "pdf.paper", "--out", "/dev/null"),
    ("-m", "data", "list-events"),
    ("-m", "questionnaire.catalogues.update"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[-1])
def test_a_folder_that_lacks_a_file_is_told_at_once_in_words(command, tmp_path):
    copy = tmp_path / "mine"
    shutil.copytree(FIRE, copy)
    (copy / "data/region.yaml").unlink()
    told = run(copy, tmp_path, *command)
    assert told.returncode == 2 and "Traceback" not in told.stderr
    assert "data/region.yaml" in told.stderr and "Wat te doen" in told.stderr
    gone = run(tmp_path / "nowhere", tmp_path, *command)
    assert gone.returncode == 2 and "deze map is er niet" in gone.stderr


def test_what_is_missing_is_told_in_the_language_that_is_asked(tmp_path):
    told = run(tmp_path / "nowhere", tmp_path, "check.py", "--language", "de")
    assert told.returncode == 2 and "diesen Ordner gibt es nicht" in told.stderr


def test_a_server_does_not_start_on_a_folder_that_is_not_content(tmp_path):
    for entry in ("app", "screens.preview.app"):
        told = run(tmp_path, tmp_path, "-c", f"import {entry}")
        assert told.returncode == 1 and "scoring/rules/scan.yaml" in told.stderr
        assert "Traceback" not in told.stderr


def test_answers_to_other_content_are_kept_apart(monkeypatch, tmp_path):
    monkeypatch.delenv("DATA_DIR", raising=False)
    shown = "from data.folders import folders; print(folders().data_dir, folders().key_dir)"
    told = run(FIRE, tmp_path, "-c", f"import os; del os.environ['DATA_DIR'], os.environ['KEY_DIR']; {shown}")
    assert told.stdout.split() == [str(PRODUCT / f"{name}-{FIRE.name}") for name in ("var", "keys")]


def test_without_a_name_the_content_is_that_of_the_product():
    assert content_folder(None) == content_folder("  ") == PRODUCT
    assert content_folder("examples/..") == content_folder("examples").parent


def test_a_logo_that_cannot_be_drawn_is_told_with_its_line(tmp_path):
    copy = tmp_path / "mine"
    shutil.copytree(FIRE, copy)
    (copy / "brand/logo.svg").write_text('<svg viewBox="0 0 9 9"><circle r="4"/></svg>')
    (mistake,) = check_logo(copy)
    assert mistake.file == "data/region.yaml" and "circle" in mistake.say()
    line = (copy / "data/region.yaml").read_text().splitlines()[mistake.line - 1]
    assert "logo:" in line


def test_translating_a_folder_begins_with_what_the_product_knows(tmp_path):
    copy = tmp_path / "mine"
    shutil.copytree(REGION, copy)
    shutil.rmtree(copy / "locale")
    made = run(copy, tmp_path, "-m", "questionnaire.catalogues.update")
    assert made.returncode == 0
    words = catalogue(copy / "locale", "en")
    text = (copy / "locale/en/LC_MESSAGES/content.po").read_text()
    assert "Kustscan" in text and 'msgid "Volgende"' not in text
    assert words.gettext("Stevige basis") == "Solid basics"


def test_content_brings_its_own_fonts_for_paper(tmp_path):
    copy = tmp_path / "mine"
    shutil.copytree(FIRE, copy)
    (copy / "brand/fonts").mkdir()
    assert font_files(copy) == font_files(PRODUCT)
    # Italics, since their name in the PDF is not that of the product's fonts.
    for name in ("Regular.ttf", "SemiBold.ttf"):
        shutil.copy(FONTS / "SourceSans3-Italic.ttf", copy / "brand/fonts" / name)
    made = run(copy, tmp_path, "-m", "pdf.paper", "--out", str(tmp_path / "paper.pdf"))
    assert made.returncode == 0
    with pikepdf.open(tmp_path / "paper.pdf") as paper:
        names = {str(font.BaseFont) for page in paper.pages for font in page.Resources.Font.values()}
    assert names and all(name.endswith("-Italic") for name in names)
