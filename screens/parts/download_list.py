"""What a respondent takes along: the advice as PDF or as text, and the plan as calendar and checklist."""

from __future__ import annotations

from datetime import timedelta
from html import escape

import streamlit as st

from data import clock
from questionnaire.language.translation import translator
from scoring.advising.advice import Advice
from screens.downloads.calendar import DEFAULT_TIME, MOST_PER_WEEK
from screens.markup import fold, paragraph
from screens.parts.download_button import download_button
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language


def advice_to_read(advice: Advice) -> None:
    """Draws the advice as PDF and as text, the one as good as the other."""
    _ = text()
    with st.container(key="card-take"):
        told = _(
            "Uw score, uw plan met alle stappen, de vragen voor uw leverancier en een blad voor aan de muur."
        )
        if not advice.supplier_questions:
            told = _("Uw score, uw plan met alle stappen en een blad voor aan de muur.")
        if not advice.recommendations:
            told = _("Uw score en een blad voor aan de muur.")
        st.html(f"<h2>{escape(_('Uw advies om te lezen'))}</h2>" + paragraph(told))
        with st.container(key="take-first", horizontal=True):
            if this_scan.is_safe():
                language = chosen_language()
                pdf = with_language("/advies.pdf", language, toon="1")
                st.html(
                    f'<a class="dw-button" href="{escape(pdf)}" target="_blank" rel="noopener">{escape(_("Bekijk de PDF"))}</a>',
                    width="content",
                )
                st.html(
                    f'<a class="dw-button" href="{with_language("/tekst", language)}" target="_blank" rel="noopener">{escape(_("Lees als tekst"))}</a>',
                    width="content",
                )
                shared = escape(with_language("/advies.pdf", language))
                st.html(
                    f'<button class="dw-button dw-quiet dw-can-share" type="button" data-share-file="{shared}">{escape(_("Deel de PDF"))}</button>',
                    width="content",
                )
            download_button("advies.pdf", _("Download de PDF"))
        if this_scan.is_safe():
            st.html(fold(_("Met uw bedrijfsnaam erop, of met een blad om later verder te gaan"), _wishes()))


def plan_in_own_programs(advice: Advice) -> None:
    """Draws the calendar, with when it should begin, and the checklist."""
    _ = text()
    with st.container(key="card-plan-files"):
        st.html(
            f"<h2>{escape(_('Uw plan in uw agenda'))}</h2>"
            + paragraph(
                _(
                    "Eén of twee acties per week, op een tijd die u past. Opnieuw downloaden vernieuwt wat er staat."
                )
                if advice.recommendations
                else _("Een herinnering om de scan over een half jaar opnieuw te doen.")
            )
        )
        if this_scan.is_safe():
            st.html(_calendar_form(bool(advice.recommendations)))
        else:
            download_button("plan.ics", _("Zet in mijn agenda"))
        if advice.recommendations:
            with st.container(key="take-plan", horizontal=True):
                download_button("checklist.xlsx", _("Checklist (Excel)"))
                download_button("checklist.csv", _("Checklist (CSV)"))


def _calendar_form(with_actions: bool) -> str:
    """A form that goes straight to the route, which makes the calendar of it."""
    _, ngettext = text(), translator(chosen_language()).ngettext
    language = chosen_language()
    first = clock.today() + timedelta(1)
    lang = f'<input type="hidden" name="lang" value="{language}">' if language != "nl" else ""
    counts = "".join(
        f'<option value="{count}">{escape(ngettext("{count} actie", "{count} acties", count).format(count=count))}</option>'
        for count in range(1, MOST_PER_WEEK + 1)
    )
    per = f"<label>{escape(_('Per week'))}<select name=per>{counts}</select></label>" if with_actions else ""
    return (
        f'<form class="dw-form dw-calendar" method="get" action="/plan.ics">{lang}'
        f'<label>{escape(_("Vanaf"))}<input type="date" name="vanaf" value="{first}" min="{clock.today()}" required></label>'
        f'<label>{escape(_("Hoe laat"))}<input type="time" name="tijd" value="{DEFAULT_TIME:%H:%M}" required></label>{per}'
        f'<button class="dw-button" type="submit">{escape(_("Zet in mijn agenda"))}</button></form>'
    )


def _wishes() -> str:
    """A form that goes straight to the route: the name never passes through the app, and is not stored."""
    _ = text()
    address = escape(with_language("/advies.pdf", chosen_language()))
    return (
        f'<form class="dw-form" method="post" action="{address}">'
        f'<label>{escape(_("Naam op de voorkant (mag leeg)"))}<input type="text" name="naam" maxlength="80" autocomplete="organization"></label>'
        f'<label class="dw-tick"><input type="checkbox" name="link" value="1">'
        f"<span>{escape(_('Met een los blad ‘alleen voor u’: een code waarmee u later verdergaat. Geef dat blad aan niemand.'))}</span></label>"
        f'<button class="dw-button dw-quiet" type="submit">{escape(_("Download met deze keuzes"))}</button>'
        f"<p class=dw-soft>{escape(_('Wij bewaren de naam niet.'))}</p></form>"
    )
