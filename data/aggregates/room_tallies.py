"""What a room of fifteen can show: its total and its themes, as tallies of their own beside those per question.

One answer moves a theme by a part only, and the total by less, so the same promise asks for less noise than a
theme that is put together from questions would have. They tell of the quick questions, which everybody at an
event answers, and are the mean of everybody's own share: nothing about who was asked what is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from math import ceil

from data.aggregates.tallies import Contribution, ItemPlan, routing_pairs
from questionnaire.conditions import holds, items_in
from questionnaire.models import Amount, Item, Questionnaire, Section
from questionnaire.remembered import remembered
from questionnaire.responses import DONT_KNOW

FINE = 120  # steps of a whole theme or total; a response moves a tally by whole steps
TOTAL = "room.total"
_THEME = "room.theme."
_MOST_COMBINATIONS = 20_000
_LEAST_SHARE = 0.5  # of a theme's quick weight; who is asked less counts as halfway for what is not asked


@dataclass(frozen=True)
class RoomTally:
    """A tally of a room. `span`: the most steps by which one answer moves it; `weight` of the theme in the
    total.
    """

    id: str
    span: int
    weights: Mapping[str, float]  # by item, inside the theme
    least: float
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
    there = [(_share(t, given), t.weight) for t in _themes(questionnaire).values() if _any_asked(t, given)]
    mean = sum(share * weight for share, weight in there) / sum(weight for _, weight in there)
    return found | {TOTAL: Contribution(_steps(mean), 0, 1)}


def _any_asked(tally: RoomTally, given: Mapping[str, Contribution]) -> bool:
    return any(i in given and given[i].asked for i in tally.weights)


def _steps(share: float) -> int:
    return round(min(max(share, 0.0), 1.0) * FINE)


def _share(tally: RoomTally, given: Mapping[str, Contribution]) -> float:
    asked = [(i, w) for i, w in tally.weights.items() if i in given and given[i].asked]
    weight = sum(w for _, w in asked)
    missing = max(0.0, tally.least - weight)  # so that no single answer is a whole theme
    return (sum(w * given[i].points / 12 for i, w in asked) + missing / 2) / (weight + missing)


def _themes(questionnaire: Questionnaire) -> dict[str, RoomTally]:
    """Every theme with quick questions that weigh something, also those that a profile can skip whole."""
    return remembered(questionnaire, "themes in a room", lambda: _all_themes(questionnaire))


def _all_themes(questionnaire: Questionnaire) -> dict[str, RoomTally]:
    found = {}
    for section in questionnaire.themes:
        weights = {i.id: _plain(i.weight) for i in section.items if i.quick and _plain(i.weight) > 0}
        weight = _plain(section.weight)
        if weights and weight > 0:
            quick = [item for item in section.items if item.id in weights]
            least = _LEAST_SHARE * sum(weights.values())
            span = ceil(FINE * _most_moved(questionnaire, quick, weights, least)) + 1  # and one for rounding
            found[section.id] = RoomTally(theme_tally(section), span, weights, least, weight)
    return found


def _room_tallies(questionnaire: Questionnaire) -> dict[str, RoomTally]:
    themes = _themes(questionnaire)
    always = {
        t.id: t
        for t in themes.values()
        if any(_always(questionnaire, questionnaire.items[i]) for i in t.weights)
    }
    if not always:
        return {}
    least = sum(t.weight for t in always.values())
    moved = {
        t.id: t.span * t.weight / (least if t.id in always else least + t.weight) for t in themes.values()
    }
    # A routing pair may lie over two themes: then one answer moves both.
    across = any(
        source in one.weights and target in other.weights
        for source, target in routing_pairs(questionnaire)
        for one in themes.values()
        for other in themes.values()
        if one is not other
    )
    most = sum(sorted(moved.values())[-2:]) if across else max(moved.values())
    return always | {TOTAL: RoomTally(TOTAL, ceil(most) + 1, {}, 0.0, 0.0)}


def _always(questionnaire: Questionnaire, item: Item) -> bool:
    """Whether nobody's profile skips this item, and it cannot be called not applicable."""
    return not item.not_applicable and not any(i in questionnaire.profile_ids for i in items_in(item.skip_if))


def _most_moved(
    questionnaire: Questionnaire, quick: list[Item], weights: Mapping[str, float], least: float
) -> float:
    """The largest part of the theme that one answer can be, over all profiles; both items of a pair at once."""
    pairs = [{s, t} for s, t in routing_pairs(questionnaire) if s in weights and t in weights]
    changes = [{i} for i in weights] + pairs
    most = 0.0
    for asked in _asked_sets(questionnaire, quick):
        whole = max(least, sum(weights[i] for i in asked))
        most = max([most, *(sum(weights[i] for i in change & asked) / whole for change in changes)])
    return most


def _asked_sets(questionnaire: Questionnaire, quick: list[Item]) -> list[set[str]]:
    """Which of these items are asked together, over all answers of the profile; every set of them when there
    are too many to go through.
    """
    steering = sorted({i for item in quick for i in items_in(item.skip_if) if i in questionnaire.profile_ids})
    profile_ids = questionnaire.profile_ids
    answers = [[*questionnaire.items[i].options_by_id, DONT_KNOW, ""] for i in steering]
    count = 1
    for options in answers:
        count *= len(options)
    if count > _MOST_COMBINATIONS or any(questionnaire.items[i].kind != "single" for i in steering):
        return [{item.id} for item in quick]  # the most one answer could be: all of it
    found = set()
    for combination in product(*answers):
        profile = dict(zip(steering, combination))
        asked = [item for item in quick if not holds(item.skip_if, profile)]
        found.add(frozenset(item.id for item in asked))
        # Where another answer may skip an item as well, it counts as asked whenever the profile asks it.
        found.add(
            frozenset(
                item.id
                for item in quick
                if item in asked or not profile_ids.issuperset(items_in(item.skip_if))
            )
        )
    return [set(asked) for asked in found]


def _plain(amount: Amount) -> float:
    return float(amount) if isinstance(amount, int | float) else amount.otherwise
