"""The suite itself: both parts are counted together, any order can be had again, and the browser keeps to
itself.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from questionnaire.content_folder import ROOT
from tests import __main__ as suite
from tests.conftest import BROWSER, pytest_collection_modifyitems
from tests.patience import PATIENCE_SECONDS

SOME = """
import pytest
def test_that_goes_well(): pass
def test_that_goes_wrong(): assert 1 == 2
def test_that_has_no_ground(nothing_of_this_name): pass
@pytest.mark.parametrize("number", range(3))
def test_that_is_left_out(number): pytest.skip() if number else None
"""
ASIDE = ["-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", "-n", "0"]

pytestmark = pytest.mark.slow


@pytest.fixture
def some(tmp_path: Path) -> list[str]:
    """Arguments for a suite of a few tests, of each kind."""
    (tmp_path / "test_some.py").write_text(SOME)
    return [*ASIDE, str(tmp_path)]


def test_what_went_well_failed_and_was_left_out_is_counted(some: list[str]) -> None:
    found = suite.run("rest", 7, some)
    assert found.say() == "2 passed, 2 failed, 2 skipped"
    assert found.exit_code == 1
    assert sorted(name.split("::")[1] for name in found.wrong) == [
        "test_that_goes_wrong",
        "test_that_has_no_ground",
    ]


def test_both_parts_are_counted_together_in_one_closing_line(some: list[str], monkeypatch, capfd) -> None:
    outcomes = {"rest": suite.Outcome(5, 1), "browser": suite.Outcome(3, 0, ("a.py::test_b",))}
    monkeypatch.setattr(suite, "run", lambda part, seed, more: outcomes[part])
    assert suite.main(["--seed", "12", "-k", "x"]) == 1
    rows = capfd.readouterr().out.splitlines()
    assert rows[-1] == "8 passed, 1 failed, 1 skipped"
    assert "FAILED a.py::test_b" in rows and sum("SEED=12" in row for row in rows) == 2
    assert suite.main(["--quick"]) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "5 passed, 0 failed, 1 skipped"


def test_a_part_that_breaks_off_is_no_success(tmp_path: Path) -> None:
    assert suite.run("rest", 1, [*ASIDE, "--no-such-option"]).exit_code == 1
    assert suite.run("rest", 1, [*ASIDE, str(tmp_path)]) == suite.Outcome()
    assert suite.Outcome().exit_code == 5, "nothing was run, so nothing is known"
    (tmp_path / "test_dies.py").write_text("import os\ndef test_that_is_killed(): os._exit(3)\n")
    assert suite.run("rest", 1, [*ASIDE, str(tmp_path)]).exit_code == 1


def test_the_same_seed_gives_the_same_order_and_another_one_another(tmp_path: Path) -> None:
    (tmp_path / "test_many.py").write_text(
        "import pytest\n@pytest.mark.parametrize('n', range(30))\ndef test_of_one_number(n): pass\n"
    )

    def order(seed: int) -> str:
        command = [
            sys.executable,
            "-m",
            "pytest",
            *ASIDE,
            "--collect-only",
            f"--randomly-seed={seed}",
            str(tmp_path),
        ]
        return subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=True
        ).stdout.split("\n\n")[0]

    first = order(1)
    assert len(first.splitlines()) == 30
    assert first == order(1) != order(2)


def test_in_one_interpreter_the_browser_comes_last() -> None:
    items = [
        SimpleNamespace(path=path)
        for path in (BROWSER / "test_a.py", ROOT / "tests/test_b.py", BROWSER / "test_c.py")
    ]
    pytest_collection_modifyitems(items)  # type: ignore[arg-type]
    assert [item.path.name for item in items] == ["test_b.py", "test_a.py", "test_c.py"]


def test_only_the_browsers_part_drives_a_browser() -> None:
    """Its event loop would run on beside the tests behind it in the same worker."""
    astray = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if path.is_relative_to(BROWSER):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            astray += [
                f"{path.name}: {name}" for name in names if name.startswith(("playwright", "tests.browser"))
            ]
    assert astray == []


@pytest.mark.parametrize("scope", ["function", "module"])
def test_what_one_test_installs_is_gone_for_the_next(tmp_path: Path, scope: str) -> None:
    text = (
        "import pytest\nfrom data.content.editions import edition_store\nfrom scoring.editions import current\n"
        f"@pytest.fixture(scope={scope!r})\ndef server():\n"
        "    assert current.installed() is None\n    current.install(edition_store())\n"
        "def test_that_starts_a_server(server):\n    assert current.installed()\n"
    )
    for name in ("one", "two"):
        (tmp_path / f"test_{name}.py").write_text(text)
    assert suite.run("rest", 7, [*ASIDE, str(tmp_path)]).say() == "2 passed, 0 failed, 0 skipped"
