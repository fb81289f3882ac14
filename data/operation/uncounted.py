"""Scans that are finished and could not be counted, until they are: so that a server can tell how many wait.

What is kept of each is a number that follows from its token, and leads neither to the token nor to the draft; the
numbers stand in order of size and the file has no time, so neither who nor when can be told. The draft itself knows
that it was not counted, so it is counted when its owner comes back, also when this note is lost.
"""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from threading import Lock

from data.folders import Folders, folders
from data.tokens import derive
from questionnaire.whole_files import write_whole

MOST = 20_000  # numbers; more than any outage brings
log = logging.getLogger(__name__)
_lock = Lock()
_here: dict[Folders, set[str]] = {}  # also while the disk refuses


def could_not_be_counted(token: str, where: Folders | None = None) -> None:
    """Notes that the finished scan of this token still has to be counted. Raises BadToken."""
    where, mark = where or folders(), _mark(token)
    with _lock:
        known = _known(where)
        if mark not in known and len(known) < MOST:
            known.add(mark)
            _keep(where, known)


def need_not_be_counted(token: str, where: Folders | None = None) -> None:
    """The scan of this token was counted, stays out, or was wiped. Raises BadToken."""
    where, mark = where or folders(), _mark(token)
    with _lock:
        known = _known(where)
        if mark in known:
            known.remove(mark)
            _keep(where, known)


def waiting_to_be_counted(where: Folders | None = None) -> int:
    """How many finished scans still have to be counted."""
    with _lock:
        return len(_known(where or folders()))


def _known(where: Folders) -> set[str]:
    if where not in _here:
        try:
            _here[where] = {str(mark) for mark in json.loads(where.uncounted.read_bytes())}
        except FileNotFoundError:
            _here[where] = set()
        except (OSError, ValueError, TypeError):
            log.exception("the note of what still has to be counted cannot be read")
            return set()
    return _here[where]


def _keep(where: Folders, known: set[str]) -> None:
    try:
        write_whole(where.uncounted, json.dumps(sorted(known)).encode() + b"\n", 0o640)
        with suppress(OSError, NotImplementedError):
            os.utime(where.uncounted, (0, 0))  # when it changed is when somebody was ready
    except OSError:
        log.exception("the note of what still has to be counted could not be kept")


def _mark(token: str) -> str:
    return derive(token, "uncounted", 12).hex()
