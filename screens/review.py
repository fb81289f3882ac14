"""Review of the answers before the result: per theme, each with a link to change it; what is counted, and the
way out of it.
"""

from __future__ import annotations

import streamlit as st

from data.region import load_region
from questionnaire.language.templates import Templates
from questionnaire.models import Section
from scoring.advising.seen import origin_told
from scoring.explain import answer_text
from scoring.results import Score
from screens.markup import fold, heading, message, paragraph
from screens.navigation import go_to, leave_for, link_to
from screens.parts.macros import macro
from screens.parts.shell import mark_step
from screens.parts.sums import sums_told
from screens.parts.way import last_insight
from screens.questions import BACK_TO_REVIEW, PLACE
from screens.session import scan as this_scan
from screens.session.counting import counts_anew, finish
from screens.session.joining import over_by_now, told_over
from screens.session.language import chosen_language, text

COUNTED = "dw-meetellen"  # in the page: where the notice about counting stands
_TEMPLATES = Templates(__file__)


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
    if (last := last_insight()) and not scan.finished:
        st.html(last)
    if (over := over_by_now(scan.event)) and not scan.finished:
        st.html(message(told_over(over), "dw-note", "status"))
    _to_the_result()
    st.html(
        heading(_("Uw antwoorden")) + paragraph(_("Kies een vraag om uw antwoord te wijzigen."), "dw-soft")
    )
    score = this_scan.content().score(scan.responses, scan.quick)
    on_path = {item.id for item in this_scan.walked()}
    for section in this_scan.questionnaire().sections:
        _section(section, score, on_path)
    macros = _TEMPLATES.macros("screens.html", chosen_language())
    st.html(macros.jump(COUNTED, _("Naar ‘Bekijk resultaat’")))


def _section(section: Section, score: Score, on_path: set[str]) -> None:
    _ = text()
    items = [item for item in section.items if item.id in on_path]
    if not items:
        return
    with st.container(key=f"card-{section.id}"):
        st.html(heading(section.title, kind="dw-card-title"))
        macros = _TEMPLATES.macros("screens.html", chosen_language())
        with st.container(key=f"lines-{section.id}"):  # one for all: each container is a message more
            for item in items:
                link_to(
                    "questions",
                    this_scan.as_asked(item.id).question,
                    icon=":material/edit:",
                    **{PLACE: item.id, "terug": "1"},
                )
                note = this_scan.current().seen_at.get(item.id, "")
                seen = macro("seen", note) if note else ""
                st.html(str(macros.answered(item.id, _answer(item.id, score))) + str(seen))


def _answer(item_id: str, score: Score) -> str:
    content = this_scan.content()
    words = answer_text(content, item_id, score, text())
    whence = origin_told(content, this_scan.current(), item_id)
    return words[:1].upper() + words[1:] + (f" · {whence}" if whence else "")


def _to_the_result() -> None:
    """What happens when the result is opened and the choice to stay out, with the button that does it right
    below: nobody is counted who could not see this.
    """
    _ = text()
    region = load_region(language=chosen_language())
    scan = this_scan.current()
    with st.container(key="card-counted"):
        macros = _TEMPLATES.macros("screens.html", chosen_language())
        if not counts_anew(scan):
            st.html(
                macros.counted_before(
                    COUNTED, _("Uw antwoorden telden al mee. Er telt nu niets opnieuw mee.")
                )
            )
        else:
            st.html(
                str(
                    macros.counted_title(
                        COUNTED, _("Uw antwoorden tellen mee, zonder dat iemand ze kan zien")
                    )
                )
                + paragraph(
                    _(
                        "Bij ‘Bekijk resultaat’ tellen we uw antwoorden op bij die van andere bedrijven in {region}. "
                        "Er blijft geen rij met uw antwoorden achter. Terughalen kan daarna niet meer."
                    ).format(region=region.title)
                )
                + fold(
                    _("Wat telt er precies mee?"),
                    paragraph(_("Per vraag: hoeveel is geregeld, en of het antwoord ‘weet ik niet’ was."))
                    + paragraph(
                        _("U telt mee in deze potjes: {sums}.").format(
                            sums=sums_told(this_scan.content(), region, _)
                        )
                    )
                    + paragraph(
                        _(
                            "Elk potje krijgt ruis en gaat pas open bij genoeg bedrijven. Uw naam, adres en computer kennen we niet."
                        )
                    ),
                )
            )
            with st.container(key="choices-counted"):
                out = st.checkbox(_("Tel mijn antwoorden niet mee"), value=scan.kept_out, key="kept_out")
            this_scan.keep(this_scan.current().changed(kept_out=out))
        with st.container(key="to-result", horizontal=True):
            # A callback comes before this screen is drawn, and so spares drawing it once more. After a lost
            # connection the click reaches a new session, which knows no callback.
            if st.button(_("Bekijk resultaat"), key="finish", type="primary", on_click=_finish):
                finish()
                go_to("result")
            if st.button(_("Vorige"), key="back"):
                asked = this_scan.asked() or this_scan.walked()
                go_to("questions", **{PLACE: asked[-1].id})


def _finish() -> None:
    choice = st.session_state.get("kept_out")
    if choice is not None:
        this_scan.keep(this_scan.current().changed(kept_out=choice))
    finish()
    leave_for("result")
