"""What follows from a respondent's token: values that cannot be led back to it, nor to one another.

The token is 192 bits of randomness that only the respondent holds. Lookup id, key and receipts come from it
by HKDF, each under its own label, so whoever has the files but no token can neither read a draft nor tell
which receipt belongs to it. What a token looks like is said here and nowhere else.
"""

from __future__ import annotations

import base64
import re
import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

TOKEN_BYTES = 24  # 192 bits, 32 characters of base64url without padding
_FORM = re.compile(r"[A-Za-z0-9_-]{32}")


class BadToken(ValueError):
    """What was given cannot be a token of ours."""


def new_token() -> str:
    """A fresh token for one respondent, safe in a cookie and in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def derive(token: str, label: str, length: int) -> bytes:
    """`length` bytes that follow from token and label, and from which neither can be found.

    Raises BadToken for a text that is no token.
    """
    if not is_token(token):
        raise BadToken("a token has 32 letters, digits, - and _")
    return HKDF(SHA256(), length, salt=b"weerbaarheidsscan 1", info=label.encode()).derive(
        base64.urlsafe_b64decode(token)
    )


def is_token(text: object) -> bool:
    """Whether this has the form of a token."""
    return isinstance(text, str) and _FORM.fullmatch(text) is not None
