"""The pages of two example businesses look as they did when somebody last looked at them.

After a change that is meant: `pytest tests/pdf/test_pages.py --renew-pages`, look at the pictures, commit
them.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy
import pytest
from PIL import Image

from pdf.report import render_report
from pdf.report_input import ReportInput
from tests.pdf import gates, sample

pytestmark = pytest.mark.slow

REFERENCE = Path(__file__).parent / "reference"
RESOLUTION = 40  # dots per inch: enough to see a block move, too little to see another version of poppler
CHANGED = 48  # of 255: a pixel that differs more than this has changed
TOLERANCE = 0.004  # of the pixels of a page
BUSINESSES = {"bakery": sample.bakery, "hairdresser": sample.hairdresser}


def pictures(data: bytes, folder: Path) -> dict[str, Image.Image]:
    """Every page as a grey picture: as printed without colour."""
    path = gates.written(folder, [("pages.pdf", data)])[0]
    subprocess.run(
        ["pdftoppm", "-r", str(RESOLUTION), "-gray", "-png", str(path), str(folder / "page")], check=True
    )
    return {
        file.stem.removeprefix("page-").lstrip("0"): Image.open(file)
        for file in sorted(folder.glob("page-*.png"))
    }


def changed_share(one: Image.Image, other: Image.Image) -> float:
    """Share (0-1) of the pixels that differ clearly; 1 when the sizes differ."""
    if one.size != other.size:
        return 1.0
    difference = numpy.abs(numpy.asarray(one.convert("L"), int) - numpy.asarray(other.convert("L"), int))
    return float((difference > CHANGED).mean())


@pytest.mark.parametrize("name", BUSINESSES)
def test_pages_look_as_they_did(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    pages = pictures(render_report(BUSINESSES[name]()), tmp_path)
    if request.config.getoption("--renew-pages", default=False):
        REFERENCE.mkdir(exist_ok=True)
        for old in REFERENCE.glob(f"{name}-*.png"):
            old.unlink()
        for number, page in pages.items():
            page.quantize(16).save(REFERENCE / f"{name}-{number}.png", optimize=True)
    known = {file.stem.removeprefix(f"{name}-"): Image.open(file) for file in REFERENCE.glob(f"{name}-*.png")}
    assert sorted(pages) == sorted(known)
    changed = {
        number: share
        for number, page in pages.items()
        if (share := changed_share(page, known[number])) > TOLERANCE
    }
    assert not changed, f"these pages changed; look at them, then renew with --renew-pages: {changed}"


def test_a_block_that_moved_two_millimetres_is_seen(tmp_path: Path) -> None:
    page = Image.open(REFERENCE / "bakery-4.png")
    moved = Image.new("L", page.size, 255)
    moved.paste(page, (0, 3))
    assert changed_share(page, moved) > TOLERANCE


@pytest.mark.parametrize("make", BUSINESSES.values())
def test_equal_answers_give_equal_bytes(make: Callable[[], ReportInput]) -> None:
    assert render_report(make(), reproducible=True) == render_report(make(), reproducible=True)
