"""Settings of the server, from the environment: what differs between a laptop, an event and the real site."""

from __future__ import annotations

import os
import re
from pathlib import Path

from data.places import places

REPO = Path(__file__).resolve().parents[2]
HOST = re.compile(r"https://[a-z0-9.-]+(:\d+)?", re.IGNORECASE)


def is_demo() -> bool:
    """Whether every page must say that it shows made-up data (`make demo` sets DEMO=1)."""
    return os.environ.get("DEMO") == "1"


def frame_hosts() -> tuple[str, ...]:
    """Sites that may show the app in an iframe (FRAME_HOSTS, `https://host`, apart by spaces); none by default.

    Raises ValueError for anything else, so that a typing error never opens the policy.
    """
    hosts = tuple(host.rstrip("/") for host in os.environ.get("FRAME_HOSTS", "").replace(",", " ").split())
    for host in hosts:
        if not HOST.fullmatch(host):
            raise ValueError(
                f"FRAME_HOSTS: '{host}' is geen adres van een site. Schrijf het met https:// ervoor en zonder pad, zoals https://uwvereniging.nl."
            )
    return hosts


def assets_dir() -> Path:
    """Where compressed copies of scripts, styles and icons stand, made once (ASSETS_DIR, default var/assets)."""
    return Path(os.environ.get("ASSETS_DIR") or REPO / "var" / "assets")


def release_dir() -> Path:
    """The folder that `python -m data publish` writes and that is served as it is (RELEASE_DIR, default var/release)."""
    where = places()
    return where.public_folder(Path(os.environ.get("RELEASE_DIR") or where.data_dir / "release"), served=True)
