"""The front door: middleware around Streamlit. What is not named here or in the routes is not there."""

from __future__ import annotations

import asyncio
import gzip
from contextlib import suppress
from functools import lru_cache
from urllib.parse import unquote

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from screens.serving import tokens
from screens.serving.assets import YEAR, Assets
from screens.serving.first_page import FirstPages, screen_addresses
from screens.serving.headers import security_headers
from screens.serving.hosts import allowed_hosts, is_allowed
from screens.serving.pieces import is_used
from screens.serving.static_page import another_name, not_found
from screens.serving.streamlit_files import OPEN_PATHS
from screens.serving.texts import language_of

Headers = dict[bytes, bytes]
PACKED = (".pdf", ".png", ".xlsx", ".zip")


class Door:
    """Lets respondents in one by one, one per turn of the event loop, and a few messages of who is in.

    When 200 phones come back at the same moment, the server would not answer anybody else for half a second. While there
    are people at the door, who just came in waits with what they ask: a screen that is being drawn holds Python's lock,
    and every step of every connection would wait for it.
    """

    MESSAGES = 8  # per turn: a full room sends 250 a second, and while screens are drawn a turn takes several milliseconds
    PATIENCE_SECONDS = 0.5  # then messages go on in any case: a door that is never quiet must not stop the room

    def __init__(self) -> None:
        self._one, self._few = asyncio.Lock(), asyncio.Semaphore(self.MESSAGES)
        self._waiting = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def enter(self) -> None:
        """Returns when it is this one's turn."""
        self._waiting += 1
        self._quiet.clear()
        try:
            async with self._one:
                await asyncio.sleep(0)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._quiet.set()

    def paced(self, receive: Receive) -> Receive:
        """The same messages, each in its turn."""

        async def receive_in_turn() -> Message:
            message = await receive()
            if self._waiting:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._quiet.wait(), self.PATIENCE_SECONDS)
            async with self._few:
                await asyncio.sleep(0)
            return message

        return receive_in_turn


class Front:
    """Answers first pages and assets itself, adds the security headers to all, and lets only known paths through."""

    def __init__(self, app: ASGIApp, assets: Assets, own_paths: tuple[str, ...]) -> None:
        self.app = app
        self.assets = assets
        self.pages = FirstPages(assets)
        self.screens = screen_addresses()
        self.own_paths = own_paths
        self.hosts = allowed_hosts()
        self.headers = lru_cache(maxsize=500)(security_headers)
        self.door = Door() if is_used("door") else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or websocket."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        welcome = is_allowed(host, self.hosts) or scope["path"].startswith(("/healthz", "/huisstijl/"))  # who watches asks by number
        if scope["type"] == "websocket" and scope["path"] == "/_stcore/stream" and welcome:
            if self.door:
                await self.door.enter()
                receive = self.door.paced(receive)
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        security = self.headers(host, scope["scheme"] == "https")

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                have = {name for name, _ in message["headers"]}
                message["headers"] = [pair for pair in message["headers"] if pair[0] != b"server"]
                message["headers"] += [pair for pair in security if pair[0] not in have]
            await send(message)

        if scope["path"].endswith(PACKED):
            # Streamlit would spend 50 ms of processor on squeezing what is squeezed already.
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        answer = self._answer(scope, headers) if welcome else another_name(self.assets, _language(scope))
        await (answer or self.app)(scope, receive, send_secured)

    def _answer(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer that needs no Streamlit; None when the request goes on to it or to a route of ours."""
        path = scope["path"]
        if scope["method"] in ("GET", "HEAD"):
            if path in self.screens:
                return self._first_page(scope, headers)
            if path.startswith(("/static/", "/huisstijl/")):
                asset = self.assets.find(unquote(path), b"br" in headers.get(b"accept-encoding", b""))
                if asset:
                    coding = {"content-encoding": "br"} if asset.compressed else {}
                    kept = {"cache-control": YEAR, "vary": "accept-encoding", "content-type": asset.media_type}
                    return Response(asset.body, headers={**kept, **coding})
        if path.startswith(OPEN_PATHS) or path.startswith(self.own_paths):
            return None
        return not_found(self.assets, _language(scope))

    def _first_page(self, scope: Scope, headers: Headers) -> Response:
        page = self.pages.render(scope["path"], _language(scope))
        about = {"cache-control": "no-cache", "vary": "accept-encoding", "content-type": "text/html; charset=utf-8"}
        if b"gzip" in headers.get(b"accept-encoding", b""):
            page, about = gzip.compress(page, 6), {**about, "content-encoding": "gzip"}
        response = Response(page, headers=about)
        known = tokens.token_in(headers.get(b"cookie", b"").decode("latin-1"))
        framed = headers.get(b"sec-fetch-dest") == b"iframe" and headers.get(b"sec-fetch-site") == b"cross-site"
        # Also when it is there already: each visit keeps it for longer.
        cookie = tokens.set_cookie(known or tokens.new_token(), scope["scheme"] == "https", framed)
        response.headers["set-cookie"] = cookie
        return response


def _language(scope: Scope) -> str:
    return language_of(scope["query_string"].decode("latin-1"))
