"""Nothing that saved scans hold goes away without a word: check.py compares with the ledger of ids."""

from __future__ import annotations

import pytest

from data.content.checks import check_content
from questionnaire.content_folder import ROOT
from questionnaire.saved_scans.ids import FILE, ids_of, keep_ids, read_ledger
from scoring.loading import load_content
from tests.whole.content_roots import edition_copy, with_a_number
from tests.whole.three_editions import change, rename, second_edition, third_edition

PROFILE = "questionnaire/content/profile.yaml"
MEASURES = "scoring/measures/systems.yaml"
SYSTEMS = "questionnaire/content/systems.yaml"
HEAD = "questionnaire/content/questionnaire.yaml"
STEPS = "questionnaire/content/migrations.yaml"
NO_USE = "{id: no_use, label: 'Nee, ik dacht dat het niet zou helpen'}"


@pytest.fixture
def root(tmp_path):
    return edition_copy(tmp_path / "root")


def without_line(root, text, file):
    path = root / file
    rows = path.read_text("utf-8").splitlines(keepends=True)
    assert sum(text in row for row in rows) == 1
    path.write_text("".join(row for row in rows if text not in row), "utf-8")


def gone(root):
    return [m.say("nl") for m in check_content(root).errors if m.code in ("id_gone", "ids")]


def test_the_ledger_has_the_ids_of_now():
    content = load_content()
    assert read_ledger(ROOT)[0][content.questionnaire.version] == ids_of(
        content.questionnaire, content.measures
    ), "python check.py --keep-ids"


def test_an_option_that_is_gone_without_a_version_is_refused_with_its_line(root):
    without_line(root, NO_USE, PROFILE)
    told = gone(root)
    assert len(told) == 1 and "profile.yaml, regel" in told[0]
    assert "'hit_reported'" in told[0] and "'no_use'" in told[0] and "verhoog 'version'" in told[0]


def test_a_renamed_option_item_or_measure_is_refused(root):
    change(root, NO_USE, "{id: useless, label: 'Nee, ik dacht dat het niet zou helpen'}", PROFILE)
    rename(root, "stand_in", "replacement")
    rename(root, "arrange_stand_in", "find_replacement")
    told = "\n".join(gone(root))
    for name in ("'no_use'", "vraag 'stand_in' is weg", "maatregel 'arrange_stand_in' is weg"):
        assert name in told


def test_tighter_bounds_lose_numbers_that_were_given(root):
    with_a_number(root)
    change(
        root,
        "answers_after: {auto_updates: [computers, programs]}",
        "answers_after: {auto_updates: [computers, programs], patch_days: 1}",
        MEASURES,
    )
    content = load_content(root)
    keep_ids(root, content.questionnaire, content.measures)
    assert gone(root) == []
    change(root, "most: 365", "most: 90", SYSTEMS)
    assert any("'365'" in told for told in gone(root))


def test_no_longer_offering_what_is_reserved_is_losing_an_answer(root):
    change(root, "  - id: proof_asked\n", "  - id: proof_asked\n    dont_know: false\n", PROFILE)
    assert any("'dont_know'" in told for told in gone(root))


def test_a_raised_version_alone_does_not_say_what_became_of_an_answer(root):
    without_line(root, NO_USE, PROFILE)
    change(root, 'version: "2.0"', 'version: "2.1"', HEAD)
    assert any("voeg een stap toe naar 2.1" in m.say("nl") for m in check_content(root).errors)
    path = root / STEPS
    steps = path.read_text("utf-8")
    path.write_text(steps + '\n- {from: "2.0", to: "2.1"}\n', "utf-8")
    assert any("in de stap van 2.0 naar 2.1" in told for told in gone(root))
    path.write_text(
        steps + '\n- {from: "2.0", to: "2.1", changes: [{item: hit_reported, answers: {no_use: null}}]}\n',
        "utf-8",
    )
    assert gone(root) == []


def test_two_editions_with_their_steps_lose_nothing(root):
    second_edition(root)
    assert gone(root) == []
    third_edition(root)
    assert gone(root) == []


def test_what_is_new_needs_no_word(root):
    change(root, NO_USE, NO_USE + "\n      - {id: twice, label: 'Ja, twee keer'}", PROFILE)
    assert gone(root) == []


def test_a_damaged_ledger_is_told(root):
    (root / FILE).write_text("{", "utf-8")
    assert "beschadigd" in gone(root)[0]


def test_content_without_a_ledger_is_compared_with_nothing(root):
    (root / FILE).unlink()
    without_line(root, NO_USE, PROFILE)
    assert gone(root) == []
