"""Answers that a reader cannot tell apart, in Dutch or in a translation alone. Other texts: readable.py,
catalogue_checks.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from questionnaire.authoring.mistakes import Mistake, Phrase, shown
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.language.po_lines import DamagedCatalogue, read_entries
from questionnaire.language.translation import (
    LANGUAGE_AS_WORD,
    N_,
    SOURCE_LANGUAGE,
    TRANSLATED,
    catalogue_path,
)
from questionnaire.language.visible import bare


class Choice(NamedTuple):
    """One of several things that people choose between: its id, its Dutch text, and where that stands."""

    id: str
    text: str
    source: Source
    place: KeyPath

    @property
    def is_own(self) -> bool:
        """Whether it stands with the item itself, and not in a list elsewhere."""
        return self.place[-1] != "options_from"


class Choices(NamedTuple):
    """Things that stand beside one another, such as the answers to one item. `name` is whose they are.

    `translations_read`: the check of the catalogues looks at what stands together in one file, and only pairs
    of an own answer and one from a list elsewhere are left.
    """

    name: str
    of: tuple[Choice, ...]
    translations_read: bool = False


def check_same_labels(root: Path, choices: Iterable[Choices]) -> list[Mistake]:
    """A mistake for each pair with the same text: at the text itself in Dutch, else in the catalogue that
    makes them equal.
    """
    listed = list(choices)
    found = [_in_dutch(group, one, other) for group in listed for one, other in _alike(group, {})]
    for language in TRANSLATED:
        path = catalogue_path(language, root)
        try:
            entries = {e.texts[0]: e for e in read_entries(path) if e.in_use} if path.exists() else {}
        except DamagedCatalogue:
            continue  # told by check_translations
        words = {text: entry.forms[0] for text, entry in entries.items()}
        for group in listed:
            for one, other in _alike(group, words):
                told = group.translations_read and one.is_own == other.is_own
                if bare(one.text) != bare(other.text) and not told:
                    line = max((entries[c.text].line for c in (one, other) if c.text in entries), default=0)
                    found.append(_translated(group, one, other, language, shown(path, root), line))
    return found


def _alike(group: Choices, words: dict[str, str]) -> Iterator[tuple[Choice, Choice]]:
    """Each choice whose text is that of an earlier one, behind it, as they are read with these translations."""
    first: dict[str, Choice] = {}
    for choice in group.of:
        other = first.setdefault(bare(words.get(choice.text, choice.text)), choice)
        if other is not choice:
            yield other, choice


def _in_dutch(group: Choices, one: Choice, other: Choice) -> Mistake:
    sentence = Phrase(
        N_("'{option}' en '{other}' hebben dezelfde tekst."), {"option": other.id, "other": one.id}
    )
    return other.source.mistake(
        other.place,
        "same_label",
        Phrase(N_("'{name}': {sentence}"), {"name": group.name, "sentence": sentence}),
        Phrase(N_("geef een van de twee een andere tekst.")),
    )


def _translated(group: Choices, one: Choice, other: Choice, language: str, file: str, line: int) -> Mistake:
    assert language != SOURCE_LANGUAGE
    values = {"option": other.id, "other": one.id, "language": Phrase(LANGUAGE_AS_WORD[language])}
    sentence = Phrase(N_("'{option}' en '{other}' hebben in {language} dezelfde tekst."), values)
    return Mistake(
        file,
        line,
        Phrase(N_("'{name}': {sentence}"), {"name": group.name, "sentence": sentence}),
        Phrase(N_("geef een van de twee een andere vertaling.")),
        "same_label",
    )
