"""Typing in a paper questionnaire with the keys alone, faster than the server draws: no key may get lost."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import open_screen, settle
from tests.server import Server

# Four-person shop in Tubbergen, for the first questions of the full scan; 12 follows from the
# routing.
KEYS = ["2", "4", "12", "1", "3", "2", "2", "3", "1", "1", "2", "2", "1"]


def test_keys_that_come_faster_than_the_questions_all_count(page: Page, server: Server) -> None:
    open_screen(page, f"{server.url}/invoeren")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Met hoeveel mensen werkt u?")
    settle(page)
    for keys in KEYS:
        for key in (*keys, "Enter"):
            page.keyboard.press(key)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("nieuwe klant met een grote bestelling")
    )
    expect(page.get_by_text("Vraag 17 op papier")).to_be_visible()
    for _ in range(11):
        page.keyboard.press("Backspace")
    expect(page.get_by_role("heading", level=1)).to_have_text("In welke gemeente staat uw bedrijf?")
    expect(page.locator("label:has(input:checked)").filter(has_text="Tubbergen")).to_be_visible()
    assert page.heard.complaints == []  # type: ignore[attr-defined]


def test_with_the_keys_switched_off_a_digit_does_nothing(page: Page, server: Server) -> None:
    open_screen(page, f"{server.url}/invoeren")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Met hoeveel mensen werkt u?")
    page.get_by_text("Typen met cijfers, Enter en Backspace").click()
    page.wait_for_timeout(1000)  # the answer of the server takes the keys away
    settle(page)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("2")
    page.wait_for_timeout(300)
    assert page.locator("[class*='st-key-typed_fields'] input:checked").count() == 0
