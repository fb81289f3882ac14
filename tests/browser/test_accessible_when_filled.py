"""axe on the screens that only have something to show once a scan was done, every fold open, also on a very
small phone.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.saved_scans.scan_link import pack
from screens.questions import DOUBLE_CLICK_SECONDS
from tests.browser import respondent
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


SIZES = ((320, 640), (390, 844), (1280, 900))

# The words lie in the window, nothing lies over their first and last line, and the focus is in the answers.
SEEN = """error => {
  const box = document.querySelector(error)?.getBoundingClientRect();
  if (!box || box.top < 0 || box.bottom > innerHeight) return false;
  const over = y => document.elementFromPoint(box.left + box.width / 2, y)?.closest(error);
  return Boolean(over(box.top + 3) && over(box.bottom - 3));
}"""
FOCUSED = "() => Boolean(document.activeElement.closest('.st-key-answers'))"


def press_next_at_the_bottom(page: Page) -> None:
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    page.get_by_role("button", name="Volgende").click()


def choose_without_looking(page: Page) -> None:
    """As `respondent.choose`, where the bar lies over the answer."""
    page.evaluate("() => document.querySelector('.st-key-answers input:not(:checked)').click()")
    settle(page)


def test_every_question_with_nothing_chosen_says_so_in_sight_at_every_width(
    page: Page, server: Server
) -> None:
    respondent.start(page, server.url, quick=False)
    asked = 0
    while "/vragen" in page.url:
        page.wait_for_timeout(1000 * DOUBLE_CLICK_SECONDS)  # else it is the second click of a double one
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            press_next_at_the_bottom(page)
            page.wait_for_function(SEEN, arg="#dw-answer-error")
            page.wait_for_function(FOCUSED)
        choose_without_looking(page)
        respondent.go_on(page)
        asked += 1
    assert asked > 20


def test_a_wrong_code_of_an_event_is_told_beside_the_field_where_it_was_typed(
    page: Page, server: Server
) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        open_screen(page, server.url)
        page.get_by_text("Doet u mee aan een bijeenkomst?").click()
        page.get_by_label("Code van de bijeenkomst").fill("ABCD 1234")
        page.get_by_role("button", name="Doe mee").click()
        page.wait_for_function(SEEN, arg="[data-testid=stForm] .dw-error")
        page.wait_for_function("() => document.activeElement.closest('[data-testid=stForm]')")
        assert re.search("code klopt niet", page.locator("[data-testid=stForm] .dw-error").inner_text())
