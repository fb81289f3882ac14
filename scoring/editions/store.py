"""The editions of one root: new content goes live when it is right, the last few stay, what was withdrawn is
used no more.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from gettext import NullTranslations
from pathlib import Path
from time import monotonic, time, time_ns
from typing import Any

from questionnaire.authoring.mistakes import ContentError, Mistake, Phrase
from questionnaire.content_folder import ROOT
from questionnaire.content_parts import PARTS
from questionnaire.language.translation import N_, catalogue, localise
from scoring.content import Content
from scoring.editions.files import NOTE, Edition, Stamp, approved, id_of, read_edition, stamp_of, take
from scoring.editions.withdrawals import Withdrawals
from scoring.reading import SCAN_RULE, read_rule

KEPT = 5
LOOK_EVERY_SECONDS = 2.0
_LONGEST_CHECK_SECONDS = 3600

Check = Callable[[Path], list[Mistake]]
Compare = Callable[[Content, Path], list[Mistake]]
log = logging.getLogger(__name__)


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

    A copy of each edition's files is kept in `folder`, so that a walk also survives a restart; without
    `folder` they last as long as the process. `check` says what is wrong with a copy; by default what
    check.py says of the scan. `compare` says what a copy may not change of the live content. `withdrawn`
    names editions that are not used any more. While `waits` says so no files are taken: they are being
    written.
    """

    def __init__(
        self,
        root: Path = ROOT,
        folder: Path | None = None,
        check: Check | None = None,
        compare: Compare | None = None,
        withdrawn: Withdrawals | None = None,
        waits: Callable[[], bool] = lambda: False,
    ):
        self._root, self._check, self._compare = root, check or _check_scan, compare
        self._waits = waits
        self._temporary = tempfile.TemporaryDirectory(prefix="editions-") if folder is None else None
        self._folder = folder or Path(self._temporary.name)  # type: ignore[union-attr]
        self._lock, self._looked = threading.Lock(), -LOOK_EVERY_SECONDS
        self._seen: Stamp = ()
        self._editions: dict[str, Edition] = {}
        self._live: Edition | None = None
        self._no_other: str | None = None  # id of a withdrawn edition that had to stay, for want of another
        self.withdrawals = withdrawn or Withdrawals(None)
        self.refusal: Refusal | None = None

    def live(self) -> Edition:
        """The edition that new walks begin with. Looks at most every two seconds whether a file changed.

        Raises ContentError when there has never been content that can be used.
        """
        if self._live is None:
            with self._lock:
                if self._live is None:
                    self._start()
        else:
            self._look_when_due()
        assert self._live is not None
        if self.withdrawals.has(self._live.id) and self._live.id != self._no_other:
            with self._lock:
                self._step_back()
        return self._live

    def edition(self, edition_id: str | None) -> Edition:
        """The edition with this id while it is kept and not withdrawn, else the live one; compare ids to see
        which it is.
        """
        live = self.live()
        if edition_id is None or edition_id == live.id or self.withdrawals.has(edition_id):
            return live
        return self._editions.get(edition_id) or self._from_folder(edition_id) or live

    def content(self, language: str = "nl", edition_id: str | None = None) -> Content:
        """Content of an edition in one language; without an id of the live one."""
        return self.edition(edition_id).contents[language]

    def part(self, name: str, language: str = "nl") -> Any:
        """One part of the live content, as content_parts.py names it."""
        live = self.live()
        if (name, language) not in live.parts:  # of a module that was imported after this edition was read
            live.parts[name, language] = localise(
                PARTS[name].read(self._folder / live.id), language, live.catalogues[language]
            )
        return live.parts[name, language]

    def catalogue(self, language: str) -> NullTranslations | None:
        """The live translations; None before there is a live edition, since telling why asks for them."""
        if self._live is None:
            return None
        self._look_when_due()
        return self._live.catalogues[language]

    def kept(self, edition_id: str) -> Edition | None:
        """The edition with this id while its files are kept, withdrawn or not: its ids can be read, whatever
        was wrong with it.
        """
        return self._editions.get(edition_id) or self._from_folder(edition_id)

    def look(self) -> bool:
        """Looks now whether the files changed; True when another edition went live."""
        before = self.live().id
        with self._lock:
            self._look()
            return self._live is not None and self._live.id != before

    def _look_when_due(self) -> None:
        if monotonic() - self._looked > LOOK_EVERY_SECONDS:
            self._looked = monotonic()
            if self._signature() != self._seen:
                # Nobody waits for the check: visitors go on with what is live.
                threading.Thread(target=self._look_apart, name="editions", daemon=True).start()

    def _look_apart(self) -> None:
        try:
            self.look()
        except Exception:  # whatever is wrong with the new files, the old edition goes on
            log.exception("changed content could not be looked at")

    def _start(self) -> None:
        """The files as they are when they have been live before, or when nothing has been; else only after
        the check.
        """
        self._seen, self._looked = self._signature(), monotonic()
        edition_id, copy = take(self._root, self._folder)
        first = copy.name != edition_id and not approved(self._folder)
        self._consider(edition_id, copy, checked=first)
        if self._live is None:
            self._step_back()
        if self._live is None:
            raise ContentError(self.refusal.mistakes if self.refusal else ())

    def _step_back(self) -> None:
        """On to the last edition that was live and may still be used; the live one stays when there is none."""
        if self._live is not None and not self.withdrawals.has(self._live.id):
            return  # another thread was first
        for path in approved(self._folder):
            if not self.withdrawals.has(path.name) and (found := self._from_folder(path.name)):
                log.error("the content cannot be used; going on with edition %s", found.id)
                if self._live is not None:
                    self.refusal = _withdrawn(self._live.id, self.withdrawals)
                self._live = self._with_later_texts(found)
                return
        if self._live is not None:
            self._no_other = self._live.id
            log.error("edition %s is withdrawn and there is no other: mend the content", self._live.id)

    def _with_later_texts(self, edition: Edition) -> Edition:
        """An edition from before this code, with translations of the screens' own texts that came since."""
        for language, words in edition.catalogues.items():
            try:
                words.add_fallback(catalogue(self._root / "locale", language))
            except (
                OSError,
                ValueError,
                UnicodeDecodeError,
            ):  # they may be what is wrong with the files of now
                log.exception("the translations of now cannot be read: %s", language)
        return edition

    def _look(self) -> None:
        seen = self._signature()
        if seen == self._seen:
            return
        edition_id, copy = take(self._root, self._folder)
        if self._waits() or self._signature() != seen:  # saved meanwhile: the next look takes all of it
            if copy.name != edition_id:
                shutil.rmtree(copy, ignore_errors=True)
            return
        self._seen = seen
        self._consider(edition_id, copy)

    def _consider(self, edition_id: str, copy: Path, checked: bool = False) -> None:
        """Makes a copy of the files live when it is right; else `refusal` says why, and the copy goes."""
        seen_before = copy.name == edition_id  # this process, or another of this server, found it right
        if self._live is not None and edition_id == self._live.id:
            self.refusal = None
        elif self.withdrawals.has(edition_id):
            self.refusal = _withdrawn(edition_id, self.withdrawals)
        elif mistakes := [] if seen_before or checked else self._mistakes(copy):
            self.refusal = Refusal(edition_id, tuple(mistakes), datetime.now(UTC))
        else:
            try:
                self._go_live(edition_id, copy)
                self._forget_old()
                log.info("content edition %s is live", edition_id)
                return
            except ContentError as error:  # the check missed what keeps it from being used
                self.refusal = Refusal(edition_id, error.mistakes, datetime.now(UTC))
        if self.refusal is not None:
            log.error("changed content does not go live:\n%s", self.refusal.say())
        if not seen_before:
            shutil.rmtree(copy, ignore_errors=True)

    def _mistakes(self, copy: Path) -> list[Mistake]:
        found = [m for m in self._check(copy) if m.severity == "error"]
        if not found and self._live is not None and self._compare is not None:
            found = self._compare(self._live.contents["nl"], copy)
        return found

    def _signature(self) -> Stamp:
        now = None if self._waits() else stamp_of(self._root)
        return self._seen if now is None else now

    def _go_live(self, edition_id: str, copy: Path) -> None:
        """Makes a copy that was found right the live edition, under its own name. Raises ContentError when it
        cannot be used.
        """
        try:
            edition = self._editions.get(edition_id) or read_edition(edition_id, copy)
        except ContentError:
            shutil.rmtree(copy, ignore_errors=True)
            raise
        target = self._folder / edition_id
        if copy != target:
            (copy / NOTE).write_text(json.dumps({"version": edition.version}), "utf-8")
            shutil.rmtree(target, ignore_errors=True)  # damaged, else it would have been found there
            try:
                copy.replace(target)
            except OSError:  # another process of this server was first, with the same files
                shutil.rmtree(copy, ignore_errors=True)
        os.utime(target, ns=(time_ns(), time_ns()))  # the order in which editions were live
        self._live = self._editions[edition_id] = edition
        self.refusal = self._no_other = None

    def _from_folder(self, edition_id: str) -> Edition | None:
        path = self._folder / edition_id
        if not edition_id.isalnum() or not path.is_dir() or id_of(path) != edition_id:
            return None
        try:
            self._editions[edition_id] = read_edition(edition_id, path)
        except ContentError:
            return None
        return self._editions[edition_id]

    def _forget_old(self) -> None:
        names = {path.name for path in approved(self._folder)[:KEPT]} | (
            {self._live.id} if self._live else set()
        )
        for path in self._folder.glob(".*/"):  # left by a process that was killed
            if time() - path.stat().st_mtime > _LONGEST_CHECK_SECONDS:
                shutil.rmtree(path, ignore_errors=True)
        for path in approved(self._folder):
            if path.name not in names:
                shutil.rmtree(path, ignore_errors=True)
        self._editions = {i: edition for i, edition in self._editions.items() if i in names}


def _withdrawn(edition_id: str, withdrawals: Withdrawals) -> Refusal:
    one = next(w for w in withdrawals.all() if w.edition == edition_id)
    told = Phrase(
        N_("deze uitgave (versie {version}) is ingetrokken: {reason}"),
        {"version": one.version, "reason": one.reason},
    )
    remedy = Phrase(N_("verbeter de inhoud; tot dan gaat de server verder met de uitgave daarvoor."))
    return Refusal(
        edition_id,
        (Mistake("questionnaire/content/questionnaire.yaml", 0, told, remedy, "withdrawn"),),
        datetime.now(UTC),
    )


def _check_scan(root: Path) -> list[Mistake]:
    from scoring.checks import check_rule  # the checks look at what was read, so they import the loading

    return check_rule(read_rule(root / SCAN_RULE, root))
