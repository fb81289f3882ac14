"""The three pictures of the README, made anew: a question and the result on a phone, and a page of the advice.

    python -m tests.browser.images.readme [FOLDER]

Walks the whole scan on a server of its own. `make images` calls it.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

from pdf.__main__ import main as make_pdf
from questionnaire.content_folder import ROOT
from tests.browser import respondent
from tests.browser.conftest import CHROMIUM, PHONE, settle, stand_still
from tests.images import FOLDER, PAPER, QUESTION, RESULT, WIDTH
from tests.server import Server, shared_assets

_BUSINESS = ROOT / "tests" / "respondents" / "bakery_four_staff_webshop.yaml"
_WALKED = 11  # questions before the picture of one: past the profile, in the first theme
_ANSWER = 2  # which answer is given each time: a business in the middle
_PAGE = 0
_COLOURS = 128  # of a picture; more makes the file larger and not better


def keep(picture: Image.Image, file: Path) -> None:
    """Writes a picture small enough to keep in the repository."""
    picture.convert("RGB").quantize(_COLOURS).save(file, optimize=True)


def phone_pictures(folder: Path) -> None:
    """A question with a chosen answer, and the result of a business in the middle, both as wide as a phone."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        server = Server(Path(temporary), **shared_assets()).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        try:
            context = browser.new_context(viewport=PHONE, locale="nl-NL", device_scale_factor=2)
            page = context.new_page()
            respondent.start(page, server.url, quick=False)
            for _ in range(_WALKED):
                respondent.choose(page, _ANSWER)
                respondent.go_on(page)
            respondent.choose(page, _ANSWER)
            stand_still(page)
            keep(Image.open(BytesIO(page.screenshot())), folder / QUESTION)
            respondent.walk(page, _ANSWER)
            respondent.to_result(page)
            settle(page)
            stand_still(page)
            keep(Image.open(BytesIO(page.screenshot())), folder / RESULT)
        finally:
            browser.close()
            server.stop()


def page_of_the_advice(folder: Path) -> None:
    """One page of the advice for an example business."""
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary) / "advice.pdf"
        if code := make_pdf([str(_BUSINESS), "--out", str(file)]):
            raise SystemExit(code)
        document = pypdfium2.PdfDocument(file)
        page = document[_PAGE]
        keep(page.render(scale=WIDTH / page.get_width()).to_pil(), folder / PAPER)
        document.close()


def main(arguments: list[str] | None = None) -> int:
    """Reads the command line and makes all three."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    folder = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    page_of_the_advice(folder)
    phone_pictures(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
