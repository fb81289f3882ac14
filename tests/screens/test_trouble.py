"""A screen of ours that fails says so in our words, with a way on; the log says where."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest

from benchmarks.support.visitor import Failed, Visitor
from screens import trouble
from tests.screens.walked import html
from tests.server import Server, shared_assets

FAILS = """
from screens import trouble
try:
    raise KeyError("an answer of somebody")
except KeyError as error:
    assert trouble.tell(error) is True
"""


def a_failed_screen(language: str) -> AppTest:
    app = AppTest.from_string(FAILS, default_timeout=30)
    app.query_params["lang"] = language
    return app.run()


@pytest.mark.parametrize(
    ("language", "told"), [("nl", "Dat ligt aan ons"), ("en", "It is our fault"), ("de", "Das liegt an uns")]
)
def test_a_failed_screen_is_told_in_the_language_of_the_respondent(language: str, told: str, cookie) -> None:
    said = html(a_failed_screen(language))
    suffix = "" if language == "nl" else f"?lang={language}"
    assert told in said and trouble.MARK in said
    assert all(f'href="{address}{suffix}"' in said for address in ("/", "/hulp", "/papier.pdf"))


def test_the_log_says_where_and_not_what_somebody_answered(cookie, caplog) -> None:
    with caplog.at_level(logging.ERROR):
        a_failed_screen("nl")
    assert [record.getMessage() for record in caplog.records] == ["the screen / failed: KeyError"]


def test_answers_are_called_saved_only_when_they_are(no_cookie) -> None:
    assert "Uw antwoorden zijn bewaard" not in html(a_failed_screen("nl"))


def test_answers_that_are_saved_are_called_so(cookie) -> None:
    assert "Uw antwoorden zijn bewaard" in html(a_failed_screen("nl"))


def test_streamlit_still_asks_us_when_a_screen_fails() -> None:
    assert "on_script_error" in ScriptRunContext.__dataclass_fields__


class Failing(Server):
    """A server of which the start screen fails."""

    def command(self) -> list[str]:
        start = "import sys, uvicorn\nfrom screens import start\nstart.show = lambda: 1 / 0\nsys.exit(uvicorn.main())\n"
        return [sys.executable, "-c", start, *super().command()[3:]]


def test_the_server_tells_a_failed_screen_in_our_words_and_logs_where_it_was(tmp_path: Path) -> None:
    server = Failing(tmp_path, **shared_assets()).start()

    async def open_it() -> Visitor:
        visitor = Visitor(server.url)
        await visitor.get("/")
        with pytest.raises(Failed, match="our own words"):
            await visitor.open()
        await visitor.close()
        return visitor

    try:
        visitor = asyncio.run(open_it())
    finally:
        server.stop()
    assert any("Dat ligt aan ons" in said for said in visitor.texts()) and not visitor.widgets("exception")
    assert "the screen / failed: ZeroDivisionError" in server.log and server.log.count("Traceback") == 1
