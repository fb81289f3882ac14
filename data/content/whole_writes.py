"""Writing many files of the content at once: all of them or none, whatever happens on the way.

What is to be written stands in DATA_DIR first, whole. A server that stops in the middle finishes it at its next start,
and no edition is taken while it is under way.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from data.folders import Folders, folders
from questionnaire.whole_files import write_whole

_READY = "ready.json"


def under_way(where: Folders | None = None) -> Path:
    """The note that says that files are being written; no edition is taken while it is there."""
    return (where or folders()).data_dir / "studio" / "publishing" / _READY


def write_all(changed: dict[str, bytes], root: Path) -> None:
    """Writes files below `root`, by their path from there, in one go for whoever looks. Raises OSError."""
    note = under_way()
    shutil.rmtree(note.parent, ignore_errors=True)
    for name, content in changed.items():
        staged = note.parent / "files" / name
        staged.parent.mkdir(parents=True, exist_ok=True)
        write_whole(staged, content)
    write_whole(note, json.dumps({"root": str(root), "files": sorted(changed)}).encode())
    finish()


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
