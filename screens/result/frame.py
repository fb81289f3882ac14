"""What the four pages of the result share: who may see them, the heading, and the way from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape

import streamlit as st

from data import clock
from questionnaire.language.translation import N_
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.advising.advice import Advice, advise, first_help
from scoring.content import Content
from scoring.results import Score
from screens.actions import help_now
from screens.markup import paragraph, plain
from screens.navigation import go_to, link_to
from screens.parts.kiosk import is_kiosk
from screens.parts.shell import mark_step
from screens.questions import BACK_TO_REVIEW
from screens.session import scan as this_scan
from screens.session.joining import told_too_late
from screens.session.language import chosen_language, text
from screens.supplier import SHEET

PAGES = {
    "result": N_("Uw week"),
    "resilience": N_("Weerbaarheid"),
    "plan": N_("Plan"),
    "take_along": N_("Meenemen"),
}
ON_A_STAND = ("result", "resilience")  # the rest is for the phone that takes the result along
OPENED = "result_opened"  # in the session: whoever did this at an event has tapped it open


@dataclass(frozen=True)
class Judged:
    """This scan with its score and advice, as it stands now."""

    content: Content
    scan: SavedScan
    score: Score

    @cached_property
    def advice(self) -> Advice:
        """The advice, without what is done."""
        return advise(self.content, self.score, self.scan.done)


def judged() -> Judged:
    """The scan of this respondent."""
    content, scan = this_scan.content(), this_scan.current()
    return Judged(content, scan, content.score(scan.responses, scan.quick))


def opened(name: str, title: str) -> Judged | None:
    """Draws the top of one of PAGES, and returns what it is about; None when nothing more may be drawn.

    Without a finished scan one goes back to where it was.
    """
    scan = this_scan.current()
    if not scan.finished:
        go_to("start" if scan.is_empty else "review")
    if scan.planned_on is None:  # saved before plans had a day
        this_scan.keep(scan := scan.changed(planned_on=clock.today()))
    st.session_state.pop(SHEET, None)
    st.session_state.pop(BACK_TO_REVIEW, None)
    if is_kiosk() and name not in ON_A_STAND:
        go_to("result")
    if scan.after_event:
        st.html(paragraph(told_too_late(), "dw-note"))
    if (scan.event or is_kiosk()) and not st.session_state.get(OPENED):
        _closed()
        return None
    st.session_state[OPENED] = True
    _pages(name)
    st.title(plain(title), anchor=False)
    mark_step(name)
    page = judged()
    if now := help_now(first_help(page.content, page.score), chosen_language()):
        st.html(now)
    return page


def _pages(here: str) -> None:
    """The way from one page to another; a div of Streamlit, so each is a link, and the one of now is text."""
    _ = text()
    with st.container(key="result-pages", horizontal=True):
        for name, title in PAGES.items():
            if is_kiosk() and name not in ON_A_STAND:
                continue
            if name == here:
                st.html(
                    f'<span class="dw-page-now" aria-current="page">{escape(_(title))}</span>',
                    width="content",
                )
            else:
                link_to(name, _(title))


def _closed() -> None:
    """At an event nobody sees a score over a shoulder: the result opens by a tap."""
    _ = text()
    st.title(_("Uw resultaat"), anchor=False)
    mark_step("result closed")
    told = _("Uw resultaat is klaar. Het opent als u erop tikt, zodat uw buur niet meekijkt.")
    st.html(paragraph(told, "dw-lead"))
    if st.button(_("Toon mijn resultaat"), key="open_result", type="primary"):
        st.session_state[OPENED] = True
        st.rerun()
