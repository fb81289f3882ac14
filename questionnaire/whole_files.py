"""Writing a file so that nobody ever meets half of it, also when several threads or processes write the same
one.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes, mode: int = 0o666, replace: bool = True) -> bool:
    """Puts `content` at `path` in one step; whether it is there now.

    Each writer has a file of its own until then, so who writes at the same time replaces whole by whole. With
    `replace=False` the first one stays, and who comes later gets False. `mode` holds before the first byte is
    written. On the disk when this returns. Raises OSError.
    """
    partial = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            partial.replace(path)
        else:
            os.link(partial, path)
    except FileExistsError:
        return False
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()
    return True
