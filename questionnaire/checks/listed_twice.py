"""The same thing twice in one list: nobody means it, and some lists then count it twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.language.translation import N_

_HALF = 40


def check_listed_twice(source: Source) -> list[Mistake]:
    """Every entry of a list that equals an earlier one in it. Numbers may: a price from 0 to 0."""
    return [_told(source, place, entry) for place, entry in _doubles(source.data, ())]


def _doubles(value: Any, place: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _doubles(part, (*place, key))
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            if isinstance(part, str | dict) and part and part in value[:i]:
                yield (*place, i), part
            else:
                yield from _doubles(part, (*place, i))


def _told(source: Source, place: KeyPath, entry: Any) -> Mistake:
    if isinstance(entry, str):
        said = Phrase(N_("'{entry}' staat twee keer in deze lijst."), {"entry": entry[:_HALF]})
    else:
        said = Phrase(N_("dit staat al eerder in deze lijst."))
    return source.mistake(place, "twice", said, Phrase(N_("haal het hier weg.")))
