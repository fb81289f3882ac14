"""Who may connect: a page of ours, by the name that is asked for. Another site is refused before Streamlit
hears of it.
"""

from __future__ import annotations

import asyncio

import pytest

from screens.session.cookies import organiser_cookie
from tests.web.gate.inside import HOST, a_scope, ask
from web.gate.crowd import Addresses, Crowd
from web.gate.origin import from_here, own_name
from web.gate.requests import RequestGate
from web.gate.sessions import BoundSessions, asked_back, without_asking
from web.gate.stream import StreamGate


@pytest.fixture(autouse=True)
def without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLIC_URL", raising=False)


FOREIGN = [
    "http://evil.example",
    "http://scan.example.evil",
    "http://scan.example:1",
    "http://evil@scan.example",
    "http://localhost",
    "http://127.0.0.1",
    "http://[",
    "http://scan.example/path",
    "null",
    "",
    "scan.example",
    "file://scan.example",
    "http://scan.example,http://scan.example",
]


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_site_is_none_of_ours(origin: str) -> None:
    assert own_name(origin, "scan.example") is None


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://scan.example", "scan.example"),
        ("https://scan.example", "scan.example"),
        ("https://SCAN.example", "scan.example"),
        ("http://[::1]:8501", "[::1]:8501"),
        ("http://127.0.0.1:8501", "127.0.0.1:8501"),
    ],
)
def test_streamlit_sees_the_name_of_the_origin_as_the_host(origin: str, host: str) -> None:
    headers = from_here(a_scope("websocket", "/", [(b"host", host.encode()), (b"origin", origin.encode())]))
    assert headers is not None and dict(headers)[b"host"].decode() == origin.partition("//")[2]
    assert [name for name, _ in headers].count(b"host") == 1


def test_behind_a_proxy_that_keeps_the_name_to_itself_public_url_tells_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://scan.example")
    assert own_name("https://scan.example", "127.0.0.1:8501") == "scan.example"
    assert own_name("https://evil.example", "127.0.0.1:8501") is None


def handshake(gate: StreamGate, headers: list[tuple[bytes, bytes]]) -> list[dict]:
    sent: list[dict] = []

    async def send(message) -> None:
        sent.append(message)

    async def receive() -> dict:
        return {"type": "websocket.connect"}

    asyncio.run(gate(a_scope("websocket", "/_stcore/stream", headers), receive, send))
    return sent


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_handshake_of_another_site_never_reaches_streamlit(origin: str) -> None:
    reached: list[object] = []

    async def streamlit(scope, receive, send) -> None:
        reached.append(scope)

    sent = handshake(StreamGate(streamlit), [(b"host", HOST), (b"origin", origin.encode())])
    assert sent == [{"type": "websocket.close", "code": 1008}] and not reached
    handshake(StreamGate(streamlit), [(b"host", HOST), (b"origin", b"http://scan.example")])
    handshake(StreamGate(streamlit), [(b"host", HOST)])
    assert len(reached) == 2


def cookies(scan: str, organiser: str = "") -> list[tuple[bytes, bytes]]:
    value = f"scan={scan}; organisator={organiser}" if organiser else f"scan={scan}"
    return [(b"host", HOST), (b"cookie", value.encode())]


A, B = "A" * 32, "B" * 32


def test_a_session_is_given_back_to_the_browser_that_began_it_alone() -> None:
    sessions = BoundSessions()
    sessions.bind("s", a_scope("websocket", "/", cookies(A)))
    assert sessions.is_of("s", a_scope("websocket", "/", cookies(A)))
    for other in (cookies(B), cookies(A, "somebody"), [(b"host", HOST)]):
        assert not sessions.is_of("s", a_scope("websocket", "/", other))
    assert not sessions.is_of("another", a_scope("websocket", "/", cookies(A)))


def test_the_sessions_that_are_remembered_are_the_latest() -> None:
    sessions, scope = BoundSessions(most=2), a_scope("websocket", "/", cookies(A))
    for session in ("1", "2", "1", "3"):
        sessions.bind(session, scope)
    assert [sessions.is_of(s, scope) for s in "123"] == [True, False, True]


def test_who_may_not_have_a_session_back_asks_for_a_new_one() -> None:
    for said in (b"streamlit, token, id", b"streamlit,token,id,more"):
        scope = a_scope("websocket", "/", [(b"sec-websocket-protocol", said)])
        assert asked_back(scope) == "id"
        assert asked_back(without_asking(scope)) == ""
        assert dict(without_asking(scope)["headers"])[b"sec-websocket-protocol"] == b"streamlit, token"
    assert asked_back(a_scope("websocket", "/", [])) == ""


def test_one_address_leaves_room_for_others_and_is_forgotten_when_it_is_gone() -> None:
    crowd = Crowd(most_from_one=2, most=3)
    here, there = a_scope("websocket", "/"), {**a_scope("websocket", "/"), "client": ("10.0.0.2", 1)}
    with crowd.one_more(here) as first, crowd.one_more(here) as second, crowd.one_more(here) as third:
        assert (first, second, third) == (True, True, False)
    with crowd.one_more(here) as again, crowd.one_more(there) as other:
        assert again and other
    assert not crowd._from
    salted = Addresses()
    assert salted.digest(here) != salted.digest(there) and b"127" not in salted.digest(here)
    assert salted.digest(here) != Addresses().digest(here)


def a_gate(*own: str) -> RequestGate:
    sessions = BoundSessions()
    for session in own:
        sessions.bind(session, a_scope("http", "/", cookies(A)))
    return RequestGate(sessions)


@pytest.mark.parametrize(
    ("path", "about", "status"),
    [
        ("/", {}, None),
        ("/", {"query": b"a" * 4_001}, 414),
        ("/" + "a/" * 600, {}, 414),
        ("/static/" + "a" * 256, {}, 404),
        ("/static/\0", {}, 404),
        ("/verder", {"headers": [(b"content-length", b"100001")]}, 413),
        ("/verder", {"headers": [(b"content-length", b"-1")]}, 400),
        ("/verder", {"headers": [(b"content-length", "²".encode("latin-1"))]}, 400),
        ("/verder", {"headers": [(b"content-length", b"9" * 5_000)]}, 400),
    ],
)
def test_a_request_that_cannot_be_is_refused_unread(path: str, about: dict, status: int | None) -> None:
    assert a_gate().refusal(a_scope("http", path, **about)) == status


def test_a_file_is_taken_of_the_tab_that_chose_it_ten_times_and_no_more() -> None:
    gate = a_gate("mine")
    mine = [*cookies(A), (b"origin", b"http://scan.example")]

    def put(session: str, headers: list[tuple[bytes, bytes]]) -> int | None:
        return gate.refusal(a_scope("http", f"/_stcore/upload_file/{session}/f", headers, method="PUT"))

    assert put("theirs", mine) == 403 and put("mine", cookies(B)) == 403
    assert put("mine", [*cookies(A), (b"origin", b"http://evil.example")]) == 403
    assert [put("mine", mine) for _ in range(11)] == [None] * 10 + [429]


def test_a_body_that_grows_on_is_cut_off_where_it_is_read() -> None:
    from starlette.requests import Request

    from web.gate.requests import bounded

    async def app(scope, receive, send) -> None:
        async for _chunk in Request(scope, bounded(receive, 100)).stream():
            pass

    with pytest.raises(Exception, match="413"):
        asyncio.run(ask(app, "/", method="POST", chunks=[b"x" * 60, b"x" * 60, b""]))
    asyncio.run(ask(app, "/", method="POST", chunks=[b"x" * 50, b"x" * 50]))


def test_a_body_that_never_comes_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.requests import Request

    from web.gate import requests

    monkeypatch.setattr(requests, "CHUNK_SECONDS", 0.01)

    async def never() -> dict:
        await asyncio.Event().wait()
        return {}

    async def read() -> bytes:
        return await Request(a_scope("http", "/"), requests.bounded(never, 100)).body()

    with pytest.raises(Exception, match="408"):
        asyncio.run(read())


def test_work_is_asked_so_often_from_one_address_and_others_are_served() -> None:
    gate = a_gate()

    def asked(path: str, method: str = "GET", client: str = "10.0.0.1") -> int | None:
        scope = a_scope("http", path, [], method=method)
        return gate.refusal({**scope, "client": (client, 1)})

    for path, method, most in (
        ("/verder", "POST", 600),
        ("/advies.pdf", "GET", 1_200),
        ("/cijfers/kwartaalverslag.pdf", "GET", 12),
        ("/bijeenkomst/a/poster", "GET", 60),
    ):
        first = [asked(path, method) for _ in range(most)]
        assert first == [None] * most, path
        assert asked(path, method) == 429
        assert asked(path, method, client="10.0.0.2") is None
    assert [asked("/verder"), asked("/"), asked("/hulp")] == [None] * 3


def test_one_respondent_gets_thirty_papers_at_once_and_another_their_own() -> None:
    gate = a_gate()

    def asked(letter: str) -> int | None:
        return gate.refusal(a_scope("http", "/advies.pdf", cookies(letter * 32)))

    assert [asked("A") for _ in range(31)] == [None] * 30 + [429]
    assert asked("B") is None


def test_what_a_hall_asks_takes_nothing_of_the_organiser_who_stands_in_it() -> None:
    gate = a_gate()
    poster = "/bijeenkomst/a/poster"
    assert [gate.refusal(a_scope("http", poster, [])) for _ in range(61)] == [None] * 60 + [429]
    session = [(b"cookie", f"{organiser_cookie.name}={'o' * 32}".encode())]
    assert [gate.refusal(a_scope("http", poster, session)) for _ in range(61)] == [None] * 60 + [429]
