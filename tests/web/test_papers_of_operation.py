"""What administrators read names what there is, and an audit that knows nothing does not call that clean."""

from __future__ import annotations

import json
import re
import runpy

import pytest

from data.commands import COMMANDS
from data.operation.commands import OPERATION
from data.operation.state import DATABASES
from questionnaire.content_folder import PRODUCT

MANUAL = (PRODUCT / "docs/handleiding/beheer.md").read_text("utf-8")
AUDIT = runpy.run_path(str(PRODUCT / ".ci/audit.py"))


def test_the_manual_names_every_command_of_operation_and_no_other() -> None:
    named = set(re.findall(r"python -m data ([\w-]+)", MANUAL))
    assert {command.name for command in OPERATION} <= named <= {command.name for command in COMMANDS}


def test_the_manual_tells_of_every_part_what_to_do() -> None:
    parts = {name for name, _, _ in DATABASES} | {"disk", "keys", "clock", "counting", "upkeep", "release"}
    assert {part for part in parts if f"`{part}`" not in MANUAL} == set()


def test_the_manual_names_targets_and_papers_that_are_there() -> None:
    targets = re.findall(r"^([a-z-]+):", (PRODUCT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"`make ([a-z-]+)`", MANUAL)) <= set(targets)
    for link in re.findall(r"\]\(([^)h#]+)[^)]*\)", MANUAL):
        assert (PRODUCT / "docs/handleiding" / link).exists(), link


def told(**package: object) -> str:
    return json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": [], **package}]})


@pytest.mark.parametrize(
    ("output", "code"),
    [
        ("", 3),
        ("no connection", 3),
        ("{}", 3),
        (told(skip_reason="not on the index"), 3),
        (told(vulns=[{"id": "CVE-1", "fix_versions": ["2"]}]), 1),
        (told(vulns=[{"id": "CVE-1"}]), 1),
        (told(), 0),
    ],
)
def test_only_a_list_that_was_asked_and_knows_none_is_clean(output: str, code: int) -> None:
    assert AUDIT["verdict"](output, 1)[0] == code


def test_an_answer_about_fewer_packages_than_there_are_is_not_clean() -> None:
    assert AUDIT["verdict"](told(), 2)[0] == 3
