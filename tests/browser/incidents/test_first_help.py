"""Ten storms, played from the first tap on a phone without scripts: the first thing to do is in view, also without
internet and by keyboard alone, and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from data.first_help.playbooks import load_playbooks
from questionnaire.language.translation import LANGUAGES
from tests.browser.axe import violations
from tests.browser.conftest import PHONE, a_context, open_screen
from tests.server import Server

BOOKS = load_playbooks()
STEPS = {step.id: step for step in BOOKS.steps}


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone without scripts that was never here before."""
    context = a_context(
        browser,
        viewport=PHONE,
        java_script_enabled=False,
        is_mobile=True,
        has_touch=True,
        device_scale_factor=1,
    )
    yield context
    context.close()


def in_view(page: Page, text: str) -> bool:
    """Whether all of the element with this text is on the screen as it stands."""
    box = page.get_by_text(text, exact=True).locator("visible=true").first.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]


def test_ten_storms_show_what_to_do_first_within_three_taps_and_without_internet(
    phone: BrowserContext, server: Server
) -> None:
    page = phone.new_page()
    page.goto(server.url)
    before = phone.cookies()  # of the scan, which this phone may do afterwards
    page.get_by_role("link", name="Eerste hulp").first.tap()  # the first tap
    page.wait_for_selector(".dw-storms")
    asked: list[str] = []
    phone.set_offline(True)
    page.on("request", lambda request: asked.append(request.url))
    for book in BOOKS.playbooks:
        assert page.locator(".dw-playbook").locator("visible=true").count() == 0
        page.get_by_role("link", name=book.title).tap()  # the second
        first = STEPS[book.steps[0]]
        assert in_view(page, book.title) and in_view(page, first.title), book.id
        shown = page.locator(f"#{book.id}")
        assert first.text in shown.inner_text() and not page.locator(".dw-ask").is_visible()
        assert shown.locator(".dw-steps > li").count() == len(book.steps)
        for wanted in book.steps:
            assert STEPS[wanted].title in shown.inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.get_by_role("link", name="Er gebeurde iets anders").tap()
    page.get_by_role("link", name="Iets anders, of ik weet het niet").tap()
    assert in_view(page, "Bent u nu in gevaar?")
    # A tab looks for its icon at each change of address, and has it.
    assert [url for url in asked if not url.endswith("/icon.svg")] == []
    assert phone.cookies() == before


def test_whom_to_call_is_one_tap_and_a_text_goes_along_as_it_stands(
    phone: BrowserContext, server: Server
) -> None:
    page = phone.new_page()
    page.goto(f"{server.url}/hulp#money_gone")
    called = page.locator("#money_gone .dw-steps a.dw-call").first
    assert called.get_attribute("href") == "tel:0900-8844"
    box = called.bounding_box()
    assert box is not None and box["height"] >= 44
    text = page.locator("#money_gone textarea").first
    assert "[rekeningnummer]" in text.input_value() and text.get_attribute("readonly") is not None
    sent = page.locator("#money_gone .dw-send a").first.get_attribute("href") or ""
    assert sent.startswith("sms:?&body=") and "%5Brekeningnummer%5D" in sent
    page.goto(f"{server.url}/hulp#mail_taken")
    page.reload()  # of the same page with another place
    assert page.locator("#mail_taken a[href^='mailto:']").count() == 0
    assert page.locator("#mail_taken a[href^='sms:']").count() > 0


def test_print_gives_this_list_and_a_log_sheet_and_no_other_list(
    phone: BrowserContext, server: Server
) -> None:
    page = phone.new_page()
    page.goto(f"{server.url}/hulp#files_locked")
    page.emulate_media(media="print")
    shown = page.locator(".dw-playbook").locator("visible=true")
    assert shown.count() == 1 and shown.first.get_attribute("id") == "files_locked"
    assert page.locator(".dw-log table tbody tr").locator("visible=true").count() == 14
    assert not page.locator(".dw-ask").is_visible() and not page.locator(".dw-who").is_visible()
    called = page.locator("#files_locked a.dw-call").first
    assert (
        called.evaluate("link => getComputedStyle(link).color") == "rgb(0, 0, 0)"
    )  # no white without its ground


def test_a_storm_is_weathered_by_keyboard_alone(browser: Browser, server: Server) -> None:
    context = a_context(browser, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/hulp")
    focused = "document.activeElement"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate(f"{focused}.getAttribute('href')") == "#files_locked":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("#files_locked:target")
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(f"{focused}.getAttribute('href') || {focused}.id"))
    assert reached[0] == "tel:112" and "tel:0900-8844" in reached
    assert "tekst-files_locked-staff_locked" in reached and "/" in reached and "#vraag" in reached
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_list(page: Page, server: Server, language: str) -> None:
    open_screen(page, f"{server.url}/hulp?lang={language}")
    found = {}
    for book in BOOKS.playbooks:
        page.evaluate(f"location.hash = '{book.id}'")
        page.wait_for_selector(f"#{book.id}:target")
        found[book.id] = violations(page)
    page.emulate_media(color_scheme="dark")
    found["dark"] = violations(page)
    assert {name: told for name, told in found.items() if told} == {}


def test_what_was_picked_is_in_no_log(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/hulp")
    page.get_by_role("link", name=BOOKS.playbooks[0].title).click()
    page.goto(f"{server.url}/hulp?bij=ransomware")
    page.wait_for_selector("#files_locked:target")
    assert not any(word in server.log for word in ("hulp", "ransomware", "files_locked", "money_gone"))
