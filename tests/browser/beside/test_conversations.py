"""An adviser with two conversations on one laptop mixes nothing up, and the server never hears a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.axe import violations
from tests.browser.conftest import a_context, open_screen, settle
from tests.browser.respondent import choose, go_on, question, start
from tests.server import Server

NAMES = ("Bakkerij Vosqwint", "Garage Ten Brinqwint")


@pytest.fixture
def laptop(browser: Browser) -> Iterator[BrowserContext]:
    """A laptop that was never here before."""
    context = a_context(browser, viewport={"width": 1280, "height": 900}, timezone_id="Europe/Amsterdam")
    yield context
    context.close()


def begin(page: Page, server: Server, name: str) -> None:
    """A conversation from the sheet to its first question."""
    page.goto(f"{server.url}/adviseur")
    page.get_by_label("Nieuw gesprek, met wie?").fill(name)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(\?.*)?$"))
    page.wait_for_selector("[data-testid=stMain] h1")
    settle(page)
    page.get_by_role("button", name=re.compile("snelle", re.I)).first.click()
    page.wait_for_url("**/vragen**")
    page.wait_for_selector(".st-key-steps")
    settle(page)


def note(page: Page, words: str) -> None:
    field = page.get_by_label("Waar zag u dit?")
    field.fill(words)
    field.press("Tab")
    settle(page)


def test_two_conversations_on_one_laptop_are_never_mixed_up(laptop: BrowserContext, server: Server) -> None:
    first = laptop.new_page()
    begin(first, server, NAMES[0])
    bar = "[data-conversation]"
    assert f"Gesprek met {NAMES[0]}" in first.locator(bar).inner_text()
    assert "Gespreksvraag: Tel samen" in first.locator(".st-key-talk").inner_text()
    assert violations(first) == []
    choose(first, 1)
    note(first, "het qwintblad van maart")
    go_on(first)
    second_question = question(first)

    other = laptop.new_page()
    begin(other, server, NAMES[1])
    assert f"Gesprek met {NAMES[1]}" in other.locator(bar).inner_text()
    assert other.get_by_label("Waar zag u dit?").input_value() == ""
    first.bring_to_front()
    first.wait_for_url("**/adviseur**")  # the tab of the first closed when the other one opened
    assert violations(first) == []
    lines = first.locator("#gesprekken li").all_inner_texts()
    assert len(lines) == 2 and NAMES[1] in lines[0] and NAMES[0] in lines[1]

    first.get_by_role("button", name=f"Open: {NAMES[0]}").press("Enter")
    first.wait_for_url(re.compile(r"/(\?.*)?$"))
    other.wait_for_url("**/adviseur**")
    open_screen(first, f"{server.url}/vragen")
    assert question(first) == second_question
    first.get_by_role("button", name="Vorige").click()
    first.wait_for_function("() => document.querySelector('.st-key-talk input')?.value.includes('maart')")
    kept = b"".join(file.read_bytes() for file in server.folder.rglob("*") if file.is_file())
    assert b"qwint" not in kept

    other.get_by_role("button", name=f"Haal van dit blad: {NAMES[1]}").or_(
        other.locator("#gesprekken li", has_text=NAMES[1]).locator("[data-do=drop]")
    ).first.click()
    other.locator("#gesprekken li", has_text=NAMES[1]).locator("[data-do=drop]").click()
    other.wait_for_function("() => document.querySelectorAll('#gesprekken li').length === 1")
    other.get_by_role("button", name="Maak het hele blad leeg").click()
    other.locator("#leegmaken").click()
    assert other.evaluate("() => localStorage.getItem('dw-gesprekken')") is None


def test_who_does_the_scan_alone_sees_nothing_of_an_adviser(page: Page, server: Server) -> None:
    start(page, server.url)
    assert not page.locator(".st-key-talk, [data-conversation]").count()
