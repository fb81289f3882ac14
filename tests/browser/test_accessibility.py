"""axe finds nothing on any screen: the list of screens comes from the navigation, so that none is forgotten."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from questionnaire.language.translation import LANGUAGES
from screens.navigation import SCREENS
from tests.browser.axe import violations
from tests.browser.conftest import open_screen, stand_still
from tests.server import Server

STATIC = ("hulp", "verder", "wissen", "advies.pdf", "bestaat-niet")
ADDRESSES = tuple(screen.address for screen in SCREENS) + STATIC


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_on_any_screen_light_and_dark(
    page: Page, server: Server, address: str, language: str
) -> None:
    open_screen(page, f"{server.url}/{address}?lang={language}")
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        stand_still(page)
        # To the end: what lies half under the bar with back and next is not too small, only not scrolled to
        # yet.
        page.evaluate("document.querySelector('[data-testid=stMain]')?.scrollTo(0, 1e6)")
        found[scheme] = violations(page)
    assert found == {"light": [], "dark": []}
    assert page.evaluate("document.documentElement.lang") == language
    assert page.locator("h1").count() == 1
