"""The preview: content read anew on save, the diagram, and what an editor sees of items, measures and
mistakes.
"""

from __future__ import annotations

import ast
import os
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.content_folder import ROOT
from questionnaire.language.translation import translator
from scoring.authoring.level_changes import example_businesses, level_changes
from scoring.loading import load_content
from screens.preview.businesses import moves_html
from screens.preview.flow import flow_html, lanes_of
from screens.preview.links import threads_of, threads_to
from screens.preview.live import Folder
from screens.preview.measures import leads_html
from tests.builders import a_questionnaire, content_of, yes_no
from tests.patience import PATIENCE_SECONDS

_ = translator("nl").gettext


@pytest.fixture
def copy(tmp_path) -> Path:
    for folder in ("questionnaire/content", "scoring/rules", "scoring/measures"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "scoring/threats.yaml", tmp_path / "scoring")
    (tmp_path / "data").mkdir()
    for file in (*(ROOT / "data").glob("*.yaml"), ROOT / "data/logo.svg"):
        shutil.copy(file, tmp_path / "data")
    shutil.copytree(ROOT / "tests/respondents", tmp_path / "tests/respondents")
    return tmp_path


def save(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    # A file system that counts in whole seconds would not see two saves in one.
    later = file.stat().st_mtime_ns + 1_000_000_000
    os.utime(file, ns=(later, later))


def test_a_saved_change_is_there_at_the_next_look(copy):
    folder = Folder(copy)
    before = folder.live()
    save(copy / "questionnaire/content/incidents.yaml", "label: Nog nooit", "label: Nog helemaal nooit")
    after = folder.live()
    assert before.content.questionnaire.items["cloud_copy"].options[0].label == "Nog nooit"
    assert after.content.questionnaire.items["cloud_copy"].options[0].label == "Nog helemaal nooit"


def test_without_a_save_nothing_is_read_again(copy):
    folder = Folder(copy)
    assert folder.live() is folder.live()


def test_a_mistake_keeps_the_last_good_version_in_sight_and_says_where(copy):
    folder = Folder(copy)
    good = folder.live().content
    file = copy / "questionnaire/content/incidents.yaml"
    save(file, "    question: Hoe vaak wordt", "    qestion: Hoe vaak wordt")
    found = folder.live()
    assert found.errors and not found.built
    assert found.content is good
    told = next(
        mistake.say("nl")
        for mistake in found.mistakes
        if mistake.file == "questionnaire/content/incidents.yaml"
    )
    assert "questionnaire/content/incidents.yaml, regel 10" in told
    assert "bedoelde u 'question'?" in told


def test_a_business_that_moves_level_comes_first_and_is_marked(copy):
    folder = Folder(copy)
    before = folder.live().content
    save(
        copy / "scoring/rules/scan.yaml",
        "needs: {total: {at_least: 22, below: 56}}",
        "needs: {total: {at_least: 55, below: 56}}",
    )
    save(copy / "scoring/rules/scan.yaml", "needs: {total: {below: 22}}", "needs: {total: {below: 55}}")
    after = folder.live().content
    found = level_changes(before, after, example_businesses(copy))
    movers = [move for move in found if move.moves_level]
    assert movers and found[: len(movers)] == movers
    html = moves_html(found, after, "nl")
    assert html.count("pv-moved") == len(movers)
    assert "Basis in opbouw → Aan de start" in html
    assert f"{len(movers)} van {len(found)} bedrijven" in html


@pytest.mark.parametrize(
    ("language", "told"), [("nl", " 1 fout. "), ("en", " 1 mistake. "), ("de", " 1 Fehler. ")]
)
def test_one_mistake_is_told_as_one(copy, language, told):
    folder = Folder(copy)
    folder.live()
    save(copy / "questionnaire/content/incidents.yaml", "question:", "qestion:")

    def line() -> None:
        import streamlit as st

        from screens.preview.frame import status_html

        st.html(status_html(st.session_state["found"]))

    app = AppTest.from_function(line)
    app.session_state["found"], app.session_state["language"] = folder.live(), language
    app.run()
    assert not app.exception and told in html_of(app)


def test_content_that_stays_the_same_moves_nobody(copy):
    content = Folder(copy).live().content
    html = moves_html(level_changes(content, content, example_businesses(copy)), content, "nl")
    assert "0 van 16 bedrijven veranderen van niveau" in html
    assert "pv-moved" not in html


def test_the_diagram_shows_every_item_once_with_its_skip_rule():
    questionnaire = load_content().questionnaire
    html = flow_html(questionnaire, "nl", _, lambda item_id: f"/vraag?id={item_id}")
    for number, item in enumerate(questionnaire.items.values(), 1):
        assert (
            html.count(
                f'<li class="pv-item{" pv-maybe" if item.skip_if else ""}" id="{item.id}" value="{number}">'
            )
            == 1
        )
    assert html.count('class="pv-rule"') == sum(
        item.skip_if is not None for item in questionnaire.items.values()
    )
    assert html.count("pv-line pv-in") == sum(
        len(targets) for _lane, targets in lanes_of(questionnaire).values()
    )


def test_the_diagram_greys_what_the_quick_scan_leaves_out():
    questionnaire = load_content().questionnaire
    html = flow_html(questionnaire, "nl", _, str, quick=True)
    assert html.count("pv-grey") == sum(not item.quick for item in questionnaire.items.values())


def test_every_measure_is_reached_through_some_answer_or_says_what_else_leads_to_it():
    content = load_content()
    told = {m: leads_html(content, m, _, str) for m in content.measures}
    assert [m for m, said in told.items() if "Niemand krijgt deze maatregel te zien" in said] == []
    for measure_id, measure in content.measures.items():
        by_answers = bool(threads_to(content, measure_id))
        assert by_answers or measure.advised_if or measure.proves or measure.kind == "find_out", measure_id
        assert ("Wordt aangeraden als u bij vraag" in told[measure_id]) is (measure.advised_if is not None)
        assert ("Een kleine proef als u bij vraag" in told[measure_id]) is (measure.proves is not None)
        assert ("wat hiermee wordt uitgezocht" in told[measure_id]) is (measure.kind == "find_out")


def test_a_measure_to_which_nothing_leads_says_that_nobody_sees_it():
    assert "Niemand krijgt deze maatregel te zien" in leads_html(
        content_of(a_questionnaire(yes_no("a")), None, {"id": "lost"}), "lost", _, str
    )


def test_an_answer_that_counts_when_it_is_left_out_is_shown_as_such():
    content = load_content()
    told = {t.answer: t for t in threads_of(content, content.questionnaire.items["fallback"])}
    assert told[
        "Met ons ICT-bedrijf staat op papier wie updates en back-ups doet, en hoe snel er hulp is (niet gekozen)"
    ].measures == ("agree_with_supplier",)
    assert told["Geen van deze"].points == "0"


def sheet(name: str, query: dict[str, str] | None = None) -> AppTest:
    app = AppTest.from_string(
        f"from screens.preview import {name}\n{name}.show()", default_timeout=PATIENCE_SECONDS
    )
    for key, value in (query or {}).items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def html_of(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("name", ["flow", "items", "measures", "businesses", "mistakes"])
@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_every_sheet_draws_in_every_language(name, language):
    assert sheet(name, {"lang": language}).title[0].value


def test_an_item_is_drawn_with_the_fields_of_the_respondents_screen():
    app = sheet("items", {"id": "backup_restore_test"})
    assert app.title[0].value == "Wanneer zette u voor het laatst een back-up terug, als proef?"
    assert app.radio[0].options[-1] == "Weet ik niet"
    assert "Zet één back-up terug, als proef" in html_of(app)


def test_the_buttons_step_from_item_to_item():
    app = sheet("items", {"id": "company_size"})
    next(button for button in app.button if button.label == "Volgende").click().run()
    assert app.query_params["id"] == "sector"
    assert app.title[0].value == "Wat voor soort bedrijf heeft u?"


def test_a_measure_shows_which_answers_lead_to_it():
    app = sheet("measures", {"id": "test_restore"})
    assert app.title[0].value == "Zet één back-up terug, als proef"
    assert "Langer dan een jaar geleden" in html_of(app)


def test_nothing_that_respondents_reach_imports_the_preview():
    found = []
    for folder in ("screens", "web", "pdf", "data", "scoring", "questionnaire"):
        for file in (ROOT / folder).rglob("*.py"):
            if "preview" in file.relative_to(ROOT).parts:
                continue
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                names = (
                    [a.name for a in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
                found += [str(file) for name in names if name.startswith("screens.preview")]
    assert found == []
    assert "preview" not in (ROOT / "app.py").read_text("utf-8")
