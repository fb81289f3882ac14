"""An upgrade of Streamlit that moves what we reach into fails here, loudly, and not in a room full of people."""

from __future__ import annotations

import asyncio
import logging
from copy import deepcopy
from functools import partial
from types import SimpleNamespace

import pytest
from streamlit.cursor import RunningCursor
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.scriptrunner import RunDescriptor
from streamlit.runtime.session_manager import SessionInfo
from streamlit.watcher.local_sources_watcher import LocalSourcesWatcher
from streamlit.web.server.starlette.starlette_websocket import StarletteSessionClient
from uvicorn.protocols.utils import ClientDisconnected

from screens.serving import streamlit_files
from screens.serving import streamlit_internals as internals
from screens.serving.icons import cut_font
from screens.serving.quiet import hush_logs


def test_thousands_of_sleeping_sessions_are_kept_for_an_hour() -> None:
    internals.make_room_for_sleeping_sessions()
    storage = MemorySessionStorage(ttl_seconds=3600)
    for number in range(3000):
        storage.save(SessionInfo(client=None, session=SimpleNamespace(id=str(number))))
    assert len(storage.list()) == 3000 and storage.get("0") is not None


def test_another_shape_of_the_session_storage_is_told_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemorySessionStorage, "__init__", lambda self, room=1: None)
    with pytest.raises(internals.StreamlitChanged):
        internals.make_room_for_sleeping_sessions()


def test_nobody_scans_modules_when_nothing_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    scanned: list[object] = []
    monkeypatch.setattr(LocalSourcesWatcher, "update_watched_modules", lambda self: scanned.append(self))
    monkeypatch.setattr(internals.config, "get_option", lambda name: "none")
    internals.skip_module_scan()
    LocalSourcesWatcher.update_watched_modules(SimpleNamespace())  # type: ignore[arg-type]
    assert scanned == []


def test_the_scan_is_still_what_a_new_session_does() -> None:
    from inspect import getsource

    from streamlit.runtime import app_session

    assert "update_watched_modules" in getsource(app_session)


def a_session(number: str = "one") -> SimpleNamespace:
    """As much of a session as its first message asks for."""
    pages = {"p": {"page_script_hash": "p", "page_name": "vragen", "icon": "", "script_path": "app.py"}}
    about = SimpleNamespace(name="app", main_script_path="app.py", is_hello=False)
    manager = SimpleNamespace(main_script_path="app.py", main_script_hash="m", get_pages=lambda: pages)
    session = SimpleNamespace(
        id=number, _script_data=about, _pages_manager=manager, _run_on_save=False, _state=AppSessionState.APP_IS_RUNNING
    )
    for name in ("_populate_app_pages", "_compute_skills_nudge_state"):
        setattr(session, name, partial(getattr(AppSession, name), session))
    return session


def test_the_beginning_that_is_remembered_is_the_beginning() -> None:
    made = getattr(AppSession._create_new_session_message, "instead_of", AppSession._create_new_session_message)
    internals.remember_beginning()
    for session in (a_session("one"), a_session("two")):
        for parts in ([], ["question"], ["answers"]):
            run = RunDescriptor.create(parts)
            assert AppSession._create_new_session_message(session, "p", run) == made(session, "p", run), parts  # type: ignore[arg-type]
        session._pages_manager.get_pages()["q"] = {"page_script_hash": "q", "page_name": "privacy", "icon": "", "script_path": "app.py"}
        session._state = AppSessionState.APP_NOT_RUNNING
        run = RunDescriptor.create(None)
        assert AppSession._create_new_session_message(session, "q", run) == made(session, "q", run)  # type: ignore[arg-type]


@pytest.mark.parametrize("gone", [ClientDisconnected, asyncio.CancelledError])
def test_messages_go_past_the_middlewares_in_order_until_the_browser_is_gone(gone) -> None:
    internals.send_directly()
    sent: list[object] = []

    async def way_out(message) -> None:
        if message["bytes"] == b"last":
            raise gone
        sent.append(message)

    async def loop() -> bool:
        scope = {internals.PAST_MIDDLEWARES: way_out}
        client = SimpleNamespace(_send_queue=asyncio.Queue(), _closed=asyncio.Event(), _websocket=SimpleNamespace(scope=scope))
        for payload in (b"one", b"two", b"last", b"never"):
            client._send_queue.put_nowait(payload)
        try:
            await StarletteSessionClient._sender(client)  # type: ignore[arg-type]
        except asyncio.CancelledError:
            sent.append("cancelled")
        return client._closed.is_set()

    assert asyncio.run(loop())
    told = [{"type": "websocket.send", "bytes": payload} for payload in (b"one", b"two")]
    assert sent == (told if gone is ClientDisconnected else [*told, "cancelled"])


@pytest.mark.parametrize(
    ("held", "by_itself", "wanted"), [(True, False, "question"), (False, False, ""), (False, True, "question"), (True, True, "question")]
)
def test_a_click_in_a_fragment_that_is_gone_draws_the_whole_screen(held: bool, by_itself: bool, wanted: str, monkeypatch) -> None:
    asked: list[str] = []

    def request_rerun(self, client_state) -> None:
        asked.append(client_state.fragment_id)

    monkeypatch.setattr(AppSession, "request_rerun", request_rerun)
    internals.hear_every_click()
    session = SimpleNamespace(has_fragment=lambda fragment_id: held)
    AppSession.request_rerun(session, ClientState(fragment_id="question", is_auto_rerun=by_itself))  # type: ignore[arg-type]
    assert asked == [wanted]


def test_streamlit_still_forgets_a_click_in_a_fragment_that_is_gone() -> None:
    from inspect import getsource

    ask = AppSession.request_rerun
    assert "if fragment_id and not self.has_fragment(fragment_id):" in getsource(getattr(ask, "instead_of", ask))


def test_a_cursor_that_is_copied_quickly_is_the_cursor() -> None:
    internals.copy_cursors_quickly()
    cursor = RunningCursor(0, (1, 2))
    cursor.lock_element()
    child = cursor.open_block()
    twins = deepcopy({0: cursor}), deepcopy(child.lock_element())
    assert vars(twins[0][0])["_index"] == 2 and twins[0][0].delta_path == cursor.delta_path == [0, 1, 2, 2]
    assert twins[1].delta_path == [0, 1, 2, 1, 0] and twins[1].is_locked
    twins[0][0].open_block()
    assert cursor.index == 2, "the copy moves without the original"
    cursor._transient_elements[3] = ["drawn for a moment"]
    kept = deepcopy(cursor)
    assert kept._transient_elements[3] == ["drawn for a moment"] and kept._transient_elements[3] is not cursor._transient_elements[3]


def test_what_a_run_looked_up_goes_with_it(monkeypatch) -> None:
    run = SimpleNamespace(parallel_coordinator=object())
    monkeypatch.setattr(internals, "get_script_run_ctx", lambda **_: run)
    internals.of_this_run()["language"] = "nl"
    assert internals.of_this_run() == {"language": "nl"}
    run.parallel_coordinator = object()  # as reset does at the next run in the same thread
    assert internals.of_this_run() == {}
    monkeypatch.setattr(internals, "get_script_run_ctx", lambda **_: None)
    internals.of_this_run()["language"] = "de"
    assert internals.of_this_run() == {}, "outside of a run nothing is kept"


def test_each_run_still_has_a_coordinator_of_its_own() -> None:
    from inspect import getsource

    from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

    assert "self.parallel_coordinator = ParallelFragmentCoordinator(" in getsource(ScriptRunContext.reset)


def test_the_settings_that_a_room_depends_on_are_in_force() -> None:
    assert internals.config.get_option("runner.postScriptGC") is False
    assert internals.config.get_option("server.fileWatcherType") == "none"
    assert internals.config.get_option("server.disconnectedSessionTTL") == 3600
    assert internals.config.get_option("browser.gatherUsageStats") is False


def test_the_server_runs_on_uvloop_where_there_is_one() -> None:
    from uvicorn.config import Config

    # Without it small steps wait 40 ms for TCP; `streamlit[performance]` brings it, except on Windows.
    factory = Config("app:app").get_loop_factory()
    assert factory is not None and factory.__module__.startswith("uvloop")


def test_the_first_page_is_taken_apart_as_expected() -> None:
    html = streamlit_files.index_html()
    for absent in ("<title>Streamlit", "prerenderReady", "_stcore", "<!--", "JavaScript", "SourceSans"):
        assert absent not in html
    assert html.format(lang="nl", head="HEAD", body="BODY").count("HEAD") == 1


def test_a_moved_piece_of_the_first_page_is_told_loudly(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "index.html").write_text("<html><title>New</title></html>")
    monkeypatch.setattr(streamlit_files, "STATIC", tmp_path)
    with pytest.raises(internals.StreamlitChanged):
        streamlit_files.index_html()


def test_every_element_of_the_first_screens_has_its_file() -> None:
    names = streamlit_files.FIRST_ELEMENTS + streamlit_files.LATER_ELEMENTS
    files = streamlit_files.element_files(names)
    for name in names:
        assert any(f"/{name}." in file for file in files), name
    everything = streamlit_files.index_files() + files
    assert len(everything) == len(set(everything)) > 60
    assert all((streamlit_files.STATIC / file).is_file() for file in everything)


def test_the_icon_font_holds_our_icons_and_streamlits_own() -> None:
    icons = streamlit_files.own_icons()
    assert {"check", "close", "error", "expand_more"} <= icons
    small = cut_font(streamlit_files.icon_font().read_bytes(), {"check", "arrow_back"})
    assert len(small) < 5_000
    with pytest.raises(ValueError, match="no_such_icon"):
        cut_font(streamlit_files.icon_font().read_bytes(), {"no_such_icon"})


def test_logs_lose_visitors_and_keep_errors(caplog: pytest.LogCaptureFixture) -> None:
    hush_logs()
    log = logging.getLogger("uvicorn.error")
    said: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.info('%s - "WebSocket %s" [accepted]', "10.0.0.1:5", "/_stcore/stream")
    log.info("connection open")
    log.error("something broke")
    log.removeHandler(handler)
    assert said == ["something broke"]
    assert not logging.getLogger("uvicorn.access").hasHandlers()


def test_streamlit_forgot_nothing_that_the_browser_needs() -> None:
    from streamlit.web.server.starlette import starlette_routes, starlette_websocket

    assert starlette_websocket._ROUTE_WEBSOCKET_STREAM == "_stcore/stream"
    assert starlette_routes.ROUTE_HEALTH == "_stcore/health" and starlette_routes.ROUTE_HOST_CONFIG == "_stcore/host-config"
