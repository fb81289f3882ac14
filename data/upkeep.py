"""Upkeep of a running server: close what is over, forget what has expired, publish what is new. Harmless to
repeat.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.aggregates.folding import Site, prepare
from data.aggregates.pending import open_pending
from data.drafts import expire_drafts
from data.enquiries import expire_enquiries
from data.organisers.events import close_due
from data.release.folder import publish_release


@dataclass(frozen=True)
class Upkeep:
    """What was done: events closed, drafts forgotten, files of the release that changed."""

    closed: int
    expired: int
    published: tuple[str, ...] = ()


def keep_up(site: Site, release: Path | None = None) -> Upkeep:
    """Does what the calendar asks for today; with `release` the public folder is brought up to date too.

    Rewriting the file of open blocks also wipes the order in which drafts and blocks came.
    """
    prepare(site)
    closed, expired = len(close_due(site)), expire_drafts(site.folders)
    published = tuple(publish_release(site, release)) if release is not None else ()
    expire_enquiries(site.folders)
    with open_pending(site.folders) as pending:
        pending.db.vacuum()
    return Upkeep(closed, expired, published)
