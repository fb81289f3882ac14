"""Uw week: where the business stands, what three actions make of it, what goes well, and those three actions.

Whoever comes back to a scan that is finished begins here.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import translator
from scoring.advising.in_words import total_effort
from scoring.advising.outcome import (
    held_back,
    next_level_told,
    score_between,
    score_figure,
    score_told,
    standing,
    strengths,
)
from scoring.advising.plan import Brings, brings
from screens.actions import action_card
from screens.markup import paragraph
from screens.navigation import go_to, leave_for, link_to
from screens.parts.drawings import levels, ring
from screens.parts.enquiries import answered
from screens.parts.help_nearby import help_nearby
from screens.parts.kiosk import hand_over, is_kiosk
from screens.parts.tone import tone
from screens.result.compared import then_and_now
from screens.result.done import done_button, done_told, just_done
from screens.result.frame import OPENED, Judged, opened
from screens.session import scan as this_scan
from screens.session.joining import event_of_address, join
from screens.session.language import chosen_language, text

MOST_STRENGTHS = 5  # result.css shows three of them on a phone


def show() -> None:
    """Draws the screen."""
    _ = text()
    page = opened("result", _("Uw week"))
    if page is None:
        return
    with st.container(key="wide"):
        if not is_kiosk():
            just_done()
            _answered_by_others()
            _opened_questions()
        _head(page)
        if is_kiosk():
            hand_over()
        then_and_now()
        _first_three(page)
        if not is_kiosk():
            _next(page)
            help_nearby(page.score)
            _again(page)


def _head(page: Judged) -> None:
    _ = text()
    content, score, language = page.content, page.score, chosen_language()
    told = standing(content, score)
    after = brings(content, score, page.advice.week) if page.advice.week else None
    promised = after.score.score_pct if after and not score_between(score) else None
    level = f'<p class="dw-level-name">{escape(told.title)}</p>'
    lines = [paragraph(told.meaning)]
    if score_between(score):
        lines.append(paragraph(score_told(score, language)))
    lines.append(_promise(page, after))
    if near := next_level_told(content, score):
        lines.append(paragraph(near, "dw-near"))
    below = levels(content, score) if score.level else ""
    knocks = "".join(paragraph(reason, "dw-note") for reason in held_back(content, score) if score.level)
    with st.container(key="head"):
        with st.container(key="card-score"):
            if since := _since(page):
                st.html(paragraph(since, "dw-soft"))
            st.html(
                f'<div class="dw-score">{ring(score, language, promised)}{level}'
                f'<div class="dw-score-text">{"".join(lines)}</div></div>{below}{knocks}'
            )
            if score.quick and not is_kiosk():
                st.button(
                    _("Ga verder met de volledige scan"), key="go_full", type="primary", on_click=_in_full
                )
        good = strengths(content, score, content.resilience(score))[:MOST_STRENGTHS]
        if good:
            with st.container(key="card-good"):
                found = "".join(f"<li>{escape(line)}</li>" for line in good)
                st.html(f'<h2>{escape(_("Dit gaat al goed"))}</h2><ul class="dw-good">{found}</ul>')


def _since(page: Judged) -> str:
    """Since when the plan runs, and how much of it is done."""
    if is_kiosk() or page.scan.planned_on is None:
        return ""
    _, day = text(), day_in_words(page.scan.planned_on, chosen_language())
    parts = [_("Uw plan sinds {day}").format(day=day), done_told()]
    return " · ".join(part for part in parts if part)


def _promise(page: Judged, after: Brings | None) -> str:
    """What the actions of this week make of the score, in a sentence; empty when that is the same figure."""
    if after is None or score_figure(after.score) == score_figure(page.score):
        return ""
    words = translator(chosen_language())
    _, week = words.gettext, page.advice.week
    level = after.score.level
    moved = level is not None and page.score.level is not None and level.id != page.score.level.id
    told = words.ngettext("Met deze actie: {score}.", "Met deze {count} acties: {score}.", len(week))
    if moved:
        told = words.ngettext(
            "Met deze actie: {score}, ‘{level}’.",
            "Met deze {count} acties: {score}, ‘{level}’.",
            len(week),
        )
    figure = f"<strong>{escape(score_figure(after.score))}</strong>"
    said = escape(told).format(count=len(week), score=figure, level=escape(level.title if level else ""))
    work = _("Samen {hours}.").format(hours=total_effort(week, chosen_language()))
    return f'<p class="dw-promise">{said} {escape(work)}</p>'


def _in_full() -> None:
    this_scan.keep(this_scan.current().in_full())
    leave_for("questions")


def _answered_by_others() -> None:
    """Somebody answered the questions that were put to them, and it waits to be looked at."""
    if not answered(this_scan.current()):
        return
    _ = text()
    with st.container(key="card-answered"):
        st.html(paragraph(_("Er is geantwoord op uw vragen. Kijk ze na, dan tellen ze mee.")))
        link_to("supplier", _("Bekijk de antwoorden"), icon=":material/forum:")


def _opened_questions() -> None:
    """What a done action opened: asked in its own time, and at its worst until then."""
    still_open = this_scan.open_question()
    if still_open is None:
        return
    words = translator(chosen_language())
    count = max(1, len(this_scan.current().to_confirm))
    told = words.ngettext(
        "Door wat u deed is er {count} vraag bij gekomen. Die telt pas mee als u antwoordt.",
        "Door wat u deed zijn er {count} vragen bij gekomen. Die tellen pas mee als u antwoordt.",
        count,
    )
    with st.container(key="card-opened"):
        st.html(paragraph(told.format(count=count)))
        link_to("questions", words.gettext("Beantwoord wat erbij kwam"), vraag=still_open, terug="result")


def _first_three(page: Judged) -> None:
    _ = text()
    advice = page.advice
    if not advice.week:
        st.html(
            f"<h2>{escape(_('U heeft alles geregeld wat wij vragen'))}</h2>"
            + paragraph(_("Houd het zo. Kijk over een half jaar of alles nog klopt."))
        )
        return
    if all(r.proves for r in advice.recommendations):
        st.html(
            f"<h2>{escape(_('U heeft alles geregeld wat wij vragen'))}</h2>"
            + paragraph(_("Kijk nu zelf of het echt werkt."))
        )
    week = _("Doe deze week deze drie") if len(advice.week) == 3 else _("Doe dit deze week")
    said = tone(page.content, page.score, advice)
    st.html(f"<h2>{escape(week)}</h2>{paragraph(said, 'dw-soft')}")
    with st.container(key="first-three"):
        for number, recommendation in enumerate(advice.week, 1):
            with st.container(key=f"first-{recommendation.measure.id}"):
                st.html(action_card(recommendation, number, chosen_language()))
                if recommendation.finds_out:
                    link_to("supplier", _("Naar uw vragenlijsten"), icon=":material/forum:")
                if not is_kiosk():
                    done_button(recommendation, "week")


def _next(page: Judged) -> None:
    _ = text()
    if not page.advice.soon:
        return
    told = _("Daarna: {title}").format(title=page.advice.soon[0].measure.title)
    link_to("plan", told, icon=":material/arrow_forward:")


def _again(page: Judged) -> None:
    _ = text()
    with st.container(key="steps-after", horizontal=True):
        if st.button(_("Doe de scan opnieuw"), key="again"):
            this_scan.do_again()
            st.session_state.pop(OPENED, None)
            if event := event_of_address():
                join(event)
            go_to("again")
