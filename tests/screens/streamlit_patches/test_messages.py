"""What a run draws reaches the browser whole, in order, and at once when the run ends."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from types import SimpleNamespace

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import RunDescriptor, ScriptRunnerEvent
from streamlit.runtime.session_manager import SessionClientDisconnectedError

from screens.streamlit_patches import messages


class Session(SimpleNamespace):
    """What a session needs to hear the events of its run: a queue, a client that is there or not, and who
    sends.
    """

    def __init__(self, loop, there: bool = True, **more) -> None:
        self.sent: list[object] = []
        info = SimpleNamespace(client=self)
        runtime = SimpleNamespace(
            _session_mgr=SimpleNamespace(get_active_session_info=lambda _: info if there else None),
            _send_message=lambda _, message: self.sent.append(
                message.script_finished or message.delta.new_element.text.body
            ),
            _get_async_objs=lambda: self.shared,
            disconnect_session=lambda *_, **__: self.sent.append("disconnected"),
        )
        super().__init__(
            id="one",
            _event_loop=loop,
            _browser_queue=ForwardMsgQueue(),
            _scriptrunner=self,
            turns=[],
            runtime=runtime,
            shared=SimpleNamespace(eventloop=loop, need_send_data=asyncio.Event()),
            _settle_pending=False,
            **more,
        )

    __hash__ = object.__hash__

    def _call_soon_on_event_loop(self, callback) -> None:
        self.turns.append(callback)
        self._event_loop.call_soon_threadsafe(callback)

    def _handle_scriptrunner_event_on_event_loop(self, sender, event, forward_msg=None, **_) -> None:
        if event is ScriptRunnerEvent.SCRIPT_STOPPED_WITH_COMPILE_ERROR:
            raise ValueError("one of them fails")
        if forward_msg is not None:
            self._browser_queue.enqueue(forward_msg)
            Runtime._enqueued_some_message(self.runtime)

    def flush_browser_queue(self):
        return AppSession.flush_browser_queue(self)  # type: ignore[arg-type]

    def says(self, event: ScriptRunnerEvent, **about) -> None:
        AppSession._on_scriptrunner_event(self, self, event, **about)  # type: ignore[arg-type]

    def draws(self, *texts: object) -> None:
        for place, text in enumerate(texts):
            message = ForwardMsg()
            message.metadata.delta_path.extend([0, hash(text) % 10**6 + place])
            message.delta.new_element.text.body = str(text)
            self.says(ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, forward_msg=message)


async def turns_of_the_loop() -> None:
    """What was handed to the loop, and what that hands on, has had its turn: counted, since time says nothing
    on a busy machine.
    """
    for _ in range(20):
        await asyncio.sleep(0)


def in_a_loop(act, monkeypatch, **about) -> Session:
    """A session after `act(session)` ran in a thread of its own and the loop had time."""
    messages.batch_events()

    async def loop() -> Session:
        here = asyncio.get_running_loop()
        session = Session(here, **about)
        here.set_exception_handler(lambda _, context: session.sent.append(type(context["exception"])))
        monkeypatch.setattr(Runtime, "instance", lambda: session.runtime)
        await asyncio.to_thread(act, session)
        await turns_of_the_loop()
        return session

    return asyncio.run(loop())


def test_what_a_run_draws_goes_out_at_its_end_in_order_in_one_turn_and_a_failure_stops_nothing(
    monkeypatch,
) -> None:
    monkeypatch.setattr(messages, "HELD_SECONDS", 60)  # however slow the machine, this run is not a long one

    def run(session: Session) -> None:
        session.draws("a", "b")
        session.says(ScriptRunnerEvent.SCRIPT_STOPPED_WITH_COMPILE_ERROR)
        session.draws("c")
        assert session.turns == []
        session.says(ScriptRunnerEvent.SHUTDOWN)

    session = in_a_loop(run, monkeypatch)
    assert session.sent == [ValueError, "a", "b", "c"] and len(session.turns) == 1
    assert not session.shared.need_send_data.is_set()


def test_a_long_run_shows_what_it_drew_when_it_draws_the_next_thing(monkeypatch) -> None:
    def run(session: Session) -> None:
        session.draws("early")
        time.sleep(2 * messages.HELD_SECONDS)
        session.draws("later")

    assert in_a_loop(run, monkeypatch).sent == ["early", "later"]


def test_what_happens_on_the_loop_itself_goes_out_at_once(monkeypatch) -> None:
    def run(session: Session) -> None:
        session._event_loop.call_soon_threadsafe(session.draws, "an error")

    assert in_a_loop(run, monkeypatch).sent == ["an error"]


def test_a_phone_that_is_away_finds_everything_when_it_is_back(monkeypatch) -> None:
    def run(session: Session) -> None:
        session.draws("a", "b")
        session.says(ScriptRunnerEvent.SHUTDOWN)

    session = in_a_loop(run, monkeypatch, there=False)
    assert session.sent == [] and len(session._browser_queue) == 2 and session.shared.need_send_data.is_set()


def test_more_than_a_client_can_hold_is_left_to_the_loop_in_portions(monkeypatch) -> None:
    def run(session: Session) -> None:
        session.draws(*range(messages.MOST_AT_ONCE + 1))
        session.says(ScriptRunnerEvent.SHUTDOWN)

    session = in_a_loop(run, monkeypatch)
    assert session.sent == [] and session.shared.need_send_data.is_set()
    assert len(session.flush_browser_queue()) == messages.MOST_AT_ONCE + 1


def test_nothing_overtakes_what_the_loop_is_sending_in_portions(monkeypatch) -> None:
    def run(session: Session) -> None:
        session.draws("a")
        session.says(ScriptRunnerEvent.SHUTDOWN)

    session = in_a_loop(run, monkeypatch, _in_portions=True)
    assert session.sent == [] and session.shared.need_send_data.is_set()
    AppSession.on_flushed_messages_sent(session)  # type: ignore[arg-type]
    assert session._in_portions is False


def test_a_client_that_is_gone_is_let_go(monkeypatch) -> None:
    def run(session: Session) -> None:
        def gone(*_) -> None:
            raise SessionClientDisconnectedError

        session.runtime._send_message = gone
        session.draws("a")
        session.says(ScriptRunnerEvent.SHUTDOWN)

    assert in_a_loop(run, monkeypatch).sent == ["disconnected"]


def test_events_of_many_threads_all_arrive_each_session_in_its_order(monkeypatch) -> None:
    messages.batch_events()
    each = 2000

    async def loop() -> list[Session]:
        here = asyncio.get_running_loop()
        sessions = [Session(here) for _ in range(8)]

        def run(session: Session) -> None:
            for number in range(each):
                session.says(ScriptRunnerEvent.SCRIPT_STARTED, number=number)
            session.says(ScriptRunnerEvent.SHUTDOWN)

        def told(session: Session):
            return lambda sender, event, number=None: session.sent.append(number)

        for session in sessions:
            session._handle_scriptrunner_event_on_event_loop = told(session)
        monkeypatch.setattr(Runtime, "instance", lambda: sessions[0].runtime)
        await asyncio.gather(*(asyncio.to_thread(run, session) for session in sessions))
        await turns_of_the_loop()
        return sessions

    assert all(session.sent == [*range(each), None] for session in asyncio.run(loop()))


def test_what_a_run_drew_is_handed_on_before_the_next_one_gets_a_runner_of_its_own(monkeypatch) -> None:
    def another_runner(self, client_state) -> None:
        self._scriptrunner = object()

    def run(session: Session) -> None:
        session.draws("a", "b")  # its end is not told yet, and a click comes in
        session._event_loop.call_soon_threadsafe(AppSession.request_rerun, session, None)

    # Fresh, so that it is laid over the runner of this test.
    for owner in (AppSession, Runtime):
        for name, value in list(vars(owner).items()):
            if hasattr(value, "instead_of"):
                monkeypatch.setattr(owner, name, value.instead_of)
    monkeypatch.setattr(AppSession, "request_rerun", another_runner)
    assert in_a_loop(run, monkeypatch).sent == ["a", "b"]


def test_a_message_on_the_loop_wakes_it_without_a_call_to_the_system() -> None:
    messages.batch_events()
    woken: list[str] = []

    async def loop() -> None:
        waits = asyncio.Event()
        far = SimpleNamespace(call_soon_threadsafe=lambda callback: woken.append("from afar"))
        here = asyncio.get_running_loop()
        for known in (here, far):
            Runtime._enqueued_some_message(
                SimpleNamespace(
                    _get_async_objs=lambda k=known: SimpleNamespace(eventloop=k, need_send_data=waits)
                )
            )
        woken.append("set" if waits.is_set() else "")

    asyncio.run(loop())
    assert woken == ["from afar", "set"]


def test_an_empty_queue_is_not_emptied_again() -> None:
    messages.batch_events()
    queue = ForwardMsgQueue()
    session = SimpleNamespace(_browser_queue=queue)
    assert AppSession.flush_browser_queue(session) == []  # type: ignore[arg-type]
    queue.enqueue(ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY))
    assert len(AppSession.flush_browser_queue(session)) == 1 and queue.is_empty()  # type: ignore[arg-type]


def a_session(number: str = "one") -> SimpleNamespace:
    """As much of a session as its first message asks for."""
    pages = {"p": {"page_script_hash": "p", "page_name": "vragen", "icon": "", "script_path": "app.py"}}
    about = SimpleNamespace(name="app", main_script_path="app.py", is_hello=False)
    manager = SimpleNamespace(main_script_path="app.py", main_script_hash="m", get_pages=lambda: pages)
    session = SimpleNamespace(
        id=number,
        _script_data=about,
        _pages_manager=manager,
        _run_on_save=False,
        _state=AppSessionState.APP_IS_RUNNING,
    )
    for name in ("_populate_app_pages", "_compute_skills_nudge_state"):
        setattr(session, name, partial(getattr(AppSession, name), session))
    return session


def test_the_beginning_that_is_remembered_is_the_beginning() -> None:
    made = getattr(
        AppSession._create_new_session_message, "instead_of", AppSession._create_new_session_message
    )
    messages.remember_beginning()
    for session in (a_session("one"), a_session("two")):
        for parts in ([], ["question"], ["answers"]):
            run = RunDescriptor.create(parts)
            assert AppSession._create_new_session_message(session, "p", run) == made(session, "p", run), parts  # type: ignore[arg-type]
        session._pages_manager.get_pages()["q"] = {
            "page_script_hash": "q",
            "page_name": "privacy",
            "icon": "",
            "script_path": "app.py",
        }
        session._state = AppSessionState.APP_NOT_RUNNING
        run = RunDescriptor.create(None)
        assert AppSession._create_new_session_message(session, "q", run) == made(session, "q", run)  # type: ignore[arg-type]
