"""The route on which somebody has the scan look at their own domain. Nothing of it is kept or logged."""

from __future__ import annotations

from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from data import clock
from evidence.limits import AT_ONCE, NotNow
from evidence.looking import look_at
from evidence.network.names import NotADomain, own_domain
from evidence.records import records_for
from evidence.settings import may_look
from screens.session.request_language import language_of, texts
from web.assets import Assets
from web.pages.look import look_page, off_page
from web.routes.forms import own_form

PATH = "/kijk"
PRIVATE = {"cache-control": "no-store"}


class LookRoutes:
    """The handlers."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets
        # Workers of its own: who waits for a far server takes none from respondents.
        self._workers = CapacityLimiter(AT_ONCE)

    def all(self) -> list[BaseRoute]:
        """For `st.App(routes=...)`."""
        return [Route(PATH, self.look, methods=["GET", "POST"])]

    async def look(self, request: Request) -> Response:
        """The question, or what was seen. The domain is in the form alone, never in an address."""
        language = language_of(request.scope)
        if not may_look():
            return HTMLResponse(off_page(self.assets, language), status_code=404)
        if request.method == "GET":
            return HTMLResponse(look_page(self.assets, language))
        typed = (await own_form(request)).get("domein", "")
        connection = request.client.host if request.client else None
        try:
            seeing = partial(look_at, typed, clock.today(), connection=connection)
            seen = await to_thread.run_sync(seeing, limiter=self._workers)
        except (NotADomain, NotNow) as error:
            page = look_page(self.assets, language, typed, problem=texts(language)(error.sentence))
            status = 400 if isinstance(error, NotADomain) else 429
            return HTMLResponse(page, status_code=status, headers=PRIVATE)
        records = records_for(seen, own_domain(typed).name)
        return HTMLResponse(
            look_page(self.assets, language, typed, seen=seen, records=records), headers=PRIVATE
        )
