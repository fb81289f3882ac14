"""Runs the suite in two parts, each in interpreters of its own: what needs no browser, then what does.

    python -m tests [--seed N] [--quick] [anything that pytest knows]

In another order each time; `--seed` gives that of an earlier run again. `--quick` leaves out the browser and
what is marked slow. Ends with one line that counts both parts, and with 1 when something failed.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

WORKERS = 2
PARTS = ("rest", "browser")


@dataclass(frozen=True)
class Outcome:
    """What came of one part or of all. `wrong`: the names of what failed."""

    passed: int = 0
    skipped: int = 0
    wrong: tuple[str, ...] = ()

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(self.passed + other.passed, self.skipped + other.skipped, self.wrong + other.wrong)

    def say(self) -> str:
        """The closing line."""
        return f"{self.passed} passed, {len(self.wrong)} failed, {self.skipped} skipped"

    @property
    def exit_code(self) -> int:
        """0 when all went well, 1 when something failed, 5 when there was nothing to run, as pytest does."""
        if self.wrong:
            return 1
        return 0 if self.passed or self.skipped else 5


def outcome(report: Path, exit_code: int, part: str) -> Outcome:
    """What pytest's own report tells. A part that broke off counts as a failure, also when no test of it
    failed.
    """
    passed, skipped, wrong = 0, 0, []
    if report.exists():
        for case in ElementTree.parse(report).iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                wrong.append(f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}")
            elif case.find("skipped") is not None:
                skipped += 1
            else:
                passed += 1
    if exit_code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) and not wrong:
        wrong.append(f"{part}: pytest ended with {exit_code}")
    return Outcome(passed, skipped, tuple(wrong))


def run(part: str, seed: int, more: list[str]) -> Outcome:
    """One part, in interpreters of its own."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        order = ["-p", "randomly", f"--randomly-seed={seed}"]
        command = [
            sys.executable,
            "-m",
            "pytest",
            f"--part={part}",
            *order,
            "-n",
            str(WORKERS),
            f"--junit-xml={report}",
            *more,
        ]
        return outcome(report, subprocess.run(command, check=False).returncode, part)


def main(arguments: list[str] | None = None) -> int:
    """Runs the parts one after the other: both keep two cores busy by themselves."""
    parser = argparse.ArgumentParser(
        prog="python -m tests", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, help="order of an earlier run")
    parser.add_argument("--quick", action="store_true", help="without a browser and what is marked slow")
    options, more = parser.parse_known_args(arguments)
    seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    again = f"make {'quick' if options.quick else 'test'} SEED={seed}"
    print(f"De volgorde van deze keer: {again}", flush=True)
    if options.quick:
        found = run("rest", seed, ["-m", "not slow", *more])
    else:
        found = sum((run(part, seed, more) for part in PARTS), Outcome())
    print(
        "", *(f"FAILED {name}" for name in found.wrong), f"In dezelfde volgorde nog eens: {again}", sep="\n"
    )
    print(found.say(), flush=True)
    return found.exit_code


if __name__ == "__main__":
    sys.exit(main())
