"""Two real servers on one real PostgreSQL behind the nginx that is shipped: one is killed in the middle of respondents."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import websockets

from benchmarks.support.room import answer, needed
from benchmarks.support.visitor import Failed, Visitor
from data.aggregates.pending import open_pending
from data.drafts import load_draft
from data.folders import Folders
from data.stores import forget_databases
from screens.session.cookies import scan_cookie
from tests.postgresql import Cluster
from tests.proxy import Proxy
from tests.server import Server, shared_assets

PEOPLE = 14
MOST_QUESTIONS = 60


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    cluster = Cluster()
    try:
        yield cluster.start().new_database()
    finally:
        forget_databases()
        cluster.remove()


@pytest.fixture(scope="module")
def servers(database: str, tmp_path_factory) -> Iterator[list[Server]]:
    folder = tmp_path_factory.mktemp("servers")
    made = [Server(folder / name, DATABASE_URL=database, **shared_assets()) for name in ("one", "two")]
    try:
        made[0].start()
        (folder / "two" / "keys").mkdir(parents=True)
        shutil.copy(folder / "one" / "keys" / "site.key", folder / "two" / "keys")
        made[1].start()
        yield made
    finally:
        for server in made:
            server.stop()


@pytest.fixture(scope="module")
def proxy(servers: list[Server], tmp_path_factory) -> Iterator[Proxy]:
    made = Proxy(tmp_path_factory.mktemp("nginx"), [server.port for server in servers])
    try:
        yield made.start()
    finally:
        made.stop()


class Respondent:
    """Goes through the quick scan, and comes back whenever the connection goes, as the browser does."""

    def __init__(self, url: str, number: int) -> None:
        self.visitor, self.chance = Visitor(url, timeout=120), random.Random(number)
        self.acknowledged, self.lost, self.finished = 0, 0, False

    async def go(self, met: asyncio.Semaphore) -> None:
        await self.visitor.get("/")
        await self.visitor.open()
        await self.visitor.press(needed(self.visitor, "start_quick"))
        for number in range(MOST_QUESTIONS):
            if number == 4:
                met.release()
            try:
                if self.visitor.button("finish"):
                    await self.visitor.press(needed(self.visitor, "finish"))
                    self.finished = True
                    return
                await answer(self.visitor, self.chance)
                await self.visitor.press(needed(self.visitor, "next"))
                self.acknowledged += 1
            except (Failed, OSError, websockets.WebSocketException) as trouble:
                assert "exception" not in str(trouble), trouble
                await self.back()
        raise AssertionError("no end to the questions")

    async def back(self) -> None:
        self.lost += 1
        for _ in range(60):
            try:
                self.visitor.elements.clear()
                self.visitor.values.clear()
                await self.visitor.come_back()
                return
            except (Failed, OSError, TimeoutError, websockets.WebSocketException):
                await asyncio.sleep(0.5)
        raise AssertionError("nobody lets this respondent in again")

    @property
    def answers(self) -> dict:
        kept = load_draft(self.visitor.cookies[scan_cookie.name], self.where)
        assert kept is not None
        return json.loads(kept)["answers"]

    where: Folders


def test_a_server_that_is_killed_in_the_middle_loses_no_acknowledged_answer(
    servers: list[Server], proxy: Proxy, database: str, tmp_path: Path
) -> None:
    Respondent.where = Folders(tmp_path / "var", tmp_path / "keys", database)
    people = [Respondent(proxy.url, number) for number in range(PEOPLE)]

    async def room() -> None:
        met = asyncio.Semaphore(0)

        async def cut() -> None:
            for _ in people:  # everybody is past the fourth question
                await met.acquire()
            servers[0].kill()

        async with asyncio.TaskGroup() as together:  # who stumbles ends it for all
            for task in (cut(), *(one.go(met) for one in people)):
                together.create_task(task)

    asyncio.run(room())
    assert all(one.finished for one in people)
    assert any(one.lost for one in people) and not all(
        one.lost for one in people
    )  # they were spread over both
    assert all(len(one.answers) >= one.acknowledged for one in people)
    servers[0].start()
    counted = 0
    for server in servers:
        with open_pending(Folders(server.folder / "data", server.folder / "keys")) as pending:
            counted += sum(
                there.n
                for (cell, part), there in pending.cells().items()
                if cell.cube == "municipality" and part == "quick"
            )
    assert counted == PEOPLE


def test_each_server_says_which_of_its_stores_the_others_share(servers: list[Server]) -> None:
    with urlopen(f"{servers[1].url}/readyz") as found:
        told = {part["part"]: part["told"] for part in json.load(found)["parts"]}
    for name in ("drafts", "events", "published", "enquiries"):
        assert "PostgreSQL, samen met" in told[name]
    assert "alleen op deze server" in told["pending"]


def test_the_proxy_keeps_somebody_at_one_server_and_shows_no_figures(proxy: Proxy) -> None:
    with urlopen(f"{proxy.url}/") as page:
        assert "scan_place=" in str(page.headers)
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{proxy.url}/metrics")


def test_a_server_with_another_key_does_not_start(
    servers: list[Server], database: str, tmp_path: Path
) -> None:
    stranger = Server(tmp_path / "stranger", DATABASE_URL=database, **shared_assets())
    with pytest.raises(RuntimeError, match=r"site\.key"):
        stranger.start()


def test_files_of_a_server_that_was_alone_are_not_passed_over(database: str, tmp_path: Path) -> None:
    before = Server(tmp_path / "before", DATABASE_URL=database, **shared_assets())
    (tmp_path / "before" / "data").mkdir(parents=True)
    (tmp_path / "before" / "data" / "drafts.db").touch()
    with pytest.raises(RuntimeError, match="to-postgresql"):
        before.start()
