"""Refuses content that the noise does not cover. Called by check.py; the reasons stand in
docs/decisions/noise.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from data.aggregates.tallies import routing_pairs, tallied_items
from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.conditions import (
    Answered,
    HowMany,
    HowManyAnswers,
    Measured,
    PercentWithin,
    ScoreWithin,
    items_in,
)
from questionnaire.language.translation import N_
from questionnaire.models import Item, Questionnaire
from questionnaire.roles import RoleName
from scoring.rule import Rule

CELL_ROLES: tuple[RoleName, ...] = ("place", "sector", "size")
_EVERYTHING = "*"  # a comparison on scores or on all items
ItemPositions = Mapping[str, tuple[Source, KeyPath]]


def check_coverage(
    questionnaire: Questionnaire, places: ItemPositions | None = None, rule: Rule | None = None
) -> list[Mistake]:
    """What in the questionnaire (and its rule) would let one answer move more sums than the noise allows for.

    `places` tells in which file and line each item stands.
    """
    where = _Where(places or {})
    return [
        *_cells(questionnaire, where),
        *_routing(questionnaire, where),
        *_points(questionnaire, where),
        *_factors(questionnaire, rule, where),
    ]


class _Where:
    """Places a mistake at an item, as far as its place is known."""

    def __init__(self, places: ItemPositions):
        self.places = places

    def mistake(self, item_id: str, key: str, code: str, message: Phrase, remedy: Phrase) -> Mistake:
        if item_id in self.places:
            source, place = self.places[item_id]
            return source.mistake((*place, key) if key else place, code, message, remedy)
        return Mistake("questionnaire/content", 0, message, remedy, code)


def _cells(questionnaire: Questionnaire, where: _Where) -> Iterator[Mistake]:
    for item in filter(None, map(questionnaire.role_item, CELL_ROLES)):
        if not (item.id in questionnaire.profile_ids and item.quick and item.kind == "single"):
            yield where.mistake(
                item.id,
                "id",
                "aggregates_cell",
                Phrase(
                    N_(
                        "'{item}' bepaalt waar een bedrijf meetelt, en hoort in het profiel en in de snelle scan."
                    ),
                    {"item": item.id},
                ),
                Phrase(N_("zet het item in profile.yaml, met 'quick: true' en enkele keuze.")),
            )


def _routing(questionnaire: Questionnaire, where: _Where) -> Iterator[Mistake]:
    targets: dict[str, list[str]] = defaultdict(list)
    for source, target in routing_pairs(questionnaire):
        targets[source].append(target)
    for source, skipped in targets.items():
        for extra in skipped[1:]:
            yield where.mistake(
                extra,
                "skip_if",
                "aggregates_routing",
                Phrase(
                    N_("'{source}' slaat al '{first}' over, en nu ook '{extra}'."),
                    {"source": source, "first": skipped[0], "extra": extra},
                ),
                Phrase(
                    N_(
                        "een antwoord buiten het profiel mag één ander item overslaan; stel de tweede vraag altijd, of laat het profiel kiezen."
                    )
                ),
            )
        for target in skipped:
            if target in targets:
                yield where.mistake(
                    target,
                    "skip_if",
                    "aggregates_routing",
                    Phrase(
                        N_("'{source}' slaat '{target}' over, en '{target}' zelf slaat '{next}' over."),
                        {"source": source, "target": target, "next": targets[target][0]},
                    ),
                    Phrase(
                        N_("één antwoord mag geen rij van items raken; haal een van de twee 'skip_if' weg.")
                    ),
                )
    for item_id in questionnaire.profile_ids:
        steering = [
            i for i in items_in(questionnaire.items[item_id].skip_if) if i not in questionnaire.profile_ids
        ]
        if steering:
            yield where.mistake(
                item_id,
                "skip_if",
                "aggregates_routing",
                Phrase(
                    N_("'{item}' staat in het profiel en hangt af van '{other}' daarbuiten."),
                    {"item": item_id, "other": steering[0]},
                ),
                Phrase(N_("laat het profiel alleen van het profiel afhangen.")),
            )


def _points(questionnaire: Questionnaire, where: _Where) -> Iterator[Mistake]:
    for item in tallied_items(questionnaire):
        for other in dict.fromkeys(_items_behind_points(item)):
            if other != item.id and other not in questionnaire.profile_ids:
                yield where.mistake(
                    item.id,
                    "options",
                    "aggregates_points",
                    Phrase(
                        N_("de punten van '{item}' hangen af van het antwoord op '{other}'."),
                        {"item": item.id, "other": other},
                    ),
                    Phrase(N_("laat punten alleen van het eigen antwoord en het profiel afhangen.")),
                )


def _factors(questionnaire: Questionnaire, rule: Rule | None, where: _Where) -> Iterator[Mistake]:
    for factor in rule.factors if rule else ():
        if factor.on != "items":
            continue
        for item in tallied_items(questionnaire):
            others = [
                i for i in _items_of(factor.when) if i != item.id and i not in questionnaire.profile_ids
            ]
            if others and (not factor.only or item.id in factor.only):
                yield where.mistake(
                    item.id,
                    "",
                    "aggregates_points",
                    Phrase(
                        N_("de factor '{factor}' laat de punten van '{item}' afhangen van '{other}'."),
                        {"factor": factor.id, "item": item.id, "other": others[0]},
                    ),
                    Phrase(
                        N_("laat de factor alleen naar het profiel kijken, of zet hem op themes of total.")
                    ),
                )


def _items_behind_points(item: Item) -> Iterator[str]:
    yield from _items_of((item.maximum, item.minimum, *(band.points for band in item.bands)))
    for option in item.options:  # an option that is not shown to everybody changes what there is to earn
        yield from _items_of((option.points, option.weight, option.shown_if))


def _items_of(value: Any) -> Iterator[str]:
    """Every item that a comparison anywhere inside `value` looks at."""
    if isinstance(value, Answered | Measured):
        yield value.item
    elif isinstance(value, HowManyAnswers) and isinstance(value.of, tuple):
        yield from value.of
    elif isinstance(value, ScoreWithin | PercentWithin | HowMany | HowManyAnswers):
        yield _EVERYTHING
    elif isinstance(value, tuple):
        for part in value:
            yield from _items_of(part)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _items_of(getattr(value, name))
