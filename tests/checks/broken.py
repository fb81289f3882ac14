"""A small sound content folder, and what is in tests/broken/: the same folder with one file replaced by a
wrong one.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from data.content.checks import texts_of
from questionnaire.authoring.sources import read_source
from scoring.reading import SCAN_FILES, SCAN_RULE, read_rule

TODAY = date(2026, 11, 22)  # so that sound content does not grow stale
BROKEN = Path(__file__).resolve().parent.parent / "broken"
REPOSITORY = BROKEN.parent.parent
_REAL_FILES = ("data/region.yaml", "data/privacy.yaml")


def sound_content(folder: Path) -> Path:
    """A copy of tests/broken/sound in `folder`, with the region and the privacy parameters of the real
    content.
    """
    shutil.copytree(BROKEN / "sound", folder, dirs_exist_ok=True)
    for name in _REAL_FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "data/logo.svg", folder / "data/logo.svg")  # which that region names
    return folder


def read_case(path: Path) -> tuple[str, str]:
    """Which file a broken one replaces, and the messages it must give, from the comment at its head."""
    head = []
    for line in path.read_bytes().decode("utf-8", "replace").splitlines():
        if not line.startswith("#"):
            break
        head.append(line.removeprefix("#").removeprefix(" "))
    return head[0].removeprefix("Instead of: "), "\n".join(head[1:])


def all_texts(content: Path) -> list[str]:
    """Every text of a content folder that is translated, once each."""
    region, privacy = (read_source(content / name, content) for name in _REAL_FILES)
    return list(
        dict.fromkeys(
            text
            for _, _, text in texts_of(read_rule(content / SCAN_RULE, content, SCAN_FILES), region, privacy)
        )
    )
