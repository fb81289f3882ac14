"""Brings a SQLite file of ours to the shape of now, by named steps in order; refuses one of a newer program.

Every store names its steps (`sqlite_utils.migrations`), the first of which makes its tables. How many were done
stands in the file itself (`user_version`), as it did before there were steps. The table in which sqlite-utils keeps
them is left out: it holds the moment of each step, and that is when the first somebody came.

All that a file still lacks is done in one transaction that holds the write lock: who breaks off half-way, finds the
file as it was, and the next who opens it begins anew.
"""

from __future__ import annotations

from collections.abc import Callable
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
    every = all_steps(steps)
    if _done(db, steps.name, len(every)) == len(every):
        return
    with writing(db):
        done = _done(db, steps.name, len(every))  # again: another process may have been first
        for step in every[done:]:
            step(db)
        db.execute(f"PRAGMA user_version = {len(every)}")


def _done(db: Database, name: str, newest: int) -> int:
    done = int(db.execute("PRAGMA user_version").fetchone()[0])
    if done > newest:
        raise NewerFile(
            f"{name}.db is van een nieuwere versie van de scan (stap {done}, deze versie kent er {newest}). "
            "Zet de nieuwere versie terug, of het bestand zoals het daarvoor was."
        )
    return done


@cache
def all_steps(steps: Migrations) -> tuple[Callable[[Database], None], ...]:
    """Every step in order: to a file without anything all are still to come."""
    return tuple(step.fn for step in steps.pending(Database(memory=True)))
