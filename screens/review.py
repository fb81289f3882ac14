"""Review of the answers before the result: per theme, each with a link to change it; what is counted, and the
way out of it.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from data.region import load_region
from questionnaire.models import Section
from scoring.explain import answer_text
from scoring.results import Score
from screens.markup import fold, paragraph
from screens.navigation import go_to, leave_for, link_to
from screens.parts.shell import mark_step
from screens.questions import BACK_TO_REVIEW, PLACE
from screens.session import scan as this_scan
from screens.session.counting import finish
from screens.session.joining import over_by_now, told_over
from screens.session.language import chosen_language, text


def show() -> None:
    """Draws the screen; whoever has not begun goes to the start."""
    scan = this_scan.current()
    if scan.is_empty:
        go_to("start")
    _ = text()
    st.title(_("Klopt alles?"), anchor=False)
    mark_step("review")
    st.session_state.pop(BACK_TO_REVIEW, None)
    still_open = this_scan.open_question()
    if still_open:
        st.html(paragraph(_("Er staan nog vragen open. Daarna ziet u uw resultaat."), "dw-lead"))
        with st.container(key="steps", horizontal=True):
            if st.button(_("Ga verder met de vragen"), key="go_on", type="primary"):
                go_to("questions", **{PLACE: still_open})
        return
    st.html(paragraph(_("Dit zijn uw antwoorden. Kies een vraag om uw antwoord te wijzigen."), "dw-lead"))
    score = this_scan.content().score(scan.responses, scan.quick)
    on_path = {item.id for item in this_scan.walked()}
    for section in this_scan.questionnaire().sections:
        _section(section, score, on_path)
    if (over := over_by_now(scan.event)) and not scan.finished:
        st.html(f'<p class="dw-note" role="status">{escape(told_over(over))}</p>')
    _counted()
    _steps()


def _section(section: Section, score: Score, on_path: set[str]) -> None:
    _ = text()
    items = [item for item in section.items if item.id in on_path]
    if not items:
        return
    with st.container(key=f"card-{section.id}"):
        st.html(f'<h2 class="dw-card-title">{escape(section.title)}</h2>')
        with st.container(key=f"lines-{section.id}"):  # one for all: each container is a message more
            for item in items:
                link_to(
                    "questions",
                    this_scan.as_asked(item.id).question,
                    icon=":material/edit:",
                    **{PLACE: item.id, "terug": "1"},
                )
                st.html(f'<p class="dw-answer" data-item="{item.id}">{escape(_answer(item.id, score))}</p>')


def _answer(item_id: str, score: Score) -> str:
    words = answer_text(this_scan.content(), item_id, score, text())
    return words[:1].upper() + words[1:]


def _counted() -> None:
    """What happens when the result is opened, in plain words, and the choice to stay out."""
    _ = text()
    region = load_region(language=chosen_language())
    with st.container(key="card-counted"):
        st.html(
            f'<h2 class="dw-card-title">{escape(_("Uw antwoorden tellen mee, zonder dat iemand ze kan zien"))}</h2>'
        )
        st.html(
            paragraph(
                _(
                    "Bij ‘Bekijk resultaat’ tellen we uw antwoorden op bij die van andere bedrijven in {region}. "
                    "Er blijft geen rij met uw antwoorden achter. Terughalen kan daarna niet meer."
                ).format(region=region.title)
            )
            + fold(
                _("Wat telt er precies mee?"),
                paragraph(_("Per vraag: hoeveel is geregeld, en of het antwoord ‘weet ik niet’ was."))
                + paragraph(
                    _(
                        "Dat gaat in drie potjes: uw gemeente, uw soort bedrijf met de grootte, en uw bijeenkomst als die er is."
                    )
                )
                + paragraph(
                    _(
                        "Bij elk antwoord gooien we eerst een dobbelsteen; een zaal krijgt ruis en gaat pas open bij genoeg mensen. Uw naam, adres en computer kennen we niet."
                    )
                ),
            )
        )
        out = st.checkbox(
            _("Tel mijn antwoorden niet mee"), value=this_scan.current().kept_out, key="kept_out"
        )
        this_scan.keep(this_scan.current().changed(kept_out=out))


def _steps() -> None:
    _ = text()
    with st.container(key="steps", horizontal=True):
        if st.button(_("Vorige"), key="back"):
            go_to("questions", **{PLACE: this_scan.walked()[-1].id})
        # A callback comes before this screen is drawn, and so spares drawing it once more. After a lost
        # connection the click reaches a new session, which knows no callback.
        if st.button(_("Bekijk resultaat"), key="finish", type="primary", on_click=_finish):
            finish()
            go_to("result")


def _finish() -> None:
    choice = st.session_state.get("kept_out")
    if choice is not None:
        this_scan.keep(this_scan.current().changed(kept_out=choice))
    finish()
    leave_for("result")
