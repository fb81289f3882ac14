"""One message of a catalogue changes; a changed comma keeps its translation, a changed sentence marks it as old."""

from __future__ import annotations

import pytest

from questionnaire.content_folder import PRODUCT
from questionnaire.language.translation import TRANSLATED, catalogue_path
from questionnaire.studio.messages import Messages

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
SOURCE = "Maak elke dag een kopie van uw bestanden"
SMALL = (
    HEAD
    + f'\n#. x: title\n#: a.yaml\nmsgid "{SOURCE}"\nmsgstr "Copy your files every day"\n\nmsgid "B"\nmsgstr ""\n'
)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_written_again_as_it_is_leaves_the_catalogue_as_it_stood(language: str) -> None:
    before = catalogue_path(language, PRODUCT).read_text("utf-8")
    messages = Messages(before)
    sources = list(messages._spans)
    assert len(sources) > 2_000
    for source in sources[::40]:
        found = messages.of(source)
        if found.text and not found.old:
            assert messages.translated(source, found.text) == before, source


def test_a_changed_comma_keeps_the_translation() -> None:
    after = Messages(SMALL).reworded(SOURCE, f"{SOURCE}.", stays=False)
    found = Messages(after).of(f"{SOURCE}.")
    assert (found.text, found.old, found.in_use) == ("Copy your files every day", False, True)
    assert Messages(after).of(SOURCE).text == "" and after.count("\n") == SMALL.count("\n")


def test_a_changed_sentence_marks_the_translation_as_old_with_the_dutch_of_then_beside_it() -> None:
    now = "Maak elke week een kopie van de boekhouding"
    after = Messages(SMALL).reworded(SOURCE, now, stays=False)
    found = Messages(after).of(now)
    assert (found.text, found.previous, found.old, found.in_use) == (
        "Copy your files every day",
        SOURCE,
        True,
        False,
    )
    again = Messages(after).reworded(now, now.replace("week", "maand"), stays=False)
    assert Messages(again).of(now.replace("week", "maand")).previous == SOURCE, "what was translated"
    assert Messages(after).reworded(now, SOURCE, stays=False) == SMALL, "and back without a trace"
    looked = Messages(after).translated(now, "Copy your books every week")
    assert not Messages(looked).of(now).old and "#|" not in looked


def test_a_text_that_stands_elsewhere_too_keeps_its_own_translation() -> None:
    after = Messages(SMALL).reworded(SOURCE, "Heel iets anders", stays=True, file="b.yaml")
    assert Messages(after).of(SOURCE) == Messages(SMALL).of(SOURCE)
    assert Messages(after).of("Heel iets anders").old


@pytest.mark.parametrize("text", ['"', "\\", "a\nb", 'msgid "x"', "#, fuzzy", "{x}", "ü" * 300])
def test_what_somebody_types_is_a_translation_and_never_po(text: str) -> None:
    after = Messages(SMALL).translated(SOURCE, text)
    assert Messages(after).of(SOURCE).text == text
    assert list(Messages(after)._spans) == list(Messages(SMALL)._spans)
