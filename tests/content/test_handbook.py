"""The handbook's recipe for a new question, step by step: three files, and the check names each missing piece
until it is done.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from data.__main__ import _parser
from data.content.checks import check_content
from questionnaire.catalogues.update import catalogue_path, template_path
from questionnaire.checks.satisfiable import most_asked
from questionnaire.content_folder import ROOT
from questionnaire.loading import load_questionnaire

HANDBOOK = ROOT / "docs/handleiding/vragen-en-regels.md"
HEAD = Path("questionnaire/content/questionnaire.yaml")
THEME = Path("questionnaire/content/incidents.yaml")
MEASURES = Path("scoring/measures/incidents.yaml")
BEFORE = "  - id: stand_in\n"

QUESTION = """  - id: emergency_kit
    question: Ligt er een noodkoffer klaar voor als alles uitvalt?
"""
HELP = """    why: Zonder stroom of internet heeft u papier, een lamp en een lader nodig.
    how_to_find: Zoek de koffer op. Zit er een bellijst in, en doet de lader het?
    supplier_question: Wat moeten wij op papier hebben om u te bereiken als alles uitvalt?
"""
ONLY = "    skip_if: {not: {item: company_size, answered: [zzp]}}\n"
ANSWERS = """    options:
      - {id: none, label: Nee, points: 0}
      - {id: partly, label: 'Ja, maar niet compleet', points: 1}
      - {id: complete, label: 'Ja, met papieren lijsten en een lader', points: 3}
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("questionnaire/content", "scoring/rules", "scoring/measures", "locale"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "scoring/threats.yaml", tmp_path / "scoring")
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path


# What a command still needs where a table names it alone.
NAMED_ALONE = {name: ["--out", "MAP"] for name in ("export-blocks", "publish", "backup-key", "backup")}
NAMED_ALONE["restore"] = ["kopie.age", "--key", "sleutel.txt", "--to", "MAP"]


def said(root: Path) -> set[str]:
    """What the check says, as the programme team reads it; without the place, which moves when a file grows."""
    return {mistake.say("nl").split("\n", 1)[1] for mistake in check_content(root).mistakes}


def told(root: Path) -> str:
    """The same as one text."""
    return "\n\n".join(sorted(said(root)))


def as_many_as_are_asked(root: Path) -> int:
    """The most questions that anybody is asked, which `root` then promises: one more for everybody is one too
    many.
    """
    questionnaire = load_questionnaire(root / HEAD.parent)
    asked = most_asked(questionnaire)
    assert asked is not None
    text = (root / HEAD).read_text("utf-8")
    (root / HEAD).write_text(
        text.replace(f"most_items_asked: {questionnaire.most_items_asked}", f"most_items_asked: {asked[0]}"),
        "utf-8",
    )
    return asked[0]


def write_question(root: Path, text: str) -> None:
    original = (ROOT / THEME).read_text("utf-8")
    (root / THEME).write_text(original.replace(BEFORE, f"{text}\n{BEFORE}"), "utf-8")


def translate(root: Path, language: str, texts: list[str]) -> None:
    path = catalogue_path(language, root)
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    for text in texts:
        catalogue.add(text, string=f"{language}: {text}")
    with path.open("wb") as file:
        write_po(file, catalogue)


@pytest.mark.slow
def test_the_check_names_each_missing_piece_until_the_question_is_done(copy):
    most = as_many_as_are_asked(copy)
    start = said(copy)
    write_question(copy, QUESTION)
    assert "voeg antwoorden toe bij 'options'" in told(copy)
    assert "'why', 'how_to_find', 'supplier_question' ontbreken" in told(copy)
    write_question(copy, QUESTION + HELP + ANSWERS)
    assert "een antwoord van 0 van de 3 punten leidt naar geen enkele maatregel" in told(copy)
    led = re.sub(r"points: ([01])}", r"points: \1, measures: [make_emergency_sheet]}", ANSWERS)
    write_question(copy, QUESTION + HELP + led)
    assert f"iemand kan {most + 1} vragen krijgen, meer dan {most}" in told(copy)
    write_question(copy, QUESTION + HELP + ONLY + led)
    assert "nog niet vertaald in het Engels" in told(copy)
    assert "nog niet vertaald in het Duits" in told(copy)
    assert "schrijf bij de maatregel: answers_after: {emergency_kit: complete}" in told(copy)
    measures = copy / MEASURES
    before, kit, after = measures.read_text("utf-8").partition("- id: make_emergency_sheet\n")
    measures.write_text(
        before + kit + after.replace("answers_after: {", "answers_after: {emergency_kit: complete, ", 1),
        "utf-8",
    )
    texts = [re.sub(r"^.*?: ", "", line) for line in (QUESTION + HELP).splitlines()[1:]] + [
        "Nee",
        "Ja, maar niet compleet",
        "Ja, met papieren lijsten en een lader",
    ]
    for language in ("en", "de"):
        translate(copy, language, texts)
    assert said(copy) <= start
    changed = [
        p.relative_to(copy)
        for p in copy.rglob("*")
        if p.suffix in (".yaml", ".po")
        and p.name != HEAD.name
        and p.read_bytes() != (ROOT / p.relative_to(copy)).read_bytes()
    ]
    assert sorted(map(str, changed)) == [
        "locale/de/LC_MESSAGES/messages.po",
        "locale/en/LC_MESSAGES/messages.po",
        str(THEME),
        str(MEASURES),
    ]


@pytest.mark.slow
def test_a_municipality_is_one_line(copy):
    start = said(copy)
    line = next(row for row in HANDBOOK.read_text("utf-8").splitlines() if "id: berkelland" in row)
    region = copy / "data/region.yaml"
    region.write_text(
        region.read_text("utf-8").replace("  - {id: wierden,", f"  {line.strip()}\n  - {{id: wierden,", 1),
        "utf-8",
    )
    for language in ("en", "de"):
        assert "Berkelland" in told(copy)
        translate(copy, language, ["Berkelland"])
    assert said(copy) <= start


def test_no_recipe_has_more_than_ten_steps():
    recipes = re.split(r"^## ", HANDBOOK.read_text("utf-8"), flags=re.M)[1:]
    for recipe in recipes:
        assert len(re.findall(r"^\d+\. ", recipe.partition("\n")[2], flags=re.M)) <= 10, recipe.splitlines()[
            0
        ]


def test_every_picture_and_every_file_that_the_handbook_names_is_there():
    text = HANDBOOK.read_text("utf-8")
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", text)
    assert len(pictures) >= 5
    assert [p for p in pictures if not (HANDBOOK.parent / p).exists()] == []
    assert [
        p
        for p in re.findall(r"`((?:questionnaire|scoring|data|locale|tests|docs)/[\w./]*)`", text)
        if not (ROOT / p).exists()
    ] == []


# In italics too, but no words of the scan: what telephones say, and a term where it is explained.
NOT_OURS = {"Begeleide toegang", "App vastzetten", "verbonden blijven", "blok"}


@pytest.mark.parametrize("page", sorted(HANDBOOK.parent.glob("*.md")), ids=lambda page: page.stem)
def test_every_button_and_screen_that_the_handbook_names_is_called_so(page):
    with template_path().open("rb") as file:
        texts = {
            text
            for message in read_po(file)
            for text in ([message.id] if isinstance(message.id, str) else message.id)
        }
    named = {
        " ".join(name.split())
        for name in re.findall(r"(?<![*\w])\*([^*]+)\*(?![*\w])", page.read_text("utf-8"))
    }
    assert named - texts - NOT_OURS == set()


@pytest.mark.parametrize("page", sorted(HANDBOOK.parent.glob("*.md")), ids=lambda page: page.stem)
def test_every_command_and_target_that_the_handbook_names_is_there(page):
    text = page.read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.M))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets
    for line in re.findall(r"(?:`|-m )data ([a-z]+(?:-[a-z]+)?[^`&\n]*)", text):
        line = re.sub(r"\$\([^)]*\)", "vandaag", line)  # what the shell fills in
        _parser().parse_args(shlex.split(line) + NAMED_ALONE.get(line, []))
