"""The files that the team can change, and what each holds."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

from pydantic import BaseModel

from data.first_help.playbooks import Playbooks
from data.region import Region
from questionnaire.language.translation import TRANSLATED, catalogue_path
from questionnaire.models import Questionnaire, Section
from questionnaire.saved_scans.migrations import Migration
from scoring.editions.files import FILES
from scoring.models import Measure, Threats
from scoring.rule import Rule

# Not privacy.yaml: its numbers are a promise to who answered before, and belong with somebody who can work them out.
_MODELS: dict[str, type[BaseModel]] = {
    "questionnaire/content/questionnaire.yaml": Questionnaire,
    "questionnaire/content/migrations.yaml": Migration,
    "questionnaire/content/*.yaml": Section,
    "scoring/rules/scan.yaml": Rule,
    "scoring/measures/*.yaml": Measure,
    "scoring/threats.yaml": Threats,
    "data/region.yaml": Region,
    "data/playbooks.yaml": Playbooks,
}
# Beside what an edition is made of: what the checks look at, and the template of the translations.
BESIDE = ("locale/messages.pot", "tests/cases/*.yaml", "tests/respondents/*.yaml")


def model_of(file: str) -> type[BaseModel] | None:
    """The model of a file, of each of its entries when it is a list; None for a file that cannot be changed here."""
    return next((model for pattern, model in _MODELS.items() if fnmatch(file, pattern)), None)


def content_files(root: Path) -> list[str]:
    """The YAML files below a root that can be changed here, by their path from the root."""
    found = {path.relative_to(root).as_posix() for pattern in _MODELS for path in root.glob(pattern)}
    return sorted(found - {"questionnaire/content/migrations.yaml"})


def catalogues(root: Path) -> dict[str, str]:
    """Per language the file of its translations, by its path from the root; only those that are there."""
    paths = {language: catalogue_path(language, root) for language in TRANSLATED}
    return {language: path.relative_to(root).as_posix() for language, path in paths.items() if path.is_file()}


def all_files(root: Path) -> list[Path]:
    """Every file of a working copy: what an edition is made of, and what stands beside it."""
    return sorted(path for pattern in (*FILES, *BESIDE) for path in root.glob(pattern) if path.is_file())
