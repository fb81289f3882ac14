"""The proposals of the programme team: per member the changes that are not live yet, and what went live before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from data.folders import Folders
from data.organisers import audit
from data.organisers.registry import open_registry
from data.storage import writing
from data.studio.changes import Change
from questionnaire.language.translation import N_

State = Literal["draft", "proposed"]
MOST_CHANGES = 500
LONGEST_NAME, LONGEST_REASON = 120, 1_000


class StudioError(ValueError):
    """What was asked cannot be done; `text` is for the member of the team, to be translated and filled with `fields`."""

    def __init__(self, text: str, **fields: object) -> None:
        super().__init__(text)
        self.text, self.fields = text, fields


@dataclass(frozen=True)
class Proposal:
    """The changes of one member, by their numbers, oldest first. `name` and `reason` are told with `proposed`."""

    login: str
    state: State = "draft"
    name: str = ""
    reason: str = ""
    changes: tuple[tuple[int, Change], ...] = ()


@dataclass(frozen=True)
class Publication:
    """What went live: when (UTC), by whom it was made and put live, why, what, and the editions before and after."""

    number: int
    at: str
    author: str
    by: str
    name: str
    reason: str
    before: str
    after: str
    changes: tuple[Change, ...]


def proposal_of(login: str, where: Folders | None = None) -> Proposal:
    """The proposal of a member; an empty one when nothing was changed."""
    with open_registry(where) as db:
        head = db.execute("SELECT state, name, reason FROM proposals WHERE login = ?", (login,)).fetchone()
        rows = db.execute(
            "SELECT number, body FROM changes WHERE login = ? ORDER BY number", (login,)
        ).fetchall()
    changes = tuple((number, Change.from_text(body)) for number, body in rows)
    if head is None:
        return Proposal(login, changes=changes)
    return Proposal(login, "proposed" if head[0] == "proposed" else "draft", head[1], head[2], changes)


def proposals(where: Folders | None = None) -> list[Proposal]:
    """Every proposal that holds a change."""
    with open_registry(where) as db:
        logins = [
            row[0] for row in db.execute("SELECT DISTINCT login FROM changes ORDER BY login").fetchall()
        ]
    return [proposal_of(login, where) for login in logins]


def add_changes(login: str, changes: list[Change], where: Folders | None = None) -> None:
    """Adds changes; what was proposed is a draft again, since a colleague read something else. Raises StudioError."""
    with open_registry(where) as db, writing(db):
        count = db.execute("SELECT count(*) FROM changes WHERE login = ?", (login,)).fetchone()[0]
        if count + len(changes) > MOST_CHANGES:
            raise StudioError(N_("Dit voorstel heeft te veel wijzigingen. Zet het eerst live."))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        for change in changes:
            db.execute(
                "INSERT INTO changes (login, at, body) VALUES (?, ?, ?)", (login, now, change.as_text())
            )
        db.execute("UPDATE proposals SET state = 'draft' WHERE login = ?", (login,))
    for change in changes:
        about = f"{change.file} {'/'.join(change.steps)}" if change.kind != "translate" else change.file
        audit.note(f"content {change.kind}", login, about, where)


def drop_changes(login: str, numbers: set[int], where: Folders | None = None) -> None:
    """Takes changes out of the member's own proposal."""
    with open_registry(where) as db, writing(db):
        for number in sorted(numbers):
            db.execute("DELETE FROM changes WHERE login = ? AND number = ?", (login, number))
        db.execute("UPDATE proposals SET state = 'draft' WHERE login = ?", (login,))
    audit.note("content change taken back", login, " ".join(map(str, sorted(numbers))), where)


def propose(login: str, name: str, reason: str, where: Folders | None = None) -> None:
    """Asks a colleague to read the proposal and put it live. Raises StudioError without a name, a reason or changes."""
    name, reason = " ".join(name.split())[:LONGEST_NAME], " ".join(reason.split())[:LONGEST_REASON]
    if not name or not reason:
        raise StudioError(N_("Geef uw voorstel een naam, en zeg in een zin waarom."))
    if not proposal_of(login, where).changes:
        raise StudioError(N_("Er is nog niets gewijzigd."))
    with open_registry(where) as db, writing(db):
        db.execute(
            "INSERT INTO proposals VALUES (?, 'proposed', ?, ?) ON CONFLICT (login) "
            "DO UPDATE SET state = excluded.state, name = excluded.name, reason = excluded.reason",
            (login, name, reason),
        )
    audit.note("content proposed", login, name, where)


def keep_publication(found: Proposal, by: str, before: str, after: str, where: Folders | None = None) -> None:
    """Writes down what went live, and empties the proposal: of changes that came since, nothing goes."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    body = json.dumps([change.as_text() for _, change in found.changes], ensure_ascii=False)
    row = (now, found.login, by, found.name, found.reason, before, after, body)
    with open_registry(where) as db, writing(db):
        db.execute(
            "INSERT INTO publications (at, author, by, name, reason, before, after, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        for number, _ in found.changes:
            db.execute("DELETE FROM changes WHERE login = ? AND number = ?", (found.login, number))
        db.execute("DELETE FROM proposals WHERE login = ?", (found.login,))
    audit.note("content live", by, f"{after} {found.name}", where)


def publications(where: Folders | None = None) -> list[Publication]:
    """What went live from the studio, the last first."""
    with open_registry(where) as db:
        rows = db.execute(
            "SELECT number, at, author, by, name, reason, before, after, body FROM publications ORDER BY number DESC"
        ).fetchall()
    return [
        Publication(
            *(number, at, author, by, name, reason, before, after),
            changes=tuple(Change.from_text(text) for text in json.loads(body)),
        )
        for number, at, author, by, name, reason, before, after, body in rows
    ]
