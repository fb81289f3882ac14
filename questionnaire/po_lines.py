"""Reads a .po file for checking: fast, with line numbers, and telling where it is damaged instead of guessing."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from questionnaire.translation import LANGUAGES, LOCALE_DIR, SOURCE_LANGUAGE

TRANSLATED = tuple(language for language in LANGUAGES if language != SOURCE_LANGUAGE)


def catalogue_path(language: str, root: Path = LOCALE_DIR.parent) -> Path:
    """Where translators work."""
    return root / "locale" / language / "LC_MESSAGES" / "messages.po"


@dataclass
class Entry:
    """One message: the Dutch text (with its plural), the translation in each form, and the line of `msgid`."""

    line: int
    fuzzy: bool
    texts: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)

    @property
    def translated(self) -> bool:
        """Whether every form has a translation, looked at or not."""
        return bool(self.forms) and all(self.forms)


class DamagedCatalogue(ValueError):
    """A line that is not PO; `line` counts from 1."""

    def __init__(self, line: int):
        self.line = line
        super().__init__(f"line {line}")


def read_entries(path: Path) -> list[Entry]:
    """The messages of a catalogue, header and obsolete ones left out. Raises DamagedCatalogue."""
    found = path.stat()
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _size: int) -> list[Entry]:
    """One check looks at the same catalogue more than once; the last two arguments tell when it was saved."""
    entries: list[Entry] = []
    fuzzy, target = False, None
    try:
        rows = path.read_bytes().decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise DamagedCatalogue(path.read_bytes()[: error.start].count(b"\n") + 1) from error
    for number, row in enumerate(rows, 1):
        if not row or row[0] == "#":
            fuzzy = fuzzy or (row.startswith("#,") and "fuzzy" in row)
            continue
        key, space, text = ("", " ", row) if row[0] == '"' else row.partition(" ")
        if key == "msgid":
            entries.append(Entry(number, fuzzy))
            fuzzy = False
        target = _target(key, entries, target)
        if target is None or not space:
            raise DamagedCatalogue(number)
        try:
            said = json.loads(text)
        except ValueError as error:
            raise DamagedCatalogue(number) from error
        if key:
            target.append(said)
        else:
            target[-1] += said
    return [entry for entry in entries if entry.texts and entry.texts[0]]


def _target(key: str, entries: list[Entry], before: list[str] | None) -> list[str] | None:
    """Where the text behind a key belongs; None where it cannot stand."""
    if not key:
        return before
    if not entries:
        return None
    if key in ("msgid", "msgid_plural"):
        return entries[-1].texts
    return entries[-1].forms if key.startswith("msgstr") else None
