"""What one level hands to the next: items, groups and themes as figures, and which of them count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from questionnaire.models import Questionnaire
from questionnaire.walk import ItemState
from scoring.calculation.arithmetic import RuleValue, share_of, tidy
from scoring.results import ItemScore, ThemeScore
from scoring.rule import Combining, Group, Rule

Part = ItemScore | ThemeScore

# "Left out" because the respondent never came to it; with `over: all` it stays in the maximum.
NOT_REACHED = (ItemState.SKIPPED, ItemState.IMPLIED, ItemState.UNANSWERED, ItemState.NOT_ASKED)


def counts(item: ItemScore, rules: Combining, quick: bool) -> bool:
    """Whether an item is in the sum and the maximum of the level that `rules` combines."""
    return item.points is not None or (rules.over == "all" and not quick and item.state in NOT_REACHED)


def part_counts(part: Part, items: Mapping[str, ItemScore], rules: Combining, quick: bool) -> bool:
    """The same for an item or a group; `items` are all items of this score."""
    if isinstance(part, ItemScore):
        return counts(part, rules, quick)
    return part.value is not None or (
        rules.over == "all" and not quick and any(items[i].state in NOT_REACHED for i in part.item_ids)
    )


def figures(parts: Iterable[Part], of: str, included: Callable[[Part], bool]) -> list[RuleValue]:
    """The included parts as figures for the level above."""
    found = []
    for part in parts:
        if included(part):
            figure = _figure(part, of)
            if figure is not None:
                found.append(figure)
    return found


def _figure(part: Part, of: str) -> RuleValue | None:
    value = (part.points if isinstance(part, ItemScore) else part.value) or 0.0
    if of == "points":
        return RuleValue(value, part.maximum, part.minimum, part.weight)
    if part.maximum > 0:
        return RuleValue(
            tidy(value / part.maximum), 1.0, min(0.0, tidy(part.minimum / part.maximum)), part.weight
        )
    # What can only cost points: nothing lost is the whole of it.
    share = part.share if isinstance(part, ItemScore) else share_of(part.value, part.maximum, part.minimum)
    return None if share is None else RuleValue(share, 1.0, 0.0, part.weight)


@dataclass(frozen=True)
class Layout:
    """Where the groups of a rule stand: inside themes, on top of each other, or beside."""

    rule: Rule
    questionnaire: Questionnaire

    @cached_property
    def groups(self) -> dict[str, Group]:
        """The groups by id, from the inside outwards."""
        return {group.id: group for group in self.rule.groups}

    @cached_property
    def items_of(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of all items in a group, also those in groups within it."""
        found: dict[str, tuple[str, ...]] = {}
        for group in self.rule.groups:
            found[group.id] = tuple(i for member in group.members for i in found.get(member, (member,)))
        return found

    @cached_property
    def on_top(self) -> tuple[str, ...]:
        """Ids of the groups that are not in another group and not beside."""
        inner = {member for group in self.rule.groups for member in group.members}
        return tuple(group.id for group in self.rule.groups if not group.beside and group.id not in inner)

    @cached_property
    def parts_of(self) -> Mapping[str, tuple[str, ...]]:
        """What each theme combines: ids of its items, with every group in the place of its first item."""
        place = {item: group for group in self.on_top for item in self.items_of[group]}
        return {
            section.id: tuple(dict.fromkeys(place.get(item.id, item.id) for item in section.items))
            for section in self.questionnaire.themes
        }

    @cached_property
    def _above(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for section in self.questionnaire.themes:
            members = (i for part in self.parts_of[section.id] for i in self.items_of.get(part, (part,)))
            for item in (*members, *(item.id for item in section.items)):
                found.setdefault(item, set()).add(section.id)
        for group, items in self.items_of.items():
            for item in items:
                found.setdefault(item, set()).add(group)
        return {item: frozenset(parts) for item, parts in found.items()}

    def above(self, items: Iterable[str]) -> frozenset[str]:
        """Ids of the groups and themes in which these items count."""
        return frozenset().union(*(self._above[item] for item in items))
