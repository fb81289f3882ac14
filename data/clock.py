"""What day and hour it is in the region: the only place that asks. A server may run in any time zone (mostly
UTC).

Quarters, the closing of events and every date on paper follow the days of the people who use it, not those of
the machine.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from data.region import Region, load_region
from questionnaire.authoring.mistakes import ContentError


def zone() -> ZoneInfo:
    """The time zone of the region; of the Netherlands while its file cannot be read, since no clock stops
    over a typing mistake.
    """
    try:
        name = load_region().time_zone
    except ContentError:
        name = Region.model_fields["time_zone"].default
    return ZoneInfo(name)


def now() -> datetime:
    """This moment, with the region's time zone."""
    return _moment().astimezone(zone())


def today() -> date:
    """The day that it is in the region."""
    return now().date()


def today_in(region: Region | None) -> date:
    """The day in a region that is only being read: content that is checked before it goes live asks for its own day,
    since the live region cannot be asked for while it is being decided which that is.
    """
    name = region.time_zone if region is not None else Region.model_fields["time_zone"].default
    return _moment().astimezone(ZoneInfo(name)).date()


def moment_of(seconds: float) -> datetime:
    """The moment of a file's time stamp, with the region's time zone. `seconds` since 1970 (UTC)."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(zone())


def _moment() -> datetime:
    """This moment; a test puts another one here."""
    return datetime.now(UTC)
