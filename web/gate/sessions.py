"""A session belongs to the browser that began it: who asks for it back brings the same cookies.

Streamlit hands a session to whoever knows its id. Kept are digests alone, in memory, salted anew at each
start: neither an id nor a cookie can be read from them.
"""

from __future__ import annotations

import secrets
from hashlib import blake2b

from google.protobuf.message import DecodeError
from starlette.types import Scope
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from screens.session.cookies import organiser_cookie, scan_cookie

MOST_SESSIONS = 30_000  # more than can be asleep; 200 bytes each
PROTOCOLS = b"sec-websocket-protocol"
WITH_SESSION = 3  # protocol, token against forged requests, and then the session that is asked back


class BoundSessions:
    """Which session began with which cookies."""

    def __init__(self, most: int = MOST_SESSIONS) -> None:
        self._salt, self._most = secrets.token_bytes(32), most
        self._browser_of: dict[bytes, bytes] = {}

    def bind(self, session: str, scope: Scope) -> None:
        """This session is of whoever sent this request."""
        key = self._digest(session)
        self._browser_of.pop(key, None)
        self._browser_of[key] = self._browser(scope)  # last in the row
        if len(self._browser_of) > self._most:
            del self._browser_of[next(iter(self._browser_of))]

    def is_of(self, session: str, scope: Scope) -> bool:
        """Whether this session began with the cookies of this request."""
        known = self._browser_of.get(self._digest(session))
        return known is not None and secrets.compare_digest(known, self._browser(scope))

    def _browser(self, scope: Scope) -> bytes:
        return self._digest(f"{scan_cookie.of(scope) or ''}\n{organiser_cookie.of(scope) or ''}")

    def _digest(self, text: str) -> bytes:
        return blake2b(text.encode("utf-8", "replace"), key=self._salt, digest_size=16).digest()


def asked_back(scope: Scope) -> str:
    """The id of the session that a handshake asks back; empty when it asks for none."""
    parts = _protocols(scope)
    return parts[WITH_SESSION - 1] if len(parts) >= WITH_SESSION else ""


def without_asking(scope: Scope) -> Scope:
    """The same handshake, that asks for a session of its own."""
    parts = ", ".join(_protocols(scope)[: WITH_SESSION - 1]).encode("latin-1")
    kept = [pair for pair in scope["headers"] if pair[0] != PROTOCOLS]
    return {**scope, "headers": [*kept, (PROTOCOLS, parts)]}


def _protocols(scope: Scope) -> list[str]:
    said = b",".join(value for name, value in scope["headers"] if name == PROTOCOLS)
    return [part.strip() for part in said.decode("latin-1").split(",")]


def session_in(frame: bytes) -> str:
    """The id of the session that a message of Streamlit's tells; empty when it tells none."""
    try:
        message = ForwardMsg.FromString(frame)
    except DecodeError:
        return ""
    if message.WhichOneof("type") != "new_session":
        return ""
    return message.new_session.initialize.session_id
