"""Saved scans: reading and writing the draft that belongs to a token, and opening what a link, file or QR
code carries.
"""

from __future__ import annotations

import logging
from sqlite3 import Error

from data.aggregates.folding import this_site
from data.aggregates.keys import KeyGone
from data.aggregates.unfinished import UnfinishedWalks
from data.drafts import (
    DraftDamaged,
    DraftTooLarge,
    delete_draft,
    is_wiped,
    open_draft,
    renew_draft,
    save_draft,
)
from data.enquiries import withdraw_enquiry
from data.figures.drop_off import furthest_item, record_drop_off
from data.operation.uncounted import need_not_be_counted
from data.tokens import BadToken
from questionnaire.models import Item
from questionnaire.saved_scans.saved_scan import SavedScan, Unreadable, read_saved
from questionnaire.walk import path
from scoring.editions.today import brought_to_today, unpacked
from scoring.loading import load_content
from screens.session.other_tabs import Changes

log = logging.getLogger(__name__)


class NothingFits(ValueError):
    """What was opened is a saved scan, and none of its answers belongs to a question that we ask."""


def load(token: str) -> SavedScan | None:
    """The scan saved under this token, as the content of now asks it, and saved so; None when there is none,
    or it cannot be read.

    Screens, papers, links and text all load it here, so that they say the same. An edition that is kept stays
    as it is.
    """
    try:
        return load_to_go_on(token)
    except (BadToken, DraftDamaged):
        return None


def load_to_go_on(token: str) -> SavedScan | None:
    """The same, for who goes on saving under this token. Raises TokenWiped, DraftDamaged."""
    text = open_draft(token)
    try:
        saved = read_saved(text) if text else None
    except Unreadable:
        return None
    if saved is None or text is None:
        return None
    scan = brought_to_today(saved)
    if scan != saved:
        try:
            if not renew_draft(token, text, scan.as_text()):
                return load_to_go_on(token)  # somebody answered meanwhile: that answer goes first
        except (OSError, Error, DraftTooLarge):
            log.exception("a scan that was brought to the questions of now could not be saved")
    return scan


def was_wiped(token: str) -> bool:
    """Whether all under this token was deleted, here or by another process: then it is no key any more.

    While the disk gives trouble it is taken for good: who comes back keeps the key to the answers, and
    nothing is saved then.
    """
    try:
        return is_wiped(token)
    except BadToken:
        return False
    except OSError:
        log.exception("it could not be looked up whether a token was wiped")
        return False


def save(token: str, scan: SavedScan, walked: tuple[Item, ...] | None = None) -> None:
    """Saves a scan under this token, in place of what stood there; on disk when this returns.

    `walked` is its path, for who knows it already. Raises TokenWiped.
    """
    save_draft(token, scan.as_text())
    changes.saved(token)
    stopped_at = None if scan.finished or scan.kept_out else _furthest(scan, walked)
    if stopped_at is None:
        _walks.ended(token)
    else:
        _walks.answered(token, stopped_at)


def forget(token: str) -> None:
    """Deletes at once all that is saved under this token, which opens nothing any more. Where an unfinished
    walk stopped is counted, without the answers.
    """
    try:
        scan = load(token)
        for one in scan.enquiries if scan else ():
            withdraw_enquiry(one.token)
        delete_draft(token)
        changes.wiped(token)
        need_not_be_counted(token)
        _walks.ended(token)
        stopped_at = None if scan is None or scan.finished or scan.kept_out else _furthest(scan)
        if stopped_at is not None:
            _count_stop(token, stopped_at)
    except BadToken:
        return


def _furthest(scan: SavedScan, walked: tuple[Item, ...] | None = None) -> str | None:
    questionnaire = load_content().questionnaire
    return furthest_item(
        questionnaire, scan.responses, walked or path(questionnaire, scan.responses, scan.quick)
    )


def _count_stop(token: str, item: str) -> None:
    try:
        record_drop_off(this_site(load_content()), token, item)
    except KeyError:
        return  # the walk that stopped was in an edition with another question
    except (KeyGone, OSError, Error):
        # What was asked comes first; a figure more or less is not worth a mistake.
        log.exception("a stop could not be counted")


_walks = UnfinishedWalks(_count_stop)
changes = Changes()  # so that two tabs of one respondent never overwrite one another


def read_carried(carried: str) -> SavedScan:
    """The scan that a link, file or QR code holds, packed or as JSON, as the content of now asks it. Raises
    Unreadable.

    It belongs to no event: who counts there came in with its code, and anybody can write a number in a file.
    """
    carried = carried.lstrip("\ufeff")  # some editors put a byte order mark in front of a file
    if carried.lstrip().startswith("{"):
        return brought_to_today(read_saved(carried).changed(event=None, renewal=None, to_count=False))
    return brought_to_today(unpacked(carried.strip().rpartition("#a=")[2]))


def check_fits(scan: SavedScan) -> None:
    """Raises NothingFits when opening this scan, as `read_carried` gave it, would leave nobody an answer."""
    if not scan.answers:
        raise NothingFits("no answer in this scan belongs to a question of ours")


def open_carried_answers(token: str, carried: str) -> bool:
    """Saves the answers that a link, file or QR code holds under this token. False when they cannot be read.

    Raises NothingFits.
    """
    try:
        scan = read_carried(carried)
    except Unreadable:
        return False
    check_fits(scan)
    save(token, scan.named())
    return True
