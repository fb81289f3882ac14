"""What an ordinary request may hold: an address and a body of a size that can be, that come at once.

`RequestGate` refuses before anybody looks at the request; what streams in afterwards is counted as it comes.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

from data.organisers.rate_limits import JoinLimit, ManyLimits
from screens.downloads.requests import DOWNLOADS
from screens.session.cookies import organiser_cookie, scan_cookie
from web.gate.crowd import Addresses
from web.gate.origin import from_here
from web.gate.sessions import BoundSessions

LONGEST_PATH, LONGEST_QUERY = 1_000, 4_000  # characters
LONGEST_NAME = 255  # bytes of one part of a path: a file system knows no longer one
MOST_SENT, MOST_UPLOADED = (
    100_000,
    1_200_000,
)  # bytes: of a form; of a file of 1 MB with what stands around it
CHUNK_SECONDS, BODY_SECONDS = 20.0, 60.0  # how long the next piece of a body may take, and all of it
UPLOADS = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")
# A saved scan is all that is ever uploaded, and a file stays in memory for as long as its session.
UPLOADS_OF_ONE, UPLOADS_PER_MINUTE, UPLOADS_AT_ONCE = 10, 20, 200

# What costs the server work or room, and how often it may be asked from one address: per minute, and at once.
# All phones in a hall have one address, and want their paper in the same minutes.
WORK: tuple[tuple[Callable[[str, str], bool], tuple[int, int]], ...] = (
    (lambda method, path: method == "POST" and path == "/verder", (120, 600)),
    (lambda method, path: method == "POST" and path == "/controleer", (120, 600)),
    (lambda method, path: method == "POST" and path == "/adviseur", (30, 60)),
    (lambda method, path: path[1:] in DOWNLOADS, (600, 1_200)),
    (lambda method, path: path.startswith("/cijfers/") and "." in path, (60, 120)),
    (lambda method, path: path == "/cijfers/kwartaalverslag.pdf", (6, 12)),
)
# An organiser stands in a hall with one address: what the hall asks takes nothing of hers. Without a session of
# ours an event's papers cost nothing, since nobody gets them.
OF_AN_EVENT, PAPERS_OF_ORGANISER = "/bijeenkomst/", (60, 60)
FILES_OF_ONE = (20, 30)  # papers of one respondent


class RequestGate:
    """One for the server."""

    def __init__(self, sessions: BoundSessions) -> None:
        self._sessions, self._addresses = sessions, Addresses()
        self._work = [(is_it, ManyLimits(*limits)) for is_it, limits in WORK]
        self._own_files = ManyLimits(*FILES_OF_ONE)
        self._event_papers = ManyLimits(*PAPERS_OF_ORGANISER)
        self._uploads = JoinLimit(UPLOADS_PER_MINUTE, UPLOADS_AT_ONCE)
        self._uploads_of: dict[str, int] = {}

    def refusal(self, scope: Scope) -> int | None:
        """The status with which this request is refused unread; None when it may go on."""
        if len(scope["query_string"]) > LONGEST_QUERY or len(scope["path"]) > LONGEST_PATH:
            return 414
        if "\0" in scope["path"] or any(
            len(part.encode("utf-8", "replace")) > LONGEST_NAME for part in scope["path"].split("/")
        ):
            return 404
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or len(length) > 15:
            return 400
        if int(length) > self.most(scope):
            return 413
        if scope["method"] == "PUT" and (upload := UPLOADS.fullmatch(scope["path"])):
            return self._upload_refusal(upload[1], scope)
        return 429 if self._asks_too_much(scope) else None

    def _asks_too_much(self, scope: Scope) -> bool:
        path, address = scope["path"], b""
        for is_it, limits in self._work:
            if is_it(scope["method"], path):
                address = address or self._addresses.digest(scope)
                if not limits.take(address):
                    return True
        if path.startswith(OF_AN_EVENT):
            session = organiser_cookie.of(scope)
            who = self._addresses.digest(scope) if session is None else sha256(session.encode()).digest()
            return not self._event_papers.take(who)
        token = scan_cookie.of(scope) if path[1:] in DOWNLOADS else None
        return token is not None and not self._own_files.take(sha256(token.encode()).digest())

    def most(self, scope: Scope) -> int:
        """How many bytes the body of this request may have."""
        return MOST_UPLOADED if UPLOADS.fullmatch(scope["path"]) else MOST_SENT

    def _upload_refusal(self, session: str, scope: Scope) -> int | None:
        if from_here(scope) is None or not self._sessions.is_of(session, scope):
            return 403
        if self._uploads_of.get(session, 0) >= UPLOADS_OF_ONE or not self._uploads.take():
            return 429
        self._uploads_of[session] = self._uploads_of.pop(session, 0) + 1
        if len(self._uploads_of) > 10 * UPLOADS_AT_ONCE:
            del self._uploads_of[next(iter(self._uploads_of))]
        return None


def bounded(receive: Receive, most: int) -> Receive:
    """The same body, up to `most` bytes and without dawdling. What comes after it is not counted.

    Raises HTTPException where it is read: 413 for one that is larger, 408 for one that is slower.
    """
    taken, whole, until = 0, False, 0.0

    async def receive_bounded() -> Message:
        nonlocal taken, whole, until
        if whole:
            return await receive()
        now = asyncio.get_running_loop().time()
        until = until or now + BODY_SECONDS  # from when it is read for the first time
        try:
            async with asyncio.timeout(max(0.0, min(CHUNK_SECONDS, until - now))):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408) from None
        taken += len(message.get("body", b""))
        whole = message["type"] != "http.request" or not message.get("more_body")
        if taken > most:
            raise HTTPException(413)
        return message

    return receive_bounded
