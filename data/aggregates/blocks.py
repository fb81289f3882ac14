"""Open blocks: sums that begin at noise and take in one response after another. Pure, no storage.

A block never holds a count without its noise, so whoever reads one sees no more than what will be published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from secrets import token_hex
from typing import Any

from data.aggregates.noise import discrete_laplace
from data.aggregates.tallies import STEPS, Cell, Contribution, ItemPlan, Part
from data.privacy import Privacy, exact
from scoring.editions.withdrawals import version_in

_FRACTION = re.compile(r"[0-9]{1,20}(/[0-9]{1,20})?")
MOST_VERSIONS = (
    12  # editions named in one block; a team that saves more often than that gets the bare version
)
_VERSION_BYTES = 42  # of the longest version with its edition, in quotes
PADDING = 1024  # encrypted blocks grow in steps, so that their size tells nothing


@dataclass(frozen=True, slots=True)
class NoiseScales:
    """Scale of the discrete Laplace noise: of points in twelfths, of the two counts in responses.

    `points` is that of an item outside a pair; a pair item has `ItemPlan.scale` times as much.
    """

    points: Fraction
    dont_know: Fraction
    asked: Fraction

    @classmethod
    def of(cls, privacy: Privacy, cell: Cell) -> NoiseScales:
        """The scales that the budget gives this cell's cube.

        A walk that ended at one item instead of another moves two sums by 1, hence twice the scale for
        drop-off.
        """
        if cell.cube == "drop_off":
            scale = 2 / exact(privacy.drop_off_epsilon.value)
            return cls(STEPS * scale, scale, scale)
        return cls(
            STEPS / exact(getattr(privacy.points_epsilon.value, cell.cube)),
            1 / exact(getattr(privacy.dont_know_epsilon.value, cell.cube)),
            1 / exact(getattr(privacy.asked_epsilon.value, cell.cube)),
        )

    def as_plain(self) -> dict[str, str]:
        return {"points": str(self.points), "dont_know": str(self.dont_know), "asked": str(self.asked)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, str]) -> NoiseScales:
        texts = plain["points"], plain["dont_know"], plain["asked"]
        if not all(
            _FRACTION.fullmatch(text) for text in texts
        ):  # Fraction would work for hours on "1e999999999"
            raise ValueError(f"{texts} are no scales")
        return _scales(*texts)


@lru_cache(maxsize=64)
def _scales(points: str, dont_know: str, asked: str) -> NoiseScales:
    return NoiseScales(
        Fraction(points), Fraction(dont_know), Fraction(asked)
    )  # every block of a cube has the same ones


@dataclass(slots=True)
class Tally:
    """Sums of one item in one block, noise included. `asked` is None where n is the denominator."""

    n: int
    points: int  # twelfths
    dont_know: int
    asked: int | None
    scale: int

    def as_plain(self) -> list[int | None]:
        return [self.n, self.points, self.dont_know, self.asked, self.scale]


@dataclass(slots=True)
class OpenBlock:
    """A block that still takes in responses. `n` counts them; `items` starts at noise; at `needed` it is
    sealed.
    """

    id: str
    cell: Cell
    part: Part
    scales: NoiseScales
    items: dict[str, Tally]
    needed: int
    n: int = 0
    versions: list[str] = field(default_factory=list)
    size: int = 0  # bytes as encoded, fixed when the block opens

    def add(
        self, contributions: Mapping[str, Contribution], plan: Mapping[str, ItemPlan], version: str
    ) -> None:
        """Takes in one response.

        `version` is that of the questions, with the edition that it was (`label_of`). Content may change
        while a block is open. An item that the block does not know, or that by now needs other noise than it
        has here, waits for the next block: `Tally.n` says how many responses each item holds.
        """
        self.n += 1
        if len(self.versions) >= MOST_VERSIONS:
            version = version_in(version)
        if version not in self.versions:
            self.versions = sorted([*self.versions, version])
        for item, given in contributions.items():
            tally, wanted = self.items.get(item), plan.get(item)
            if (
                tally is None
                or wanted is None
                or tally.scale < wanted.scale
                or (tally.asked is None) == wanted.counts_asked
            ):
                continue
            tally.n += 1
            tally.points += given.points
            tally.dont_know += given.dont_know
            if tally.asked is not None:
                tally.asked += given.asked

    def anew(self) -> OpenBlock:
        """An empty block with fresh noise and an id of its own. Raises ValueError for one that holds
        responses.
        """
        if self.n:
            raise ValueError("the noise of a block is drawn once")
        items = {item: _at_noise(self.scales, t.scale, t.asked is not None) for item, t in self.items.items()}
        return OpenBlock(token_hex(16), self.cell, self.part, self.scales, items, self.needed)

    def encode(self) -> bytes:
        """The block as bytes of a length that does not follow what is in it."""
        plain = json.dumps(
            {
                "n": self.n,
                "needed": self.needed,
                "versions": self.versions,
                "scales": self.scales.as_plain(),
                "items": {i: t.as_plain() for i, t in self.items.items()},
            },
            separators=(",", ":"),
        ).encode()
        if not self.size:  # numbers grow, the length must not
            self.size = (
                -(-(len(plain) + 16 * len(self.items) + _VERSION_BYTES * MOST_VERSIONS + 96) // PADDING)
                * PADDING
            )
        return plain.ljust(self.size)

    @classmethod
    def decode(cls, data: bytes, id: str, cell: Cell, part: Part) -> OpenBlock:
        """The block as `encode` wrote it."""
        plain: dict[str, Any] = json.loads(data)
        return cls(
            id,
            cell,
            part,
            NoiseScales.from_plain(plain["scales"]),
            {i: Tally(*t) for i, t in plain["items"].items()},
            plain["needed"],
            plain["n"],
            plain["versions"],
            len(data),
        )


def open_block(
    cell: Cell, part: Part, plan: Mapping[str, ItemPlan], privacy: Privacy, published_n: int = 0
) -> OpenBlock:
    """A new block with a random id, every tally at freshly drawn noise.

    `published_n` is how many responses of this part the cell has published already.
    """
    scales = NoiseScales.of(privacy, cell)
    items = {item: _at_noise(scales, p.scale, p.counts_asked) for item, p in plan.items() if p.part == part}
    return OpenBlock(token_hex(16), cell, part, scales, items, responses_needed(privacy, cell, published_n))


def _at_noise(scales: NoiseScales, scale: int, counts_asked: bool) -> Tally:
    asked = discrete_laplace(scales.asked) if counts_asked else None
    return Tally(0, discrete_laplace(scales.points * scale), discrete_laplace(scales.dont_know), asked, scale)


def responses_needed(privacy: Privacy, cell: Cell, published_n: int) -> int:
    """How many responses a block of this cell must hold before it may be sealed."""
    least = smallest_block(privacy, cell)
    if cell.cube == "drop_off":
        return least
    growth = exact(getattr(privacy.growth.value, cell.cube)) * published_n
    return max(least, -(-growth.numerator // growth.denominator))


def smallest_block(privacy: Privacy, cell: Cell) -> int:
    """k: under this nothing of the cell is ever published."""
    return (
        privacy.drop_off_smallest_block.value
        if cell.cube == "drop_off"
        else int(getattr(privacy.smallest_block.value, cell.cube))
    )
