"""Everything that reaches into Streamlit's private parts. One file, so that an upgrade breaks in one place.

`tests/screens/test_streamlit_internals.py` tries each of these against the installed version and fails loudly.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import re
from collections import deque
from collections.abc import Callable
from pathlib import Path

from streamlit import config, file_util
from streamlit.material_icon_names import ALL_MATERIAL_ICONS
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.watcher.local_sources_watcher import LocalSourcesWatcher

from screens.serving.icons import icons_in

SLEEPING_SESSIONS = 5000
STATIC = Path(file_util.get_static_dir())

# What the start screen and the first question draw with: fetched along with the first page, instead of one by one.
FIRST_ELEMENTS = ("Html", "PageLink", "ButtonGroup", "Button", "Radio", "Progress")
# What later questions and the result need: fetched when the browser has nothing else to do.
LATER_ELEMENTS = ("Checkbox", "NumberInput", "TextInput", "LinkButton")
# Paths of Streamlit that a browser needs. Everything else that Streamlit would answer stays closed:
# /_stcore/metrics, /_stcore/agent, the script health check, custom components of the first kind.
OPEN_PATHS = (
    "/static/", "/media/", "/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/_stcore/upload_file/",
    "/_stcore/bidi-components/", "/auth/", "/oauth2callback",
)  # fmt: skip


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


def remember_theme() -> None:
    """Each run tells the browser the theme anew, and reads some 500 settings for that: a fifth of its time. Read once.

    Left alone when a developer watches files, and so may change the settings.
    """
    make = getattr(app_session, "_populate_theme_msg", None)
    if make is None or list(inspect.signature(make).parameters) != ["msg", "section"]:
        raise StreamlitChanged("app_session has no _populate_theme_msg(msg, section)")
    if config.get_option("server.fileWatcherType") != "none" or hasattr(make, "instead_of"):
        return
    known: dict[str, CustomThemeConfig] = {}

    def fill(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in known:
            known[section] = CustomThemeConfig()
            make(known[section], section)
        if known[section].ByteSize():  # merging nothing would still make an empty part of it
            msg.MergeFrom(known[section])

    fill.instead_of = make  # type: ignore[attr-defined]
    app_session._populate_theme_msg = fill


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
    """What a run of the script draws reaches the event loop in a few turns, not in thirty.

    Streamlit wakes the loop for each message, twice, by a call to the system that lets go of Python's lock: the run then
    waits for the loop and the loop for the run. With hundreds of sessions it also empties every queue each time that one
    has something, the empty ones included.
    """
    soon, tell, flush = (
        getattr(owner, name, None)
        for owner, name in (
            (AppSession, "_call_soon_on_event_loop"), (Runtime, "_enqueued_some_message"), (AppSession, "flush_browser_queue"),
        )
    )  # fmt: skip
    if soon is None or tell is None or flush is None or list(inspect.signature(soon).parameters) != ["self", "callback"]:
        raise StreamlitChanged("the way of a message from the script to the event loop is another one")
    if not hasattr(Runtime, "_get_async_objs") or not hasattr(ForwardMsgQueue, "is_empty"):
        raise StreamlitChanged("Runtime has no _get_async_objs, or ForwardMsgQueue no is_empty")
    if hasattr(soon, "instead_of"):
        return

    def call_soon(self: AppSession, callback: Callable[[], None]) -> None:
        gathered = self.__dict__.setdefault("_gathered", deque())
        gathered.append(callback)
        if not self.__dict__.get("_woken"):
            self.__dict__["_woken"] = True
            soon(self, lambda: empty(self, gathered))

    def empty(self: AppSession, gathered: deque[Callable[[], None]]) -> None:
        self.__dict__["_woken"] = False  # first, so that what comes meanwhile wakes the loop once more
        while gathered:
            try:
                gathered.popleft()()
            except Exception as error:  # as the loop does with a callback that fails: told, and on to the next
                asyncio.get_running_loop().call_exception_handler({"message": "an event of a session failed", "exception": error})

    def tell_at_once(self: Runtime) -> None:
        shared = self._get_async_objs()
        if asyncio._get_running_loop() is shared.eventloop:
            shared.need_send_data.set()
        else:
            tell(self)

    def flush_what_is_there(self: AppSession) -> list[ForwardMsg]:
        return [] if self._browser_queue.is_empty() else flush(self)

    call_soon.instead_of = soon  # type: ignore[attr-defined]
    AppSession._call_soon_on_event_loop = call_soon  # type: ignore[method-assign]
    Runtime._enqueued_some_message = tell_at_once  # type: ignore[method-assign]
    AppSession.flush_browser_queue = flush_what_is_there  # type: ignore[method-assign]


def hush_logs() -> None:
    """No log of who asked for what when: Streamlit gives uvicorn's access log its handlers back, so take them again.

    uvicorn also tells of every websocket with its address; that goes too, warnings and errors stay.
    """
    access = logging.getLogger("uvicorn.access")
    access.handlers, access.propagate = [], False
    server = logging.getLogger("uvicorn.error")
    if not any(isinstance(known, _NoVisitors) for known in server.filters):
        server.addFilter(_NoVisitors())


class _NoVisitors(logging.Filter):
    """Drops the lines that uvicorn writes for each visitor."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING or not ("WebSocket" in record.msg or "connection " in record.msg)


def index_html() -> str:
    """Streamlit's first page without its comments, inline script, English words, own font and pointer to its agent API.

    Holds `{lang}`, `{head}` and `{body}` to fill in. Raises StreamlitChanged when a piece is not where it was.
    """
    html = re.sub(r"<!--.*?-->", "", (STATIC / "index.html").read_text("utf-8"), flags=re.S).replace("{", "{{").replace("}", "}}")
    for pattern, replacement in (
        (r'<html lang="en">', '<html lang="{lang}">'),
        (r'<link rel="shortcut icon"[^>]*>', ""),
        (r'<link\s+rel="preload"[^>]*as="font"[^>]*>', ""),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<title>Streamlit</title>", "{head}"),
        (r"<script>[^<]*prerenderReady[^<]*</script>", ""),
        (r"<noscript>.*?</noscript>", ""),
        (r'<div id="root"></div>', '<div id="root">{body}</div>'),
    ):
        html, count = re.subn(pattern, lambda _: replacement, html, flags=re.S)  # noqa: B023
        if count != 1:
            raise StreamlitChanged(f"index.html holds {pattern} {count} times instead of once")
    return re.sub(r"\n\s*", "\n", html).strip()


def index_files() -> list[str]:
    """Paths (as in the address, without the first slash) that Streamlit's first page names, and all that they import."""
    named = re.findall(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"', (STATIC / "index.html").read_text("utf-8"))
    return list(dict.fromkeys(path for start in named for path in _imports(start)))


def element_files(names: tuple[str, ...]) -> list[str]:
    """Paths of the scripts that draw these elements, and of all that they import; what the first page names is left out."""
    found = [f"static/js/{file.name}" for name in names for file in STATIC.glob(f"static/js/{name}.*.js")]
    known = set(index_files())
    return [path for path in dict.fromkeys(path for start in found for path in _imports(start)) if path not in known]


def _imports(path: str, known: dict[str, None] | None = None) -> list[str]:
    """The file and all that it imports at once, itself first."""
    known = {} if known is None else known
    if path not in known:
        known[path] = None
        if path.endswith(".js"):
            script = (STATIC / path).read_text("utf-8", errors="replace")
            for name in re.findall(r'(?:from|import)\s*["`]\./([\w.-]+\.js)["`]', script):
                _imports(f"static/js/{name}", known)
    return list(known)


def icon_font() -> Path:
    """The file of the icon font, 375 kB with all of its icons."""
    fonts = list(STATIC.glob("static/media/MaterialSymbols-Rounded.*.woff2"))
    if len(fonts) != 1:
        raise StreamlitChanged("no single MaterialSymbols-Rounded font")
    return fonts[0]


def own_icons() -> set[str]:
    """Names of the icons that Streamlit's own front end shows."""
    return icons_in(STATIC.glob("static/js/*.js")) & set(ALL_MATERIAL_ICONS)
