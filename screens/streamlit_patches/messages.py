"""How Streamlit's messages reach the browser: the first one made once, and all of a run together.

A part of what reaches into Streamlit's private parts, see `streamlit_patches/internals.py`;
`tests/screens/streamlit_patches/test_messages.py` tries each against the installed version and fails loudly.
"""

from __future__ import annotations

import asyncio
import inspect
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Any

import streamlit as st

from screens.streamlit_patches.pieces import StreamlitChanged

if TYPE_CHECKING:
    from streamlit.proto.ClientState_pb2 import ClientState
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from streamlit.runtime import Runtime
    from streamlit.runtime.app_session import AppSession
    from streamlit.runtime.scriptrunner import RunDescriptor, ScriptRunner, ScriptRunnerEvent

HELD_SECONDS = 0.01  # how long what a run draws is held for what it draws next
MOST_AT_ONCE = 200  # messages; a client whose queue holds more than 500 is taken for dead


def remember_beginning() -> None:
    """Each run begins with a message that says settings, pages and theme anew, from some 500 settings. Made
    once.

    Only the session and the run differ in it. Left alone when a developer watches files, and so may change
    the settings.
    """
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from streamlit.runtime import app_session
    from streamlit.runtime.app_session import AppSession
    from streamlit.runtime.pages_manager import PagesManager

    make, name = (
        getattr(AppSession, "_create_new_session_message", None),
        getattr(app_session, "_set_run_identity", None),
    )
    if make is None or name is None or not hasattr(PagesManager, "get_pages"):
        raise StreamlitChanged("a session makes its first message elsewhere")
    if hasattr(make, "instead_of") or st.get_option("server.fileWatcherType") != "none":
        return
    if list(inspect.signature(make).parameters) != ["self", "page_script_hash", "run_descriptor", "pages"]:
        raise StreamlitChanged("a session says other things in its first message")

    def begin(
        self: AppSession,
        page_script_hash: str,
        run_descriptor: RunDescriptor,
        pages: dict[str, Any] | None = None,
    ) -> ForwardMsg:
        shown = tuple(
            (key, page["page_name"], page["icon"])
            for key, page in (pages or self._pages_manager.get_pages()).items()
        )
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


def batch_events() -> None:
    """What a run of the script draws reaches the event loop, and the browser, together.

    Streamlit wakes the loop for each message, twice, by a call to the system that lets go of Python's lock:
    the run then waits for the loop and the loop for the run. It then empties the queues of all sessions, one
    message per turn. Here the messages of a run are held for at most ten milliseconds, and go out at once at
    its end. A run that computes for long shows what it drew before when it draws the next thing.
    """
    from streamlit.runtime import Runtime
    from streamlit.runtime.app_session import AppSession
    from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
    from streamlit.runtime.scriptrunner import ScriptRunnerEvent
    from streamlit.runtime.session_manager import SessionClientDisconnectedError, SessionManager

    for owner, names in (
        (
            AppSession,
            (
                "_on_scriptrunner_event",
                "_handle_scriptrunner_event_on_event_loop",
                "_call_soon_on_event_loop",
            ),
        ),
        (AppSession, ("flush_browser_queue", "on_flushed_messages_sent", "request_rerun")),
        (Runtime, ("_enqueued_some_message", "_get_async_objs", "_send_message", "disconnect_session")),
        (SessionManager, ("get_active_session_info",)),
        (ForwardMsgQueue, ("is_empty", "enqueue", "__len__")),
    ):
        if missing := [name for name in names if not hasattr(owner, name)]:
            raise StreamlitChanged(f"{owner.__name__} has no {', '.join(missing)}")
    if list(inspect.signature(AppSession._on_scriptrunner_event).parameters)[:3] != [
        "self",
        "sender",
        "event",
    ]:
        raise StreamlitChanged("a session hears other events")
    hear, tell, ask = (
        AppSession._on_scriptrunner_event,
        Runtime._enqueued_some_message,
        AppSession.request_rerun,
    )
    flush, sent = AppSession.flush_browser_queue, AppSession.on_flushed_messages_sent
    if hasattr(hear, "instead_of"):
        return

    def hold(self: AppSession, sender: ScriptRunner | None, event: ScriptRunnerEvent, **about: Any) -> None:
        held, mine = self.__dict__.setdefault("_held", deque()), self.__dict__
        if not held:
            mine["_held_since"] = monotonic()
        held.append((sender, event, about))
        # The first comes at the end of each run that no other one follows; what happens on the loop itself is
        # no run.
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
                except (
                    Exception
                ) as error:  # as the loop does with a callback that fails: told, and on to the next
                    asyncio.get_running_loop().call_exception_handler(
                        {"message": "an event of a session failed", "exception": error}
                    )
        finally:
            on_the_way.discard(self)
        deliver(self)

    def hand_on_first(self: AppSession, client_state: ClientState | None) -> None:
        # The next run may have a runner of its own; what one of the past still holds is then taken for noise.
        if self.__dict__.get("_held"):
            hand_on(self)
        ask(self, client_state)

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
    hand_on_first.__wrapped__ = ask  # type: ignore[attr-defined]
    AppSession.request_rerun = hand_on_first  # type: ignore[method-assign]
    Runtime._enqueued_some_message = tell_at_once  # type: ignore[method-assign]
    AppSession.flush_browser_queue = flush_in_portions  # type: ignore[method-assign]
    AppSession.on_flushed_messages_sent = sent_in_portions  # type: ignore[method-assign]
