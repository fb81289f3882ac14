"""The supplier's sheet: plain questions with room for the answers, to send by one's own mail, and to fill in later."""

from __future__ import annotations

from html import escape

import streamlit as st

from questionnaire.responses import DONT_KNOW
from scoring.advice import SupplierQuestion, advise
from screens import scan as this_scan
from screens.answer_fields import answer_fields
from screens.language import chosen_language, text
from screens.markup import paragraph, shown
from screens.navigation import go_to, link_to
from screens.offered import offer
from screens.shell import here
from screens.takeaway.supplier_mail import supplier_mail_link

_SHEET = "supplier_items"


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
    questions = advise(content, score).supplier_questions
    # What is filled in here stays in the list until one leaves, so that nothing jumps away under a finger.
    known = st.session_state.setdefault(_SHEET, {})
    unknown = {q.item_id: q for q in questions if q.item_id}
    known.update(unknown)
    rest = [q for q in questions if not q.item_id]
    if not known and not rest:
        st.html(paragraph(_("U heeft geen open vragen voor een leverancier. Mooi."), "dw-lead"))
        return
    st.html(paragraph(_("Stuur deze vragen naar wie uw ICT doet. Vul de antwoorden hier in, dan beweegt uw score mee."), "dw-lead"))
    _send(questions)
    place = st.empty()
    for number, (item_id, question) in enumerate(known.items(), 1):
        _question(number, item_id, question)
    # Last, because what was just filled in counts.
    scan = this_scan.current()
    now = shown(content.score(scan.responses, scan.quick).score_pct)
    place.html(f'<p class="dw-plan-score" role="status"><span>{_("Score nu")}</span> <strong>{now}</strong></p>')
    if rest:
        st.html(f"<h2>{_('Vraag uw leverancier ook dit')}</h2><ol>" + "".join(f"<li>{escape(q.text)}</li>" for q in rest) + "</ol>")


def _send(questions: tuple[SupplierQuestion, ...]) -> None:
    _ = text()
    if not questions:
        return
    link, complete = supplier_mail_link(questions, chosen_language())
    with st.container(key="send", horizontal=True):
        st.html(f'<a class="dw-button" href="{escape(link)}">{_("Mail deze vragen")}</a>', width="content")
        offer("vragen-leverancier.txt", _("Download als tekst"))
    told = _("Uw eigen mailprogramma gaat open; u kiest zelf aan wie.")
    more = "" if complete else " " + _("Niet alle vragen passen in één mail: stuur het bestand mee.")
    st.html(paragraph(told + more, "dw-soft"))


def _question(number: int, item_id: str, question: SupplierQuestion) -> None:
    _ = text()
    item = this_scan.questionnaire().items[item_id]
    with st.container(key=f"card-ask-{item_id}"):
        st.html(f'<h2 class="dw-card-title">{number}. {escape(question.text)}</h2>')
        place = st.empty()
        with st.expander(_("Vul het antwoord in: {question}").format(question=item.question)):
            answer_fields(item)
        known = this_scan.current().responses.get(item_id) != DONT_KNOW
        place.html(f'<p class="{"dw-known" if known else "dw-soft"}">{_("ingevuld") if known else _("nog niet bekend")}</p>')
