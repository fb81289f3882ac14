"""The beginning of a second scan: what was done of the plan, and how little there is to ask."""

from __future__ import annotations

from html import escape

import streamlit as st

from questionnaire.language.numbers import whole
from questionnaire.language.translation import translator
from questionnaire.minutes import minutes
from scoring.advising.again import planned
from screens.markup import paragraph, plain
from screens.navigation import go_to
from screens.parts.shell import mark_step
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text


def show() -> None:
    """Draws the screen; who is in no second scan goes on with what there is."""
    _ = text()
    scan = this_scan.current()
    if scan.is_empty:
        go_to("start")
    if scan.earlier is None or not this_scan.open_question():
        go_to("questions")
    st.title(_("Wat is er veranderd?"), anchor=False)
    mark_step("again")
    asked = this_scan.asked()
    left = max(1, whole(minutes(this_scan.as_asked(item.id) for item in asked)))
    st.html(paragraph(_told(len(asked), left), "dw-lead"))
    _plan()
    with st.container(key="steps", horizontal=True):
        if st.button(_("Verder"), key="to_questions", type="primary"):
            go_to("questions")


def _told(count: int, left: int) -> str:
    words = translator(chosen_language())
    asked = words.ngettext(
        "We vragen alleen wat veranderd kan zijn: {count} vraag.",
        "We vragen alleen wat veranderd kan zijn: {count} vragen.",
        count,
    ).format(count=count)
    time = words.ngettext("Dat kost ongeveer {count} minuut.", "Dat kost ongeveer {count} minuten.", left)
    rest = words.gettext("De andere antwoorden blijven staan. U ziet ze straks allemaal.")
    return f"{asked} {time.format(count=left)} {rest}"


def _plan() -> None:
    _ = text()
    content, scan = this_scan.content(), this_scan.current()
    then = scan.earlier
    if then is None or not (measures := planned(content, then)):
        return
    with st.container(key="card-done"):
        st.html(
            f'<h2 class="dw-card-title">{escape(_("Wat heeft u gedaan?"))}</h2>'
            + paragraph(_("Vink aan wat klaar is. De rest van uw plan blijft staan."))
        )
        with st.container(key="choices-done"):
            done = tuple(
                id_
                for id_, title in measures.items()
                if st.checkbox(plain(title), value=id_ in scan.done, key=f"done_{id_}")
            )
    this_scan.keep(scan.with_done(done))
