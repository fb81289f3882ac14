"""Whatever stands in a catalogue, a page is shown: what cannot be used stays Dutch, and is logged once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from questionnaire.authoring.mistakes import Phrase
from questionnaire.language import translation
from questionnaire.language.translation import catalogue_path, translator

HEADER = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
SOUND = 'msgid "Nooit"\nmsgstr "Nie"\n\n'


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str | bytes], object]]:
    """The German translations, from a catalogue with this text."""
    monkeypatch.setattr(translation, "LOCALE_DIR", tmp_path / "locale")
    monkeypatch.setattr(translation, "PRODUCT", tmp_path)  # nothing else fills in what is missing

    def read(text: str | bytes) -> object:
        path = catalogue_path("de", tmp_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        translation.read_anew()
        return translator("de")

    translation.read_anew()
    yield read
    translation.read_anew()


def test_a_translation_is_shown_and_in_the_form_that_the_number_asks_for(german) -> None:
    words = german(
        HEADER
        + SOUND
        + 'msgid "{n} dag"\nmsgid_plural "{n} dagen"\nmsgstr[0] "{n} Tag"\nmsgstr[1] "{n} Tage"\n'
    )
    assert words.gettext("Nooit") == "Nie"
    assert [words.ngettext("{n} dag", "{n} dagen", n) for n in (0, 1, 2)] == [
        "{n} Tage",
        "{n} Tag",
        "{n} Tage",
    ]
    assert words.gettext("{n} dag") == "{n} Tag"
    assert [words.ngettext("{n} uur", "{n} uren", n) for n in (0, 1, 2)] == [
        "{n} uren",
        "{n} uur",
        "{n} uren",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "Frage {number} von {total} {",
        "Frage {number.real}",
        "Frage {nummer}",
        "Frage {number:d}",
        "Frage {}",
        "Frage {0}",
        "Frage }",
        "Frage \\ud800",
        "Frage {number!x}",
    ],
)
def test_a_translation_that_would_raise_stays_dutch_and_is_logged_once(german, caplog, wrong: str) -> None:
    words = german(HEADER + SOUND + f'msgid "Vraag {{number}} van {{total}}"\nmsgstr "{wrong}"\n')
    with caplog.at_level(logging.ERROR):
        caplog.clear()
        translation.read_anew()
        for _ in range(3):
            assert (
                translator("de").gettext("Vraag {number} van {total}").format(number="3", total="9")
                == "Vraag 3 van 9"
            )
    assert len(caplog.records) == 1 and "Vraag {number}" in caplog.text
    assert Phrase("Vraag {number} van {total}", {"number": 3, "total": 9}).say("de") == "Vraag 3 van 9"
    assert words.gettext("Nooit") == "Nie"


@pytest.mark.parametrize("form", ["{n.x} Tage", "Tage {", "{} Tage"])
@pytest.mark.parametrize("wrong", [0, 1])
def test_a_plural_of_which_one_form_would_raise_stays_dutch_for_every_number(
    german, form: str, wrong: int
) -> None:
    forms = ["{n} Tag", "{n} Tage"]
    forms[wrong] = form
    words = german(
        HEADER
        + f'msgid "{{n}} dag"\nmsgid_plural "{{n}} dagen"\nmsgstr[0] "{forms[0]}"\nmsgstr[1] "{forms[1]}"\n'
    )
    assert [words.ngettext("{n} dag", "{n} dagen", n).format(n=n) for n in (0, 1, 2)] == [
        "0 dagen",
        "1 dag",
        "2 dagen",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "nplurals=INTEGER; plural=EXPRESSION;",
        "nplurals=2; plural=n/0;",
        "nplurals=9; plural=8;",
        "nplurals=1; plural=0;",
        "",
        "plural",
        "nplurals=2; plural=" + "(" * 3000 + ";",
        "nplurals=2; plural=n**n**n;",
    ],
)
def test_a_wrong_rule_for_plurals_takes_nothing_down(german, rule: str) -> None:
    head = f'msgid ""\nmsgstr ""\n"Plural-Forms: {rule}\\n"\n\n'
    words = german(
        head + 'msgid "{n} dag"\nmsgid_plural "{n} dagen"\nmsgstr[0] "{n} Tag"\nmsgstr[1] "{n} Tage"\n'
    )
    assert [words.ngettext("{n} dag", "{n} dagen", n).format(n=n) for n in (0, 1, 2)] == [
        "0 Tage",
        "1 Tag",
        "2 Tage",
    ]


@pytest.mark.parametrize(
    "damage",
    [
        'msgid "half',
        "zomaar iets",
        '"los eind"',
        "msgstr 5",
        'msgid "a"\nmsgstr [[[[',
        'msgid "a"\nmsgstr[1] "b"',
        'msgstr "wees"',
        "\x00",
        'msgid_plural "wees"',
        b'msgid "a"\nmsgstr "\xe9\xe9n"\n',
        "<<<<<<< HEAD",
        "[" * 100_000,
        'msgctxt "x"\nmsgid "y"\nmsgstr "z"',
    ],
)
def test_a_damaged_line_costs_one_translation_and_the_others_stand(german, damage: str | bytes) -> None:
    wrong = damage if isinstance(damage, bytes) else damage.encode()
    words = german(
        (HEADER + SOUND).encode()
        + b'msgid "Vooraf"\nmsgstr "Vorher"\n'
        + wrong
        + b'\n\nmsgid "Altijd"\nmsgstr "Immer"\n'
    )
    assert (words.gettext("Nooit"), words.gettext("Altijd")) == ("Nie", "Immer")


def test_without_a_catalogue_everything_is_dutch_and_that_is_logged(german, tmp_path: Path, caplog) -> None:
    assert translator("de").gettext("Nooit") == "Nooit"
    assert "de" in caplog.text


def test_empty_spaces_and_a_missing_form_leave_the_dutch_text(german) -> None:
    words = german(
        HEADER + 'msgid "a"\nmsgstr ""\n\nmsgid "b"\nmsgstr "  "\n\n#, fuzzy\nmsgid "c"\nmsgstr "C"\n\n'
        'msgid "{n} dag"\nmsgid_plural "{n} dagen"\nmsgstr[0] "{n} Tag"\n'
    )
    assert [words.gettext(text) for text in "abc"] == ["a", "b", "c"]
    assert [words.ngettext("{n} dag", "{n} dagen", n) for n in (1, 2)] == ["{n} dag", "{n} dagen"]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(german) -> None:
    words = german(b"\xef\xbb\xbf" + (HEADER + SOUND).replace("\n", "\r\n").encode())
    assert words.gettext("Nooit") == "Nie"


def test_reading_leaves_no_file_behind(german, tmp_path: Path) -> None:
    german(HEADER + SOUND)
    assert [path.name for path in catalogue_path("de", tmp_path).parent.iterdir()] == ["messages.po"]
