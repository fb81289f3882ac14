"""The editions of the content that this server keeps, for walks that are under way while it changes."""

from __future__ import annotations

from data.checks import check_content
from data.places import places
from scoring.editions import EditionStore, install, installed


def keep_editions() -> None:
    """Once per process: content that is changed goes live when check.py passes, the last few editions are kept."""
    if installed() is None:
        install(EditionStore(folder=places().make().data_dir / "editions", check=lambda copy: check_content(copy).mistakes))
