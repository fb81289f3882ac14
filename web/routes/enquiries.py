"""Routes for who answers questions for somebody else: by a link with a token of its own, without an account.

Whoever comes here sees the questions that were asked and nothing else of the scan. A link that was withdrawn
or is over opens nothing.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from sqlite3 import Error

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from data import clock
from data.enquiries import answer_enquiry, open_enquiry
from data.safekeeping.sealed_text import TextTooLarge
from data.tokens import is_token
from questionnaire.saved_scans.enquiry import as_asked, as_text, read_asked, read_reply
from scoring.editions.current import on_edition
from scoring.loading import load_content
from screens.session.cookies import enquiry_cookie
from screens.session.request_language import language_of, with_language
from web.assets import Assets
from web.pages.enquiry import Form, Put, closed_page, open_page, questions_page, thanks_page
from web.routes.forms import own_form

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
MOST_SENT = 30_000  # bytes of a form: sixty answers, a name and a note
PATH = "/antwoord/vragen"
log = logging.getLogger(__name__)


def find(token: str, language: str) -> Put | None:
    """What is asked under this token, in one language; None when the link opens nothing."""
    found = open_enquiry(token)
    asked = read_asked(found.asked) if found else None
    if found is None or asked is None:
        return None
    with on_edition(asked.edition or None):
        items = as_asked(load_content(language=language).questionnaire, asked)
    return Put(asked, items, found.until, read_reply(found.answered)) if items else None


class EnquiryRoutes:
    """The handlers."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets

    def all(self) -> list[BaseRoute]:
        """For `st.App(routes=...)`."""
        return [
            Route("/antwoord", self.enter, methods=["GET", "POST"]),
            Route(PATH, self.questions, methods=["GET", "POST"]),
        ]

    async def enter(self, request: Request) -> Response:
        """Exchanges the token behind `#` for a cookie that knows these questions alone."""
        language = language_of(request.scope)
        if request.method == "GET":
            return HTMLResponse(open_page(self.assets, language), headers=PRIVATE)
        token = (await own_form(request)).get("token", "")
        if not is_token(token) or await to_thread.run_sync(find, token, language) is None:
            return self._closed(language)
        response = RedirectResponse(with_language(PATH, language), status_code=303, headers=PRIVATE)
        enquiry_cookie.put(response, token, request.scope)
        return response

    async def questions(self, request: Request) -> Response:
        """The questions; what is sent is kept until whoever asked takes it over."""
        language = language_of(request.scope)
        token = enquiry_cookie.of(request.scope)
        put = await to_thread.run_sync(find, token, language) if token else None
        if token is None or put is None:
            return self._closed(language)
        if request.method == "GET":
            if request.query_params.get("klaar") and put.reply:
                return HTMLResponse(thanks_page(self.assets, language, put), headers=PRIVATE)
            form = Form.of_reply(put, clock.today(), language)
            return HTMLResponse(questions_page(self.assets, language, put, form), headers=PRIVATE)
        form = Form.sent(put, await own_form(request, MOST_SENT), clock.today(), language)
        if form.wrong:
            page = questions_page(self.assets, language, put, form)
            return HTMLResponse(page, status_code=400, headers=PRIVATE)
        try:
            kept = await to_thread.run_sync(answer_enquiry, token, as_text(form.reply()))
        except (OSError, Error, TextTooLarge):
            log.exception("an answer to an enquiry could not be saved")
            page = questions_page(self.assets, language, put, replace(form, trouble=True))
            return HTMLResponse(page, status_code=503, headers=PRIVATE)
        if not kept:
            return self._closed(language)
        return RedirectResponse(with_language(PATH, language, klaar="1"), status_code=303, headers=PRIVATE)

    def _closed(self, language: str) -> Response:
        return HTMLResponse(closed_page(self.assets, language), status_code=404, headers=PRIVATE)
