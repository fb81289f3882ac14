"""The plan as calendar entries (iCalendar, RFC 5545), with a reminder to do the scan again. No e-mail address is needed.

So no METHOD either: that would make it an invitation, which has to name an organiser (RFC 5546).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from questionnaire.translation import translator
from screens.takeaway.planned import PlannedAction, rescan_day
from screens.words import hours

_MOST_BYTES = 75  # of one line, without its end


def plan_calendar(actions: list[PlannedAction], language: str, today: date, address: str = "") -> bytes:
    """An entry per action on its last day, and one after six months; `address` is where the scan can be done."""
    _ = translator(language).gettext
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Digitale Weerbaarheidsscan//NL", "CALSCALE:GREGORIAN"]
    for action in actions:
        measure = action.recommendation.measure
        steps = "\n".join(f"{n}. {step}" for n, step in enumerate(action.recommendation.written, 1))
        told = f"{measure.why or ''}\n{_('Tijd')}: {hours(action.recommendation.hours, language)}\n\n{steps}".strip()
        lines += _entry(measure.id, measure.title, told, action.by, today)
    told = _("Wat is er gelukt? Doe de scan opnieuw en vergelijk met vandaag. Open hem met uw eigen link of bestand.")
    lines += _entry("rescan", _("Doe de weerbaarheidsscan opnieuw"), f"{told}\n{address}".strip(), rescan_day(today), today)
    return "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _entry(name: str, title: str, told: str, day: date, today: date) -> list[str]:
    # The same name and day give the same id: importing twice does not double an entry.
    uid = sha256(f"{name} {today.isoformat()}".encode()).hexdigest()[:24]
    stamp = datetime(today.year, today.month, today.day, tzinfo=UTC).strftime("%Y%m%dT%H%M%SZ")
    return [
        "BEGIN:VEVENT", f"UID:{uid}@weerbaarheidsscan", f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}",
        f"SUMMARY:{_escaped(title)}", f"DESCRIPTION:{_escaped(told)}", "TRANSP:TRANSPARENT",
        "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(title)}", "TRIGGER:PT9H", "END:VALARM", "END:VEVENT",
    ]  # fmt: skip


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\r", "").replace("\n", r"\n")


def _folded(line: str) -> str:
    """Lines of at most 75 bytes; what follows starts with a space. Letters of several bytes stay whole."""
    parts: list[str] = []
    current = b""
    for letter in line:
        byte = letter.encode()
        if len(current) + len(byte) > _MOST_BYTES - (1 if parts else 0):
            parts.append(current.decode())
            current = b""
        current += byte
    return "\r\n ".join([*parts, current.decode()])
