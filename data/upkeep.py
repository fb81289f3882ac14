"""Upkeep of a running server: close what is over, forget what has expired, publish what is new. Harmless to
repeat.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from data.aggregates.archive import open_archive
from data.aggregates.folding import Site, prepare
from data.aggregates.pending import open_pending
from data.drafts import expire_drafts, open_drafts
from data.enquiries import expire_enquiries
from data.file_migrations import NewerFile
from data.folders import Folders, folders
from data.organisers.events import close_due
from data.organisers.registry import open_registry
from data.release.folder import publish_release
from data.storage import StorageTrouble


def bring_up_files(where: Folders | None = None) -> None:
    """Brings every file that is there to the shape of now, before anybody waits for it.

    Raises NewerFile for one that a newer version of the program wrote. One that cannot be opened is told in the log:
    whoever comes for first help can still be served.
    """
    at = where or folders()
    for file, opened in (
        (at.drafts, open_drafts),
        (at.events, open_registry),
        (at.pending, open_pending),
        (at.published, open_archive),
    ):
        if file.exists():
            try:
                with opened(at):
                    pass
            except NewerFile:
                raise
            except StorageTrouble:
                logging.getLogger(__name__).exception("a file cannot be opened yet")


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
