"""Reads a .po file: fast, with line numbers, and telling where it is damaged instead of guessing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from questionnaire.language.changed import still_says

_FORM = re.compile(r"msgstr(?:\[(\d{1,3})\])?")


@dataclass
class Entry:
    """One message: the Dutch text (with its plural), the translation in each form, and the line of `msgid`.

    `previous`: the Dutch text that was translated, of a message that is fuzzy since it changed; empty without.
    """

    line: int
    fuzzy: bool
    texts: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    previous: str = ""

    @property
    def translated(self) -> bool:
        """Whether every form that stands there has a translation, looked at or not. Spaces alone say nothing."""
        return bool(self.forms) and all(form.strip() for form in self.forms)

    @property
    def in_use(self) -> bool:
        """Whether readers get this translation: looked at, or of an earlier text that said about the same."""
        kept = bool(self.previous) and still_says(self.previous, self.texts[0])
        return self.translated and (not self.fuzzy or kept)


@dataclass
class Catalogue:
    """What could be read of a .po file: its messages, without the obsolete ones; its header apart; the lines
    that are not PO.
    """

    entries: list[Entry]
    header: Entry | None
    damaged: list[int]


class DamagedCatalogue(ValueError):
    """A line that is not PO; `line` counts from 1."""

    def __init__(self, line: int):
        self.line = line
        super().__init__(f"line {line}")


def read_entries(path: Path) -> list[Entry]:
    """The messages of a catalogue, header and obsolete ones left out. Raises DamagedCatalogue."""
    catalogue = read_lines(path)
    if catalogue.damaged:
        raise DamagedCatalogue(catalogue.damaged[0])
    return catalogue.entries


def read_lines(path: Path) -> Catalogue:
    """All of a catalogue that can be read: a message with a damaged line is left out, the others stand.
    Raises OSError.
    """
    found: list[Entry] = []
    damaged: list[int] = []
    for entry, bad in _messages(path.read_bytes().removeprefix(b"\xef\xbb\xbf")):
        if bad:
            damaged.append(bad)
        elif entry.texts:
            found.append(entry)
    header = next((entry for entry in found if not entry.texts[0]), None)
    return Catalogue([entry for entry in found if entry.texts[0]], header, damaged)


def _messages(content: bytes) -> Iterator[tuple[Entry, int]]:
    """Each message, with the first damaged line in it, or 0."""
    entry, bad, fuzzy, previous = Entry(0, False), 0, False, ""
    target: list[str] | None = None
    for number, raw in enumerate(content.split(b"\n"), 1):
        row = raw.rstrip(b"\r")
        if not row or row[:1] == b"#":
            fuzzy = fuzzy or (row.startswith(b"#,") and b"fuzzy" in row)
            previous += _previous(row) if row.startswith(b"#| ") else ""
            continue
        if row.startswith(b"msgid "):
            yield entry, bad
            entry, bad, target = Entry(number, fuzzy, previous=previous), 0, None
            fuzzy, previous = False, ""
        if bad:
            continue
        try:
            key, said = _row(row.decode("utf-8"))
            target = _target(key, entry, target)
        except ValueError:
            bad = number
            continue
        if key:
            target.append(said)
        else:
            target[-1] += said
    yield entry, bad


def _previous(row: bytes) -> str:
    """What a line says of the text as it was; nothing for what cannot be read, and for an earlier plural."""
    said = row.removeprefix(b"#| ").removeprefix(b"msgid ")
    try:
        found = json.loads(said) if said[:1] == b'"' else ""
    except ValueError:
        return ""
    return found if isinstance(found, str) else ""


def _row(row: str) -> tuple[str, str]:
    """Key and text of a row; no key on one that goes on where the last one stopped. Raises ValueError."""
    key, quote, text = ("", '"', row[1:]) if row[0] == '"' else row.partition(' "')
    if not quote:
        raise ValueError(row)
    return key, json.loads(f'"{text}')


def _target(key: str, entry: Entry, before: list[str] | None) -> list[str]:
    """Where the text behind a key belongs. Raises ValueError where it cannot stand."""
    if not key and before is not None:
        return before
    if key == "msgid" and not entry.texts:
        return entry.texts
    if key == "msgid_plural" and len(entry.texts) == 1 and not entry.forms:
        return entry.texts
    form = _FORM.fullmatch(key)
    # Forms of a plural are numbered from 0 on, a single translation has no number.
    if (
        form
        and entry.texts
        and form[1] == (str(len(entry.forms)) if len(entry.texts) > 1 else None)
        and (form[1] or not entry.forms)
    ):
        return entry.forms
    raise ValueError(key)
