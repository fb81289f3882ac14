"""An answer that is changed from the review or the result: its line is found again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import respondent
from tests.browser.conftest import open_screen, settle
from tests.browser.test_whole_way import open_saved
from tests.screens.walked import a_saved_scan
from tests.server import Server


@pytest.mark.parametrize("at", ["controle", "weerbaarheid"])
def test_who_changed_an_answer_comes_back_to_its_line(page: Page, server: Server, at: str) -> None:
    scan = a_saved_scan()
    if at == "controle":
        open_saved(page, server.url, scan.changed(finished=None), at=at)
    else:
        open_saved(page, server.url, scan)
        open_screen(page, f"{server.url}/{at}")
        page.locator("[class*=st-key-why-] summary").last.click()
        settle(page)
    line = page.locator(".dw-answer").last
    item = line.get_attribute("data-item")
    page.locator("[class*=st-key-lines-] [data-testid=stPageLink] a").last.click()
    page.wait_for_url("**/vragen**")
    settle(page)
    respondent.choose(page, 1)
    page.get_by_role("button", name="Bewaar en terug").click()
    page.wait_for_url(f"**/{at}**")
    settle(page)
    expect(page.locator(f".dw-answer[data-item={item}]")).to_be_focused()
    expect(page.locator(f".dw-answer[data-item={item}]")).to_be_in_viewport()
