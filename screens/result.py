"""The result: score and level, three things for this week, themes, barriers per type of crime, the plan, and
what to take along.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from data import clock
from scoring.advising.advice import Advice, advise, first_help
from scoring.advising.compare import Comparison
from scoring.advising.in_words import not_asked
from scoring.advising.outcome import held_back, score_between, score_told, standing
from scoring.explain import explain
from scoring.results import Score
from screens.actions import action_card, help_now
from screens.markup import fold, paragraph
from screens.navigation import go_to, leave_for
from screens.parts.compared import then_and_now
from screens.parts.download_button import download_button
from screens.parts.download_list import download_list
from screens.parts.drawings import crime_rows, explanation, legend, levels, ring, theme_bars
from screens.parts.help_nearby import help_nearby
from screens.parts.kiosk import hand_over, is_kiosk
from screens.parts.peers import businesses_like_yours
from screens.parts.plan import plan
from screens.parts.shell import mark_step
from screens.parts.tone import tone
from screens.session import scan as this_scan
from screens.session.joining import told_too_late
from screens.session.language import chosen_language, text
from screens.supplier import SHEET


def show() -> None:
    """Draws the screen; without a finished scan one goes back to where it was."""
    scan = this_scan.current()
    if not scan.finished:
        go_to("start" if scan.is_empty else "review")
    if scan.planned_on is None:  # saved before plans had a day
        this_scan.keep(scan := scan.with_result(scan.finished, clock.today()))
    st.session_state.pop(SHEET, None)
    content = this_scan.content()
    score = content.score(scan.responses, scan.quick)
    advice = advise(content, score)
    _ = text()
    st.title(_("Uw resultaat"), anchor=False)
    mark_step("result")
    if scan.after_event:
        st.html(paragraph(told_too_late(), "dw-note"))
    if (scan.event or is_kiosk()) and not _opened():
        return
    with st.container(key="wide"):
        if now := help_now(first_help(content, score), chosen_language()):
            st.html(now)
        _head(score, advice)
        if is_kiosk():
            hand_over()
        compared = then_and_now()
        _first_three(score, advice)
        with st.container(key="beside"):
            _themes(score, compared)
            businesses_like_yours(score, advice)
        if this_scan.content().threats is not None:
            _crimes(score)
        if not is_kiosk():
            plan(score, advice)
            download_list(advice)
        help_nearby()


def _opened() -> bool:
    """At an event nobody sees a score over a shoulder: the result opens by a tap."""
    _ = text()
    if st.session_state.get("result_opened"):
        return True
    st.html(
        paragraph(
            _("Uw resultaat is klaar. Het opent als u erop tikt, zodat uw buur niet meekijkt."), "dw-lead"
        )
    )
    if st.button(_("Toon mijn resultaat"), key="open_result", type="primary"):
        st.session_state["result_opened"] = True
        st.rerun()
    return False


def _head(score: Score, advice: Advice) -> None:
    _ = text()
    content = this_scan.content()
    language = chosen_language()
    told = standing(content, score)
    level = f'<p class="dw-level-name">{escape(told.title)}</p><p class="dw-lead">{escape(told.meaning)}</p>'
    below = levels(content, score) if score.level else ""
    knocks = "".join(paragraph(reason, "dw-note") for reason in held_back(content, score) if score.level)
    uncertain = paragraph(score_told(score, language)) if score_between(score) else ""
    with st.container(key="card-score"):
        st.html(
            f'<div class="dw-score">{ring(score, language)}<div class="dw-score-text">{level}'
            f"{uncertain}<p>{escape(tone(content, score))}</p></div></div>{below}{knocks}"
            + fold(_("Waarom deze score?"), explanation(explain(content, score), language))
        )
        if not is_kiosk():
            with st.container(key="head-actions", horizontal=True):
                if score.quick:
                    st.button(
                        _("Ga verder met de volledige scan"), key="go_full", type="primary", on_click=_in_full
                    )
                download_button(
                    "advies.pdf", _("Download advies (PDF)"), primary=not score.quick, place="top"
                )
                if advice.recommendations:
                    st.html(
                        f'<a class="dw-button dw-quiet" href="#plan">{escape(_("Maak uw plan"))}</a>',
                        width="content",
                    )


def _in_full() -> None:
    this_scan.keep(this_scan.current().in_full())
    leave_for("questions")


def _first_three(score: Score, advice: Advice) -> None:
    _ = text()
    if not advice.week:
        st.html(
            f"<h2>{escape(_('U heeft alles geregeld wat wij vragen'))}</h2>"
            + paragraph(_("Houd het zo. Kijk over een half jaar of alles nog klopt."))
        )
    else:
        week = _("Doe deze week deze drie") if len(advice.week) == 3 else _("Doe dit deze week")
        if all(r.proves for r in advice.recommendations):
            st.html(
                f"<h2>{escape(_('U heeft alles geregeld wat wij vragen'))}</h2>"
                + paragraph(_("Kijk nu zelf of het echt werkt."))
            )
        st.html(f"<h2>{escape(week)}</h2>")
        with st.container(key="first-three"):
            for number, recommendation in enumerate(advice.week, 1):
                st.html(action_card(recommendation, number, chosen_language()))


def _themes(score: Score, compared: Comparison | None) -> None:
    _ = text()
    with st.container(key="card-themes"):
        st.html(f"<h2>{escape(_('Uw thema’s'))}</h2>" + theme_bars(this_scan.content(), score, compared))


def _crimes(score: Score) -> None:
    _ = text()
    st.html(
        f"<h2>{escape(_('Barrières per soort criminaliteit'))}</h2>"
        + paragraph(
            _(
                "Een barrière is iets wat een dader tegenhoudt. Eén barrière is nooit genoeg: samen maken ze het lastig."
            )
        )
    )
    with st.container(key="card-crimes"):
        resilience, language = this_scan.content().resilience(score), chosen_language()
        unasked = not_asked(score, language)
        st.html(legend(resilience, language, unasked) + crime_rows(resilience, language, unasked=unasked))
