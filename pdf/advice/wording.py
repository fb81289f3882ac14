"""How facts about a measure read on paper: hours, cost, who does it."""

from __future__ import annotations

from pdf.kit import Kit
from scoring.advice import Recommendation


def hours(kit: Kit, amount: float) -> str:
    """An amount of work, as 30 minuten or 3 uur."""
    _ = kit._
    if amount < 1:
        return _("{minutes} minuten").format(minutes=kit.figure(60 * amount))
    if amount == 1:
        return _("1 uur")
    return _("{hours} uur").format(hours=kit.figure(amount, 0 if float(amount).is_integer() else 1))


def cost(kit: Kit, cost_class: str) -> str:
    """A cost class in euros."""
    _ = kit._
    return {
        "free": _("gratis"),
        "low": _("tot € 100"),
        "medium": _("€ 100 tot € 1.000"),
        "high": _("meer dan € 1.000"),
    }[cost_class]


def who(kit: Kit, recommendation: Recommendation, short: bool = False) -> str:
    """Who does it here; `short` for a narrow column."""
    _ = kit._
    return {
        "owner": _("u zelf"),
        "staff": _("medewerkers") if short else _("u en uw medewerkers"),
        "supplier": _("ICT-leverancier") if short else _("uw ICT-leverancier"),
        "ict": _("ICT-hulp") if short else _("wie uw ICT regelt"),
    }[recommendation.who]


def points(kit: Kit, gain_pct: float) -> str:
    """What a measure adds to the total score."""
    _ = kit._
    if gain_pct < 0.05:
        return ""
    return _("+{points} punten").format(points=kit.figure(gain_pct, 1))
