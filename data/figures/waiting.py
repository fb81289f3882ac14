"""What a place still waits for, told from what is public alone: published blocks, and live numbers in steps.

A number that goes up by one tells an onlooker who just finished. So how many took part is told in steps, and what is
still needed follows from the step, never from the number behind it.
"""

from __future__ import annotations

from data.aggregates.participation import TakenPart
from data.privacy import Privacy, exact

FEW = 10  # fewer than this is only said to be few
STEP = 5


def in_steps(taken: TakenPart) -> int | None:
    """How many took part: rounded down to fives, but never under what is published; None when there are few."""
    if taken.all < FEW:
        return None
    return max(taken.all // STEP * STEP, taken.published)


def at_most_until_new(taken: TakenPart) -> int | None:
    """After how many more responses, at most, the place has new figures; None where nothing is counted yet."""
    if not taken.needed:
        return None
    return taken.needed - ((in_steps(taken) or taken.published) - taken.published)


def blocks_of(published: int, privacy: Privacy) -> int:
    """In how many blocks so many responses of a municipality were published, when none was sealed early."""
    so_far, blocks = 0, 0
    while so_far < published:
        so_far, blocks = _next(so_far, privacy), blocks + 1
    return blocks


def needed_for(margin: float, published: int, blocks: int, now: int, privacy: Privacy) -> int:
    """At how many published responses a municipality's figure gets within the widest margin, roughly.

    `margin`, in points, is that of the same figure elsewhere, of `published` responses in `blocks` blocks; `now` are
    published here already. Noise adds up per block and is divided by the responses.
    """
    so_far, there = now, blocks_of(now, privacy)
    while so_far < published * 100:
        so_far, there = _next(so_far, privacy), there + 1
        if margin * published / so_far * (there / max(blocks, 1)) ** 0.5 <= privacy.widest_margin.value:
            break
    return so_far


def _next(published: int, privacy: Privacy) -> int:
    growth = exact(privacy.growth.value.municipality) * published
    return published + max(
        privacy.smallest_block.value.municipality, -(-growth.numerator // growth.denominator)
    )
