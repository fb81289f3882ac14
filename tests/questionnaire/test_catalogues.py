"""Catalogues whose translations cannot be shown, or say too little: told on their line, in Dutch, with what
to do.
"""

from __future__ import annotations

import json

import pytest

from data.content.checks import check_content
from questionnaire.catalogues import update
from questionnaire.catalogues.plural_rules import differs
from questionnaire.catalogues.translation_checks import check_translations
from questionnaire.language.po_lines import read_entries
from questionnaire.language.translation import TRANSLATED, catalogue_path
from tests.checks.broken import TODAY, all_texts, sound_content

RULE = "nplurals=2; plural=(n != 1);"


def a_catalogue(texts, rule: str = RULE) -> str:
    """A whole catalogue: every text with a translation, and a header."""
    said = "".join(f"msgid {json.dumps(text)}\nmsgstr {json.dumps(f'x {text}')}\n\n" for text in texts)
    return f'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: {rule}\\n"\n\n{said}'


@pytest.fixture
def content(tmp_path):
    """Sound content with catalogues that have every text."""
    made = sound_content(tmp_path)
    for language in TRANSLATED:
        path = catalogue_path(language, made)
        path.parent.mkdir(parents=True)
        path.write_text(a_catalogue(all_texts(made)), "utf-8")
    return made


def told_with(content, more: str, language: str = "de"):
    """What is found when these lines stand at the end of one catalogue."""
    path = catalogue_path(language, content)
    before = path.read_text("utf-8")
    path.write_text(before + more + "\n", "utf-8")
    found = check_content(content, today=TODAY).mistakes
    begins = before.count("\n") + 1
    assert all(m.file == f"locale/{language}/LC_MESSAGES/content.po" and m.line >= begins for m in found), [
        m.say() for m in found
    ]
    return found


def test_catalogues_with_everything_give_no_message(content) -> None:
    assert [m.say() for m in check_content(content, today=TODAY).mistakes] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "Frage {number} von {total} {",
        "Frage {number} von {total",
        "Frage {number.real} von {total}",
        "{number[0]} {total}",
        "Frage {number:>{total}} {total}",
        "Frage {number!r} von {total}",
        "Frage {number:.1f} von {total}",
        "Frage {} von {total}",
        "Frage {anzahl} von {total}",
        "Frage {number}",
        "Frage {number }",
        "{number!} {total}",
    ],
)
def test_a_translation_that_raises_or_loses_something_is_told_on_its_line(content, wrong: str) -> None:
    (mistake,) = told_with(content, f'msgid "Vraag {{number}} van {{total}}"\nmsgstr {json.dumps(wrong)}')
    assert (mistake.code, mistake.severity) == ("placeholder", "error")
    assert "Vraag {number} van {total}" in mistake.message.say() and "accolades" in mistake.remedy.say()
    assert mistake.say("en") != mistake.say("nl") != mistake.say("de")


@pytest.mark.parametrize(
    "forms", [("{n} Tag", "Tage {"), ("{n.x} Tag", "{n} Tage"), ("{m} Tag", "{n} Tage"), ("ein Tag", "Tage")]
)
def test_every_form_of_a_plural_is_looked_at(content, forms: tuple[str, str]) -> None:
    said = "\n".join(f"msgstr[{i}] {json.dumps(form)}" for i, form in enumerate(forms))
    (mistake,) = told_with(content, f'msgid "{{n}} dag"\nmsgid_plural "{{n}} dagen"\n{said}')
    assert mistake.code == "placeholder"


def test_a_plural_with_one_form_is_told(content) -> None:
    (mistake,) = told_with(content, 'msgid "{n} dag"\nmsgid_plural "{n} dagen"\nmsgstr[0] "{n} Tag"')
    assert mistake.code == "plural" and "msgstr[1]" in mistake.remedy.say()


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        (RULE, None),
        ("nplurals=2; plural=n != 1", None),
        ("nplurals = 2 ; plural = n==1 ? 0 : 1;", None),
        ("nplurals=INTEGER; plural=EXPRESSION;", 0),
        ("nplurals=2; plural=(n > 1);", 0),
        ("nplurals=2; plural=0;", 0),
        ("nplurals=2; plural=(n==1);", 0),
        ("nplurals=1; plural=0;", 0),
        ("nplurals=2; plural=n/0;", 0),
        ("", 0),
        ("nplurals=2; plural=m;", 0),
        ("nplurals=2; plural=(n%10!=1 || n==11);", 21),
        ("nplurals=2; plural=(n != 1 && n != 1000);", 1000),
        ("nplurals=2; plural=9/(n-7);", 0),
        ("nplurals=2; plural=" + "(" * 3000 + "n;", 0),
        ("nplurals=2; plural=" + "!" * 3000 + "n;", 0),
        ("nplurals=2; plural=9**9**9**9;", 0),
    ],
)
def test_a_plural_rule_is_worked_out_for_a_thousand_numbers(content, rule: str, number: int | None) -> None:
    assert differs(f"Language: de\nPlural-Forms: {rule}\n", "de") == number
    catalogue_path("de", content).write_text(a_catalogue(all_texts(content), rule), "utf-8")
    found = check_content(content, today=TODAY).mistakes
    assert [(m.code, m.line) for m in found] == ([] if number is None else [("plural", 4)])
    if found:
        assert (
            f" {number}." in found[0].message.say()
            and "nplurals=2; plural=(n != 1);" in found[0].remedy.say()
        )


def test_a_catalogue_without_a_header_is_told(content) -> None:
    path = catalogue_path("en", content)
    path.write_text(path.read_text("utf-8").split("\n\n", 1)[1], "utf-8")
    (mistake,) = check_content(content, today=TODAY).mistakes
    assert (mistake.code, mistake.line) == ("plural", 0)


def test_one_language_whose_file_is_gone_is_told(content) -> None:
    catalogue_path("de", content).unlink()
    (mistake,) = check_content(content, today=TODAY).mistakes
    assert (mistake.code, mistake.file) == ("file", "locale/de/LC_MESSAGES/content.po")
    assert "het Duits" in mistake.message.say()


@pytest.mark.parametrize("blank", ["", "  ", "\\t"])
def test_a_translation_of_spaces_counts_as_none(content, blank: str) -> None:
    path = catalogue_path("de", content)
    path.write_text(path.read_text("utf-8").replace('msgstr "x Een deel"', f'msgstr "{blank}"'), "utf-8")
    (mistake,) = check_content(content, today=TODAY).mistakes
    assert (mistake.code, mistake.file) == ("translation_missing", "questionnaire/content/access.yaml")


@pytest.mark.parametrize(
    "same", ["x Allemaal", " X  ALLEMAAL ", "x\u00a0Allemaal", "x Allemaal\u00ad", "x Allemaal."]
)
@pytest.mark.parametrize("language", TRANSLATED)
def test_two_answers_that_say_the_same_in_one_language_are_told_there(
    content, language: str, same: str
) -> None:
    path = catalogue_path(language, content)
    path.write_text(
        path.read_text("utf-8").replace('msgstr "x Een deel"', f"msgstr {json.dumps(same)}"), "utf-8"
    )
    (mistake,) = check_content(content, today=TODAY).mistakes
    assert (mistake.code, mistake.severity, mistake.file) == (
        "same_translation",
        "error",
        f"locale/{language}/LC_MESSAGES/content.po",
    )
    assert "'Een deel' en 'Allemaal'" in mistake.message.say()


def test_an_answer_translated_as_i_do_not_know_is_told(content) -> None:
    path = catalogue_path("en", content)
    text = path.read_text("utf-8").replace('msgstr "x Een deel"', 'msgstr "I don\'t know"')
    path.write_text(text + 'msgid "Weet ik niet"\nmsgstr "I don\'t know"\n', "utf-8")
    (mistake,) = check_content(content, today=TODAY).mistakes
    assert mistake.code == "same_translation" and "'Weet ik niet' en 'Een deel'" in mistake.message.say()


def test_two_levels_with_one_translation_are_told(content) -> None:
    path = catalogue_path("de", content)
    path.write_text(path.read_text("utf-8").replace('msgstr "x Weerbaar"', 'msgstr "x Basis"'), "utf-8")
    (mistake,) = check_content(content, today=TODAY).mistakes
    assert "'Basis' en 'Weerbaar'" in mistake.message.say()


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("Nie\u200b", "unseen"),
        ("\u202eeiN", "unseen"),
        ("\\u0007", "unseen"),
        ("Nie \U0001f600", "letters"),
        ("\u05d0", "letters"),
        ("TODO", "leftover"),
        ("NÃ©", "leftover"),
        ("Nie mehr " * 30, "too_long"),
        ("Nie" * 30, "too_long"),
    ],
)
def test_signs_that_nobody_can_read_are_told_in_translations_too(content, form: str, code: str) -> None:
    (mistake,) = told_with(content, f'msgid "Nooit meer"\nmsgstr "{form}"')
    assert (mistake.code, mistake.severity) == (code, "error")


def test_a_sign_that_the_dutch_text_has_as_well_is_no_mistake(content) -> None:
    assert told_with(content, 'msgid "Klaar ✔"\nmsgstr "Fertig ✔"') == []


def test_two_translations_of_one_text_are_told_at_the_second(content) -> None:
    (mistake,) = told_with(content, 'msgid "Een deel"\nmsgstr "Anders"')
    assert (mistake.code, mistake.severity) == ("translated_twice", "error")


@pytest.mark.parametrize(
    "damage",
    [
        "msgstr 5",
        'msgid "a"\nmsgstr [[',
        'msgid "a"\nmsgstr[1] "b"',
        'msgid "a"\nmsgid "b"',
        'msgid "a"\nmsgstr "b"\nmsgstr "c"',
        'msgid "a"\nmsgid_plural "b"\nmsgstr "c"',
        "<<<<<<< HEAD",
        "[" * 100_000,
        'msgid "a"\nmsgstr "\\x"',
        'msgid "a" "b"\nmsgstr "c"',
    ],
)
def test_no_damage_makes_the_check_stumble(content, damage: str) -> None:
    found = told_with(content, damage)
    assert [m.code for m in found][:1] in (["catalogue"], ["translation_missing"])


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_real_catalogues_have_the_rule_of_their_language_and_every_form(language: str) -> None:
    assert [m.say() for m in check_translations() if m.severity == "error"] == []
    assert all(len(entry.forms) == len(entry.texts) for entry in read_entries(catalogue_path(language)))


@pytest.mark.parametrize("damage", ['msgid "half', '"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"'])
def test_a_catalogue_that_cannot_be_read_is_told_and_never_written_over(
    content, monkeypatch, capsys, damage: str
) -> None:
    path = catalogue_path("de", content)
    text = path.read_text("utf-8")
    path.write_text(
        text.replace(f'"Plural-Forms: {RULE}\\n"', damage) if "Plural" in damage else text + damage, "utf-8"
    )
    found = check_translations(content)
    monkeypatch.setattr("questionnaire.catalogues.translation_checks.check_translations", lambda: found)
    monkeypatch.setattr(update, "update_all", lambda: pytest.fail("written over"))
    assert update.main([]) == 1
    assert "locale/de/LC_MESSAGES/content.po, regel" in capsys.readouterr().out
