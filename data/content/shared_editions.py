"""The editions of the content and what was withdrawn, for servers on one database: a walk that began at one goes on at
any other, and an edition that is taken back at one is used at none.
"""

from __future__ import annotations

import io
import os
import shutil
import tarfile
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from data import clock
from data.folders import Folders
from data.storage import writing
from data.stores import open_store
from scoring.editions.files import NOTE, approved, id_of
from scoring.editions.withdrawals import Withdrawal, Withdrawals

STEPS = Migrations("editions")
MOST = 10  # editions that are kept for other servers


@STEPS()
def editions_and_withdrawals(db: Database) -> None:
    db.execute("CREATE TABLE editions (id TEXT PRIMARY KEY, since TEXT NOT NULL, files BLOB NOT NULL)")
    db.execute(
        "CREATE TABLE withdrawals (edition TEXT PRIMARY KEY, version TEXT NOT NULL, reason TEXT NOT NULL, day TEXT NOT NULL)"
    )


def share_withdrawal(where: Folders, one: Withdrawal) -> None:
    """Tells the other servers at once. Raises StorageTrouble."""
    if where.database:
        with open_store(where, STEPS) as db, writing(db):
            db.execute(
                "INSERT INTO withdrawals VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (one.edition, one.version, one.reason, one.on.isoformat()),
            )


def follow_editions(where: Folders) -> None:
    """Takes over what other servers withdrew and which editions they have, and gives them those of here. An edition of
    another server never goes live here by it. Raises StorageTrouble, OSError.
    """
    list_, folder = Withdrawals(where.data_dir / "withdrawn-editions.json"), where.data_dir / "editions"
    here = {one.edition for one in list_.all()}
    paths = {path.name: path for path in approved(folder)}
    with open_store(where, STEPS) as db:
        elsewhere = [
            Withdrawal(edition, version, reason, date.fromisoformat(day))
            for edition, version, reason, day in db.execute(
                "SELECT edition, version, reason, day FROM withdrawals ORDER BY day, edition"
            )
        ]
        known = {row[0] for row in db.execute("SELECT id FROM editions")}
        for edition in sorted(known - paths.keys()) if paths else ():
            (files,) = db.execute("SELECT files FROM editions WHERE id = ?", (edition,)).fetchone()
            _unpack(files, edition, folder, min(path.stat().st_mtime_ns for path in paths.values()))
        new = [
            (i, clock.moment_of(p.stat().st_mtime).isoformat(), _packed(p))
            for i, p in paths.items()
            if i not in known
        ]
        if new:
            with writing(db):
                db.conn.executemany("INSERT INTO editions VALUES (?, ?, ?) ON CONFLICT DO NOTHING", new)
                db.execute(
                    "DELETE FROM editions WHERE id NOT IN (SELECT id FROM editions ORDER BY since DESC LIMIT ?)",
                    (MOST,),
                )
    told = {one.edition for one in elsewhere}
    if fresh := [one for one in elsewhere if one.edition not in here]:
        list_.add(fresh)
    for one in list_.all():
        if one.edition not in told:
            share_withdrawal(where, one)


def _packed(path: Path) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        tar.add(path, arcname=".")
    return out.getvalue()


def _unpack(files: bytes, edition: str, folder: Path, before: int) -> None:
    """Puts an edition beside those of here, as one that was live longer ago."""
    apart = Path(mkdtemp(prefix=".", dir=folder))
    with tarfile.open(fileobj=io.BytesIO(files), mode="r:gz") as tar:
        tar.extractall(apart, filter="data")
    if edition.isalnum() and id_of(apart) == edition and (apart / NOTE).exists():
        os.utime(apart, ns=(before - 1_000_000_000, before - 1_000_000_000))
        apart.replace(folder / edition)
    else:
        shutil.rmtree(apart, ignore_errors=True)
