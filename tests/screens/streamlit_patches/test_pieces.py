"""Every piece that is laid over Streamlit may be missing: it is told once, nothing is half done, and the app
runs.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
import streamlit
from streamlit import cursor
from streamlit.elements import exception
from streamlit.runtime import Runtime, app_session, memory_session_storage
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state import session_state
from streamlit.watcher.local_sources_watcher import LocalSourcesWatcher

from benchmarks.support.room import Plan, walk
from benchmarks.support.visitor import Visitor
from screens.streamlit_patches import fitted, front_end_files, internals, pieces
from tests.screens.walked import an_app, heading, html, question_id, start, to_result
from tests.screens.walked import walk as walk_through
from tests.server import Server, shared_assets
from web import application, assets
from web.assets import Assets
from web.pages.first_page import FirstPages, preloads

PAGE = '<html><head></head><body><div id="root"></div></body></html>'
# The piece, and what a release could take away that it needs.
MOVED: dict[str, tuple[object, str]] = {
    "sleeping_sessions": (memory_session_storage, "MemorySessionStorage"),
    "module_scan": (LocalSourcesWatcher, "update_watched_modules"),
    "every_click": (AppSession, "has_fragment"),
    "beginning": (app_session, "_set_run_identity"),
    "gathered_events": (Runtime, "_get_async_objs"),
    "cursors": (cursor, "SparseList"),
    "turns": (ScriptRunner, "_run_script"),
    "lookups": (ScriptRunContext, "reset"),
    "widget_values": (session_state.WStates, "__dataclass_fields__"),
    "error_words": (exception, "_GENERIC_UNCAUGHT_EXCEPTION_TEXT"),
}
IN_FILES = ("first_page", "preloads", "small_icons")
OURS = ("door", "printing_room", "collections")


@pytest.fixture(autouse=True)
def nothing_laid(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test begins without pieces noted, and leaves none behind."""
    for name in ("PLAIN", "WITHOUT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pieces, "states", {})
    preloads.cache_clear()
    yield
    preloads.cache_clear()


@pytest.fixture
def other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A front end of which only what the app cannot do without is where it was."""
    (tmp_path / "index.html").write_text(PAGE)
    monkeypatch.setattr(front_end_files, "STATIC", tmp_path)
    return tmp_path


def laid() -> dict[str, object]:
    """What stands in Streamlit's classes now, by the names that pieces replace."""
    owners = (AppSession, Runtime, ScriptRunner, LocalSourcesWatcher, cursor.Cursor, session_state.WStates)
    return {
        f"{owner.__name__}.{name}": value
        for owner in owners
        for name, value in vars(owner).items()
        if callable(value)
    }


def told(caplog: pytest.LogCaptureFixture, name: str) -> list[str]:
    """The lines of the log about one piece."""
    return [record.getMessage() for record in caplog.records if f"'{name}'" in record.getMessage()]


def test_every_piece_is_laid_on_the_pinned_release() -> None:
    fitted.fit()
    assert pieces.states == dict.fromkeys(pieces.PIECES, pieces.ON)


def test_no_piece_is_forgotten_in_these_tests() -> None:
    assert {*MOVED, *IN_FILES, *OURS} == set(pieces.PIECES)


@pytest.mark.parametrize("name", MOVED)
def test_a_piece_that_lost_what_it_needs_is_told_once_and_leaves_the_others(
    name: str, monkeypatch, caplog
) -> None:
    owner, attribute = MOVED[name]
    monkeypatch.delattr(owner, attribute)
    before = laid()
    with caplog.at_level(logging.WARNING):
        function = {
            "sleeping_sessions": internals.make_room_for_sleeping_sessions,
            "module_scan": internals.skip_module_scan,
            "every_click": internals.hear_every_click,
            "cursors": internals.copy_cursors_quickly,
            "turns": internals.limit_runs,
            "lookups": internals.look_up_once,
            "beginning": fitted.messages.remember_beginning,
            "gathered_events": fitted.messages.batch_events,
            "widget_values": fitted.widget_values.look_at_values,
            "error_words": fitted.front_end_words.say_errors_in_words,
        }[name]
        pieces.lay(name, function)
        assert laid() == before, "what does not fit changes nothing"
        fitted.fit()
        fitted.fit()
    assert len(told(caplog, name)) == 1 and not pieces.is_used(name)
    assert {other for other, state in pieces.states.items() if state != pieces.ON} == {name}


@pytest.mark.parametrize("name", IN_FILES)
def test_a_front_end_with_other_files_is_told_once_per_piece_and_served_as_it_is(
    name: str, other_files, caplog
) -> None:
    with caplog.at_level(logging.WARNING):
        fitted.look_for_what_is_needed()
        fitted.fit()
        fitted.fit()
    assert len(told(caplog, name)) == 1
    page = FirstPages(Assets(other_files)).render("/", "en").decode()
    assert "shell.js" in page and 'id="dw-unreached"' in page and "modulepreload" not in page
    assert Assets(other_files).find("/static/media/font.woff2", True) is None


def test_the_set_up_goes_on_when_the_icons_are_elsewhere(
    other_files: Path, tmp_path: Path, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("ASSETS_DIR", str(tmp_path / "made"))
    assert assets.main([]) == 0 and "0 bestanden" in capsys.readouterr().out


@pytest.mark.parametrize("missing", ["</head>", '<div id="root">'])
def test_only_what_the_app_cannot_do_without_stops_the_start_in_words(
    missing: str, other_files: Path
) -> None:
    (other_files / "index.html").write_text(PAGE.replace(missing, ""))
    with pytest.raises(SystemExit, match=re.escape(missing)) as stopped:
        application.options()
    assert streamlit.__version__ in str(stopped.value) and "requirements.txt" in str(stopped.value)


def test_a_release_without_apps_stops_the_start_in_words(monkeypatch) -> None:
    monkeypatch.delattr(streamlit, "App")
    with pytest.raises(SystemExit, match="st.App"):
        application.options()


def test_a_name_that_is_no_piece_stops_the_start_and_says_which_there_are(monkeypatch) -> None:
    monkeypatch.setenv("WITHOUT", "turns,curser")
    with pytest.raises(SystemExit, match="'curser'.*cursors"):
        application.options()


@pytest.mark.parametrize("name", pieces.PIECES)
def test_a_piece_that_is_left_out_is_left_out_alone_and_without_a_word(
    name: str, monkeypatch, caplog
) -> None:
    monkeypatch.setenv("WITHOUT", name)
    with caplog.at_level(logging.WARNING):
        fitted.fit()
    assert {other for other, state in pieces.states.items() if state != pieces.ON} == {
        name
    } and not caplog.records


def test_private_parts_are_imported_where_a_piece_is_laid_or_where_types_are_checked() -> None:
    sources = [inspect.getsource(module) for module in (internals, fitted.messages, front_end_files)]
    assert [
        line for source in sources for line in re.findall(r"(?m)^from streamlit\S* import .*$", source)
    ] == []


def everything_moved() -> str:
    """A start of the server on which no piece finds what it needs."""
    return (
        "import sys, uvicorn\n"
        "from screens.streamlit_patches import fitted, pieces\n"
        "def moved(): raise pieces.StreamlitChanged('moved')\n"
        "lay = pieces.lay\n"
        "fitted.lay = lambda name, piece=None: lay(name, moved)\n"
        "sys.exit(uvicorn.main())\n"
    )


class Moved(Server):
    """A server on which no piece fits."""

    def command(self) -> list[str]:
        return [sys.executable, "-c", everything_moved(), *super().command()[3:]]


def quick_scan(server: Server) -> list[str]:
    """What was done on the way through a quick scan; raises Failed when it cannot be finished."""

    async def through() -> list[str]:
        visitor = Visitor(server.url)
        await visitor.get("/")
        try:
            await walk(
                visitor,
                Plan(server.url, 1, 0, (0, 0), True, cold=False, papers=False),
                Random(1),
                asyncio.Event(),
            )
            status, body = await visitor.get("/advies.pdf")
        finally:
            await visitor.close()
        assert status == 200 and body.startswith(b"%PDF")
        return [sample.name for sample in visitor.samples]

    return asyncio.run(through())


@pytest.mark.parametrize(
    ("kind", "environment", "lines"), [(Server, {"PLAIN": "1"}, 0), (Moved, {}, 1)], ids=["left out", "moved"]
)
def test_a_quick_scan_is_finished_without_any_piece(
    kind: Callable[..., Server], environment: dict[str, str], lines: int, tmp_path
) -> None:
    server = kind(tmp_path, **shared_assets(), **environment).start()
    try:
        steps = quick_scan(server)
    finally:
        server.stop()
    assert steps[0] == "open" and steps[-1].startswith("press finish") and len(steps) > 20
    log = [line for line in server.log.splitlines() if "the app runs without" in line]
    assert [sum(f"'{name}'" in line for line in log) for name in pieces.PIECES] == [lines] * len(
        pieces.PIECES
    )
    assert "Traceback" not in server.log


def test_the_screens_say_the_same_when_nothing_is_looked_up_once(anew) -> None:
    def through() -> list[str]:
        app = start(an_app())
        said = [heading(app), question_id(app), html(app), html(walk_through(app)), html(to_result(app))]
        anew()
        return said

    with_it = through()
    pieces.states["lookups"] = pieces.OFF
    assert through() == with_it
