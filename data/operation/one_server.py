"""One folder of data is served by one process: a second one would bring back what was wiped on the first.

Each server keeps in memory who is at work and what was wiped. Commands of `python -m data` may run beside it.
"""

from __future__ import annotations

import os
from pathlib import Path

from data.folders import FolderError, Folders

NAME = "served"
_claimed: dict[Path, int] = {}  # which folders this process serves, and the handle that says so to others


def claim(where: Folders) -> None:
    """From now on this process is the one that serves `where`, until it ends, however it ends.

    The system lets go of the claim with the process, so nothing has to be cleared away after a power cut. Where nothing
    can be written, or the system has no such claims (Windows), there is none. Raises FolderError when another process
    has it.
    """
    try:
        import fcntl
    except ImportError:
        return
    file = (where.data_dir / NAME).resolve()
    if file in _claimed:
        return
    try:
        where.data_dir.mkdir(parents=True, exist_ok=True, mode=0o750)
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o640)
    except OSError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise FolderError(
            f"Op DATA_DIR ({where.data_dir}) draait al een scan. Stop die eerst, of geef deze een eigen DATA_DIR en KEY_DIR."
        ) from None
    except OSError:  # a disk of the network without claims
        os.close(handle)
        return
    _claimed[file] = handle
