"""The routes beside Streamlit's own: health, downloads, first help, a saved scan on another device, deleting."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from screens.dashboard.routes import PATHS as FIGURE_PATHS
from screens.dashboard.routes import FigureRoutes
from screens.downloads import DOWNLOADS, Download, Visit, empty_paper, text_result_for
from screens.events.routes import PATHS as EVENT_PATHS
from screens.events.routes import EventRoutes
from screens.saved_scans import forget, load, open_carried_answers
from screens.serving import tokens
from screens.serving.assets import Assets
from screens.serving.own_pages import delete_page, help_page, nothing_saved_page, resume_page, text_result_page
from screens.serving.printing import PrintingRoom
from screens.serving.settings import release_dir
from screens.serving.texts import language_of, with_language

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
MOST_CARRIED = 20_000  # characters of answers that a link or file may carry
log = logging.getLogger(__name__)


class Routes:
    """The handlers, and the paths under which they stand."""

    def __init__(self, assets: Assets, printing: PrintingRoom) -> None:
        self.assets = assets
        self.printing = printing

    def all(self) -> list[BaseRoute]:
        """For `st.App(routes=...)`."""
        release_dir().mkdir(parents=True, exist_ok=True)
        return [
            Route("/healthz", self.healthz),
            Route("/hulp", self.first_help),
            Route("/verder", self.resume, methods=["GET", "POST"]),
            Route("/wissen", self.delete, methods=["GET", "POST"]),
            Route("/tekst", self.text_result),
            Route("/papier.pdf", self.empty_paper),
            *(Route(f"/{name}", self.download(name), methods=["GET", "POST"]) for name in DOWNLOADS),
            *EventRoutes(self.assets).all(),
            *FigureRoutes(self.assets).all(),
            Mount("/open-data", StaticFiles(directory=release_dir())),
        ]

    def paths(self) -> tuple[str, ...]:
        """What the front door lets through to these routes."""
        return (
            "/healthz",
            "/hulp",
            "/verder",
            "/wissen",
            "/tekst",
            "/papier.pdf",
            "/open-data/",
            *EVENT_PATHS,
            *FIGURE_PATHS,
            *(f"/{name}" for name in DOWNLOADS),
        )

    async def healthz(self, request: Request) -> Response:
        """Whether the server answers; no word about who uses it."""
        return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})

    async def first_help(self, request: Request) -> Response:
        """First help when hit: plain HTML, there before any app has loaded."""
        language = language_of(request.url.query)
        return HTMLResponse(help_page(self.assets, language, request.query_params.get("bij", "")), headers={"cache-control": "no-cache"})

    async def resume(self, request: Request) -> Response:
        """Exchanges what a link carries after `#` (a token, or answers) for the cookie. No log ever sees that part."""
        language = language_of(request.url.query)
        if request.method == "GET":
            return HTMLResponse(resume_page(self.assets, language), headers=PRIVATE)
        form = await self._form(request)
        token, carried = form.get("token", ""), form.get("answers", "")
        if carried and len(carried) <= MOST_CARRIED:
            token = tokens.new_token()
            opened = await to_thread.run_sync(open_carried_answers, token, carried)
        else:
            opened = tokens.is_token(token)
            if opened and await to_thread.run_sync(load, token) is None:
                # The cookie stays as it is: it may hold the answers of now.
                return HTMLResponse(resume_page(self.assets, language, gone=True), status_code=404, headers=PRIVATE)
        if not opened:
            return HTMLResponse(resume_page(self.assets, language, failed=True), status_code=400, headers=PRIVATE)
        response = RedirectResponse(with_language("/", language), status_code=303, headers=PRIVATE)
        response.headers["set-cookie"] = tokens.set_cookie(token, request.url.scheme == "https", in_frame=False)
        return response

    async def delete(self, request: Request) -> Response:
        """Deletes the saved scan on the server, and the token and everything else of ours in the browser."""
        language = language_of(request.url.query)
        if request.method == "GET":
            return HTMLResponse(delete_page(self.assets, language), headers=PRIVATE)
        await self._form(request)
        if token := tokens.token_in(request.headers.get("cookie", "")):
            await to_thread.run_sync(forget, token)
        headers = {**PRIVATE, "set-cookie": tokens.drop_cookie(), "clear-site-data": '"storage"'}
        return HTMLResponse(delete_page(self.assets, language, done=True), headers=headers)

    def download(self, name: str) -> Callable[[Request], object]:
        """The handler of one download."""

        async def handler(request: Request) -> Response:
            language = language_of(request.url.query)
            token = tokens.token_in(request.headers.get("cookie", ""))
            asked = await self._form(request) if request.method == "POST" else dict(request.query_params)
            visit = Visit(token or "", language, asked, f"{request.url.scheme}://{request.url.netloc}")
            made: Download | None = None
            if token:
                made = await self.printing.make(name, visit)
            if made is None:
                return HTMLResponse(nothing_saved_page(self.assets, language), status_code=404, headers=PRIVATE)
            shown = "inline" if request.query_params.get("toon") else "attachment"
            disposition = f'{shown}; filename="{made.filename}"'
            return Response(made.body, media_type=made.media_type, headers={**PRIVATE, "content-disposition": disposition})

        return handler

    async def text_result(self, request: Request) -> Response:
        """The result as plain text, which any program reads aloud and any printer prints."""
        language = language_of(request.url.query)
        token = tokens.token_in(request.headers.get("cookie", ""))
        body = await to_thread.run_sync(text_result_for, token, language) if token else None
        page = text_result_page(self.assets, language, body) if body else nothing_saved_page(self.assets, language)
        return HTMLResponse(page, status_code=200 if body else 404, headers=PRIVATE)

    async def empty_paper(self, request: Request) -> Response:
        """The quick scan to fill in by pen: also for who cannot reach the app behind these pages."""
        language = language_of(request.url.query)
        body = await to_thread.run_sync(empty_paper, language)
        headers = {"cache-control": "public, max-age=300", "content-disposition": 'inline; filename="scan-op-papier.pdf"'}
        return Response(body, media_type="application/pdf", headers=headers)

    async def _form(self, request: Request) -> dict[str, str]:
        """Fields of a form that one of our own pages sent.

        Raises HTTPException 403 for a form of another site: it could put its own token in a visitor's browser.
        """
        origin = request.headers.get("origin")
        if origin is None or urlsplit(origin).netloc != request.headers.get("host"):
            raise HTTPException(403)
        return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
