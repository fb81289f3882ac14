"""Who comes by a name that is not one of the site's gets words, and no screen."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.routing import Route
from streamlit import config
from streamlit.web.server.starlette import starlette_websocket

from screens.session.hosts import allow_hosts, allowed_hosts, is_allowed
from web.assets import Assets
from web.middleware import FrontMiddleware


@pytest.fixture(autouse=True)
def without_settings(monkeypatch: pytest.MonkeyPatch):
    """No names from the environment of whoever tests, and none left behind in Streamlit."""
    for name in ("ALLOWED_HOSTS", "PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    before = config.get_option("server.allowedHosts")
    yield
    config.set_option("server.allowedHosts", before)


def asked(front: FrontMiddleware, kind: str, path: str, host: str) -> list[dict]:
    """What is sent back to one request or websocket."""
    sent: list[dict] = []

    async def send(message) -> None:
        sent.append(message)

    async def receive() -> dict:
        return {"type": "http.request"}

    about = {"method": "GET", "query_string": b"lang=en", "scheme": "http"}
    scope = {"type": kind, "path": path, "headers": [(b"host", host.encode())], **about}
    asyncio.run(front(scope, receive, send))
    return sent


def a_front(tmp_path: Path) -> FrontMiddleware:
    async def inside(scope, receive, send) -> None:
        await send({"type": "inside", "path": scope["path"]})

    return FrontMiddleware(inside, Assets(tmp_path), routes=[Route("/healthz", inside)])


def test_without_a_setting_every_name_is_welcome(tmp_path: Path) -> None:
    assert allowed_hosts() == () and is_allowed("anything:80", ())
    assert asked(a_front(tmp_path), "websocket", "/_stcore/stream", "anything")[0]["type"] == "inside"


def test_another_name_gets_words_instead_of_a_screen_and_no_connection(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "scan.example.nl")
    front = a_front(tmp_path)
    start, body = asked(front, "http", "/", "evil.example.com:8501")
    assert start["status"] == 421 and "This address does not belong to the scan" in body["body"].decode()
    assert asked(front, "websocket", "/_stcore/stream", "evil.example.com") == [
        {"type": "websocket.close", "code": 1008}
    ]
    assert asked(front, "http", "/", "SCAN.example.nl:443")[0]["status"] == 200
    assert asked(front, "http", "/healthz", "10.0.0.7")[0]["type"] == "inside", (
        "who watches the server asks by number"
    )


@pytest.mark.parametrize(
    "host",
    [
        "scan.example.nl",
        "a.gemeente.nl",
        "gemeente.nl",
        "b.a.gemeente.nl:8501",
        "evilgemeente.nl",
        "127.0.0.1:8501",
        "localhost",
        "[::1]:8501",
        "scan.example.nl.",
        "scan.example.nl.evil.com",
        "mijn.scan.nl:8443",
        "",
        "10.0.0.1",
    ],
)
def test_the_front_door_and_streamlits_websocket_welcome_the_same_names(host: str, monkeypatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "scan.example.nl, *.gemeente.nl")
    monkeypatch.setenv("PUBLIC_URL", "https://mijn.scan.nl:8443/")
    allow_hosts()
    assert is_allowed(host, allowed_hosts()) == starlette_websocket.is_host_allowed(host)


@pytest.mark.parametrize(
    "wrong", ["https://scan.example.nl", "scan.example.nl/", "scan.example.nl:8501", "naam*"]
)
def test_what_is_no_name_is_told_with_what_to_write(wrong: str, monkeypatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", wrong)
    with pytest.raises(ValueError, match="ALLOWED_HOSTS.*alleen de naam"):
        allow_hosts()
