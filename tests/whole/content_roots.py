"""Copies of the content with something left out."""

from __future__ import annotations

from pathlib import Path

from questionnaire.roles import RoleName

HEAD = "questionnaire/content/questionnaire.yaml"


def without_roles(root: Path, *roles: RoleName) -> Path:
    """The content in `root` without these roles, which it says; their items stay and are nothing but questions."""
    path = root / HEAD
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(tuple(f"  {role}: " for role in roles))]
    assert len(kept) == len(lines) - len(roles)
    path.write_text("\n".join([*kept, f"  left_out: [{', '.join(roles)}]", ""]), encoding="utf-8")
    return root
