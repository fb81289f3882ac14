"""Counting: adds the answers to the aggregates at one clear moment, exactly once."""

from __future__ import annotations

import logging

from data import clock
from data.aggregates.folding import fold
from data.aggregates.keys import KeyGone
from data.privacy import load_privacy
from data.quarters import earlier
from questionnaire.saved_scans.saved_scan import SavedScan
from screens.session import scan as this_scan
from screens.streamlit_patches.run_limit import run_limit

log = logging.getLogger(__name__)


def finish() -> None:
    """The respondent asks for the result: counts the answers unless they stay out, and marks the scan as
    finished.
    """
    if this_scan.may_still_count():
        this_scan.keep(finished(this_scan.current(), this_scan.token()))


def finished(scan: SavedScan, token: str) -> SavedScan:
    """The scan as finished now, its answers counted under `token` unless they stay out or were counted
    before.
    """
    quarter = this_scan.this_quarter()
    counted, after_event = dict(scan.counted), False
    if not scan.kept_out:
        oldest = earlier(quarter, load_privacy().refold_after.value - 1)
        elsewhere = frozenset(part for part, when in counted.items() if when >= oldest)
        try:
            content = this_scan.content()
            with run_limit.released():  # others compute while this one waits for the disk
                done = fold(
                    content,
                    scan.responses,
                    token,
                    quick=scan.quick,
                    event=scan.event,
                    counted_elsewhere=elsewhere,
                )
            after_event = bool(scan.event and done.counted and not done.in_event)
            counted |= dict.fromkeys(done.counted + done.already, quarter)
        except (KeyGone, OSError):
            # The result matters more to the respondent than our figures.
            log.exception("a response could not be counted")
    changed = scan.changed(
        counted=counted, after_event=after_event, version=this_scan.questionnaire().version
    )
    return changed.with_result(quarter, clock.today())
