"""What a browser may say over the websocket: only the kinds of message that the screens need, in their own
form and size.

`sift` is asked for every message of everybody, so it only looks; it writes a message anew when there was
something to take out. Which widget a session has drawn, and what that offers, is known to the session alone:
see `screens/streamlit_patches/widget_values.py`.
"""

from __future__ import annotations

from math import isfinite
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.WidgetStates_pb2 import WidgetState

# Codes of RFC 6455 with which a connection is closed.
BROKEN, NO_TEXT, NOT_ALLOWED, TOO_BIG = 1002, 1003, 1008, 1009

MOST_BYTES = 200_000  # a screen full of fields, or a pasted scan, is a tenth of it
MOST_WIDGETS, MOST_CACHED, MOST_FILES = 500, 500, 5
LONGEST_ID, LONGEST_QUERY, LONGEST_ADDRESS, LONGEST_NAME, LONGEST_WORD = 400, 2_000, 4_000, 255, 100
LONGEST_VALUE = 60_000  # characters: a saved scan that is pasted
A_DAY_IN_MINUTES = 24 * 60
WIDGET = "$$ID-"  # how the id of everything begins that can be filled in

# Not among them: git information, emptying the cache, settings, debugging and installing.
KINDS = frozenset(
    {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"}
)
# Of what the screens draw; None is a field that was emptied.
FIELDS = frozenset(
    {
        None,
        "trigger_value",
        "bool_value",
        "string_value",
        "string_array_value",
        "double_value",
        "double_array_value",
        "int_value",
        "file_uploader_state_value",
    }
)


class Refused(Exception):
    """Nobody's browser says this: the connection is closed, with `code`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def sift(frame: bytes | None) -> tuple[bytes, bool] | None:
    """What may pass of one frame, and whether it asks for much: a whole screen, or a file; None when nothing of
    it may.

    Raises Refused for a frame of text (None), for one that is too big, and for one that is no message.
    """
    if frame is None:
        raise Refused(NO_TEXT)
    if len(frame) > MOST_BYTES:
        raise Refused(TOO_BIG)
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        raise Refused(BROKEN) from None
    kind = message.WhichOneof("type")
    if kind not in KINDS:
        return None
    if kind == "file_urls_request" and not _can_be(message.file_urls_request):
        return None
    if kind == "backend_operation_request":  # a file that is made when somebody takes it along
        asked_for = message.backend_operation_request.WhichOneof("payload")
        return (frame, True) if asked_for == "deferred_file" else None
    if kind != "rerun_script":
        return frame, False
    asked = message.rerun_script
    changed = _mend(asked)
    return message.SerializeToString() if changed else frame, not asked.fragment_id


def _can_be(asked: FileURLsRequest) -> bool:
    """Whether addresses to put files at are asked for as a browser does."""
    return len(asked.file_names) <= MOST_FILES and all(
        len(name) <= LONGEST_NAME for name in (*asked.file_names, asked.request_id, asked.session_id)
    )


def _mend(asked: ClientState) -> bool:
    """Takes out what cannot be; whether there was any."""
    wrong = [
        name
        for name, most in (
            ("query_string", LONGEST_QUERY),
            ("page_script_hash", LONGEST_WORD),
            ("page_name", LONGEST_WORD),
            ("fragment_id", LONGEST_WORD),
        )
        if len(getattr(asked, name)) > most
    ]
    cached = asked.cached_message_hashes
    if len(cached) > MOST_CACHED or any(len(one) > LONGEST_WORD for one in cached):
        wrong.append("cached_message_hashes")
    for name in wrong:
        asked.ClearField(name)  # type: ignore[arg-type]
    widgets = asked.widget_states.widgets
    kept = [widget for widget in widgets if _fits(widget)]
    if len(kept) > MOST_WIDGETS:
        kept = []
    odd = len(kept) < len(widgets)
    if odd:
        kept = [_copied(widget) for widget in kept]
        del widgets[:]
        widgets.extend(kept)
    return _mend_surroundings(asked) or odd or bool(wrong)


def _copied(widget: WidgetState) -> WidgetState:
    twin = WidgetState()
    twin.CopyFrom(widget)
    return twin


def _mend_surroundings(asked: ClientState) -> bool:
    """The same for what the browser tells about where it is."""
    if not asked.HasField("context_info"):
        return False
    about = asked.context_info
    wrong = [
        name for name in ("timezone", "locale", "color_scheme") if len(getattr(about, name)) > LONGEST_WORD
    ]
    if abs(about.timezone_offset) > A_DAY_IN_MINUTES:
        wrong.append("timezone_offset")
    if about.url and not _is_address(about.url):
        wrong.append("url")
    for name in wrong:
        about.ClearField(name)  # type: ignore[arg-type]
    return bool(wrong)


def _is_address(address: str) -> bool:
    if len(address) > LONGEST_ADDRESS:
        return False
    try:
        return urlsplit(address).scheme in ("http", "https")
    except ValueError:
        return False


def _fits(widget: WidgetState) -> bool:
    """Whether this can be the value of something that was drawn: an id of Streamlit's, and a value of its
    own form.
    """
    field = widget.WhichOneof("value")
    if field not in FIELDS or not widget.id.startswith(WIDGET) or len(widget.id) > LONGEST_ID:
        return False
    if field == "string_value":
        return len(widget.string_value) <= LONGEST_VALUE
    if field == "double_value":
        return isfinite(widget.double_value)
    if field == "double_array_value":
        return all(map(isfinite, widget.double_array_value.data))
    if field == "string_array_value":
        return all(len(one) <= LONGEST_VALUE for one in widget.string_array_value.data)
    return True
