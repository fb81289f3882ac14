"""The route on which a statement is checked. The code is in the form alone, never in an address; nothing is kept."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from data.release.statement import NotSound, opened
from screens.session.request_language import language_of
from web.assets import Assets
from web.pages.statement import check_page
from web.routes.forms import own_form

PATH = "/controleer"
PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}


class StatementRoutes:
    """The handlers."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets

    def all(self) -> list[BaseRoute]:
        """For `st.App(routes=...)`."""
        return [Route(PATH, self.check, methods=["GET", "POST"])]

    async def check(self, request: Request) -> Response:
        """The question; or the text again, or why it does not count."""
        language = language_of(request.scope)
        if request.method == "GET":
            return HTMLResponse(check_page(self.assets, language), headers=PRIVATE)
        typed = (await own_form(request)).get("code", "").strip()
        # A whole address may be pasted; the code is what stands last in it. Mail breaks long ones over lines.
        code = "".join(typed.rpartition("#v=")[2].split())
        try:
            statement = await to_thread.run_sync(opened, code)
        except NotSound as refused:
            page = check_page(self.assets, language, refused=refused)
            return HTMLResponse(page, status_code=400, headers=PRIVATE)
        return HTMLResponse(check_page(self.assets, language, statement), headers=PRIVATE)
