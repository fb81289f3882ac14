"""What reaches into Streamlit's private parts. Kept together, so that an upgrade opens one place.

How messages reach the browser stands in `streamlit_patches/messages.py`, what is read from the files of its
front end in `streamlit_patches/front_end_files.py`. Each of these is a piece (`pieces.py`): it imports what
it needs when it is laid, looks whether all is there, raises StreamlitChanged or whatever Python says when
not, and changes something only then.

`tests/screens/streamlit_patches/test_internals.py` tries each of these against the installed version and
fails loudly.
"""

from __future__ import annotations

import inspect
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import streamlit as st

from screens.streamlit_patches.pieces import StreamlitChanged, is_used
from screens.streamlit_patches.run_limit import run_limit

if TYPE_CHECKING:
    from streamlit.cursor import Cursor
    from streamlit.proto.ClientState_pb2 import ClientState
    from streamlit.proto.WidgetStates_pb2 import WidgetState
    from streamlit.runtime.app_session import AppSession
    from streamlit.runtime.scriptrunner import RerunData, ScriptRunner

try:  # asked for hundreds of times a second, so not at each call
    from streamlit.runtime.scriptrunner import get_script_run_ctx
except ImportError:
    get_script_run_ctx = None  # type: ignore[assignment]

SLEEPING_SESSIONS = 5000


def make_room_for_sleeping_sessions(sessions: int = SLEEPING_SESSIONS) -> None:
    """A phone that locks leaves a sleeping session. Streamlit keeps 128 of them, hard-coded; a room has more
    phones.
    """
    from streamlit.runtime.memory_session_storage import MemorySessionStorage

    start = MemorySessionStorage.__init__
    names = list(inspect.signature(start).parameters)
    if (
        names != ["self", "maxsize", "ttl_seconds"]
        or start.__defaults__ is None
        or len(start.__defaults__) != 2
    ):
        raise StreamlitChanged("MemorySessionStorage no longer takes maxsize and ttl_seconds")
    start.__defaults__ = (sessions, start.__defaults__[1])


def skip_module_scan() -> None:
    """Each resumed session scans all modules for files to watch (170 ms), also when nothing is watched; a new
    one only then.

    200 phones that come back at once would time out. Left alone when a developer does watch files.
    """
    from streamlit.watcher.local_sources_watcher import LocalSourcesWatcher

    if not callable(getattr(LocalSourcesWatcher, "update_watched_modules", None)):
        raise StreamlitChanged("LocalSourcesWatcher has no update_watched_modules")
    if st.get_option("server.fileWatcherType") == "none":
        LocalSourcesWatcher.update_watched_modules = lambda self: None  # type: ignore[method-assign]


def limit_runs() -> None:
    """A run waits for its turn, see `run_limit.py`."""
    from streamlit.runtime.scriptrunner import RerunData, ScriptRunner

    run = getattr(ScriptRunner, "_run_script", None)
    if (
        run is None
        or list(inspect.signature(run).parameters) != ["self", "rerun_data"]
        or not hasattr(RerunData(), "fragment_id_queue")
    ):
        raise StreamlitChanged("a ScriptRunner runs in another way")
    if hasattr(run, "instead_of"):
        return

    def in_turn(self: ScriptRunner, rerun_data: RerunData) -> None:
        with run_limit.acquired(whole=not rerun_data.fragment_id_queue):
            run(self, rerun_data)

    in_turn.instead_of = run  # type: ignore[attr-defined]
    ScriptRunner._run_script = in_turn  # type: ignore[method-assign]


def hear_every_click() -> None:
    """A click that Streamlit would forget draws the whole screen. There are two of these.

    One is in a fragment that the session does not hold: a phone whose server was restarted shows the old
    question for a moment, and its button belongs to the old session.

    The other comes together with a change in another fragment. Who chooses an answer and presses the button
    behind it makes two; when they are close, the browser sends both as one request for the fragment of the
    first. The callback of the second would run and what it changed would not be drawn.
    """
    from streamlit.proto.ClientState_pb2 import ClientState
    from streamlit.runtime.app_session import AppSession
    from streamlit.runtime.state.common import WidgetMetadata
    from streamlit.runtime.state.session_state import WStates

    ask = getattr(AppSession, "request_rerun", None)
    if ask is None or list(inspect.signature(ask).parameters) != ["self", "client_state"]:
        raise StreamlitChanged("AppSession has no request_rerun(self, client_state)")
    told_by_session = hasattr(AppSession, "has_fragment")  # since 1.67
    if not told_by_session and "self._fragment_storage.contains(" not in inspect.getsource(
        inspect.unwrap(ask)
    ):
        raise StreamlitChanged("a session does not tell which fragments it holds")
    if "fragment_id" not in WidgetMetadata.__dataclass_fields__ or not hasattr(WStates(), "widget_metadata"):
        raise StreamlitChanged("a session no longer knows the fragment of a widget")
    if not {"fragment_id", "is_auto_rerun", "widget_states"} <= set(ClientState.DESCRIPTOR.fields_by_name):
        raise StreamlitChanged("a browser tells a click in other words")
    if hasattr(ask, "instead_of"):
        return

    def ask_for_all(self: AppSession, client_state: ClientState | None) -> None:
        if (
            client_state and not client_state.is_auto_rerun
        ):  # one that refreshes itself is no click: it ends with its fragment
            elsewhere = changed_elsewhere(self, client_state)
            if elsewhere or not holds(self, client_state.fragment_id):
                client_state.fragment_id = ""
        ask(self, client_state)

    def holds(self: AppSession, part: str) -> bool:
        return self.has_fragment(part) if told_by_session else self._fragment_storage.contains(part)

    def changed_elsewhere(self: AppSession, client_state: ClientState) -> bool:
        about = self._session_state._new_widget_state.widget_metadata
        before: dict[str, WidgetState] = self.__dict__.get("_told", {})
        told = self.__dict__["_told"] = {widget.id: widget for widget in client_state.widget_states.widgets}
        return any(
            # What is told for the first time was drawn since, unless it is a press on a button.
            widget != before[name] if name in before else widget.trigger_value
            for name, widget in told.items()
            if name in about and about[name].fragment_id != client_state.fragment_id
        )

    ask_for_all.instead_of = ask_for_all.__wrapped__ = ask  # type: ignore[attr-defined]
    AppSession.request_rerun = ask_for_all  # type: ignore[method-assign]


def copy_cursors_quickly() -> None:
    """A fragment keeps, and takes back at each run, a deep copy of where it draws: a tenth of a run in
    general copying.
    """
    from streamlit.cursor import Cursor, RunningCursor, SparseList

    for owner in (Cursor, SparseList):
        if "__deepcopy__" in vars(owner) and not hasattr(vars(owner)["__deepcopy__"], "ours"):
            raise StreamlitChanged(f"{owner.__name__} copies itself by now")
    if set(vars(RunningCursor(0))) != {
        "_transient_index",
        "_transient_elements",
        "_root_container",
        "_parent_path",
        "_index",
    }:
        raise StreamlitChanged("a cursor holds other things")

    def copied(self: Cursor, memo: dict[int, Any]) -> Cursor:
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)  # numbers and tuples of numbers
        drawn = self._transient_elements
        twin._transient_elements = deepcopy(drawn, memo) if len(drawn) else SparseList()
        return twin

    copied.ours = True  # type: ignore[attr-defined]
    Cursor.__deepcopy__ = copied  # type: ignore[attr-defined]


def look_up_once() -> None:
    """Whether `of_this_run` can know where a run begins: there is something new in each run's context."""
    from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

    if (
        get_script_run_ctx is None
        or "suppress_warning" not in inspect.signature(get_script_run_ctx).parameters
    ):
        raise StreamlitChanged("the context of a run is found elsewhere")
    if "self.parallel_coordinator = " not in inspect.getsource(ScriptRunContext.reset):
        raise StreamlitChanged("a run has no coordinator of its own")


def of_this_run() -> dict[str, Any]:
    """What this run of the script looked up already, to be asked once: empty at its start, gone with it.

    Outside of a run an empty one each time, and everywhere when this piece is left out.
    """
    if get_script_run_ctx is None or not is_used("lookups"):
        return {}
    run = get_script_run_ctx(suppress_warning=True)
    if run is None:
        return {}
    begun, known = run.__dict__.get("_looked_up", (None, {}))
    if (
        begun is not run.parallel_coordinator
    ):  # a new one at each run, also at one that follows in the same thread
        known = {}
        run.__dict__["_looked_up"] = run.parallel_coordinator, known
    return known
