"""The scan of this respondent: in the session for speed, and after each answer in the saved draft, so that
nothing is lost.
"""

from __future__ import annotations

import logging
from sqlite3 import Error
from time import monotonic

import streamlit as st

from data import clock
from data.content.promises import QUARTERS_IN_A_YEAR
from data.drafts import DraftDamaged, DraftTooLarge, TokenWiped
from data.quarters import earlier, quarter_of
from data.tokens import new_token
from questionnaire.models import Item, Questionnaire
from questionnaire.respondent import for_respondent
from questionnaire.responses import Answer, Responses
from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.walk import ItemState, Walk, walk
from scoring.advising.again import may_have_changed
from scoring.content import Content
from scoring.editions.current import walk_on
from scoring.editions.today import brought_to_today, stays
from scoring.loading import load_content
from screens.session import saved_scans
from screens.session.cookies import respondent_token
from screens.session.language import chosen_language
from screens.streamlit_patches.internals import of_this_run
from screens.streamlit_patches.run_limit import run_limit

_SCAN, _SEEN, _OWN_TOKEN, _UNSAVED, _WALKED = "scan", "scan_seen", "own_token", "unsaved", "walked"
_REFUSED = (
    "token_refused"  # in the session: the token that turned out to be wiped, perhaps by another process
)
_AWAY = (
    "store_away"  # in the session: when the saved answers could last not be read; nothing is saved over them
)
_DAMAGED = "draft_damaged"  # in the session: what was saved turned out to be damaged
TRY_AGAIN_SECONDS = 15
log = logging.getLogger(__name__)


def content() -> Content:
    """The content in the language of this respondent, in the edition that the walk began with.

    Callbacks and fragments run before, or without, the frame that names the edition; so it is named here as
    well.
    """
    stay_on_edition()
    return load_content(language=chosen_language())


def questionnaire() -> Questionnaire:
    """The questionnaire in the language of this respondent."""
    return content().questionnaire


def keeps_cookies() -> bool:
    """Whether the browser holds a token, so that a refresh finds the answers back."""
    return respondent_token() is not None


def token() -> str:
    """The key to this respondent's draft and receipts; of this session alone when the browser keeps no
    cookies.
    """
    return respondent_token() or st.session_state.setdefault(_OWN_TOKEN, new_token())


def current() -> SavedScan:
    """The scan as it stands: from the saved draft at the first run of a session, and when another tab saved
    since.
    """
    known = of_this_run()
    if _SCAN not in known:
        latest = saved_scans.changes.latest(token())
        if (
            _SCAN not in st.session_state
            or (st.session_state.get(_SEEN) != latest and not wiped_elsewhere() and is_saved())
            or (is_away() and monotonic() - st.session_state[_AWAY] > TRY_AGAIN_SECONDS)
        ):
            st.session_state[_SCAN] = _read()
            st.session_state[_SEEN] = latest
        known[_SCAN] = st.session_state[_SCAN]
        if not stays(
            known[_SCAN]
        ):  # its edition was withdrawn, or is not kept any more, while this page was open
            _hold(known[_SCAN])
            keep(brought_to_today(known[_SCAN]))
    return known[_SCAN]


def _read() -> SavedScan:
    """The scan as it is saved; while that cannot be read, the one of this session goes on in memory."""
    here: SavedScan = st.session_state.get(_SCAN, SavedScan())
    before = here if is_away() else SavedScan()
    try:
        with run_limit.released():  # others compute while this one waits for the disk
            saved = saved_scans.load_to_go_on(token())
    except TokenWiped:
        st.session_state[_REFUSED], saved = token(), None
    except DraftDamaged:
        log.error("a draft was damaged; its owner begins anew")
        st.session_state[_DAMAGED], saved = True, None
    except (OSError, Error):
        log.exception("a draft could not be read")
        st.session_state[_AWAY], st.session_state[_UNSAVED] = monotonic(), True
        return here
    st.session_state.pop(_AWAY, None)
    return before.on_top_of(saved) if saved else before


def is_away() -> bool:
    """Whether the saved answers cannot be read now: this scan is in memory alone, and overwrites nothing."""
    return _AWAY in st.session_state


def was_damaged() -> bool:
    """Whether there were saved answers that nobody can read any more."""
    return bool(st.session_state.get(_DAMAGED))


def _hold(scan: SavedScan) -> None:
    st.session_state[_SCAN] = of_this_run()[_SCAN] = scan


def walked() -> tuple[Item, ...]:
    """The items on the path of this scan, in the order asked; worked out once for each state of the scan."""
    return _walk_of(current()).path


def asked() -> tuple[Item, ...]:
    """The items that this sitting asks: the path without what was settled before it began."""
    scan = current()
    done, settled = _walk_of(scan), set(scan.settled)
    return tuple(i for i in done.path if i.id not in settled or done.states[i.id] is ItemState.UNANSWERED)


def as_asked(item_id: str) -> Item:
    """An item with the options and texts for this respondent."""
    return for_respondent(questionnaire().items[item_id], _walk_of(current()).counting)


def counting() -> Responses:
    """The answers of this scan that count: those on its path."""
    return _walk_of(current()).counting


def _walk_of(scan: SavedScan) -> Walk:
    questions = questionnaire()
    known = st.session_state.get(_WALKED)
    if known is None or known[0] is not scan or known[1] is not questions:
        known = st.session_state[_WALKED] = (scan, questions, walk(questions, scan.responses, scan.quick))
    return known[2]


def open_carried(scan: SavedScan) -> None:
    """Makes a scan from a file or link the scan, in place of what was there. Who came in with an event's code
    stays in it.
    """
    keep(scan.changed(event=scan.event or current().event))


def do_again() -> None:
    """A second scan, on the questions of now, that starts from the answers of this one and asks only what may
    have changed.
    """
    scan = brought_to_today(current(), to_live=True).changed(renewal=None)
    walk_on(scan.edition or None)
    content = load_content()
    is_old = scan.finished is None or scan.finished <= earlier(this_quarter(), QUARTERS_IN_A_YEAR)
    keep(scan.again(content.questionnaire, None if is_old else may_have_changed(content, scan)))


def has_read() -> None:
    """The respondent has seen what changed in this scan."""
    if current().renewal is not None:
        keep(current().changed(renewal=None))


def wiped_elsewhere() -> bool:
    """Whether everything under this token was wiped elsewhere: the shell then opens the page anew, with a
    fresh token.
    """
    seen = st.session_state.get(_SEEN)
    if st.session_state.get(_REFUSED) != token() and (
        seen is None or not saved_scans.changes.wiped_since(token(), seen)
    ):
        return False
    _hold(SavedScan())
    return True


def may_still_count() -> bool:
    """Whether the token of this scan is still good; asks the disk, for what must not happen under a wiped
    one.
    """
    if not wiped_elsewhere() and saved_scans.was_wiped(token()):
        st.session_state[_REFUSED] = token()
    return not wiped_elsewhere()


def stay_on_edition() -> None:
    """All that follows in this run uses the edition of this walk."""
    walk_on(current().edition or None)


def keep(scan: SavedScan) -> None:
    """Makes this the scan, in the session and in the draft. Nothing is written when all is saved, or after a
    wipe.
    """
    if (scan == current() and is_saved()) or wiped_elsewhere():
        return
    scan = scan.named()
    _hold(scan)
    if is_away():
        _hold(scan := _read())
        if is_away():
            return
    try:
        walked = _walk_of(scan).path
        with run_limit.released():
            saved_scans.save(token(), scan, walked)
        st.session_state[_SEEN] = saved_scans.changes.latest(token())
        st.session_state.pop(_UNSAVED, None)
    except TokenWiped:
        st.session_state[_REFUSED] = token()
        wiped_elsewhere()
    except (OSError, Error, DraftTooLarge):
        # A full disk must not stop the walk: the session still has the answers, and the screens say so.
        log.exception("a draft could not be saved")
        st.session_state[_UNSAVED] = True


def is_safe() -> bool:
    """Whether a refresh finds the answers back: the browser keeps a token, and the server could write the
    draft.
    """
    return keeps_cookies() and is_saved()


def is_saved() -> bool:
    """Whether the draft holds what this session holds."""
    return not st.session_state.get(_UNSAVED)


def begin(quick: bool, event: str | None = None) -> None:
    """A scan of this kind; answers that are there stay."""
    keep(
        current().changed(
            quick=quick, event=event or current().event, version=questionnaire().version, finished=None
        )
    )


def answer(item_id: str, value: Answer | None) -> None:
    """Keeps one answer; None takes it back."""
    scan = (
        current()
        if current().answers
        else current().changed(edition=content().edition, version=questionnaire().version)
    )
    keep(scan.with_answer(item_id, value))


def forget() -> None:
    """Deletes everything of this respondent, in the session and on the server."""
    saved_scans.forget(token())
    of_this_run().pop(_SCAN, None)
    for key in (_SCAN, _SEEN, _OWN_TOKEN, _REFUSED, _AWAY, _DAMAGED, _UNSAVED):
        st.session_state.pop(key, None)


def open_question() -> str | None:
    """Id of the first item that still asks something: unanswered, or in a re-scan not looked at yet. None
    when done.
    """
    scan = current()
    done, waiting = _walk_of(scan), set(scan.to_confirm)
    return next(
        (i.id for i in done.path if i.id in waiting or done.states[i.id] is ItemState.UNANSWERED), None
    )


def this_quarter() -> str:
    """The quarter of today."""
    return quarter_of(clock.today())
