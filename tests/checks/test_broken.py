"""Each file in tests/broken carries one mistake, is named after it, and says at its head which message it
must give.
"""

import pytest

from data.content.checks import check_content
from tests.checks.broken import BROKEN, TODAY, read_case, sound_content

CASES = sorted(BROKEN.glob("*.yaml"))


def test_the_sound_folder_has_no_mistakes(tmp_path):
    assert [m.say() for m in check_content(sound_content(tmp_path), today=TODAY).mistakes] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_one_slip_gives_one_message_with_its_line_and_what_to_do(path, tmp_path):
    replaced, expected = read_case(path)
    content = sound_content(tmp_path)
    (content / replaced).write_bytes(path.read_bytes())
    found = check_content(content, today=TODAY).mistakes
    assert "\n".join(m.say() for m in found) == expected
    assert len(found) == 1


def test_there_are_enough_broken_files_and_each_replaces_a_file_of_the_sound_folder():
    assert len(CASES) >= 35
    assert all((BROKEN / "sound" / read_case(path)[0]).exists() for path in CASES)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("unknown_key", ("is not a known key", "did you mean 'question'?")),
        ("levels_overlap", ("'start' and 'basis' overlap", "30")),
    ],
)
def test_messages_come_in_english_too(name, words, tmp_path):
    path = BROKEN / f"{name}.yaml"
    content = sound_content(tmp_path)
    (content / read_case(path)[0]).write_bytes(path.read_bytes())
    (mistake,) = check_content(content, today=TODAY).mistakes
    assert all(word in mistake.say("en") for word in words)


def test_several_slips_in_several_files_are_all_told_in_one_run(tmp_path):
    content = sound_content(tmp_path)
    for name in ("unknown_key", "unknown_cost", "unknown_level"):
        path = BROKEN / f"{name}.yaml"
        (content / read_case(path)[0]).write_bytes(path.read_bytes())
    incidents = content / "questionnaire/content/incidents.yaml"
    incidents.write_text(incidents.read_text().replace("label: Nooit", "lable: Nooit"))
    told = [(m.file, m.code) for m in check_content(content, today=TODAY).mistakes]
    assert ("questionnaire/content/access.yaml", "unknown_key") in told
    assert ("questionnaire/content/incidents.yaml", "unknown_key") in told
    assert any(file == "scoring/measures/access.yaml" for file, _ in told)


def test_what_is_missing_altogether_is_told_as_a_missing_file(tmp_path):
    found = check_content(tmp_path).mistakes
    assert {m.file for m in found} >= {"scoring/rules/scan.yaml", "data/region.yaml", "data/privacy.yaml"}


def test_a_file_with_another_ending_is_told(tmp_path):
    content = sound_content(tmp_path)
    (content / "scoring/measures/extra.yml").write_text("[]\n")
    (mistake,) = check_content(content, today=TODAY).mistakes
    assert mistake.file == "scoring/measures/extra.yml"
    assert mistake.code == "file_name"


def test_a_file_without_a_last_line_break_gets_a_warning(tmp_path):
    content = sound_content(tmp_path)
    path = content / "scoring/measures/incidents.yaml"
    path.write_text(path.read_text().rstrip("\n"))
    (mistake,) = check_content(content, today=TODAY).mistakes
    assert (mistake.code, mistake.severity, mistake.line) == (
        "cut_off",
        "warning",
        len(path.read_text().splitlines()),
    )
