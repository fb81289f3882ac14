"""Upkeep of a running server: close what is over, forget what has expired, publish what is new. Harmless to
repeat.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from data import clock
from data.aggregates.archive import open_archive
from data.aggregates.folding import Site, prepare
from data.aggregates.pending import open_pending
from data.drafts import expire_drafts, open_drafts
from data.enquiries import expire_enquiries
from data.file_migrations import NewerFile
from data.folders import Folders, folders
from data.last_day import ClockInDoubt, confirm_day, last_day, note_day
from data.operation.damage import set_aside_damaged
from data.organisers.events import close_due
from data.organisers.registry import open_registry
from data.quarters import Quarter, earlier
from data.release.folder import publish_release
from data.storage import StorageTrouble
from questionnaire.whole_files import write_whole

log = logging.getLogger(__name__)
CLOCK = ClockInDoubt.__name__  # as reason of a step that was refused


def bring_up_files(where: Folders | None = None) -> None:
    """Brings every file that is there to the shape of now, before anybody waits for it.

    One that is damaged is set aside first. Raises NewerFile for one that a newer version of the program wrote. One that cannot be opened is told in the log:
    whoever comes for first help can still be served.
    """
    at = where or folders()
    set_aside_damaged(at)
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
                log.exception("a file cannot be opened yet")


def begin_days(where: Folders | None = None, today: date | None = None) -> bool:
    """At the start of a server: remembers today as the last day seen, unless it is in doubt. Whether it is certain.

    A server that never remembered a day knows at least in which quarter it last counted.
    """
    where, today = where or folders(), today or clock.today()
    if last_day(where).day is None and not last_day(where).damaged and where.pending.exists():
        with suppress(OSError), open_pending(where) as pending:
            if quarter := pending.state("quarter"):
                confirm_day(
                    where, min(max(today, _first(quarter)), _first(earlier(quarter, -1)) - timedelta(1))
                )
    with suppress(OSError):  # an unwritable disk is told by its own part
        return note_day(where, today)
    return False


def _first(quarter: Quarter) -> date:
    return date(int(quarter[:4]), 3 * int(quarter[5]) - 2, 1)


@dataclass(frozen=True)
class Upkeep:
    """What was done: events closed, drafts forgotten, files of the release that changed; and the steps that failed,
    each with the kind of its trouble.
    """

    closed: int
    expired: int
    published: tuple[str, ...] = ()
    failed: dict[str, str] = field(default_factory=dict)


def keep_up(site: Site, release: Path | None = None) -> Upkeep:
    """Does what the calendar asks for today; with `release` the public folder is brought up to date too.

    One step that fails stops no other: each is told in the log, in what is returned, and in what is kept of the last
    time. Rewriting the file of open blocks also wipes the order in which drafts and blocks came.
    """
    with suppress(OSError):
        note_day(site.folders, site.today)
    steps: dict[str, Callable[[], object]] = {
        "blocks": lambda: prepare(site),
        "events": lambda: len(close_due(site)),
        "drafts": lambda: expire_drafts(site.folders, site.today),
        "enquiries": lambda: expire_enquiries(site.folders, site.today),
        "order": lambda: _wipe_order(site.folders),
    }
    if release is not None:
        steps["release"] = lambda: tuple(publish_release(site, release))
    done: dict[str, object] = {}
    failed: dict[str, str] = {}
    for name, step in steps.items():
        try:
            done[name] = step()
        except ClockInDoubt as doubt:
            failed[name] = CLOCK
            log.error("upkeep, %s: %s", name, doubt)
        except Exception as trouble:
            failed[name] = type(trouble).__name__
            log.exception("upkeep, %s: failed", name)
    _remember(site.folders, done, failed)
    return Upkeep(
        int(str(done.get("events", 0))),
        int(str(done.get("drafts", 0))),
        tuple(done["release"]) if isinstance(done.get("release"), tuple) else (),  # type: ignore[arg-type]
        failed,
    )


def _wipe_order(where: Folders) -> None:
    with open_pending(where) as pending:
        pending.db.vacuum()


@dataclass(frozen=True)
class LastTime:
    """One step of upkeep, as it went: when it last succeeded, and the kind of trouble if it failed since."""

    done: datetime | None = None
    trouble: str = ""


def last_upkeep(where: Folders) -> dict[str, LastTime]:
    """Every step that was ever tried, by name; empty before the first upkeep and when the note of it is damaged."""
    try:
        kept = json.loads(where.upkeep.read_bytes())
        return {
            name: LastTime(
                datetime.fromisoformat(step["done"]) if step["done"] else None, str(step["trouble"])
            )
            for name, step in kept.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _remember(where: Folders, done: dict[str, object], failed: dict[str, str]) -> None:
    now = clock.now().isoformat(timespec="seconds")
    kept = {name: (one.done, one.trouble) for name, one in last_upkeep(where).items()}
    told = {
        name: {"done": since.isoformat() if since else None, "trouble": trouble}
        for name, (since, trouble) in kept.items()
    }
    for name in done:
        told[name] = {"done": now, "trouble": ""}
    for name, trouble in failed.items():
        since = kept.get(name, (None, ""))[0]
        told[name] = {"done": since.isoformat() if since else None, "trouble": trouble}
    try:
        write_whole(where.upkeep, json.dumps(told, indent=1).encode() + b"\n", 0o640)
    except OSError:
        log.exception("the note of upkeep could not be kept")
