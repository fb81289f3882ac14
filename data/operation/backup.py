"""Back-ups of a running server: one file, encrypted for a public key (age), that is tried by opening it whole.

In it: saved scans, enquiries, accounts and events, published figures, the editions of the content and what was
withdrawn. Not in it: the open blocks and every key. What is counted there may leave no trace, so a restored server
begins with empty open blocks and loses what they held, and with it who was counted lately.

Each database is copied by SQLite itself, whole and as of one moment, while the server writes on.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pyrage

from data import clock
from data.folders import Folders
from data.operation.damage import is_damaged

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = ("drafts", "enquiries", "events", "published")
NOTES = ("last-day.json", "withdrawn-editions.json")
EDITIONS = "editions"
_PATIENCE_SECONDS = 30


class BackupError(Exception):
    """A back-up cannot be made, opened or put back; the message is for who runs the server."""


@dataclass(frozen=True)
class Checked:
    """A back-up that was opened whole: the day it was made, and how many rows of each kind are in it."""

    made: str
    files: int
    rows: dict[str, int]


def new_key() -> tuple[str, str]:
    """A fresh pair: the private key, for a vault, and the public one, for the server."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def make_backup(where: Folders, out: Path, public_key: str) -> Checked:
    """Writes a back-up to `out`, readable only for who holds the private key. Raises BackupError, OSError."""
    try:
        recipient = pyrage.x25519.Recipient.from_str(public_key.strip())
    except pyrage.RecipientError:
        raise BackupError(
            "Dat is geen publieke sleutel voor reservekopieën. Die begint met age1. Maak er een met: python -m data backup-key"
        ) from None
    if where.database:
        raise BackupError(
            "Met DATABASE_URL staat alles wat in een reservekopie hoort in PostgreSQL. Maak de kopie daar, met pg_dump, en "
            "versleutel haar; open blokken en sleutels horen er niet in."
        )
    if out.exists():
        raise BackupError(
            f"{out} bestaat al. Kies een andere naam: een reservekopie wordt nooit overschreven."
        )
    with TemporaryDirectory(prefix=".backup-", dir=where.make().data_dir) as name:
        folder = Path(name)
        for database in DATABASES:
            _copy_database(getattr(where, database), folder)
        for note in NOTES:
            if (where.data_dir / note).is_file():
                (folder / note).write_bytes((where.data_dir / note).read_bytes())
        for path in sorted((where.data_dir / EDITIONS).glob("[0-9a-z]*/**/*")):
            if path.is_file():
                copy = folder / path.relative_to(where.data_dir)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
        files = {
            str(path.relative_to(folder)): _digest(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        about = {"format": FORMAT, "made": clock.now().isoformat(timespec="minutes"), "files": files}
        (folder / MANIFEST).write_text(json.dumps(about, indent=1), "utf-8")
        checked = _check(folder)
        packed = folder / "packed.tar.gz"
        with tarfile.open(packed, "w:gz") as tar:
            for file in (MANIFEST, *files):
                tar.add(folder / file, arcname=file)
        partial = out.with_name(f".{out.name}.part")
        try:
            with packed.open("rb") as source, partial.open("wb") as target:
                pyrage.encrypt_io(source, target, [recipient])
            partial.rename(out)
        finally:
            partial.unlink(missing_ok=True)
    return checked


def _copy_database(path: Path, folder: Path) -> None:
    if not path.exists():
        return
    try:
        with (
            closing(sqlite3.connect(path, timeout=_PATIENCE_SECONDS)) as source,
            closing(sqlite3.connect(folder / path.name)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    except sqlite3.Error as error:
        raise BackupError(
            f"{path.name} is niet te kopiëren ({error}). Er is geen reservekopie gemaakt. Kijk met: python -m data state"
        ) from error


def verify_backup(file: Path, private_key: str) -> Checked:
    """Opens a back-up whole, in a folder that goes, and checks all that is in it. Raises BackupError, OSError."""
    with TemporaryDirectory(prefix="scan-backup-") as name:
        return _open(file, private_key, Path(name))


def restore_backup(file: Path, private_key: str, to: Path) -> Checked:
    """Puts a back-up in the folder `to`, which may not hold anything yet. Raises BackupError, OSError."""
    if to.exists() and any(to.iterdir()):
        raise BackupError(
            f"In {to} staat al iets. Kies een lege map; wat er nu staat wordt nooit overschreven."
        )
    to.mkdir(parents=True, exist_ok=True, mode=0o750)
    with TemporaryDirectory(prefix=".restore-", dir=to.parent) as name:
        checked = _open(file, private_key, Path(name))
        for path in sorted(Path(name).iterdir()):
            if path.name not in (MANIFEST, "packed.tar.gz"):
                path.rename(to / path.name)
    return checked


def _open(file: Path, private_key: str, folder: Path) -> Checked:
    packed = folder / "packed.tar.gz"
    try:
        identity = pyrage.x25519.Identity.from_str(_only_key(private_key))
        with file.open("rb") as source, packed.open("wb") as target:
            _decrypt(source, target, identity)
        with tarfile.open(packed, "r:gz") as tar:
            tar.extractall(folder, filter="data")
    except pyrage.IdentityError:
        raise BackupError("Dat is geen privésleutel. Die begint met AGE-SECRET-KEY-1.") from None
    except pyrage.DecryptError:
        raise BackupError(
            f"{file.name} gaat niet open: het is voor een andere sleutel gemaakt, beschadigd, of geen reservekopie."
        ) from None
    except (tarfile.TarError, EOFError):
        raise BackupError(f"{file.name} is geen reservekopie van de scan.") from None
    packed.unlink()
    return _check(folder)


def _decrypt(source: BinaryIO, target: BinaryIO, identity: object) -> None:
    try:
        pyrage.decrypt_io(source, target, [identity])
    except OSError as error:
        if error.errno is not None:  # the disk, and not what was read from it
            raise
        raise pyrage.DecryptError(str(error)) from None


def _only_key(text: str) -> str:
    """The line with the key: age writes comments above it."""
    return next((line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")), "")


def _check(folder: Path) -> Checked:
    try:
        about = json.loads((folder / MANIFEST).read_text("utf-8"))
        form, made, files = about["format"], str(about["made"]), dict(about["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupError("Hierin staat geen reservekopie van de scan.") from None
    if form != FORMAT:
        raise BackupError("Deze reservekopie is van een nieuwere versie van de scan. Zet die versie terug.")
    wrong = [
        name
        for name, digest in files.items()
        if not (folder / name).is_file() or _digest(folder / name) != digest
    ]
    wrong += [
        f"{name}.db"
        for name in DATABASES
        if (folder / f"{name}.db").exists() and is_damaged(folder / f"{name}.db")
    ]
    if wrong:
        raise BackupError(f"In de reservekopie is {wrong[0]} beschadigd. Gebruik een eerdere.")
    rows = {}
    for name, query in (
        ("drafts", "SELECT count(*) FROM drafts"),
        ("events", "SELECT count(*) FROM events"),
        ("published", "SELECT count(*) FROM blocks"),
        ("enquiries", "SELECT count(*) FROM enquiries"),
    ):
        if (folder / f"{name}.db").exists():
            try:
                with closing(sqlite3.connect(folder / f"{name}.db")) as db:
                    rows[name] = int(db.execute(query).fetchone()[0])
            except sqlite3.Error:
                raise BackupError(
                    f"In de reservekopie is {name}.db niet te lezen. Gebruik een eerdere."
                ) from None
    return Checked(made, len(files), rows)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
