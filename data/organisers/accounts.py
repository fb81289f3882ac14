"""Accounts of the programme team and of organisers: passwords by argon2id, invitations that work once.

The first account of the team is made by `python -m data add-account`; an organiser's own comes from an
invitation.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data import clock
from data.folders import Folders
from data.last_day import is_certain
from data.organisers.registry import open_registry
from data.organisers.weak_passwords import is_weak
from data.storage import writing
from questionnaire.language.translation import N_

Role = Literal["team", "organiser"]
LEAST_PASSWORD, MOST_PASSWORD = 12, 200
LONGEST_NAME = 120
INVITATION_DAYS = 14
SESSION_DAYS = 1
_NO_INVITATION = N_("Deze uitnodiging is al gebruikt of verlopen. Vraag het programma om een nieuwe.")

_hasher = PasswordHasher()  # argon2id, with the library's present parameters


@lru_cache(maxsize=1)
def _decoy() -> str:
    """What a password is compared with when the name is unknown, so that the time taken does not tell which
    names exist.

    Made at first need and not at the start: it is slow on purpose.
    """
    return _hasher.hash(secrets.token_hex(16))


class AccountError(ValueError):
    """An account cannot be made or used. The message is for whoever tries: `text` is translated, then filled
    with `fields`.
    """

    def __init__(self, text: str, **fields: object):
        super().__init__(text.format(**fields))
        self.text, self.fields = text, fields


@dataclass(frozen=True)
class Account:
    """Somebody who may make events. The team sees all events, an organiser their own."""

    id: str
    login: str
    name: str
    role: Role


def add_account(
    login: str, name: str, role: Role, password: str | None, where: Folders | None = None
) -> Account:
    """A new account. Without a password it can only be used by OpenID Connect, with `login` as its e-mail
    address.

    Raises AccountError when the login is taken, or the password too short or guessed early.
    """
    login, name = _plain(login), " ".join(name.split())[:LONGEST_NAME]
    if not login or not name:
        raise AccountError(N_("Vul een naam en een inlognaam in."))
    if not (login + name).isprintable() or len(login) > LONGEST_NAME:
        raise AccountError(N_("In deze naam staan tekens die niet kunnen."))
    if password is not None:
        _check_password(password, login, name)
    account = Account(secrets.token_hex(8), login, name, role)
    secret = password and _hasher.hash(password)  # slow on purpose, so before the file is locked
    with open_registry(where) as db, writing(db):
        if db.execute("SELECT 1 FROM accounts WHERE login = ?", (login,)).fetchone():
            raise AccountError(N_("De inlognaam '{login}' is al in gebruik."), login=login)
        db.execute("INSERT INTO accounts VALUES (?, ?, ?, ?, ?)", (account.id, login, name, role, secret))
    return account


def sign_in(login: str, password: str, where: Folders | None = None) -> Account | None:
    """The account that goes with login and password; None when they do not fit, whatever the reason."""
    with open_registry(where) as db:
        row = db.execute(
            "SELECT id, login, name, role, password FROM accounts WHERE login = ?", (_plain(login),)
        ).fetchone()
    known = row[4] if row and row[4] else None
    try:
        _hasher.verify(known or _decoy(), password[: MOST_PASSWORD + 1])
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return None
    if known is None:
        return None
    if _hasher.check_needs_rehash(known):
        with open_registry(where) as db, writing(db):
            db.execute("UPDATE accounts SET password = ? WHERE id = ?", (_hasher.hash(password), row[0]))
    return Account(*row[:4])


def account_by_login(login: str, where: Folders | None = None) -> Account | None:
    """The account of a login whose identity somebody else proved (OpenID Connect); None when there is none."""
    return _found("login = ?", _plain(login), where)


def account(account_id: str, where: Folders | None = None) -> Account | None:
    """The account with this id, so that rights can be checked anew at every step."""
    return _found("id = ?", account_id, where)


def accounts(where: Folders | None = None) -> list[Account]:
    """All accounts by name."""
    with open_registry(where) as db:
        return [
            Account(*row)
            for row in db.execute("SELECT id, login, name, role FROM accounts ORDER BY name, id")
        ]


def remove_account(account_id: str, where: Folders | None = None) -> None:
    """Removes an account with its sessions; its events stay, for the team."""
    with open_registry(where) as db, writing(db):
        db.execute("DELETE FROM accounts WHERE id = ?", (account_id,))
        for table in ("sessions", "devices", "second_factors", "recovery_codes"):
            db.execute(f"DELETE FROM {table} WHERE account = ?", (account_id,))


def change_password(account_id: str, password: str, where: Folders | None = None) -> None:
    """Gives an account another password and ends all its sessions. Raises AccountError when it is too short, or
    guessed early.
    """
    known = account(account_id, where)
    _check_password(password, *((known.login, known.name) if known else ()))
    secret = _hasher.hash(password)
    with open_registry(where) as db, writing(db):
        db.execute("UPDATE accounts SET password = ? WHERE id = ?", (secret, account_id))
        db.execute("DELETE FROM sessions WHERE account = ?", (account_id,))


def invite(
    name: str, role: Role = "organiser", where: Folders | None = None, today: date | None = None
) -> str:
    """The secret of an invitation link that works once, within fourteen days. Only its hash is kept."""
    secret = secrets.token_urlsafe(18)
    until = (today or clock.today()) + timedelta(days=INVITATION_DAYS)
    with open_registry(where) as db, writing(db):
        if is_certain(where, today):
            db.execute("DELETE FROM invitations WHERE until < ?", ((today or clock.today()).isoformat(),))
        db.execute(
            "INSERT INTO invitations VALUES (?, ?, ?, ?)",
            (_hash(secret), name.strip(), role, until.isoformat()),
        )
    return secret


def invitation_name(secret: str, where: Folders | None = None, today: date | None = None) -> str | None:
    """For whom an invitation is; None when it is unknown, used or expired."""
    with open_registry(where) as db:
        row = db.execute(
            "SELECT name FROM invitations WHERE secret = ? AND until >= ?",
            (_hash(secret), (today or clock.today()).isoformat()),
        ).fetchone()
    return None if row is None else str(row[0])


def accept_invitation(
    secret: str, login: str, name: str, password: str, where: Folders | None = None, today: date | None = None
) -> Account:
    """The account made with an invitation. Raises AccountError; the invitation then still works, unless it
    was no good.
    """
    day = (today or clock.today()).isoformat()
    with open_registry(where) as db:
        row = db.execute(
            "SELECT role FROM invitations WHERE secret = ? AND until >= ?", (_hash(secret), day)
        ).fetchone()
    if row is None:
        raise AccountError(_NO_INVITATION)
    made = add_account(login, name, row[0], password, where)
    with open_registry(where) as db, writing(db):
        used = db.execute("DELETE FROM invitations WHERE secret = ?", (_hash(secret),)).rowcount
    if not used:  # somebody was faster with the same link
        with suppress(AccountError):
            remove_account(made.id, where)
        raise AccountError(_NO_INVITATION)
    return made


def start_session(account_id: str, where: Folders | None = None, today: date | None = None) -> str:
    """A secret for the browser that stands for a signed-in account until the end of tomorrow. Only its hash
    is kept.
    """
    secret, day = secrets.token_urlsafe(24), today or clock.today()
    with open_registry(where) as db, writing(db):
        if is_certain(where, day):
            db.execute("DELETE FROM sessions WHERE until < ?", (day.isoformat(),))
        db.execute(
            "INSERT INTO sessions VALUES (?, ?, ?)",
            (_hash(secret), account_id, (day + timedelta(days=SESSION_DAYS)).isoformat()),
        )
    return secret


def session_account(
    secret: str | None, where: Folders | None = None, today: date | None = None
) -> Account | None:
    """Whose session this is; None when it is unknown or over."""
    if not secret:
        return None
    with open_registry(where) as db:
        row = db.execute(
            "SELECT a.id, a.login, a.name, a.role FROM sessions s JOIN accounts a ON a.id = s.account WHERE s.secret = ? AND s.until >= ?",
            (_hash(secret), (today or clock.today()).isoformat()),
        ).fetchone()
    return None if row is None else Account(*row)


def end_session(secret: str, where: Folders | None = None) -> None:
    """Signs out."""
    with open_registry(where) as db, writing(db):
        db.execute("DELETE FROM sessions WHERE secret = ?", (_hash(secret),))


def _found(condition: str, value: str, where: Folders | None) -> Account | None:
    with open_registry(where) as db:
        row = db.execute(f"SELECT id, login, name, role FROM accounts WHERE {condition}", (value,)).fetchone()
    return None if row is None else Account(*row)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _check_password(password: str, *about: str) -> None:
    if len(password) < LEAST_PASSWORD:
        raise AccountError(N_("Kies een wachtwoord van minstens {count} tekens."), count=LEAST_PASSWORD)
    if len(password) > MOST_PASSWORD or "\0" in password:
        raise AccountError(N_("Kies een wachtwoord van hooguit {count} tekens."), count=MOST_PASSWORD)
    if is_weak(password, about):
        raise AccountError(
            N_(
                "Dit wachtwoord wordt snel geraden. Neem een paar woorden achter elkaar die niets met uw naam te maken hebben."
            )
        )


def _plain(login: str) -> str:
    return login.strip().lower().encode("utf-8", "replace").decode()
