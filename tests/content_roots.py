"""Copies of the content with something left out, or with something that the scan itself does not ask."""

from __future__ import annotations

from pathlib import Path

from questionnaire.roles import RoleName

NUMBER = "update_delay_days"  # the item that `with_a_number` adds
SYSTEMS = "questionnaire/content/systems.yaml"
HEAD = "questionnaire/content/questionnaire.yaml"


def without_roles(root: Path, *roles: RoleName) -> Path:
    """The content in `root` without these roles, which it says; their items stay and are nothing but questions."""
    path = root / HEAD
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(tuple(f"  {role}: " for role in roles))]
    assert len(kept) == len(lines) - len(roles)
    path.write_text("\n".join([*kept, f"  left_out: [{', '.join(roles)}]", ""]), encoding="utf-8")
    return root


def with_a_number(root: Path) -> Path:
    """The content in `root` with an item that asks for a number of days, as version 1.0 did; last of the computers."""
    path = root / SYSTEMS
    asked = f"""
  - id: {NUMBER}
    kind: number
    question: Hoeveel dagen duurde het de laatste keer tot een belangrijke update overal op stond?
    why: Na een week of twee maken veel inbrekers gebruik van een bekend gat.
    how_to_find: In de instellingen staat wanneer de laatste update is gedaan.
    supplier_question: Hoeveel dagen na het uitkomen zet u een belangrijke update bij ons overal op?
    number: {{unit: dagen, unit_one: dag, least: 0, most: 365, decimals: 0}}
    bands:
      - {{up_to: 14, points: 3}}
      - {{points: 0, measures: [enable_auto_updates]}}
"""
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + asked, encoding="utf-8")
    return root
