"""The editions of the content that this server keeps, for walks that are under way while it changes; and
taking one back.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import mkdtemp

from data import clock
from data.aggregates.archive import Archive, open_archive
from data.aggregates.published import PublishedCell
from data.aggregates.tallies import Cell
from data.content.checks import check_content
from data.content.shared_editions import share_withdrawal
from data.content.whole_writes import finish, under_way
from data.folders import Folders, folders
from questionnaire.authoring.mistakes import Mistake
from questionnaire.checks.ids import check_against
from questionnaire.saved_scans.ids import ids_of
from scoring.content import Content
from scoring.editions.current import EditionStore, install, installed
from scoring.editions.files import approved, version_of
from scoring.editions.withdrawals import Withdrawal, Withdrawals, version_in
from scoring.reading import SCAN_RULE, read_rule

log = logging.getLogger(__name__)
MOST_REASON = 300  # characters
_LEAST_ID = 6  # characters of an id that name an edition


class EditionError(Exception):
    """What was asked cannot be done with these editions; the message is for the programme team."""


@dataclass(frozen=True)
class KeptEdition:
    """An edition that this server keeps: since when it is or was live, whether it is now, and whether it was
    withdrawn.
    """

    id: str
    version: str
    since: datetime
    live: bool
    withdrawn: Withdrawal | None = None


def keep_editions() -> None:
    """Once per process: content that is changed goes live when check.py passes, the last few editions are
    kept.
    """
    if installed() is None:
        finish()
        install(edition_store())


@contextmanager
def editions_kept() -> Iterator[None]:
    """Like `keep_editions`, for as long as this lasts."""
    before = installed()
    keep_editions()
    try:
        yield
    finally:
        install(before)


def edition_store(where: Folders | None = None, root: Path | None = None) -> EditionStore:
    """The store of a server: its files checked as check.py does, and compared with what is live."""
    folder = _editions_folder(where or folders())
    more = {} if root is None else {"root": root}
    return EditionStore(
        folder=folder,
        check=lambda copy: check_content(copy).mistakes,
        compare=lost_ids,
        withdrawn=withdrawals(where),
        waits=lambda: under_way(where).exists(),
        **more,
    )


def _editions_folder(where: Folders) -> Path:
    """Where the editions are kept: in a folder of this process alone while nothing can be written where they belong,
    since first help and the questions go before what is kept for later.
    """
    folder = where.data_dir / "editions"
    try:
        where.make()
        folder.mkdir(parents=True, exist_ok=True)
        Path(mkdtemp(prefix=".", dir=folder)).rmdir()
    except OSError:
        log.exception("editions cannot be kept in DATA_DIR; they are kept until the server stops")
        return Path(mkdtemp(prefix="scan-editions-"))
    return folder


def lost_ids(live: Content, copy: Path) -> list[Mistake]:
    """What saved scans may hold from the live content, and the content in `copy` neither has nor names in its
    migrations.
    """
    read = read_rule(copy / SCAN_RULE, copy)
    questionnaire = read.questions.questionnaire
    if questionnaire is None:
        return []
    before = ids_of(live.questionnaire, live.measures)
    return check_against(
        before, live.questionnaire.version, copy, questionnaire, read.measure_places, read.questions.places
    )


def withdrawals(where: Folders | None = None) -> Withdrawals:
    """The editions that were taken back on this server."""
    return Withdrawals((where or folders()).data_dir / "withdrawn-editions.json")


def kept_editions(where: Folders | None = None) -> list[KeptEdition]:
    """The editions that this server keeps, the last that was live first."""
    where = where or folders()
    gone = {one.edition: one for one in withdrawals(where).all()}
    paths = approved(where.data_dir / "editions")
    live = next((path for path in paths if path.name not in gone), None)
    return [
        KeptEdition(
            path.name,
            version_of(path),
            clock.moment_of(path.stat().st_mtime),
            path == live,
            gone.get(path.name),
        )
        for path in paths
    ]


def withdraw(name: str, reason: str, on: date, where: Folders | None = None) -> KeptEdition:
    """Takes an edition back: running servers stop using it at once, and everybody on it goes on with the live
    one.

    `name` is its id, the first characters of it, or its version when it is the only one in use with that
    version. Raises EditionError for a name that is not one edition, or when no other edition is left to go on
    with.
    """
    reason = " ".join(reason.split())
    if not reason or len(reason) > MOST_REASON:
        raise EditionError(
            f"Zeg in hooguit {MOST_REASON} tekens wat er fout was. Dat staat straks bij de cijfers."
        )
    kept = kept_editions(where)
    found = [one for one in kept if one.version == name] or [
        one for one in kept if len(name) >= _LEAST_ID and one.id.startswith(name)
    ]
    if len(found) > 1:
        found = [one for one in found if not one.withdrawn] or found
    if len(found) != 1:
        listed = "\n".join(
            f"  {one.id}  versie {one.version}, live sinds {one.since:%d-%m-%Y %H:%M}"
            for one in found or kept
        )
        why = (
            f"Er zijn meer uitgaven met '{name}'"
            if found
            else f"'{name}' is geen uitgave die deze server nog heeft"
        )
        raise EditionError(f"{why}. Noem de id van één van deze:\n{listed}")
    one = found[0]
    if one.withdrawn:
        raise EditionError(
            f"Uitgave {one.id} is al ingetrokken, op {one.withdrawn.on:%d-%m-%Y}: {one.withdrawn.reason}"
        )
    if all(other.withdrawn or other.id == one.id for other in kept):
        raise EditionError(
            "Er is geen andere uitgave om mee verder te gaan. Verbeter eerst de vragen; trek deze uitgave daarna in."
        )
    gone = Withdrawal(one.id, one.version, reason, on)
    share_withdrawal(where or folders(), gone)
    withdrawals(where).add([gone])
    return one


def withdrawn_in(cells: Mapping[Cell, PublishedCell], where: Folders | None = None) -> dict[Cell, int]:
    """How many published responses of each cell at most were given on an edition that was withdrawn; 0 left
    out.

    A block does not tell which of its responses they are, so all of a block count that may hold one.
    """
    labels = {one.label for one in withdrawals(where).all()}
    if not labels or not any(label in cell.versions for cell in cells.values() for label in labels):
        return {}
    with open_archive(where or folders()) as archive:
        return _counted(archive, labels)


def _counted(archive: Archive, labels: set[str]) -> dict[Cell, int]:
    per_part = archive.responses_on(sorted(labels))
    found: dict[Cell, int] = {}
    for (cell, _), n in per_part.items():
        found[cell] = max(found.get(cell, 0), n)
    return found


def shown_versions(cell: PublishedCell) -> list[str]:
    """The versions of the questions behind a cell, each once, without which edition of it."""
    return sorted({version_in(label) for label in cell.versions})
