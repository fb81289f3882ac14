"""Settings of the server, from the environment: what differs between a laptop, an event and the real site."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from data.addresses import AddressError, centre_url, public_url, site_of
from data.folders import FolderError, folders, is_event_laptop
from evidence.settings import may_look, resolvers
from questionnaire.authoring.content_folder import missing_files
from questionnaire.content_folder import PRODUCT
from screens.session.hosts import allowed_hosts

LEAST_KEY = 16  # characters


class SettingError(ValueError):
    """Settings with which the server does not start; the message is for whoever runs it."""


def check_settings() -> None:
    """Reads every setting once, so that a slip is told at the start and not to who visits.

    Raises SettingError with a line for each that is wrong.
    """
    each: tuple[Callable[[], object], ...] = (
        content_is_there,
        folders,
        public_url,
        centre_url,
        allowed_hosts,
        frame_hosts,
        assets_dir,
        release_dir,
        is_demo,
        is_event_laptop,
        metrics_key,
        may_look,
        resolvers,
    )
    wrong = []
    for read in each:
        try:
            read()
        except (FolderError, ValueError) as error:
            wrong.append(str(error))
    if wrong:
        raise SettingError("\n".join(dict.fromkeys(wrong)))


def content_is_there() -> None:
    """Raises SettingError when what CONTENT names is no folder with content."""
    if told := missing_files():
        raise SettingError("\n".join(mistake.say() for mistake in told))


def is_demo() -> bool:
    """Whether every page must say that it shows made-up data (`make demo` sets DEMO=1). Raises SettingError."""
    told = os.environ.get("DEMO", "").strip()
    if told not in ("", "0", "1"):
        raise SettingError(
            f"DEMO: '{told}' betekent niets. Schrijf 1 voor een server met verzonnen gegevens, of laat DEMO weg."
        )
    return told == "1"


def metrics_key() -> str:
    """What a monitor sends to read `/metrics` (METRICS_KEY); empty when nobody may. Raises SettingError."""
    key = os.environ.get("METRICS_KEY", "").strip()
    if key and len(key) < LEAST_KEY:
        raise SettingError(f"METRICS_KEY is te kort. Neem minstens {LEAST_KEY} tekens die niemand raadt.")
    return key


def log_file() -> Path | None:
    """Where the log is written as JSON as well (LOG_FILE); None: only where the server itself writes it."""
    named = os.environ.get("LOG_FILE", "").strip()
    return Path(named) if named else None


def frame_hosts() -> tuple[str, ...]:
    """Sites that may show the app in an iframe (FRAME_HOSTS, `https://host`, apart by spaces); none by
    default.

    Raises SettingError for anything else, so that a typing error never opens the policy.
    """
    hosts = []
    for text in os.environ.get("FRAME_HOSTS", "").replace(",", " ").split():
        try:
            hosts.append(site_of(text, schemes=("https",)))
        except AddressError as error:
            raise SettingError(
                f"FRAME_HOSTS: '{text}' is geen adres van een site ({error}). Schrijf het met https:// ervoor en zonder pad, zoals https://uwvereniging.nl."
            ) from None
    return tuple(hosts)


def assets_dir() -> Path:
    """Where compressed copies of scripts, styles and icons stand, made once (ASSETS_DIR, default var/assets)."""
    return _folder("ASSETS_DIR", PRODUCT / "var" / "assets")


def release_dir() -> Path:
    """The folder that `python -m data publish` writes and that is served as it is (RELEASE_DIR, default
    var/release).
    """
    where = folders()
    return where.public_folder(_folder("RELEASE_DIR", where.data_dir / "release"), served=True)


def _folder(name: str, otherwise: Path) -> Path:
    folder = Path(os.environ.get(name) or otherwise)
    if folder.exists() and not folder.is_dir():
        raise SettingError(f"{name}: '{folder}' is een bestand. Noem een map.")
    return folder
