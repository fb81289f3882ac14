"""The plan as calendar entries (iCalendar, RFC 5545), with a reminder to do the scan again. No e-mail address
is needed.

So no METHOD either: that would make it an invitation, which has to name an organiser (RFC 5546). An entry
keeps its UID however often and whenever the plan is downloaded, so that reading it again renews the entries
and adds none.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b

from icalendar import Alarm, Calendar, Event

from data import clock
from questionnaire.language.translation import translator
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.advising.in_words import effort, steps_as_text
from scoring.advising.recommendation import Recommendation
from screens.downloads.planned_actions import rescan_day

RESCAN = "rescan"
DEFAULT_TIME = time(19, 30)  # when a shop is closed
MOST_PER_WEEK = 2
_FARTHEST = timedelta(days=366)  # that a plan can begin from today
_BETWEEN = timedelta(days=3)  # between two actions of one week
_LONGEST = timedelta(hours=2)  # of one entry: what takes longer is done in parts
_SHORTEST = timedelta(minutes=15)
_SEQUENCE_FROM = date(2026, 1, 1)


@dataclass(frozen=True)
class Rhythm:
    """When the respondent wants to work on the plan: from which day, at what time, how many actions a week."""

    first: date
    at: time = DEFAULT_TIME
    per_week: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, str], today: date) -> Rhythm:
        """What the fields of a form ask for; what cannot be read or done is as it is without."""
        first, at = today + timedelta(1), DEFAULT_TIME
        with suppress(ValueError):
            wanted = date.fromisoformat(asked.get("vanaf", ""))
            first = wanted if today <= wanted <= today + _FARTHEST else first
        with suppress(ValueError):
            at = time.fromisoformat(asked.get("tijd", "")).replace(second=0, microsecond=0, tzinfo=None)
        per_week = asked.get("per", "")
        fits = per_week.isdecimal() and 1 <= int(per_week) <= MOST_PER_WEEK
        return cls(first, at, int(per_week) if fits else 1)

    def day(self, number: int) -> date:
        """The day of the action with this number, from 0."""
        week, second = divmod(number, self.per_week)
        return self.first + timedelta(weeks=week) + second * _BETWEEN


def plan_calendar(
    recommendations: list[Recommendation],
    language: str,
    begun: date,
    rhythm: Rhythm,
    address: str = "",
    key: str = "",
    made: datetime | None = None,
    pages: Mapping[str, str] | None = None,
) -> bytes:
    """An entry per action in the rhythm that was asked for, and one six months after the plan began.

    `address` is where the scan can be done, `pages` the page of each action by measure id. `key` tells the
    entries of one scan from those of another, see `calendar_key`. `made` is the moment of the download, with
    its time zone: of two versions of an entry a calendar keeps the later; the day that the plan began when it
    is left out.
    """
    _ = translator(language).gettext
    made = made or datetime.combine(begun, time(), clock.zone())
    calendar = Calendar()
    for name, value in (
        ("PRODID", "-//Digitale Weerbaarheidsscan//NL"),
        ("VERSION", "2.0"),
        ("CALSCALE", "GREGORIAN"),
    ):
        calendar.add(name, value)
    calendar.add("X-WR-TIMEZONE", str(clock.zone()))
    for number, recommendation in enumerate(recommendations):
        measure = recommendation.measure
        page = (pages or {}).get(measure.id, "")
        told = f"{measure.why or ''}\n{_('Tijd')}: {effort(recommendation, language)}\n{page}".strip()
        told = f"{told}\n\n{steps_as_text(recommendation)}".strip()
        lasts = min(_LONGEST, max(_SHORTEST, timedelta(hours=recommendation.hours)))
        entry = _entry(_uid(key, measure.id), measure.title, told, rhythm.day(number), rhythm.at, lasts, made)
        if page:
            entry.add("URL", page)
        calendar.add_component(entry)
    told = _(
        "Wat is er gelukt? Doe de scan opnieuw en vergelijk met vandaag. Uw eigen link staat in het bericht dat u naar uzelf stuurde; anders opent u uw bestand."
    )
    again = _entry(
        _uid(key, RESCAN),
        _("Doe de scan opnieuw"),
        f"{told}\n{address}".strip(),
        rescan_day(begun),
        rhythm.at,
        _SHORTEST,
        made,
    )
    calendar.add_component(again)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def calendar_key(scan: SavedScan) -> str:
    """What the entries of this scan have in common: its own random id, or for a scan from before it had one
    its answers.
    """
    return (
        scan.id
        or scan.changed(
            plan=(), done=(), before={}, planned_on=None, finished=None, counted={}, to_confirm=()
        ).as_text()
    )


def _uid(key: str, name: str) -> str:
    """The same for this scan and this action for ever; nobody can tell from it which scan or which action it
    is.
    """
    return f"{blake2b(name.encode(), key=blake2b(key.encode()).digest()[:32], digest_size=16).hexdigest()}@weerbaarheidsscan"


def _entry(uid: str, title: str, told: str, day: date, at: time, lasts: timedelta, made: datetime) -> Event:
    entry, begins = Event(), datetime.combine(day, at, clock.zone())
    entry.add("UID", uid)
    entry.add("DTSTAMP", made.astimezone(UTC))
    entry.add("SEQUENCE", max(0, (made.date() - _SEQUENCE_FROM).days))  # a later download is a later version
    entry.add("DTSTART", begins)
    entry.add("DTEND", begins + lasts)
    entry.add("SUMMARY", title)
    entry.add("DESCRIPTION", told)
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", title)
    alarm.add("TRIGGER", timedelta())
    entry.add_component(alarm)
    return entry
