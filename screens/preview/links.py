"""What leads to a measure, and what an answer earns: the threads between questions, points and measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from babel.numbers import format_decimal

from questionnaire.language.translation import translator
from questionnaire.models import Amount, Band, Cases, Item
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE
from questionnaire.routing import RESERVED_TEXTS, Routing
from scoring.content import Content
from scoring.models import Barrier, Threat


@dataclass(frozen=True)
class Thread:
    """One answer with what it earns and the measures it leads to. `answer` is said as the respondent reads
    it.
    """

    item: Item
    answer: str
    points: str
    measures: tuple[str, ...]


def threads_of(content: Content, item: Item) -> Iterator[Thread]:
    """Every answer of an item, "I don't know" and "not applicable" included, in the order shown."""
    _ = translator(content.language).gettext
    worth = content.rule.items
    for option in item.options:
        label = option.label
        if item.kind == "multiple" and option.measures:
            chosen = option.exclusive or content.option_points(item.id, option.id) <= 0
            label = (_("{answer} (gekozen)") if chosen else _("{answer} (niet gekozen)")).format(answer=label)
        yield Thread(
            item,
            label,
            _points(worth.points.get(item.id, {}).get(option.id, option.points), content),
            option.measures,
        )
    for before, band in zip((None, *item.bands), item.bands, strict=False):
        yield Thread(
            item, _band(before, band, item, content.language), _points(band.points, content), band.measures
        )
    profile = item.id in content.questionnaire.profile_ids
    if item.dont_know:
        measures = () if profile else content.measures_when_unknown(item.id)
        yield Thread(
            item,
            _(RESERVED_TEXTS[DONT_KNOW]),
            "" if profile else _treated(worth.dont_know.counts_as, _),
            measures,
        )
    if item.not_applicable:
        yield Thread(item, _(RESERVED_TEXTS[NOT_APPLICABLE]), _treated(worth.not_applicable.counts_as, _), ())


def threads_to(content: Content, measure_id: str) -> list[Thread]:
    """The answers that lead to a measure, over all items."""
    items = content.questionnaire.items.values()
    return [thread for item in items for thread in threads_of(content, item) if measure_id in thread.measures]


def barriers_of(content: Content, measure_id: str) -> list[tuple[Threat, Barrier]]:
    """The barriers that a measure puts up, with their type of crime."""
    threats = content.threats.threats if content.threats else ()
    return [
        (threat, barrier)
        for threat in threats
        for barrier in threat.barriers
        if measure_id in barrier.measures
    ]


def _points(amount: Amount | None, content: Content) -> str:
    if amount is None:
        return ""
    if isinstance(amount, Cases):
        _, routing = translator(content.language).gettext, Routing(content.questionnaire, content.language)
        cases = [
            _("{points} als {condition}").format(
                points=format_decimal(c.amount, locale=content.language), condition=routing.clause(c.when)
            )
            for c in amount.cases
        ]
        return "; ".join(
            [
                *cases,
                _("anders {points}").format(points=format_decimal(amount.otherwise, locale=content.language)),
            ]
        )
    return format_decimal(amount, locale=content.language)


def _treated(counts_as: str, _) -> str:
    words = {
        "zero": "0",
        "left_out": _("telt niet mee"),
        "full": _("alle punten"),
        "lowest": _("als het laagste antwoord"),
    }
    return words.get(counts_as, counts_as)


def _band(before: Band | None, band: Band, item: Item, language: str) -> str:
    _ = translator(language).gettext
    unit = item.number.unit if item.number else ""
    if band.up_to is None:
        least = before.up_to if before and before.up_to is not None else 0
        return _("meer dan {number} {unit}").format(number=format_decimal(least, locale=language), unit=unit)
    return _("tot en met {number} {unit}").format(
        number=format_decimal(band.up_to, locale=language), unit=unit
    )
