"""What people choose from can be told apart, in every language."""

import pytest

from data.content.checks import check_content
from questionnaire.catalogues.update import TRANSLATED, catalogue_path
from tests.checks.broken import TODAY
from tests.whole.content_roots import edition_copy

PAIRS = [
    ("Een website", "Geen website"),  # two answers
    ("Winkels en handel", "Industrie"),  # two groups of sectors
    ("Stevige basis", "Weerbaar"),  # two levels
    ("Valse opdracht van de baas (CEO-fraude)", "Nepmails en gekaapte accounts"),  # two types of crime
    ("Als het toch misgaat", "Uw bedrijf"),  # two sections
]


def translation_of(path, text: str) -> tuple[int, str]:
    """Line of the msgid, and the msgstr behind it; both on one line each."""
    lines = path.read_text(encoding="utf-8").splitlines()
    at = lines.index(f'msgid "{text}"')
    return at, lines[at + 1]


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda text: text[:12])
def test_two_choices_with_the_same_text_in_one_language_alone_are_told(one, other, language, tmp_path):
    root = edition_copy(tmp_path)
    path = catalogue_path(language, root)
    _, translated = translation_of(path, one)
    at, _ = translation_of(path, other)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[at + 1] = translated.upper().replace("MSGSTR", "msgstr")  # capitals do not tell apart
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    (mistake,) = check_content(root, today=TODAY).mistakes
    assert (mistake.code, mistake.severity, mistake.file) == (
        "same_translation",
        "error",
        f"locale/{language}/LC_MESSAGES/messages.po",
    )
    assert mistake.line in (at + 1, translation_of(path, one)[0] + 1)
    assert ("Engels" in mistake.say()) is (language == "en")


@pytest.mark.parametrize(("one", "other"), PAIRS[1:], ids=lambda text: text[:12])
def test_two_choices_with_the_same_dutch_text_are_told_once(one, other, tmp_path):
    root = edition_copy(tmp_path)
    for path in (*root.rglob("*.yaml"),):
        text = path.read_text(encoding="utf-8")
        if f": {other}\n" in text or f": {other}}}" in text:
            path.write_text(
                text.replace(f": {other}\n", f": {one}\n").replace(f": {other}}}", f": {one}}}"),
                encoding="utf-8",
            )
    assert [
        m.code for m in check_content(root, today=TODAY).errors if m.code in ("same_label", "same_text")
    ] == ["same_text"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_an_own_answer_with_the_translation_of_one_from_a_list_elsewhere_is_told(language, tmp_path):
    root = edition_copy(tmp_path)
    path = catalogue_path(language, root)
    at, _ = translation_of(path, "Buiten de regio")
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[at + 1] = 'msgstr "ALMELO"'
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    (mistake,) = check_content(root, today=TODAY).mistakes
    assert (mistake.code, mistake.line) == ("same_label", at + 1) and "'municipality'" in mistake.say()


def test_an_own_answer_with_the_text_of_one_from_a_list_elsewhere_is_told(tmp_path):
    root = edition_copy(tmp_path)
    path = root / "questionnaire/content/profile.yaml"
    path.write_text(path.read_text().replace("label: Buiten de regio", "label: almelo"))
    assert [m.code for m in check_content(root, today=TODAY).errors if m.code != "translation_missing"] == [
        "same_label"
    ]
