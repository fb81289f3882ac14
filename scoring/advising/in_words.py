"""Hours, costs, who does it, barriers and gains in words: the one place that makes them, for screens, papers
and commands.

Whoever writes an action down asks for `effort`, `cost`, `done_by` and `gain` of its recommendation, never for
the bare numbers behind them: then what an action takes can follow from more than one number without any other
file changing.
"""

from __future__ import annotations

from collections.abc import Iterable

from questionnaire.language.numbers import rounded, written
from questionnaire.language.numbers import score as shown
from questionnaire.language.translation import N_, translator
from questionnaire.walk import ItemState
from scoring.advising.recommendation import Recommendation
from scoring.barriers import BarrierState, ThreatResilience
from scoring.content import Content
from scoring.explain import STATE_TEXTS, why_no_figure
from scoring.results import Score, ThemeScore

COST = {
    "free": N_("gratis"),
    "low": N_("tot 100 euro"),
    "medium": N_("100 tot 1.000 euro"),
    "high": N_("meer dan 1.000 euro"),
}
DONE_BY = {
    "owner": N_("uzelf"),
    "staff": N_("uw team"),
    "supplier": N_("uw ICT-leverancier"),
    "ict": N_("wie uw ICT doet"),
}
STEPS = {
    "scout": N_("Verkennen"),
    "enter": N_("Binnenkomen"),
    "expand": N_("Uitbreiden"),
    "strike": N_("Toeslaan"),
    "recover": N_("Herstellen"),
}
STATES = {
    BarrierState.STANDING: N_("staat"),
    BarrierState.MISSING: N_("ontbreekt"),
    BarrierState.UNKNOWN: N_("niet bekend"),
    BarrierState.NOT_RELEVANT: N_("past niet bij uw bedrijf"),
    BarrierState.NOT_ASKED: N_("niet gevraagd"),
}
_PART_HOURS = {0.25: N_("een kwartier"), 0.5: N_("een half uur"), 0.75: N_("drie kwartier")}
_PER = {
    "month": N_("elke maand {hours}"),
    "quarter": N_("elk kwartaal {hours}"),
    "year": N_("elk jaar {hours}"),
}
LEAST_GAIN = 0.05  # percent points; less reads as nothing


def hours(amount: float, language: str) -> str:
    """An amount of work in words, from hours: een kwartier, een half uur, 20 minuten, 1 uur, 2,5 uur.

    Nobody knows beforehand that something takes 3,2 hours or 33 minutes: under an hour it is told to five minutes,
    under ten hours to half an hour, above that in whole hours.
    """
    translations = translator(language)
    _ = translations.gettext
    amount = _as_one_says(amount)
    if amount in _PART_HOURS:
        return _(_PART_HOURS[amount])
    if amount < 1 and (minutes := int(rounded(60 * amount))) < 60:
        return translations.ngettext("{minutes} minuut", "{minutes} minuten", minutes).format(minutes=minutes)
    if amount == 1:
        return _("1 uur")
    return _("{hours} uur").format(hours=written(amount, language, 2, trimmed=True))


def _as_one_says(amount: float) -> float:
    """Hours, no more exact than an estimate is."""
    if (minutes := rounded(60 * amount)) < 58:
        near = 5 * rounded(minutes / 5) if minutes > 5 else minutes
        return float(rounded(near / 60, 2)) if near not in (15, 30, 45) else near / 60
    return rounded(amount) if amount >= 10 else rounded(2 * amount) / 2


def hours_as_number(recommendation: Recommendation) -> float:
    """What an action takes, in hours, for a spreadsheet that adds up."""
    return rounded(recommendation.hours, 2)


def effort(recommendation: Recommendation, language: str) -> str:
    """What an action takes, in words: once, and what comes back."""
    asks = recommendation.effort
    once = hours(asks.hours, language)
    if not asks.recurring:
        return once
    again = translator(language).gettext(_PER[asks.per]).format(hours=hours(asks.recurring, language))
    return translator(language).gettext("{once}, daarna {again}").format(once=once, again=again)


def total_effort(recommendations: Iterable[Recommendation], language: str) -> str:
    """What several actions take together, in words."""
    return hours(sum(r.hours for r in recommendations), language)


def cost(recommendation: Recommendation, language: str) -> str:
    """What an action costs: bought once, each year, and hours of the supplier apart; free only when nobody
    pays anything.
    """
    asks, _ = recommendation.effort, translator(language).gettext
    if asks.euro_once is None or asks.euro_per_year is None:
        return _(COST[asks.cost])
    parts = [_euro(asks.bought, language)] if asks.bought[1] else []
    parts += (
        [_("{euro} per jaar").format(euro=_euro(asks.euro_per_year, language))]
        if asks.euro_per_year[1]
        else []
    )
    if asks.supplier_hours:
        whose = _("{hours} van een ICT-bedrijf") if asks.hired_in else _("{hours} van uw leverancier")
        parts.append(whose.format(hours=hours(asks.supplier_hours, language)))
    return ", ".join(parts) or _(COST["free"])


def _euro(amount: tuple[float, float], language: str) -> str:
    """A range of euros: 50 tot 150 euro, tot 150 euro, 60 euro."""
    _ = translator(language).gettext
    low, high = (written(value, language) for value in amount)
    if amount[0] == amount[1]:
        return _("{euro} euro").format(euro=high)
    return (
        _("{low} tot {high} euro").format(low=low, high=high)
        if amount[0]
        else _("tot {high} euro").format(high=high)
    )


def done_by(recommendation: Recommendation, language: str) -> str:
    """Who usually does it here; without an ICT supplier that is whoever looks after the ICT."""
    return translator(language).gettext(DONE_BY[recommendation.who])


def gain(recommendation: Recommendation, language: str) -> str:
    """What an action adds to the total score, as +2,3 punten; empty when that is nothing."""
    if recommendation.could_become is not None:
        return makes_known(recommendation, language)
    if recommendation.gain_pct < LEAST_GAIN:
        return ""
    return (
        translator(language)
        .gettext("+{points} punten")
        .format(points=written(recommendation.gain_pct, language, 1))
    )


def makes_known(recommendation: Recommendation, language: str) -> str:
    """What asking settles, and between what the score then lies; no level and no points are promised."""
    translations = translator(language)
    count = recommendation.makes_known
    told = translations.ngettext(
        "maakt {count} antwoord zeker", "maakt {count} antwoorden zeker", count
    ).format(count=count)
    low, high = recommendation.could_become or (0.0, 0.0)
    if shown(low) == shown(high):
        return told
    return translations.gettext("{told}; uw score kan {low} tot {high} worden").format(
        told=told, low=shown(low), high=shown(high)
    )


def facts(recommendation: Recommendation, language: str) -> list[str]:
    """What an action takes and brings, as short pieces: hours, cost, who, barriers."""
    found = [
        effort(recommendation, language),
        cost(recommendation, language),
        done_by(recommendation, language),
    ]
    if recommendation.barriers_gained:
        found.append(barriers_more(recommendation.barriers_gained, language))
    return found


def steps_as_text(recommendation: Recommendation) -> str:
    """The steps for whoever does it here, numbered, a line each."""
    return "\n".join(f"{number}. {step}" for number, step in enumerate(recommendation.steps, 1))


def actions(count: int, language: str) -> str:
    """How many actions."""
    return translator(language).ngettext("{count} actie", "{count} acties", count).format(count=count)


def barriers_more(count: int, language: str) -> str:
    """How many barriers something puts up."""
    return (
        translator(language)
        .ngettext("{count} barrière erbij", "{count} barrières erbij", count)
        .format(count=count)
    )


def barriers_stand(standing: int, relevant: int, language: str) -> str:
    """How many barriers stand: "7 van 11 barrières staan", "1 van 11 barrières staat"."""
    _, ngettext = translator(language).gettext, translator(language).ngettext
    if not relevant:
        return _("past niet bij uw bedrijf")
    if relevant == 1:
        return _("{standing} van 1 barrière staat").format(standing=standing)
    told = ngettext(
        "{standing} van {relevant} barrières staat", "{standing} van {relevant} barrières staan", standing
    )
    return told.format(standing=standing, relevant=relevant)


def not_asked(score: Score, language: str) -> str:
    """What an item without an answer is called: the quick scan left it out, or the respondent has not come to
    it.
    """
    _ = translator(language).gettext
    return _("niet gevraagd") if score.quick and score.complete else _("zonder antwoord")


def crime_stands(one: ThreatResilience, language: str, unasked: str = "") -> str:
    """How the barriers against one type of crime stand: counted, or why there is nothing to count.

    `unasked` is what an item without an answer is called, see `not_asked`.
    """
    if one.relevant or not one.not_asked:
        return barriers_stand(one.standing, one.relevant, language)
    return unasked or translator(language).gettext(STATES[BarrierState.NOT_ASKED])


def no_figure(theme: ThemeScore, score: Score, language: str) -> str:
    """Why a theme has no figure, in a few words."""
    _ = translator(language).gettext
    match why_no_figure(theme, score):
        case ItemState.UNANSWERED:
            return _(STATE_TEXTS[ItemState.UNANSWERED])
        case ItemState.NOT_ASKED:
            return _(STATES[BarrierState.NOT_ASKED])
    return _(STATES[BarrierState.NOT_RELEVANT])


def supplier_title(content: Content, score: Score) -> str:
    """The heading above the questions: for a supplier, or for whoever helps with the ICT where there is none."""
    _ = translator(content.language).gettext
    outsourced = content.questionnaire.outsources(score.counting)
    return _("Vragen voor uw ICT-leverancier") if outsourced else _("Vragen voor wie u met ICT helpt")
