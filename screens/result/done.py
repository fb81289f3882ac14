"""Gedaan: the button that says an action is done, what it changed, and the way back."""

from __future__ import annotations

from html import escape

import streamlit as st

from questionnaire.language.translation import translator
from scoring.advising.done import done_of, undone, with_done
from scoring.advising.outcome import score_figure
from scoring.advising.recommendation import Recommendation
from screens.actions import check_line
from screens.markup import paragraph, plain
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text

_JUST = "just_done"  # in the session: the measure that was marked last, and the score before it


def done_button(recommendation: Recommendation, place: str) -> None:
    """The button of one action; `place` tells the places where it can stand apart."""
    _ = text()
    measure = recommendation.measure
    label = _("Gevraagd") if recommendation.finds_out else _("Gedaan")
    st.button(
        plain(label),
        key=f"done_{measure.id}_{place}",
        icon=":material/check:",
        on_click=_mark,
        args=(measure.id,),
    )


def _mark(measure_id: str) -> None:
    content, scan = this_scan.content(), this_scan.current()
    before = content.score(scan.responses, scan.quick)
    this_scan.keep(with_done(content, scan, measure_id))
    st.session_state[_JUST] = measure_id, score_figure(before)


def _take_back(measure_id: str) -> None:
    this_scan.keep(undone(this_scan.content(), this_scan.current(), measure_id))
    st.session_state.pop(_JUST, None)


def just_done() -> None:
    """Draws what the last mark changed, once it is set on this page; nothing otherwise."""
    measure_id, before = st.session_state.get(_JUST, ("", ""))
    content, scan = this_scan.content(), this_scan.current()
    if measure_id not in scan.done or measure_id not in content.measures:
        return
    _ = text()
    now = score_figure(content.score(scan.responses, scan.quick))
    moved = (
        f'<p class="dw-plan-score" aria-hidden="true"><span>{escape(before)}</span><span class="dw-arrow" aria-hidden="true">→</span>'
        f"<strong>{escape(now)}</strong></p>"
        if now != before
        else ""
    )
    told = _("Gedaan: {title}").format(title=content.measures[measure_id].title)
    said = _("Uw score ging van {before} naar {now}.").format(before=before, now=now) if moved else ""
    check = content.measures[measure_id].check
    sure = check_line(check, chosen_language()) if check else ""
    with st.container(key="card-just-done"):
        st.html(
            f'<div role="status"><p class="dw-done-title">{escape(told)}</p>{moved}{paragraph(said, "dw-unseen") if said else ""}</div>{sure}'
        )
        _undo(measure_id, "just")


def _undo(measure_id: str, place: str) -> None:
    _ = text()
    st.button(
        _("Zet terug"),
        key=f"undo_{measure_id}_{place}",
        type="tertiary",
        on_click=_take_back,
        args=(measure_id,),
    )


def done_list() -> None:
    """Draws what is done, the last first, each with its way back; nothing when nothing is."""
    content, scan = this_scan.content(), this_scan.current()
    found = done_of(content, scan.done)
    if not found:
        return
    told = translator(chosen_language()).ngettext("{count} gedaan", "{count} gedaan", len(found))
    with st.expander(plain(told.format(count=len(found))), key="plan-part-done", on_change="rerun") as group:
        if group.open:
            for measure_id in found:
                with st.container(key=f"did-{measure_id}", horizontal=True, vertical_alignment="center"):
                    st.html(f'<p class="dw-done-title">{escape(content.measures[measure_id].title)}</p>')
                    _undo(measure_id, "list")


def done_told() -> str:
    """How many actions are done, in words; empty when none is."""
    count = len(done_of(this_scan.content(), this_scan.current().done))
    if not count:
        return ""
    return (
        translator(chosen_language())
        .ngettext("{count} actie gedaan", "{count} acties gedaan", count)
        .format(count=count)
    )
