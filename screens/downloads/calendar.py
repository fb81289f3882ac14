"""The plan as calendar entries (iCalendar, RFC 5545), with a reminder to do the scan again. No e-mail address
is needed.

So no METHOD either: that would make it an invitation, which has to name an organiser (RFC 5546). An entry
keeps its UID however often and whenever the plan is downloaded, so that reading it again renews the entries
and adds none.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b

from icalendar import Alarm, Calendar, Event

from data import clock
from questionnaire.language.translation import translator
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.advising.in_words import effort, steps_as_text
from screens.downloads.planned_actions import PlannedAction, rescan_day

RESCAN = "rescan"
_REMINDED_AT = timedelta(hours=9)  # in the morning of the day itself
_SEQUENCE_FROM = date(2026, 1, 1)


def plan_calendar(
    actions: list[PlannedAction],
    language: str,
    begun: date,
    address: str = "",
    key: str = "",
    made: datetime | None = None,
) -> bytes:
    """An entry per action on its last day, and one six months after the plan began; `address` is where the
    scan can be done.

    `key` tells the entries of one scan from those of another, see `calendar_key`. `made` is the moment of the
    download, with its time zone: of two versions of an entry a calendar keeps the later; the day that the
    plan began when it is left out.
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
    for action in actions:
        recommendation = action.recommendation
        measure = recommendation.measure
        told = f"{measure.why or ''}\n{_('Tijd')}: {effort(recommendation, language)}\n\n{steps_as_text(recommendation)}".strip()
        calendar.add_component(_entry(_uid(key, measure.id), measure.title, told, action.by, made))
    told = _(
        "Wat is er gelukt? Doe de scan opnieuw en vergelijk met vandaag. Open hem met uw eigen link of bestand."
    )
    again = _entry(
        _uid(key, RESCAN),
        _("Doe de scan opnieuw"),
        f"{told}\n{address}".strip(),
        rescan_day(begun),
        made,
    )
    calendar.add_component(again)
    return calendar.to_ical()


def calendar_key(scan: SavedScan) -> str:
    """What the entries of this scan have in common: its own random id, or for a scan from before it had one
    its answers.
    """
    return (
        scan.id
        or scan.changed(plan=(), done=(), planned_on=None, finished=None, counted={}, to_confirm=()).as_text()
    )


def _uid(key: str, name: str) -> str:
    """The same for this scan and this action for ever; nobody can tell from it which scan or which action it
    is.
    """
    return f"{blake2b(name.encode(), key=blake2b(key.encode()).digest()[:32], digest_size=16).hexdigest()}@weerbaarheidsscan"


def _entry(uid: str, title: str, told: str, day: date, made: datetime) -> Event:
    entry = Event()
    entry.add("UID", uid)
    entry.add("DTSTAMP", made.astimezone(UTC))
    entry.add("SEQUENCE", max(0, (made.date() - _SEQUENCE_FROM).days))  # a later download is a later version
    entry.add("DTSTART", day)
    entry.add("DTEND", day + timedelta(1))
    entry.add("SUMMARY", title)
    entry.add("DESCRIPTION", told)
    entry.add("TRANSP", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", title)
    alarm.add("TRIGGER", _REMINDED_AT)
    entry.add_component(alarm)
    return entry
