"""Brings a SQLite file of ours to the shape of now, by named steps in order; refuses one of a newer program.

Every store names its steps, the first of which makes its tables. How many were done stands in the file itself
(`user_version`, as before there were steps), their names in the table of sqlite-utils. All that a file still lacks
is done in one transaction that holds the write lock: who breaks off half-way, finds the file as it was, and the
next who opens it begins anew.
"""

from __future__ import annotations

from functools import cache

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from data.storage import StorageTrouble, writing


class NewerFile(StorageTrouble):
    """A file that a newer version of the program wrote: it is left alone."""


def bring_up(db: Database, steps: Migrations) -> None:
    """Does the steps that this file lacks; nothing when it has them all.

    Raises NewerFile, and changes nothing, when the file has had more steps than there are.
    """
    newest = len(_names(steps))
    if _done(db, steps.name, newest) == newest:
        return
    with writing(db):
        done = _done(db, steps.name, newest)  # again: another process may have been first
        if done == newest:
            return
        _name_the_done(db, steps, done)
        steps.apply(db)
        # sqlite-utils keeps the moment of each step: that is when somebody came, and is nobody's business.
        db.execute("UPDATE _sqlite_migrations SET applied_at = ''")
        db.execute(f"PRAGMA user_version = {newest}")


def _done(db: Database, name: str, newest: int) -> int:
    done = int(db.execute("PRAGMA user_version").fetchone()[0])
    if done > newest:
        raise NewerFile(
            f"{name}.db is van een nieuwere versie van de scan (stap {done}, deze versie kent er {newest}). "
            "Zet de nieuwere versie terug, of het bestand zoals het daarvoor was."
        )
    return done


def _name_the_done(db: Database, steps: Migrations, done: int) -> None:
    """Makes the names say what `user_version` says: files of before the names had none."""
    steps.ensure_migrations_table(db)
    names = db.table(steps.migrations_table)
    names.delete_where("migration_set = ?", [steps.name])
    names.insert_all(
        {"migration_set": steps.name, "name": name, "applied_at": ""} for name in _names(steps)[:done]
    )


@cache
def _names(steps: Migrations) -> tuple[str, ...]:
    """The names of all steps, in order."""
    return tuple(step.name for step in steps.pending(Database(memory=True)))
