"""A real browser against the real server. `page` is a fresh phone; what it asks for and complains about is in
`page.heard`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.patience import PATIENCE_SECONDS
from tests.server import Server, shared_assets

CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

expect.set_options(timeout=PATIENCE_SECONDS * 1000)


@dataclass
class Heard:
    """What a page asked the network for, and what it complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: self.complaints.append(message.text) if message.type == "error" else None,
        )


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests of this process; a test that kills it makes its own with `a_server`."""
    running = Server(tmp_path_factory.mktemp("server"), **shared_assets()).start()
    yield running
    running.stop()


@pytest.fixture
def a_server(tmp_path: Path) -> Iterator[Server]:
    """A server for this test alone: kill it, start it again."""
    running = Server(tmp_path, **shared_assets()).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, with none of its own traffic."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "chromium is missing: `make test` installs it"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM))
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that was never here before."""
    fresh = a_context(browser, viewport=PHONE, timezone_id="Europe/Amsterdam", accept_downloads=True)
    yield fresh
    fresh.close()


def a_context(browser: Browser, **about: object) -> BrowserContext:
    """Another phone or laptop, with the patience of all."""
    return patient(browser.new_context(**{"locale": "nl-NL", **about}))  # type: ignore[arg-type]


def patient(context: BrowserContext) -> BrowserContext:
    """The same context, that waits as long as a busy machine needs."""
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    return context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab on that phone; `page.heard` tells what it asked for."""
    tab = context.new_page()
    heard = Heard()
    heard.listen(tab)
    tab.heard = heard  # type: ignore[attr-defined]
    return tab


def open_screen(page: Page, url: str) -> None:
    """Opens an address and waits until the app stands still, with its heading there."""
    page.goto(url)
    page.wait_for_selector("[data-testid=stMain] h1, main#inhoud h1")
    settle(page)


def settle(page: Page) -> None:
    """Waits until no run is going on, nothing on the screen is left over from the one before, and all of it
    is drawn.

    Where the browser still fetches the script of a kind of field, Streamlit shows a grey block in its place.
    """
    page.wait_for_function(
        """() => { const app = document.querySelector('[data-testid=stApp]');
        return !app || (app.dataset.testConnectionState === 'CONNECTED' && app.dataset.testScriptState === 'notRunning'
          && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')); }"""
    )


def stand_still(page: Page) -> None:
    """Waits until colours and boxes no longer move: the change is drawn, and every transition is over."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function(
        "() => document.getAnimations().every(one => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity)"
    )
