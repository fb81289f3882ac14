"""Builders: questionnaires and rules of a few lines, checked as check.py checks them."""

from __future__ import annotations

import textwrap
from pathlib import Path

from questionnaire.authoring.mistakes import Mistake
from scoring.checks import check_rule
from scoring.reading import read_rule

ITEM = "{{id: {id}, question: 'Hoe?', options: [{{id: no, label: Nee, points: {least}}}, {{id: yes, label: Ja, points: {most}}}]{more}}}"


def an_item(item_id: str, least: float = 0, most: float = 1, more: str = "") -> str:
    """A question with a worst and a best answer; `more` is further keys, such as ', key: true'."""
    return ITEM.format(id=item_id, least=least, most=most, more=f", {more}" if more else "")


def mistakes_in(folder: Path, items: list[str], rule: str = "", house_rules: bool = False) -> list[Mistake]:
    """What is found in a questionnaire of one theme with these items and a rule with these lines; notes are
    left aside.
    """
    lines = "\n".join(f"      - {item}" for item in items)
    profile = "{id: size, question: 'Hoe?', options: [{id: small, label: Klein}, {id: large, label: Groot}, {id: huge, label: Reus}]}"
    (folder / "questions.yaml").write_text(
        f"id: small\nversion: '1'\ntitle: Klein\nsections:\n  - id: profile\n    title: Profiel\n    profile: true\n    items:\n      - {profile}\n"
        f"  - id: theme\n    title: Thema\n    items:\n{lines}\n"
    )
    (folder / "rule.yaml").write_text(
        f"id: small\ntitle: Klein\nquestionnaire: questions.yaml\n{textwrap.dedent(rule)}\n"
    )
    found = check_rule(read_rule(folder / "rule.yaml", folder), house_rules)
    return [m for m in found if m.code != "note_missing"]


def codes(found: list[Mistake]) -> list[str]:
    """The kinds of mistake, in order."""
    return [m.code for m in found]
