"""Who did what with events, accounts, editions and exchange: a log to which lines are added and none is changed.

Each line holds the digest of the one before it, so whoever changes or takes out a line breaks the chain; the file
itself refuses both. Nothing of respondents stands in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from data.folders import Folders
from data.organisers.registry import open_registry
from data.storage import writing

SERVER = "server"  # who did it, where it was a command or the calendar
START = "0" * 64  # what the first line follows
LONGEST = 200


@dataclass(frozen=True)
class Line:
    """One line: when (UTC), who (a login), what was done, and with what. `chain` is the digest of all this and of
    the line before.
    """

    number: int
    at: str
    who: str
    what: str
    about: str
    chain: str


def note(
    what: str, who: str, about: str = "", where: Folders | None = None, now: datetime | None = None
) -> None:
    """Adds a line. `what` is a name like 'event closed', never made from what somebody typed."""
    at = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
    who, about = (
        " ".join(text.encode("utf-8", "replace").decode().split())[:LONGEST] for text in (who, about)
    )
    with open_registry(where) as db, writing(db):
        last = db.execute("SELECT number, chain FROM audit ORDER BY number DESC LIMIT 1").fetchone()
        number, before = (last[0] + 1, last[1]) if last else (1, START)
        row = (number, at, who, what, about)
        db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?)", (*row, _chained(before, *row)))


def lines(where: Folders | None = None) -> Iterator[Line]:
    """All lines, oldest first."""
    with open_registry(where) as db:
        rows = db.execute("SELECT number, at, who, what, about, chain FROM audit ORDER BY number").fetchall()
    return (Line(*row) for row in rows)


def first_broken(where: Folders | None = None) -> int | None:
    """The number of the first line that does not follow from the one before; None when the chain is whole."""
    before, expected = START, 1
    for line in lines(where):
        chained = _chained(before, line.number, line.at, line.who, line.what, line.about)
        if line.number != expected or line.chain != chained:
            return expected
        before, expected = line.chain, expected + 1
    return None


def _chained(before: str, number: int, at: str, who: str, what: str, about: str) -> str:
    told = json.dumps([before, number, at, who, what, about], ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
