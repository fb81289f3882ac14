"""The log tells what went wrong, and holds nothing that opens something."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from data.tokens import new_token
from web import log

SESSION = "6d2a1c1e-8a3f-4d6c-9a0e-0f8a5b6c7d8e"


@pytest.fixture
def lines(tmp_path: Path):
    """What stands in the file of the log, record by record."""
    file = tmp_path / "logs" / "scan.log"
    with log.masked_log(), log.written_to(file) as handler:

        def read() -> list[dict]:
            handler.flush()
            return [json.loads(line) for line in file.read_text("utf-8").splitlines()]

        yield read


@pytest.mark.parametrize("logger", ["data.drafts", "uvicorn.error", "streamlit.runtime"])
def test_no_token_and_no_session_reaches_the_log_whoever_writes(lines, logger: str) -> None:
    token = new_token()
    told = logging.getLogger(logger)
    told.error("a draft of %s in session %s", token, SESSION)
    told.error(f"the link /verder#t={token} did not open")
    try:
        int(f"cannot open {token}")
    except ValueError:
        told.exception("a request failed")
    written = json.dumps(lines())
    assert token not in written and SESSION not in written and "a draft of" in written
    assert "ValueError" in written and "test_log.py" in written, "where it went wrong is still told"


def test_a_line_says_when_how_bad_and_where(lines) -> None:
    logging.getLogger("data.operation.upkeep").error("upkeep, %s: failed", "drafts")
    (line,) = [line for line in lines() if line["logger"] == "data.operation.upkeep"]
    assert (
        line["level"] == "error"
        and line["message"] == "upkeep, drafts: failed"
        and line["time"].endswith("+00:00")
    )


def test_a_full_file_makes_room_and_old_ones_go(lines, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(log, "MOST_BYTES", 2000)
    told = logging.getLogger("data.filling")
    with log.written_to(tmp_path / "small.log"):
        for number in range(400):
            told.error("line %s of a log that fills up", number)
    files = sorted(tmp_path.glob("small.log*"))
    assert len(files) == log.FILES + 1 and all(file.stat().st_size <= 2000 for file in files)


def test_ordinary_words_and_figures_stay_as_they_are() -> None:
    told = "upkeep, drafts: failed after 7.3 s at 2026-11-30T20:00:00+01:00 in data/operation/upkeep.py"
    assert log.masked(told) == told
