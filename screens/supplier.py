"""The supplier's sheet: plain questions with room for the answers, to send by one's own mail, and to fill in later."""

from __future__ import annotations

from html import escape

import streamlit as st

from questionnaire.models import Item
from questionnaire.responses import DONT_KNOW
from scoring.advice import SupplierQuestion, advise
from scoring.explain import answer_text
from screens import scan as this_scan
from screens.answer_fields import answer_fields
from screens.language import chosen_language, text
from screens.markup import listed as listed_texts
from screens.markup import paragraph, plain, shown
from screens.navigation import go_to, link_to
from screens.offered import offer
from screens.shell import here
from screens.takeaway.supplier_mail import supplier_mail_link

SHEET = "supplier_sheet"  # in the session; the result begins it anew


def show() -> None:
    """Draws the screen; before the result there is nothing to ask yet."""
    scan = this_scan.current()
    if not scan.finished:
        go_to("start" if scan.is_empty else "review")
    _ = text()
    st.title(_("Vragen voor uw ICT-leverancier"), anchor=False)
    here("supplier")
    _sheet()
    link_to("result", _("Terug naar uw resultaat"), icon=":material/arrow_back:")


@st.fragment
def _sheet() -> None:
    _ = text()
    content, scan = this_scan.content(), this_scan.current()
    score = content.score(scan.responses, scan.quick)
    advice = advise(content, score)
    questions = advice.supplier_questions
    # What is filled in here stays in the list until one leaves, so that nothing jumps away under a finger.
    listed = st.session_state.setdefault(SHEET, {}).setdefault(chosen_language(), {})
    listed.update({question.item_id or question.measure_id: question for question in questions})
    if not listed:
        st.html(paragraph(_("U heeft geen open vragen voor een leverancier. Mooi."), "dw-lead"))
        return
    st.html(paragraph(_("Stuur deze vragen naar wie uw ICT doet. Vul de antwoorden hier in, dan beweegt uw score mee."), "dw-lead"))
    _send(questions)
    place = st.empty()
    unknown = [q for q in listed.values() if q.item_id]
    rest = [q for q in listed.values() if not q.item_id]
    drawn: set[str] = set()
    for number, question in enumerate(unknown, 1):
        _question(number, question, drawn)
    if unknown and rest:
        st.html(f"<h2>{escape(_('Vraag uw leverancier ook dit'))}</h2>")
    for number, question in enumerate(rest, len(unknown) + 1):
        _question(number, question, drawn)
    if advice.inside_questions:
        st.html(f"<h2>{_('Vraag binnen uw bedrijf')}</h2>" + listed_texts(q.text for q in advice.inside_questions))
    # Last, because what was just filled in counts.
    scan = this_scan.current()
    now = shown(content.score(scan.responses, scan.quick).score_pct)
    place.html(f'<p class="dw-plan-score" role="status"><span>{escape(_("Score nu"))}</span> <strong>{now}</strong></p>')


def _send(questions: tuple[SupplierQuestion, ...]) -> None:
    _ = text()
    if not questions:
        return
    link, complete = supplier_mail_link(questions, chosen_language())
    with st.container(key="send", horizontal=True):
        st.html(f'<a class="dw-button" href="{escape(link)}">{escape(_("Mail deze vragen"))}</a>', width="content")
        offer("vragen-leverancier.txt", _("Download als tekst"))
    told = _("Uw eigen mailprogramma gaat open; u kiest zelf aan wie.")
    more = "" if complete else " " + _("Niet alle vragen passen in één mail: stuur het bestand mee.")
    st.html(paragraph(told + more, "dw-soft"))


def _question(number: int, question: SupplierQuestion, drawn: set[str]) -> None:
    """A question with the field for its answer; an item whose field is above already (`drawn`) is not drawn again."""
    with st.container(key=f"card-ask-{question.item_id or question.measure_id}"):
        st.html(f'<h2 class="dw-card-title">{number}. {escape(question.text)}</h2>')
        for item_id in question.item_ids:
            if item_id not in drawn:
                drawn.add(item_id)
                _answer(this_scan.as_asked(item_id), "dw-known" if question.item_id else "dw-soft")


def _answer(item: Item, kind: str) -> None:
    _ = text()
    place = st.empty()
    with st.expander(plain(_("Vul het antwoord in: {question}").format(question=item.question))):
        if wrong := answer_fields(item):
            st.html(f'<p class="dw-error" role="alert">{escape(wrong)}</p>')
    scan, content = this_scan.current(), this_scan.content()
    if scan.responses.get(item.id) in (None, DONT_KNOW):
        place.html(paragraph(_("nog niet bekend"), "dw-soft"))
    else:
        words = answer_text(content, item.id, content.score(scan.responses, scan.quick), _)
        place.html(paragraph(_("Uw antwoord: {answer}").format(answer=words), kind))
