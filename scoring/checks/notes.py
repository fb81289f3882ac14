"""Whether every number in a rule file has a note: what it counts, in which unit, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.language.translation import N_, nN_
from scoring.rule import Rule

_UNEXPLAINED = nN_(
    "er staat {count} getal in dit bestand, en 'notes' legt het niet uit.",
    "er staan {count} getallen in dit bestand, en 'notes' legt er geen uit.",
)
_UNEXPLAINED_AT = nN_(
    "bij '{key}' staat een getal zonder uitleg: {number:g}.",
    "bij '{key}' staan {count} getallen zonder uitleg, zoals {number:g}.",
)


def check_notes(rule: Rule, source: Source) -> list[Mistake]:
    """Numbers without a note, one mistake per key they stand under, and notes about keys that are not there."""
    covered = [tuple(note.about.split(".")) for note in rule.notes]
    bare: dict[str, list[tuple[KeyPath, float]]] = {}
    for place, number in _numbers(source.data, ()):
        keys = _keys(source.data, place)
        if keys[0] != "notes" and not any(keys[: len(about)] == about for about in covered):
            bare.setdefault(str(keys[0]), []).append((place, number))
    mistakes = []
    for i, about in enumerate(covered):
        if _exists(source.data, about):
            continue
        meant = get_close_matches(about[0], list(bare), 1, 0.6)
        for key in meant:
            bare.pop(key)
        remedy = (
            N_("bedoelde u '{guess}'?")
            if meant
            else N_("schrijf de sleutel waar de getallen onder staan, of haal de uitleg weg.")
        )
        mistakes.append(
            source.mistake(
                ("notes", i, "about"),
                "note_about",
                Phrase(
                    N_("de uitleg gaat over '{about}', en dat staat niet in dit bestand."),
                    {"about": ".".join(about)},
                ),
                Phrase(remedy, {"guess": meant[0]} if meant else {}),
            )
        )
    if bare and not rule.notes:
        count = sum(map(len, bare.values()))
        return [
            source.mistake(
                (),
                "note_missing",
                Phrase(_UNEXPLAINED, {"count": count}),
                Phrase(N_("voeg 'notes' toe: waar elk getal vandaan komt, en in welke eenheid.")),
            )
        ]
    for key, found in bare.items():
        place, number = found[0]
        mistakes.append(
            source.mistake(
                place,
                "note_missing",
                Phrase(_UNEXPLAINED_AT, {"key": key, "count": len(found), "number": number}),
                Phrase(
                    N_(
                        "voeg bij 'notes' een regel toe: 'about: {key}', met 'unit', 'description' en 'source'."
                    ),
                    {"key": key},
                ),
            )
        )
    return mistakes


def _numbers(value: Any, place: KeyPath) -> Iterator[tuple[KeyPath, float]]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield place, value
    elif isinstance(value, dict | tuple):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _numbers(part, (*place, key))


def _keys(data: Any, place: KeyPath) -> tuple[str, ...]:
    """The way to a number as an author writes it: keys, and the id of a list entry instead of its place in
    the list.
    """
    keys = []
    for step in place:
        data = data[step]
        if isinstance(step, str):
            keys.append(step)
        elif isinstance(data, dict) and isinstance(data.get("id"), str):
            keys.append(data["id"])
    return tuple(keys)


def _exists(data: Any, about: tuple[str, ...]) -> bool:
    for key in about:
        if isinstance(data, tuple):
            data = next((entry for entry in data if isinstance(entry, dict) and entry.get("id") == key), None)
        else:
            data = data.get(key) if isinstance(data, dict) else None
        if data is None:
            return False
    return True
