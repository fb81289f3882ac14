"""The routes beside Streamlit's own: downloads, first help, a saved scan on another device, deleting."""

from __future__ import annotations

import logging
from collections.abc import Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from data import clock
from data.region import load_region, security_txt
from data.tokens import is_token, new_token
from screens.downloads.requests import DOWNLOADS, Download, DownloadRequest, empty_paper, text_result_for
from screens.session.addresses import sites_for
from screens.session.cookies import scan_cookie
from screens.session.request_language import COOKIE as LANGUAGE_COOKIE
from screens.session.request_language import language_of, with_language
from screens.session.saved_scans import NothingFits, forget, load, open_carried_answers
from web.assets import Assets
from web.download_worker import DownloadWorker
from web.pages.about import about_page, sample_page
from web.pages.error_pages import not_found
from web.pages.first_help import place_of
from web.pages.static import (
    delete_page,
    help_page,
    nothing_chosen_page,
    nothing_saved_page,
    resume_page,
    text_result_page,
)
from web.routes.adviser import AdviserRoutes
from web.routes.enquiries import EnquiryRoutes
from web.routes.events import EventRoutes
from web.routes.figures import FigureRoutes
from web.routes.forms import own_form
from web.routes.look import LookRoutes
from web.routes.open_data import OpenDataRoutes
from web.routes.state import StateRoutes
from web.routes.statement import StatementRoutes
from web.routes.studio import StudioRoutes

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
STATEMENT = "verklaring.pdf"
MOST_CARRIED = 20_000  # characters of answers that a link or file may carry
log = logging.getLogger(__name__)


class Routes:
    """The handlers, and the paths under which they stand: what is not in `all` is not there."""

    def __init__(self, assets: Assets, worker: DownloadWorker) -> None:
        self.assets = assets
        self.worker = worker

    def all(self) -> list[BaseRoute]:
        """For `st.App(routes=...)`."""
        return [
            *StateRoutes(self.assets).all(),
            *StudioRoutes(self.assets).all(),
            Route("/hulp", self.first_help),
            Route("/over", self.about),
            Route("/voorbeeld", self.sample),
            Route("/verder", self.resume, methods=["GET", "POST"]),
            Route("/wissen", self.delete, methods=["GET", "POST"]),
            Route("/tekst", self.text_result),
            Route("/papier.pdf", self.empty_paper),
            *(Route(f"/{name}", self.download(name), methods=["GET", "POST"]) for name in DOWNLOADS),
            *EnquiryRoutes(self.assets).all(),
            *LookRoutes(self.assets).all(),
            *StatementRoutes(self.assets).all(),
            *AdviserRoutes(self.assets).all(),
            *EventRoutes(self.assets).all(),
            *FigureRoutes(self.assets).all(),
            Route("/.well-known/security.txt", self.security_txt),
            *OpenDataRoutes().all(),
        ]

    async def about(self, request: Request) -> Response:
        """Who asks this, and how it works."""
        page = await to_thread.run_sync(about_page, self.assets, language_of(request.scope))
        return HTMLResponse(page, headers={"cache-control": "no-cache"})

    async def sample(self, request: Request) -> Response:
        """A page of advice for a made-up business."""
        page = await to_thread.run_sync(sample_page, self.assets, language_of(request.scope))
        return HTMLResponse(page, headers={"cache-control": "no-cache"})

    async def security_txt(self, request: Request) -> Response:
        """Where to report a weak spot (RFC 9116), from data/region.yaml; 404 where that names nobody."""
        told = load_region().security
        if (
            told is None or told.expires < clock.today()
        ):  # after that day researchers are told not to rely on it
            return not_found(self.assets, language_of(request.scope))
        text = security_txt(told, sites_for(str(request.base_url)).home)
        return Response(
            text, media_type="text/plain; charset=utf-8", headers={"cache-control": "public, max-age=3600"}
        )

    async def first_help(self, request: Request) -> Response:
        """First help when hit: plain HTML, there before any app has loaded. A link to one type of crime (`bij`) goes on
        to its place in the page; what was picked there never comes here.
        """
        language = language_of(request.scope)
        crime = request.query_params.get("bij", "")
        place = await to_thread.run_sync(place_of, crime, language) if crime else ""
        if place not in ("", crime):
            address = f"{with_language('/hulp', language)}#{place}"
            return RedirectResponse(address, status_code=303, headers={"cache-control": "no-cache"})
        page = await to_thread.run_sync(help_page, self.assets, language, place)
        return HTMLResponse(page, headers={"cache-control": "no-cache"})

    async def resume(self, request: Request) -> Response:
        """Exchanges what a link carries after `#` (a token, or answers) for the cookie. No log ever sees that
        part.
        """
        language = language_of(request.scope)
        if request.method == "GET":
            known = scan_cookie.of(request.scope)
            replaced = await to_thread.run_sync(load, known) if known else None
            return HTMLResponse(
                resume_page(self.assets, language, replaced=len(replaced.answers) if replaced else 0),
                headers=PRIVATE,
            )
        form = await own_form(request, 4 * MOST_CARRIED)
        token, carried = form.get("token", ""), form.get("answers", "")
        if carried and len(carried) <= MOST_CARRIED:
            token = new_token()
            try:
                opened = await to_thread.run_sync(open_carried_answers, token, carried)
            except NothingFits:
                return HTMLResponse(
                    resume_page(self.assets, language, "nothing_fits"), status_code=400, headers=PRIVATE
                )
        else:
            opened = is_token(token)
            if opened and await to_thread.run_sync(load, token) is None:
                # The cookie stays as it is: it may hold the answers of now.
                return HTMLResponse(
                    resume_page(self.assets, language, "gone"), status_code=404, headers=PRIVATE
                )
        if not opened:
            return HTMLResponse(
                resume_page(self.assets, language, "unreadable"), status_code=400, headers=PRIVATE
            )
        response = RedirectResponse(with_language("/", language), status_code=303, headers=PRIVATE)
        scan_cookie.put(response, token, request.scope)
        return response

    async def delete(self, request: Request) -> Response:
        """Deletes the saved scan on the server, and the token and everything else of ours in the browser."""
        language = language_of(request.scope)
        if request.method == "GET":
            return HTMLResponse(delete_page(self.assets, language), headers=PRIVATE)
        await own_form(request)
        if token := scan_cookie.of(request.scope):
            await to_thread.run_sync(forget, token)
        headers = {**PRIVATE, "clear-site-data": '"storage"'}
        response = HTMLResponse(delete_page(self.assets, language, done=True), headers=headers)
        scan_cookie.drop(response, request.scope)
        response.delete_cookie(LANGUAGE_COOKIE)
        return response

    def download(self, name: str) -> Callable[[Request], object]:
        """The handler of one download."""

        async def handler(request: Request) -> Response:
            language = language_of(request.scope)
            token = scan_cookie.of(request.scope)
            asked = await own_form(request) if request.method == "POST" else dict(request.query_params)
            visit = DownloadRequest(token or "", language, asked, str(request.base_url))
            made: Download | None = None
            if token:
                made = await self.worker.make(name, visit)
            if made is None and token and name == STATEMENT:
                saved = await to_thread.run_sync(load, token)
                if saved is not None and saved.finished:
                    page = nothing_chosen_page(self.assets, language)
                    return HTMLResponse(page, status_code=400, headers=PRIVATE)
            if made is None:
                return HTMLResponse(
                    nothing_saved_page(self.assets, language), status_code=404, headers=PRIVATE
                )
            shown = "inline" if request.query_params.get("toon") else "attachment"
            disposition = f'{shown}; filename="{made.filename}"'
            return Response(
                made.body, media_type=made.media_type, headers={**PRIVATE, "content-disposition": disposition}
            )

        return handler

    async def text_result(self, request: Request) -> Response:
        """The result as plain text, which any program reads aloud and any printer prints."""
        language = language_of(request.scope)
        token = scan_cookie.of(request.scope)
        body = await to_thread.run_sync(text_result_for, token, language) if token else None
        page = (
            text_result_page(self.assets, language, body)
            if body
            else nothing_saved_page(self.assets, language)
        )
        return HTMLResponse(page, status_code=200 if body else 404, headers=PRIVATE)

    async def empty_paper(self, request: Request) -> Response:
        """The quick scan to fill in by pen: also for who cannot reach the app behind these pages."""
        language = language_of(request.scope)
        body = await to_thread.run_sync(empty_paper, language)
        headers = {
            "cache-control": "public, max-age=300",
            "content-disposition": 'inline; filename="scan-op-papier.pdf"',
        }
        return Response(body, media_type="application/pdf", headers=headers)
