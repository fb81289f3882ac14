"""Randomised response: a response becomes bits that are turned over by chance before anything is written.

An answer worth p of its points becomes the bit 1 with probability p, and is turned over with a known
probability. Whoever sees the bits themselves, the keeper included, learns no more about an answer than that
chance allows; only over many responses does the chance cancel out. The same bits serve every cell of the
region. Derivation: docs/decisions/randomised.md. Pure, no storage.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from secrets import randbelow, token_hex
from typing import Any, NamedTuple

from data.aggregates.steering import steering_rules
from data.aggregates.tallies import STEPS, Cell, Contribution, ItemPlan, Part, tallied_items, tally_plan
from data.privacy import Privacy, exact
from data.quarters import Quarter
from questionnaire.models import Questionnaire
from questionnaire.remembered import remembered
from scoring.editions.withdrawals import version_in

MOST_VERSIONS = 12  # editions named in one block; beyond that the bare version


class TurnedOver(NamedTuple):
    """Probabilities, as decimals, with which the three bits of one item are turned over."""

    points: str
    dont_know: str
    asked: str

    @classmethod
    def of(cls, privacy: Privacy, apart: bool) -> TurnedOver:
        """Those of an item that stands by itself, or of one whose bits share what one answer may tell."""
        chance = privacy.turned_over.value
        points, asked = (chance.shared, chance.shared) if not apart else (chance.points, chance.asked)
        return cls(str(exact(points)), str(exact(chance.dont_know)), str(exact(asked)))


class Bits(NamedTuple):
    """What one response tells of one item: each 0 or 1, turned over by chance."""

    points: int
    dont_know: int
    asked: int


def turned_over(questionnaire: Questionnaire, privacy: Privacy) -> dict[str, TurnedOver]:
    """With which probability the bits of each item are turned over.

    One answer may move the points of both items of a routing pair, or points and *asked* where an item offers
    "not applicable": those are turned over more often, so that both together tell no more than one.
    """
    key = ("turned over", privacy.pair_scale.value, privacy.turned_over.value)
    return remembered(questionnaire, key, lambda: _turned_over(questionnaire, privacy))


def _turned_over(questionnaire: Questionnaire, privacy: Privacy) -> dict[str, TurnedOver]:
    plan = tally_plan(questionnaire, privacy.pair_scale.value)
    alone, shared = TurnedOver.of(privacy, True), TurnedOver.of(privacy, False)
    return {
        item.id: shared if plan[item.id].scale > 1 or item.not_applicable else alone
        for item in tallied_items(questionnaire)
    }


def randomised(
    questionnaire: Questionnaire,
    given: Mapping[str, Contribution],
    chances: Mapping[str, TurnedOver],
) -> dict[str, Bits]:
    """The bits of one part of a response, drawn anew from the operating system's randomness.

    Items that the profile skips by one rule share one bit for *asked*, and items with the opposite rule have
    its complement: what routes is told once, not once per item.
    """
    rules = steering_rules(questionnaire)
    asked: dict[object, int] = {}
    found = {}
    for item, c in given.items():
        chance, (rule, sign) = chances[item], rules[item]
        if rule not in asked:
            asked[rule] = draw(c.asked if sign > 0 else 1 - c.asked, 1, _chance(chance.asked))
        found[item] = Bits(
            draw(c.points, STEPS, _chance(chance.points)),
            draw(c.dont_know, 1, _chance(chance.dont_know)),
            asked[rule] if sign > 0 else 1 - asked[rule],
        )
    return found


@lru_cache(maxsize=64)
def _chance(text: str) -> Fraction:
    return Fraction(text)


def draw(value: int, whole: int, turned: Fraction) -> int:
    """1 with probability value/whole, turned over with probability `turned`: both in one exact draw."""
    p, q = turned.numerator, turned.denominator
    return int(randbelow(whole * q) < whole * p + (q - 2 * p) * value)


@dataclass(slots=True)
class BitSums:
    """How many responses were drawn for an item, and how many of each bit came out 1. `asked` is None where
    everybody in the cell is asked.
    """

    n: int
    points: int
    dont_know: int
    asked: int | None
    turned: TurnedOver

    def as_plain(self) -> list[Any]:
        return [self.n, self.points, self.dont_know, self.asked, *self.turned]

    @classmethod
    def from_plain(cls, plain: list[Any]) -> BitSums:
        n, points, dont_know, asked, *turned = plain
        return cls(n, points, dont_know, asked, TurnedOver(*turned))


@dataclass(slots=True)
class RegionSums:
    """The bits of a cell since it was last published, added up. Nothing in it waits for a key or a number."""

    cell: Cell
    part: Part
    needed: int
    n: int = 0
    versions: list[str] = field(default_factory=list)
    items: dict[str, BitSums] = field(default_factory=dict)

    def as_plain(self) -> dict[str, Any]:
        """For the file of what waits."""
        items = {i: t.as_plain() for i, t in self.items.items()}
        return {"n": self.n, "versions": self.versions, "items": items}

    @classmethod
    def from_plain(cls, cell: Cell, part: Part, needed: int, plain: Mapping[str, Any]) -> RegionSums:
        items = {i: BitSums.from_plain(t) for i, t in plain["items"].items()}
        return cls(cell, part, needed, plain["n"], plain["versions"], items)

    def fits(
        self, bits: Mapping[str, Bits], plan: Mapping[str, ItemPlan], chances: Mapping[str, TurnedOver]
    ) -> bool:
        """Whether these bits can be added: other content may turn an item over more often than it did."""
        return all(
            there.turned == chances[item] and (there.asked is None) != plan[item].counts_asked
            for item in bits
            if item in plan and (there := self.items.get(item)) is not None
        )

    def add(
        self,
        bits: Mapping[str, Bits],
        plan: Mapping[str, ItemPlan],
        chances: Mapping[str, TurnedOver],
        version: str,
    ) -> None:
        """Adds one response. Items that this cell never asks are left out."""
        self.n += 1
        if len(self.versions) >= MOST_VERSIONS:
            version = version_in(version)
        if version not in self.versions:
            self.versions = sorted([*self.versions, version])
        for item, drawn in bits.items():
            if item not in plan:
                continue
            counts_asked = plan[item].counts_asked
            there = self.items.setdefault(item, BitSums(0, 0, 0, 0 if counts_asked else None, chances[item]))
            there.n += 1
            there.points += drawn.points
            there.dont_know += drawn.dont_know
            if there.asked is not None:
                there.asked += drawn.asked


@dataclass(frozen=True)
class RegionBlock:
    """Bits of one cell, added up and published: additive, exchanged between sites, kept for good."""

    id: str
    cell: Cell
    part: Part
    quarter: Quarter
    n: int
    versions: tuple[str, ...]
    items: Mapping[str, BitSums]
    site: str = ""

    def as_text(self) -> str:
        """The block as JSON, the same bytes for the same block."""
        return json.dumps(self.as_plain(), sort_keys=True, separators=(",", ":"))

    def as_plain(self) -> dict[str, Any]:
        """The block for JSON. `edition` tells it from the noised blocks of the first edition."""
        return {
            "edition": 2,
            "id": self.id,
            "cube": self.cell.cube,
            "cell": self.cell.id,
            "part": self.part,
            "quarter": self.quarter,
            "n": self.n,
            "versions": list(self.versions),
            "site": self.site,
            "items": {i: self.items[i].as_plain() for i in sorted(self.items)},
        }


def block_of(sums: RegionSums, quarter: Quarter) -> RegionBlock:
    """What was added up, as it is published, under a random id of its own."""
    return RegionBlock(
        token_hex(16), sums.cell, sums.part, quarter, sums.n, tuple(sums.versions), dict(sums.items)
    )
