"""What a room of fifteen can show: its total and its themes, as tallies of their own beside those per question.

One answer moves a theme by a part only, and the total by less, so the same promise asks for less noise than a
theme that is put together from questions would have. They tell of the quick questions, which everybody at an
event answers, and are the mean of everybody's own share: nothing about who was asked what is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import ceil

from data.aggregates.tallies import STEPS, Contribution, ItemPlan, routing_pairs
from questionnaire.conditions import items_in
from questionnaire.models import Amount, Item, Questionnaire, Section
from questionnaire.remembered import remembered

FINE = 120  # steps of a whole theme or total; a response moves a tally by whole steps
TOTAL = "room.total"
_THEME = "room.theme."
_MOST_PART = 0.5  # of a theme that one question can be, so that no single answer is a whole theme


@dataclass(frozen=True)
class RoomTally:
    """A tally of a room. `span`: the most steps by which one answer moves it; `weight` of the theme in the
    total.
    """

    id: str
    span: int
    weights: Mapping[str, float]  # by item, inside the theme
    weight: float


def theme_tally(section: Section) -> str:
    """Id of the tally of a theme."""
    return f"{_THEME}{section.id}"


def is_room_tally(item_id: str) -> bool:
    """Whether an id in a block is such a tally and no question."""
    return item_id.startswith("room.")


def room_tallies(questionnaire: Questionnaire) -> dict[str, RoomTally]:
    """The tallies of a room, the total last; themes that the profile can skip whole have none."""
    return remembered(questionnaire, "room tallies", lambda: _room_tallies(questionnaire))


def room_plan(questionnaire: Questionnaire) -> dict[str, ItemPlan]:
    """How the tallies stand in blocks: their span is the scale of their noise. The total has blocks of its own,
    which need fewer people; the themes stand beside the quick questions.
    """
    return {
        i: ItemPlan("room" if i == TOTAL else "quick", t.span, False)
        for i, t in room_tallies(questionnaire).items()
    }


def in_the_room(questionnaire: Questionnaire, given: Mapping[str, Contribution]) -> dict[str, Contribution]:
    """What the quick part of one response adds to the tallies of its room, in steps of 1/120."""
    tallies = room_tallies(questionnaire)
    if not tallies:
        return {}
    found = {i: Contribution(_steps(_share(t, given)), 0, 1) for i, t in tallies.items() if i != TOTAL}
    whole = sum(t.weight for t in tallies.values())
    mean = (
        sum(_share(t, given) * t.weight for t in tallies.values()) / whole
    )  # the total itself weighs nothing
    return found | {TOTAL: Contribution(_steps(mean), 0, 1)}


def _steps(share: float) -> int:
    return round(min(max(share, 0.0), 1.0) * FINE)


def _share(tally: RoomTally, given: Mapping[str, Contribution]) -> float:
    parts = parts_of(tally.weights, {i for i in tally.weights if i in given and given[i].asked})
    return sum(part * given[i].points / STEPS for i, part in parts.items()) + (1 - sum(parts.values())) / 2


def parts_of(weights: Mapping[str, float], asked: AbstractSet[str]) -> dict[str, float]:
    """How large a part of its theme each question is to somebody who was asked these: by weight, at most half. Who
    was asked a single one counts as halfway for the other half.
    """
    whole = sum(weights[i] for i in asked)
    if len(asked) == 1:
        return dict.fromkeys(asked, _MOST_PART)
    capped = {
        i: min(weights[i], whole - weights[i]) for i in sorted(asked)
    }  # as much as all the others together
    return {i: w / sum(capped.values()) for i, w in capped.items()}


def _room_tallies(questionnaire: Questionnaire) -> dict[str, RoomTally]:
    themes = [_theme(questionnaire, section) for section in themes_of_everybody(questionnaire)]
    if not themes:
        return {}
    whole = sum(t.weight for t in themes)
    moved = [t.span * t.weight / whole for t in themes]
    themes_of = {i: t.id for t in themes for i in t.weights}
    across = any(
        len({themes_of[i] for i in pair if i in themes_of}) > 1 for pair in routing_pairs(questionnaire)
    )  # then one answer moves two themes
    most = sum(sorted(moved)[-2:]) if across else max(moved)
    return {t.id: t for t in themes} | {TOTAL: RoomTally(TOTAL, ceil(most) + 1, {}, 0.0)}


def themes_of_everybody(questionnaire: Questionnaire) -> list[Section]:
    """The themes of which every quick scan asks something, in the order asked: those that make a room's total."""
    return [
        section
        for section in questionnaire.themes
        if _plain(section.weight) > 0
        and any(_always(questionnaire, i) and _plain(i.weight) > 0 for i in section.items if i.quick)
    ]


def _theme(questionnaire: Questionnaire, section: Section) -> RoomTally:
    quick = [i for i in section.items if i.quick and _plain(i.weight) > 0]
    span = ceil(FINE * _most_moved(questionnaire, quick)) + 1  # and one for rounding
    weights = {i.id: _plain(i.weight) for i in quick}
    return RoomTally(theme_tally(section), span, weights, _plain(section.weight))


def _always(questionnaire: Questionnaire, item: Item) -> bool:
    """Whether nobody's profile skips this item, and it cannot be called not applicable."""
    return not item.not_applicable and not any(i in questionnaire.profile_ids for i in items_in(item.skip_if))


def _most_moved(questionnaire: Questionnaire, quick: list[Item]) -> float:
    """The largest part of the theme that one answer can be, whatever the profile: half of it, since no question
    counts for more. All of it where one answer reaches two questions, or changes what the others count for.
    """
    ids = {item.id for item in quick}
    paired = any(source in ids and target in ids for source, target in routing_pairs(questionnaire))
    return 1.0 if paired or any(item.not_applicable for item in quick) else _MOST_PART


def _plain(amount: Amount) -> float:
    return float(amount) if isinstance(amount, int | float) else amount.otherwise
