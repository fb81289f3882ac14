"""Sheet "Vraag": one item as respondents see it, and below it what only the programme team sees."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from babel.numbers import format_decimal
from markupsafe import Markup

from questionnaire.models import Item
from questionnaire.routing import Routing
from scoring.content import Content
from screens.markup import message, paragraph, plain
from screens.parts.answer_fields import answer_fields
from screens.preview.chooser import chosen_id
from screens.preview.frame import address_of, localised
from screens.preview.links import threads_of
from screens.preview.macros import macro
from screens.questions import helping_lines
from screens.session.language import text


def show() -> None:
    """Draws the sheet."""
    _ = text()
    content = localised()
    items = content.questionnaire.items
    wanted = chosen_id(
        _("Kies een vraag"), {i.id: f"{n}. {i.question}  ({i.id})" for n, i in enumerate(items.values(), 1)}
    )
    item = items[wanted]
    with st.container(border=True, key="card_as_seen"):
        _as_respondents_see_it(content, item)
    st.subheader(_("Wat elk antwoord doet"), anchor=False)
    st.html(answers_html(content, item, lambda measure_id: address_of("measures", measure_id)))
    st.html(about_html(content, item, _))


def _as_respondents_see_it(content: Content, item: Item) -> None:
    """The same parts as the screen of respondents draws; what is chosen here only stays in this session."""
    st.html(paragraph(content.questionnaire.section_of(item.id).title, "dw-theme"))
    st.title(plain(item.question), anchor=False)
    if item.explanation:
        st.html(paragraph(item.explanation, "dw-explanation"))
    with st.container(key="answers"):
        if wrong := answer_fields(item):
            st.html(message(wrong))
    helping_lines(item)


def answers_html(content: Content, item: Item, link: Callable[[str], str]) -> Markup:
    """Each answer with its points and measures, as a table."""
    rows = []
    for thread in threads_of(content, item):
        known = [content.measures[m] for m in thread.measures if m in content.measures]
        measures = [(link(m.id), m.title) for m in known]
        rows.append({"answer": thread.answer, "points": thread.points, "measures": measures})
    return macro("answers", content.language, rows)


def about_html(content: Content, item: Item, _: Callable[[str], str]) -> Markup:
    """Who is asked, how heavy it weighs, and which barriers it measures."""
    sentence = Routing(content.questionnaire, content.language).sentence(item)
    threats = content.threats.threats if content.threats else ()
    barriers = [
        f"{threat.title}: {b.title}" for threat in threats for b in threat.barriers if item.id in b.items
    ]
    facts = {
        _("Wie krijgt deze vraag"): sentence or _("iedereen"),
        _("In de snelle scan"): _("ja") if item.quick else _("nee"),
        _("Sleutelvraag"): _("ja, begrenst het niveau") if item.key else _("nee"),
        _("Gewicht in het thema"): format_decimal(item.weight, locale=content.language)
        if isinstance(item.weight, int | float)
        else _("hangt af van andere antwoorden"),
        _("Vraag voor de leverancier"): item.supplier_question or "–",
        _("Meet deze barrières"): "; ".join(barriers) or "–",
    }
    if item.id in content.questionnaire.profile_ids:
        facts = {term: facts[term] for term in list(facts)[:2]}
    return macro("facts", content.language, facts)
