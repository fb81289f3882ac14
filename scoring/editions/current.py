"""Content that changes while people are answering: new content goes live only when it is right, and a walk
ends on what it began with.

Region, privacy parameters, migrations and translations go live with it, in one step; these are always those
of now.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from questionnaire import content_parts
from questionnaire.language import translation
from questionnaire.remembered import remembered
from scoring.content import Content
from scoring.editions.files import FILES
from scoring.editions.store import KEPT, EditionStore
from scoring.loading import follow, load_content

__all__ = [
    "FILES",
    "KEPT",
    "EditionStore",
    "install",
    "installed",
    "live_content",
    "live_id",
    "on_edition",
    "walk_on",
    "while_live",
]
_Value = TypeVar("_Value")
_installed: EditionStore | None = None
_walk: ContextVar[str | None] = ContextVar("edition_of_this_walk", default=None)


class _Process:
    """What lasts as long as the process: the owner of what is kept where no editions are."""


_without_editions = _Process()


def install(store: EditionStore | None) -> None:
    """From now on `load_content` gives the scan's own content from this store; None: from the files, as they
    were read first.
    """
    global _installed
    _installed = store
    follow(None if store is None else lambda language: store.content(language, _walk.get()))
    content_parts.follow(None if store is None else store.part)
    translation.follow(None if store is None else store.catalogue)


def installed() -> EditionStore | None:
    """The store that `load_content` follows; None when there is none."""
    return _installed


def walk_on(edition_id: str | None) -> None:
    """Whatever runs for this respondent, in this thread, uses this edition while it is kept; None: the live
    one.
    """
    _walk.set(edition_id)


@contextmanager
def on_edition(edition_id: str | None) -> Iterator[None]:
    """Like `walk_on`, for as long as this lasts: what is made outside a respondent's own run."""
    before = _walk.set(edition_id)
    try:
        yield
    finally:
        _walk.reset(before)


def live_id() -> str:
    """Id of the edition that a walk begins with now; empty without a store."""
    return _installed.live().id if _installed is not None else ""


def live_content(language: str = "nl") -> Content:
    """The content that a walk begins with now, whatever walk this is asked in."""
    return _installed.content(language) if _installed is not None else load_content(language=language)


def while_live(key: Hashable, make: Callable[[], _Value]) -> _Value:
    """What `make` gives, kept for as long as the live edition is live; without a store as long as the
    process.
    """
    return remembered(_without_editions if _installed is None else _installed.live(), key, make)
