"""Upkeep of a running server: close what is over, forget what has expired, publish what is new. Harmless to repeat."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.drafts import expire_drafts
from data.events import close_due
from data.export import publish_release
from data.folding import Setting, prepare
from data.pending import open_pending


@dataclass(frozen=True)
class Upkeep:
    """What was done: events closed, drafts forgotten, files of the release that changed."""

    closed: int
    expired: int
    published: tuple[str, ...] = ()


def keep_up(here: Setting, release: Path | None = None) -> Upkeep:
    """Does what the calendar asks for today; with `release` the public folder is brought up to date too.

    Rewriting the file of open blocks also wipes the order in which drafts and blocks came.
    """
    prepare(here)
    closed, expired = len(close_due(here)), expire_drafts(here.places)
    published = tuple(publish_release(here, release)) if release is not None else ()
    with open_pending(here.places) as pending:
        pending.db.vacuum()
    return Upkeep(closed, expired, published)
