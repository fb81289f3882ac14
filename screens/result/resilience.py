"""Uw weerbaarheid: the themes with every answer behind their figure, and the barriers per type of crime."""

from __future__ import annotations

from html import escape

import streamlit as st

from questionnaire.language.translation import translator
from scoring.advising.compare import Comparison
from scoring.advising.in_words import not_asked
from scoring.advising.outcome import compared_of
from scoring.barriers import ThreatResilience
from scoring.explain import explain
from scoring.results import ThemeScore
from screens.markup import fold, listed, paragraph, plain, shown
from screens.navigation import link_to
from screens.obligations import obligations_html
from screens.parts.drawings import counts_for, crime_rows, explanation, legend, theme_bar
from screens.parts.kiosk import is_kiosk
from screens.parts.peers import businesses_like_yours
from screens.questions import MENDED
from screens.result.frame import Judged, opened
from screens.session.language import chosen_language, text

MOST_CRIMES = 3  # the others are folded


def show() -> None:
    """Draws the screen."""
    _ = text()
    page = opened("resilience", _("Uw weerbaarheid"))
    if page is None:
        return
    with st.container(key="wide"):
        compared = compared_of(page.content, page.scan)
        st.html(
            paragraph(
                _("Tik op een thema om te zien waar de score vandaan komt. Elk antwoord kunt u wijzigen."),
                "dw-lead",
            )
        )
        with st.container(key="beside"):
            with st.container(key="card-themes"):
                st.html(f"<h2>{escape(_('Uw thema’s'))}</h2>")
                with st.container(key="themes"):
                    for theme in page.score.themes:
                        with st.container(key=f"theme-{theme.id}"):
                            _theme(page, theme, compared)
                why = explanation(explain(page.content, page.score), chosen_language())
                st.html(fold(_("Zo komt de hele score tot stand"), why))
            businesses_like_yours(page.score, page.advice)
        if page.content.threats is not None:
            _crimes(page)
        if asked := obligations_html(page.content, page.score):
            with st.container(key="card-law"):
                st.html(asked)


def _theme(page: Judged, theme: ThemeScore, compared: Comparison | None) -> None:
    _ = text()
    st.html(theme_bar(page.content, page.score, theme, compared))
    if is_kiosk() or theme.score_pct is None:
        return
    told = _("Waarom {score}?").format(score=shown(theme.score_pct))
    mended = st.session_state.get(MENDED) in theme.item_ids
    with st.expander(plain(told), key=f"why-{theme.id}", expanded=mended, on_change="rerun") as opened_:
        if opened_.open:  # forty links are a tenth of a second, and most people open one theme
            _answers(page, theme.id)


def _answers(page: Judged, theme_id: str) -> None:
    """Each answer behind a figure, which leads to its question and back."""
    why = explain(page.content, page.score, theme_id)
    with st.container(key=f"lines-{theme_id}"):
        for line in why.lines:
            answer = line.answer or line.state
            counts = counts_for(line, chosen_language())
            if line.answer:
                link_to("questions", line.label, icon=":material/edit:", vraag=line.id, terug="resilience")
            else:
                st.html(f'<p class="dw-asked">{escape(line.label)}</p>')
            told = f"{answer[:1].upper()}{answer[1:]}"
            st.html(
                f'<p class="dw-answer" data-item="{escape(line.id)}">{escape(told)} '
                f'<span class="dw-soft">· {escape(counts)}</span></p>'
            )
    if why.rules:
        st.html(listed(why.rules))


def _crimes(page: Judged) -> None:
    _ = text()
    st.html(
        f"<h2>{escape(_('Barrières per soort criminaliteit'))}</h2>"
        + paragraph(
            _(
                "Een barrière is iets wat een dader tegenhoudt. Eén barrière is nooit genoeg: samen maken ze het lastig."
            )
        )
    )
    language = chosen_language()
    resilience, unasked = page.content.resilience(page.score), not_asked(page.score, language)
    first, rest = most_to_win(resilience)
    with st.container(key="card-crimes"):
        st.html(legend(resilience, language, unasked) + crime_rows(first, language, unasked=unasked))
    if rest:
        told = translator(language).ngettext(
            "Nog {count} soort criminaliteit", "Nog {count} soorten criminaliteit", len(rest)
        )
        rows = f'<div class="dw-crimes">{crime_rows(rest, language, unasked=unasked)}</div>'
        st.html(fold(told.format(count=len(rest)), rows))


def most_to_win(
    resilience: tuple[ThreatResilience, ...],
) -> tuple[tuple[ThreatResilience, ...], tuple[ThreatResilience, ...]]:
    """The types of crime against which most barriers do not stand yet, and the others; both as they were
    ordered.
    """
    order = sorted(resilience, key=lambda one: one.standing - one.relevant)
    chosen = {one.threat.id for one in order[:MOST_CRIMES]}
    return (
        tuple(one for one in resilience if one.threat.id in chosen),
        tuple(one for one in resilience if one.threat.id not in chosen),
    )
