"""The state of the server at its addresses: for who watches it by machine, and for the team on a page."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from data import clock
from data.folders import Folders
from data.folders import folders as here
from data.last_day import confirm_day, is_certain
from data.organisers.accounts import Role, add_account, start_session
from questionnaire.language.translation import LANGUAGES
from screens.session.cookies import organiser_cookie
from screens.session.settings import SettingError, check_settings
from web.assets import Assets
from web.routes.state import PAGE, StateRoutes

HOST = "scan.example"


@pytest.fixture
def app(folders: Path) -> Starlette:
    """The routes alone, on a server of its own."""
    here().make()
    return Starlette(routes=StateRoutes(Assets(folders)).all())


def ask(
    app: Starlette,
    path: str,
    *,
    session: str = "",
    language: str = "nl",
    send: dict[str, str] | None = None,
    **more: str,
) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of one request; with `send` a form is posted."""
    body = urlencode(send or {}).encode()
    headers = {
        "host": HOST,
        "cookie": f"{organiser_cookie.name}={session}",
        "origin": f"http://{HOST}",
        **more,
    }
    scope = {
        "type": "http",
        "method": "GET" if send is None else "POST",
        "path": path,
        "query_string": f"lang={language}".encode(),
        "scheme": "http",
        "server": (HOST, 80),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": body}

    async def take(message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, take))
    got = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], got, b"".join(part.get("body", b"") for part in sent[1:]).decode()


def a_session(role: Role) -> str:
    return start_session(add_account(role, role, role, "een heel lang wachtwoord").id)


def a_clock_in_doubt() -> None:
    confirm_day(today=clock.today() - timedelta(400))


def test_a_server_that_is_well_is_ready(app: Starlette) -> None:
    status, headers, body = ask(app, "/readyz")
    told = json.loads(body)
    assert status == 200 and told["status"] == "good" and headers["cache-control"] == "no-store"
    parts = {part["part"] for part in told["parts"]}
    assert parts >= {
        "disk",
        "keys",
        "drafts",
        "events",
        "pending",
        "published",
        "clock",
        "counting",
        "release",
        "upkeep",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_told_with_what_to_do_in_each_language(app: Starlette, language: str) -> None:
    a_clock_in_doubt()
    status, _, body = ask(app, "/readyz", language=language)
    clock_part = next(part for part in json.loads(body)["parts"] if part["part"] == "clock")
    assert status == 503 and clock_part["status"] == "wrong" and "confirm-clock" in clock_part["todo"]
    assert ask(app, "/healthz")[0] == 200, "alive all the same"


def test_nothing_of_the_machine_is_told_to_everybody(app: Starlette, folders: Path) -> None:
    where: Folders = here()
    where.drafts.write_bytes(b"no database at all" * 100)
    status, _, body = ask(app, "/readyz")
    assert status == 503 and str(folders) not in body


def test_who_asks_often_is_answered_from_one_look(app: Starlette) -> None:
    assert ask(app, "/readyz")[0] == 200
    a_clock_in_doubt()
    assert ask(app, "/readyz")[0] == 200, "within five seconds"


@pytest.mark.parametrize("role", [None, "organiser"])
def test_only_the_team_sees_the_page_and_confirms_the_date(app: Starlette, role: Role | None) -> None:
    a_clock_in_doubt()
    session = a_session(role) if role else ""
    assert ask(app, PAGE, session=session)[0] == 404
    assert ask(app, PAGE, session=session, send={})[0] == 404 and not is_certain()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_team_reads_what_is_wrong_and_confirms_the_date(app: Starlette, language: str) -> None:
    a_clock_in_doubt()
    session = a_session("team")
    status, headers, page = ask(app, PAGE, session=session, language=language)
    assert status == 200 and headers["cache-control"] == "no-store"
    assert page.index('id="clock"') < page.index('id="disk"'), "what is wrong comes first"
    assert ask(app, PAGE, session=session, send={}, origin="http://evil.example")[0] == 403
    assert not is_certain()
    assert ask(app, PAGE, session=session, send={})[0] == 303 and is_certain()
    assert "<form" not in ask(app, PAGE, session=session)[2]


def test_figures_are_for_who_has_the_key_and_tell_of_no_one(app: Starlette, monkeypatch) -> None:
    monkeypatch.delenv("METRICS_KEY", raising=False)
    assert ask(app, "/metrics", authorization="Bearer ")[0] == 404
    monkeypatch.setenv("METRICS_KEY", "a key that nobody guesses")
    assert ask(app, "/metrics")[0] == ask(app, "/metrics", authorization="Bearer wrong")[0] == 404
    a_clock_in_doubt()
    status, headers, body = ask(app, "/metrics", authorization="Bearer a key that nobody guesses")
    assert status == 200 and headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'scan_part_state{part="clock"} 2' in body and "scan_uncounted 0" in body
    for line in body.splitlines():
        assert line.startswith("# ") or (len(line.rsplit(" ", 1)) == 2 and float(line.rsplit(" ", 1)[1]) >= 0)


def test_a_key_that_can_be_guessed_stops_the_start(monkeypatch) -> None:
    monkeypatch.setenv("METRICS_KEY", "short")
    with pytest.raises(SettingError, match="METRICS_KEY"):
        check_settings()
