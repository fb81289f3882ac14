"""What the first screen says: what the scan brings, the two kinds, and the promises.

The start screen draws it with its buttons, and the page that is sent before any script as plain HTML
(`web/pages/first_page.py`), so that both say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from data.content.promises import takes_minutes
from data.region import load_region
from questionnaire.language.templates import Templates
from questionnaire.language.translation import SOURCE_LANGUAGE, translator
from questionnaire.models import Questionnaire
from questionnaire.responses import Responses
from questionnaire.walk import path
from scoring.editions.current import live_content

_TEMPLATES = Templates(__file__)


def _drawn(name: str, *values: Any, language: str = SOURCE_LANGUAGE) -> Markup:
    # In any language: most macros say nothing themselves.
    drawn: Markup = getattr(_TEMPLATES.macros("offer.html", language), name)(*values)
    return drawn


@dataclass(frozen=True)
class Kind:
    """The full or the quick scan as it is offered."""

    name: str  # "full" or "quick"
    title: str
    minutes: str
    told: str
    button: str

    def html(self) -> Markup:
        """Title, time and a sentence; the button is for who draws it."""
        return _drawn("kind", self.title, self.minutes, self.told)


def title(language: str) -> str:
    """The question that the scan answers."""
    return live_content(language).questionnaire.said("opening")


def lead(language: str) -> str:
    """What one gets."""
    return translator(language).gettext(
        "U ziet wat al goed gaat en welke drie dingen u deze week kunt doen. In gewone taal, voor uw soort bedrijf."
    )


def kinds(questionnaire: Questionnaire, language: str) -> tuple[Kind, Kind]:
    """The full scan and the quick one."""
    words = translator(language)
    _ = words.gettext
    quick = len(path(questionnaire, Responses(), quick=True))
    most = questionnaire.most_items_asked
    full = _("U krijgt een score met een niveau, en een plan op maat als PDF.")
    if most:
        full = _("Hoogstens {count} vragen.").format(count=most) + " " + full
    return (
        Kind("full", _("Volledige scan"), _minutes(questionnaire, False, language), full, _("Start")),
        Kind(
            "quick",
            _("Snelle scan"),
            _minutes(questionnaire, True, language),
            _("Ongeveer {count} vragen. De rest kan later; uw antwoorden blijven staan.").format(count=quick),
            _("Start de snelle scan"),
        ),
    )


def _minutes(questionnaire: Questionnaire, quick: bool, language: str) -> str:
    count = takes_minutes(questionnaire, quick)
    return translator(language).ngettext("{minutes} minuut", "{minutes} minuten", count).format(minutes=count)


def promises(language: str) -> Markup:
    """What is not asked and not done, as a list."""
    _ = translator(language).gettext
    told = (
        _("Geen account, geen e-mailadres."),
        _("Uw antwoorden zijn van u. Ze staan versleuteld, en alleen u kunt ze openen."),
        _("‘Weet ik niet’ mag altijd. U krijgt er een vraag bij om door te sturen."),
    )
    return _drawn("promises", told)


def own_pace(language: str, told: bool = True) -> Markup:
    """That a finger on an answer goes on by itself, and the box that switches it off. `told`: with the
    sentence, for before one starts.
    """
    _ = translator(language).gettext
    sentence = _("Tikt u op een antwoord, dan gaat de scan vanzelf verder. Met ‘Vorige’ gaat u terug.")
    return _drawn("own_pace", sentence if told else "", language=language)


def sender(language: str) -> Markup:
    """Who asks this, in one line with the logo of the region; as small as it is on paper."""
    programme = load_region(language=language).programme
    return _drawn("sender", programme.name, programme.sender)
