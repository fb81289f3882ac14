"""What may be seen: sums of sealed blocks per cell. Additive, each block counted once, whatever the order.

A PublishedCell can only be made from sealed blocks. Charts, exports and benchmarks accept nothing else, so a
leak would have to be a type error.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from data.aggregates.blocks import GAUSSIAN
from data.aggregates.noise import fourth_cumulant, variance
from data.aggregates.room_tallies import is_room_tally
from data.aggregates.sealing import SealedBlock
from data.aggregates.tallies import STEPS, Cell, Part

_MADE_FROM_BLOCKS = object()
_KINDS = ("points", "dont_know", "asked")


@dataclass(frozen=True)
class Sum:
    """A noisy sum with what is known of its noise. `scales` counts the noises in it by their scale, "~" before it
    where the noise is Gaussian.
    """

    value: int
    scales: Mapping[str, int]

    @property
    def variance(self) -> float:
        return sum(times * _variance(s) for s, times in sorted(self.scales.items()))

    @property
    def fourth_cumulant(self) -> float:
        return sum(
            times * fourth_cumulant(Fraction(s))
            for s, times in sorted(self.scales.items())
            if s[0] != GAUSSIAN
        )  # of Gaussian noise it is nothing

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.value + other.value, dict(Counter(self.scales) + Counter(other.scales)))


def _variance(scale: str) -> float:
    return float(2 * Fraction(scale[1:]) ** 2) if scale[0] == GAUSSIAN else variance(Fraction(scale))


@dataclass(frozen=True)
class PublishedTally:
    """One item in one published cell. `points` in twelfths of an item; `exact_n` of the `n` responses were
    all asked.

    `asked` is the noisy count of those asked among the others.
    """

    n: int
    exact_n: int
    points: Sum
    dont_know: Sum
    asked: Sum

    def __add__(self, other: PublishedTally) -> PublishedTally:
        return PublishedTally(
            self.n + other.n,
            self.exact_n + other.exact_n,
            self.points + other.points,
            self.dont_know + other.dont_know,
            self.asked + other.asked,
        )

    def as_plain(self) -> dict[str, Any]:
        sums = {
            kind: {"value": s.value, "scales": dict(sorted(s.scales.items()))}
            for kind in _KINDS
            for s in [getattr(self, kind)]
        }
        return {"n": self.n, "exact_n": self.exact_n, **sums}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> PublishedTally:
        return cls(
            plain["n"],
            plain["exact_n"],
            *(Sum(plain[kind]["value"], plain[kind]["scales"]) for kind in _KINDS),
        )


@dataclass(frozen=True)
class PublishedCell:
    """The sum of all sealed blocks of a cell, or of several cells. `n` counts responses per part.

    `items` by item id; empty when nothing has been sealed yet.
    """

    cell: Cell
    n: Mapping[Part, int]
    blocks: int
    versions: tuple[str, ...]
    items: Mapping[str, PublishedTally]
    _source: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._source is not _MADE_FROM_BLOCKS:
            raise TypeError("a PublishedCell is made from sealed blocks only")

    @property
    def responses(self) -> int:
        """Businesses in the cell's published blocks: everybody who takes part answers the quick items."""
        return max(self.n.values(), default=0)

    def as_plain(self) -> dict[str, Any]:
        return {
            "n": dict(sorted(self.n.items())),
            "blocks": self.blocks,
            "versions": list(self.versions),
            "items": {i: self.items[i].as_plain() for i in sorted(self.items)},
        }


def published(block: SealedBlock) -> PublishedCell:
    """One sealed block as a published cell."""
    if not isinstance(block, SealedBlock):
        raise TypeError("only a SealedBlock can be published")
    items = {}
    for item, t in block.items.items():
        name = block.scales.name
        points = Sum(t.points, {name(block.scales.of_points(item, t.scale)): 1})
        asked = Sum(0, {}) if t.asked is None else Sum(t.asked, {name(block.scales.asked): 1})
        items[item] = PublishedTally(
            t.n,
            t.n if t.asked is None else 0,
            points,
            Sum(0, {}) if is_room_tally(item) else Sum(t.dont_know, {name(block.scales.dont_know): 1}),
            asked,
        )
    return PublishedCell(block.cell, {block.part: block.n}, 1, block.versions, items, _MADE_FROM_BLOCKS)


def together(cells: Iterable[PublishedCell], cell: Cell) -> PublishedCell:
    """The sum of published cells under one name; without cells an empty one."""
    n: Counter[Part] = Counter()
    items: dict[str, PublishedTally] = {}
    versions: set[str] = set()
    blocks = 0
    for part in cells:
        n.update(part.n)
        blocks += part.blocks
        versions.update(part.versions)
        for item, tally in part.items.items():
            items[item] = items[item] + tally if item in items else tally
    return PublishedCell(cell, dict(n), blocks, tuple(sorted(versions)), items, _MADE_FROM_BLOCKS)


def nothing(cell: Cell) -> PublishedCell:
    """A cell of which nothing has been published."""
    return together((), cell)


def stored(cell: Cell, text: str) -> PublishedCell:
    """A cell as the published file keeps it: the store writes nothing there but sums of sealed blocks."""
    plain = json.loads(text)
    items = {i: PublishedTally.from_plain(t) for i, t in plain["items"].items()}
    return PublishedCell(
        cell, plain["n"], plain["blocks"], tuple(plain["versions"]), items, _MADE_FROM_BLOCKS
    )


def points_of_items(tally: PublishedTally) -> float:
    """Points in whole items instead of twelfths."""
    return tally.points.value / STEPS
