"""Content beside the questions (region, privacy parameters, migrations): read from its file, or taken from
what is live.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from questionnaire.content_folder import ROOT
from questionnaire.language.translation import SOURCE_LANGUAGE, localise

_Value = TypeVar("_Value")
_MOST_KEPT = 8  # roots and languages of one command or test

PARTS: dict[str, Part[Any]] = {}
_followed: Callable[[str, str], Any] | None = None


class Part(Generic[_Value]):
    """One file of content. `read` gives it from below a root, in Dutch, and raises ContentError with every
    mistake.

    An edition (scoring/editions/current.py) holds every part that has been made, so that all content goes
    live together.
    """

    def __init__(self, name: str, file: Path, read: Callable[[Path], _Value]) -> None:
        self.name, self.file, self.read = name, file, read
        self._first: dict[tuple[Path, str], _Value] = {}
        PARTS[name] = self

    def load(self, root: Path = ROOT, language: str = SOURCE_LANGUAGE) -> _Value:
        """This part below `root`; the scan's own is the live one where editions are kept, else as it was
        first read.

        Raises ContentError with every mistake.
        """
        if _followed is not None and root == ROOT:
            live: _Value = _followed(self.name, language)
            return live
        key = (Path(root).resolve(), language)
        if key not in self._first:
            found = localise(self.read(key[0]), language)
            while len(self._first) >= _MOST_KEPT:
                self._first.pop(next(iter(self._first)), None)
            self._first[key] = found
        return self._first[key]


def follow(source: Callable[[str, str], Any] | None) -> None:
    """Lets every part be taken, by name and language, from a store of editions; None ends that."""
    global _followed
    _followed = source
