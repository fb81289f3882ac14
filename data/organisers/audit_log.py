"""The audit log at the command line: what is written down of each command, and the log itself."""

from __future__ import annotations

import argparse
import csv
import sys

from data.aggregates.folding import Site
from data.organisers import audit

# Commands that only tell.
TELLING = frozenset({"list-events", "list-accounts", "list-editions", "status", "audit-log", "site-key"})
ABOUT = (
    "login",
    "event",
    "edition",
    "name",
    "file",
    "out",
)  # what a command was about, the first that it has


class ChainBroken(ValueError):
    """A line of the audit log was changed or taken away by hand."""


def note_command(name: str, site: Site, options: argparse.Namespace) -> None:
    """Writes down that a command was done, unless it only told something."""
    if name in TELLING:
        return
    about = next((str(value) for key in ABOUT if (value := getattr(options, key, None))), "")
    audit.note(f"command {name}", audit.SERVER, about, site.folders)


def show_audit_log(site: Site, options: argparse.Namespace) -> None:
    """Prints all lines as CSV. Raises ChainBroken when one does not follow from the one before."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["number", "at", "who", "what", "about", "chain"])
    for line in audit.lines(site.folders):
        out.writerow([line.number, line.at, line.who, line.what, line.about, line.chain])
    if (broken := audit.first_broken(site.folders)) is not None:
        raise ChainBroken(
            f"Regel {broken} van het logboek volgt niet op de vorige: hier is iets veranderd of weggehaald. "
            "Zoek uit wie er bij het bestand events.db kon, en leg er een back-up naast."
        )
