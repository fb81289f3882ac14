"""Saved answers of an older version open in the newer one, and what must be answered again is told."""

import pytest

from questionnaire.authoring.mistakes import ContentError
from questionnaire.checks.migrations import check_migrations
from questionnaire.content_folder import ROOT
from questionnaire.loading import load_questionnaire
from questionnaire.responses import Responses
from questionnaire.saved_scans.migrations import Migration, load_migrations, measures_now, message, migrate
from tests.builders import a_questionnaire, an_item, tuples, yes_no


def a_step(*changes, start="1.0", end="1.1", **keys):
    return Migration.model_validate(tuples({"from": start, "to": end, "changes": changes, **keys}))


def now(*items, version="1.1"):
    return a_questionnaire(*items).model_copy(update={"version": version})


def opened(questionnaire, *steps, version="1.0", **answers):
    return migrate(Responses(answers), version, questionnaire, steps)


def test_answers_of_the_same_version_stay_as_they_are():
    found = opened(now(yes_no("a")), version="1.1", a="yes")
    assert (dict(found.responses.answers), found.to_answer, found.is_other_version) == (
        {"a": "yes"},
        (),
        False,
    )
    assert message(found, "nl") is None


def test_a_renamed_item_keeps_its_answer():
    found = opened(now(yes_no("mfa_email")), a_step({"item": "mfa", "renamed_to": "mfa_email"}), mfa="yes")
    assert dict(found.responses.answers) == {"mfa_email": "yes"}
    assert found.to_answer == ()


def test_a_renamed_option_is_translated_also_among_several():
    several = an_item("where").multiple().with_options(phone=1, pc=1)
    step = a_step({"item": "where", "answers": {"computer": "pc"}})
    assert opened(now(several), step, where=["phone", "computer"]).responses.get("where") == ("phone", "pc")


def test_item_and_option_can_be_renamed_in_one_go():
    step = a_step({"item": "old", "renamed_to": "new", "answers": {"ja": "yes"}})
    assert opened(now(yes_no("new")), step, old="ja").responses.get("new") == "yes"


def test_a_removed_item_is_gone_and_not_asked_again():
    found = opened(now(yes_no("a")), a_step({"item": "fax", "removed": True}), a="yes", fax="yes")
    assert (found.gone, found.to_answer) == (("fax",), ())


def test_a_removed_option_without_a_successor_is_asked_again():
    found = opened(now(yes_no("a")), a_step({"item": "a", "answers": {"perhaps": None}}), a="perhaps")
    assert (found.to_answer, found.changed) == (("a",), ("a",))


def test_an_item_with_another_meaning_is_asked_again():
    found = opened(now(yes_no("a"), yes_no("b")), a_step({"item": "a", "ask_again": True}), a="yes", b="yes")
    assert (found.to_answer, found.changed) == (("a",), ("a",))


def test_a_split_item_fills_what_its_answer_tells_and_asks_the_rest():
    step = a_step(
        {"item": "backup", "split_into": {"made": {"usb": "yes", "none": "no"}, "apart": {"usb": "yes"}}}
    )
    full = opened(now(yes_no("made"), yes_no("apart")), step, backup="usb")
    assert dict(full.responses.answers) == {"made": "yes", "apart": "yes"}
    part = opened(now(yes_no("made"), yes_no("apart")), step, backup="none")
    assert (dict(part.responses.answers), part.to_answer) == ({"made": "no"}, ("apart",))


def test_not_knowing_a_split_item_is_not_knowing_its_parts():
    step = a_step({"item": "backup", "split_into": {"made": {"usb": "yes"}, "apart": {"usb": "yes"}}})
    found = opened(now(yes_no("made"), yes_no("apart")), step, backup="dont_know")
    assert dict(found.responses.answers) == {"made": "dont_know", "apart": "dont_know"}


def test_a_choice_can_become_a_number():
    step = a_step({"item": "days", "answers": {"within_a_week": 7}})
    assert (
        opened(now(an_item("days").number((None, 1))), step, days="within_a_week").responses.get("days") == 7
    )


def test_steps_follow_one_another():
    steps = (
        a_step({"item": "a", "renamed_to": "b"}),
        a_step({"item": "b", "renamed_to": "c"}, start="1.1", end="1.2"),
    )
    assert opened(now(yes_no("c"), version="1.2"), *steps, a="yes").responses.get("c") == "yes"


def test_a_new_item_is_asked_and_is_not_called_changed():
    found = opened(now(yes_no("a"), yes_no("brand_new")), a_step(), a="yes")
    assert (found.to_answer, found.changed) == (("brand_new",), ())


def test_an_unknown_version_is_opened_with_what_still_fits():
    found = opened(now(yes_no("a"), yes_no("b")), version="0.3", a="yes", b="maybe", long_gone="x")
    assert dict(found.responses.answers) == {"a": "yes"}
    assert (found.to_answer, found.changed, found.gone) == (("b",), ("b",), ("long_gone",))


def test_the_plan_of_measures_moves_along():
    steps = (a_step(measures={"make_backup": "make_backups", "buy_fax": None}),)
    assert measures_now(("make_backup", "buy_fax", "test_restore"), "1.0", "1.1", steps) == (
        "make_backups",
        "test_restore",
    )


@pytest.mark.parametrize(
    ("new", "part"), [((), "passen nog allemaal"), (("b",), "1 vraag is"), (("b", "c"), "2 vragen zijn")]
)
def test_the_respondent_reads_how_many_questions_are_left(new, part):
    assert part in message(opened(now(yes_no("a"), *(yes_no(i) for i in new)), a_step(), a="yes"), "nl")


def checked(tmp_path, text, version="1.1", changelog="## 1.1\n", also_there=()):
    folder = tmp_path / "questionnaire/content"
    folder.mkdir(parents=True)
    (folder / "migrations.yaml").write_text(text)
    (folder / "CHANGELOG.md").write_text(changelog)
    questionnaire = a_questionnaire(yes_no("a"), yes_no("b")).model_copy(update={"version": version})
    return [(m.line, m.code) for m in check_migrations(tmp_path, questionnaire, also_there)]


STEP = '- from: "1.0"\n  to: "1.1"\n  changes:\n'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (STEP + "    - {item: old, renamed_to: a}\n", []),
        (STEP + "    - {item: old, renamed_to: aa}\n", [(4, "reference")]),
        (STEP + "    - {item: old, renamed_to: a, answers: {x: maybe}}\n", [(4, "reference")]),
        (STEP + "    - {item: a, removed: true}\n", [(4, "id_reused")]),
        (STEP + "    - {item: old, renamed_to: a, removed: true}\n", [(4, "change")]),
        (STEP + "    - {item: old}\n", [(4, "change")]),
        (STEP + "    - {item: old, renamed: a}\n", [(4, "unknown_key")]),
        ('- {from: "0.9", to: "1.0"}\n', [(1, "version")]),
        ('- {from: "0.8", to: "0.9"}\n- {from: "1.0", to: "1.1"}\n', [(2, "version")]),
        ("from: 1.0\n", [(1, "type")]),
        ("[]\n", []),
    ],
)
def test_a_wrong_step_is_told_with_its_line(tmp_path, text, found):
    assert checked(tmp_path, text) == found


def test_a_question_with_a_mistake_of_its_own_is_not_told_again_in_the_steps(tmp_path):
    assert checked(tmp_path, STEP + "    - {item: old, renamed_to: broken}\n", also_there={"broken"}) == []
    (tmp_path / "again").mkdir()
    assert checked(tmp_path / "again", STEP + "    - {item: old, renamed_to: broken}\n") == [(4, "reference")]


def test_a_version_without_a_word_in_the_changelog_is_a_warning(tmp_path):
    assert checked(tmp_path, "[]\n", changelog="## 1.0\n") == [(0, "changelog")]


def test_the_real_steps_lead_to_the_real_questions():
    assert check_migrations(ROOT, load_questionnaire()) == []
    assert load_migrations() is not None


def test_a_broken_file_is_refused_when_it_is_loaded(tmp_path):
    folder = tmp_path / "questionnaire/content"
    folder.mkdir(parents=True)
    (folder / "migrations.yaml").write_text("- {from: 1.0}\n")
    with pytest.raises(ContentError):
        load_migrations(tmp_path)
