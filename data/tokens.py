"""What follows from a respondent's token: values that cannot be led back to it, nor to one another.

The token is at least 128 bits of randomness that only the respondent holds. Lookup id, key and receipts come from it
by HKDF, each under its own label, so whoever has the files but no token can neither read a draft nor tell which
receipt belongs to it.
"""

from __future__ import annotations

import base64
import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

TOKEN_BYTES = 18  # 144 bits, 24 characters
_LEAST_CHARACTERS = 22  # 128 bits in base64


class BadToken(ValueError):
    """What was given cannot be a token of ours."""


def new_token() -> str:
    """A fresh token for one respondent, safe in a cookie and in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def derive(token: str, label: str, length: int) -> bytes:
    """`length` bytes that follow from token and label, and from which neither can be found.

    Raises BadToken for a text that is too short or holds other characters than a token does.
    """
    return HKDF(SHA256(), length, salt=b"weerbaarheidsscan 1", info=label.encode()).derive(_bytes(token))


def is_token(text: str | None) -> bool:
    """Whether the text could be a token."""
    try:
        return text is not None and bool(_bytes(text))
    except BadToken:
        return False


def _bytes(token: str) -> bytes:
    if len(token) < _LEAST_CHARACTERS or len(token) > 128:
        raise BadToken("a token has at least 22 characters")
    try:
        return base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (ValueError, UnicodeEncodeError):
        raise BadToken("a token holds letters, digits, - and _ only") from None
