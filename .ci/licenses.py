"""The licence of every pinned package, from what the package itself says: `make licenses`.

    python .ci/licenses.py [--dev]

Without --dev those that the scan runs on, with it those of tests and benchmarks too. Ends with 1 when a
package says nothing or is not installed, so that somebody looks.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(\S+)")
_LONGEST = 60  # a longer "License" field is the licence itself
UNKNOWN = "?"


def pinned(file: Path) -> list[tuple[str, str]]:
    """Name and version of every package in a list of pins."""
    found = (_PINNED.match(row) for row in file.read_text(encoding="utf-8").splitlines())
    return [(match[1], match[2]) for match in found if match]


def licence(package: Distribution) -> str:
    """What a package says of its licence: the SPDX expression, else its classifiers, else its own words, else
    the first line of its licence file; '?' for nothing.
    """
    about = package.metadata
    if expression := about.get("License-Expression"):
        return str(expression)
    classes = [
        row.split(" :: ")[-1] for row in about.get_all("Classifier", []) if row.startswith("License ::")
    ]
    if named := [name for name in classes if name != "OSI Approved"]:
        return ", ".join(named)
    files = [file for file in package.files or () if file.name.upper().startswith(("LICENSE", "LICENCE"))]
    texts = [str(about.get("License") or ""), *(file.read_text(encoding="utf-8") for file in files)]
    firsts = [text.strip().splitlines()[0].strip() for text in texts if text.strip()]
    return next((first for first in firsts if len(first) <= _LONGEST), UNKNOWN)


def main(arguments: list[str] | None = None) -> int:
    """Prints name, version and licence of each; the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dev", action="store_true", help="those of tests and benchmarks too")
    options = parser.parse_args(arguments)
    files = ["requirements.txt", *(["requirements-dev.txt"] if options.dev else [])]
    silent = 0
    for name, version in sorted(
        {pin for file in files for pin in pinned(ROOT / file)}, key=lambda pin: pin[0].lower()
    ):
        try:
            said = licence(distribution(name))
        except PackageNotFoundError:
            said = UNKNOWN
        silent += said == UNKNOWN
        sys.stdout.write(f"{name:28} {version:14} {said}\n")
    return 1 if silent else 0


if __name__ == "__main__":
    raise SystemExit(main())
