"""Drafts: saved responses that only the holder of the token can read.

Each is sealed (data/safekeeping/sealed_text.py) under a key derived from the token, looked up by another value derived from it,
and padded to one length. Without the token the programme cannot read it, nor tell whose it is.

A token whose draft was wiped is never accepted again, by no process on this folder: whatever still holds it
(another tab, an old link, a draft that is written late) would otherwise put answers where somebody else finds
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from data.folders import Folders, folders
from data.last_day import believed_day, certain_day
from data.postgresql.notices import tell
from data.privacy import load_privacy
from data.quarters import earlier, quarter_of
from data.safekeeping.group_commit import GroupCommit
from data.safekeeping.sealed_text import TextTooLarge, seal, unseal
from data.storage import KeptOpen, writing
from data.stores import open_store
from data.tokens import BadToken, derive

_KEY = "draft key"
SAVED, WIPED = "saved", "wiped"  # what servers tell one another
_SCHEMA = "CREATE TABLE drafts (id BLOB PRIMARY KEY, quarter TEXT NOT NULL, box BLOB NOT NULL) WITHOUT ROWID"

STEPS = Migrations("drafts")


@STEPS()
def drafts(db: Database) -> None:
    db.execute(_SCHEMA)


@STEPS()
def wiped_tokens(db: Database) -> None:
    """Before this step a token that was wiped was forgotten. Of what was wiped a number is left that follows from the
    token: no moment, and nothing that leads to the draft.
    """
    db.execute("CREATE TABLE wiped (id BLOB PRIMARY KEY) WITHOUT ROWID")


class DraftTooLarge(ValueError):
    """More than fits in a draft; no answers of a real walk come near."""


class DraftDamaged(Exception):
    """Something was kept under this token, and nobody can read it any more: the file was damaged."""


class TokenWiped(BadToken):
    """What stood under this token was wiped: it opens and keeps nothing any more."""


@dataclass
class _Row:
    """A draft on its way to the file. `refused`: its token was wiped."""

    lookup: bytes
    quarter: str
    box: bytes
    wiped: bytes
    notice: str
    refused: bool = False


def save_draft(token: str, text: str, where: Folders | None = None, today: date | None = None) -> None:
    """Keeps a text under the token, in place of what was there; on disk when this returns.

    Raises DraftTooLarge, BadToken, TokenWiped.
    """
    box = _sealed(token, text)
    where = where or folders()
    row = _Row(
        _lookup(token), quarter_of(today or believed_day(where)), box, _wiped_id(token), notice_of(token)
    )
    _writer(where).write(row)
    if row.refused:
        raise TokenWiped("this token was wiped")


def load_draft(token: str, where: Folders | None = None, today: date | None = None) -> str | None:
    """What was kept under the token; None when there is nothing, nothing readable, or it was wiped. Reading
    counts as use.

    Raises BadToken.
    """
    try:
        return open_draft(token, where, today)
    except (TokenWiped, DraftDamaged):
        return None


def open_draft(token: str, where: Folders | None = None, today: date | None = None) -> str | None:
    """The same, for who goes on saving under the token. Raises BadToken, TokenWiped, DraftDamaged."""
    lookup, quarter = _lookup(token), quarter_of(today or believed_day(where))
    with open_drafts(where) as db:
        row = db.execute("SELECT box, quarter FROM drafts WHERE id = ?", (lookup,)).fetchone()
        # Also when there is a draft: a back-up that was put back may hold one that was wiped since.
        if _was_wiped(db, token):
            raise TokenWiped("this token was wiped")
        if row is None:
            return None
        if row[1] < quarter:
            with writing(db):
                db.execute("UPDATE drafts SET quarter = ? WHERE id = ?", (quarter, lookup))
    text = _opened(token, row[0])
    if text is None:
        raise DraftDamaged("a draft cannot be opened by its own token")
    return text


def renew_draft(token: str, before: str, after: str, where: Folders | None = None) -> bool:
    """Puts `after` in place of `before`, as load_draft gave it. False, and nothing changed, when something
    else was saved since.

    Raises DraftTooLarge, BadToken.
    """
    lookup, box = _lookup(token), _sealed(token, after)
    with open_drafts(where) as db, writing(db):
        row = db.execute("SELECT box FROM drafts WHERE id = ?", (lookup,)).fetchone()
        if row is None or _opened(token, row[0]) != before:
            return False
        db.execute("UPDATE drafts SET box = ? WHERE id = ?", (box, lookup))
    return True


def _sealed(token: str, text: str) -> bytes:
    try:
        return seal(token, _KEY, text, _lookup(token))
    except TextTooLarge as error:
        raise DraftTooLarge(f"a draft: {error}") from error


def _opened(token: str, box: bytes) -> str | None:
    return unseal(token, _KEY, box, _lookup(token))


def delete_draft(token: str, where: Folders | None = None) -> bool:
    """Removes the draft at once, bytes included, and refuses the token from now on. Whether there was a
    draft. Raises BadToken.
    """
    lookup, wiped, where = _lookup(token), _wiped_id(token), where or folders()
    with open_drafts(where) as db, writing(db):
        if where.database:
            tell(db, WIPED, [notice_of(token)])
        db.execute("INSERT INTO wiped VALUES (?) ON CONFLICT DO NOTHING", (wiped,))
        return db.execute("DELETE FROM drafts WHERE id = ?", (lookup,)).rowcount > 0


def is_wiped(token: str, where: Folders | None = None) -> bool:
    """Whether this token was wiped, by any process on this folder. Raises BadToken."""
    with open_drafts(where) as db:
        return _was_wiped(db, token)


def expire_drafts(where: Folders | None = None, today: date | None = None) -> int:
    """Removes the drafts that were last used more than eight quarters ago. How many.

    The file is then written anew in the order of the random ids, so that no place in it tells who came when.
    Raises ClockInDoubt, and removes nothing.
    """
    last = earlier(quarter_of(certain_day(where, today)), load_privacy().draft_kept.value + 1)
    with open_drafts(where) as db:
        with writing(db):
            gone = db.execute("DELETE FROM drafts WHERE quarter <= ?", (last,)).rowcount
        db.vacuum()
    return gone


@lru_cache(maxsize=8)
def _writer(where: Folders) -> GroupCommit[_Row]:
    """What everybody saves to the same file goes there together."""
    # A connection with PostgreSQL is kept by its pool.
    turn = (
        partial(open_drafts, where)
        if where.database
        else KeptOpen(where.drafts, lambda: open_drafts(where)).turn
    )

    def keep(rows: list[_Row]) -> None:
        # In the same transaction: a wipe comes before all of them, or behind all of them. In the order of their ids,
        # so that two servers which save the same rows never hold one another up.
        rows.sort(key=lambda row: row.lookup)
        with turn() as db, writing(db, beside_others=True):
            for row in rows:
                row.refused = (
                    db.execute("SELECT 1 FROM wiped WHERE id = ?", (row.wiped,)).fetchone() is not None
                )
            db.conn.executemany(
                "INSERT INTO drafts VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET quarter = excluded.quarter, box = excluded.box",
                [(row.lookup, row.quarter, row.box) for row in rows if not row.refused],
            )
            if where.database:
                tell(db, SAVED, [row.notice for row in rows if not row.refused])

    return GroupCommit(keep)


def notice_of(token: str) -> str:
    """By what servers speak of the draft of this token among themselves: nothing that is kept."""
    return sha256(token.encode()).hexdigest()


def _lookup(token: str) -> bytes:
    return derive(token, "draft lookup", 16)


def _wiped_id(token: str) -> bytes:
    return derive(token, "wiped", 16)


def _was_wiped(db: Database, token: str) -> bool:
    return db.execute("SELECT 1 FROM wiped WHERE id = ?", (_wiped_id(token),)).fetchone() is not None


@contextmanager
def open_drafts(where: Folders | None = None) -> Iterator[Database]:
    """The file of drafts, made when it is not there."""
    with open_store(where or folders(), STEPS) as db:
        yield db
