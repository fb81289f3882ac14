"""The printing room: papers come from a process of their own, and come all the same when that process is not there."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal

import pytest

from data.tokens import new_token
from questionnaire.saved_scan import SavedScan
from screens import saved_scans
from screens.downloads import Visit
from screens.serving.printing import PrintingRoom

pytestmark = pytest.mark.slow

ANSWERS = {"company_size": "zzp", "sector": "retail", "municipality": "borne", "ict_by": "self", "backup_frequency": "never"}


@pytest.fixture
def visit(folders) -> Visit:
    token = new_token()
    saved_scans.save(token, SavedScan(quick=True, answers=ANSWERS, finished="2026Q4"))
    return Visit(token, "nl", {})


@pytest.fixture
def room(folders):
    opened = PrintingRoom()
    opened.open().result(60)
    yield opened
    opened.close()


def others() -> list[int]:
    """The processes that this one started, and that still live."""
    return [child.pid for child in multiprocessing.active_children() if child.pid]


def made(room: PrintingRoom, visit: Visit):
    return asyncio.run(room.make("mijn-scan.json", visit))


def test_a_paper_comes_from_another_process(room, visit):
    assert room.is_open and len(others()) == 1
    assert b'"backup_frequency":"never"' in made(room, visit).body
    assert asyncio.run(room.make("advies.pdf", visit)).body.startswith(b"%PDF")


def test_without_a_room_a_paper_is_made_all_the_same(visit):
    assert made(PrintingRoom(), visit).filename == "mijn-scan.json"


def test_a_room_that_breaks_loses_no_paper_and_opens_again(room, visit):
    for pid in others():
        os.kill(pid, signal.SIGKILL)
    assert made(room, visit).filename == "mijn-scan.json"
    assert made(room, visit).filename == "mijn-scan.json"


def test_a_room_that_closes_leaves_papers_to_the_server(room, visit):
    room.close()
    assert not room.is_open
    assert made(room, visit).filename == "mijn-scan.json"


def test_nothing_saved_gives_no_paper(room, visit):
    assert made(room, Visit(new_token(), "nl", {})) is None
