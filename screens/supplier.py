"""The question sheet: plain questions for the ICT supplier, the web builder and inside the business, to send
and to fill in later.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from questionnaire.language.templates import Templates
from questionnaire.models import Item
from questionnaire.responses import DONT_KNOW
from scoring.advising.advice import InsideQuestion, SupplierQuestion, advise
from scoring.advising.in_words import supplier_title
from scoring.advising.outcome import score_figure
from scoring.explain import answer_text
from screens.downloads.supplier_mail import LETTERS, supplier_mail_link
from screens.looking.card import for_others
from screens.markup import heading, linked, message, paragraph, plain
from screens.navigation import go_to, link_to
from screens.parts.answer_fields import answer_fields
from screens.parts.download_button import download_button
from screens.parts.enquiries import enquiries
from screens.parts.shell import mark_step
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text

SHEET = "supplier_sheet"  # in the session; the result begins it anew

_TEMPLATES = Templates(__file__)


def show() -> None:
    """Draws the screen; before the result there is nothing to ask yet."""
    scan = this_scan.current()
    if not scan.finished:
        go_to("start" if scan.is_empty else "review")
    _ = text()
    st.title(_("Uw vragenlijsten"), anchor=False)
    mark_step("supplier")
    _others()
    _sheet()
    link_to("plan", _("Terug naar uw plan"), icon=":material/arrow_back:")


def _others() -> None:
    """The links for who can answer, with what each of them can tell about."""
    content, scan = this_scan.content(), this_scan.current()
    advice = advise(content, content.score(scan.responses, scan.quick), scan.done)
    enquiries(
        {
            "supplier": tuple(q.item_id for q in advice.supplier_questions if q.item_id),
            "builder": tuple(q.item_id for q in advice.builder_questions if q.item_id),
            "inside": tuple(i for q in advice.inside_questions for i in q.item_ids),
        }
    )


@st.fragment
def _sheet() -> None:
    _ = text()
    content, scan = this_scan.content(), this_scan.current()
    score = content.score(scan.responses, scan.quick)
    advice = advise(content, score, scan.done)
    # What is filled in here stays in the lists until one leaves, so that nothing jumps away under a finger.
    listed = st.session_state.setdefault(SHEET, {}).setdefault(
        chosen_language(), {"supplier": {}, "builder": {}, "inside": {}}
    )
    listed["supplier"].update({q.item_id or q.measure_id: q for q in advice.supplier_questions})
    listed["builder"].update({q.item_id: q for q in advice.builder_questions})
    listed["inside"].update({q.item_ids: q for q in advice.inside_questions})
    if not any(listed.values()):
        st.html(paragraph(_("U heeft geen open vragen. Mooi."), "dw-lead"))
        return
    st.html(paragraph(_("Vul de antwoorden hier in zodra u ze heeft, dan beweegt uw score mee."), "dw-lead"))
    place = st.empty()
    drawn: set[str] = set()
    if listed["supplier"]:
        st.html(heading(supplier_title(content, score)))
        _send(advice.supplier_questions, "vragen-leverancier.txt")
        unknown = [q for q in listed["supplier"].values() if q.item_id]
        _questions(unknown, 1, drawn)
        if rest := [q for q in listed["supplier"].values() if not q.item_id]:
            if unknown:
                st.html(heading(_("Vraag ook dit"), 3))
            _questions(rest, len(unknown) + 1, drawn)
    if listed["builder"]:
        st.html(heading(_("Vragen voor wie uw website maakte")))
        _send(advice.builder_questions, "vragen-websitebouwer.txt")
        _questions(listed["builder"].values(), 1, drawn)
    if listed["inside"]:
        alone = content.questionnaire.works_alone(score.counting)
        st.html(heading(_("Om zelf uit te zoeken") if alone else _("Vraag binnen uw bedrijf")))
        _questions(listed["inside"].values(), 1, drawn)
    for_others()
    # Last, because what was just filled in counts.
    scan = this_scan.current()
    macros = _TEMPLATES.macros("screens.html", chosen_language())
    place.html(macros.score_now(score_figure(content.score(scan.responses, scan.quick))))


def _send(questions: tuple[SupplierQuestion, ...], file: str) -> None:
    _ = text()
    if not questions:
        return
    link, complete = supplier_mail_link(questions, chosen_language(), LETTERS[file])
    with st.container(key=f"send-{LETTERS[file]}", horizontal=True):
        st.html(linked(_("Mail deze vragen"), link), width="content")
        download_button(file, _("Download als tekst"))
    told = _("Uw eigen mailprogramma gaat open; u kiest zelf aan wie.")
    more = "" if complete else " " + _("Niet alle vragen passen in één mail: stuur het bestand mee.")
    st.html(paragraph(told + more, "dw-soft"))


def _questions(questions: Iterable[SupplierQuestion | InsideQuestion], first: int, drawn: set[str]) -> None:
    for number, question in enumerate(questions, first):
        _question(number, question, drawn)


def _question(number: int, question: SupplierQuestion | InsideQuestion, drawn: set[str]) -> None:
    """A question with the field for its answer; an item whose field is above already (`drawn`) is not drawn
    again.
    """
    known = question.item_ids[0] if isinstance(question, InsideQuestion) else question.item_id
    about = question.measure_id if isinstance(question, SupplierQuestion) else None
    with st.container(key=f"card-ask-{known or about}"):
        st.html(heading(f"{number}. {question.text}", 3, "dw-card-title"))
        for item_id in question.item_ids:
            if item_id not in drawn:
                drawn.add(item_id)
                _answer(this_scan.as_asked(item_id), "dw-known" if known else "dw-soft")


def _answer(item: Item, kind: str) -> None:
    _ = text()
    place = st.empty()
    with st.expander(plain(_("Vul het antwoord in: {question}").format(question=item.question))):
        if wrong := answer_fields(item):
            st.html(message(wrong))
    scan, content = this_scan.current(), this_scan.content()
    if scan.responses.get(item.id) in (None, DONT_KNOW):
        place.html(paragraph(_("nog niet bekend"), "dw-soft"))
    else:
        words = answer_text(content, item.id, content.score(scan.responses, scan.quick), _)
        place.html(paragraph(_("Uw antwoord: {answer}").format(answer=words), kind))
