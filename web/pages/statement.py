"""The page on which whoever got a statement checks it: the question, the text again, or why it does not count."""

from __future__ import annotations

from markupsafe import Markup

from data.release.statement import NotSound, Refused
from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import N_
from scoring.advising.statement import (
    ARTICLE,
    DUTIES,
    WHAT_IT_IS_NOT,
    Line,
    Statement,
    origin_told,
)
from screens.session.request_language import texts
from web.assets import Assets
from web.pages.frame import render_page

_TITLE = N_("Controleer een verklaring")
_REFUSED: dict[Refused, str] = {
    Refused.UNREADABLE: N_("Dit is geen hele code. Scan de QR-code opnieuw, of kopieer het hele adres."),
    Refused.CHANGED: N_("Deze verklaring is veranderd na het ondertekenen. Vertrouw de tekst niet."),
    Refused.FOREIGN: N_(
        "Deze verklaring is niet met de sleutel van deze site ondertekend. Kijk of u op de site bent die op het blad staat, of vraag om een nieuwe."
    ),
    Refused.EXPIRED: N_("Deze verklaring gold tot en met {day}. Vraag het bedrijf om een nieuwe."),
}


def check_page(
    assets: Assets, language: str, statement: Statement | None = None, refused: NotSound | None = None
) -> Markup:
    """The field for a code, with the text that was signed below it or what is wrong with it above it."""
    _ = texts(language)

    def how(line: Line) -> str:
        day = day_in_words(line.on, language) if line.on else ""
        return _(origin_told(line)).format(name=line.by, day=day)

    groups = statement.groups if statement else ()
    touches = any(line.duties for group in groups for line in group.lines)
    problem = ""
    if refused is not None:
        day = day_in_words(refused.until, language) if refused.until else ""
        problem = _(_REFUSED[refused.why]).format(day=day)
    return render_page(
        assets,
        "statement.html",
        language,
        _(_TITLE),
        path="/controleer",
        script="resume.js",
        statement=statement,
        problem=problem,
        how=how,
        day=lambda day: day_in_words(day, language),
        article=ARTICLE,
        duties=_(DUTIES) if touches else "",
        is_not=[_(sentence) for sentence in WHAT_IT_IS_NOT],
    )
