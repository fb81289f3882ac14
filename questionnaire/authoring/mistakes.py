"""Mistakes that authors make in content: where, what, and what to do. Never for respondents, never for our
own bugs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from gettext import NullTranslations
from pathlib import Path
from typing import Any, Literal

from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import N_, SOURCE_LANGUAGE, translator

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Phrase:
    """A sentence for authors, kept as Dutch template plus values so that it can be said in any language.

    A template of two forms (`nN_`) follows `values["count"]`: one, or any other number.
    """

    template: str | tuple[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)

    def say(self, language: str = "nl") -> str:
        """The sentence in `language`."""
        # A value can be a phrase too ("een getal"), so that no half-translated sentence appears.
        values = {k: _said(v, language) for k, v in self.values.items()}
        return self._in(translator(language)).format(**values)

    def _in(self, words: NullTranslations) -> str:
        if isinstance(self.template, str):
            return words.gettext(self.template)
        return words.ngettext(*self.template, self.values["count"])


def _said(value: Any, language: str) -> Any:
    if isinstance(value, Phrase):
        return value.say(language)
    return day_in_words(value, language) if isinstance(value, date) else value


@dataclass(frozen=True)
class Mistake:
    """One mistake in one place. `line` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    message: Phrase
    remedy: Phrase
    code: str
    severity: Severity = "error"

    def say(self, language: str = "nl") -> str:
        """Three lines: where, what, what to do."""
        place = Phrase(
            N_("{file}, regel {line}") if self.line else "{file}", {"file": self.file, "line": self.line}
        )
        what_to_do = Phrase(N_("Wat te doen: {remedy}"), {"remedy": self.remedy})
        return f"{place.say(language)}\n  {self.message.say(language)}\n  {what_to_do.say(language)}"


class ContentError(Exception):
    """The content cannot be used; `mistakes` holds every mistake of every file, for authors."""

    def __init__(self, mistakes: list[Mistake] | tuple[Mistake, ...]):
        self.mistakes = tuple(mistakes)
        super().__init__("\n\n".join(m.say(SOURCE_LANGUAGE) for m in self.mistakes))


def shown(path: Path, root: Path) -> str:
    """A path as an author knows it: from the content's root, with forward slashes."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
