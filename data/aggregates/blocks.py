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
from typing import Any, Literal

from data.aggregates.noise import discrete_gaussian, discrete_laplace
from data.aggregates.room_tallies import TOTAL, is_room_tally
from data.aggregates.tallies import LAPTOP, STEPS, Cell, Contribution, ItemPlan, Part
from data.privacy import Privacy, exact
from scoring.editions.withdrawals import version_in

Kind = Literal["laplace", "gaussian"]
GAUSSIAN = "~"  # before a scale where sums of blocks name it
_FRACTION = re.compile(r"[0-9]{1,20}(/[0-9]{1,20})?")
_AS_ONE = 1_000_000  # an evening is sealed as one block, when it is handed over
MOST_VERSIONS = (
    12  # editions named in one block; a team that saves more often than that gets the bare version
)
_VERSION_BYTES = 42  # of the longest version with its edition, in quotes
PADDING = 1024  # encrypted blocks grow in steps, so that their size tells nothing


@dataclass(frozen=True, slots=True)
class NoiseScales:
    """Scale of the noise: of points in twelfths, of the two counts in responses.

    `points` is that of an item outside a pair; a pair item has `ItemPlan.scale` times as much. Laplace noise of
    this scale, or Gaussian noise with the same variance (2 scale^2): half of it drawn when the block opens, half
    when it is sealed, so that a copy of a half-full block beside the release gives nobody exactly.
    """

    points: Fraction
    dont_know: Fraction
    asked: Fraction
    kind: Kind = "laplace"
    theme: Fraction = Fraction(1)  # of a room's tallies, for one step of their span
    total: Fraction = Fraction(1)

    @classmethod
    def of(cls, privacy: Privacy, cell: Cell) -> NoiseScales:
        """The scales that the budget gives this cell's cube: Gaussian noise for an event, Laplace for the rest.

        A walk that ended at one item instead of another moves two sums by 1, hence twice the scale for
        drop-off.
        """
        if cell.cube == "drop_off":
            scale = 2 / exact(privacy.drop_off_epsilon.value)
            return cls(STEPS * scale, scale, scale)
        points, dont_know, asked = (
            exact(getattr(parameter.value, cell.cube))
            for parameter in (privacy.points_epsilon, privacy.dont_know_epsilon, privacy.asked_epsilon)
        )
        if cell.cube != "event":
            return cls(STEPS / points, 1 / dont_know, 1 / asked)
        theme, total = exact(privacy.theme_epsilon.value), exact(privacy.total_epsilon.value)
        return cls(STEPS / points, 1 / dont_know, 1 / asked, "gaussian", 1 / theme, 1 / total)

    @classmethod
    def of_first_rooms(cls) -> NoiseScales:
        """What events had before rooms had tallies of their own; their blocks stay readable."""
        points, count = Fraction(4, 5), Fraction(1, 5)
        return cls(STEPS / points, 1 / count, 1 / count)

    def of_points(self, item_id: str, scale: int) -> Fraction:
        """The scale of one tally's points: of a question, a theme of the room, or its total."""
        if not is_room_tally(item_id):
            return self.points * scale
        return (self.total if item_id == TOTAL else self.theme) * scale

    def name(self, scale: Fraction) -> str:
        """A scale as sums of blocks tell it: Gaussian noise with a mark in front."""
        return f"{GAUSSIAN}{scale}" if self.kind == "gaussian" else str(scale)

    def as_plain(self) -> dict[str, str]:
        """For JSON; blocks of the first edition have no kind."""
        plain = {"points": str(self.points), "dont_know": str(self.dont_know), "asked": str(self.asked)}
        if self.kind == "laplace":
            return plain
        return plain | {"kind": self.kind, "theme": str(self.theme), "total": str(self.total)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, str]) -> NoiseScales:
        texts = tuple(plain[name] for name in ("points", "dont_know", "asked"))
        texts += (plain.get("theme", "1"), plain.get("total", "1"))
        if not all(
            _FRACTION.fullmatch(text) for text in texts
        ):  # Fraction would work for hours on "1e999999999"
            raise ValueError(f"{texts} are no scales")
        if (kind := plain.get("kind", "laplace")) not in ("laplace", "gaussian"):
            raise ValueError(f"{kind} is no noise")
        return _scales(*texts, kind=kind)


@lru_cache(maxsize=64)
def _scales(points: str, dont_know: str, asked: str, theme: str, total: str, kind: Kind) -> NoiseScales:
    # every block of a cube has the same ones
    return NoiseScales(
        Fraction(points), Fraction(dont_know), Fraction(asked), kind, Fraction(theme), Fraction(total)
    )


def fresh_noise(scale: Fraction, kind: Kind) -> int:
    """Laplace noise of this scale, whole; or half the Gaussian noise with its variance."""
    return discrete_gaussian(scale**2) if kind == "gaussian" else discrete_laplace(scale)


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

    def finished(self, k: int) -> dict[str, Tally]:
        """The tallies that hold at least k responses, with the other half of their noise, as they are sealed."""
        enough = {i: t for i, t in self.items.items() if t.n >= k}
        if self.scales.kind == "laplace":
            return enough  # had all of it when the block opened
        rest = {i: _at_noise(self.scales, i, t.scale, t.asked is not None) for i, t in enough.items()}
        return {
            i: Tally(
                t.n,
                t.points + rest[i].points,
                t.dont_know + rest[i].dont_know,
                None if t.asked is None else t.asked + (rest[i].asked or 0),
                t.scale,
            )
            for i, t in enough.items()
        }

    def anew(self) -> OpenBlock:
        """An empty block with fresh noise and an id of its own. Raises ValueError for one that holds
        responses.
        """
        if self.n:
            raise ValueError("the noise of a block is drawn once")
        items = {
            item: _at_noise(self.scales, item, t.scale, t.asked is not None) for item, t in self.items.items()
        }
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
    items = {
        item: _at_noise(scales, item, p.scale, p.counts_asked) for item, p in plan.items() if p.part == part
    }
    return OpenBlock(
        token_hex(16), cell, part, scales, items, responses_needed(privacy, cell, published_n, part)
    )


def _at_noise(scales: NoiseScales, item: str, scale: int, counts_asked: bool) -> Tally:
    kind = scales.kind
    asked = fresh_noise(scales.asked, kind) if counts_asked else None
    points = fresh_noise(scales.of_points(item, scale), kind)
    return Tally(0, points, 0 if is_room_tally(item) else fresh_noise(scales.dont_know, kind), asked, scale)


def responses_needed(privacy: Privacy, cell: Cell, published_n: int, part: Part = "room") -> int:
    """How many responses a block of this cell must hold before it is sealed by itself. The questions of an event
    wait for more than its tallies, since each block brings noise.
    """
    least = smallest_block(privacy, cell)
    if cell.cube == "event" and part != "room":
        least = max(least, privacy.smallest_block.value.event_questions)
    if cell == LAPTOP:
        return _AS_ONE
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
