"""`python -m pdf` for scripts: a file, or a clear message; never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from pdf.__main__ import main
from questionnaire.language.translation import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
RESPONDENT = ROOT / "tests/respondents/bakery_four_staff_webshop.yaml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_responses_file_becomes_a_pdf_in_each_language(language: str, tmp_path: Path) -> None:
    out = tmp_path / "advice.pdf"
    assert main([str(RESPONDENT), "--out", str(out), "--language", language]) == 0
    with pikepdf.open(out) as pdf:
        assert str(pdf.Root.Lang) == language
        assert len(pdf.pages) >= 6


@pytest.mark.slow
def test_it_runs_as_the_readme_says(tmp_path: Path) -> None:
    out = tmp_path / "advice.pdf"
    done = subprocess.run(
        [sys.executable, "-m", "pdf", str(RESPONDENT), "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert out.read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ("responses: {mfa_emial: all}", "mfa_emial"),
        ("responses: {mfa_email: misschien}", "misschien"),
        ("responses: [a, b", "regel"),
        ("iets: anders", "responses"),
        ("", "responses"),
    ],
)
def test_bad_input_gets_a_message_and_no_traceback(
    yaml: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    responses = tmp_path / "responses.yaml"
    responses.write_text(yaml, "utf-8")
    assert main([str(responses), "--out", str(tmp_path / "advice.pdf")]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert not (tmp_path / "advice.pdf").exists()


def test_a_missing_file_and_a_folder_that_is_not_there_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none.yaml"), "--out", str(tmp_path / "a.pdf")]) == 2
    assert "none.yaml" in capsys.readouterr().err
    assert main([str(RESPONDENT), "--out", str(tmp_path / "nowhere" / "a.pdf")]) == 2
    assert "nowhere" in capsys.readouterr().err
