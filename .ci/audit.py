"""Known weak spots in the pinned packages, by pip-audit: `make audit`.

Ends with 0 when the list of weak spots was asked and knows none, 1 when it knows one, and 3 when it could not be asked:
then nothing is known, which is not the same as clean.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNKNOWN = 3
NOTHING_KNOWN = "De lijst met zwakke plekken is niet te bereiken. Er is nu niets bekend; dat is niet hetzelfde als veilig."


def verdict(output: str, packages: int) -> tuple[int, str]:
    """The exit code and what to say, from the JSON that pip-audit printed for so many packages."""
    try:
        told = json.loads(output)["dependencies"]
        weak = [
            (p["name"], p["version"], v["id"], v.get("fix_versions") or [])
            for p in told
            for v in p.get("vulns", [])
        ]
        left_out = [p["name"] for p in told if "skip_reason" in p]
    except (ValueError, KeyError, TypeError):
        return UNKNOWN, NOTHING_KNOWN
    lines = [
        f"{name} {version}: {weakness}"
        + (f", verholpen in {', '.join(fixes)}" if fixes else ", nog niet verholpen")
        for name, version, weakness, fixes in weak
    ]
    if weak:
        return 1, "\n".join(lines)
    if len(left_out) == len(told):
        return UNKNOWN, NOTHING_KNOWN
    if left_out or len(told) < packages:
        return (
            UNKNOWN,
            f"Niet van elk pakket is iets bekend: {', '.join(left_out) or 'de lijst is niet compleet'}.",
        )
    return 0, f"Van {len(told)} pakketten is geen zwakke plek bekend."


def main() -> int:
    """Asks pip-audit, and says what came of it."""
    pins = [row for row in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if "==" in row]
    asked = [
        sys.executable,
        "-m",
        "pip_audit",
        "-r",
        str(ROOT / "requirements.txt"),
        "--no-deps",
        "--disable-pip",
    ]
    done = subprocess.run(
        [*asked, "--format", "json", "--progress-spinner", "off"], capture_output=True, text=True, check=False
    )
    code, told = verdict(done.stdout, len(pins))
    print(told, file=sys.stderr if code else sys.stdout)
    if code == UNKNOWN and done.stderr:
        print(done.stderr.strip().splitlines()[-1], file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
