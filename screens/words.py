"""Amounts and classes in words: hours, cost, who does it, barriers."""

from __future__ import annotations

from babel.numbers import format_decimal

from questionnaire.translation import N_, translator
from scoring.advice import Recommendation

COST = {
    "free": N_("gratis"),
    "low": N_("tot 100 euro"),
    "medium": N_("100 tot 1.000 euro"),
    "high": N_("meer dan 1.000 euro"),
}
DONE_BY = {"owner": N_("uzelf"), "staff": N_("uw team"), "supplier": N_("uw ICT-leverancier"), "ict": N_("wie uw ICT doet")}
STEPS = {
    "scout": N_("Verkennen"),
    "enter": N_("Binnenkomen"),
    "expand": N_("Uitbreiden"),
    "strike": N_("Toeslaan"),
    "recover": N_("Herstellen"),
}


def hours(amount: float, language: str) -> str:
    """Hours of work in words: half an hour, 1 hour, 2.5 hours."""
    _ = translator(language).gettext
    if amount <= 0.25:
        return _("een kwartier")
    if amount <= 0.5:
        return _("een half uur")
    if amount == 1:
        return _("1 uur")
    return _("{hours} uur").format(hours=format_decimal(round(amount, 1), locale=language))


def done_by(recommendation: Recommendation, language: str) -> str:
    """Who usually does it here; without an ICT supplier that is whoever looks after the ICT."""
    return translator(language).gettext(DONE_BY[recommendation.who])


def facts(recommendation: Recommendation, language: str) -> list[str]:
    """What an action costs and brings, as short pieces."""
    _ = translator(language).gettext
    found = [hours(recommendation.hours, language), _(COST[recommendation.cost]), done_by(recommendation, language)]
    if recommendation.barriers_gained:
        found.append(barriers_more(recommendation.barriers_gained, language))
    return found


def actions(count: int, language: str) -> str:
    """How many actions."""
    return translator(language).ngettext("{count} actie", "{count} acties", count).format(count=count)


def barriers_more(count: int, language: str) -> str:
    """How many barriers something puts up."""
    return translator(language).ngettext("{count} barrière erbij", "{count} barrières erbij", count).format(count=count)


def barriers_stand(standing: int, relevant: int, language: str) -> str:
    """How many barriers stand: "7 van 11 barrières staan", "1 van 11 barrières staat"."""
    _, ngettext = translator(language).gettext, translator(language).ngettext
    if not relevant:
        return _("past niet bij uw bedrijf")
    if relevant == 1:
        return _("{standing} van 1 barrière staat").format(standing=standing)
    told = ngettext("{standing} van {relevant} barrières staat", "{standing} van {relevant} barrières staan", standing)
    return told.format(standing=standing, relevant=relevant)
