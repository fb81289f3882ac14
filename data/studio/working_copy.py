"""The content with the changes of one proposal: files of its own in DATA_DIR, made of the live files of now.

Nothing of it is kept that does not follow from those two, so it may go at any moment.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from data import clock
from data.content.checks import check_content
from data.folders import folders
from data.studio.changes import Change, Conflict, apply
from data.studio.files import all_files
from questionnaire.authoring.mistakes import ContentError, Mistake
from questionnaire.content_folder import ROOT
from questionnaire.studio.editing import CannotEdit
from scoring.editions.files import Edition, id_of, read_edition, stamp_of

_KEPT = 8  # copies on disk, and what is known of each
_lock = Lock()
_known: OrderedDict[str, WorkingCopy] = OrderedDict()
_checked: OrderedDict[tuple[str, date], list[Mistake]] = OrderedDict()


@dataclass(eq=False)
class WorkingCopy:
    """The files with the changes in them. `conflicts`: by the number of a change that does not fit any more, what
    stands there now.
    """

    root: Path
    conflicts: dict[int, Any] = field(default_factory=dict)
    _mistakes: list[Mistake] | None = None
    _edition: Edition | None = None
    _read: bool = False

    @property
    def mistakes(self) -> list[Mistake]:
        """What check.py says of it, errors first."""
        if self._mistakes is None:
            key = (id_of(self.root), clock.today())
            if (
                key not in _checked
            ):  # takes seconds; what is told names files from the root, so any copy will do
                _checked[key] = sorted(check_content(self.root).mistakes, key=lambda m: m.severity != "error")
                while len(_checked) > _KEPT:
                    _checked.popitem(last=False)
            self._mistakes = _checked[key]
        return self._mistakes

    @property
    def edition(self) -> Edition | None:
        """It as respondents would get it, in every language; None while something keeps it from being used."""
        if not self._read:
            try:
                self._edition = read_edition(id_of(self.root), self.root)
            except ContentError:
                self._edition = None
            self._read = True
        return self._edition


def working_copy(changes: Sequence[tuple[int, Change]], root: Path = ROOT) -> WorkingCopy:
    """The live files with these changes, in their order; one that does not fit is left out and told."""
    stamp = repr((str(root), stamp_of(root)))
    names = [_name(stamp, changes[:count]) for count in range(len(changes) + 1)]
    with _lock:
        made = next((count for count in reversed(range(len(names))) if _usable(names[count])), None)
        if made != len(changes):
            _known[names[-1]] = _make(names, made, changes, root)
            while len(_known) > _KEPT:
                shutil.rmtree(_known.popitem(last=False)[1].root, ignore_errors=True)
        _known.move_to_end(names[-1])
        return _known[names[-1]]


def _name(stamp: str, changes: Sequence[tuple[int, Change]]) -> str:
    told = "\n".join([stamp, *(f"{number} {change.as_text()}" for number, change in changes)])
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def _usable(name: str) -> bool:
    return name in _known and _known[name].root.is_dir()


def _make(
    names: list[str], made: int | None, changes: Sequence[tuple[int, Change]], root: Path
) -> WorkingCopy:
    """From the copy with the first `made` changes, or from the live files."""
    before = _known[names[made]] if made is not None else None
    parent = folders().make().data_dir / "studio"
    parent.mkdir(exist_ok=True, mode=0o750)
    copy = WorkingCopy(
        Path(tempfile.mkdtemp(prefix="copy-", dir=parent)), dict(before.conflicts) if before else {}
    )
    source = before.root if before else root
    for path in all_files(source):
        target = copy.root / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for number, change in changes[made or 0 :]:
        try:
            apply(change, copy.root)
        except Conflict as conflict:
            copy.conflicts[number] = conflict.now
        except CannotEdit:
            copy.conflicts[number] = None
    return copy


def forget_copies() -> None:
    """Takes what other processes left away: at the start of a server."""
    with _lock:
        _known.clear()
        for path in (folders().data_dir / "studio").glob("copy-*"):
            shutil.rmtree(path, ignore_errors=True)
