"""The front door: middleware around Streamlit. What is not named here or in the routes is not there."""

from __future__ import annotations

import asyncio
import gzip
import logging
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from urllib.parse import parse_qs, quote, unquote

from anyio import to_thread
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.tokens import new_token
from screens.session.cookies import scan_cookie
from screens.session.hosts import allowed_hosts, is_allowed
from screens.session.request_language import language_cookie, language_in, language_of
from screens.session.saved_scans import was_wiped
from screens.streamlit_patches.front_end_files import OPEN_PATHS
from screens.streamlit_patches.pieces import is_used
from web.assets import YEAR, Assets
from web.gate.origin import from_here, without_origin
from web.gate.requests import RequestGate, bounded
from web.gate.stream import StreamGate
from web.pages.error_pages import another_name, changed_link_page, error_page, mended_link
from web.pages.first_page import FirstPages, screen_addresses
from web.security_headers import security_headers

Headers = dict[bytes, bytes]
PACKED = (".pdf", ".png", ".xlsx", ".zip")
log = logging.getLogger(__name__)


class ConnectionPacer:
    """Lets respondents in one by one, one per turn of the event loop, and a few messages of who is in.

    When 200 phones come back at the same moment, the server would not answer anybody else for half a second.
    While there are people at the door, who just came in waits with what they ask: a screen that is being
    drawn holds Python's lock, and every step of every connection would wait for it.
    """

    MESSAGES = 8  # per turn: a full room sends 250 a second, and while screens are drawn a turn takes several milliseconds
    PATIENCE_SECONDS = (
        0.5  # then messages go on in any case: a door that is never quiet must not stop the room
    )

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


class FrontMiddleware:
    """Answers first pages and assets itself, adds the security headers to all, and lets only known paths
    through.

    A path is known when it is one of a screen, when a route of ours takes it, or when a browser needs it of
    Streamlit.
    """

    def __init__(self, app: ASGIApp, assets: Assets, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.assets = assets
        self.pages = FirstPages(assets)
        self.routes = routes
        self.hosts = allowed_hosts()
        self.headers = lru_cache(maxsize=500)(security_headers)
        self.door = ConnectionPacer() if is_used("door") else None
        self.stream = StreamGate(self._through_door)
        self.requests = RequestGate(self.stream.sessions)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or websocket."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        by_number = scope["path"] in ("/healthz", "/readyz", "/metrics") or scope["path"].startswith(
            "/huisstijl/"
        )  # as who watches asks
        welcome = by_number or is_allowed(host, self.hosts)
        if scope["type"] == "websocket" and scope["path"] == "/_stcore/stream" and welcome:
            await self.stream(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        security = self.headers(host, scope["scheme"] == "https") + _remembered(scope, headers)
        begun = False

        async def send_secured(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                have = {name for name, _ in message["headers"]}
                message["headers"] = [pair for pair in message["headers"] if pair[0] != b"server"]
                message["headers"] += [p for p in security if p[0] not in have or p[0] == b"set-cookie"]
            await send(message)

        if scope["path"].endswith(PACKED):
            # Streamlit would spend 50 ms of processor on squeezing what is squeezed already.
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        try:
            answer = self._refusal(scope, welcome) or await self._answer(scope, headers)
            if answer is not None:
                await answer(scope, receive, send_secured)
                return
            if _is_streamlits(scope["path"]) and from_here(scope) is None:
                scope = without_origin(scope)
            body = bounded(receive, self.requests.most(scope))
            await self.app(scope, body, self._in_words(scope, receive, send_secured))
        except Exception:
            if begun:
                raise
            log.exception("a request failed")
            await error_page(self.assets, _language(scope), 500)(scope, receive, send_secured)

    def _refusal(self, scope: Scope, welcome: bool) -> Response | None:
        """The page for a request that nobody needs to look at; None for one that may go on."""
        if not welcome:
            return another_name(self.assets, _language(scope))
        refused = self.requests.refusal(scope)
        return error_page(self.assets, _language(scope), refused) if refused else None

    async def _through_door(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A connection that passed the gate, in its turn."""
        if self.door:
            await self.door.enter()
            receive = self.door.paced(receive)
        await self.app(scope, receive, send)

    def _in_words(self, scope: Scope, receive: Receive, send: Send) -> Send:
        """Sends on what is answered, with a page of ours in place of a bare English word."""
        streamlits = _is_streamlits(scope["path"])
        for_scripts = scope["path"].startswith("/_stcore/")  # they read the status
        instead: Response | None = None

        async def send_in_words(message: Message) -> None:
            nonlocal instead
            if message["type"] == "http.response.start":
                is_page, status = (
                    dict(message["headers"]).get(b"content-type", b"").startswith(b"text/html"),
                    message["status"],
                )
                if streamlits and is_page and status == 200:
                    status, is_page = (
                        404,
                        False,
                    )  # what Streamlit does not know it answers with its own first page
                if status >= 400 and not is_page and not (for_scripts and message["status"] >= 400):
                    instead = error_page(self.assets, _language(scope), status)
                    kept = [
                        pair
                        for pair in message["headers"]
                        if not pair[0].startswith((b"content-", b"cache-control"))
                    ]
                    instead.raw_headers += kept
            if instead is None:
                await send(message)
            elif message["type"] == "http.response.body" and not message.get("more_body"):
                await instead(scope, receive, send)

        return send_in_words

    async def _answer(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer that needs no Streamlit; None when the request goes on to it or to a route of ours."""
        path, query = scope["path"], scope["query_string"].decode("latin-1")
        reads = scope["method"] in ("GET", "HEAD")
        if path in (screens := screen_addresses()):
            return (
                await self._first_page(scope, headers) if reads else self._wrong_way(scope, {"GET", "HEAD"})
            )
        if reads and (meant := mended_link(path, query)):
            return changed_link_page(self.assets, *meant)
        if reads and path.startswith(("/static/", "/huisstijl/")):
            asset = self.assets.find(unquote(path), b"br" in headers.get(b"accept-encoding", b""))
            if asset:
                coding = {"content-encoding": "br"} if asset.compressed else {}
                kept = {"cache-control": YEAR, "vary": "accept-encoding", "content-type": asset.media_type}
                return Response(asset.body, headers={**kept, **coding})
        taken, allowed = self._routed(scope, path)
        if allowed and not taken:  # left to Streamlit, it would answer with its first page
            return self._wrong_way(scope, allowed)
        if taken or _is_streamlits(path):
            return None
        for other in (path.rstrip("/"), f"{path}/") if reads and path.strip("/") else ():
            if other != path and (other in screens or self._routed(scope, other)[0]):
                return RedirectResponse(quote(other) + (f"?{query}" if query else ""), status_code=307)
        return error_page(self.assets, _language(scope))

    def _routed(self, scope: Scope, path: str) -> tuple[bool, set[str]]:
        """Whether a route of ours takes this request, and the methods of those that take its path by another
        one.
        """
        allowed: set[str] = set()
        for route in self.routes:
            found = route.matches({**scope, "path": path})[0]
            if found is Match.FULL:
                return True, set()
            if found is Match.PARTIAL and isinstance(route, Route):
                allowed |= route.methods or set()
        return False, allowed

    def _wrong_way(self, scope: Scope, allowed: set[str]) -> Response:
        response = error_page(self.assets, _language(scope), 405)
        response.headers["allow"] = ", ".join(sorted(allowed))
        return response

    async def _first_page(self, scope: Scope, headers: Headers) -> Response:
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        is_new = scan_cookie.of(scope) is None and not {"event", "kiosk"} & asked.keys()
        page = self.pages.render(scope["path"], _language(scope), is_new)
        about = {
            "cache-control": "no-cache",
            "vary": "accept-encoding, accept-language, cookie",
            "content-type": "text/html; charset=utf-8",
        }
        if b"gzip" in headers.get(b"accept-encoding", b""):
            page, about = gzip.compress(page, 6), {**about, "content-encoding": "gzip"}
        response = Response(page, headers=about)
        # Also when it is there already: each visit keeps it for longer.
        scan_cookie.put(response, await _good_token(scope) or new_token(), scope)
        return response


def _language(scope: Scope) -> str:
    return language_of(scope)


def _remembered(scope: Scope, headers: Headers) -> list[tuple[bytes, bytes]]:
    """The cookie with the language that a link of our own pages asked for, so that the next page has it too."""
    asked = language_in(scope["query_string"].decode("latin-1"))
    if asked is None or headers.get(b"sec-fetch-site") != b"same-origin":
        return []
    if headers.get(b"sec-fetch-mode") != b"navigate":
        return []
    return [(b"set-cookie", language_cookie(asked, scope["scheme"] == "https").encode())]


def _is_streamlits(path: str) -> bool:
    """Whether a browser needs this path of Streamlit: one that is named, or anything inside a folder that is
    named.
    """
    return any(path.startswith(known) if known.endswith("/") else path == known for known in OPEN_PATHS)


async def _good_token(scope: Scope) -> str | None:
    """The token that came along; None without one, and for one that was wiped: perhaps in another browser, by
    another process.
    """
    token = scan_cookie.of(scope)
    return None if token is None or await to_thread.run_sync(was_wiped, token) else token
