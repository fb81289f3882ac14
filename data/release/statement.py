"""A statement with the signature of this site, as text that fits behind `#` and in a QR code. Nothing is stored.

The code is base64url of: 64 bytes Ed25519 signature, 8 bytes that name the key, and the statement as JSON, deflated.
The signature is under a context of its own, so what this site signs for other ends is never a statement.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from datetime import date
from enum import Enum
from hashlib import sha256

from pydantic import ValidationError

from data import clock
from data.folders import Folders, folders
from data.release.signing import public_key, sign, signed_by
from scoring.advising.statement import Statement

_CONTEXT = b"statement of a scan, 1\0"
_SIGNATURE, _KEY_NAME = 64, 8  # bytes
LONGEST_CODE = 2_800  # characters; a QR code holds 2,953 with the address in front
_LONGEST_TEXT = 40_000  # bytes once inflated
_FORM = re.compile(r"[A-Za-z0-9_-]+")


class Refused(Enum):
    """Why a code says nothing."""

    UNREADABLE = "unreadable"
    CHANGED = "changed"
    FOREIGN = "foreign"
    EXPIRED = "expired"


class NotSound(ValueError):
    """What was shown is no statement of this site that counts today."""

    def __init__(self, why: Refused, until: date | None = None) -> None:
        super().__init__(why.value)
        self.why, self.until = why, until


class TooMuch(ValueError):
    """More than fits in a code that a camera reads."""


def sealed(statement: Statement, where: Folders | None = None) -> str:
    """The code of a statement. Raises TooMuch, FolderError."""
    where = (where or folders()).make()
    text = statement.model_dump_json(exclude_defaults=True, by_alias=True).encode()
    packer = zlib.compressobj(9, wbits=-15)
    body = _key_name(where) + packer.compress(text) + packer.flush()
    code = (
        base64.urlsafe_b64encode(base64.b64decode(sign(where, _CONTEXT + body)) + body).decode().rstrip("=")
    )
    if len(code) > LONGEST_CODE:
        raise TooMuch(f"{len(code)} characters")
    return code


def opened(code: str, where: Folders | None = None, today: date | None = None) -> Statement:
    """The statement of a code that this site signed, unchanged, and that still counts. Raises NotSound, FolderError."""
    where = (where or folders()).make()
    signature, body = _parts(code)
    if body[:_KEY_NAME] != _key_name(where):
        raise NotSound(Refused.FOREIGN)
    if not signed_by(public_key(where), base64.b64encode(signature).decode(), _CONTEXT + body):
        raise NotSound(Refused.CHANGED)
    try:
        text = zlib.decompressobj(wbits=-15).decompress(body[_KEY_NAME:], _LONGEST_TEXT)
        statement = Statement.model_validate_json(text)
    except (zlib.error, ValidationError):
        raise NotSound(Refused.UNREADABLE) from None
    if statement.until < (today or clock.today()):
        raise NotSound(Refused.EXPIRED, statement.until)
    return statement


def _parts(code: str) -> tuple[bytes, bytes]:
    if len(code) > LONGEST_CODE or not _FORM.fullmatch(code):
        raise NotSound(Refused.UNREADABLE)
    try:
        whole = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    except binascii.Error:
        raise NotSound(Refused.UNREADABLE) from None
    if len(whole) <= _SIGNATURE + _KEY_NAME:
        raise NotSound(Refused.UNREADABLE)
    # The last character has bits that say nothing: another one in its place is a change as well.
    if base64.urlsafe_b64encode(whole).decode().rstrip("=") != code:
        raise NotSound(Refused.CHANGED)
    return whole[:_SIGNATURE], whole[_SIGNATURE:]


def _key_name(where: Folders) -> bytes:
    return sha256(_CONTEXT + public_key(where).encode()).digest()[:_KEY_NAME]
