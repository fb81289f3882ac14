"""The second step of signing in: the code that follows the password, and turning it on and off."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from data.organisers import audit
from data.organisers.accounts import Account, account
from data.organisers.rate_limits import ManyLimits
from data.organisers.second_factor import (
    codes_left,
    drop_second_factor,
    has_second_factor,
    new_secret,
    passes,
    set_second_factor,
)
from screens.events import access
from screens.session.request_language import language_of, texts, with_language
from web.assets import Assets
from web.pages.error_pages import not_found
from web.pages.second_step import code_page, recovery_page, turn_off_page, turn_on_page
from web.routes.forms import own_form

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
PATH = "/tweede-stap"


class Remembered:
    """Values by name for five minutes, in memory: what stands between two requests of one person."""

    MOST, SECONDS = 1_000, 300.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, str]] = {}

    def keep(self, name: str, value: str) -> None:
        """Keeps a value; the oldest goes when there are too many."""
        self._kept.pop(name, None)
        self._kept[name] = (self._clock() + self.SECONDS, value)
        if len(self._kept) > self.MOST:
            del self._kept[next(iter(self._kept))]

    def get(self, name: str) -> str | None:
        """The value under this name; None when there is none, or its time is over."""
        until, value = self._kept.get(name, (0.0, ""))
        return value if until > self._clock() else None

    def forget(self, name: str) -> None:
        """It was used."""
        self._kept.pop(name, None)


class SecondStep:
    """What is asked between a right password and being in."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets
        self.waiting, self.new = (
            Remembered(),
            Remembered(),
        )  # who typed a right password; secrets not shown yet
        self.tries = ManyLimits(per_minute=2, at_once=10)

    async def ask(self, found: Account, language: str) -> Response | None:
        """The page that asks this account for its code; None when it needs none."""
        if not await to_thread.run_sync(has_second_factor, found.id):
            return None
        step = secrets.token_urlsafe(24)
        self.waiting.keep(step, found.id)
        return HTMLResponse(code_page(self.assets, language, step), headers=PRIVATE)

    async def answered(self, step: str, code: str, language: str) -> Account | Response:
        """The account that showed the right code, or the page that says why not."""
        _ = texts(language)
        account_id = self.waiting.get(step)
        if account_id is None:  # took too long, or the server was restarted
            return RedirectResponse(with_language("/aanmelden", language), status_code=303, headers=PRIVATE)
        problem, status = await self._problem(account_id, code, language)
        if problem:
            page = code_page(self.assets, language, step, problem)
            return HTMLResponse(page, status_code=status, headers=PRIVATE)
        self.waiting.forget(step)
        found = await to_thread.run_sync(account, account_id)
        return not_found(self.assets, language) if found is None else found

    async def _problem(self, account_id: str, code: str, language: str) -> tuple[str, int]:
        """What is wrong with a code, with its status; empty when it fits."""
        _ = texts(language)
        if not self.tries.take(account_id.encode()):
            return _("Er zijn net te veel pogingen gedaan. Wacht een minuut en probeer het opnieuw."), 429
        if not await to_thread.run_sync(passes, account_id, code):
            return _("Deze code klopt niet, of is al gebruikt. Wacht op de volgende code in de app."), 403
        self.tries.give_back(account_id.encode())
        return "", 200

    async def settings(self, request: Request) -> Response:
        """Turns it on or off for who is signed in."""
        language = language_of(request.scope)
        found = await to_thread.run_sync(access.signed_in, request.headers.get("cookie", ""))
        if found is None:
            refused = not_found(self.assets, language)
            refused.headers.update(PRIVATE)
            return refused
        form = await own_form(request) if request.method == "POST" else {}
        is_on = await to_thread.run_sync(has_second_factor, found.id)
        if is_on:
            return await self._turn_off(found, form, language)
        return await self._turn_on(found, form, language)

    async def _turn_on(self, found: Account, form: dict[str, str], language: str) -> Response:
        _ = texts(language)
        secret, problem, status = self.new.get(found.id), "", 200
        if form.get("turn") == "on" and secret is not None:
            codes = await to_thread.run_sync(set_second_factor, found.id, secret, form.get("code", ""))
            if codes is not None:
                self.new.forget(found.id)
                await to_thread.run_sync(audit.note, "second step on", found.login)
                return HTMLResponse(recovery_page(self.assets, language, codes), headers=PRIVATE)
            problem = _(
                "Deze code klopt niet. Kijk of de klok van uw telefoon goed staat en neem de volgende code."
            )
            status = 400
        if secret is None:
            secret = new_secret()
        self.new.keep(found.id, secret)
        page = turn_on_page(self.assets, language, secret, found.login, problem)
        return HTMLResponse(page, status_code=status, headers=PRIVATE)

    async def _turn_off(self, found: Account, form: dict[str, str], language: str) -> Response:
        problem, status = "", 200
        if form.get("turn") == "off":
            problem, status = await self._problem(found.id, form.get("code", ""), language)
            if not problem:
                await to_thread.run_sync(drop_second_factor, found.id)
                await to_thread.run_sync(audit.note, "second step off", found.login)
                return RedirectResponse(with_language(PATH, language), status_code=303, headers=PRIVATE)
        left = await to_thread.run_sync(codes_left, found.id)
        page = turn_off_page(self.assets, language, left, problem)
        return HTMLResponse(page, status_code=status, headers=PRIVATE)
