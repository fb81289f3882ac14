"""A phone that was never here before: how much it fetches, from whom, and whether anything complains."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from screens.navigation import SCREENS
from tests.browser.conftest import a_context, open_screen
from tests.server import Server

MOST_BYTES = 800_000


def bytes_over_the_line(context: BrowserContext, page: Page, url: str) -> int:
    """What Chromium received for this address, headers included, until the screen stands still."""
    received = {"bytes": 0}
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on(
        "Network.loadingFinished",
        lambda event: received.update(bytes=received["bytes"] + event["encodedDataLength"]),
    )
    devtools.on(
        "Network.webSocketFrameReceived",
        lambda event: received.update(bytes=received["bytes"] + len(event["response"]["payloadData"])),
    )
    open_screen(page, url)
    page.wait_for_load_state("networkidle")
    return int(received["bytes"])


def test_the_start_screen_costs_at_most_0_8_megabytes(
    context: BrowserContext, page: Page, server: Server, record_property
) -> None:
    size = bytes_over_the_line(context, page, server.url)
    record_property("bytes", size)
    assert 200_000 < size <= MOST_BYTES


@pytest.mark.parametrize("address", [screen.address for screen in SCREENS] + ["hulp", "verder", "wissen"])
def test_no_request_leaves_our_host_and_nothing_complains(page: Page, server: Server, address: str) -> None:
    open_screen(page, f"{server.url}/{address}")
    page.wait_for_load_state("networkidle")
    hosts = {urlsplit(url).netloc for url in page.heard.requests if not url.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(server.url).netloc}
    assert page.heard.complaints == []


def test_there_is_something_to_read_before_any_script_has_run(
    context: BrowserContext, page: Page, server: Server
) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.goto(server.url)
    assert page.locator(".dw-brand").inner_text() == "Digitale Weerbaarheidsscan"
    told = page.locator(".dw-first").inner_text()
    assert "Hoe weerbaar is uw bedrijf" in told and "minuten" in told and "Geen account" in told
    page.goto(f"{server.url}/vragen")
    assert "geladen" in page.locator(".dw-waiting").inner_text()


def test_without_javascript_first_help_is_one_tap_away(browser, server: Server) -> None:
    context = a_context(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url)
    page.get_by_role("link", name="Eerste hulp").first.click()
    assert page.locator("h1").inner_text() == "Eerste hulp bij een incident"
    context.close()
