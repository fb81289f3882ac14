"""Who moves level: the example businesses before and after a change of the content. `python -m
scoring.authoring.level_changes [REVISION]`.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from questionnaire.authoring.command_line import Parser, counted, run
from questionnaire.authoring.mistakes import ContentError
from questionnaire.content_folder import ROOT
from questionnaire.responses import Responses
from questionnaire.walk import ItemState, walk
from scoring.authoring.cases import RESPONDENTS, CaseAt, read_cases, responses_of
from scoring.content import Content
from scoring.loading import load_content

# What decides a score; the rest of a revision is not needed to compare.
CONTENT_PATHS = (
    "questionnaire/content",
    "scoring/rules",
    "scoring/measures",
    "scoring/threats.yaml",
    "data/region.yaml",
)


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One business under two editions. Percentages 0 to 100, None when nothing counted; levels by id.

    `to_answer` are items that the later edition asks and the business has no answer to.
    """

    name: str
    before_pct: float | None
    after_pct: float | None
    before_level: str | None
    after_level: str | None
    to_answer: tuple[str, ...] = ()

    @property
    def change(self) -> float:
        """Percent points gained; negative when lost."""
        return (self.after_pct or 0.0) - (self.before_pct or 0.0)

    @property
    def moves_level(self) -> bool:
        """Whether the level is another one."""
        return self.before_level != self.after_level


def example_businesses(root: Path = ROOT) -> list[CaseAt]:
    """The businesses in tests/respondents, in the order of their files."""
    return [case for file in sorted((root / RESPONDENTS).glob("*.yaml")) for case in read_cases(file, root)]


def level_changes(before: Content, after: Content, businesses: Iterable[CaseAt]) -> list[LevelChange]:
    """Every business under both editions: those that move level first, then the largest change first."""
    found = []
    for business in businesses:
        case = business.case
        responses = responses_of(case, after) if case.rest else Responses(case.responses)
        old, new = before.score(responses, case.quick), after.score(responses, case.quick)
        states = walk(after.questionnaire, responses, case.quick).states
        open_items = tuple(i for i, state in states.items() if state is ItemState.UNANSWERED)
        levels = (old.level.id if old.level else None, new.level.id if new.level else None)
        found.append(LevelChange(case.name, old.score_pct, new.score_pct, *levels, open_items))
    return sorted(found, key=lambda move: (not move.moves_level, -abs(move.change)))


def content_of(revision: str, root: Path, folder: Path) -> Content:
    """The content as it was in a revision of git, unpacked in `folder`.

    Raises CalledProcessError for a revision that git does not know, ContentError when that content has
    mistakes.
    """
    archive = subprocess.run(
        ["git", "archive", revision, "--", *CONTENT_PATHS], cwd=root, capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    return load_content(folder)


def as_text(found: list[LevelChange]) -> str:
    """The moves as a table for reading; businesses that stay the same are only counted."""
    changed = [move for move in found if move.moves_level or abs(move.change) > 0.05 or move.to_answer]
    rows = []
    for move in changed:
        level = (
            f"{move.before_level} -> {move.after_level}" if move.moves_level else f"blijft {move.after_level}"
        )
        rows.append(
            f"{move.name}: {_pct(move.before_pct)} -> {_pct(move.after_pct)} ({_pct(move.change, sign=True)}), {level}"
        )
        if move.to_answer:
            rows.append(f"  nog te beantwoorden: {', '.join(move.to_answer)}")
    same = len(found) - len(changed)
    rows.append(
        f"{same} van {counted(len(found), 'bedrijf', 'bedrijven')} {'blijft' if same == 1 else 'blijven'} gelijk."
    )
    return "\n".join(rows)


def _pct(value: float | None, sign: bool = False) -> str:
    return "-" if value is None else f"{value:{'+' if sign else ''}.1f}".replace(".", ",")


def main(arguments: list[str] | None = None) -> int:
    """Compares the content as it is now with a revision of git, or with another folder; returns 0, or 2 when
    it cannot.
    """
    parser = Parser(
        prog="python -m scoring.authoring.level_changes",
        description="Welke voorbeeldbedrijven van niveau veranderen.",
    )
    parser.add_argument(
        "before",
        nargs="?",
        default="HEAD",
        help="een versie in git of een map met de oude inhoud; standaard HEAD",
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        try:
            is_folder = Path(options.before).is_dir()
            before = (
                load_content(Path(options.before))
                if is_folder
                else content_of(options.before, ROOT, Path(folder))
            )
            print(as_text(level_changes(before, load_content(), example_businesses())))
        except ContentError as error:
            print("\n\n".join(mistake.say() for mistake in error.mistakes), file=sys.stderr)
            return 2
        except subprocess.CalledProcessError:
            print(f"'{options.before}' is geen map en geen versie in git.", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    run(main)
