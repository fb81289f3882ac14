"""A connection that dawdles is closed, one that asks and one that stays for a websocket are not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
import uvicorn

from tests.patience import PATIENCE_SECONDS
from web.gate import patient

ASK = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def app(scope, receive, send) -> None:
    """Answers; over a websocket it says back what is said."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "bytes": message["bytes"]})
    elif scope["type"] == "http":
        await asyncio.sleep(0.5)  # longer than the patience of these tests
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})


@asynccontextmanager
async def serving() -> AsyncIterator[int]:
    """The port of a server with our protocol."""
    config = uvicorn.Config(app, port=0, http=patient.PatientHttp, lifespan="off", log_level="error")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  uvicorn tells it in no other way
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await asyncio.wait_for(task, PATIENCE_SECONDS)


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient, "HEAD_SECONDS", 0.2)


@pytest.mark.parametrize("first", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-", ASK + b"GET / HT"])
def test_who_never_ends_a_head_is_closed(first: bytes) -> None:
    async def scene() -> bytes:
        async with serving() as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(first)
            told = await asyncio.wait_for(reader.read(), PATIENCE_SECONDS)
            writer.close()
            return told

    assert (b"200 OK" in asyncio.run(scene())) == first.startswith(ASK)


def test_an_answer_that_takes_long_and_a_second_request_are_waited_for() -> None:
    async def scene() -> list[bytes]:
        async with serving() as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            told = []
            for _ in range(2):
                writer.write(ASK)
                told.append(await asyncio.wait_for(reader.readuntil(b"\r\n\r\nok"), PATIENCE_SECONDS))
            writer.close()
            return told

    assert all(b"200 OK" in one for one in asyncio.run(scene()))


def test_a_websocket_stays() -> None:
    import websockets

    async def scene() -> bytes:
        async with serving() as port, websockets.connect(f"ws://127.0.0.1:{port}/", proxy=None) as line:
            with suppress(TimeoutError):
                await asyncio.wait_for(line.recv(), 1)  # five times the patience
            await line.send(b"still there")
            return bytes(await asyncio.wait_for(line.recv(), PATIENCE_SECONDS))

    assert asyncio.run(scene()) == b"still there"
