"""Somebody who answers the scan in the browser, by what stands on the screen, without knowing the questions."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from screens.questions import DOUBLE_CLICK_SECONDS
from tests.browser.conftest import open_screen, settle


def start(page: Page, url: str, quick: bool = True) -> None:
    """From the start screen to the first question."""
    open_screen(page, url)
    page.get_by_role(
        "button", name=re.compile(r"snelle|quick|Kurz-Check", re.I) if quick else re.compile(r"^Start$")
    ).first.click()
    page.wait_for_url("**/vragen**")
    page.wait_for_selector(".st-key-steps")
    settle(page)


def question(page: Page) -> str:
    """The question on the screen."""
    return page.locator("[data-testid=stMain] h1").inner_text()


def choose(page: Page, which: int = 0) -> None:
    """Chooses the answer with this number (the last when there are fewer), or fills in a number."""
    answers = page.locator(".st-key-answers")
    answers.locator("input").first.wait_for(state="attached")
    radios = answers.get_by_role("radio")
    if radios.count():
        radios.nth(min(which, radios.count() - 1)).check(force=True)
    elif answers.locator("[data-testid=stTextInput] input").count():
        box = answers.locator("[data-testid=stTextInput] input")
        box.fill("14")
        box.press("Tab")
    else:
        boxes = answers.get_by_role("checkbox")
        boxes.nth(min(which, boxes.count() - 1)).check(force=True)
    settle(page)


def go_on(page: Page) -> None:
    """To the next question, or to the review behind the last one."""
    before = question(page)
    button = page.get_by_role(
        "button", name=re.compile("Volgende|Next|Weiter|Bewaar en terug|Save and return|Speichern und zurück")
    )
    moved = "before => { const h = document.querySelector('[data-testid=stMain] h1'); return h && h.innerText !== before; }"
    button.click()
    settle(page)
    if not page.evaluate(moved, before):
        # Nobody reads this fast: right behind another click, one on an answer that was there already is taken
        # for the second of a double click.
        page.wait_for_timeout(1000 * DOUBLE_CLICK_SECONDS)
        if not page.evaluate(moved, before):
            button.click()
    page.wait_for_function(moved, arg=before)
    settle(page)


def walk(page: Page, which: int = 0, most: int = 60) -> int:
    """Answers everything up to the review; how many questions that were."""
    asked = 0
    while "/vragen" in page.url and asked < most:
        choose(page, which)
        go_on(page)
        asked += 1
    return asked


def to_result(page: Page) -> None:
    """From the review to the result."""
    page.get_by_role("button", name=re.compile("Bekijk resultaat|View result|Ergebnis")).click()
    page.wait_for_url("**/resultaat**")
    page.wait_for_selector("[data-testid=stMain] h1")
    settle(page)
