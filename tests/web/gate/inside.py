"""The whole app in this process, spoken to without a network: its start, requests and websockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime

from tests.patience import PATIENCE_SECONDS

Headers = list[tuple[bytes, bytes]]
HOST = b"scan.example"
OWN: Headers = [(b"host", HOST), (b"origin", b"http://" + HOST)]


def a_scope(kind: str, path: str, headers: Headers | None = None, query: bytes = b"", method: str = "GET"):
    """As a server makes it of a request."""
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http" if kind == "http" else "ws",
        "path": path,
        "raw_path": path.encode("utf-8", "surrogateescape"),
        "root_path": "",
        "query_string": query,
        "headers": [*(OWN if headers is None else headers)],
        "client": ("127.0.0.1", 50000),
        "server": ("scan.example", 80),
        "subprotocols": ["streamlit"],
        "state": {},
    }


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


async def ask(app: Any, path: str, headers: Headers | None = None, **about: Any) -> Answer:
    """One request; `chunks` are the pieces of its body."""
    chunks: list[bytes] = about.pop("chunks", [b""])
    pieces = [
        {"type": "http.request", "body": piece, "more_body": n + 1 < len(chunks)}
        for n, piece in enumerate(chunks)
    ]
    answer = Answer()
    ended = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if pieces:
            return pieces.pop(0)
        await ended.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    await asyncio.wait_for(app(a_scope("http", path, headers, **about), receive, send), PATIENCE_SECONDS)
    ended.set()
    return answer


class Tab:
    """One websocket. `closed` is the code with which the server ended it, None while it is open."""

    def __init__(self, app: Any, headers: Headers | None = None, path: str = "/_stcore/stream") -> None:
        self._to, self._from = asyncio.Queue[Any](), asyncio.Queue[Any]()
        self._to.put_nowait({"type": "websocket.connect"})
        self.closed: int | None = None
        self.accepted = False
        self.session = self.page = ""
        self.exceptions: list[str] = []
        self.elements: list[Any] = []
        self.fragments: list[str] = []
        self._task = asyncio.create_task(app(a_scope("websocket", path, headers), self._to.get, self._hear))

    async def _hear(self, message: Any) -> None:
        if message["type"] == "websocket.accept":
            self.accepted = True
        elif message["type"] == "websocket.close":
            self.closed = message.get("code", 1000)
            await self._from.put(None)
        else:
            await self._from.put(message["bytes"])

    def say(self, message: bytes | str | BackMsg) -> None:
        """Sends one frame."""
        frame = message.SerializeToString() if isinstance(message, BackMsg) else message
        kind = "text" if isinstance(frame, str) else "bytes"
        self._to.put_nowait({"type": "websocket.receive", kind: frame})

    async def rerun(self, message: BackMsg | None = None) -> None:
        """Asks for a run, and waits until it is over or the connection is."""
        if message is None:
            message = BackMsg()
            message.rerun_script.page_script_hash = self.page
        self.say(message)
        await self.until_finished()

    async def until_finished(self) -> None:
        """Reads until a run is over, or the connection."""
        while (frame := await asyncio.wait_for(self._from.get(), PATIENCE_SECONDS)) is not None:
            if self.take(ForwardMsg.FromString(frame)):
                return

    def take(self, message: ForwardMsg) -> bool:
        """Takes in one message; whether a run is over."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
            self.page = message.new_session.page_script_hash
            self.elements = self.elements[-200:]
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            drawn = element.WhichOneof("type")
            if drawn == "exception":
                self.exceptions.append(element.exception.message)
            self.elements.append(getattr(element, drawn))
            if message.delta.fragment_id:
                self.fragments.append(message.delta.fragment_id)
        elif kind == "script_finished":
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    async def leave(self) -> None:
        """Ends the connection, as a tab that is closed does."""
        self._to.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait_for(self._task, PATIENCE_SECONDS)

    async def ended(self) -> None:
        """Waits until the server is done with it."""
        await asyncio.wait_for(self._task, PATIENCE_SECONDS)


@asynccontextmanager
async def running(app: Any) -> AsyncIterator[Any]:
    """The app between its start and its end."""
    to, told = asyncio.Queue[Any](), asyncio.Queue[Any]()
    scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
    task = asyncio.create_task(app(scope, to.get, told.put))
    await to.put({"type": "lifespan.startup"})
    begun = await asyncio.wait_for(told.get(), PATIENCE_SECONDS)
    assert begun["type"] == "lifespan.startup.complete", begun
    try:
        yield app
    finally:
        await to.put({"type": "lifespan.shutdown"})
        await asyncio.wait_for(told.get(), PATIENCE_SECONDS)
        await asyncio.wait_for(task, PATIENCE_SECONDS)
        Runtime._instance = None  # Streamlit knows one in a process, also when that has ended
