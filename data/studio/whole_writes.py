"""Writing many files of the content at once: all of them or none, whatever happens on the way.

What is to be written stands in DATA_DIR first, whole. A server that stops in the middle finishes it at its next start,
and no edition is taken while it is under way.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from data.folders import Folders, folders
from data.studio.files import all_files
from data.studio.proposals import StudioError
from questionnaire.content_folder import ROOT
from questionnaire.language.translation import N_
from questionnaire.whole_files import write_whole
from scoring.editions.current import installed
from scoring.editions.files import id_of

_READY = "ready.json"


def under_way(where: Folders | None = None) -> Path:
    """The note that says that files are being written; no edition is taken while it is there."""
    return (where or folders()).data_dir / "studio" / "publishing" / _READY


def may_write(root: Path = ROOT) -> bool:
    """Whether this server may change the files of the content."""
    return all(os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) for path in all_files(root))


def write_all(files: dict[Path, bytes], source: Path, root: Path) -> str:
    """Writes what differs, in one go for whoever looks; the id of the files then."""
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
    note = under_way()
    shutil.rmtree(note.parent, ignore_errors=True)
    for name, content in changed.items():
        staged = note.parent / "files" / name
        staged.parent.mkdir(parents=True, exist_ok=True)
        write_whole(staged, content)
    write_whole(note, json.dumps({"root": str(root), "files": sorted(changed)}).encode())
    finish()
    store = installed()
    if store is not None and root == ROOT:
        store.look()
    return id_of(root)


def finish(where: Folders | None = None) -> None:
    """Ends what a server that stopped had begun: from the moment the note is there, all files become the new ones."""
    note = under_way(where)
    try:
        told = json.loads(note.read_text("utf-8"))
    except FileNotFoundError:
        return
    root = Path(told["root"])
    for name in told["files"]:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(root / name, (note.parent / "files" / name).read_bytes())
    note.unlink()
    shutil.rmtree(note.parent, ignore_errors=True)
