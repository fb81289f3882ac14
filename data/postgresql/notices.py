"""What one server tells the others at once, by PostgreSQL's own NOTIFY: that a scan was saved, or wiped.

A notice is no store: whoever does not listen at that moment never hears it, and it leaves nothing in the database.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from threading import Event

from sqlite_utils import Database

ME = secrets.token_hex(8)  # this process, which need not hear itself
_CHANNEL = "scan_drafts"
_AGAIN_SECONDS = 1.0  # after trouble
log = logging.getLogger(__name__)


def tell(db: Database, kind: str, about: list[str]) -> None:
    """Tells every other server, when the transaction that is under way is kept."""
    if about:
        db.conn.executemany(f"SELECT pg_notify('{_CHANNEL}', ?)", [(f"{ME} {kind} {one}",) for one in about])


def listen(
    url: str, heard: Callable[[str, str], None], missed: Callable[[], None], ended: Event, every: float = 1.0
) -> None:
    """Calls `heard` with kind and subject of every notice of another server, until it has `ended`; `missed` whenever
    some may have been missed: at the beginning, and after the connection was lost.
    """
    from psycopg import Connection, Error

    while not ended.is_set():
        try:
            with Connection.connect(
                url, autocommit=True, connect_timeout=5, application_name="scan"
            ) as connection:
                connection.execute(f"LISTEN {_CHANNEL}")
                missed()
                while not ended.is_set():
                    for notice in connection.notifies(timeout=every):
                        sender, kind, about = notice.payload.split(" ", 2)
                        if sender != ME:
                            heard(kind, about)
        except (Error, ValueError):
            log.exception("what other servers tell cannot be heard just now")
            ended.wait(_AGAIN_SECONDS)
