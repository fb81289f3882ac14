"""Adding a question: check.py names each missing piece until it is done, and three files are enough."""

import pytest

from data.content.checks import check_content
from questionnaire.catalogues.update import TRANSLATED, catalogue_path, read_catalogue, save
from tests.checks.broken import TODAY, all_texts, sound_content

QUESTION = "questionnaire/content/incidents.yaml"
MEASURES = "scoring/measures/incidents.yaml"

# What the author writes next, and a word of the message that asked for it.
STEPS = [
    ("  - id: call_list\n", "'question'"),
    ("    question: Wie belt u bij een aanval?\n", "twee antwoorden"),
    (
        "    options:\n      - {id: nobody, label: Dat weet ik dan pas}\n      - {id: listed, label: Dat staat op papier}\n",
        "'why'",
    ),
    (
        "    why: Bij een aanval telt elk uur.\n    how_to_find: Vraag het aan een collega.\n",
        "'supplier_question'",
    ),
    ("    supplier_question: Wie kunnen wij dag en nacht bellen?\n", "'points'"),
]


@pytest.fixture
def content(tmp_path):
    return sound_content(tmp_path)


def write(content, options: str, lines: list[str]) -> None:
    path = content / QUESTION
    before = path.read_text().split("\n  - id: call_list")[0].rstrip("\n")
    path.write_text(
        f"{before}\n\n" + "".join(lines).replace("Dat weet ik dan pas}", f"Dat weet ik dan pas{options}}}")
    )


def said(content) -> str:
    return "\n".join(m.say() for m in check_content(content, today=TODAY).mistakes)


def test_each_missing_piece_is_named_until_the_question_is_done(content):
    lines: list[str] = []
    for line, next_piece in STEPS:
        lines.append(line)
        write(content, "", lines)
        assert next_piece in said(content)
    pointed = [line.replace("op papier}", "op papier, points: 3}") for line in lines]
    write(content, ", points: 0", pointed)
    assert "leidt naar geen enkele maatregel" in said(content)
    write(content, ", points: 0, measures: [make_call_list]", pointed)
    assert "de maatregel 'make_call_list' bestaat niet" in said(content)
    measures = content / MEASURES
    known = measures.read_text()
    measures.write_text(f"{known}\n- id: make_call_list\n  title: Maak een bellijst op papier\n")
    assert "de sleutels 'why'" in said(content) and "'how', 'how_supplier', 'ask_supplier' ontbreken" in said(
        content
    )
    copied = _after(known, "test_restore").replace("id: test_restore", "id: make_call_list")
    copied = copied.replace("backup_restore_test: this_year", "call_list: listed")
    measures.write_text(
        f"{known}\n{copied.replace('Zet elk kwartaal een back-up terug', 'Maak een bellijst op papier')}"
    )
    assert "'stops' noemt phishing_takeover > strike" in said(content)
    measures.write_text(
        measures.read_text().rpartition("  stops:")[0]
        + "  source: https://www.ncsc.nl/\n  reviewed: 2026-11-01\n"
    )
    assert said(content) == ""


def test_the_texts_of_a_new_question_are_asked_for_in_every_language(content):
    pointed = [line.replace("op papier}", "op papier, points: 3}") for line, _ in STEPS]
    for language in TRANSLATED:
        catalogue = read_catalogue(catalogue_path(language, content), language)
        for text in all_texts(content):
            catalogue.add(text, f"translated {text}", locations=[("content", 0)])
        save(catalogue, catalogue_path(language, content))
    write(content, ", points: 0, measures: [make_backups]", pointed)
    measures = content / MEASURES
    measures.write_text(
        measures.read_text().replace(
            "{backup_frequency: daily", "{call_list: listed, backup_frequency: daily"
        )
    )
    found = check_content(content, today=TODAY).mistakes
    assert {m.code for m in found} == {"translation_missing"}
    assert len(found) == len(TRANSLATED)
    assert all("'call_list'" in m.say() and "6 keer" in m.say() for m in found)


def _after(text: str, measure: str) -> str:
    return text[text.index(f"- id: {measure}") :]
