"""`python check.py`: exit codes, formats, languages, --watch."""

import json
import re
import subprocess
import sys
import time

import pytest

import check
from tests.checks.broken import BROKEN, REPOSITORY, read_case, sound_content
from tests.patience import PATIENCE_SECONDS


@pytest.fixture
def content(tmp_path):
    return sound_content(tmp_path)


def break_it(content, name="unknown_key"):
    path = BROKEN / f"{name}.yaml"
    (content / read_case(path)[0]).write_bytes(path.read_bytes())


def test_sound_content_ends_with_0_and_a_line_of_counts(content, capsys):
    assert check.main([str(content)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert "8 vragen, 5 maatregelen, 1 type criminaliteit" in last
    assert last.endswith("0 fouten, 0 waarschuwingen.")


def test_a_mistake_ends_with_1_and_stands_above_the_counts(content, capsys):
    break_it(content)
    assert check.main([str(content)]) == 1
    out = capsys.readouterr().out
    assert out.startswith("questionnaire/content/access.yaml, regel 12\n")
    assert out.splitlines()[-1].endswith(": 1 fout, 0 waarschuwingen.")


@pytest.mark.parametrize(
    ("language", "end"),
    [
        ("nl", ": 1 fout, 1 waarschuwing."),
        ("en", ": 1 mistake, 1 warning."),
        ("de", ": 1 Fehler, 1 Warnung."),
    ],
)
def test_one_of_a_kind_is_told_as_one_in_every_language(content, capsys, language, end):
    break_it(content)
    break_it(content, "source_not_reviewed_for_a_year")
    check.main([str(content), "--language", language])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.endswith(end)
    assert re.search(r"\d\.\d s\b" if language == "en" else r"\d,\d s\b", last)


def test_a_warning_alone_still_ends_with_0(content, capsys):
    break_it(content, "long_sentence")
    assert check.main([str(content)]) == 0
    assert capsys.readouterr().out.startswith("Let op: questionnaire/content/access.yaml")


def test_a_folder_that_is_not_there_ends_with_2(tmp_path, capsys):
    assert check.main([str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_json_holds_every_part_of_a_mistake(content, capsys):
    break_it(content)
    assert check.main([str(content), "--format", "json", "--language", "en"]) == 1
    told = json.loads(capsys.readouterr().out)
    (mistake,) = told["mistakes"]
    assert (mistake["file"], mistake["line"], mistake["severity"]) == (
        "questionnaire/content/access.yaml",
        12,
        "error",
    )
    assert mistake["message"] == "'mfa_email': 'qestion' is not a known key."
    assert mistake["remedy"] == "did you mean 'question'?"
    assert told["counts"]["errors"] == 1 and all(
        isinstance(count, int | float) for count in told["counts"].values()
    )


def test_github_annotations_point_at_the_line_and_escape_what_they_must(content, capsys):
    break_it(content)
    break_it(content, "maximum_is_not_what_it_says")
    check.main([str(content), "--format", "github"])
    rows = capsys.readouterr().out.splitlines()
    assert rows[0].startswith("::error file=questionnaire/content/access.yaml,line=12,title=unknown_key::")
    assert "%0A" in rows[0]
    assert "\n" not in rows[0]


def test_the_real_content_is_checked_within_seconds_by_one_command():
    done = subprocess.run(
        [sys.executable, "check.py"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert done.stderr == ""


@pytest.mark.slow
def test_watch_checks_again_after_a_save(content):
    command = [sys.executable, "-u", str(REPOSITORY / "check.py"), str(content), "--watch"]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as watching:
        try:
            assert _until(watching, "fouten").endswith("0 fouten, 0 waarschuwingen.")
            time.sleep(0.05)
            break_it(content)
            assert _until(watching, "waarschuwingen").endswith(": 1 fout, 0 waarschuwingen.")
        finally:
            watching.terminate()


def _until(process, word):
    for line in process.stdout:
        if word in line:
            return line.rstrip()
    raise AssertionError(f"the process ended without saying {word!r}")
