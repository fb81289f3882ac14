"""An upgrade of Streamlit that moves what we reach into fails here, loudly, and not in a room full of people."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from types import SimpleNamespace

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo
from streamlit.watcher.local_sources_watcher import LocalSourcesWatcher

from screens.serving import streamlit_internals as internals
from screens.serving.icons import cut_font


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


def test_the_theme_that_is_remembered_is_the_theme() -> None:
    from streamlit.proto.NewSession_pb2 import CustomThemeConfig
    from streamlit.runtime import app_session

    make = app_session._populate_theme_msg
    make = getattr(make, "instead_of", make)
    internals.remember_theme()
    for section in ("theme", "theme.dark", "theme.sidebar"):
        said, remembered, again = CustomThemeConfig(), CustomThemeConfig(), CustomThemeConfig()
        make(said, section)
        app_session._populate_theme_msg(remembered, section)
        app_session._populate_theme_msg(again, section)
        assert said == remembered == again, section
    assert said.ByteSize() == 0 and remembered.primary_color == ""


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


def test_what_a_run_draws_reaches_the_loop_in_order_in_one_turn_and_a_failure_stops_nothing() -> None:
    internals.gather_events()
    told: list[object] = []
    turns: list[object] = []

    def fails() -> None:
        raise ValueError("one of them fails")

    async def loop() -> None:
        here = asyncio.get_running_loop()
        here.set_exception_handler(lambda _, context: told.append(type(context["exception"])))

        def soon(callback) -> None:
            turns.append(callback)
            here.call_soon(callback)

        session = SimpleNamespace(_event_loop=SimpleNamespace(call_soon_threadsafe=soon))
        for number in range(5):
            AppSession._call_soon_on_event_loop(session, fails if number == 2 else partial(told.append, number))  # type: ignore[arg-type]
        await asyncio.sleep(0.01)
        AppSession._call_soon_on_event_loop(session, partial(told.append, "later"))  # type: ignore[arg-type]
        await asyncio.sleep(0.01)

    asyncio.run(loop())
    assert told == [0, 1, ValueError, 3, 4, "later"] and len(turns) == 2


def test_events_from_many_threads_all_arrive_each_session_in_its_order() -> None:
    internals.gather_events()
    sessions, each = 8, 2000
    told: dict[int, list[int]] = {n: [] for n in range(sessions)}

    async def loop() -> None:
        here = asyncio.get_running_loop()

        def draw(number: int) -> None:
            session = SimpleNamespace(_event_loop=here)
            for message in range(each):
                AppSession._call_soon_on_event_loop(session, partial(told[number].append, message))  # type: ignore[arg-type]

        await asyncio.gather(*(asyncio.to_thread(draw, number) for number in range(sessions)))
        await asyncio.sleep(0.05)

    asyncio.run(loop())
    assert all(told[number] == list(range(each)) for number in range(sessions))


def test_a_message_on_the_loop_wakes_it_without_a_call_to_the_system() -> None:
    internals.gather_events()
    woken: list[str] = []

    async def loop() -> None:
        waits = asyncio.Event()
        far = SimpleNamespace(call_soon_threadsafe=lambda callback: woken.append("from afar"))
        here = asyncio.get_running_loop()
        for known in (here, far):
            Runtime._enqueued_some_message(SimpleNamespace(_get_async_objs=lambda k=known: SimpleNamespace(eventloop=k, need_send_data=waits)))
        woken.append("set" if waits.is_set() else "")

    asyncio.run(loop())
    assert woken == ["from afar", "set"]


def test_an_empty_queue_is_not_emptied_again() -> None:
    internals.gather_events()
    queue = ForwardMsgQueue()
    session = SimpleNamespace(_browser_queue=queue)
    assert AppSession.flush_browser_queue(session) == []  # type: ignore[arg-type]
    queue.enqueue(ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY))
    assert len(AppSession.flush_browser_queue(session)) == 1 and queue.is_empty()  # type: ignore[arg-type]


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
    html = internals.index_html()
    for absent in ("<title>Streamlit", "prerenderReady", "_stcore", "<!--", "JavaScript", "SourceSans"):
        assert absent not in html
    assert html.format(lang="nl", head="HEAD", body="BODY").count("HEAD") == 1


def test_a_moved_piece_of_the_first_page_is_told_loudly(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "index.html").write_text("<html><title>New</title></html>")
    monkeypatch.setattr(internals, "STATIC", tmp_path)
    with pytest.raises(internals.StreamlitChanged):
        internals.index_html()


def test_every_element_of_the_first_screens_has_its_file() -> None:
    names = internals.FIRST_ELEMENTS + internals.LATER_ELEMENTS
    files = internals.element_files(names)
    for name in names:
        assert any(f"/{name}." in file for file in files), name
    everything = internals.index_files() + files
    assert len(everything) == len(set(everything)) > 60
    assert all((internals.STATIC / file).is_file() for file in everything)


def test_the_icon_font_holds_our_icons_and_streamlits_own() -> None:
    icons = internals.own_icons()
    assert {"check", "close", "error", "expand_more"} <= icons
    small = cut_font(internals.icon_font().read_bytes(), {"check", "arrow_back"})
    assert len(small) < 5_000
    with pytest.raises(ValueError, match="no_such_icon"):
        cut_font(internals.icon_font().read_bytes(), {"no_such_icon"})


def test_logs_lose_visitors_and_keep_errors(caplog: pytest.LogCaptureFixture) -> None:
    internals.hush_logs()
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
