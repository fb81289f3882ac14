"""Putting a proposal live, and an earlier edition back: who may, what is in the way, and what is written down."""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from data.content.editions import lost_ids
from data.content.whole_writes import write_all
from data.folders import folders
from data.organisers import audit
from data.region import load_region
from data.studio.files import all_files
from data.studio.proposals import Proposal, StudioError, keep_publication, proposal_of
from data.studio.working_copy import WorkingCopy, working_copy
from questionnaire.content_folder import ROOT
from questionnaire.language.translation import N_
from questionnaire.saved_scans.ids import ids_of, keep_ids, read_ledger
from scoring.editions.current import installed
from scoring.editions.files import FILES, id_of
from scoring.reading import SCAN_RULE, read_rule

log = logging.getLogger(__name__)
_one_at_a_time = Lock()


def may_publish(login: str, proposal: Proposal) -> bool:
    """Whether this member may put the proposal live: somebody else than its maker, unless the region lets one do."""
    return proposal.state == "proposed" and (login != proposal.login or load_region().publish_alone)


def publish(author: str, by: str, seen: tuple[int, ...], root: Path = ROOT) -> str:
    """Puts the proposal of `author` live in the name of `by`, who read the changes numbered `seen`; the id of the
    edition. Raises StudioError with what is in the way; then nothing changed.
    """
    with _one_at_a_time:
        found = proposal_of(author)
        if tuple(number for number, _ in found.changes) != seen or not seen:
            raise StudioError(N_("Dit voorstel is intussen veranderd. Lees het nog eens."))
        if not may_publish(by, found):
            raise StudioError(N_("Een tweede lid van het team zet dit live: vier ogen zien meer dan twee."))
        copy = working_copy(found.changes, root)
        if copy.conflicts:
            raise StudioError(N_("Een ander wijzigde intussen hetzelfde. Kijk eerst wat u wilt houden."))
        _refuse_mistakes(copy)
        _note_ids(copy)
        before = id_of(root)
        after = _write({path: path.read_bytes() for path in all_files(copy.root)}, copy.root, root)
        keep_publication(found, by, before, after)
        _commit(root, found.login, f"{found.name}\n\n{found.reason}\n\nLive gezet door {by}")
        return after


def _refuse_mistakes(copy: WorkingCopy) -> None:
    if any(mistake.severity == "error" for mistake in copy.mistakes) or copy.edition is None:
        raise StudioError(N_("De controle vindt nog fouten. Zo kan het niet live."))
    store = installed()
    lost = lost_ids(store.live().contents["nl"], copy.root) if store is not None else []
    if lost:
        raise StudioError(N_("Bewaarde scans raken antwoorden kwijt: {told}"), told=lost[0].message.say())


def _note_ids(copy: WorkingCopy) -> None:
    """New ids come in the ledger, under the version of now: nothing of this version was lost, which was checked."""
    questions = read_rule(copy.root / SCAN_RULE, copy.root)
    questionnaire, ledger = questions.questions.questionnaire, read_ledger(copy.root)[0]
    if questionnaire is not None and ledger.get(questionnaire.version) != ids_of(
        questionnaire, questions.measures
    ):
        keep_ids(copy.root, questionnaire, questions.measures)


def put_back(edition: str, by: str, root: Path = ROOT) -> str:
    """Puts an earlier edition live again, with the files as they were then. Raises StudioError."""
    with _one_at_a_time:
        store, folder = installed(), folders().data_dir / "editions" / edition
        if store is None or not edition.isalnum() or not folder.is_dir() or id_of(folder) != edition:
            raise StudioError(N_("Deze uitgave is er niet meer."))
        if store.withdrawals.has(edition):
            raise StudioError(N_("Deze uitgave is ingetrokken en komt niet terug."))
        if lost := lost_ids(store.live().contents["nl"], folder):
            raise StudioError(N_("Bewaarde scans raken antwoorden kwijt: {told}"), told=lost[0].message.say())
        files = {path: path.read_bytes() for pattern in FILES for path in folder.glob(pattern)}
        after = _write(files, folder, root)
        audit.note("content put back", by, after)
        _commit(root, by, f"Terug naar uitgave {edition}")
        return after


def may_write(root: Path = ROOT) -> bool:
    """Whether this server may change the files of the content."""
    return all(os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) for path in all_files(root))


def _write(files: dict[Path, bytes], source: Path, root: Path) -> str:
    """Writes what differs; the id of the files then."""
    changed = {
        path.relative_to(source).as_posix(): content
        for path, content in files.items()
        if not (there := root / path.relative_to(source)).is_file() or there.read_bytes() != content
    }
    if not changed:
        raise StudioError(N_("Dit is precies wat al live is."))
    if not may_write(root):
        raise StudioError(
            N_("Deze server mag de bestanden niet wijzigen. Geef het verschil aan wie de scan beheert.")
        )
    write_all(changed, root)
    store = installed()
    if store is not None and root == ROOT:
        store.look()
    return id_of(root)


def _commit(root: Path, author: str, message: str) -> None:
    """A commit of the content, where it stands in a repository of git. What git refuses is told in the log: it is live."""
    if not (root / ".git").exists():
        return
    names = [path.relative_to(root).as_posix() for path in all_files(root)]
    who = "".join(sign for sign in author if sign.isalnum() or sign in " .-_") or "studio"
    for command in (
        ["add", "--", *names],
        ["commit", "-q", "-m", message, f"--author={who} <studio@localhost>", "--", *names],
    ):
        done = _git(root, command)
        if done.returncode:
            log.error("git %s: %s", command[0], done.stderr.strip())
            return


def _git(root: Path, command: Iterable[str]) -> subprocess.CompletedProcess[str]:
    own = ["-c", "user.name=studio", "-c", "user.email=studio@localhost", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *own, *command], cwd=root, capture_output=True, text=True, check=False)  # noqa: S603, S607 - git and names of files of ours
