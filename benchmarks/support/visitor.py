"""One browser tab without a browser: Streamlit's websocket protocol, with the classes of the installed
version.

Keeps the tree of live widgets as the browser does: stale elements go at the end of a run, and only the values
of widgets that are on the screen are sent. Every run of the script is one sample. Only ever speaks to this
computer.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# Kind of element -> the field of WidgetState that carries its value.
VALUE_FIELDS = {
    "radio": "string_value",
    "checkbox": "bool_value",
    "text_input": "string_value",
    "button_group": "string_array_value",
    "button": "trigger_value",
}
LOOPBACK = ("127.0.0.1", "localhost")


class Failed(Exception):
    """This respondent cannot go on; the text is the reason that is counted."""


@dataclass(frozen=True)
class Widget:
    """An element that can be answered or pressed. `fragment` is the part of the screen that is drawn again
    then.
    """

    kind: str
    proto: object
    fragment: str = ""

    @property
    def id(self) -> str:
        return self.proto.id  # type: ignore[attr-defined]

    @property
    def key(self) -> str:
        """The key given in Python: ids look like $$ID-<hash>-<key>."""
        return self.id.split("-", 2)[-1]

    @property
    def options(self) -> list[str]:
        return [option if isinstance(option, str) else option.content for option in self.proto.options]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Sample:
    """One step: what was done, when, and how long until the screen stood still."""

    name: str
    at: float
    seconds: float


class Visitor:
    """A tab with its connection, cookies, screen and what was filled in."""

    def __init__(self, url: str, timeout: float = 30) -> None:
        parts = urlsplit(url)
        if parts.hostname not in LOOPBACK:
            raise ValueError("a load test only speaks to this computer")
        self.url, self.host, self.port, self.timeout = url, parts.netloc, parts.port or 80, timeout
        self.cookies: dict[str, str] = {}
        self.idle: list[
            tuple[asyncio.StreamReader, asyncio.StreamWriter]
        ] = []  # connections that can be used again
        self.socket: websockets.ClientConnection | None = None
        self.session = self.page_hash = self.query = ""
        self.elements: dict[tuple[int, ...], tuple[str, object, int, str]] = {}
        self.values: dict[str, tuple[str, object]] = {}
        self.cache: dict[str, ForwardMsg] = {}
        self.run = 0
        self.parts: set[str] = set()  # the fragments that this run draws
        self.samples: list[Sample] = []
        self.exceptions: list[str] = []

    # ---- plain HTTP
    async def get(self, path: str, accept: str = "br, gzip") -> tuple[int, bytes]:
        """Status and body, as they go over the line; cookies are kept and sent as a browser does."""
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        cookie = f"Cookie: {jar}\r\n" if jar else ""
        asked = (
            f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nAccept-Encoding: {accept}\r\n{cookie}\r\n".encode()
        )
        while True:
            used_before = bool(self.idle)
            reader, writer = (
                self.idle.pop() if used_before else await asyncio.open_connection("127.0.0.1", self.port)
            )
            try:
                writer.write(asked)
                head = await reader.readuntil(b"\r\n\r\n")
                body = await _body(reader, head.lower())
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()
                if used_before:  # the server closes what is idle for long; a browser asks again then
                    continue
                raise
            break
        self.idle.append((reader, writer))
        for name, value in re.findall(r"(?im)^set-cookie:\s*([^=]+)=([^;\r]*)", head.decode("latin-1")):
            self.cookies[name] = value
        return int(head.split(b" ", 2)[1]), body

    # ---- connection
    async def connect(self) -> None:
        """Opens the websocket; with a session from before it asks for that one back."""
        wanted = ["streamlit", "PLACEHOLDER_AUTH_TOKEN"] + ([self.session] if self.session else [])
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.socket = await asyncio.wait_for(
            websockets.connect(
                f"ws://{self.host}/_stcore/stream",
                subprotocols=wanted,
                origin=self.url,
                compression=None,
                max_size=None,
                ping_interval=None,
                max_queue=None,
                proxy=None,
                additional_headers={"Cookie": jar} if jar else None,
            ),
            self.timeout,
        )

    async def close(self) -> None:
        """Drops the connections, as a phone that locks does."""
        while self.idle:
            self.idle.pop()[1].close()
        if self.socket:
            await self.socket.close()
            self.socket = None

    async def open(self) -> None:
        """The first run of a tab."""
        await self.connect()
        await self._rerun("open")

    async def come_back(self) -> None:
        """Connects again after a lost connection, with the same session; the sample holds both."""
        await self.close()
        began = time.perf_counter()
        await self.connect()
        await self._rerun("come back", began=began)

    # ---- the screen
    def widgets(self, kind: str) -> list[Widget]:
        """Live widgets of a kind, in the order of the page."""
        found = sorted(self.elements.items(), key=lambda pair: pair[0])
        return [Widget(name, proto, fragment) for _, (name, proto, _, fragment) in found if name == kind]

    def button(self, key: str) -> Widget | None:
        """The button with this key, or with this key and the question it belongs to; None when it is not on
        the screen.
        """
        return next((w for w in self.widgets("button") if w.key == key or w.key.startswith(f"{key}_")), None)

    def texts(self) -> list[str]:
        """All headings and texts on the screen."""
        found = sorted(self.elements.items(), key=lambda pair: pair[0])
        return [getattr(proto, "body", "") or getattr(proto, "text", "") for _, (_, proto, *_) in found]

    # ---- acting
    async def answer(self, widget: Widget, value: object) -> None:
        """Fills in a widget."""
        self.values[widget.id] = (VALUE_FIELDS[widget.kind], value)
        await self._rerun(f"answer {widget.kind}", fragment=widget.fragment)

    async def press(self, widget: Widget) -> None:
        """Presses a button."""
        await self._rerun(f"press {widget.key}", widget, widget.fragment)

    # ---- protocol
    def _message(self, pressed: Widget | None, fragment: str) -> bytes:
        message = BackMsg()
        asked = message.rerun_script
        asked.fragment_id = fragment
        asked.query_string, asked.page_script_hash = self.query, self.page_hash
        asked.context_info.timezone, asked.context_info.locale = "Europe/Amsterdam", "nl-NL"
        asked.context_info.url = f"{self.url}/"
        asked.cached_message_hashes.extend(self.cache)
        live = {getattr(proto, "id", "") for _, proto, *_ in self.elements.values()}
        for widget_id, (field, value) in self.values.items():
            if widget_id in live and value is not None:
                state = asked.widget_states.widgets.add(id=widget_id)
                if field == "string_array_value":
                    state.string_array_value.data.extend(value)
                else:
                    setattr(state, field, value)
        if pressed is not None:
            asked.widget_states.widgets.add(id=pressed.id).trigger_value = True
        return message.SerializeToString()

    async def _rerun(
        self, name: str, pressed: Widget | None = None, fragment: str = "", began: float = 0
    ) -> None:
        assert self.socket is not None
        began = began or time.perf_counter()
        try:
            await self.socket.send(self._message(pressed, fragment))
            async with asyncio.timeout(self.timeout):
                while not self._take(ForwardMsg.FromString(await self.socket.recv())):
                    pass
        except TimeoutError:
            raise Failed(f"no answer within {self.timeout:.0f} s: {name.split()[0]}") from None
        except websockets.ConnectionClosed:
            raise Failed(f"connection closed: {name.split()[0]}") from None
        self.samples.append(Sample(name, time.time(), time.perf_counter() - began))
        if self.exceptions:
            raise Failed(f"exception on the screen: {self.exceptions[-1]}")

    def _take(self, message: ForwardMsg) -> bool:
        """Takes in one message; whether the run is over."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            known = ForwardMsg.FromString(self.cache[message.ref_hash].SerializeToString())
            known.metadata.CopyFrom(message.metadata)
            message, kind = known, known.WhichOneof("type")
        elif message.metadata.cacheable:
            self.cache[message.hash] = message
        if kind == "new_session":
            self.run += 1
            self.session = message.new_session.initialize.session_id
            self.page_hash = message.new_session.page_script_hash
            self.parts = set(getattr(message.new_session, "fragment_ids_this_run", ()))
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            self._draw(message)
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            # Empty after a whole run. Before 1.67 the beginning of a run told it.
            parts = set(message.metadata.run.fragment_ids) if hasattr(message.metadata, "run") else self.parts
            self.elements = {
                path: element
                for path, element in self.elements.items()
                if element[2] == self.run or (parts and element[3] not in parts)
            }
            return True
        return False

    def _draw(self, message: ForwardMsg) -> None:
        path = tuple(message.metadata.delta_path)
        if message.delta.WhichOneof("type") != "new_element":
            self.elements.pop(path, None)
            return
        for inside in [known for known in self.elements if known[: len(path)] == path and known != path]:
            del self.elements[inside]  # it takes the place of a block
        kind = message.delta.new_element.WhichOneof("type")
        proto = getattr(message.delta.new_element, kind)
        if kind == "exception":
            self.exceptions.append(f"{proto.type}: {proto.message}"[:200])
        elif kind == "html" and "dw-trouble" in proto.body:
            self.exceptions.append("our own words for a screen that failed")
        self.elements[path] = (kind, proto, self.run, message.delta.fragment_id)
        if kind in VALUE_FIELDS and getattr(proto, "set_value", False):  # Python set the value: that counts
            self.values.pop(proto.id, None)


async def _body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    """What follows the head of an answer, in pieces or as long as it says."""
    if b"transfer-encoding: chunked" not in head:
        said = re.search(rb"content-length:\s*(\d+)", head)
        return await reader.readexactly(int(said[1])) if said else b""
    pieces = []
    while length := int((await reader.readline()).strip() or b"0", 16):
        pieces.append(await reader.readexactly(length))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(pieces)
