"""Questions of one scan put to somebody else: what is asked, what comes back, and how it becomes an answer.

What is asked holds the items and nothing of what was answered: only which options and which wording are meant
for this business.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from questionnaire.conditions import holds
from questionnaire.models import Item, Questionnaire
from questionnaire.respondent import accepts, offered
from questionnaire.responses import Answer, Responses
from questionnaire.saved_scans.saved_scan import SavedScan

Whom = Literal["supplier", "builder", "inside"]
LONGEST_NAME, LONGEST_NOTE = 80, 500
DAYS_OPEN = 30
MOST_OPEN = 6  # enquiries of one scan at the same time

_Id = Annotated[str, StringConstraints(max_length=60)]


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class AskedItem(_Kept):
    """One item: the options that are offered, and which of its wordings is meant, counted from 0."""

    options: tuple[_Id, ...] = ()
    variant: int | None = None


class Asked(_Kept):
    """What the other one is asked: who asks, of whom, in which edition, and the items."""

    by: Annotated[str, StringConstraints(max_length=LONGEST_NAME)]
    whom: Whom
    edition: _Id = ""
    items: dict[_Id, AskedItem] = Field(min_length=1, max_length=60)


class Reply(_Kept):
    """What came back: answers by item, from whom, seen on which day, with a note."""

    name: Annotated[str, StringConstraints(max_length=LONGEST_NAME)]
    on: date
    note: Annotated[str, StringConstraints(max_length=LONGEST_NOTE)] = ""
    answers: dict[_Id, _Id | list[_Id] | float] = {}

    @property
    def responses(self) -> Responses:
        """The answers, for checking and scoring."""
        return Responses(self.answers)


def asked_of_others(
    questionnaire: Questionnaire,
    counting: Responses,
    item_ids: Iterable[str],
    by: str,
    whom: Whom,
    edition: str,
) -> Asked:
    """What to ask about these items. Options that say that somebody else looks after it are left out."""
    items: dict[str, AskedItem] = {}
    for item_id in item_ids:
        item = questionnaire.items[item_id]
        variant = next((n for n, v in enumerate(item.variants) if holds(v.when, counting)), None)
        options = tuple(o.id for o in offered(item, counting) if not o.unseen)
        items[item_id] = AskedItem(options=options, variant=variant)
    return Asked(by=by, whom=whom, edition=edition, items=items)


def as_asked(questionnaire: Questionnaire, asked: Asked) -> tuple[Item, ...]:
    """The items with the options and wording that were asked; those that are not there any more left out."""
    found = []
    for item_id, how in asked.items.items():
        item = questionnaire.items.get(item_id)
        if item is None:
            continue
        changes: dict[str, Any] = {"options": tuple(o for o in item.options if o.id in how.options)}
        if how.variant is not None and how.variant < len(item.variants):
            said = item.variants[how.variant]
            for key in ("question", "explanation", "supplier_question", "inside_question"):
                if (text := getattr(said, key)) is not None:
                    changes[key] = text
        found.append(item.model_copy(update=changes).fresh())
    return tuple(found)


def taken_over(
    questionnaire: Questionnaire, scan: SavedScan, reply: Reply, item_ids: Iterable[str]
) -> SavedScan:
    """The scan with these answers of the reply; what is not offered to this business stays as it was."""
    for item_id in item_ids:
        answer, item = reply.responses.get(item_id), questionnaire.items.get(item_id)
        if answer is not None and item is not None and accepts(item, answer, scan.responses):
            scan = scan.with_answer(item_id, answer)
    return scan


def confirmation(scan: SavedScan, reply: Reply) -> dict[str, Any]:
    """What is kept with the enquiry once its answers were taken over: from whom, when, and which answers of the scan
    are now as the reply gave them.
    """
    same = {i: scan.answers[i] for i, a in reply.responses.answers.items() if scan.responses.get(i) == a}
    return {"seen_by": reply.name, "seen_on": reply.on, "confirmed": same, "confirmed_in": scan.edition}


def changes_of(
    questionnaire: Questionnaire, asked: Asked, scan: SavedScan, reply: Reply
) -> dict[str, Answer]:
    """The answers of a reply that differ from those of the scan and that its items offer, by item.

    None of another edition than the scan is in now: an id may mean something else there.
    """
    if asked.edition != scan.edition:
        return {}
    found: dict[str, Answer] = {}
    for item_id in asked.items:
        answer, item = reply.responses.get(item_id), questionnaire.items.get(item_id)
        if answer is None or item is None or not accepts(item, answer, scan.responses):
            continue
        if answer != scan.responses.get(item_id):
            found[item_id] = answer
    return found


def as_text(kept: Asked | Reply) -> str:
    """What is kept of it."""
    return json.dumps(kept.model_dump(mode="json", exclude_defaults=True), separators=(",", ":"))


def read_asked(text: str) -> Asked | None:
    """What `as_text` gave; None for anything else."""
    try:
        return Asked.model_validate_json(text)
    except ValidationError:
        return None


def read_reply(text: str | None) -> Reply | None:
    """What `as_text` gave; None for anything else, and where nothing came back yet."""
    try:
        return Reply.model_validate_json(text) if text else None
    except ValidationError:
        return None
