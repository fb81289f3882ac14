"""The plan: tick what you mean to do, and see score, level, barriers and hours move at once."""

from __future__ import annotations

from html import escape

import streamlit as st

from scoring.advice import PARTS, Advice, Recommendation, with_plan
from scoring.models import Score
from screens import scan as this_scan
from screens.actions import steps
from screens.drawings import crime_rows
from screens.language import chosen_language, text
from screens.markup import fold, paragraph, shown
from screens.words import actions, barriers_more, facts, hours


@st.fragment
def plan(score: Score, advice: Advice) -> None:
    """Draws the whole list by this week, next and later with ticks, and beside it what the ticked actions bring."""
    if not advice.recommendations:
        return
    _ = text()
    st.html(
        f'<h2 id="plan">{_("Maak uw plan")}</h2>'
        + paragraph(_("Vink aan wat u wilt doen. U ziet meteen wat het oplevert. Uw plan komt ook in de PDF, de checklist en uw agenda."))
    )
    with st.container(key="plan"):
        with st.container(key="plan-panel"):
            st.html(_panel(score, advice))
        with st.container(key="plan-list"):
            for name, part in advice.parts:
                _group(name, _(PARTS[name]), part, opened=name == "week")


def _group(name: str, title: str, part: tuple[Recommendation, ...], opened: bool = False) -> None:
    if not part:
        return
    _ = text()
    total = hours(sum(r.hours for r in part), chosen_language())
    told = f"{title} · {actions(len(part), chosen_language())} · {total}"
    # What is closed is not drawn until it is opened: of thirty actions most people look at the first few.
    with st.expander(told, expanded=opened, key=f"plan-part-{name}", on_change="rerun") as group:
        if group.open:
            for recommendation in part:
                _action(recommendation)


def _action(recommendation: Recommendation) -> None:
    measure = recommendation.measure
    with st.container(key=f"action-{measure.id}"):
        planned = measure.id in this_scan.current().plan
        key = f"plan_{measure.id}_{chosen_language()}"
        st.checkbox(measure.title, value=planned, key=key, on_change=_ticked, args=(measure.id, key))
        st.html(
            f'<div class="dw-action-rest"><p class="dw-soft">{escape(" · ".join(facts(recommendation, chosen_language())))}</p>'
            f"{steps(recommendation, chosen_language(), with_why=True)}</div>"
        )


def _ticked(measure_id: str, key: str) -> None:
    scan = this_scan.current()
    others = tuple(m for m in scan.plan if m != measure_id)
    this_scan.keep(scan.changed(plan=(*others, measure_id) if st.session_state[key] else others))


def planned(advice: Advice) -> tuple[Recommendation, ...]:
    """The recommendations that the respondent put in the plan, in the order of the advice."""
    chosen = set(this_scan.current().plan)
    return tuple(r for r in advice.recommendations if r.measure.id in chosen)


def _panel(score: Score, advice: Advice) -> str:
    _ = text()
    language = chosen_language()
    content = this_scan.content()
    chosen = planned(advice)
    if not chosen:
        told = paragraph(_("Vink een actie aan. Hier ziet u dan wat die oplevert."), "dw-soft")
        return f'<div class="dw-plan" role="status"><p class="dw-plan-score">{_part(_("Score nu"), score, "strong")}</p>{told}</div>'
    later = with_plan(content, score, [r.measure.id for r in chosen])
    now_stands, then_stands = content.resilience(score), content.resilience(later)
    more = sum(r.standing for r in then_stands) - sum(r.standing for r in now_stands)
    work = hours(sum(r.hours for r in chosen), language)
    level = ""
    if later.level and score.level:
        moved = later.level.id != score.level.id
        told = _("{before} wordt {after}").format(before=score.level.title, after=later.level.title) if moved else score.level.title
        level = f"<p class=dw-plan-level>{escape(told)}</p>"
    return (
        f'<div class="dw-plan" role="status"><p class="dw-plan-score">{_part(_("Score nu"), score, "span")}'
        f'<span class="dw-arrow" aria-hidden="true">→</span>{_part(_("met uw plan"), later, "strong")}</p>'
        f'{level}<ul class="dw-chips"><li>{escape(actions(len(chosen), language))}</li><li>{escape(work)}</li>'
        f"<li>{escape(barriers_more(max(0, more), language))}</li></ul></div>"
        + fold(_("Barrières met dit plan"), f'<div class="dw-mini">{crime_rows(now_stands, language, then_stands, short=True)}</div>')
    )


def _part(label: str, score: Score, tag: str) -> str:
    return f'<span class="dw-plan-part"><small>{escape(label)} </small><{tag}>{shown(score.score_pct)}</{tag}></span>'
