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

from data.aggregates.noise import fourth_cumulant, variance
from data.aggregates.randomised import RegionBlock
from data.aggregates.room_tallies import is_room_tally
from data.aggregates.sealing import SealedBlock
from data.aggregates.tallies import STEPS, Cell, Part

_MADE_FROM_BLOCKS = object()
_KINDS = ("points", "dont_know", "asked")


@dataclass(frozen=True)
class Sum:
    """A sum with what is known of its noise, of both editions.

    `value` is the sum of noised blocks, and `scales` counts the noises in it by their scale ("~" before it when
    they are Gaussian). `bits` are randomised responses: how many, and how many came out 1, by the probability
    with which they were turned over. One whole response is worth `whole`.
    """

    value: int
    scales: Mapping[str, int]
    bits: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    whole: int = 1

    @property
    def estimate(self) -> float:
        """The sum without what chance added, on average exactly right; noise can carry it below 0."""
        drawn = sum((ones - n * q) / (1 - 2 * q) for q, n, ones in self._drawn())
        return self.value + self.whole * float(drawn)

    @property
    def variance(self) -> float:
        """Of the noise; and of the bits with who happened to take part, as if drawn from many businesses."""
        noise = sum(times * _variance(s) for s, times in sorted(self.scales.items()))
        return noise + self.whole**2 * sum(
            n * _of_a_bit(q, n, ones) / float(1 - 2 * q) ** 2 for q, n, ones in self._drawn()
        )

    @property
    def fourth_cumulant(self) -> float:
        noise = sum(
            times * fourth_cumulant(Fraction(s)) for s, times in sorted(self.scales.items()) if s[0] != "~"
        )
        drawn = ((n, _of_a_bit(q, n, ones), float(1 - 2 * q)) for q, n, ones in self._drawn())
        return noise + self.whole**4 * sum(n * v * (1 - 6 * v) / d**4 for n, v, d in drawn)

    @property
    def drawn_n(self) -> int:
        """How many of the responses are bits."""
        return sum(n for n, _ in self.bits.values())

    def _drawn(self) -> list[tuple[Fraction, int, int]]:
        return [(Fraction(q), n, ones) for q, (n, ones) in sorted(self.bits.items())]

    def __add__(self, other: Sum) -> Sum:
        bits = {
            q: tuple(map(sum, zip(self.bits.get(q, (0, 0)), other.bits.get(q, (0, 0)))))
            for q in {*self.bits, *other.bits}
        }
        scales = dict(Counter(self.scales) + Counter(other.scales))
        return Sum(self.value + other.value, scales, bits, self.whole)  # type: ignore[arg-type]

    def as_plain(self) -> dict[str, Any]:
        plain: dict[str, Any] = {"value": self.value, "scales": dict(sorted(self.scales.items()))}
        return plain | ({"bits": {q: list(b) for q, b in sorted(self.bits.items())}} if self.bits else {})

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any], whole: int) -> Sum:
        bits = {q: (n, ones) for q, (n, ones) in plain.get("bits", {}).items()}
        return cls(plain["value"], plain["scales"], bits, whole)


def _variance(scale: str) -> float:
    return float(2 * Fraction(scale[1:]) ** 2) if scale[0] == "~" else variance(Fraction(scale))


def _of_a_bit(turned: Fraction, n: int, ones: int) -> float:
    """Variance of one bit. Few responses may all be the same by chance; turning over alone gives q (1 - q)."""
    share = (ones + 1) / (n + 2)
    return max(share * (1 - share), float(turned * (1 - turned)))


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
        sums = {kind: getattr(self, kind).as_plain() for kind in _KINDS}
        return {"n": self.n, "exact_n": self.exact_n, **sums}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> PublishedTally:
        return cls(
            plain["n"],
            plain["exact_n"],
            *(Sum.from_plain(plain[kind], STEPS if kind == "points" else 1) for kind in _KINDS),
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


def published(block: SealedBlock | RegionBlock) -> PublishedCell:
    """One block of either edition as a published cell."""
    if isinstance(block, RegionBlock):
        return _of_bits(block)
    if not isinstance(block, SealedBlock):
        raise TypeError("only a SealedBlock can be published")
    items = {}
    for item, t in block.items.items():
        name = block.scales.name
        points = Sum(t.points, {name(block.scales.of_points(item, t.scale)): 1}, whole=STEPS)
        asked = Sum(0, {}) if t.asked is None else Sum(t.asked, {name(block.scales.asked): 1})
        items[item] = PublishedTally(
            t.n,
            t.n if t.asked is None else 0,
            points,
            Sum(0, {}) if is_room_tally(item) else Sum(t.dont_know, {name(block.scales.dont_know): 1}),
            asked,
        )
    return PublishedCell(block.cell, {block.part: block.n}, 1, block.versions, items, _MADE_FROM_BLOCKS)


def _of_bits(block: RegionBlock) -> PublishedCell:
    items = {
        item: PublishedTally(
            t.n,
            t.n if t.asked is None else 0,
            Sum(0, {}, {t.turned.points: (t.n, t.points)}, STEPS),
            Sum(0, {}, {t.turned.dont_know: (t.n, t.dont_know)}),
            Sum(0, {}, {} if t.asked is None else {t.turned.asked: (t.n, t.asked)}),
        )
        for item, t in block.items.items()
    }
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
    return tally.points.estimate / STEPS
