"""How the server is doing: whether it is alive, per part for who watches it, and for the team on a page."""

from __future__ import annotations

import time
from hmac import compare_digest
from threading import Lock

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from data.folders import folders
from data.last_day import confirm_day, is_certain
from data.operation.state import Part, parts_of, worst
from screens.events import access
from screens.session.request_language import language_of, with_language
from screens.session.settings import metrics_key, release_dir
from web.assets import Assets
from web.metrics import metrics
from web.pages.error_pages import not_found
from web.pages.state import state_page
from web.routes.forms import own_form

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
FRESH_SECONDS = 5.0  # whoever asks more often gets the same answer: each look reads five files and writes one
PAGE = "/team/toestand"


class StateRoutes:
    """The handlers. What `/readyz` tells is for everybody who can reach it: nothing of respondents, no path."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets
        self._looking = Lock()
        self._seen: tuple[float, tuple[Part, ...]] | None = None

    def all(self) -> list[BaseRoute]:
        """For `st.App(routes=...)`."""
        return [
            Route("/healthz", self.healthz),
            Route("/readyz", self.readyz),
            Route("/metrics", self.metrics),
            Route(PAGE, self.page, methods=["GET", "POST"]),
        ]

    async def healthz(self, request: Request) -> Response:
        """Whether the server answers; no word about who uses it."""
        return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})

    async def readyz(self, request: Request) -> Response:
        """How each part is doing, and what to do; 503 as soon as one of them is wrong."""
        language = language_of(request.scope)
        parts = await to_thread.run_sync(self._lately)
        told = [
            {
                "part": part.name,
                "status": part.level,
                "told": part.told.say(language),
                "todo": part.todo.say(language) if part.todo else "",
            }
            for part in parts
        ]
        status = worst(parts)
        return JSONResponse(
            {"status": status, "parts": told}, status_code=503 if status == "wrong" else 200, headers=PRIVATE
        )

    async def metrics(self, request: Request) -> Response:
        """Figures for a monitor that has the key (METRICS_KEY); without one set there is no such address."""
        key = metrics_key()
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not key or not compare_digest(given.encode(), key.encode()):
            return not_found(self.assets, language_of(request.scope))
        told = await to_thread.run_sync(lambda: metrics(folders(), self._lately()))
        return Response(told, media_type="text/plain; version=0.0.4; charset=utf-8", headers=PRIVATE)

    def _lately(self) -> tuple[Part, ...]:
        with self._looking:
            if self._seen is None or time.monotonic() - self._seen[0] > FRESH_SECONDS:
                self._seen = time.monotonic(), parts_of(folders(), release_dir())
            return self._seen[1]

    async def page(self, request: Request) -> Response:
        """The same for the programme team, who can confirm the date there."""
        language = language_of(request.scope)
        account = await to_thread.run_sync(access.signed_in, request.headers.get("cookie", ""))
        if account is None or account.role != "team":
            response = not_found(self.assets, language)
            response.headers.update(PRIVATE)
            return response
        if request.method == "POST":
            await own_form(request)
            await to_thread.run_sync(confirm_day)
            self._seen = None
            return RedirectResponse(with_language(PAGE, language), status_code=303, headers=PRIVATE)
        parts = await to_thread.run_sync(parts_of, folders(), release_dir())
        certain = await to_thread.run_sync(is_certain)
        return HTMLResponse(state_page(self.assets, language, parts, in_doubt=not certain), headers=PRIVATE)
