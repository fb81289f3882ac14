"""Publishing: the release as a folder that any web server can hand out. The same blocks give the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from data.aggregates.folding import Site, prepare
from data.last_day import certain_day
from data.organisers.events import close_due
from data.release.contents import release
from data.release.page import page
from data.release.tables import FIELDS, datapackage, tables
from questionnaire.whole_files import write_whole

RELEASE_FILES = ("index.html", "release.json", "datapackage.json", *(f"{table}.csv" for table in FIELDS))


def publish_release(site: Site, out: Path) -> list[str]:
    """Writes the release to `out` and returns the names of the files that changed.

    First seals what the calendar asks for: blocks of a quarter that is over, events whose last day is past.
    Raises OSError when the folder cannot be written, PlaceError when private files lie in it, ClockInDoubt on a day
    that may not be true: what stood there then stays as it is.
    """
    certain_day(site.folders, site.today)
    site.folders.public_folder(out)
    prepare(site)
    close_due(site)
    files = release_files(release(site))
    out.mkdir(parents=True, exist_ok=True)
    changed = [
        name for name, data in files.items() if not (out / name).exists() or (out / name).read_bytes() != data
    ]
    for name in changed:
        write_whole(out / name, files[name])
    return changed


def release_files(found: dict[str, Any]) -> dict[str, bytes]:
    """The files of a release by name."""
    return {
        "release.json": _json(found),
        "datapackage.json": _json(datapackage(found)),
        **tables(found),
        "index.html": page(found),
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
