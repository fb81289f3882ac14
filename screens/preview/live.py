"""The content on disk, read and checked anew as soon as a file is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from data import clock
from data.content.checks import check_content
from pdf.logo import check_logo
from questionnaire.authoring.mistakes import ContentError, Mistake
from questionnaire.content_folder import ROOT
from questionnaire.language import translation
from scoring.content import Content
from scoring.loading import build
from scoring.reading import SCAN_RULE, read_rule

WATCHED = ("questionnaire/content", "scoring", "data", "locale", "tests/respondents")
Stamp = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Live:
    """The content as it now is. When it cannot be built `content` is the last that could; None when there was
    none.
    """

    content: Content | None
    mistakes: tuple[Mistake, ...]
    built: bool
    read_at: datetime

    @property
    def errors(self) -> int:
        """Mistakes that keep this content from going live."""
        return sum(mistake.severity == "error" for mistake in self.mistakes)


class Folder:
    """The content under one root, with what it was at the start and before the last mistake."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.first: Content | None = None
        self.last_good: Content | None = None
        self._known: tuple[Stamp, Live] | None = None
        self._reading = Lock()

    def stamp(self) -> Stamp:
        """Changes whenever somebody saves a file of the content or a translation."""
        found = []
        for folder in WATCHED:
            for file in (
                path for pattern in ("*.yaml", "*.po", "*.md") for path in (self.root / folder).rglob(pattern)
            ):
                try:
                    found.append((str(file), file.stat().st_mtime_ns))
                except FileNotFoundError:  # an editor that saves by replacing: it is back at the next look
                    continue
        return tuple(sorted(found))

    def live(self) -> Live:
        """What is on disk now; read only when something was saved since."""
        with self._reading:  # several sheets may be open
            stamp = self.stamp()
            if self._known is None or self._known[0] != stamp:
                self._known = (stamp, self._read_anew())
            return self._known[1]

    def _read_anew(self) -> Live:
        translation.read_anew()  # a translation may be what was saved
        mistakes = (*check_content(self.root).mistakes, *check_logo(self.root))
        try:
            self.last_good = build(read_rule(self.root / SCAN_RULE, self.root))
        except ContentError:
            return Live(self.last_good, mistakes, False, clock.now())
        self.first = self.first or self.last_good
        return Live(self.last_good, mistakes, True, clock.now())
