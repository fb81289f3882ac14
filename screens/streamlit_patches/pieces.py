"""The pieces that make a full room fast: each has a name, each is optional, and the app runs plainly without.

Most are laid over private parts of Streamlit. A piece that no longer fits, because a release moved what it
reaches into, is told once in the log and left out. `PLAIN=1` leaves out all of them, `WITHOUT=turns,cursors`
those that it names.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

PIECES = {
    "sleeping_sessions": "a phone that locks finds its screen back, also in a room of more than 128",
    "module_scan": "a phone that comes back does not look through all modules for files to watch",
    "every_click": "a tap right after an answer, or in what is gone, draws the whole screen",
    "beginning": "the message that begins a run is made once",
    "gathered_events": "what a run draws goes to the event loop together",
    "cursors": "a fragment copies quickly where it draws",
    "turns": "a few runs compute at a time",
    "lookups": "what a run asks ten times is looked up once",
    "door": "who comes in gets in one by one, and before who is in",
    "printing_room": "papers are made in a process of their own",
    "collections": "full garbage collections are rare",
    "widget_values": "what a field does not offer, or cannot hold, is not taken",
    "error_words": "an exception that nobody expected is told in three languages",
    "first_page": "the first page tells language and title in its first bytes",
    "preloads": "the first page names the scripts that are needed later",
    "small_icons": "the icon font holds the icons that are used",
}
ON, OFF = "on", "off"

states: dict[str, str] = {}  # name -> ON, OFF (asked for), or why it does not fit
log = logging.getLogger(__name__)


class StreamlitChanged(RuntimeError):
    """A release of Streamlit moved something that is relied on."""


def left_out() -> frozenset[str]:
    """Names that the environment leaves out. Raises ValueError, in words, for a name that is no piece."""
    asked = set(os.environ.get("WITHOUT", "").replace(",", " ").split())
    if unknown := sorted(asked - set(PIECES)):
        raise ValueError(f"WITHOUT: '{unknown[0]}' is geen onderdeel. Kies uit: {', '.join(PIECES)}.")
    return frozenset(PIECES if os.environ.get("PLAIN") == "1" else asked)


def is_used(name: str) -> bool:
    """Whether this piece is laid; before anything is laid, all that need no laying are."""
    return states.get(name, ON) == ON


def lay(name: str, piece: Callable[[], object] | None = None) -> None:
    """Lays a piece, unless it is left out. One that does not fit is told once, and the app goes on without
    it.

    A piece looks first whether all is there, and only then changes anything, so what does not fit leaves
    nothing behind. None: a piece of our own, that is asked for by `is_used` where it would work.
    """
    if name in left_out():
        states[name] = OFF
        return
    try:
        if piece is not None:
            piece()
    except Exception as error:  # whatever moved: a name, a module, a signature
        tell_missing(name, error)
    else:
        states[name] = ON


def tell_missing(name: str, why: Exception | str) -> None:
    """Notes that a piece does not fit; logged the first time."""
    told = str(why) or type(why).__name__
    if states.get(name) != told:
        states[name] = told
        log.warning("the app runs without '%s' (%s): %s", name, PIECES[name], told)
