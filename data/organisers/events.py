"""Events: made by an organiser, joined with a code nobody can guess, closed by hand or on their last day."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Literal

from data import clock
from data.aggregates.blocks import smallest_block
from data.aggregates.folding import Site, last_day_of, publish, seal_block, turn_quarter
from data.aggregates.participation import taken_part
from data.aggregates.pending import Pending, open_pending
from data.aggregates.tallies import EVENT_PARTS, Cell
from data.folders import Folders, folders
from data.last_day import believed_day, certain_day, is_certain
from data.organisers.accounts import Account
from data.organisers.registry import open_registry
from data.storage import writing
from questionnaire.language.translation import N_

# No vowels (no words by accident) and nothing that looks alike: 26 letters and digits, 9 of them make 42
# bits.
ALPHABET = "BCDFGHJKLMNPQRSTVWXYZ34679"
CODE_LENGTH = 9
LONGEST_NAME = 80
LONGEST_MESSAGE = 120


_FIXED = ("id", "code", "owner", "closed", "joined")  # columns of their own; nobody changes them


class EventError(ValueError):
    """An event cannot be made or changed; the message is for the organiser."""


@dataclass(frozen=True)
class Event:
    """A meeting where the scan is done. `id` names it in the aggregates, `code` lets people in.

    `until` is the last day on which it takes responses; `closed` the day it was closed, None while it is
    open. `joined` counts those who began; `finished` those who had finished when it was closed, also the few
    whose block was destroyed unread.
    """

    id: str
    code: str
    owner: str
    name: str
    day: date
    until: date
    municipality: str = ""
    sectors: tuple[str, ...] = ()
    scan: Literal["quick", "full"] = "quick"
    language: str = "nl"
    message: str = ""
    closed: date | None = None
    joined: int = 0
    finished: int | None = None

    def is_open(self, today: date) -> bool:
        """Whether it takes responses today."""
        return self.closed is None and today <= self.until

    @property
    def cell(self) -> Cell:
        return Cell("event", self.id)

    @property
    def shown_code(self) -> str:
        """The code in groups of three, as it stands on a slide."""
        return "-".join(self.code[i : i + 3] for i in range(0, CODE_LENGTH, 3))


def add_event(
    site: Site,
    owner: str,
    name: str,
    day: date,
    until: date | None = None,
    *,
    municipality: str = "",
    sectors: Iterable[str] = (),
    scan: Literal["quick", "full"] = "quick",
    language: str = "nl",
    message: str = "",
) -> Event:
    """A new event with a fresh code; its blocks are opened at once. Raises EventError."""
    if not site.region.events:
        raise EventError("Deze scan heeft geen bijeenkomsten: in data/region.yaml staat 'events: false'.")
    name, message, until = _line(name, LONGEST_NAME), _line(message, LONGEST_MESSAGE), until or day
    _refuse_odd(name, day, until, site.today)
    if municipality and municipality not in {m.id for m in site.region.municipalities}:
        raise EventError(f"De gemeente '{municipality}' staat niet in data/region.yaml.")
    event = Event(
        secrets.token_hex(8),
        _new_code(),
        owner,
        name,
        day,
        until,
        municipality,
        tuple(sectors),
        scan,
        language,
        message,
    )
    # First the blocks: an event that can be joined can also be counted.
    with open_pending(site.folders) as pending, pending.transaction():
        _open_blocks(pending, site, event)
    with open_registry(site.folders) as db, writing(db):
        db.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)",
            (event.id, event.code, owner, None, 0, _content(event)),
        )
    return event


def _refuse_odd(name: str, day: date, until: date, today: date) -> None:
    if not name:
        raise EventError(N_("Geef de bijeenkomst een naam."))
    if until < day:
        raise EventError(N_("De bijeenkomst sluit voordat zij begint. Kies een latere sluitdag."))
    if until < today:
        raise EventError(N_("De sluitdag is al voorbij. Kies een latere dag."))


def change_event(
    event: Event, where: Folders | None = None, today: date | None = None, **changes: object
) -> Event:
    """The event with other texts, days or settings. Id, code and owner stay. Raises EventError on a closed
    one.
    """
    if event.closed:
        raise EventError(N_("De bijeenkomst is gesloten."))
    changed: Event = replace(event, **{k: v for k, v in changes.items() if k not in _FIXED})  # type: ignore[arg-type]
    changed = replace(
        changed, name=_line(changed.name, LONGEST_NAME), message=_line(changed.message, LONGEST_MESSAGE)
    )
    if {"name", "day", "until"} & changes.keys():
        _refuse_odd(changed.name, changed.day, changed.until, today or clock.today())
    where = where or folders()
    with open_registry(where) as db, writing(db):
        if not db.execute(
            "UPDATE events SET content = ? WHERE id = ? AND closed IS NULL", (_content(changed), event.id)
        ).rowcount:
            raise EventError("De bijeenkomst is gesloten.")  # by somebody else, after this one was read
    with open_pending(where) as pending, pending.transaction():
        if pending.state(last_day_of(event.id)) is not None:  # closing takes it away, for good
            pending.set_state(last_day_of(event.id), changed.until.isoformat())
    return changed


def event_by_code(code: str, today: date | None = None, where: Folders | None = None) -> Event | None:
    """The open event that a code lets into; None for a wrong code and for an event that is over."""
    found = _events("code = ?", (plain_code(code),), where)
    return found[0] if found and found[0].is_open(today or believed_day(where)) else None


def event(event_id: str, where: Folders | None = None) -> Event | None:
    """The event with this id, open or not."""
    found = _events("id = ?", (event_id,), where)
    return found[0] if found else None


def events_for(account: Account, where: Folders | None = None) -> list[Event]:
    """The events an account may see: the team all, an organiser their own; newest first."""
    return (
        _events("1 = 1", (), where) if account.role == "team" else _events("owner = ?", (account.id,), where)
    )


def may_see(account: Account | None, event: Event) -> bool:
    """Whether an account has rights to an event."""
    return account is not None and (account.role == "team" or event.owner == account.id)


def joined(event_id: str, where: Folders | None = None) -> None:
    """Counts one more who began: a number, nobody's trace."""
    with open_registry(where) as db, writing(db):
        db.execute("UPDATE events SET joined = joined + 1 WHERE id = ?", (event_id,))


def close_event(site: Site, event: Event) -> Event:
    """Closes an event: what holds at least k is sealed, what holds less is destroyed unread. Closing twice is
    harmless.

    Raises ClockInDoubt, and closes nothing.
    """
    certain_day(site.folders, site.today)
    finished = taken_part("event", site.folders).get(event.id, {}).get("quick")
    done = finished.all if finished else 0
    with open_registry(site.folders) as db, writing(db):
        row = db.execute("SELECT content FROM events WHERE id = ? AND closed IS NULL", (event.id,)).fetchone()
        if row is not None:
            content = json.dumps(json.loads(row[0]) | {"finished": done}, sort_keys=True)
            db.execute(
                "UPDATE events SET closed = ?, content = ? WHERE id = ?",
                (site.today.isoformat(), content, event.id),
            )
    with open_pending(site.folders) as pending:
        with pending.transaction():
            turn_quarter(pending, site)
            _end_blocks(pending, site, event)
        publish(pending, site)
    return replace(
        event, closed=event.closed or site.today, finished=done if event.closed is None else event.finished
    )


def _end_blocks(pending: Pending, site: Site, event: Event) -> None:
    there = pending.cells()
    for part in EVENT_PARTS:
        standing = there.get((event.cell, part))
        if (
            standing
            and standing.n >= smallest_block(site.privacy, event.cell)
            and (block := pending.load(event.cell, part))
        ):
            seal_block(pending, block, site, site.quarter)
        pending.drop(event.cell, part)
    pending.forget_state(last_day_of(event.id))


def _open_blocks(pending: Pending, site: Site, event: Event) -> None:
    pending.set_state(last_day_of(event.id), event.until.isoformat())
    for part in EVENT_PARTS:
        pending.put(site.new_block(event.cell, part))


def follow_events(site: Site, event_id: str | None = None) -> None:
    """Does here what was done with events at another server on the same database: opens the blocks of a new one, moves
    its last day, seals or destroys the blocks of one that was closed. Of all events, or of one.

    While the clock is in doubt no blocks end.
    """
    if not site.folders.database:
        return
    site = site.on_believed_day()
    found = (
        _events("1 = 1", (), site.folders)
        if event_id is None
        else _events("id = ?", (event_id,), site.folders)
    )
    certain, ended = is_certain(site.folders, site.today), False
    with open_pending(site.folders) as pending:
        with pending.transaction():
            here = {cell.id for cell, _ in pending.cells() if cell.cube == "event"}
            for one in found:
                known = pending.state(last_day_of(one.id))
                if one.is_open(site.today) and one.id not in here:
                    _open_blocks(pending, site, one)
                elif one.closed is None and known not in (None, one.until.isoformat()):
                    pending.set_state(last_day_of(one.id), one.until.isoformat())
                elif one.closed and one.id in here and certain:
                    turn_quarter(pending, site)
                    _end_blocks(pending, site, one)
                    ended = True
        if ended:
            publish(pending, site)


def keep_foreign(event: Event, where: Folders | None = None) -> None:
    """Remembers an event that was held elsewhere and whose blocks came in: closed, without a code, for the
    team to see.
    """
    with open_registry(where) as db, writing(db):
        db.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (event.id, f"-{event.id}", "", (event.closed or event.until).isoformat(), 0, _content(event)),
        )


def close_due(site: Site) -> list[Event]:
    """Closes the events whose last day is past. Which. Raises ClockInDoubt, and closes nothing."""
    certain_day(site.folders, site.today)
    due = [e for e in _events("closed IS NULL", (), site.folders) if not e.is_open(site.today)]
    return [close_event(site, e) for e in due]


def plain_code(code: str) -> str:
    """A code as somebody typed it, without hyphens, spaces and small letters."""
    return re.sub(r"[^0-9A-Z]", "", code.upper())[:32]


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def _line(text: str, longest: int) -> str:
    """A text on one line, without signs that no screen or paper can show, and not longer than its place
    allows.
    """
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:longest].rstrip()


def _content(event: Event) -> str:
    kept = {k: v for k, v in asdict(event).items() if k not in _FIXED}
    return json.dumps(kept, default=str, sort_keys=True)


def _events(condition: str, values: tuple[str, ...], where: Folders | None) -> list[Event]:
    with open_registry(where) as db:
        rows = db.execute(
            f"SELECT id, code, owner, closed, joined, content FROM events WHERE {condition}", values
        ).fetchall()
    found = []
    for event_id, code, owner, closed, count, content in rows:
        plain = json.loads(content)
        plain |= {
            "day": date.fromisoformat(plain["day"]),
            "until": date.fromisoformat(plain["until"]),
            "sectors": tuple(plain["sectors"]),
        }
        found.append(
            Event(
                id=event_id,
                code=code,
                owner=owner,
                closed=closed and date.fromisoformat(closed),
                joined=count,
                **plain,
            )
        )
    return sorted(found, key=lambda e: (e.day, e.id), reverse=True)
