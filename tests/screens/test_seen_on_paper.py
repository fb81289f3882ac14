"""What was seen of a domain on the papers: grades and the day always, the domain only when it is asked for."""

from __future__ import annotations

import subprocess
from datetime import date

import pytest

from evidence.records import Record
from questionnaire.saved_scans.saved_scan import SeenAnswers
from scoring.advising.seen import origin_told
from scoring.loading import load_content
from screens.downloads.documents import DownloadOptions, advice_pdf
from screens.downloads.seen import read_records, seen_on_paper, written_records
from tests.screens.walked import a_saved_scan

DAY = date(2026, 11, 30)
RECORD = Record("dmarc", "_dmarc.bakkerijjansen.nl", "TXT", "v=DMARC1; p=quarantine", "Nu")


def text_of(pdf: bytes) -> str:
    """All that the PDF says, as a reader of it gets it."""
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def seen_scan():
    seen = SeenAnswers(
        on=DAY,
        grades={"dmarc": "weak", "spf": "good", "dkim": "unseen"},
        answers={"email_domain_test": "not_all_good"},
    )
    scan = a_saved_scan()
    answers = {**scan.answers, "website": "website", "email_domain_test": "not_all_good"}
    return scan.changed(seen=seen, answers=answers)


def test_the_pdf_tells_what_was_seen_and_names_the_domain_only_when_asked(folders) -> None:
    asked = {"regels": written_records([RECORD]), "naam": "Jansen"}
    without = " ".join(text_of(advice_pdf(seen_scan(), "nl", DownloadOptions.of(asked)).body).split())
    assert "Gezien op 30 november 2026" in without and "niet te zien" in without
    assert "bakkerijjansen.nl" not in without
    asked_for = DownloadOptions.of(asked | {"domein": "1"})
    text = " ".join(text_of(advice_pdf(seen_scan(), "nl", asked_for).body).split())
    assert "_dmarc.bakkerijjansen.nl" in text and "p=quarantine" in text


def test_records_of_a_form_are_read_back_and_nothing_else_is() -> None:
    assert read_records(written_records([RECORD])) == (RECORD,)
    for wrong in (
        "",
        "x",
        "{}",
        "[1]",
        '[["dmarc"]]',
        '[["nee","a","TXT","b","Nu"]]',
        '[["dmarc","a\\n","TXT","b","Nu"]]',
    ):
        assert read_records(wrong) == ()
    assert len(read_records(written_records([RECORD] * 500))) == 20


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_what_was_seen_stands_beside_its_own_measure_in_every_language(language: str) -> None:
    told = seen_on_paper(load_content(language=language), seen_scan(), [RECORD])
    assert "2026" in told["protect_mail_domain"][0] and "maintain_website" not in told
    assert told["protect_mail_domain"][1] == "Nu: _dmarc.bakkerijjansen.nl TXT v=DMARC1; p=quarantine"


def test_an_answer_that_differs_from_what_was_seen_says_so_with_its_reason() -> None:
    content, scan = load_content(), seen_scan()
    assert origin_told(content, scan, "email_domain_test") == "Gezien op 30 november 2026"
    assert origin_told(content, scan, "mfa_email") == ""
    other = scan.with_answer("email_domain_test", "all_good")
    assert "wij zagen iets anders" in origin_told(content, other, "email_domain_test")
    why = other.seen.model_copy(update={"reasons": {"email_domain_test": "Ander domein"}})
    assert origin_told(content, other.changed(seen=why), "email_domain_test").endswith("Ander domein")
