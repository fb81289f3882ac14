"""Signing in asks for the code of who turned it on; a right password alone opens nothing then."""

from __future__ import annotations

import asyncio
import re
import time
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from data.organisers import audit
from data.organisers.accounts import Account, add_account, start_session
from data.organisers.second_factor import code_at, has_second_factor, passes
from questionnaire.language.translation import LANGUAGES
from tests.web.gate.inside import HOST, Answer, ask
from web.assets import Assets
from web.routes.events import EventRoutes
from web.routes.second_step import Remembered

PASSWORD = "een lange zin als wachtwoord"


@pytest.fixture
def jan(folders: Any) -> Account:
    return add_account("jan", "Jan", "team", PASSWORD)


@pytest.fixture
def app() -> Starlette:
    return Starlette(routes=EventRoutes(Assets()).all())


def send(app: Starlette, path: str, cookie: str = "", lang: str = "nl", **form: str) -> Answer:
    headers = [(b"host", HOST), (b"origin", b"http://" + HOST), (b"cookie", cookie.encode())]
    chunks, method = ([urlencode(form).encode()], "POST") if form else ([b""], "GET")
    return asyncio.run(ask(app, path, headers, method=method, chunks=chunks, query=f"lang={lang}".encode()))


def turned_on(app: Starlette, account: Account) -> tuple[str, list[str], str]:
    """Turns it on as a person does: the secret, the recovery codes and the cookie of the session."""
    cookie = f"organisator={start_session(account.id)}"
    page = send(app, "/tweede-stap", cookie).body.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert secret is not None and 'src="data:image/svg' in page
    plain = secret[1].replace(" ", "")
    assert send(app, "/tweede-stap", cookie, turn="on", code="12").status == 400
    answer = send(app, "/tweede-stap", cookie, turn="on", code=code_at(plain, int(time.time() // 30) - 1))
    assert answer.status == 200
    return plain, re.findall(r"<code>([A-Z0-9-]{14})</code>", answer.body.decode()), cookie


def test_a_right_password_asks_for_the_code_and_sets_no_cookie(app: Starlette, jan: Account) -> None:
    secret, codes, _ = turned_on(app, jan)
    assert len(codes) == 10
    asked = send(app, "/aanmelden", login="jan", password=PASSWORD)
    assert asked.status == 200 and "set-cookie" not in asked.headers
    step = re.search(r'name="step" value="([^"]+)"', asked.body.decode())
    assert step is not None
    wrong = send(app, "/aanmelden", step=step[1], code="000 00")
    assert wrong.status == 403 and "set-cookie" not in wrong.headers
    right = send(app, "/aanmelden", step=step[1], code=code_at(secret, int(time.time() // 30)))
    assert right.status == 303 and "set-cookie" in right.headers
    again = send(app, "/aanmelden", step=step[1], code=codes[0])
    assert (
        again.status == 303
        and again.headers["location"] == "/aanmelden"
        and "set-cookie" not in again.headers
    )


def test_a_recovery_code_gets_one_in_and_codes_cannot_be_guessed(app: Starlette, jan: Account) -> None:
    _, codes, _ = turned_on(app, jan)

    def step() -> str:
        page = send(app, "/aanmelden", login="jan", password=PASSWORD).body.decode()
        found = re.search(r'name="step" value="([^"]+)"', page)
        assert found is not None
        return found[1]

    assert send(app, "/aanmelden", step=step(), code=codes[3].lower()).status == 303
    statuses = [send(app, "/aanmelden", step=step(), code=f"{n:06}x").status for n in range(12)]
    assert statuses[:10] == [403] * 10 and statuses[-1] == 429


def test_it_is_turned_off_with_a_code_alone(app: Starlette, jan: Account) -> None:
    _, codes, cookie = turned_on(app, jan)
    assert "10" in send(app, "/tweede-stap", cookie).body.decode()
    assert send(app, "/tweede-stap", cookie, turn="off", code="x").status == 403 and has_second_factor(jan.id)
    assert send(app, "/tweede-stap", cookie, turn="off", code=codes[0]).status == 303
    assert not has_second_factor(jan.id) and not passes(jan.id, codes[1])
    assert send(app, "/aanmelden", login="jan", password=PASSWORD).status == 303
    assert [line.what for line in audit.lines()] == ["second step on", "second step off", "signed in"]


def test_nobody_else_sees_the_page(app: Starlette, jan: Account) -> None:
    assert send(app, "/tweede-stap").status == 404
    assert send(app, "/tweede-stap", "organisator=made-up", turn="on", code="1").status == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_it_is_in_three_languages(app: Starlette, jan: Account, language: str) -> None:
    cookie = f"organisator={start_session(jan.id)}"
    page = unescape(send(app, "/tweede-stap", cookie, lang=language).body.decode())
    told = {
        "nl": "Inloggen in twee stappen",
        "en": "Sign in in two steps",
        "de": "Anmelden in zwei Schritten",
    }
    assert f"<h1>{told[language]}</h1>" in page


def test_what_is_remembered_between_two_requests_ends() -> None:
    now = [0.0]
    kept = Remembered(lambda: now[0])
    for number in range(kept.MOST + 1):
        kept.keep(str(number), "value")
    assert kept.get("0") is None and kept.get("1") == "value"
    now[0] = kept.SECONDS + 1
    assert kept.get("1") is None
