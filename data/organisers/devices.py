"""Devices on which an account was in before: they keep a lane of their own when passwords are tried at its name.

A device knows a secret, the server its digest. It opens nothing by itself: a password is asked all the same.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from data import clock
from data.folders import Folders
from data.last_day import is_certain
from data.organisers.registry import open_registry
from data.storage import writing

DEVICE_DAYS = 180
MOST_DEVICES = 20  # of one account; the one that ends first goes first


def device_digest(secret: str) -> bytes:
    """What is kept of a device, and what limits know it by."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def remember_device(
    account_id: str, secret: str | None, where: Folders | None = None, today: date | None = None
) -> str:
    """The secret of this device, on which the account just came in: the one that it had, or a new one."""
    day = today or clock.today()
    with open_registry(where) as db, writing(db):
        known = (
            secret
            and db.execute(
                "SELECT 1 FROM devices WHERE secret = ? AND account = ?", (_key(secret), account_id)
            ).fetchone()
        )
        secret = secret if secret and known else secrets.token_urlsafe(24)
        if is_certain(where, day):
            db.execute("DELETE FROM devices WHERE until < ?", (day.isoformat(),))
        db.execute(
            "INSERT INTO devices VALUES (?, ?, ?) ON CONFLICT (secret) "
            "DO UPDATE SET account = excluded.account, until = excluded.until",
            (_key(secret), account_id, (day + timedelta(days=DEVICE_DAYS)).isoformat()),
        )
        db.execute(
            "DELETE FROM devices WHERE account = ? AND secret NOT IN "
            "(SELECT secret FROM devices WHERE account = ? ORDER BY until DESC LIMIT ?)",
            (account_id, account_id, MOST_DEVICES),
        )
    return secret


def is_known_device(
    secret: str | None, login: str, where: Folders | None = None, today: date | None = None
) -> bool:
    """Whether the account of this login was in on this device before."""
    if not secret:
        return False
    with open_registry(where) as db:
        row = db.execute(
            "SELECT 1 FROM devices d JOIN accounts a ON a.id = d.account WHERE d.secret = ? AND a.login = ? AND d.until >= ?",
            (_key(secret), login.strip().lower(), (today or clock.today()).isoformat()),
        ).fetchone()
    return row is not None


def _key(secret: str) -> str:
    return device_digest(secret).hex()
