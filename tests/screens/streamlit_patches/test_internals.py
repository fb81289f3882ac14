"""An upgrade of Streamlit that moves what we reach into fails here, loudly, and not in a room full of people."""

from __future__ import annotations

import logging
from copy import deepcopy
from types import SimpleNamespace

import pytest
from streamlit.cursor import RunningCursor
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo
from streamlit.watcher.local_sources_watcher import LocalSourcesWatcher

from screens.streamlit_patches import front_end_files, internals
from screens.streamlit_patches.icon_font import cut_font
from web.access_log import silence_access_log


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
    monkeypatch.setattr(internals.st, "get_option", lambda name: "none")
    internals.skip_module_scan()
    LocalSourcesWatcher.update_watched_modules(SimpleNamespace())  # type: ignore[arg-type]
    assert scanned == []


def test_the_scan_is_still_what_a_new_session_does() -> None:
    from inspect import getsource

    from streamlit.runtime import app_session

    assert "update_watched_modules" in getsource(app_session)


def who_is_asked(monkeypatch) -> tuple[list[str], SimpleNamespace]:
    """The fragments for which runs are asked, and a session with the fragments `question` and, inside it,
    `answers`.
    """
    asked: list[str] = []

    def request_rerun(self, client_state) -> None:
        asked.append(client_state.fragment_id)

    monkeypatch.setattr(AppSession, "request_rerun", request_rerun)
    internals.hear_every_click()
    about = {
        name: SimpleNamespace(fragment_id=part)
        for name, part in {"number": "answers", "next": "question", "language": None}.items()
    }
    state = SimpleNamespace(_new_widget_state=SimpleNamespace(widget_metadata=about))
    return asked, SimpleNamespace(
        has_fragment=lambda part: part in ("question", "answers"), _session_state=state
    )


@pytest.mark.parametrize(
    ("part", "by_itself", "wanted"),
    [
        ("question", False, "question"),
        ("gone", False, ""),
        ("gone", True, "gone"),
        ("question", True, "question"),
    ],
)
def test_a_click_in_a_fragment_that_is_gone_draws_the_whole_screen(
    part: str, by_itself: bool, wanted: str, monkeypatch
) -> None:
    asked, session = who_is_asked(monkeypatch)
    AppSession.request_rerun(session, ClientState(fragment_id=part, is_auto_rerun=by_itself))  # type: ignore[arg-type]
    assert asked == [wanted]


def test_a_release_in_which_only_the_storage_knows_the_fragments_hears_every_click_too(monkeypatch) -> None:
    asked: list[str] = []

    def request_rerun(self, client_state) -> None:
        if client_state.fragment_id and not self._fragment_storage.contains(client_state.fragment_id):
            return
        asked.append(client_state.fragment_id)

    monkeypatch.delattr(AppSession, "has_fragment")  # as before 1.67
    monkeypatch.setattr(AppSession, "request_rerun", request_rerun)
    internals.hear_every_click()
    state = SimpleNamespace(_new_widget_state=SimpleNamespace(widget_metadata={}))
    session = SimpleNamespace(
        _fragment_storage=SimpleNamespace(contains=lambda part: part == "question"), _session_state=state
    )
    for part in ("question", "gone"):
        AppSession.request_rerun(session, ClientState(fragment_id=part))  # type: ignore[arg-type]
    assert asked == ["question", ""]


def test_a_click_that_comes_together_with_a_change_in_another_fragment_draws_the_whole_screen(
    monkeypatch,
) -> None:
    asked, session = who_is_asked(monkeypatch)
    typed, tapped = WidgetState(id="number", double_value=14), WidgetState(id="next", trigger_value=True)
    dutch, english = (WidgetState(id="language", string_value=value) for value in ("nl", "en"))

    def ask(part: str, *widgets: WidgetState) -> None:
        AppSession.request_rerun(
            session, ClientState(fragment_id=part, widget_states=WidgetStates(widgets=widgets))
        )  # type: ignore[arg-type]

    ask("answers", dutch, typed)  # the language is told for the first time: nobody changed it
    ask("answers", dutch, typed, tapped)
    ask("question", dutch, typed, tapped)
    ask("answers", dutch, WidgetState(id="number", double_value=15))
    ask("answers", english, typed)
    ask("answers", english, typed, WidgetState(id="unknown", trigger_value=True))
    ask("", dutch, typed)
    ask("answers", dutch, typed)  # by then the language was drawn
    assert asked == ["answers", "", "question", "answers", "", "answers", "", "answers"]


def test_streamlit_still_forgets_a_click_in_a_fragment_that_is_gone() -> None:
    from inspect import getsource, unwrap

    assert "if fragment_id and not self.has_fragment(fragment_id):" in getsource(
        unwrap(AppSession.request_rerun)
    )


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
    assert (
        kept._transient_elements[3] == ["drawn for a moment"]
        and kept._transient_elements[3] is not cursor._transient_elements[3]
    )


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
    assert internals.st.get_option("runner.postScriptGC") is False
    assert internals.st.get_option("server.fileWatcherType") == "none"
    assert internals.st.get_option("server.disconnectedSessionTTL") == 3600
    assert internals.st.get_option("browser.gatherUsageStats") is False


def test_the_server_runs_on_uvloop_where_there_is_one() -> None:
    from uvicorn.config import Config

    # Without it small steps wait 40 ms for TCP; `streamlit[performance]` brings it, except on Windows.
    factory = Config("app:app").get_loop_factory()
    assert factory is not None and factory.__module__.startswith("uvloop")


def test_the_first_page_is_taken_apart_as_expected() -> None:
    html = front_end_files.index_html()
    for absent in ("<title>Streamlit", "prerenderReady", "_stcore", "<!--", "JavaScript", "SourceSans"):
        assert absent not in html
    assert html.format(lang="nl", head="HEAD", body="BODY").count("HEAD") == 1


def test_a_moved_piece_of_the_first_page_is_told_loudly(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "index.html").write_text("<html><title>New</title></html>")
    monkeypatch.setattr(front_end_files, "STATIC", tmp_path)
    with pytest.raises(internals.StreamlitChanged):
        front_end_files.index_html()


def test_every_element_of_the_first_screens_has_its_file() -> None:
    names = front_end_files.FIRST_ELEMENTS + front_end_files.LATER_ELEMENTS
    files = front_end_files.element_files(names)
    for name in names:
        assert any(f"/{name}." in file for file in files), name
    everything = front_end_files.index_files() + files
    assert len(everything) == len(set(everything)) > 60
    assert all((front_end_files.STATIC / file).is_file() for file in everything)


@pytest.mark.slow
def test_the_icon_font_holds_our_icons_and_streamlits_own() -> None:
    icons = front_end_files.own_icons()
    assert {"check", "close", "error", "expand_more"} <= icons
    small = cut_font(front_end_files.icon_font().read_bytes(), {"check", "arrow_back"})
    assert len(small) < 5_000
    with pytest.raises(ValueError, match="no_such_icon"):
        cut_font(front_end_files.icon_font().read_bytes(), {"no_such_icon"})


def test_logs_lose_visitors_and_keep_errors(caplog: pytest.LogCaptureFixture) -> None:
    silence_access_log()
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
    assert (
        starlette_routes.ROUTE_HEALTH == "_stcore/health"
        and starlette_routes.ROUTE_HOST_CONFIG == "_stcore/host-config"
    )
