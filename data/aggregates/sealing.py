"""Sealing: the one way from an open block to something that may be seen.

Only `seal` turns an open block into a SealedBlock, and a PublishedCell (data/aggregates/published.py) is a
sum of SealedBlocks; charts, exports and benchmarks accept nothing else.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from data.aggregates.blocks import NoiseScales, OpenBlock, Tally, smallest_block
from data.aggregates.room_tallies import FINE, is_room_tally
from data.aggregates.tallies import EVENT_PARTS, STEPS, Cell, Part
from data.privacy import (
    CUBES,
    LEAST_BLOCK,
    LEAST_EPSILON,
    MOST_OTHER_EPSILON,
    MOST_PAIR_SCALE,
    MOST_POINTS_EPSILON,
    Privacy,
    exact,
)
from data.quarters import Quarter

_MADE_BY_SEALING = object()
_BLOCK_ID, _QUARTER = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9]{4}Q[1-4]")
_CELL_ID, _ITEM_ID = re.compile(r"[a-z0-9_.]{1,130}"), re.compile(r"[a-z][a-z0-9_.]{0,69}")
_MOST_RESPONSES = 10_000_000
_FAR = 700  # noise beyond so many times its scale is drawn with probability exp(-700)


class NotSealable(ValueError):
    """The block may not be published, or what was read is not a sealed block."""


@dataclass(frozen=True)
class SealedBlock:
    """Sums of at least k responses with their noise: the unit that is added, exchanged and kept for good."""

    id: str
    cell: Cell
    part: Part
    quarter: Quarter
    n: int
    versions: tuple[str, ...]
    scales: NoiseScales
    items: dict[str, Tally]
    site: str = ""
    _seal: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._seal is not _MADE_BY_SEALING:
            raise TypeError("a SealedBlock is made by sealing only")

    def as_plain(self) -> dict[str, Any]:
        """The block for JSON, keys in one order."""
        return {
            "id": self.id,
            "cube": self.cell.cube,
            "cell": self.cell.id,
            "part": self.part,
            "quarter": self.quarter,
            "n": self.n,
            "versions": list(self.versions),
            "scales": self.scales.as_plain(),
            "site": self.site,
            "items": {i: self.items[i].as_plain() for i in sorted(self.items)},
        }

    def as_text(self) -> str:
        """The block as JSON, the same bytes for the same block."""
        return json.dumps(self.as_plain(), sort_keys=True, separators=(",", ":"))


def seal(block: OpenBlock, privacy: Privacy, quarter: Quarter, site: str = "") -> SealedBlock:
    """The block as it becomes public. Items that hold fewer than k responses stay out, unread.

    Raises NotSealable under k responses.
    """
    k = smallest_block(privacy, block.cell)
    if block.n < k:
        raise NotSealable(f"a block of {block.cell.cube} holds at least {k} responses, not {block.n}")
    items = block.finished(k)
    return SealedBlock(
        block.id,
        block.cell,
        block.part,
        quarter,
        block.n,
        tuple(block.versions),
        block.scales,
        items,
        site,
        _MADE_BY_SEALING,
    )


def read_sealed(plain: Any) -> SealedBlock:
    """A sealed block from what `as_plain` gave, for blocks from our own store or from a site whose signature
    held.

    Raises NotSealable for anything that no sealing could have made.
    """
    try:
        cell = Cell(plain["cube"], plain["cell"])
        items = {str(i): Tally(*t) for i, t in plain["items"].items()}
        block = SealedBlock(
            plain["id"],
            cell,
            plain["part"],
            plain["quarter"],
            plain["n"],
            tuple(plain["versions"]),
            NoiseScales.from_plain(plain["scales"]),
            items,
            plain["site"],
            _MADE_BY_SEALING,
        )
        _check(block)
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError, OverflowError) as error:
        raise NotSealable(f"not a sealed block: {error}") from None
    return block


def _check(block: SealedBlock) -> None:
    if not (_well_named(block) and _well_counted(block)):
        raise ValueError("its values are not what sealing makes")


def _well_named(block: SealedBlock) -> bool:
    """Names as we give them: they end up in file names, tables and pages."""
    return (
        block.cell.cube in (*CUBES, "drop_off")
        and block.part in EVENT_PARTS
        and isinstance(block.site, str)
        and _BLOCK_ID.fullmatch(block.id) is not None
        and _QUARTER.fullmatch(block.quarter) is not None
        and _CELL_ID.fullmatch(block.cell.id) is not None
        and all(_ITEM_ID.fullmatch(i) for i in block.items)
        and all(isinstance(v, str) and 0 < len(v) <= 60 and v.isprintable() for v in block.versions)
    )


def _well_counted(block: SealedBlock) -> bool:
    """Whole numbers, noise within the bounds of data/privacy.yaml, and sums that contributions with such
    noise can reach.
    """
    scales, numbers = (
        block.scales,
        [block.n, *(v for t in block.items.values() for v in t.as_plain() if v is not None)],
    )
    widest = 2 / exact(LEAST_EPSILON)  # drop-off has twice the scale
    if not (
        all(type(v) is int for v in numbers)
        and LEAST_BLOCK <= block.n <= _MOST_RESPONSES
        and STEPS / exact(MOST_POINTS_EPSILON) <= scales.points <= STEPS * widest
        and all(
            1 / exact(MOST_OTHER_EPSILON) <= scale <= widest for scale in (scales.dont_know, scales.asked)
        )
        and all(1 / exact(MOST_POINTS_EPSILON) <= scale <= widest for scale in (scales.theme, scales.total))
    ):
        return False

    def reachable(value: int | None, whole: int, scale: Fraction) -> bool:
        return value is None or -_FAR * scale <= value <= whole + _FAR * scale

    return all(
        LEAST_BLOCK <= t.n <= block.n
        and 1 <= t.scale <= (2 * FINE if is_room_tally(item) else MOST_PAIR_SCALE)
        and reachable(
            t.points, t.n * (FINE if is_room_tally(item) else STEPS), scales.of_points(item, t.scale)
        )
        and reachable(t.dont_know, t.n, scales.dont_know)
        and reachable(t.asked, t.n, scales.asked)
        for item, t in block.items.items()
    )
