"""When a clock runs out that began at a moment in the region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Deadline:
    """The last moment, in the region's time zone. `moved_hours`: how much the clocks on the wall go forward (1) or
    back (-1) on the way, 0 mostly.
    """

    hours: int
    at: datetime
    moved_hours: float


def deadline(began: datetime, hours: int) -> Deadline:
    """`hours` real ones after `began` (with a time zone): nights and weekends run on, and an hour that the clocks
    skip or repeat is not taken for one that passed. Seconds are dropped, so it is never told too late.
    """
    first = began.replace(second=0, microsecond=0)
    at = (first.astimezone(UTC) + timedelta(hours=hours)).astimezone(first.tzinfo)
    before, after = first.utcoffset(), at.utcoffset()
    assert before is not None and after is not None, "a moment without a time zone"
    return Deadline(hours, at, (after - before) / timedelta(hours=1))
