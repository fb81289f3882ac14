"""Whether the answers about place and sector are those of the region: only then is there help, a map and a
figure for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from data.aggregates.tallies import NOT_SAID
from data.region import Region
from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.authoring.wording import not_in_list
from questionnaire.checks.references import remedy_for
from questionnaire.language.translation import N_
from questionnaire.models import Item, Questionnaire


def check_region_roles(
    questionnaire: Questionnaire, region: Region, places: dict[str, tuple[Source, KeyPath]]
) -> list[Mistake]:
    """Mistakes in the options of the items with the roles of place and sector; `places` tells where each item
    stands.
    """
    found: list[Mistake] = []
    role, place, sector = (
        questionnaire.roles.place,
        questionnaire.role_item("place"),
        questionnaire.role_item("sector"),
    )
    if role is not None and place is not None:
        found += _taken(
            place, {"total"} if NOT_SAID in role.not_said else {"total", NOT_SAID}, places[place.id]
        )
        apart = {*role.elsewhere, *role.not_said}
        found += _differences(
            place, [m.id for m in region.municipalities], apart, "municipalities", places[place.id]
        )
    size = questionnaire.role_item("size")
    if size is not None and region.businesses is not None:
        found += _unknown_sizes(size, list(region.businesses.sizes), places[size.id])
    if sector is not None:
        found += _differences(sector, [s.id for s in region.sectors], set(), "sectors", places[sector.id])
    return found


def check_levels_of_help(region: Region, source: Source, levels: Collection[str]) -> Iterator[Mistake]:
    """Levels that a desk or course is meant for and that the rule does not have: nobody would be sent there."""
    for i, desk in enumerate(region.local_help):
        for j, wanted in enumerate(desk.levels):
            if wanted not in levels:
                yield not_in_list(source, ("local_help", i, "levels", j), wanted, "levels")


def _taken(item: Item, names: set[str], spot: tuple[Source, KeyPath]) -> Iterator[Mistake]:
    """Places that are called what figures call everybody, or those who say no place."""
    for name in sorted(names & set(item.options_by_id)):
        yield spot[0].mistake(
            (*spot[1], "options"),
            "double_id",
            Phrase(N_("'{id}' is bezet: regels en cijfers noemen zo al iets anders."), {"id": name}),
            Phrase(N_("kies een andere id, overal waar deze wordt genoemd.")),
        )


def _unknown_sizes(item: Item, named: list[str], spot: tuple[Source, KeyPath]) -> Iterator[Mistake]:
    """Sizes of which the region counts businesses, and that nobody can answer."""
    for name in named:
        if name not in item.options_by_id:
            yield spot[0].mistake(
                (*spot[1], "options"),
                "region_role",
                Phrase(
                    N_("'{item}': '{option}' staat bij '{list}' in data/region.yaml, maar is geen antwoord."),
                    {"item": item.id, "list": "sizes", "option": name},
                ),
                remedy_for(name, list(item.options_by_id)),
            )


def _differences(
    item: Item, wanted: list[str], apart: set[str], name: str, spot: tuple[Source, KeyPath]
) -> Iterator[Mistake]:
    source, at = spot
    values = {"item": item.id, "list": name}
    place: KeyPath = (*at, "options")
    for option in item.options:
        if option.id not in wanted and option.id not in apart:
            remedy = remedy_for(option.id, wanted)
            if name == "municipalities" and not remedy.values.get("guess"):
                remedy = Phrase(
                    N_(
                        "zet het bij de rol 'place' onder 'elsewhere' of 'not_said', of voeg de gemeente toe in data/region.yaml."
                    )
                )
            yield source.mistake(
                place,
                "region_role",
                Phrase(
                    N_("'{item}': het antwoord '{option}' staat niet bij '{list}' in data/region.yaml."),
                    {**values, "option": option.id},
                ),
                remedy,
            )
        elif option.id in wanted and option.id in apart:
            yield source.mistake(
                place,
                "region_role",
                Phrase(
                    N_(
                        "'{item}': '{option}' is een gemeente van de regio, maar staat bij 'elsewhere' of 'not_said'."
                    ),
                    {**values, "option": option.id},
                ),
                Phrase(N_("haal het daar weg bij de rol 'place'.")),
            )
    for one in wanted:
        if one not in item.options_by_id:
            yield source.mistake(
                place,
                "region_role",
                Phrase(
                    N_("'{item}': '{option}' staat bij '{list}' in data/region.yaml, maar is geen antwoord."),
                    {**values, "option": one},
                ),
                Phrase(N_("neem de lijst over met 'options_from', of voeg het antwoord toe.")),
            )
