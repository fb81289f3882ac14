"""Copies of the content with something left out, or with something that the content itself has no more."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from questionnaire.content_folder import ROOT
from questionnaire.roles import RoleName
from scoring.editions.current import FILES

HEAD = "questionnaire/content/questionnaire.yaml"


def edition_copy(folder: Path) -> Path:
    """Every file that is part of an edition, in a folder of its own."""
    for pattern in FILES:
        for path in ROOT.glob(pattern):
            (folder / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / path.relative_to(ROOT))
    return folder


def without_roles(root: Path, *roles: RoleName) -> Path:
    """The content in `root` without these roles, which it says; their items stay and are nothing but
    questions.
    """
    path = root / HEAD
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(tuple(f"  {role}: " for role in roles))]
    assert len(kept) == len(lines) - len(roles)
    # Who is asked by no role may be asked more, which takes longer.
    kept = [re.sub(r"^(minutes_\w+): .*", r"\1: 20", line) for line in kept]
    path.write_text("\n".join([*kept, f"  left_out: [{', '.join(roles)}]", ""]), encoding="utf-8")
    return root


NUMBER = "patch_days"
_NUMBER_ITEM = f"""
  - id: {NUMBER}
    kind: number
    question: Na hoeveel dagen staat een update op al uw computers?
    why: Wie een lek kent, gebruikt het binnen een paar dagen.
    how_to_find: Kijk op een computer bij de updates naar de laatste datum.
    supplier_question: Na hoeveel dagen staat een update op al onze computers?
    number: {{unit: dagen, unit_one: dag, least: 0, most: 365}}
    bands:
      - {{up_to: 14, points: 3}}
      - {{up_to: 30, points: 1, measures: [enable_auto_updates]}}
      - {{points: 0, measures: [enable_auto_updates]}}
"""


def with_a_number(root: Path) -> Path:
    """The content in `root` with a question besides, of which the answer is a number; the last one about
    systems.

    Everybody is asked it, so the most that anybody is asked is one more as well.
    """
    head = root / HEAD
    text = head.read_text(encoding="utf-8")
    most = re.search(r"most_items_asked: (\d+)", text)
    assert most
    head.write_text(text.replace(most[0], f"most_items_asked: {int(most[1]) + 1}"), encoding="utf-8")
    path = root / "questionnaire/content/systems.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + _NUMBER_ITEM, encoding="utf-8")
    return root
