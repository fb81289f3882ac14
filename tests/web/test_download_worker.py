"""The download worker: papers come from a process of their own, and come all the same when that process is
not there.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from multiprocessing.connection import wait

import pytest

from data.tokens import new_token
from questionnaire.saved_scans.saved_scan import SavedScan
from screens.downloads.requests import DownloadRequest
from screens.session import saved_scans
from tests.patience import PATIENCE_SECONDS
from web.download_worker import DownloadWorker

pytestmark = pytest.mark.slow

ANSWERS = {
    "company_size": "zzp",
    "sector": "retail",
    "municipality": "borne",
    "ict_by": "self",
    "backup_frequency": "never",
}


@pytest.fixture
def visit(folders) -> DownloadRequest:
    token = new_token()
    saved_scans.save(token, SavedScan(quick=True, answers=ANSWERS, finished="2026Q4"))
    return DownloadRequest(token, "nl", {})


@pytest.fixture
def room(folders):
    opened = DownloadWorker()
    opened.open().result(PATIENCE_SECONDS)
    yield opened
    opened.close()
    for process in others():  # closing waits for nobody, and the next test counts who is there
        process.join(PATIENCE_SECONDS)


def others() -> list[multiprocessing.process.BaseProcess]:
    """The processes that this one started, and that still live."""
    return multiprocessing.active_children()


def made(room: DownloadWorker, visit: DownloadRequest):
    return asyncio.run(room.make("mijn-scan.json", visit))


def test_a_paper_comes_from_another_process(room, visit):
    assert room.is_open and len(others()) == 1
    assert b'"backup_frequency":"never"' in made(room, visit).body
    assert asyncio.run(room.make("advies.pdf", visit)).body.startswith(b"%PDF")


def test_without_a_room_a_paper_is_made_all_the_same(visit):
    assert made(DownloadWorker(), visit).filename == "mijn-scan.json"


def test_a_room_that_breaks_loses_no_paper_and_opens_again(room, visit):
    for process in others():
        process.kill()
    assert made(room, visit).filename == "mijn-scan.json"
    assert made(room, visit).filename == "mijn-scan.json"


def test_a_room_that_closes_while_it_opens_leaves_no_process_behind(folders):
    room = DownloadWorker()
    room.open()
    (process,) = others()
    room.close()
    assert wait([process.sentinel], PATIENCE_SECONDS) and not room.is_open


def test_a_room_that_closes_leaves_papers_to_the_server(room, visit):
    room.close()
    assert not room.is_open
    assert made(room, visit).filename == "mijn-scan.json"


def test_nothing_saved_gives_no_paper(room, visit):
    assert made(room, DownloadRequest(new_token(), "nl", {})) is None
