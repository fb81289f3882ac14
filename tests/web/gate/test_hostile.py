"""Thousands of hostile inputs to the whole app: no traceback, no English exception, no answer 500, nobody else's
answers touched, and nothing asked of the internet.
"""

from __future__ import annotations

import logging
import random
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.web.gate.inside import HOST, OWN, Tab, ask

SCREENS = ("", "vragen", "nakijken", "resultaat", "bewaren", "cijfers", "organisator", "papier")
FIELDS = [field.name for field in WidgetState.DESCRIPTOR.oneofs_by_name["value"].fields]
WORDS = (
    "",
    "daily",
    "<b>never offered</b>",
    "\0",
    "\u202e",
    "x" * 3_000,
    "http://[",
    "%00",
    "../../etc/passwd",
)
PATHS = (
    "/",
    "/vragen",
    "/hulp",
    "/healthz",
    "/verder",
    "/controleer",
    "/wissen",
    "/aanmelden",
    "/uitnodiging",
    "/advies.pdf",
)
FOLDERS = ("/static/", "/huisstijl/", "/media/", "/auth/", "/_stcore/", "/cijfers/", "/wand/", "/open-data/")
SCAN_COOKIE = (b"cookie", b"scan=" + b"C" * 32)


@pytest.fixture(autouse=True)
def no_internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Nobody's name is asked for while these run."""
    asked: list[object] = []

    def refuse(*args: object, **_: object) -> None:
        asked.append(args)
        raise OSError("no internet here")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    yield asked
    assert asked == []


@pytest.fixture(autouse=True)
def no_traceback() -> Iterator[None]:
    """Nothing that a visitor sends writes a traceback in the log."""
    told: list[str] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info or record.levelno >= logging.ERROR:
                told.append(self.format(record))

    listening = Listening()
    loggers = [
        logging.getLogger(),
        *(one for one in logging.Logger.manager.loggerDict.values() if isinstance(one, logging.Logger)),
    ]
    for logger in loggers:
        logger.addHandler(listening)
    yield
    for logger in loggers:
        logger.removeHandler(listening)
    assert told == []


def a_value(chance: random.Random, widget: WidgetState) -> None:
    """Fills in something in a form that may be wrong."""
    field, word = chance.choice(FIELDS), chance.choice(WORDS)
    if field in ("trigger_value", "bool_value"):
        setattr(widget, field, chance.random() < 0.5)
    elif field == "double_value":
        widget.double_value = chance.choice([float("inf"), float("nan"), -1e308, 0, 3])
    elif field == "int_value":
        setattr(widget, field, chance.choice([-(2**63), 2**62, 0]))
    elif field == "bytes_value":
        setattr(widget, field, word.encode())
    elif field in ("string_value", "json_value", "json_trigger_value"):
        setattr(widget, field, word)
    elif field == "string_array_value":
        widget.string_array_value.data.extend([word] * chance.randint(0, 3))
    elif field == "double_array_value":
        widget.double_array_value.data.append(float("nan"))
    else:
        getattr(widget, field).SetInParent()


def a_forged_run(chance: random.Random, tab: Tab) -> BackMsg:
    """A run with values for what is on the screen, and for what is not."""
    message = BackMsg()
    run = message.rerun_script
    run.page_script_hash = chance.choice([tab.page, tab.page, "", "x" * 50])
    run.fragment_id = chance.choice([*tab.fragments[-5:], "", "x"])
    run.query_string = chance.choice(["", "lang=en", "event=%00", "a=" * 900, "vergelijk=" + "x" * 500])
    run.context_info.url = chance.choice(["http://scan.example/", "http://[", "x"])
    run.context_info.timezone = chance.choice(["Europe/Amsterdam", "x", "\0", "../x"])
    run.MergeFrom(ClientState(is_history_navigation=chance.random() < 0.1))
    ids = [element.id for element in tab.elements if getattr(element, "id", "")]
    for _ in range(chance.randint(1, 4)):
        name = chance.choice([*ids, *ids, "x", "$$ID-x", "$$ID-0-answer", "$$STREAMLIT_INTERNAL_KEY"])
        a_value(chance, run.widget_states.widgets.add(id=name))
    return message


def test_no_forged_value_ends_as_an_exception_and_the_tab_goes_on(play) -> None:
    async def scene(app: Any) -> list[str]:
        chance, wrong = random.Random(11), []
        for number in range(32):
            name = SCREENS[number % len(SCREENS)]
            tab = Tab(app)
            first = BackMsg(rerun_script=ClientState(page_name=name))
            await tab.rerun(first)
            for _ in range(14):
                forged = a_forged_run(chance, tab)
                tab.say(forged)
            await tab.rerun(first)
            tab.elements.clear()
            await tab.rerun(first)
            wrong += [f"{name}: {told}" for told in tab.exceptions]
            if not any(getattr(element, "id", "") for element in tab.elements):
                wrong.append(f"{name}: nothing is drawn any more")
            await tab.leave()
        return wrong

    assert play(scene) == []


def test_an_answer_that_is_not_offered_is_not_kept(play) -> None:
    async def scene(app: Any) -> tuple[list[str], str | None]:
        cookie = [*OWN, SCAN_COOKIE]
        tab = Tab(app, cookie)
        first = BackMsg(rerun_script=ClientState(page_name="vragen"))
        await tab.rerun(first)
        radio = next(e for e in tab.elements if "answer_" in getattr(e, "id", ""))
        for answer in ("never offered", radio.options[1] if isinstance(radio.options[1], str) else ""):
            run = BackMsg()
            run.rerun_script.page_script_hash = tab.page
            run.rerun_script.widget_states.widgets.add(id=radio.id, string_value=answer)
            await tab.rerun(run)
            if answer == "never offered":
                refused = await ask(app, "/mijn-scan.json", cookie)
        await tab.leave()
        kept = await ask(app, "/mijn-scan.json", cookie)
        return tab.exceptions, refused.body.decode(), kept.status

    exceptions, refused, status = play(scene)
    assert exceptions == [] and "never offered" not in refused and status == 200


def test_a_session_asked_back_with_another_cookie_is_a_new_one(play) -> None:
    async def scene(app: Any) -> list[str]:
        def with_cookie(letter: str, session: str = "") -> list[tuple[bytes, bytes]]:
            protocols = f"streamlit, token{', ' + session if session else ''}".encode()
            cookie = b"scan=" + letter.encode() * 32
            return [*OWN, (b"cookie", cookie), (b"sec-websocket-protocol", protocols)]

        mine = Tab(app, with_cookie("A"))
        await mine.rerun()
        thief = Tab(app, with_cookie("B", mine.session))
        await thief.rerun()
        assert mine.closed is None
        await mine.rerun()  # still there, and still alone
        await mine.leave()
        asleep = Tab(app, with_cookie("B", mine.session))
        await asleep.rerun()
        back = Tab(app, with_cookie("A", mine.session))
        await back.rerun()
        for tab in (thief, asleep, back):
            await tab.leave()
        return [tab.session for tab in (mine, thief, asleep, back)]

    mine, thief, asleep, back = play(scene)
    assert back == mine and len({mine, thief, asleep}) == 3


def test_other_kinds_of_message_and_broken_frames_are_told_to_nobody(play) -> None:
    async def scene(app: Any) -> list[str]:
        chance, wrong = random.Random(5), []
        quiet = [n for n in BackMsg.DESCRIPTOR.fields_by_name if n not in ("rerun_script", "stop_script")]
        tab = Tab(app)
        await tab.rerun()
        for name in quiet:
            message = BackMsg()
            field = BackMsg.DESCRIPTOR.fields_by_name[name]
            if field.message_type:
                getattr(message, name).SetInParent()
            else:
                setattr(message, name, True)
            tab.say(message)
        await tab.rerun()
        wrong += tab.exceptions
        await tab.leave()
        for _ in range(60):
            frame = chance.choice([chance.randbytes(chance.randint(1, 60)) + b"\xff", "text", b"x" * 300_000])
            tab = Tab(app)
            tab.say(frame)
            if not isinstance(frame, bytes) or len(frame) > 1_000:
                await tab.ended()
                if tab.closed not in (1003, 1009):
                    wrong.append(f"closed with {tab.closed}")
            else:
                await tab.leave()
        return wrong

    assert play(scene) == []


def test_two_thousand_odd_requests_get_words_and_never_500(play) -> None:
    async def scene(app: Any) -> list[str]:
        chance, wrong = random.Random(3), []
        origins = (b"http://scan.example", b"http://[", b"null", b"http://evil.example", b"\xff")
        for _ in range(2_000):
            word = chance.choice(WORDS)
            path = chance.choice(PATHS) + chance.choice(["", "", "zzz", "/", "/x", word])
            if chance.random() < 0.4:
                path = chance.choice(FOLDERS) + chance.choice(["x", word, "a" * 300, "\0", "%00", "x/../y"])
            charset = chance.choice([b"undefined", b"punycode", b"utf-8", b"\xff"])
            form = b"application/x-www-form-urlencoded; charset=" + charset
            headers = [
                (b"host", chance.choice([HOST, HOST, HOST, b"", b"[", b"\xff"])),
                (b"origin", chance.choice(origins)),
                (b"content-type", chance.choice([form, b"multipart/form-data; boundary=x", b"\xff"])),
                (b"cookie", chance.choice([b"", b"scan=x", SCAN_COOKIE[1], b"\xff=\xff; taal=xx"])),
                (b"accept-language", chance.choice([b"de", b"en;q=x", b"\xff", b"," * 500])),
                (b"accept-encoding", chance.choice([b"br, gzip", b"", b"\xff"])),
            ]
            answer = await ask(
                app,
                path,
                headers,
                method=chance.choice(["GET", "GET", "GET", "POST", "HEAD", "PUT", "DELETE", "X"]),
                query=chance.choice([b"", b"lang=de", b"lang=%ff&&==", b"\xff", b"bij=" + b"x" * 5_000]),
                chunks=[chance.choice([b"", b"a=b", b"token=%00&answers=%ff", b"--x\r\n\r\n"])],
            )
            if answer.status >= 500 or (answer.status == 200 and b"<title>Streamlit" in answer.body):
                wrong.append(f"{answer.status} {path!r} {headers}")
        return wrong

    assert play(scene) == []


@pytest.mark.parametrize(("language", "told"), [("nl", "niet"), ("en", "not"), ("de", "nicht")])
def test_what_only_begins_like_ours_is_not_there_in_three_languages(play, language: str, told: str) -> None:
    async def scene(app: Any) -> list[tuple[str, int, bool]]:
        paths = (
            "/healthzzz",
            "/hulpverlening",
            "/auth/x",
            "/static/x",
            "/huisstijl/x",
            "/media/x",
            "/verderop",
        )
        found = []
        for path in paths:
            answer = await ask(app, path, query=f"lang={language}".encode())
            page = answer.body.decode()
            found.append((path, answer.status, told in page and "/hulp" in page))
        return found

    assert [one for one in play(scene) if one[1:] != (404, True)] == []
