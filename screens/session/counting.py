"""Counting: adds the answers to the aggregates at one clear moment, exactly once."""

from __future__ import annotations

import logging
from sqlite3 import Error
from time import monotonic

import streamlit as st

from data import clock
from data.aggregates.folding import fold, this_site
from data.aggregates.keys import KeyGone
from data.operation.uncounted import could_not_be_counted, need_not_be_counted
from data.organisers.events import follow_events
from data.privacy import load_privacy
from data.quarters import earlier
from data.region import load_region
from questionnaire.saved_scans.saved_scan import SavedScan
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text
from screens.streamlit_patches.run_limit import run_limit

log = logging.getLogger(__name__)
_SHOWN = "counting_shown"  # in the session: that it was counted at last was told
_LAST_TRY = "counting_tried"  # in the session: when it was last tried to count what could not be counted
_TOLD = "counting_told"  # in the session: what became of counting just now, while its result is on the screen


def finish() -> None:
    """The respondent asks for the result: counts the answers unless they stay out, and marks the scan as
    finished.
    """
    if this_scan.may_still_count():
        before = this_scan.current()
        done = finished(before, this_scan.token())
        st.session_state[_TOLD] = (
            "kept_out" if before.kept_out else _became(before, done) if counts_anew(before) else "already"
        )
        _note(done)
        this_scan.keep(done)


def _note(done: SavedScan) -> None:
    (could_not_be_counted if done.to_count else need_not_be_counted)(this_scan.token())


def _became(before: SavedScan, done: SavedScan) -> str:
    return "failed" if done.to_count or done.counted == before.counted else "counted"


def count_at_last() -> None:
    """Counts a scan that was finished when counting failed, as soon as its owner is here again; tried once a minute."""
    before = this_scan.current()
    if (
        not before.to_count
        or not before.finished
        or monotonic() - st.session_state.get(_LAST_TRY, -60.0) < 60
    ):
        return
    st.session_state[_LAST_TRY] = monotonic()
    if this_scan.may_still_count():
        done = _counted(before, this_scan.token())
        if done != before:
            _note(done)
            st.session_state[_TOLD] = "at_last"
            this_scan.keep(done)


def counts_anew(scan: SavedScan) -> bool:
    """Whether opening the result would add answers to the aggregates that are not in them yet, unless they
    stay out.
    """
    recent = {part for part, when in scan.counted.items() if when >= _oldest()}
    return not recent >= ({"quick"} if scan.quick else {"quick", "rest"})


def _oldest() -> str:
    """The first quarter in which being counted still stands in the way of being counted again."""
    return earlier(this_scan.this_quarter(), load_privacy().refold_after.value - 1)


def told() -> str:
    """What became of counting when this result was opened just now; empty when nothing was asked just now."""
    _ = text()
    st.session_state[_SHOWN] = True
    region = load_region(language=chosen_language()).title
    return {
        "": "",
        "counted": _(
            "Uw antwoorden zijn meegeteld in de cijfers van {region}. Niemand kan zien dat ze van u zijn."
        ),
        "kept_out": _("Uw antwoorden zijn niet meegeteld, zoals u koos."),
        "already": _("Uw antwoorden telden al mee. Er is nu niets opnieuw geteld."),
        "failed": _(
            "Het tellen lukte nu niet. Uw resultaat klopt gewoon. Uw antwoorden worden alsnog geteld als u deze scan later weer opent."
        ),
        "at_last": _("Uw antwoorden zijn alsnog meegeteld in de cijfers van {region}."),
    }[st.session_state.get(_TOLD, "")].format(region=region)


def left_result() -> None:
    """The result of which `told` speaks is no longer on the screen."""
    if st.session_state.get(_TOLD) != "at_last" or st.session_state.pop(_SHOWN, False):
        st.session_state.pop(_TOLD, None)


def finished(scan: SavedScan, token: str) -> SavedScan:
    """The scan as finished now, its answers counted under `token` unless they stay out or were counted
    before.
    """
    return _counted(scan, token).with_result(this_scan.this_quarter(), clock.today())


def _counted(scan: SavedScan, token: str) -> SavedScan:
    quarter = this_scan.this_quarter()
    counted, after_event, to_count = dict(scan.counted), False, False
    if not scan.kept_out:
        elsewhere = frozenset(part for part, when in counted.items() if when >= _oldest())
        try:
            content = this_scan.content()
            with run_limit.released():  # others compute while this one waits for the disk
                if scan.event:  # of another server perhaps
                    follow_events(this_site(content), scan.event)
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
        except (KeyGone, OSError, Error):
            # The result matters more to the respondent than our figures.
            log.exception("a response could not be counted")
            to_count = True
    return scan.changed(
        counted=counted, to_count=to_count, after_event=after_event, version=this_scan.questionnaire().version
    )
