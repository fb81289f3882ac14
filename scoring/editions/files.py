"""The files of an edition: which belong to it, its id, its folder, and what is read from them."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from gettext import NullTranslations
from hashlib import sha256
from pathlib import Path
from typing import Any

from questionnaire.content_parts import PARTS
from questionnaire.language.translation import LANGUAGES, catalogue, localise
from scoring.content import Content
from scoring.loading import build
from scoring.reading import SCAN_RULE, read_rule

# Everything that decides what people read and score. Nothing else of the repository is looked at or kept.
FILES = (
    "questionnaire/content/*.yaml",
    "questionnaire/content/*.md",
    "questionnaire/content/ids.json",
    "scoring/rules/*.yaml",
    "scoring/measures/*.yaml",
    "scoring/threats.yaml",
    "scoring/evidence.yaml",
    "data/*.yaml",
    "locale/*/LC_MESSAGES/*.po",
)
NOTE = "edition.json"  # in the folder of an edition, and no part of it: what `python -m data list-editions` tells
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, eq=False)
class Edition:
    """One state of the content, in all languages. `id` follows from the files, so equal files are the same
    edition.

    `catalogues` are its translations; `parts` what content_parts.py names, by name and language.
    """

    id: str
    contents: dict[str, Content]
    catalogues: dict[str, NullTranslations] = field(default_factory=dict)
    parts: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The version that the questionnaire itself names."""
        return self.contents["nl"].questionnaire.version


def stamp_of(root: Path) -> Stamp | None:
    """What changes when a file changes, without reading it; None while an editor that saves by replacing is
    at it.
    """
    try:
        return tuple((str(p), s.st_mtime_ns, s.st_size) for p in _files(root) for s in [p.stat()])
    except FileNotFoundError:
        return None


def take(root: Path, folder: Path) -> tuple[str, Path]:
    """The files of now in a folder of their own: what is checked is what goes live, whatever is saved
    meanwhile.

    The id, and a folder below `folder`: with that name when the edition has been live before, else with a
    name that no edition has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    apart = Path(tempfile.mkdtemp(prefix=".", dir=folder))
    for path in _files(root):
        copy = apart / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    found = id_of(apart)
    known = folder / found
    if known.is_dir() and id_of(known) == found:
        shutil.rmtree(apart, ignore_errors=True)
        return found, known
    return found, apart


def approved(folder: Path) -> list[Path]:
    """Folders of the editions in a store's folder, the last that was live first; none when there is no such
    folder.
    """
    found = [path for path in folder.glob("*/") if path.name.isalnum()]
    return sorted(found, key=lambda path: path.stat().st_mtime_ns, reverse=True)


def version_of(path: Path) -> str:
    """The version of the edition in this folder; empty when that cannot be told."""
    try:
        return str(json.loads((path / NOTE).read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return ""


def _files(root: Path) -> list[Path]:
    return sorted(path for pattern in FILES for path in root.glob(pattern))


def id_of(root: Path) -> str:
    """The id of the edition that the files below `root` are."""
    digest = sha256()
    for path in _files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def read_edition(edition_id: str, root: Path) -> Edition:
    """The edition below `root`, in all languages. Raises ContentError with every mistake that keeps it from
    being used.
    """
    content = replace(build(read_rule(root / SCAN_RULE, root)), edition=edition_id)
    # Translated at once, from its own catalogues: a later edition may drop texts that walks under way still
    # need.
    catalogues = {language: catalogue(root / "locale", language) for language in LANGUAGES}
    parts = {name: part.read(root) for name, part in PARTS.items() if (root / part.file).exists()}
    return Edition(
        edition_id,
        {language: content.localised(language, words) for language, words in catalogues.items()},
        catalogues,
        {
            (name, language): localise(part, language, words)
            for name, part in parts.items()
            for language, words in catalogues.items()
        },
    )
