"""The websocket between a tab and Streamlit, as it passes the gate."""

from __future__ import annotations

import asyncio
import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.gate.crowd import Crowd
from web.gate.messages import NOT_ALLOWED, Refused, sift
from web.gate.origin import from_here
from web.gate.pace import Pace
from web.gate.sessions import BoundSessions, asked_back, session_in, without_asking

# Messages of one tab: somebody who types answers on paper by number makes five a second.
AT_ONCE, PER_SECOND = 60, 15
# Of those, whole screens: ten times the work of an answer.
SCREENS_AT_ONCE, SCREENS_PER_SECOND = 30, 1.5
FULL = 1013  # try again later
FIRST_FRAMES = 20  # a session says who it is in the first
log = logging.getLogger(__name__)


class StreamGate:
    """One for the server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.sessions, self.crowd = BoundSessions(), Crowd()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection, from its handshake to its end."""
        headers = from_here(scope)
        if headers is None:
            await send({"type": "websocket.close", "code": NOT_ALLOWED})
            return
        with self.crowd.one_more(scope) as room:
            if not room:
                await send({"type": "websocket.close", "code": FULL})
                return
            scope = {**scope, "headers": headers}
            wanted = asked_back(scope)
            if wanted and not self.sessions.is_of(wanted, scope):
                scope, wanted = without_asking(scope), ""
            line = _Line(self.sessions, scope, wanted, receive, send)
            await self.app(scope, line.receive, line.send)


class _Line:
    """What is said in one connection, in both directions."""

    def __init__(
        self, sessions: BoundSessions, scope: Scope, session: str, receive: Receive, send: Send
    ) -> None:
        self._sessions, self._scope, self._receive, self._send = sessions, scope, receive, send
        self._looks = FIRST_FRAMES
        self._closed = False
        self._messages, self._screens = Pace(AT_ONCE, PER_SECOND), Pace(SCREENS_AT_ONCE, SCREENS_PER_SECOND)
        if session:
            self._bind(session)

    def _bind(self, session: str) -> None:
        self._sessions.bind(session, self._scope)
        self._looks = 0

    async def receive(self) -> Message:
        """The next message that may pass. Who says too much waits, and with that stops being read."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            wait = self._messages.wait()
            try:
                passed = sift(message.get("bytes"))
            except Refused as refused:
                log.info("a connection was closed: %s", refused.code)
                self._closed = True
                await self._send({"type": "websocket.close", "code": refused.code})
                return {"type": "websocket.disconnect", "code": refused.code}
            if passed and passed[1]:
                wait = max(wait, self._screens.wait())
            if wait:
                await asyncio.sleep(wait)
            if passed:
                return {"type": "websocket.receive", "bytes": passed[0]}

    async def send(self, message: Message) -> None:
        """Passes on what Streamlit says, until the connection was closed by us."""
        if self._closed:
            return
        if self._looks and (frame := message.get("bytes")):
            self._looks -= 1
            if session := session_in(frame):
                self._bind(session)
        await self._send(message)
