"""Enquiries: questions of one scan that somebody else answers, by a link with a token of its own.

What is asked and what is answered is sealed under that token, so the programme cannot read it, nor tell whose
it is. A link that was withdrawn, or is past its last day, opens nothing: its row is gone, or is not opened.
Beside the sealed texts stands only the quarter after which the row is removed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from data import clock
from data.folders import Folders, folders
from data.last_day import believed_day, certain_day, is_certain
from data.quarters import quarter_of
from data.safekeeping.sealed_text import seal, unseal
from data.storage import writing
from data.stores import open_store
from data.tokens import derive

_ASKED, _ANSWERED = "enquiry key", "enquiry answer key"
STEPS = Migrations("enquiries")


@STEPS()
def enquiries(db: Database) -> None:
    """A file of before there were steps has the table already."""
    db.execute(
        "CREATE TABLE IF NOT EXISTS enquiries "
        "(id BLOB PRIMARY KEY, quarter TEXT NOT NULL, asked BLOB NOT NULL, answered BLOB) WITHOUT ROWID"
    )


@dataclass(frozen=True)
class Enquiry:
    """An enquiry that is open: what is asked, until when (that day included), and what was answered so far."""

    asked: str
    until: date
    answered: str | None = None


def put_enquiry(token: str, asked: str, until: date, where: Folders | None = None) -> None:
    """Opens an enquiry under a fresh token. Raises TextTooLarge, BadToken.

    A clock that is far behind does not make it expire as soon as it is right again.
    """
    lookup = _lookup(token)
    kept = quarter_of(until if is_certain(where) else max(until, believed_day(where)))
    box = seal(token, _ASKED, json.dumps({"until": until.isoformat(), "asked": asked}), lookup)
    with open_enquiries(where) as db, writing(db):
        db.execute("INSERT INTO enquiries VALUES (?, ?, ?, NULL)", (lookup, kept, box))


def open_enquiry(token: str, where: Folders | None = None, today: date | None = None) -> Enquiry | None:
    """The enquiry of this token; None when it was withdrawn, is past its last day, or never was. Raises
    BadToken.
    """
    lookup = _lookup(token)
    with open_enquiries(where) as db:
        row = db.execute("SELECT asked, answered FROM enquiries WHERE id = ?", (lookup,)).fetchone()
    text = unseal(token, _ASKED, row[0], lookup) if row else None
    if row is None or text is None:
        return None
    kept = json.loads(text)
    until = date.fromisoformat(kept["until"])
    if until < (today or clock.today()):
        return None
    return Enquiry(kept["asked"], until, unseal(token, _ANSWERED, row[1], lookup) if row[1] else None)


def answer_enquiry(
    token: str, answered: str, where: Folders | None = None, today: date | None = None
) -> bool:
    """Keeps an answer, in place of an earlier one. False, and nothing kept, when the enquiry is not open.

    Raises TextTooLarge, BadToken.
    """
    if open_enquiry(token, where, today) is None:
        return False
    lookup = _lookup(token)
    box = seal(token, _ANSWERED, answered, lookup)
    with open_enquiries(where) as db, writing(db):  # nothing comes back that was withdrawn in the meantime
        return db.execute("UPDATE enquiries SET answered = ? WHERE id = ?", (box, lookup)).rowcount > 0


def withdraw_enquiry(token: str, where: Folders | None = None) -> bool:
    """Removes an enquiry and its answer at once, bytes included. Whether there was one. Raises BadToken."""
    with open_enquiries(where) as db, writing(db):
        return db.execute("DELETE FROM enquiries WHERE id = ?", (_lookup(token),)).rowcount > 0


def expire_enquiries(where: Folders | None = None, today: date | None = None) -> int:
    """Removes what was open until a quarter that is over; how many. The file is then written anew.

    Raises ClockInDoubt, and removes nothing.
    """
    over = quarter_of(certain_day(where, today))
    with open_enquiries(where) as db:
        with writing(db):
            gone = db.execute("DELETE FROM enquiries WHERE quarter < ?", (over,)).rowcount
        db.vacuum()
    return gone


def _lookup(token: str) -> bytes:
    return derive(token, "enquiry lookup", 16)


@contextmanager
def open_enquiries(where: Folders | None = None) -> Iterator[Database]:
    """The file of enquiries, made when it is not there."""
    with open_store(where or folders(), STEPS) as db:
        yield db
