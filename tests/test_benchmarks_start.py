"""Every benchmark starts on the questions of now: what it imports is there, and the small ones run through."""

from __future__ import annotations

import subprocess
import sys

from questionnaire.content_folder import ROOT
from tests.patience import PATIENCE_SECONDS

ALL = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py"))


def said(code: str) -> str:
    """What a Python of its own prints: benchmarks change the path of modules and the environment."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_benchmark_finds_what_it_imports():
    assert len(ALL) >= 10
    assert said(
        f"from importlib import import_module\nfor name in {ALL}: print(import_module('benchmarks.' + name).__name__)"
    ).split() == [f"benchmarks.{name}" for name in ALL]


def test_the_benchmark_of_scoring_walks_the_real_questions():
    rows = said(
        "from benchmarks import scoring\nscoring.WALKS, scoring.ROUNDS = 3, 1\nscoring.main()"
    ).splitlines()
    assert len(rows) == 8 and all(float(row.split()[-2]) > 0 for row in rows[1:])


def test_the_benchmark_of_figures_publishes_made_up_businesses():
    code = """
import tempfile
from pathlib import Path
from benchmarks import aggregates as a
with tempfile.TemporaryDirectory() as folder:
    here = a.Site(a.load_content(), a.load_region(), a.load_privacy(), a.Folders(Path(folder) / "v", Path(folder) / "k").make(), a.TODAY)
    pools = tuple(a.pool(here, 20, quick) for quick in (False, True))
    print(all(pools), len(a.run(here, 150, 0.3, pools, 1)) > 0)
"""
    assert said(code).split() == ["True", "True"]
