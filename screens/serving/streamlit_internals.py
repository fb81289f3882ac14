"""Everything that reaches into Streamlit's private parts. One file, so that an upgrade breaks in one place.

What is read from the files of its front end stands in `streamlit_files.py`.

`tests/screens/test_streamlit_internals.py` tries each of these against the installed version and fails loudly.
"""

from __future__ import annotations

import asyncio
import inspect
from collections import deque
from copy import deepcopy
from time import monotonic
from typing import Any

from streamlit import config
from streamlit.cursor import Cursor, RunningCursor, SparseList
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, RunDescriptor, ScriptRunner, ScriptRunnerEvent, get_script_run_ctx
from streamlit.runtime.session_manager import SessionClientDisconnectedError, SessionManager
from streamlit.watcher.local_sources_watcher import LocalSourcesWatcher
from streamlit.web.server.starlette.starlette_websocket import StarletteSessionClient

from screens.serving.turns import turns

SLEEPING_SESSIONS = 5000
HELD_SECONDS = 0.01  # how long what a run draws is held for what it draws next
PAST_MIDDLEWARES = "weerbaarheidsscan.send"  # in the scope of a websocket: how to send without the middlewares
MOST_AT_ONCE = 200  # messages; a client whose queue holds more than 500 is taken for dead


class StreamlitChanged(RuntimeError):
    """An upgrade of Streamlit moved something that this file relies on."""


def make_room_for_sleeping_sessions(sessions: int = SLEEPING_SESSIONS) -> None:
    """A phone that locks leaves a sleeping session. Streamlit keeps 128 of them, hard-coded; a room has more phones."""
    start = MemorySessionStorage.__init__
    names = list(inspect.signature(start).parameters)
    if names != ["self", "maxsize", "ttl_seconds"] or start.__defaults__ is None or len(start.__defaults__) != 2:
        raise StreamlitChanged("MemorySessionStorage no longer takes maxsize and ttl_seconds")
    start.__defaults__ = (sessions, start.__defaults__[1])


def skip_module_scan() -> None:
    """Each new or resumed session scans all modules for files to watch (105 ms), also when nothing is watched.

    200 phones that come back at once would time out. Left alone when a developer does watch files.
    """
    if not callable(getattr(LocalSourcesWatcher, "update_watched_modules", None)):
        raise StreamlitChanged("LocalSourcesWatcher has no update_watched_modules")
    if config.get_option("server.fileWatcherType") == "none":
        LocalSourcesWatcher.update_watched_modules = lambda self: None  # type: ignore[method-assign]


def remember_beginning() -> None:
    """Each run begins with a message that says settings, pages and theme anew, from some 500 settings. Made once.

    Only the session and the run differ in it. Left alone when a developer watches files, and so may change the settings.
    """
    make, name = getattr(AppSession, "_create_new_session_message", None), getattr(app_session, "_set_run_identity", None)
    if make is None or name is None or not hasattr(PagesManager, "get_pages"):
        raise StreamlitChanged("a session makes its first message elsewhere")
    if hasattr(make, "instead_of") or config.get_option("server.fileWatcherType") != "none":
        return
    if list(inspect.signature(make).parameters) != ["self", "page_script_hash", "run_descriptor", "pages"]:
        raise StreamlitChanged("a session says other things in its first message")

    def begin(self: AppSession, page_script_hash: str, run_descriptor: RunDescriptor, pages: dict[str, Any] | None = None) -> ForwardMsg:
        shown = tuple((key, page["page_name"], page["icon"]) for key, page in (pages or self._pages_manager.get_pages()).items())
        about = page_script_hash, shown, self._run_on_save, self._state
        if about not in known:
            known[about] = make(self, page_script_hash, run_descriptor, pages)
            known[about].ClearField("metadata")
        message = ForwardMsg()
        message.CopyFrom(known[about])
        message.new_session.initialize.session_id = self.id
        name(message, run_descriptor)
        return message

    known: dict[object, ForwardMsg] = {}
    begin.instead_of = make  # type: ignore[attr-defined]
    AppSession._create_new_session_message = begin  # type: ignore[method-assign,assignment]


def send_directly() -> None:
    """Messages go to the browser past the middlewares, which have nothing to do with them and cost as much as sending.

    Front leaves its own way out in the scope, under `PAST_MIDDLEWARES`.
    """
    send = StarletteSessionClient._sender
    if hasattr(send, "instead_of"):
        return
    for piece in ("self._send_queue.get()", "self._websocket.send_bytes(payload)", "self._closed.set()"):
        if piece not in inspect.getsource(send):
            raise StreamlitChanged(f"a client no longer sends by {piece}")

    async def sender(self: StarletteSessionClient) -> None:
        way_out = self._websocket.scope.get(PAST_MIDDLEWARES)
        if way_out is None:
            await send(self)
            return
        try:
            while True:
                await way_out({"type": "websocket.send", "bytes": await self._send_queue.get()})
        except OSError:
            pass  # the browser is gone
        finally:
            self._closed.set()

    sender.instead_of = send  # type: ignore[attr-defined]
    StarletteSessionClient._sender = sender  # type: ignore[method-assign]


def take_turns() -> None:
    """A run waits for its turn, see `turns.py`."""
    run = getattr(ScriptRunner, "_run_script", None)
    if run is None or list(inspect.signature(run).parameters) != ["self", "rerun_data"] or not hasattr(RerunData(), "fragment_id_queue"):
        raise StreamlitChanged("a ScriptRunner runs in another way")
    if hasattr(run, "instead_of"):
        return

    def in_turn(self: ScriptRunner, rerun_data: RerunData) -> None:
        with turns.taken(whole=not rerun_data.fragment_id_queue):
            run(self, rerun_data)

    in_turn.instead_of = run  # type: ignore[attr-defined]
    ScriptRunner._run_script = in_turn  # type: ignore[method-assign]


def hear_every_click() -> None:
    """A click in a fragment that the session does not hold draws the whole screen; Streamlit would forget the click.

    A phone whose server was restarted shows the old question for a moment, and its button belongs to the old session.
    """
    ask = getattr(AppSession, "request_rerun", None)
    if ask is None or list(inspect.signature(ask).parameters) != ["self", "client_state"] or not hasattr(AppSession, "has_fragment"):
        raise StreamlitChanged("AppSession has no request_rerun(self, client_state) beside has_fragment")
    if hasattr(ask, "instead_of"):
        return

    def ask_for_all(self: AppSession, client_state: ClientState | None) -> None:
        # One that refreshes itself is no click: it ends with its fragment.
        if client_state and client_state.fragment_id and not client_state.is_auto_rerun and not self.has_fragment(client_state.fragment_id):
            client_state.fragment_id = ""
        ask(self, client_state)

    ask_for_all.instead_of = ask  # type: ignore[attr-defined]
    AppSession.request_rerun = ask_for_all  # type: ignore[method-assign]


def gather_events() -> None:
    """What a run of the script draws reaches the event loop, and the browser, together.

    Streamlit wakes the loop for each message, twice, by a call to the system that lets go of Python's lock: the run then
    waits for the loop and the loop for the run. It then empties the queues of all sessions, one message per turn. Here the
    messages of a run are held for at most ten milliseconds, and go out at once at its end. A run that computes for long
    shows what it drew before when it draws the next thing.
    """
    for owner, names in (
        (AppSession, ("_on_scriptrunner_event", "_handle_scriptrunner_event_on_event_loop", "_call_soon_on_event_loop")),
        (AppSession, ("flush_browser_queue", "on_flushed_messages_sent")),
        (Runtime, ("_enqueued_some_message", "_get_async_objs", "_send_message", "disconnect_session")),
        (SessionManager, ("get_active_session_info",)),
        (ForwardMsgQueue, ("is_empty", "enqueue", "__len__")),
    ):
        if missing := [name for name in names if not hasattr(owner, name)]:
            raise StreamlitChanged(f"{owner.__name__} has no {', '.join(missing)}")
    if list(inspect.signature(AppSession._on_scriptrunner_event).parameters)[:3] != ["self", "sender", "event"]:
        raise StreamlitChanged("a session hears other events")
    hear, tell = AppSession._on_scriptrunner_event, Runtime._enqueued_some_message
    flush, sent = AppSession.flush_browser_queue, AppSession.on_flushed_messages_sent
    if hasattr(hear, "instead_of"):
        return

    def hold(self: AppSession, sender: ScriptRunner | None, event: ScriptRunnerEvent, **about: Any) -> None:
        held, mine = self.__dict__.setdefault("_held", deque()), self.__dict__
        if not held:
            mine["_held_since"] = monotonic()
        held.append((sender, event, about))
        # The first comes at the end of each run that no other one follows; what happens on the loop itself is no run.
        over = event is ScriptRunnerEvent.SHUTDOWN or asyncio._get_running_loop() is not None
        if (over or monotonic() - mine["_held_since"] > HELD_SECONDS) and not mine.get("_woken"):
            mine["_woken"] = True
            self._call_soon_on_event_loop(lambda: hand_on(self))

    def hand_on(self: AppSession) -> None:
        self.__dict__["_woken"] = False  # first, so that what comes meanwhile wakes the loop once more
        held: deque[tuple[ScriptRunner | None, ScriptRunnerEvent, dict[str, Any]]] = self.__dict__["_held"]
        on_the_way.add(self)
        try:
            while held:
                sender, event, about = held.popleft()
                try:
                    if event is not ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
                        self._handle_scriptrunner_event_on_event_loop(sender, event, **about)
                    elif sender is self._scriptrunner:
                        self._browser_queue.enqueue(about["forward_msg"])
                except Exception as error:  # as the loop does with a callback that fails: told, and on to the next
                    asyncio.get_running_loop().call_exception_handler({"message": "an event of a session failed", "exception": error})
        finally:
            on_the_way.discard(self)
        deliver(self)

    def deliver(self: AppSession) -> None:
        runtime = Runtime.instance()
        there = runtime._session_mgr.get_active_session_info(self.id)
        if there is None or len(self._browser_queue) > MOST_AT_ONCE or self.__dict__.get("_in_portions"):
            tell_at_once(runtime)  # the loop sends it in portions, or leaves it until the phone comes back
            return
        try:
            for message in flush(self):
                runtime._send_message(there, message)
        except SessionClientDisconnectedError:
            runtime.disconnect_session(self.id, client=there.client)
        else:
            sent(self)

    def tell_at_once(self: Runtime) -> None:
        shared = self._get_async_objs()
        if asyncio._get_running_loop() is not shared.eventloop:
            tell(self)
        elif not on_the_way:
            shared.need_send_data.set()

    def flush_in_portions(self: AppSession) -> list[ForwardMsg]:
        if self._browser_queue.is_empty():
            return []
        self.__dict__["_in_portions"] = True  # until all is sent, so that nothing overtakes it
        return flush(self)

    def sent_in_portions(self: AppSession) -> None:
        self.__dict__["_in_portions"] = False
        sent(self)

    on_the_way: set[AppSession] = set()  # used on the loop alone
    hold.instead_of = hear  # type: ignore[attr-defined]
    AppSession._on_scriptrunner_event = hold  # type: ignore[method-assign,assignment]
    Runtime._enqueued_some_message = tell_at_once  # type: ignore[method-assign]
    AppSession.flush_browser_queue = flush_in_portions  # type: ignore[method-assign]
    AppSession.on_flushed_messages_sent = sent_in_portions  # type: ignore[method-assign]


def copy_cursors_quickly() -> None:
    """A fragment keeps, and takes back at each run, a deep copy of where it draws: a tenth of a run in general copying."""
    for owner in (Cursor, SparseList):
        if "__deepcopy__" in vars(owner) and not hasattr(vars(owner)["__deepcopy__"], "ours"):
            raise StreamlitChanged(f"{owner.__name__} copies itself by now")
    if set(vars(RunningCursor(0))) != {"_transient_index", "_transient_elements", "_root_container", "_parent_path", "_index"}:
        raise StreamlitChanged("a cursor holds other things")

    def copied(self: Cursor, memo: dict[int, Any]) -> Cursor:
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)  # numbers and tuples of numbers
        drawn = self._transient_elements
        twin._transient_elements = deepcopy(drawn, memo) if len(drawn) else SparseList()
        return twin

    copied.ours = True  # type: ignore[attr-defined]
    Cursor.__deepcopy__ = copied  # type: ignore[attr-defined]


def of_this_run() -> dict[str, Any]:
    """What this run of the script looked up already, to be asked once: empty at its start, gone with it.

    Outside of a run an empty one each time.
    """
    run = get_script_run_ctx(suppress_warning=True)
    if run is None:
        return {}
    begun, known = run.__dict__.get("_looked_up", (None, {}))
    if begun is not run.parallel_coordinator:  # a new one at each run, also at one that follows in the same thread
        known = {}
        run.__dict__["_looked_up"] = run.parallel_coordinator, known
    return known
