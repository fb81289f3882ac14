"""Pictures of every screen at 390 and 1280 pixels, for a person to look at.

    python -m tests.browser.screenshots FOLDER [--language nl] [--dark] [--full]

Walks the scan (the quick one unless --full), and takes each screen of the navigation and each static page on
the way.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from screens.navigation import SCREENS
from tests.browser import respondent
from tests.browser.conftest import CHROMIUM, open_screen, settle, shared_assets
from tests.server import Server

WIDTHS = {390: 844, 1280: 900}
ON_THE_WAY = {"questions", "review", "result"}
STATIC = ("hulp", "verder", "wissen", "tekst", "bestaat-niet")


def picture(page: Page, file: Path, width: int) -> None:
    """The whole screen, however long: Streamlit scrolls inside the page, so the window grows along."""
    height = page.evaluate(
        "(document.querySelector('[data-testid=stMain]') || document.documentElement).scrollHeight"
    )
    page.set_viewport_size({"width": width, "height": max(height, WIDTHS[width])})
    page.wait_for_timeout(400)
    page.screenshot(path=file)
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    print(file)


def take(page: Page, url: str, folder: Path, width: int, language: str, quick: bool) -> None:
    """Every screen at one width."""
    query = "" if language == "nl" else f"?lang={language}"

    def shot(name: str) -> None:
        picture(page, folder / f"{name}-{width}.png", width)

    for screen in SCREENS:
        if screen.name not in ON_THE_WAY:
            open_screen(page, f"{url}/{screen.address}{query}")
            page.wait_for_timeout(600)
            shot(screen.name)
    respondent.start(page, url + query, quick)
    shot("questions")
    respondent.choose(page, 1)
    shot("questions-chosen")
    respondent.go_on(page)
    respondent.walk(page, 1)
    shot("review")
    respondent.to_result(page)
    page.wait_for_timeout(800)
    shot("result")
    open_screen(page, f"{url}/{query}")
    settle(page)
    shot("start-again")
    for name in STATIC:
        page.goto(f"{url}/{name}{query}")
        shot(f"static-{name}")


def main() -> None:
    """Reads the command line, starts a server with folders of its own, and takes the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="nl")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--full", action="store_true", help="the full scan instead of the quick one")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        server = Server(Path(temporary), **shared_assets()).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        for width, height in WIDTHS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme="dark" if wanted.dark else "light"
            )
            take(context.new_page(), server.url, wanted.folder, width, wanted.language, not wanted.full)
            context.close()
        browser.close()
        server.stop()


if __name__ == "__main__":
    main()
