"""Routes for organisers: signing in and out, invitations, the wall, and downloads. Every one checks rights by
itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from hashlib import sha256

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from data.figures.room import load_room
from data.organisers import audit
from data.organisers.accounts import (
    Account,
    AccountError,
    accept_invitation,
    change_password,
    end_session,
    sign_in,
    start_session,
)
from data.organisers.devices import device_digest, is_known_device, remember_device
from data.organisers.events import Event
from data.organisers.rate_limits import SignInLimit
from data.region import load_region
from scoring.loading import load_content
from screens.events import access
from screens.events.handouts import HANDOUTS
from screens.events.rehearsal import rehearsal_room
from screens.events.wall import wall_html
from screens.session.addresses import sites_for
from screens.session.cookies import device_cookie, is_framed, organiser_cookie
from screens.session.request_language import language_of, texts, with_language
from web.assets import Assets
from web.gate.crowd import Addresses
from web.pages.error_pages import not_found
from web.pages.sign_in import invitation_page, own_window_page, password_page, sign_in_page
from web.pages.wall import wall_page
from web.routes.forms import own_form
from web.routes.second_step import PATH as SECOND_STEP
from web.routes.second_step import SecondStep

Handler = Callable[[Request], Awaitable[Response]]
PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
MOST_WAITING = 20  # passwords that wait to be checked: a second or two


class EventRoutes:
    """The handlers. Guessing passwords is slow for the whole server, without storing who guesses."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets
        self.tries, self.addresses = SignInLimit(), Addresses()
        self.one_by_one = CapacityLimiter(2)  # a password takes 64 MB to check
        self.second = SecondStep(assets)
        self.known_devices = CapacityLimiter(1)  # who was in before does not queue behind who tries names

    def all(self) -> list[BaseRoute]:
        """For `st.App(routes=...)`."""
        offered = self._where_offered
        return [
            Route("/aanmelden", offered(self.sign_in), methods=["GET", "POST"]),
            Route("/afmelden", offered(self.sign_out), methods=["POST"]),
            Route("/uitnodiging", offered(self.invitation), methods=["GET", "POST"]),
            Route("/wachtwoord", offered(self.password), methods=["GET", "POST"]),
            Route(SECOND_STEP, offered(self.second.settings), methods=["GET", "POST"]),
            Route("/wand/{event}", offered(self.wall)),
            Route("/wand/{event}/nu", offered(self.wall_now)),
            Route("/bijeenkomst/{event}/{what}", offered(self.handout)),
        ]

    def _where_offered(self, handler: Handler) -> Handler:
        """The handler where the scan has events; an address that does not exist where it has none."""

        @wraps(handler)
        async def only(request: Request) -> Response:
            if load_region().events:
                return await handler(request)
            return self._refused(language_of(request.scope))

        return only

    async def sign_in(self, request: Request) -> Response:
        """The form, and what it sends."""
        language = language_of(request.scope)
        _ = texts(language)
        oidc = access.oidc_is_set_up()
        if is_framed(request.scope):
            return HTMLResponse(own_window_page(self.assets, language, "/aanmelden"), headers=PRIVATE)
        if request.method == "GET":
            return HTMLResponse(sign_in_page(self.assets, language, oidc=oidc), headers=PRIVATE)
        form = await own_form(request)
        if step := form.get("step"):
            in_or_page = await self.second.answered(step, form.get("code", ""), language)
            if isinstance(in_or_page, Response):
                return in_or_page
            return await self._welcome(request, in_or_page, language)
        login = form.get("login", "")
        if ticket := form.get("ticket"):
            account, status = await to_thread.run_sync(access.account_of_ticket, ticket), 403
        else:
            account, status = await self._tried(request, login, form.get("password", ""))
        if account is None:
            problem = _too_often(_) if status == 429 else _no_fit(_)
            return HTMLResponse(
                sign_in_page(self.assets, language, problem, login, oidc), status_code=status, headers=PRIVATE
            )
        asked = None if ticket else await self.second.ask(account, language)
        return asked or await self._welcome(request, account, language)

    async def _tried(self, request: Request, login: str, password: str) -> tuple[Account | None, int]:
        """The account of login and password; without one the status: 403 they do not fit, 429 tried too
        often.
        """
        secret = device_cookie.of(request.scope)
        known = await to_thread.run_sync(is_known_device, secret, login) if secret else False
        lane = self.addresses.digest(request.scope), device_digest(secret or "") if known else b""
        limiter = self.known_devices if known else self.one_by_one
        if limiter.statistics().tasks_waiting >= MOST_WAITING or not self.tries.take(login, *lane):
            return None, 429
        account = await to_thread.run_sync(sign_in, login, password, limiter=limiter)
        if account is not None:
            self.tries.give_back(login, *lane)
        return account, 403

    async def password(self, request: Request) -> Response:
        """Another password for who is signed in and knows the present one. All other sessions end."""
        language = language_of(request.scope)
        _ = texts(language)
        known = await to_thread.run_sync(access.signed_in, request.headers.get("cookie", ""))
        if known is None:
            return self._refused(language)
        if request.method == "GET":
            return HTMLResponse(password_page(self.assets, language), headers=PRIVATE)
        form = await own_form(request)
        account, status = await self._tried(request, known.login, form.get("old", ""))
        if account is None:
            problem = _too_often(_) if status == 429 else _("Uw wachtwoord van nu klopt niet.")
            return HTMLResponse(
                password_page(self.assets, language, problem), status_code=status, headers=PRIVATE
            )
        try:
            await to_thread.run_sync(
                change_password, account.id, form.get("password", ""), limiter=self.one_by_one
            )
            await to_thread.run_sync(audit.note, "password changed", account.login)
        except AccountError as error:
            return HTMLResponse(
                password_page(self.assets, language, _told(_, error)), status_code=400, headers=PRIVATE
            )
        return await self._welcome(request, account, language)

    async def _welcome(self, request: Request, account: Account, language: str) -> Response:
        secret = await to_thread.run_sync(start_session, account.id)
        await to_thread.run_sync(audit.note, "signed in", account.login)
        response = RedirectResponse(with_language("/organisator", language), status_code=303, headers=PRIVATE)
        organiser_cookie.put(response, secret, request.scope)
        device = await to_thread.run_sync(remember_device, account.id, device_cookie.of(request.scope))
        device_cookie.put(response, device, request.scope)
        return response

    async def sign_out(self, request: Request) -> Response:
        """Ends the session on the server and in the browser."""
        await own_form(request)
        if secret := organiser_cookie.of(request.scope):
            await to_thread.run_sync(end_session, secret)
        response = RedirectResponse(
            with_language("/", language_of(request.scope)), status_code=303, headers=PRIVATE
        )
        organiser_cookie.drop(response, request.scope)
        return response

    async def invitation(self, request: Request) -> Response:
        """Makes an account from an invitation, and signs in with it."""
        language = language_of(request.scope)
        if request.method == "GET":
            return HTMLResponse(invitation_page(self.assets, language), headers=PRIVATE)
        form = await own_form(request)
        secret, login, name, password = (
            form.get(field, "") for field in ("secret", "login", "name", "password")
        )
        try:
            account = await to_thread.run_sync(
                accept_invitation, secret, login, name, password, limiter=self.one_by_one
            )
            await to_thread.run_sync(audit.note, "account made by invitation", account.login, account.role)
        except AccountError as error:
            page = invitation_page(self.assets, language, _told(texts(language), error), form)
            return HTMLResponse(page, status_code=400, headers=PRIVATE)
        return await self._welcome(request, account, language)

    async def wall(self, request: Request) -> Response:
        """The page for the beamer."""
        found = await self._event(request)
        language = language_of(request.scope)
        if found is None:
            return self._refused(language)
        page = wall_page(self.assets, found, language, rehearsal="oefenen" in request.query_params)
        return HTMLResponse(page, headers=PRIVATE)

    async def wall_now(self, request: Request) -> Response:
        """The wall's contents at this moment; 304 when the wall shows them already."""
        found = await self._event(request)
        if found is None:
            return Response(status_code=403, headers=PRIVATE)
        content = load_content(language=language_of(request.scope))
        rehearsal = "oefenen" in request.query_params
        load = rehearsal_room if rehearsal else load_room
        room = await to_thread.run_sync(load, content, found)
        page = wall_html(content, room, sites_for(str(request.base_url)), rehearsal)
        tag = f'"{sha256(page.encode()).hexdigest()[:20]}"'
        if (
            request.headers.get("if-none-match", "").removeprefix("W/") == tag
        ):  # hours long, nothing new: a hundred bytes
            return Response(status_code=304, headers={**PRIVATE, "etag": tag})
        return HTMLResponse(page, headers={**PRIVATE, "etag": tag})

    async def handout(self, request: Request) -> Response:
        """A poster, slide, report or text about an event, for those who may see it."""
        found = await self._event(request)
        what, language = request.path_params["what"], language_of(request.scope)
        if found is None or what not in HANDOUTS:
            return self._refused(language)
        made = await to_thread.run_sync(HANDOUTS[what], found, sites_for(str(request.base_url)), language)
        disposition = f'attachment; filename="{made.filename}"'
        return Response(
            made.body, media_type=made.media_type, headers={**PRIVATE, "content-disposition": disposition}
        )

    async def _event(self, request: Request) -> Event | None:
        account = await to_thread.run_sync(access.signed_in, request.headers.get("cookie", ""))
        return await to_thread.run_sync(access.event_for, account, request.path_params["event"])

    def _refused(self, language: str) -> Response:
        # The same answer for what does not exist and what is somebody else's.
        response = not_found(self.assets, language)
        response.headers.update(PRIVATE)
        return response


def _told(_: Callable[[str], str], error: AccountError) -> str:
    return _(error.text).format(**error.fields)


def _too_often(_: Callable[[str], str]) -> str:
    return _("Er zijn net te veel pogingen gedaan. Wacht een minuut en probeer het opnieuw.")


def _no_fit(_: Callable[[str], str]) -> str:
    return _(
        "Deze inlognaam en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw, of vraag het programmateam."
    )
