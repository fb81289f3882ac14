"""Rehearsal of the wall: an evening with made-up businesses, sealed by the real rules, shown in a few
minutes.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Lock

from data import clock
from data.aggregates.folding import fold, this_site
from data.figures.room import Room, load_room
from data.folders import Folders
from data.organisers.events import Event, add_event
from data.tokens import new_token
from questionnaire.remembered import remembered
from questionnaire.simulate import simulated_business, simulated_businesses
from scoring.content import Content

MOMENTS = (0, 3, 7, 10, 16, 24, 31, 40, 52, 60)  # how many are done, at each moment that is shown
STEP_SECONDS = 12
IN_REGION = 240  # made-up businesses in the region before the evening
_BUSY = (6, 14, 22, 25, 24, 20, 14, 9, 4, 0)
_making = Lock()
_began: dict[str, float] = {}


def rehearsal_room(content: Content, event: Event) -> Room:
    """The room at this moment of the rehearsal. It begins when first asked for and starts over at the end."""
    began = _began.setdefault(event.id, time.monotonic())
    step = int((time.monotonic() - began) / STEP_SECONDS) % len(MOMENTS)
    with _making:
        room = _evening(content)[step]
    return replace(room, event=event)


def _evening(content: Content) -> tuple[Room, ...]:
    """The rooms of all moments, made once. The same every time but for the noise, which is drawn as always."""
    return remembered(content, "rehearsal", lambda: _made_up(content))


def _made_up(content: Content) -> tuple[Room, ...]:
    rooms, rng = [], Random(2026)
    with TemporaryDirectory() as folder:
        where = Folders(Path(folder) / "data", Path(folder) / "keys")
        site = this_site(content, where=where)
        for business in simulated_businesses(content.questionnaire, IN_REGION, seed=7):
            fold(content, business, new_token(), site=site)
        event = add_event(site, "", "-", clock.today())
        done = 0
        for moment, busy in zip(MOMENTS, _BUSY, strict=True):
            for _ in range(moment - done):
                fold(
                    content,
                    simulated_business(content.questionnaire, rng, quick=True),
                    new_token(),
                    quick=True,
                    event=event.id,
                    site=site,
                )
            done = moment
            rooms.append(load_room(content, replace(event, joined=done + busy), where))
    return tuple(rooms)
