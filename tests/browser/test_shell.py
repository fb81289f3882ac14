"""What the shell mends: language in place, focus, Streamlit's English words, lost connections; and the
narrowest screens.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from screens.navigation import SCREENS
from tests.browser.conftest import open_screen, settle
from tests.server import Server


def test_the_language_switches_in_place(page: Page, server: Server) -> None:
    open_screen(page, server.url)
    page.get_by_role("radio", name="DE Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page).to_have_url(re.compile(r"lang=de"))
    settle(page)
    page.reload()
    page.wait_for_selector("h1")
    assert page.evaluate("document.documentElement.lang") == "de"
    page.get_by_role("radio", name="NL Nederlands").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page).not_to_have_url(re.compile(r"lang=(de|en)"))


def test_the_language_goes_along_to_the_next_screen(page: Page, server: Server) -> None:
    open_screen(page, f"{server.url}/?lang=en")
    page.locator(".st-key-footer a[href*=privacy]").click()
    expect(page).to_have_url(re.compile(r"/privacy\?lang=en"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_new_screen_gets_the_focus_on_its_heading(page: Page, server: Server) -> None:
    open_screen(page, server.url)
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.locator(".st-key-footer a[href*=privacy]").click()
    expect(page.locator("h1")).to_be_focused()
    assert "Privacy" in page.title()


def test_the_first_tab_skips_the_menu(page: Page, server: Server) -> None:
    open_screen(page, server.url)
    page.keyboard.press("Tab")
    skip = page.locator("[data-testid=stSkipToContent]")
    expect(skip).to_be_focused()
    assert skip.inner_text() == "Direct naar de inhoud"
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()


@pytest.mark.parametrize("address", [screen.address for screen in SCREENS])
def test_no_word_of_streamlits_own_is_in_sight(page: Page, server: Server, address: str) -> None:
    from screens.streamlit_patches.front_end_words import WORDS

    open_screen(page, f"{server.url}/{address}")
    seen = page.evaluate(
        """() => [document.body.innerText, ...[...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')]
        .flatMap(e => ['aria-label','title','placeholder','alt'].map(a => e.getAttribute(a)))].filter(Boolean).join('\\n')"""
    )
    lines = {line.strip() for line in seen.splitlines()}
    assert not {word for word in WORDS if word in lines and word != "Stop"}
    assert "Streamlit" not in seen


@pytest.mark.parametrize(
    ("query", "told", "size"),
    [
        ("", "Kies een ander bestand", "2,0 kB"),
        ("?lang=en", "Choose another file", "2.0 kB"),
        ("?lang=de", "Andere Datei wählen", "2,0 kB"),
    ],
)
def test_a_chosen_file_is_told_in_the_language_of_the_screen(
    page: Page, server: Server, query: str, told: str, size: str
) -> None:
    open_screen(page, f"{server.url}/bewaren{query}")
    place = page.get_by_test_id("stFileUploader")
    place.locator("input").set_input_files(
        {"name": "mijn-scan.json", "mimeType": "application/json", "buffer": b" " * 2048}
    )
    add = place.get_by_role("button", name=told).last
    expect(add).to_be_visible()
    expect(place.get_by_text(size)).to_be_visible()
    assert "add icon" not in place.inner_text() and "file upload" not in place.aria_snapshot()
    for button in (add, place.get_by_test_id("stFileChipDeleteBtn").locator("button")):
        size_px = button.bounding_box()
        assert size_px and min(size_px["width"], size_px["height"]) >= 44
    # Its icon is a drawing, not the name of one: no wider than it is tall.
    box = add.get_by_test_id("stIconMaterial").bounding_box()
    assert box and 0 < box["width"] <= box["height"]
    expect(page.get_by_text("1 MB")).to_have_count(0)


def test_a_lost_connection_is_told_and_its_return_too(page: Page, a_server: Server) -> None:
    open_screen(page, a_server.url)
    a_server.kill()
    notice = page.locator("#dw-connection")
    expect(notice).to_contain_text("Uw antwoorden zijn bewaard")
    a_server.start()
    expect(notice).to_have_text("")
    settle(page)
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("address", [screen.address for screen in SCREENS] + ["hulp", "verder", "wissen"])
def test_nothing_sticks_out_at_320_pixels_and_targets_are_large(
    page: Page, server: Server, address: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_screen(page, f"{server.url}/{address}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    main = page.evaluate("(document.querySelector('[data-testid=stMain]') || document.body).scrollWidth")
    assert main <= 320
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, a[href], summary, label:has(input), select')]
          .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}))
          .filter(e => !e.closest('p, li, .dw-skip, [data-testid=stSkipToContent]') || e.closest('.dw-desks'))
          .map(e => [e.tagName, e.innerText.slice(0, 30), e.closest('[data-testid=stRadioGroup] > div, .stCheckbox') || e])
          .map(([tag, text, e]) => [tag, text, Math.round(e.getBoundingClientRect().width), Math.round(e.getBoundingClientRect().height)])
          .filter(([, , width, height]) => width > 1 && (height < 44 || width < 44))"""
    )
    assert small == []
