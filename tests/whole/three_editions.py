"""Content that is edited twice, as a team does: ids renamed and gone, with the steps that say so, under a
running store.
"""

from __future__ import annotations

import re
from pathlib import Path

from scoring.editions.current import EditionStore
from tests.whole.content_roots import edition_copy, with_a_number

FIRST_STEP = """
- from: "2.0"
  to: "2.1"
  changes:
    - {item: mfa_email, renamed_to: mfa_mailboxes}
    - {item: auto_updates, answers: {computers: pcs}}
  measures: {mfa_email: mfa_mailboxes}
"""
SECOND_STEP = """
- from: "2.1"
  to: "2.2"
  changes:
    - {item: patch_days, renamed_to: patched_within}
    - {item: auto_updates, answers: {other: null}}
    - {item: website, ask_again: true}
"""


def change(root: Path, old: str, new: str, file: str) -> None:
    """Another text in one file, as an editor saves it."""
    text = (root / file).read_text(encoding="utf-8")
    assert old in text, old
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def rename(root: Path, old: str, new: str) -> None:
    """An id under another name, wherever content names it."""
    for path in [*root.glob("questionnaire/content/*.yaml"), *root.glob("scoring/**/*.yaml")]:
        if path.name != "migrations.yaml":
            path.write_text(re.sub(rf"\b{old}\b", new, path.read_text(encoding="utf-8")), encoding="utf-8")


def _version(root: Path, old: str, new: str, step: str) -> None:
    change(root, f'version: "{old}"', f'version: "{new}"', "questionnaire/content/questionnaire.yaml")
    path = root / "questionnaire/content/migrations.yaml"
    steps = "" if path.read_text("utf-8").rstrip().endswith("[]") else path.read_text("utf-8")
    path.write_text(steps + step, encoding="utf-8")


def second_edition(root: Path) -> None:
    """Version 2.1: an item with its measure and an option get another name."""
    rename(root, "mfa_email", "mfa_mailboxes")
    change(root, "{id: computers,", "{id: pcs,", "questionnaire/content/systems.yaml")
    _version(root, "2.0", "2.1", FIRST_STEP)


def third_edition(root: Path) -> None:
    """Version 2.2: a number gets another name, one of several options goes, and a question is asked anew."""
    rename(root, "patch_days", "patched_within")
    systems = root / "questionnaire/content/systems.yaml"
    kept = [
        line for line in systems.read_text("utf-8").splitlines(keepends=True) if "{id: other," not in line
    ]
    systems.write_text("".join(kept), encoding="utf-8")
    _version(root, "2.1", "2.2", SECOND_STEP)


def three(root: Path, folder: Path) -> tuple[EditionStore, list[str]]:
    """A store whose content went through all three, and the ids of the editions, oldest first."""
    store = EditionStore(with_a_number(edition_copy(root)), folder, check=lambda copy: [])
    ids = [store.live().id]
    for edit in (second_edition, third_edition):
        edit(root)
        assert store.look(), store.refusal and store.refusal.say()
        ids.append(store.live().id)
    return store, ids
