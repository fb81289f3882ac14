"""The questions, one per screen: theme, progress, the question with its answers, and two lines that help."""

from __future__ import annotations

from html import escape
from time import monotonic

import streamlit as st

from questionnaire.models import Item
from questionnaire.pace import goes_on
from questionnaire.responses import DONT_KNOW
from questionnaire.walk import item_after, item_before
from scoring.advising.again import mended_by
from scoring.advising.to_ask import forwards
from scoring.explain import answer_text
from screens.conversation import talk_about
from screens.looking import walk as looking
from screens.markup import fold, paragraph, plain
from screens.navigation import go_to, leave_for, leave_if_asked, link_to
from screens.parts import offer
from screens.parts.answer_fields import (
    ERROR_ID,
    answer_fields,
    answers_of,
    draw_anew,
    keep_chosen,
    leave_empty,
    places,
)
from screens.parts.kiosk import is_kiosk
from screens.parts.macros import macro
from screens.parts.shell import step_mark
from screens.parts.way import above
from screens.save import not_safe
from screens.session import scan as this_scan
from screens.session.joining import event_here
from screens.session.language import chosen_language, text

PLACE = "vraag"  # in the address, so that refresh and the back button know the question
_MOVED, _MISSING = "moved", "missing"
_HELD = "places_held"  # in the session: the question drawn last, and how many places below one another the browser holds
# In the session: the question that a click led to, the way it led, when (seconds of the monotonic clock), and
# the answer that was there.
_CAME = "came_here"
DOUBLE_CLICK_SECONDS = (
    0.8  # the half second that systems allow between two clicks at most, and the time to draw the question
)
BACK_TO_REVIEW = (
    "back_to_review"  # in the session: the screen to which who came to change an answer goes back
)
MENDED = "mended"  # in the session: the answer that was changed last, whose theme then stands open
BACK_TO = ("review", "result", "resilience", "plan")


def show() -> None:
    """Draws the question that the address names, or else the first one that is still open."""
    _question()
    st.html(offer.own_pace(chosen_language(), told=False))
    if not is_kiosk():
        link_to("save", text()("Bewaar en ga later verder"), icon=":material/bookmark:")


@st.fragment
def _question() -> None:
    # A fragment: going on to the next question leaves the frame around it as it is, which saves a third of
    # each run.
    this_scan.stay_on_edition()
    leave_if_asked()
    item = _shown()
    if item is None:
        go_to("review")
    if st.query_params.get(PLACE) != item.id:  # each time it is set, the browser is told
        st.query_params[PLACE] = item.id
    # One element and not six: each costs a tenth of a run, and a room answers hundreds of questions a second.
    st.html(_above(item) + _asked(item) + _earlier_answer(item) + looking.told(item))
    with st.container(key="answers"):
        _answers(item)
    helping_lines(item)
    looking.below(item)
    talk_about(item)
    _steps(item)


@st.fragment
def _answers(item: Item) -> None:
    """The fields, and what there is to say about what was filled in: a choice draws these and nothing else.

    When the whole question is drawn, the browser leaves what this fragment drew for the question before. So
    there are always three things, the first and last with nothing in them if need be; and fewer fields than
    before are followed by empty places.
    """
    before, held = st.session_state.get(_HELD, ("", 0))
    fields = places(item)
    if before and before != item.id:
        draw_anew(item)
    empty = max(0, held - fields) if fields and before != item.id else 0
    st.session_state[_HELD] = item.id, fields + empty
    error = st.empty()  # above the fields: below them it would be under the bar with the buttons
    wrong = answer_fields(item, empty)
    _ = text()
    if (
        not wrong
        and st.session_state.get(_MISSING) == item.id
        and this_scan.current().responses.get(item.id) is None
    ):
        wrong = _("Kies eerst een antwoord. Weet u het niet? Dat is ook een antwoord.")
        if not item.dont_know:
            wrong = _("Kies eerst een antwoord.")
    with error:
        if wrong:
            st.html(f'<p class="dw-error" role="alert" id="{ERROR_ID}">{escape(wrong)}</p>')
        else:
            leave_empty(1)
    told = _not_known(item)
    if not this_scan.is_safe():
        told += paragraph(not_safe(), "dw-note")
    if told:
        st.html(told)
    else:
        leave_empty(1)


def _not_known(item: Item) -> str:
    """What "I don't know" means here, once it is chosen; empty in the profile, which earns nothing."""
    questions = this_scan.questionnaire()
    if this_scan.current().responses.get(item.id) != DONT_KNOW or item.id in questions.profile_ids:
        return ""
    _ = text()
    told = _("Dit telt nog niet mee. U krijgt straks een vraag om door te sturen.")
    if not forwards(questions, this_scan.counting(), item.id):
        told = _("Dit telt nog niet mee. Het komt straks bij wat u zelf uitzoekt.")
    return f'<p class="dw-soft" role="status">{escape(told)}</p>'


def _shown() -> Item | None:
    on_path = {item.id for item in this_scan.walked()}
    wanted = st.query_params.get(PLACE)
    if wanted in on_path:
        if back := st.query_params.get("terug"):
            st.session_state[BACK_TO_REVIEW] = back if back in BACK_TO else "review"
            st.query_params.pop("terug", None)
        return this_scan.as_asked(wanted)
    still_open = this_scan.open_question()
    return this_scan.as_asked(still_open) if still_open else None


def _above(item: Item) -> str:
    """The event for who just came in, and where we are on the way."""
    _ = text()
    note = ""
    if this_scan.current().answers.keys() <= {item.id} and (event := event_here()):
        note = paragraph(_("U doet mee met: {event}").format(event=event.name), "dw-note")
    return note + above(item)


def _asked(item: Item) -> str:
    explanation = paragraph(item.explanation, "dw-explanation") if item.explanation else ""
    told = step_mark(f"question {item.id}") + explanation + _by_itself(item)
    return f"<h1>{escape(item.question)}</h1>" + told


def _by_itself(item: Item) -> str:
    """For `screens/assets/questions/onward.js`: which answers a finger goes on with by itself, and a word about
    it at the first question, which an event opens without the start screen.

    None where an answer is changed, which one does with care, nor where a word about not being saved follows.
    """
    questions, scan = this_scan.questionnaire(), this_scan.current()
    goes = ""
    back = bool(st.session_state.get(BACK_TO_REVIEW))
    if this_scan.is_safe() and not back:
        goes = " ".join(
            str(n) for n, answer in enumerate(answers_of(item)) if goes_on(questions, item, answer)
        )
    first = bool(goes) and scan.answers.keys() <= {item.id}
    return str(macro("onward_mark", item.id, goes, first, back))


def _earlier_answer(item: Item) -> str:
    """In a second scan: what was answered before, what was done since, and whether the answer still holds."""
    _ = text()
    scan, content = this_scan.current(), this_scan.content()
    if item.id not in scan.to_confirm or not scan.earlier:
        return ""
    then = content.score(scan.earlier.responses, scan.earlier.quick)
    if then.counting.get(item.id) is None:
        return ""  # it was not asked then, so there is nothing to confirm
    words = answer_text(content, item.id, then, _)
    told = _("Vorige keer koos u: {answer}. Klopt dit nog?").format(answer=words)
    if since := mended_by(content, scan.earlier, scan.done).get(item.id):
        told = _("Vorige keer koos u: {answer}. Intussen deed u: {measures}. Wat klopt nu?").format(
            answer=words, measures="; ".join(since)
        )
    return paragraph(told, "dw-note")


def helping_lines(item: Item) -> None:
    """Why we ask, and how to find out: two lines that open."""
    _ = text()
    lines = ((_("Waarom vragen we dit?"), item.why), (_("Hoe kom ik hierachter?"), item.how_to_find))
    st.html(
        '<div class="dw-folds">'
        + "".join(fold(title, paragraph(told)) for title, told in lines if told)
        + "</div>"
    )


def _steps(item: Item) -> None:
    _ = text()
    with st.container(key="steps", horizontal=True):
        # Each question has its own buttons: a second click sent before the next question is drawn does not
        # count for it.
        onward = _("Bewaar en terug") if _returns(item) else _("Volgende")
        back = st.button(_("Vorige"), key=f"back_{item.id}", on_click=_move, args=(item, -1))
        on = st.button(plain(onward), key=f"next_{item.id}", type="primary", on_click=_move, args=(item, 1))
    # After a lost connection the click reaches a new session, which knows no callback.
    if (back or on) and not st.session_state.pop(_MOVED, False):
        _move(item, 1 if on else -1)
        st.session_state.pop(_MOVED, None)
        st.rerun()


def _returns(item: Item) -> bool:
    """Whether the button leads back to the screen from which one came to change this answer."""
    if not st.session_state.get(BACK_TO_REVIEW):
        return False
    return this_scan.open_question() in (None, item.id)


def _move(item: Item, step: int) -> None:
    """To the next or the previous question, to the review behind the last, to the start before the first."""
    st.session_state[_MOVED] = True
    keep_chosen(item)
    scan = this_scan.current()
    if _is_second_click(item, step):
        return
    if step > 0 and scan.responses.get(item.id) is None:
        st.session_state[_MISSING] = item.id
        return
    st.session_state.pop(_MISSING, None)
    if step > 0:
        this_scan.keep(scan.confirmed(item.id))
        if back := st.session_state.get(BACK_TO_REVIEW):
            st.session_state[MENDED] = item.id
            _go(this_scan.open_question(), step, str(back))
            return
    find = item_after if step > 0 else item_before
    neighbour = find(this_scan.questionnaire(), this_scan.asked(), item.id)
    if neighbour:
        _go(neighbour.id, step)
    else:
        _go(this_scan.open_question() if step > 0 else None, step, "review" if step > 0 else "start")


def _is_second_click(item: Item, step: int) -> bool:
    """Whether this is the second click of a double one: it lands on the question that the first one led to,
    which nobody has read yet. Who answered it meanwhile has.
    """
    came, direction, at, answer = st.session_state.get(_CAME, ("", 0, 0.0, None))
    return bool(
        came == item.id
        and direction == step
        and answer == this_scan.current().responses.get(item.id)
        and monotonic() - at <= DOUBLE_CLICK_SECONDS
    )


def _go(item_id: str | None, step: int, otherwise: str = "") -> None:
    if item_id:
        st.session_state[_CAME] = item_id, step, monotonic(), this_scan.current().responses.get(item_id)
        st.query_params[PLACE] = item_id
    else:
        leave_for(otherwise)
