"""Editions that the team took back: a small file that every running server notices at once."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

log = logging.getLogger(__name__)

# How much of an edition's id stands behind its version in figures, as `1.2+3f9a01bc`: enough among a server's
# own editions.
_SHORT = 8


@dataclass(frozen=True)
class Withdrawal:
    """One edition that was wrong: its id and version, what was wrong with it, and since when it is not used."""

    edition: str
    version: str
    reason: str
    on: date

    @property
    def label(self) -> str:
        """How figures name the edition."""
        return label_of(self.version, self.edition)


_FILE = TypeAdapter(list[Withdrawal])


def label_of(version: str, edition: str) -> str:
    """A version with the edition that it was, as blocks of answers keep it; the bare version without an
    edition.
    """
    return f"{version}+{edition[:_SHORT]}" if edition else version


def version_in(label: str) -> str:
    """The version in what `label_of` gave."""
    return label.partition("+")[0]


class Withdrawals:
    """The withdrawn editions in a file, read again whenever it changed. No path or no file: none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._stamp: tuple[int, int, int] | None = None
        self._known: tuple[Withdrawal, ...] = ()

    def all(self) -> tuple[Withdrawal, ...]:
        """Every withdrawal, oldest first."""
        stamp = self._now()
        if stamp != self._stamp:
            # Read before the stamp is kept: two threads may both read, neither may see the new stamp with the
            # old list.
            self._known = self._read()
            self._stamp = stamp
        return self._known

    def has(self, edition_id: str) -> bool:
        """Whether this edition is withdrawn."""
        return any(one.edition == edition_id for one in self.all())

    def add(self, withdrawn: Iterable[Withdrawal]) -> None:
        """Puts these on the list, on disk in one step. Raises OSError."""
        if self._path is None:
            raise FileNotFoundError("there is no file of withdrawn editions")
        before = self._read()
        listed = [*before, *(one for one in withdrawn if one.edition not in {b.edition for b in before})]
        partial = self._path.with_suffix(".part")
        partial.write_text(
            json.dumps(
                [asdict(one) | {"on": one.on.isoformat()} for one in listed], ensure_ascii=False, indent=1
            )
            + "\n",
            "utf-8",
        )
        partial.replace(self._path)

    def _now(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat() if self._path else None
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino) if found else None

    def _read(self) -> tuple[Withdrawal, ...]:
        """What the file holds. One that cannot be read changes nothing: an edition never comes back by a
        damaged file.
        """
        if self._path is None or not self._path.exists():
            return ()
        try:
            return tuple(_FILE.validate_json(self._path.read_bytes()))
        except (OSError, ValidationError):
            log.exception("the list of withdrawn editions cannot be read: %s", self._path)
            return self._known
