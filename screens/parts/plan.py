"""The plan: tick what you mean to do, and see score, level, barriers and hours move at once."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from data import clock
from questionnaire.language.translation import translator
from scoring.advising.advice import Advice
from scoring.advising.in_words import actions, barriers_more, not_asked, total_effort
from scoring.advising.outcome import score_figure
from scoring.advising.plan import Part, brings, first_day, parts, title
from scoring.advising.plan import chosen as of_plan
from scoring.advising.recommendation import Recommendation
from scoring.results import Score
from screens.actions import mark_today, steps, takes_and_brings
from screens.markup import fold, paragraph, plain
from screens.parts.drawings import crime_rows
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text

DoneButton = Callable[[Recommendation, str], None]
Beside = Callable[[str], str]


def plan(score: Score, advice: Advice, done_button: DoneButton, beside: Beside) -> None:
    """Draws the whole list by this week, next and later with ticks, and beside it what the ticked actions
    bring.

    `done_button` draws the button that marks an action as done, in the part of the plan that it names; `beside` gives
    what else there is to tell about an action, as HTML by its id.
    """
    _ = text()
    st.html(
        paragraph(
            _("Vink aan wat u wilt doen, dan ziet u wat het oplevert. Klaar met een actie? Kies ‘Gedaan’.")
        )
    )
    with st.container(key="plan"):
        with st.container(key="plan-panel"):
            st.html(_panel(score, advice))
        with st.container(key="plan-list"):
            today = clock.today()
            begun = first_day(this_scan.current().planned_on, today)
            for part in parts(advice, begun):
                _group(part, title(part.id, begun, today, chosen_language()), done_button, beside)


def _group(part: Part, named: str, done_button: DoneButton, beside: Beside) -> None:
    count = len(part.recommendations)
    if part.id == "later":  # what can wait adds up to hours that help nobody
        told = (
            translator(chosen_language())
            .ngettext(
                "En daarna nog {count} actie, als u zover bent",
                "En daarna nog {count} acties, als u zover bent",
                count,
            )
            .format(count=count)
        )
    else:
        total = total_effort(part.recommendations, chosen_language())
        told = f"{named} · {actions(count, chosen_language())} · {total}"
    # What is closed is not drawn until it is opened: of thirty actions most people look at the first three.
    with st.expander(
        plain(told), expanded=part.id == "week", key=f"plan-part-{part.id}", on_change="rerun"
    ) as group:
        if group.open:
            for recommendation in part.recommendations:
                _action(recommendation, part.id, done_button, beside)


def _action(recommendation: Recommendation, part: str, done_button: DoneButton, beside: Beside) -> None:
    measure = recommendation.measure
    with st.container(key=f"action-{measure.id}"):
        planned = measure.id in this_scan.current().plan
        key = f"plan_{measure.id}_{chosen_language()}"
        st.checkbox(plain(measure.title), value=planned, key=key, on_change=_ticked, args=(measure.id, key))
        with st.container(key=f"rest-{measure.id}"):
            st.html(
                f'<div class="dw-action-rest">{mark_today(recommendation, chosen_language())}'
                f'<p class="dw-soft">{escape(" · ".join(takes_and_brings(recommendation, chosen_language())))}</p>'
                f"{steps(recommendation, chosen_language(), with_why=True)}{beside(measure.id)}</div>"
            )
            done_button(recommendation, part)


def _ticked(measure_id: str, key: str) -> None:
    scan = this_scan.current()
    others = tuple(m for m in scan.plan if m != measure_id)
    this_scan.keep(scan.with_plan((*others, measure_id) if st.session_state[key] else others, clock.today()))


def planned(advice: Advice) -> tuple[Recommendation, ...]:
    """The recommendations that the respondent put in the plan, in the order of the advice."""
    return of_plan(advice, this_scan.current().plan)


def _panel(score: Score, advice: Advice) -> str:
    _ = text()
    language = chosen_language()
    content = this_scan.content()
    chosen = planned(advice)
    if not chosen:
        told = paragraph(_("Vink een actie aan. Hier ziet u dan wat die oplevert."), "dw-soft dw-plan-hint")
        return f'<div class="dw-plan" role="status"><p class="dw-plan-score">{_part(_("Score nu"), score, "strong")}</p>{told}</div>'
    bring = brings(content, score, chosen)
    later = bring.score
    work = total_effort(chosen, language)
    level = ""
    if later.level and score.level:
        moved = later.level.id != score.level.id
        became = (
            _("{before} wordt {after}").format(before=score.level.title, after=later.level.title)
            if moved
            else score.level.title
        )
        level = f"<p class=dw-plan-level>{escape(became)}</p>"
    return (
        f'<div class="dw-plan" role="status"><p class="dw-plan-score">{_part(_("Score nu"), score, "span")}'
        f'<span class="dw-arrow" aria-hidden="true">→</span>{_part(_("met uw plan"), later, "strong")}</p>'
        f'{level}<ul class="dw-chips"><li>{escape(actions(len(chosen), language))}</li><li>{escape(work)}</li>'
        f"<li>{escape(barriers_more(bring.barriers_more, language))}</li></ul></div>"
        + fold(
            _("Barrières met dit plan"),
            f'<div class="dw-mini">{crime_rows(content.resilience(score), language, bring.resilience, short=True, unasked=not_asked(score, language))}</div>',
        )
    )


def _part(label: str, score: Score, tag: str) -> str:
    figure = score_figure(score)
    return f'<span class="dw-plan-part"><small>{escape(label)} </small><{tag}>{figure}</{tag}></span>'
