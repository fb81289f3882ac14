"""Where run-time files live: data in DATA_DIR (default var/), keys in KEY_DIR (default keys/), never in one
another.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from questionnaire.content_folder import PRODUCT, ROOT


class FolderError(Exception):
    """The folders are chosen such that the promise would not hold; the message is for whoever runs the
    server.
    """


@dataclass(frozen=True)
class Folders:
    """The two folders of one server. A copy of `data_dir` without `key_dir` is unreadable, so keep them
    apart.

    `database`: where PostgreSQL keeps what several servers share; empty: all of it stands in `data_dir`.
    """

    data_dir: Path
    key_dir: Path
    database: str = field(default="", repr=False)  # it may hold a password

    def __post_init__(self) -> None:
        data, keys = self.data_dir.resolve(), self.key_dir.resolve()
        if data == keys or data in keys.parents or keys in data.parents:
            raise FolderError(
                "KEY_DIR en DATA_DIR mogen niet in elkaar liggen: wie de gegevens kopieert, zou de sleutels meenemen."
            )

    @property
    def pending(self) -> Path:
        return self.data_dir / "pending.db"

    @property
    def published(self) -> Path:
        return self.data_dir / "published.db"

    @property
    def drafts(self) -> Path:
        return self.data_dir / "drafts.db"

    @property
    def enquiries(self) -> Path:
        return self.data_dir / "enquiries.db"

    @property
    def events(self) -> Path:
        return self.data_dir / "events.db"

    @property
    def last_day(self) -> Path:
        return self.data_dir / "last-day.json"

    @property
    def upkeep(self) -> Path:
        return self.data_dir / "upkeep.json"

    @property
    def uncounted(self) -> Path:
        return self.data_dir / "uncounted.json"

    def public_folder(self, folder: Path, served: bool = False) -> Path:
        """`folder`, which everybody may read. Raises PlaceError when files that nobody may read lie in it.

        When it is `served` they may not lie in a folder inside it either.
        """
        shown, data, keys = folder.resolve(), self.data_dir.resolve(), self.key_dir.resolve()
        around = {*data.parents, *keys.parents} if served else set()
        if shown in (data, keys) or keys in shown.parents or shown in around:
            raise FolderError(
                f"De map {folder} is voor iedereen te lezen, en er liggen gegevens of sleutels in. Kies een eigen map, bijvoorbeeld {self.data_dir / 'release'}."
            )
        return folder

    def make(self) -> Folders:
        """The same places, their folders made when missing; only the owner may read the keys."""
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o750)
        self.key_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self


def folders() -> Folders:
    """The folders that the environment names (DATA_DIR, KEY_DIR), or var/ and keys/ beside the code.

    Other content has others there: answers to one questionnaire never end among those to another.
    """
    own = "" if ROOT == PRODUCT else f"-{ROOT.name}"
    return _folders(
        os.environ.get("DATA_DIR") or str(PRODUCT / f"var{own}"),
        os.environ.get("KEY_DIR") or str(PRODUCT / f"keys{own}"),
        database_url(),
    )


def database_url() -> str:
    """What the environment names as the database that servers share (DATABASE_URL); empty: everything stands in
    DATA_DIR. Raises FolderError.
    """
    named = os.environ.get("DATABASE_URL", "").strip()
    parts = urlsplit(named)
    if named and (parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/")):
        raise FolderError(
            "DATABASE_URL: schrijf het adres van een PostgreSQL-database, zoals postgresql://gebruiker@machine/scan. Laat "
            "DATABASE_URL weg om alles in DATA_DIR te bewaren, op één server."
        )
    return named


@lru_cache(maxsize=8)  # each answer asks for them, and looking whether one lies in the other asks the disk
def _folders(data_dir: str, key_dir: str, database: str) -> Folders:
    return Folders(Path(data_dir), Path(key_dir), database)


def is_event_laptop() -> bool:
    """Whether this is a laptop at an event without internet (`make event-laptop` sets EVENT_LAPTOP=1): its people
    count for the region as one group. Raises FolderError.
    """
    told = os.environ.get("EVENT_LAPTOP", "").strip()
    if told not in ("", "0", "1"):
        raise FolderError(
            f"EVENT_LAPTOP: '{told}' betekent niets. Schrijf 1 op een laptop zonder internet, of laat EVENT_LAPTOP weg."
        )
    return told == "1"
