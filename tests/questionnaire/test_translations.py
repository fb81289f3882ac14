"""Catalogues: they follow the texts, changed ones wait for a translator, and check.py tells what lacks."""

import shutil

import pytest
from babel.messages.catalog import Catalog

from data.content.checks import check_content
from questionnaire.catalogues.translation_checks import check_translations
from questionnaire.catalogues.update import (
    TRANSLATED,
    catalogue_path,
    extract,
    read_catalogue,
    save,
    template_path,
    updated,
)
from questionnaire.language.placeholders import lost_placeholders
from questionnaire.language.po_lines import read_entries
from tests.checks.broken import REPOSITORY, TODAY, all_texts, sound_content


def a_catalogue(**texts: str) -> Catalog:
    catalogue = Catalog(locale="en")
    for dutch, english in texts.items():
        catalogue.add(dutch.replace("_", " "), english, locations=[("a.yaml", 0)])
    return catalogue


def test_a_changed_text_takes_its_old_translation_along_marked_fuzzy_with_the_old_text():
    template = a_catalogue(Hoe_vaak_maakt_u_elke_week_een_kopie="", Nooit="")
    new = updated(a_catalogue(Hoe_vaak_maakt_u_een_kopie="How often do you copy", Nooit="Never"), template)
    changed = new["Hoe vaak maakt u elke week een kopie"]
    assert (changed.string, changed.fuzzy, changed.previous_id) == (
        "How often do you copy",
        True,
        ["Hoe vaak maakt u een kopie"],
    )
    assert not new["Nooit"].fuzzy


def test_a_new_text_beside_a_text_that_stays_is_not_fuzzy_but_empty():
    new = updated(a_catalogue(Elke_dag="Every day"), a_catalogue(Elke_dag="", Elke_dagen=""))
    assert new["Elke dagen"].string == ""
    assert new["Elke dag"].string == "Every day"


def test_a_text_that_vanished_leaves_the_catalogue(tmp_path):
    save(updated(a_catalogue(Weg="Gone", Blijft="Stays"), a_catalogue(Blijft="")), tmp_path / "messages.po")
    assert "Gone" not in (tmp_path / "messages.po").read_text()


def test_updating_twice_changes_nothing(tmp_path):
    template = a_catalogue(Eén="", Twee="")
    path = tmp_path / "messages.po"
    save(updated(a_catalogue(Eén="One"), template), path)
    first = path.read_bytes()
    save(updated(read_catalogue(path, "en"), template), path)
    assert path.read_bytes() == first


def test_a_catalogue_names_files_without_line_numbers():
    text = template_path().read_text()
    references = [line for line in text.splitlines() if line.startswith("#: ")]
    assert len(references) > 1000
    assert not any(part.rpartition(":")[2].isdigit() for line in references for part in line[3:].split())


@pytest.mark.parametrize(
    ("dutch", "other", "lost"),
    [
        ("Vraag {number} van {total}", "Question {number} of {total}", []),
        ("Vraag {number} van {total}", "Question {number}", ["total"]),
        ("Vraag {number}", "Question {nummer}", ["number", "nummer"]),
        ("{share:.0f} procent", "{share:.0f} percent", []),
        ("Vraag {number}", "", []),
        (("{n} dag", "{n} dagen"), ("one day", "{n} days"), []),
        (("{n} dag", "{n} dagen"), ("{n} day", "days"), ["n"]),
        (("één dag", "{n} dagen"), ("one day", "{n} days"), []),
    ],
)
def test_a_placeholder_that_got_lost_in_translation_is_found(dutch, other, lost):
    both = [dutch, other] if isinstance(dutch, tuple) else [[dutch], [other]]
    assert lost_placeholders(*both) == lost


@pytest.fixture
def with_catalogues(tmp_path):
    """Sound content with an English catalogue that has every text."""
    content = sound_content(tmp_path)
    for language in TRANSLATED:
        catalogue = Catalog(locale=language)
        for text in all_texts(content):
            catalogue.add(text, f"translated {text}", locations=[("content", 0)])
        save(catalogue, catalogue_path(language, content))
    return content


def test_content_with_every_translation_gives_no_warning(with_catalogues):
    assert [m.say() for m in check_content(with_catalogues, today=TODAY).mistakes] == []


def test_a_new_text_is_told_where_it_stands_once_per_question_and_language(with_catalogues):
    path = with_catalogues / "questionnaire/content/access.yaml"
    path.write_text(path.read_text().replace("Een deel", "Een paar").replace("Allemaal", "Helemaal alles"))
    found = check_content(with_catalogues, today=TODAY).mistakes
    assert [(m.file, m.line, m.code, m.severity) for m in found] == [
        ("questionnaire/content/access.yaml", 13, "translation_missing", "warning")
    ] * 2
    assert "2 keer" in found[0].message.say()


def test_a_fuzzy_translation_is_told_until_somebody_looked_at_it(with_catalogues):
    path = catalogue_path("en", with_catalogues)
    catalogue = read_catalogue(path, "en")
    catalogue["Een deel"].flags.add("fuzzy")
    catalogue["Een deel"].string = "A part of {all}"
    save(catalogue, path)
    (mistake,) = check_content(with_catalogues, today=TODAY).mistakes
    assert (mistake.code, mistake.file, mistake.line) == (
        "translation_changed",
        "questionnaire/content/access.yaml",
        13,
    )


def test_a_lost_placeholder_in_a_catalogue_is_an_error_on_its_line(with_catalogues):
    path = catalogue_path("de", with_catalogues)
    path.write_text(path.read_text() + '\nmsgid "Vraag {number}"\nmsgstr "Frage {nummer}"\n')
    (mistake,) = check_translations(with_catalogues)
    assert (mistake.code, mistake.severity) == ("placeholder", "error")
    assert "Vraag {number}" in path.read_text().splitlines()[mistake.line - 1]


def test_a_language_that_hardly_begun_is_told_in_one_message(with_catalogues):
    save(Catalog(locale="de"), catalogue_path("de", with_catalogues))
    (mistake,) = check_content(with_catalogues, today=TODAY).mistakes
    assert mistake.file == "locale/de/LC_MESSAGES/content.po"


def test_content_without_catalogues_is_not_asked_for_translations(with_catalogues):
    shutil.rmtree(with_catalogues / "locale")
    assert check_content(with_catalogues, today=TODAY).mistakes == []


@pytest.mark.slow
def test_the_committed_template_holds_every_text_of_content_and_code():
    """When this fails: make translations."""
    committed = {m.id for m in read_catalogue(template_path(), "en") if m.id}
    assert {m.id for m in extract(REPOSITORY) if m.id} == committed


@pytest.mark.parametrize(
    "damage",
    [
        'msgid "half',
        "msgstr zonder aanhalingstekens",
        '"los eind"',
        'msgid "a"\nmsgstr "b\nmsgid "c"\nmsgstr "d"',
        "zomaar iets",
    ],
)
def test_a_damaged_catalogue_is_told_with_its_line(with_catalogues, damage):
    path = catalogue_path("de", with_catalogues)
    text = path.read_text()
    path.write_text(f"{damage}\n{text}" if damage.startswith('"') else f"{text}\n{damage}\n")
    (mistake,) = check_translations(with_catalogues)
    assert (mistake.file, mistake.code) == ("locale/de/LC_MESSAGES/content.po", "catalogue")
    assert path.read_text().splitlines()[mistake.line - 1] in damage.splitlines()


@pytest.mark.parametrize("language", TRANSLATED)
def test_both_ways_of_reading_a_catalogue_find_the_same(language):
    path = catalogue_path(language)
    slowly = {
        m.id if isinstance(m.id, str) else m.id[0]: (m.string, m.fuzzy)
        for m in read_catalogue(path, language)
        if m.id
    }
    quickly = {
        e.texts[0]: (e.forms[0] if len(e.texts) == 1 else tuple(e.forms), e.fuzzy) for e in read_entries(path)
    }
    assert quickly == slowly


@pytest.mark.slow
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_no_placeholder_got_lost(language):
    entries = read_entries(catalogue_path(language))
    assert [e.texts[0] for e in entries if not e.translated] == []
    assert [e.texts[0] for e in entries if e.fuzzy or lost_placeholders(e.texts, e.forms)] == []
    assert {e.texts[0] for e in entries} == {
        m.id if isinstance(m.id, str) else m.id[0] for m in extract(REPOSITORY) if m.id
    }
