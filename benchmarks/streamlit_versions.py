"""On which releases of Streamlit the app starts and a quick scan can be finished, and which of our pieces
hold there.

    python benchmarks/streamlit_versions.py                   # the pinned release, the three before it, and
    the newest one python benchmarks/streamlit_versions.py --releases 1.66.1

Each release gets an environment of its own in var/streamlit-versions, made once, with the pins of
requirements.txt as far as that release allows them. Needs a package index, the one that pip is set to; pip
also says which releases there are. Prints a table, and returns 1 when the app fails on one of them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from packaging.requirements import Requirement
from packaging.version import Version

REPO = Path(__file__).resolve().parents[1]
CACHE = REPO / "var" / "streamlit-versions"
PINS = REPO / "requirements.txt"
BEFORE = 3  # releases before the pinned one


def pinned() -> str:
    """The release that requirements.txt names."""
    return re.search(r"(?m)^streamlit==(\S+)", PINS.read_text("utf-8"))[1]  # type: ignore[index]


def known_releases() -> list[str]:
    """All releases that the index has, the newest first, without trials. Raises RuntimeError when pip tells
    nothing.
    """
    told = subprocess.run(
        [sys.executable, "-m", "pip", "index", "versions", "streamlit"], capture_output=True, text=True
    )
    found = re.search(r"(?m)^Available versions: (.+)$", told.stdout)
    if not found:
        raise RuntimeError(f"pip does not say which releases of streamlit there are:\n{told.stderr}")
    return sorted(found[1].split(", "), key=Version, reverse=True)


def to_try(known: list[str], pin: str) -> list[str]:
    """The newest release, the pinned one and those right before it, the newest first."""
    older = [release for release in known if Version(release) < Version(pin)][:BEFORE]
    return list(dict.fromkeys([known[0], pin, *older]))


def loosened(pins: list[Requirement], asked: list[Requirement], release: str) -> list[str]:
    """Our pins for this release: those that it refuses are left to pip."""
    refuses = {
        wish.name.lower(): wish.specifier
        for wish in asked
        if wish.marker is None or wish.marker.evaluate({"extra": "performance"})
    }
    lines = [f"streamlit[performance]=={release}"]
    for pin in pins:
        version = next(iter(pin.specifier)).version
        name = pin.name.lower()
        if name != "streamlit":
            lines.append(
                str(pin)
                if name not in refuses or refuses[name].contains(version, prereleases=True)
                else pin.name
            )
    return lines


def environment(release: str) -> Path:
    """The Python of this release's environment; makes it when it is not there. Raises CalledProcessError."""
    folder = CACHE / release
    python, done = folder / "bin" / "python", folder / ".ready"
    if done.exists() and done.read_text() == PINS.read_text("utf-8"):
        return python
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--no-deps", f"streamlit=={release}", "packaging"], check=True)
    ask = "import importlib.metadata as m; print('\\n'.join(m.requires('streamlit') or []))"
    asked = [
        Requirement(line)
        for line in subprocess.check_output([str(python), "-c", ask], text=True).splitlines()
    ]
    pins = [
        Requirement(line)
        for line in PINS.read_text("utf-8").splitlines()
        if re.match(r"[a-z0-9]", line, re.IGNORECASE)
    ]
    wanted = folder / "requirements.txt"
    wanted.write_text("\n".join(loosened(pins, asked, release)))
    subprocess.run([*install, "-r", str(wanted)], check=True)
    done.write_text(PINS.read_text("utf-8"))
    return python


def tried(python: Path, **settings: str) -> dict[str, object]:
    """What a start and a quick scan in this environment came to; `error` holds the last line of what went
    wrong.
    """
    command = [str(python), str(Path(__file__)), "--here"]
    told = subprocess.run(
        command, capture_output=True, text=True, cwd=REPO, env={**os.environ, **settings}, timeout=300
    )
    lines = told.stdout.strip().splitlines()
    if told.returncode == 0 and lines:
        return json.loads(lines[-1])
    return {"pieces": {}, "error": (told.stderr.strip().splitlines() or ["?"])[-1]}


def site() -> None:
    """In the environment itself: starts the server, finishes a quick scan, and prints which pieces hold, as
    JSON.
    """
    from screens.streamlit_patches import pieces
    from tests.server import Server

    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder)).start()
        try:
            samples = asyncio.run(quick_scan(server.url))
        finally:
            server.stop()
    from screens.streamlit_patches.fitted import fit

    fit()
    print(json.dumps({"pieces": pieces.states, "screens": samples}))


async def quick_scan(url: str) -> int:
    """Goes through a quick scan up to its result; how many times something was drawn. Raises Failed, or what
    the network raises.
    """
    from benchmarks.support.room import Plan, walk
    from benchmarks.support.visitor import Visitor

    visitor = Visitor(url)
    await visitor.get("/")
    try:
        await walk(
            visitor, Plan(url, 1, 0, (0, 0), quick=True, cold=False, papers=False), Random(1), asyncio.Event()
        )
    finally:
        await visitor.close()
    return len(visitor.samples)


def table(outcomes: dict[str, dict[str, object]]) -> str:
    """Markdown: a column for each release, a row for the scan and for each piece."""
    releases = list(outcomes)
    names = list(dict.fromkeys(name for outcome in outcomes.values() for name in outcome["pieces"]))  # type: ignore[attr-defined]
    lines = ["| | " + " | ".join(releases) + " |", "|---" * (len(releases) + 1) + "|"]
    for title, key in (("a quick scan", "error"), ("with `PLAIN=1`", "plain")):
        lines.append(
            f"| {title} | "
            + " | ".join("fails" if outcomes[release].get(key) else "finished" for release in releases)
            + " |"
        )
    for name in names:
        states = (str(outcomes[release]["pieces"].get(name, "?")) for release in releases)  # type: ignore[attr-defined]
        lines.append(
            f"| `{name}` | "
            + " | ".join({"on": "holds", "?": "?"}.get(state, "moved") for state in states)
            + " |"
        )
    for release in releases:
        about = outcomes[release]
        lines += [f"\n{release}: {about[key]}" for key in ("error", "plain") if about.get(key)]
        lines += [
            f"\n{release}, `{name}`: {state}" for name, state in about["pieces"].items() if state != "on"
        ]  # type: ignore[attr-defined]
    return "\n".join(lines)


def main() -> int:
    """Reads the command line, tries the releases, and prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--releases",
        nargs="+",
        help="these, instead of the pinned one, the three before it and the newest one",
    )
    parser.add_argument("--here", action="store_true", help="try the environment that this runs in")
    asked = parser.parse_args()
    if asked.here:
        site()
        return 0
    outcomes: dict[str, dict[str, object]] = {}
    for release in asked.releases or to_try(known_releases(), pinned()):
        print(f"streamlit {release}", file=sys.stderr, flush=True)
        try:
            python = environment(release)
            outcomes[release] = {**tried(python), "plain": tried(python, PLAIN="1").get("error")}
        except (subprocess.SubprocessError, OSError) as failure:
            outcomes[release] = {"pieces": {}, "error": str(failure), "plain": str(failure)}
    print(table(outcomes))
    return int(any(outcome.get("error") or outcome.get("plain") for outcome in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main())
