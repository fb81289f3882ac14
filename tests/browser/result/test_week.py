"""After the scan, in a real browser: four pages, an action that is done, coming back, and answers of somebody
else.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from questionnaire.language.translation import LANGUAGES
from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.saved_scans.scan_link import pack
from tests.browser.axe import violations
from tests.browser.conftest import DESK, PHONE, a_context, open_screen, settle, stand_still
from tests.screens.walked import a_saved_scan
from tests.server import Server

PAGES = {"resultaat": "Uw week", "weerbaarheid": "Uw weerbaarheid", "plan": "Uw plan", "meenemen": "Meenemen"}
MOST_SCREENS = 3


def a_scan() -> SavedScan:
    """A business that knows where it stands but for its mail, which a supplier looks after."""
    scan = a_saved_scan(plan=()).with_answer("ict_by", "supplier")
    for item_id, answer in (
        ("payment_change_check", "same_mail"),
        ("backup_frequency", "weekly"),
        ("mfa_email", "dont_know"),
    ):
        scan = scan.with_answer(item_id, answer)
    return scan


def come_in(page: Page, server: Server, scan: SavedScan) -> None:
    """Opens a scan by its link; nothing but one button stands before the result."""
    page.goto(f"{server.url}/verder#a={pack(scan)}")
    page.wait_for_function("() => location.hash === ''")
    page.get_by_role("button", name="Open mijn scan").click()
    page.wait_for_url("**/resultaat**")
    page.wait_for_selector("[data-testid=stMain] h1")
    settle(page)


def ring(page: Page) -> str:
    return page.locator(".dw-ring-figure").inner_text()


def test_the_four_pages_have_addresses_of_their_own_and_fit_in_three_screens(
    page: Page, server: Server
) -> None:
    come_in(page, server, a_scan())
    expect(page.locator("[data-testid=stMain] h1")).to_have_text("Uw week")
    for name, title in {"Weerbaarheid": "Uw weerbaarheid", "Plan": "Uw plan", "Meenemen": "Meenemen"}.items():
        page.locator(".st-key-result-pages").get_by_role("link", name=name, exact=True).click()
        expect(page.locator("[data-testid=stMain] h1")).to_have_text(title)
        settle(page)
        expect(page.locator("[aria-current=page]")).to_have_text(name)
    page.go_back()
    expect(page.locator("[data-testid=stMain] h1")).to_have_text("Uw plan")
    page.reload()
    expect(page.locator("[data-testid=stMain] h1")).to_have_text("Uw plan")
    for address, title in PAGES.items():
        open_screen(page, f"{server.url}/{address}")
        expect(page.locator("[data-testid=stMain] h1")).to_have_text(title)
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        assert height <= MOST_SCREENS * PHONE["height"], (address, height)


def test_an_action_that_is_done_moves_the_score_and_makes_room_and_can_be_put_back(
    page: Page, server: Server
) -> None:
    come_in(page, server, a_scan())
    before = ring(page)
    titles = page.locator(".st-key-first-three h3").all_inner_texts()
    moved = None
    for number in range(len(titles)):
        card = page.locator("[class*=st-key-first-]:not(.st-key-first-three)").nth(number)
        if card.get_by_role("button", name="Gedaan").count() and "punten" in card.inner_text():
            moved = titles[number]
            card.get_by_role("button", name="Gedaan").click()
            break
    assert moved
    expect(page.locator(".st-key-card-just-done")).to_contain_text(moved)
    settle(page)
    after = ring(page)
    assert after != before
    now = page.locator(".st-key-first-three h3").all_inner_texts()
    assert moved not in now and len(now) == len(titles)
    page.reload()
    page.wait_for_selector(".dw-ring")
    settle(page)
    assert ring(page) == after
    open_screen(page, f"{server.url}/plan")
    page.get_by_text("1 gedaan").click()
    page.get_by_role("button", name="Zet terug").click()
    expect(page.get_by_text("1 gedaan")).to_have_count(0)
    settle(page)
    open_screen(page, f"{server.url}/resultaat")
    assert ring(page) == before and page.locator(".st-key-first-three h3").all_inner_texts() == titles


def test_who_comes_back_lands_on_the_week_and_can_still_go_to_the_start(page: Page, server: Server) -> None:
    come_in(page, server, a_scan())
    open_screen(page, server.url)
    page.wait_for_url("**/resultaat**")
    expect(page.locator("[data-testid=stMain] h1")).to_have_text("Uw week")
    settle(page)
    page.locator(".st-key-brand a").click()
    expect(page.get_by_role("button", name="Doe de scan opnieuw")).to_be_visible()
    expect(page.locator("[data-testid=stMain] h1")).not_to_have_text("Uw week")


def test_every_answer_behind_a_score_can_be_mended_and_one_comes_back_to_it(
    page: Page, server: Server
) -> None:
    come_in(page, server, a_scan())
    open_screen(page, f"{server.url}/weerbaarheid")
    page.locator("[class*=st-key-why-] summary").first.click()
    line = page.locator("[class*=st-key-lines-] [data-testid=stPageLink] a").first
    expect(line).to_be_visible()
    line.click()
    page.wait_for_url("**/vragen**")
    settle(page)
    page.locator(".st-key-answers").get_by_role("radio").first.check(force=True)
    settle(page)
    page.get_by_role("button", name=re.compile("Volgende|Bewaar")).last.click()
    page.wait_for_url("**/weerbaarheid**")
    expect(page.locator("[data-testid=stMain] h1")).to_have_text("Uw weerbaarheid")


def a_link(page: Page, server: Server) -> str:
    """The link that the respondent makes for the supplier."""
    open_screen(page, f"{server.url}/leverancier")
    page.get_by_label(re.compile("Uw naam of bedrijf")).fill("Bakkerij De Korenaar")
    page.get_by_label(re.compile("Uw naam of bedrijf")).press("Tab")
    settle(page)
    page.get_by_role("button", name=re.compile("ICT-leverancier|collega")).first.click()
    card = page.locator(".st-key-card-enquiry-0")
    expect(card).to_contain_text("Er is nog geen antwoord")
    settle(page)
    link = card.locator("[data-copy]").get_attribute("data-copy")
    assert link
    return link


def test_a_supplier_answers_in_another_browser_and_the_business_takes_it_over(
    page: Page, browser, server: Server
) -> None:
    come_in(page, server, a_scan())
    before = ring(page)
    link = a_link(page, server)
    other = a_context(browser, viewport=DESK).new_page()
    other.goto(link)
    other.get_by_role("button", name="Open de vragen").click()
    expect(other.locator("h1")).to_have_text("Vragen van Bakkerij De Korenaar")
    text = other.locator("main").inner_text()
    assert "van 100" not in text and "niveau" not in text.lower() and "rekeningnummer" not in text
    assert violations(other) == []
    other.get_by_role("button", name="Verstuur de antwoorden").click()  # the name lacks: the browser holds it
    expect(other.locator("h1")).to_have_text("Vragen van Bakkerij De Korenaar")
    for box in other.locator(".dw-enquiry fieldset").all()[:-1]:
        box.locator("input[type=radio]:not([value=''])").last.check() if box.locator(
            "input[type=radio]"
        ).count() else box.locator("input[type=checkbox]").first.check()
    other.get_by_label("Uw naam en bedrijf").fill("Jan <b>van</b> ICT-Bedrijf Noord")
    other.get_by_label("Notitie").fill("gezien in de beheerpagina")
    other.get_by_role("button", name="Verstuur de antwoorden").click()
    expect(other.locator("h1")).to_have_text("Bedankt voor uw antwoorden")
    assert violations(other) == []

    open_screen(page, f"{server.url}/resultaat")
    assert ring(page) == before  # nothing counts before it was looked at
    page.get_by_role("link", name="Bekijk de antwoorden").click()
    card = page.locator(".st-key-card-enquiry-0")
    expect(card).to_contain_text("Jan <b>van</b> ICT-Bedrijf Noord heeft geantwoord")
    expect(card).to_contain_text("gezien in de beheerpagina")
    settle(page)
    stand_still(page)
    assert violations(page) == []
    card.get_by_role("button", name="Neem over", exact=True).click()
    expect(page.locator(".dw-good")).to_contain_text("Antwoorden van Jan")
    settle(page)
    open_screen(page, f"{server.url}/resultaat")
    assert ring(page) != before
    other.goto(link)
    other.get_by_role("button", name="Open de vragen").click()
    expect(other.locator("h1")).to_have_text("Deze link werkt niet meer")
    other.context.close()


def test_a_withdrawn_link_opens_nothing_in_any_language(page: Page, browser, server: Server) -> None:
    come_in(page, server, a_scan())
    link = a_link(page, server)
    other = a_context(browser).new_page()
    other.goto(link)
    other.get_by_role("button", name="Open de vragen").click()
    expect(other.locator("h1")).to_contain_text("Bakkerij De Korenaar")
    page.get_by_role("button", name="Trek de link in").click()
    expect(page.locator(".st-key-card-enquiry-0")).to_have_count(0)
    settle(page)
    token = link.partition("#t=")[2]
    for language in LANGUAGES:
        for address in (f"/antwoord/vragen?lang={language}", f"/antwoord?lang={language}#t={token}"):
            other.goto(f"{server.url}{address}")
            if other.locator("form#verder button").count():
                other.locator("form#verder button").click()
            closed = {"nl": "werkt niet meer", "en": "no longer works", "de": "funktioniert nicht mehr"}
            expect(other.locator("h1")).to_contain_text(closed[language])
            assert "Bakkerij" not in other.content()
    other.context.close()


@pytest.mark.parametrize("address", ["resultaat", "weerbaarheid", "plan", "meenemen", "leverancier"])
def test_a_result_page_has_no_violations_after_something_was_done(
    page: Page, server: Server, address: str
) -> None:
    come_in(page, server, a_scan())
    page.get_by_role("button", name=re.compile("Gedaan|Gevraagd")).first.click()
    expect(page.locator(".st-key-card-just-done")).to_be_visible()
    open_screen(page, f"{server.url}/{address}")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTo(0, 1e6)")
        stand_still(page)
        assert violations(page) == []
        assert page.evaluate(
            "() => document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth + 1"
        )
