"""From one respondent's answers to what they add to the aggregates: at most 1 per item, in steps of 1/12.

What is tallied, and why no more: docs/decisions/noise.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Literal, NamedTuple

from data.privacy import Cube
from data.region import Region
from questionnaire.conditions import items_in, skipped_as_known
from questionnaire.models import Item, Questionnaire
from questionnaire.remembered import remembered
from questionnaire.responses import Responses
from questionnaire.walk import ItemState
from scoring.results import Score

Counted = Literal["quick", "rest"]
Part = Literal["quick", "rest", "room"]
PARTS: tuple[Counted, ...] = ("quick", "rest")  # in which a response is counted
EVENT_PARTS: tuple[Part, ...] = ("room", *PARTS)  # an event has tallies of the room besides

STEPS = 12  # a whole item; divisible by the thirds, quarters and halves that options earn
NOT_SAID = "not_said"  # the cell of who says no place, where the content has no answer that means this


class Cell(NamedTuple):
    """A place in a cube: a municipality, a sector group and size class, or an event."""

    cube: Cube
    id: str


DROP_OFF = Cell("drop_off", "region")
# Everybody at a laptop without internet, instead of their municipalities: an evening has too few people of each, but
# together they count for the region.
LAPTOP = Cell("municipality", "event_laptop")


class Contribution(NamedTuple):
    """What one response adds to one item: twelfths of its points, whether it was not known, whether it was
    asked.
    """

    points: int
    dont_know: int
    asked: int


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """How an item is tallied. `scale` is 2 or more for the two items of a routing pair, else 1.

    `counts_asked` is False where everybody in the cell is asked, so that n is the denominator, without noise.
    """

    part: Part
    scale: int
    counts_asked: bool


def tally_plan(
    questionnaire: Questionnaire, pair_scale: int, cell: Cell | None = None
) -> dict[str, ItemPlan]:
    """How each item outside the profile is tallied in a cell, in the order asked.

    The size class of a cell sector x size is no secret: items that it always skips are left out there, and
    items that it always asks need no count of how many were asked.
    """
    size = cell.id.rpartition(".")[2] if cell and cell.cube == "sector_size" else None
    # A plan takes longer to work out than a response to fold.
    return remembered(
        questionnaire, ("tally plan", pair_scale, size), lambda: _plan(questionnaire, pair_scale, size)
    )


def _plan(questionnaire: Questionnaire, pair_scale: int, size: str | None) -> dict[str, ItemPlan]:
    paired = {i for pair in routing_pairs(questionnaire) for i in pair}
    item = questionnaire.role_item("size")
    known = {item.id: size} if size and item is not None else {}
    plan: dict[str, ItemPlan] = {}
    for item in tallied_items(questionnaire):
        steered = any(i in questionnaire.profile_ids for i in items_in(item.skip_if))
        skipped = skipped_as_known(known.keys(), item.skip_if, known) if steered else False
        if skipped is not True:
            counts_asked = item.not_applicable or skipped is None
            plan[item.id] = ItemPlan(
                "quick" if item.quick else "rest", pair_scale if item.id in paired else 1, counts_asked
            )
    return plan


def tallied_items(questionnaire: Questionnaire) -> list[Item]:
    """The items that earn points, in the order asked."""
    return [item for section in questionnaire.themes for item in section.items]


def routing_pairs(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """(source, target) where an answer to source, outside the profile, may make target be skipped."""
    return [
        (source, item.id)
        for item in tallied_items(questionnaire)
        for source in dict.fromkeys(items_in(item.skip_if))
        if source not in questionnaire.profile_ids
    ]


def contributions(
    questionnaire: Questionnaire, responses: Responses, score: Score
) -> dict[Counted, dict[str, Contribution]]:
    """What the answers behind a score add, per part. A part that was not asked or not completed is left out.

    An item that the profile skips adds nothing; one that another answer skips counts as asked and not in
    place.
    """
    found: dict[Counted, dict[str, Contribution]] = {}
    incomplete: set[Counted] = set()
    for item in tallied_items(questionnaire):
        part: Counted = "quick" if item.quick else "rest"
        state = score.items[item.id].state
        if state in (ItemState.UNANSWERED, ItemState.NOT_ASKED):
            incomplete.add(part)
        else:
            found.setdefault(part, {})[item.id] = _contribution(questionnaire, item, state, responses, score)
    return {part: items for part, items in found.items() if part not in incomplete}


def _contribution(
    questionnaire: Questionnaire, item: Item, state: ItemState, responses: Responses, score: Score
) -> Contribution:
    match state:
        case ItemState.ANSWERED:
            share = score.items[item.id].share or 0.0
            return Contribution(floor(min(max(share, 0.0), 1.0) * STEPS + 0.5), 0, 1)
        case ItemState.DONT_KNOW:
            return Contribution(0, 1, 1)
        case ItemState.IMPLIED:
            return Contribution(0, 0, 1)
    return Contribution(0, 0, 0)  # skipped by the profile, or not applicable as the respondent says


def cells_of(
    questionnaire: Questionnaire,
    responses: Responses,
    region: Region,
    event: str | None = None,
    at_laptop: bool = False,
) -> tuple[Cell, ...]:
    """The cells a response counts in: its municipality (or that of the laptop), its sector group with size class,
    its event.

    Who gives no answer about the place counts with who rather does not say; without sector or size there is
    no such cell.
    """
    municipality = questionnaire.role_answer("place", responses) or place_not_said(questionnaire)
    group = region.group_of(questionnaire.role_answer("sector", responses))
    size = questionnaire.role_answer("size", responses)
    cells = [LAPTOP if at_laptop else Cell("municipality", municipality)]
    if group and size:
        cells.append(Cell("sector_size", sector_size(group, size)))
    if event:
        cells.append(Cell("event", event))
    return tuple(cells)


def sector_size(group: str, size: str) -> str:
    """Id of a cell of the cube sector group x size class."""
    return f"{group}.{size}"


def drop_off_plan(questionnaire: Questionnaire) -> dict[str, ItemPlan]:
    """How the cell of walks that were not finished is tallied: one count per item, the profile's included.

    An item that another answer can skip has none: that a walk ended there would tell the other answer.
    """
    return remembered(questionnaire, "drop-off plan", lambda: _drop_off_plan(questionnaire))


def _drop_off_plan(questionnaire: Questionnaire) -> dict[str, ItemPlan]:
    steered = {target for _, target in routing_pairs(questionnaire)}
    return {item: ItemPlan("rest", 1, False) for item in questionnaire.items if item not in steered}


def standing_cells(questionnaire: Questionnaire, region: Region) -> list[Cell]:
    """The cells that exist beforehand: all of the two standing cubes. Events bring their own."""
    municipalities = [option.id for option in questionnaire.role_options("place")]
    cells = [Cell("municipality", m) for m in dict.fromkeys([*municipalities, place_not_said(questionnaire)])]
    cells.append(LAPTOP)
    groups = region.sector_groups if questionnaire.role_item("sector") is not None else ()
    return cells + [
        Cell("sector_size", sector_size(g.id, s.id))
        for g in groups
        for s in questionnaire.role_options("size")
    ]


def place_not_said(questionnaire: Questionnaire) -> str:
    """Id of the cell where a response counts that says no place."""
    place = questionnaire.roles.place
    return place.not_said[0] if place is not None and place.not_said else NOT_SAID
