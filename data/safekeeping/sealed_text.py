"""Texts that only the holder of a token can read: sealed with AES-GCM under a key that follows from the token,
and padded to one length, so that the size of what is kept tells nothing.
"""

from __future__ import annotations

import os
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from data.tokens import derive

LENGTH = 4096  # bytes of every sealed text before its nonce and tag
NONCE = 12


class TextTooLarge(ValueError):
    """More than fits in one sealed text."""


def seal(token: str, purpose: str, text: str, bound_to: bytes) -> bytes:
    """The text, sealed for one purpose and bound to the row that it stands in. Raises TextTooLarge, BadToken."""
    packed = zlib.compress(text.encode(), 6)
    if len(packed) > LENGTH - 4:
        raise TextTooLarge(f"at most {LENGTH - 4} bytes fit, this is {len(packed)}")
    plain = len(packed).to_bytes(4, "big") + packed.ljust(LENGTH - 4, b"\0")
    nonce = os.urandom(NONCE)
    return nonce + _cipher(token, purpose).encrypt(nonce, plain, bound_to)


def unseal(token: str, purpose: str, box: bytes, bound_to: bytes) -> str | None:
    """What was sealed; None when it is damaged, or was sealed for another token, purpose or row."""
    try:
        plain = _cipher(token, purpose).decrypt(box[:NONCE], box[NONCE:], bound_to)
        return zlib.decompress(plain[4 : 4 + int.from_bytes(plain[:4], "big")]).decode()
    except (InvalidTag, zlib.error, ValueError):
        return None


def _cipher(token: str, purpose: str) -> AESGCM:
    return AESGCM(derive(token, purpose, 32))
