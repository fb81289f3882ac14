"""Keys of open blocks: one file per block id in KEY_DIR, made before the block is committed, gone after it is
sealed.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE, _KEY = 12, 32  # bytes
_NAME = re.compile(r"[0-9a-f]{32}\.key")


class KeyGone(RuntimeError):
    """The key of an open block is missing or wrong: the block cannot be read by anyone any more."""


class BlockKeys:
    """The keys in one folder."""

    def __init__(self, folder: Path):
        self.folder = folder

    def make(self, block_id: str) -> None:
        """A new key for a block, on disk for certain when this returns."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(block_id)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(handle, secrets.token_bytes(_KEY))
            with suppress(OSError, NotImplementedError):
                os.utime(path, (0, 0))  # when a block opened is when somebody completed the one before
            os.fsync(handle)
        finally:
            os.close(handle)
        sync_folder(self.folder)

    def remove(self, block_id: str) -> None:
        """Overwrites and removes a key; nothing happens when it is gone already."""
        path = self._path(block_id)
        with suppress(FileNotFoundError):
            with path.open("r+b") as file:
                file.write(bytes(_KEY))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            sync_folder(self.folder)

    def keep_only(self, block_ids: set[str]) -> None:
        """Removes the keys of all other blocks: what a crash between commit and removal left."""
        for path in self.folder.glob("*.key"):
            if _NAME.fullmatch(path.name) and path.stem not in block_ids:
                self.remove(path.stem)

    def missing(self, block_ids: Iterable[str]) -> int:
        """Of how many of these blocks there is no whole key."""
        return sum(_size(self._path(block_id)) != _KEY for block_id in block_ids)

    def encrypt(self, block_id: str, data: bytes, about: bytes) -> bytes:
        """`data` under the block's key; `about` is bound to it, so that no box can be put in another place."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher(block_id).encrypt(nonce, data, about)

    def decrypt(self, block_id: str, box: bytes, about: bytes) -> bytes:
        """What `encrypt` was given. Raises KeyGone when key and box do not belong together."""
        try:
            return self._cipher(block_id).decrypt(box[:_NONCE], box[_NONCE:], about)
        except InvalidTag:
            raise KeyGone(f"the key of block {block_id} does not fit it") from None

    def _cipher(self, block_id: str) -> AESGCM:
        try:
            return AESGCM(self._path(block_id).read_bytes())
        except (FileNotFoundError, ValueError):  # not there, or cut short by a disk
            raise KeyGone(f"the key of block {block_id} is gone") from None

    def _path(self, block_id: str) -> Path:
        return self.folder / f"{block_id}.key"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def sync_folder(folder: Path) -> None:
    """Makes names in a folder durable, where the system can."""
    with suppress(OSError):  # Windows cannot open a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
