"""Content that changes while people are answering: new content goes live only when it is right, and a walk ends on what it began with."""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic

from questionnaire.loading import ROOT
from questionnaire.mistakes import ContentError, Mistake
from questionnaire.translation import LANGUAGES, translator
from scoring.content import Content
from scoring.loading import SCAN_RULE, build, follow, read_rule

# Everything that decides what people read and score. Nothing else of the repository is looked at or kept.
FILES = (
    "questionnaire/content/*.yaml", "questionnaire/content/*.md", "scoring/rules/*.yaml", "scoring/measures/*.yaml", "scoring/threats.yaml",
    "data/*.yaml", "locale/*/LC_MESSAGES/*.po",
)  # fmt: skip
KEPT = 5
LOOK_EVERY_SECONDS = 2.0

Check = Callable[[Path], list[Mistake]]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Edition:
    """One state of the content, in all languages. `id` follows from the files, so equal files are the same edition."""

    id: str
    contents: dict[str, Content]

    @property
    def version(self) -> str:
        """The version that the questionnaire itself names."""
        return self.contents["nl"].questionnaire.version


@dataclass(frozen=True)
class Refusal:
    """Content that did not go live: what is wrong with it, and when that was found."""

    edition_id: str
    mistakes: tuple[Mistake, ...]
    at: datetime

    def say(self, language: str = "nl") -> str:
        """All mistakes, as check.py tells them."""
        return "\n\n".join(mistake.say(language) for mistake in self.mistakes)


class EditionStore:
    """The editions of one root: the live one, and the last few before it for walks under way.

    A copy of each edition's files is kept in `folder`, so that a walk also survives a restart; without `folder` they
    last as long as the process. `check` says what is wrong with a copy; by default what check.py says of the scan.
    """

    def __init__(self, root: Path = ROOT, folder: Path | None = None, check: Check | None = None):
        self._root, self._check = root, check or _check_scan
        self._temporary = tempfile.TemporaryDirectory(prefix="editions-") if folder is None else None
        self._folder = folder or Path(self._temporary.name)  # type: ignore[union-attr]
        self._lock, self._looked = threading.Lock(), -LOOK_EVERY_SECONDS
        self._seen: tuple[tuple[str, int, int], ...] = ()
        self._editions: dict[str, Edition] = {}
        self._live: Edition | None = None
        self.refusal: Refusal | None = None

    def live(self) -> Edition:
        """The edition that new walks begin with. Looks at most every two seconds whether a file changed.

        Raises ContentError when there has never been content that can be used.
        """
        if self._live is None:
            with self._lock:
                if self._live is None:
                    self._start()
        elif monotonic() - self._looked > LOOK_EVERY_SECONDS:
            self._looked = monotonic()
            if self._signature() != self._seen:
                # Nobody waits for the check: visitors go on with what is live.
                threading.Thread(target=self._look_apart, name="editions", daemon=True).start()
        assert self._live is not None
        return self._live

    def edition(self, edition_id: str | None) -> Edition:
        """The edition with this id while it is kept, else the live one; compare ids to see which it is."""
        live = self.live()
        if edition_id is None or edition_id == live.id:
            return live
        return self._editions.get(edition_id) or self._from_folder(edition_id) or live

    def content(self, language: str = "nl", edition_id: str | None = None) -> Content:
        """Content of an edition in one language; without an id of the live one."""
        return self.edition(edition_id).contents[language]

    def look(self) -> bool:
        """Looks now whether the files changed; True when another edition went live."""
        before = self.live().id
        with self._lock:
            self._look()
            return self._live is not None and self._live.id != before

    def _look_apart(self) -> None:
        try:
            self.look()
        except Exception:  # whatever is wrong with the new files, the old edition goes on
            log.exception("changed content could not be looked at")

    def _start(self) -> None:
        """The files as they are when they have been live before, or when nothing has been; else only after the check."""
        edition_id = _edition_id(self._root)
        if not any(self._folder.glob("*/")) or (self._folder / edition_id).is_dir():
            try:
                self._live = self._editions[edition_id] = _read(edition_id, self._copied(edition_id))
                self._seen, self._looked = self._signature(), monotonic()
                return
            except ContentError as error:
                shutil.rmtree(self._folder / edition_id, ignore_errors=True)
                self.refusal = Refusal(edition_id, error.mistakes, datetime.now(UTC))
        else:
            self._look()
        if self._live is not None:
            return
        for path in sorted(self._folder.glob("*/"), key=lambda p: p.stat().st_mtime, reverse=True):
            self._live = self._from_folder(path.name)
            if self._live is not None:
                log.error("the content cannot be used; going on with edition %s", self._live.id)
                return
        raise ContentError(self.refusal.mistakes if self.refusal else ())

    def _look(self) -> None:
        seen = self._signature()
        if seen == self._seen:
            return
        self._seen = seen
        edition_id = _edition_id(self._root)
        if self._live is not None and edition_id == self._live.id:
            self.refusal = None
            return
        copy = self._copied(edition_id)
        mistakes = [m for m in self._check(copy) if m.severity == "error"]
        if mistakes:
            self.refusal = Refusal(edition_id, tuple(mistakes), datetime.now(UTC))
            log.error("changed content does not go live:\n%s", self.refusal.say())
            if edition_id not in self._editions:
                shutil.rmtree(copy, ignore_errors=True)
            return
        self._live = self._editions[edition_id] = _read(edition_id, copy)
        self.refusal = None
        self._forget_old()
        log.info("content edition %s is live, version %s", edition_id, self._live.version)

    def _signature(self) -> tuple[tuple[str, int, int], ...]:
        """What changes when a file changes, without reading it."""
        try:
            return tuple((str(p), s.st_mtime_ns, s.st_size) for p in _files(self._root) for s in [p.stat()])
        except FileNotFoundError:  # an editor that saves by replacing: it is back at the next look
            return self._seen

    def _copied(self, edition_id: str) -> Path:
        """The files of now in a folder of their own: what is checked is what goes live, whatever is saved meanwhile."""
        target = self._folder / edition_id
        for path in _files(self._root):
            copy = target / path.relative_to(self._root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        return target

    def _from_folder(self, edition_id: str) -> Edition | None:
        path = self._folder / edition_id
        if not edition_id.isalnum() or not path.is_dir() or _edition_id(path) != edition_id:
            return None
        try:
            self._editions[edition_id] = _read(edition_id, path)
        except ContentError:
            return None
        return self._editions[edition_id]

    def _forget_old(self) -> None:
        kept = sorted((p for p in self._folder.glob("*/")), key=lambda p: p.stat().st_mtime, reverse=True)[:KEPT]
        names = {path.name for path in kept} | ({self._live.id} if self._live else set())
        for path in self._folder.glob("*/"):
            if path.name not in names:
                shutil.rmtree(path, ignore_errors=True)
        self._editions = {i: edition for i, edition in self._editions.items() if i in names}


def _files(root: Path) -> list[Path]:
    return sorted(path for pattern in FILES for path in root.glob(pattern))


def _edition_id(root: Path) -> str:
    digest = sha256()
    for path in _files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _read(edition_id: str, root: Path) -> Edition:
    content = build(read_rule(root / SCAN_RULE, root))
    # Translated at once: a later edition may drop texts from the catalogues that walks under way still need.
    translator.cache_clear()
    return Edition(edition_id, {language: content.localised(language) for language in LANGUAGES})


def _check_scan(root: Path) -> list[Mistake]:
    from scoring.checks import check_rule  # the checks look at what was read, so they import the loading

    return check_rule(read_rule(root / SCAN_RULE, root))


_installed: EditionStore | None = None
_walk: ContextVar[str | None] = ContextVar("edition_of_this_walk", default=None)


def install(store: EditionStore | None) -> None:
    """From now on `load_content` gives the scan's own content from this store; None: from the files, as they were read first."""
    global _installed
    _installed = store
    follow(None if store is None else lambda language: store.content(language, _walk.get()))


def installed() -> EditionStore | None:
    """The store that `load_content` follows; None when there is none."""
    return _installed


def walk_on(edition_id: str | None) -> None:
    """Whatever runs for this respondent, in this thread, uses this edition while it is kept; None: the live one."""
    _walk.set(edition_id)


def live_id() -> str:
    """Id of the edition that a walk begins with now; empty without a store."""
    return _installed.live().id if _installed is not None else ""
