"""The complete examples of content, and commands that run on one of them as somebody else would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from questionnaire.content_folder import PRODUCT

EXAMPLES = sorted(path for path in (PRODUCT / "examples").iterdir() if path.is_dir())
FIRE, REGION = PRODUCT / "examples/brandveilige_winkel", PRODUCT / "examples/kustwaard"


def respondent(example: Path) -> Path:
    """Answers of a made-up business to the example's own questions."""
    return next((example / "tests/respondents").glob("*.yaml"))


def run(example: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """`python COMMAND` on this content, its data in `folder`."""
    kept = {"DATA_DIR": str(folder / "data"), "KEY_DIR": str(folder / "keys")}
    return subprocess.run(
        [sys.executable, *command],
        cwd=PRODUCT,
        env={**os.environ, **kept, "CONTENT": str(example)},
        capture_output=True,
        text=True,
        check=False,
    )
