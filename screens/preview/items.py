"""Sheet "Vraag": one item as respondents see it, and below it what only the programme team sees."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st
from babel.numbers import format_decimal

from questionnaire.models import Item
from questionnaire.routing import Routing
from scoring.content import Content
from screens.markup import paragraph, plain
from screens.parts.answer_fields import answer_fields
from screens.preview.chooser import chosen_id
from screens.preview.frame import address_of, localised
from screens.preview.links import threads_of
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
    st.html(answers_html(content, item, _, lambda measure_id: address_of("measures", measure_id)))
    st.html(about_html(content, item, _))


def _as_respondents_see_it(content: Content, item: Item) -> None:
    """The same parts as the screen of respondents draws; what is chosen here only stays in this session."""
    st.html(f'<p class="dw-theme">{escape(content.questionnaire.section_of(item.id).title)}</p>')
    st.title(plain(item.question), anchor=False)
    if item.explanation:
        st.html(paragraph(item.explanation, "dw-explanation"))
    with st.container(key="answers"):
        if wrong := answer_fields(item):
            st.html(f'<p class="dw-error" role="alert">{escape(wrong)}</p>')
    helping_lines(item)


def answers_html(content: Content, item: Item, _: Callable[[str], str], link: Callable[[str], str]) -> str:
    """Each answer with its points and measures, as a table."""
    rows = ""
    for thread in threads_of(content, item):
        known = [content.measures[m] for m in thread.measures if m in content.measures]
        measures = "<br>".join(f'<a href="{escape(link(m.id))}">{escape(m.title)}</a>' for m in known)
        rows += f'<tr><td>{escape(thread.answer)}</td><td class="pv-figure">{escape(thread.points)}</td><td>{measures}</td></tr>'
    head = f'<tr><th>{escape(_("Antwoord"))}</th><th class="pv-figure">{escape(_("Punten"))}</th><th>{escape(_("Leidt tot"))}</th></tr>'
    return f'<div class="pv-scroll"><table class="pv-table"><thead>{head}</thead><tbody>{rows}</tbody></table></div>'


def about_html(content: Content, item: Item, _: Callable[[str], str]) -> str:
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
    return f'<dl class="pv-facts">{"".join(f"<dt>{escape(term)}</dt><dd>{escape(value)}</dd>" for term, value in facts.items())}</dl>'
