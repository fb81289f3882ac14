"""The last day that this server saw, and whether the day of now can follow it.

What cannot be undone (drafts and enquiries that expire, events that close, quarters that turn, a release that is
written anew) hangs on what day it is, and a machine may wake up years away from it. Whoever does such a thing asks
`certain_day` first. It refuses while the clock points further than a quarter from the last day seen, until somebody
of the team says that the clock is right (`confirm_day`). Counting and saving go on meanwhile, on the last day seen
(`believed_day`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from data import clock
from data.folders import Folders, folders
from questionnaire.language.translation import N_
from questionnaire.whole_files import write_whole

FURTHEST = 92  # days: the longest quarter


class ClockInDoubt(Exception):
    """Something that cannot be undone was asked on a day that may not be true. The message is for the team:
    `text` is translated, then filled with `fields`.
    """

    text = N_(
        "De klok van de server wijst {today}, maar de laatste dag dat de scan werkte was {last}. "
        "Zolang dat niet is bevestigd, wordt er niets gesloten, gewist of gepubliceerd. "
        "Zet de klok goed, of bevestig de datum op /team/toestand of met: python -m data confirm-clock"
    )

    def __init__(self, today: date, last: date | None):
        self.fields = {
            "today": f"{today:%d-%m-%Y}",
            "last": f"{last:%d-%m-%Y}" if last else "?",
        }
        super().__init__(self.text.format(**self.fields))


@dataclass(frozen=True)
class LastDay:
    """What the server remembers: `day` is None before the first one, and when the note of it is damaged."""

    day: date | None = None
    damaged: bool = False

    def may_be_followed_by(self, today: date) -> bool:
        """Whether `today` lies within a quarter of it; any day may be the first."""
        if self.day is None:
            return not self.damaged
        return abs((today - self.day).days) <= FURTHEST


def last_day(where: Folders | None = None) -> LastDay:
    """The last day that this server saw."""
    path = (where or folders()).last_day
    try:
        found = path.stat()
    except FileNotFoundError:
        return LastDay()
    except OSError:
        return LastDay(damaged=True)
    return _read(path, found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=64)  # each answer asks for it
def _read(path: Path, changed: int, number: int) -> LastDay:
    try:
        return LastDay(date.fromisoformat(json.loads(path.read_bytes())["day"]))
    except (OSError, ValueError, KeyError, TypeError):
        return LastDay(damaged=True)


def is_certain(where: Folders | None = None, today: date | None = None) -> bool:
    """Whether what cannot be undone may be done on this day."""
    return last_day(where).may_be_followed_by(today or clock.today())


def certain_day(where: Folders | None = None, today: date | None = None) -> date:
    """The day on which something that cannot be undone is done. Raises ClockInDoubt."""
    today = today or clock.today()
    if not is_certain(where, today):
        raise ClockInDoubt(today, last_day(where).day)
    return today


def believed_day(where: Folders | None = None, today: date | None = None) -> date:
    """The day to keep books by: that of the clock, or the last one seen while the clock is in doubt."""
    today = today or clock.today()
    known = last_day(where)
    return today if known.day is None or known.may_be_followed_by(today) else known.day


def note_day(where: Folders | None = None, today: date | None = None) -> bool:
    """Remembers this day as the last one seen, unless it is in doubt. Whether it is certain. Raises OSError."""
    today = today or clock.today()
    if not is_certain(where, today):
        return False
    if last_day(where).day != today:
        confirm_day(where, today)
    return True


def confirm_day(where: Folders | None = None, today: date | None = None) -> date:
    """Takes the day of the clock for true, whatever the last one was: somebody looked. Raises OSError."""
    where, today = where or folders(), today or clock.today()
    where.make()
    write_whole(where.last_day, json.dumps({"day": today.isoformat()}).encode() + b"\n", 0o640)
    return today
