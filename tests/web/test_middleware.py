"""The front door: a crowd that comes at once leaves room for others, and who is in waits while there are
people at the door.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from starlette.requests import Request

from data import clock
from data.region import Security, load_region
from web.assets import Assets
from web.middleware import ConnectionPacer
from web.routes import scan


def says(message: str):
    async def receive():
        return message

    return receive


def test_a_crowd_goes_in_one_at_a_time_and_in_order_while_others_are_answered() -> None:
    async def crowd() -> list[object]:
        door, happened = ConnectionPacer(), []

        async def phone(number: int) -> None:
            await door.enter()
            happened.append(number)

        async def health() -> None:
            for _ in range(5):  # the turns of the event loop that one request takes
                await asyncio.sleep(0)
            happened.append("health")

        await asyncio.gather(*(phone(number) for number in range(200)), health())
        return happened

    happened = asyncio.run(crowd())
    assert [one for one in happened if one != "health"] == list(range(200))
    assert happened.index("health") <= 6


def test_what_is_asked_waits_until_nobody_is_at_the_door() -> None:
    async def crowd() -> list[object]:
        door, happened = ConnectionPacer(), []

        async def phone(number: int) -> None:
            await door.enter()
            happened.append(number)

        async def who_is_in() -> None:
            await asyncio.sleep(0)
            happened.append(await door.paced(says("answer"))())

        await asyncio.gather(*(phone(number) for number in range(20)), who_is_in())
        return happened

    assert asyncio.run(crowd()) == [*range(20), "answer"]


def test_a_door_that_is_never_quiet_does_not_stop_who_is_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConnectionPacer, "PATIENCE_SECONDS", 0.02)

    async def crowd() -> tuple[str, bool]:
        door = ConnectionPacer()

        async def always() -> None:
            while True:
                await door.enter()

        crowds = [asyncio.create_task(always()) for _ in range(2)]
        await asyncio.sleep(0)
        heard = await asyncio.wait_for(door.paced(says("answer"))(), 5)
        busy = not any(task.done() for task in crowds)
        for task in crowds:
            task.cancel()
        await asyncio.gather(*crowds, return_exceptions=True)
        return heard, busy

    assert asyncio.run(crowd()) == ("answer", True)


def test_who_leaves_while_waiting_at_the_door_holds_up_nobody() -> None:
    async def crowd() -> str:
        door = ConnectionPacer()
        waiting = [asyncio.create_task(door.enter()) for _ in range(3)]
        await asyncio.sleep(0)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await asyncio.wait_for(door.enter(), 1)
        began = asyncio.get_running_loop().time()
        await door.paced(says("answer"))()
        return (
            "at once"
            if asyncio.get_running_loop().time() - began < ConnectionPacer.PATIENCE_SECONDS / 2
            else "late"
        )

    assert asyncio.run(crowd()) == "at once"


@pytest.mark.parametrize(("days", "status"), [(30, 200), (0, 200), (-1, 404), (None, 404)])
def test_security_txt_is_there_as_long_as_the_region_says(
    monkeypatch: pytest.MonkeyPatch, days: int | None, status: int
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://scan.example")
    told = (
        None
        if days is None
        else Security(contact=("mailto:a@b.nl",), expires=clock.today() + timedelta(days))
    )
    monkeypatch.setattr(scan, "load_region", lambda: load_region().model_copy(update={"security": told}))
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/.well-known/security.txt",
        "query_string": b"",
        "headers": [],
        "scheme": "https",
        "server": ("x", 1),
    }
    answer = asyncio.run(scan.Routes(Assets(), None).security_txt(Request(scope)))
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert (
            b"Contact: mailto:a@b.nl\nExpires: " in answer.body
            and b"Canonical: https://scan.example/.well-known/security.txt" in answer.body
        )


def test_messages_pass_as_they_are() -> None:
    async def receive():
        return {"type": "websocket.receive", "bytes": b"answer"}

    assert asyncio.run(ConnectionPacer().paced(receive)())["bytes"] == b"answer"
