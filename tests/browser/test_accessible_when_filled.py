"""axe on the screens that only have something to show once a scan was done, every fold open, also on a very
small phone.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.saved_scans.scan_link import pack
from tests.browser.axe import violations
from tests.browser.conftest import open_screen, settle, stand_still
from tests.screens.walked import a_saved_scan
from tests.server import Server

FILLED = (
    "",
    "vragen?vraag=company_size",
    "vragen?vraag=auto_updates",
    "vragen?vraag=payment_change_check",
    "controle",
    "resultaat",
    "weerbaarheid",
    "plan",
    "meenemen",
    "tekst",
    "bewaren",
    "leverancier",
)
SMALL = {"width": 320, "height": 640}


@pytest.mark.parametrize("address", FILLED)
def test_a_filled_screen_has_no_violations_and_fits_a_small_phone(
    page: Page, server: Server, address: str
) -> None:
    carry(page, server, a_saved_scan(plan=("mfa_email",)).with_answer("ict_by", "supplier"))
    open_screen(page, f"{server.url}/{address}")
    page.evaluate("() => document.querySelectorAll('.stHtml details').forEach(fold => { fold.open = true; })")
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate("() => document.querySelector('[data-testid=stMain]')?.scrollTo(0, 1e6)")
        stand_still(page)
        found[scheme] = violations(page)
    page.set_viewport_size(SMALL)
    stand_still(page)
    found["small"] = violations(page)
    assert found == {"light": [], "dark": [], "small": []}
    assert (
        page.evaluate(
            """() => { const main = document.querySelector('[data-testid=stMain]') || document.documentElement;
                   return main.scrollWidth <= innerWidth + 1 ? [] : [...main.querySelectorAll('*')]
                     .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.dw-table'))
                     .map(e => e.className + ': ' + e.textContent.trim().slice(0, 30)).slice(0, 5); }"""
        )
        == []
    )


def test_an_error_at_a_question_has_no_violations(page: Page, server: Server) -> None:
    carry(page, server, SavedScan(version="2.0", answers={"company_size": "micro"}))
    open_screen(page, f"{server.url}/vragen?vraag=sector")
    page.get_by_role("button", name="Volgende").click()
    page.wait_for_selector("#dw-answer-error")
    assert violations(page) == []


def carry(page: Page, server: Server, scan: SavedScan) -> None:
    """A phone on which this scan was done before."""
    page.goto(f"{server.url}/verder#a={pack(scan)}")
    page.get_by_role("button", name="Open mijn scan").click()
    page.wait_for_selector("[data-testid=stMain] h1")
    settle(page)
