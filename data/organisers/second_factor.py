"""The second step of signing in: six digits of an app that change every half minute (TOTP, RFC 6238), and recovery
codes for who lost the phone.

The app's secret must be readable to compare with; it stands in the file of accounts, which is on the server alone.
Of recovery codes only digests are kept, and each works once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
import time
from urllib.parse import quote, urlencode

from data.folders import Folders
from data.organisers.registry import open_registry
from data.storage import writing

STEP_SECONDS, DIGITS, SECRET_BYTES = 30, 6, 20
NEIGHBOURS = 1  # steps before and after: clocks of phones differ a little
RECOVERY_CODES = 10
ALPHABET = "BCDFGHJKLMNPQRSTVWXYZ34679"  # as in the codes of events: nothing that looks alike
RECOVERY_LENGTH = 12  # of 26 letters and digits: 56 bits


def new_secret() -> str:
    """A secret for an app, as it is typed in: base32."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def app_address(secret: str, login: str, issuer: str) -> str:
    """The address that an app reads from a QR code (otpauth)."""
    asked = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{login}')}?{asked}"


def code_at(secret: str, step: int) -> str:
    """The six digits of one half minute, counted from 1970."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: str, code: str, now: float | None = None) -> int | None:
    """The half minute of which this is the code, now or right beside it; None when it is another code."""
    typed = "".join(code.split())
    middle = int((time.time() if now is None else now) // STEP_SECONDS)
    for step in range(middle - NEIGHBOURS, middle + NEIGHBOURS + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), typed.encode("utf-8", "replace")):
            return step
    return None


def has_second_factor(account_id: str, where: Folders | None = None) -> bool:
    """Whether this account asks for a second step."""
    with open_registry(where) as db:
        found = db.execute("SELECT 1 FROM second_factors WHERE account = ?", (account_id,)).fetchone()
    return found is not None


def set_second_factor(
    account_id: str, secret: str, code: str, where: Folders | None = None, now: float | None = None
) -> tuple[str, ...] | None:
    """Turns the second step on for whoever shows a code of this secret: the recovery codes, to be told once.

    None when the code is another one; everything stays as it was then.
    """
    step = step_of(secret, code, now)
    if step is None:
        return None
    codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
    with open_registry(where) as db, writing(db):
        db.execute(
            "INSERT INTO second_factors VALUES (?, ?, ?) ON CONFLICT (account) "
            "DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step",
            (account_id, secret, step),
        )
        db.execute("DELETE FROM recovery_codes WHERE account = ?", (account_id,))
        for one in codes:
            db.execute("INSERT INTO recovery_codes VALUES (?, ?)", (account_id, _digest(one)))
    return codes


def passes(account_id: str, code: str, where: Folders | None = None, now: float | None = None) -> bool:
    """Whether a code of the app, or a recovery code, fits this account. Each works once: who looked over a shoulder
    comes too late.
    """
    with open_registry(where) as db, writing(db):
        row = db.execute(
            "SELECT secret, last_step FROM second_factors WHERE account = ?", (account_id,)
        ).fetchone()
        if row is None:
            return False
        step = step_of(row[0], code, now)
        if step is not None:
            return (
                db.execute(
                    "UPDATE second_factors SET last_step = ? WHERE account = ? AND last_step < ?",
                    (step, account_id, step),
                ).rowcount
                == 1
            )
        used = db.execute(
            "DELETE FROM recovery_codes WHERE account = ? AND secret = ?", (account_id, _digest(code))
        )
        return used.rowcount == 1


def codes_left(account_id: str, where: Folders | None = None) -> int:
    """How many recovery codes this account has not used yet."""
    with open_registry(where) as db:
        row = db.execute("SELECT count(*) FROM recovery_codes WHERE account = ?", (account_id,)).fetchone()
    return int(row[0])


def drop_second_factor(account_id: str, where: Folders | None = None) -> None:
    """Turns the second step off: by who has it, or by another member for who lost phone and codes."""
    with open_registry(where) as db, writing(db):
        db.execute("DELETE FROM second_factors WHERE account = ?", (account_id,))
        db.execute("DELETE FROM recovery_codes WHERE account = ?", (account_id,))


def _recovery_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, RECOVERY_LENGTH, 4))


def _digest(code: str) -> str:
    typed = "".join(sign for sign in code.upper() if sign in ALPHABET)
    return hashlib.sha256(typed.encode()).hexdigest()
