"""The adviser's sheet: a page that keeps nothing here, and the route that opens one more conversation."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from data.tokens import new_token
from questionnaire.saved_scans.saved_scan import SavedScan
from screens.conversation import mark_of
from screens.session.request_language import language_of
from screens.session.saved_scans import save
from web.assets import Assets
from web.pages.adviser import adviser_page
from web.routes.forms import own_form

PATH = "/adviseur"
PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}


class AdviserRoutes:
    """The handlers."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets

    def all(self) -> list[BaseRoute]:
        """For `st.App(routes=...)`."""
        return [Route(PATH, self.sheet, methods=["GET"]), Route(PATH, self.begin, methods=["POST"])]

    async def sheet(self, request: Request) -> Response:
        """The page; the conversations on it are in the browser alone."""
        return HTMLResponse(adviser_page(self.assets, language_of(request.scope)), headers=PRIVATE)

    async def begin(self, request: Request) -> Response:
        """An empty scan for one more conversation: its token, and the mark by which its tab knows its name. The
        name itself never comes here.
        """
        await own_form(request)
        token = new_token()
        await to_thread.run_sync(save, token, SavedScan(advised=True))
        return JSONResponse({"token": token, "mark": mark_of(token)}, headers=PRIVATE)
