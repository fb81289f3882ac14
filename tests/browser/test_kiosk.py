"""A tablet on a stand: one after another, nothing left behind, the result on one's own phone."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from data import clock
from data.aggregates.folding import this_site
from data.folders import Folders
from data.organisers.events import Event, add_event
from questionnaire.saved_scans.scan_link import pack
from scoring.loading import load_content
from tests.browser.conftest import open_screen, settle
from tests.browser.respondent import choose, go_on, to_result, walk
from tests.screens.walked import a_saved_scan
from tests.server import Server

CONTENT = load_content()


def an_event(server: Server) -> Event:
    """An event of today on this server."""
    site = this_site(CONTENT, where=Folders(server.folder / "data", server.folder / "keys"))
    return add_event(site, "team", "Ondernemersavond Borne", clock.today(), clock.today() + timedelta(1))


def begin(page: Page, url: str, code: str = "") -> None:
    """Somebody steps up to the tablet."""
    open_screen(page, f"{url}/?kiosk=1" + (f"&event={code}" if code else ""))
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/vragen**")
    settle(page)


def token(page: Page) -> str:
    return next(c["value"] for c in page.context.cookies() if c["name"] == "scan")


def test_the_next_visitor_finds_nothing_of_the_one_before(page: Page, a_server: Server) -> None:
    begin(page, a_server.url, an_event(a_server).code)
    expect(page.get_by_text("Ondernemersavond Borne")).to_be_visible()
    before = token(page)
    walk(page)
    to_result(page)
    page.get_by_role("button", name="Toon mijn resultaat").click()
    expect(page.locator(".dw-qr img")).to_be_visible()
    page.get_by_role("button", name="Klaar, wis alles op dit scherm").click()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    assert token(page) != before
    assert "kiosk=1" in page.url and "event=" in page.url
    stored = page.evaluate("() => [...Object.entries(localStorage), ...Object.entries(sessionStorage)]")
    # Streamlit notes which theme it shows, the same for everybody; nothing else may be there.
    assert [entry for entry in stored if not entry[0].startswith("stActiveTheme")] == []
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/vragen**")
    settle(page)
    assert page.locator(".st-key-answers").get_by_role("radio", checked=True).count() == 0
    page.goto(f"{a_server.url}/verder#t={before}")
    page.get_by_role("button", name="Open mijn scan").click()
    expect(page.get_by_role("alert")).to_contain_text("geen scan meer")


def test_after_two_idle_minutes_it_asks_counts_down_and_begins_anew(page: Page, a_server: Server) -> None:
    page.clock.install()
    begin(page, a_server.url)
    choose(page)
    go_on(page)
    page.clock.pause_at(page.evaluate("() => Date.now()") / 1000 + 1)  # from here only the test moves time on
    page.keyboard.press("Shift")
    page.clock.fast_forward(119_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.fast_forward(2_000)
    expect(page.get_by_role("dialog")).to_contain_text("Bent u er nog?")
    page.get_by_role("button", name="Ja, ik ga verder").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.fast_forward(121_000)
    expect(page.get_by_role("dialog")).to_contain_text("seconden")
    page.clock.fast_forward(21_000)
    page.clock.resume()
    expect(page.get_by_role("button", name="Begin")).to_be_visible(timeout=30_000)


def test_the_code_on_the_tablet_opens_the_result_on_ones_own_phone(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/verder#a={pack(a_saved_scan())}")
    page.get_by_role("button", name="Open mijn scan").click()
    page.wait_for_url("**/resultaat**")
    expect(page.locator(".dw-ring")).to_be_visible()


def test_no_link_leads_the_tablet_away_from_the_scan(page: Page, server: Server) -> None:
    begin(page, server.url)
    walk(page)
    to_result(page)
    expect(page.get_by_text("Het opent als u erop tikt")).to_be_visible()  # also without an event
    page.get_by_role("button", name="Toon mijn resultaat").click()
    expect(page.locator(".dw-qr img")).to_be_visible()
    settle(page)
    expect(page.locator(".st-key-footer")).to_be_hidden()
    expect(page.locator(".dw-first-help")).to_be_hidden()
    before = page.url
    links = page.evaluate(
        """() => [...document.querySelectorAll('a[href]')].filter((a) => !a.closest('[data-testid=stPageLink]')
        && !a.getAttribute('href').startsWith('#')).map((a) => { a.click(); return a.getAttribute('href'); })"""
    )
    page.wait_for_timeout(500)
    assert len(links) > 3 and page.url == before and len(page.context.pages) == 1


def test_without_connection_the_tablet_goes_blank_and_wipes_as_soon_as_it_can(
    page: Page, a_server: Server
) -> None:
    begin(page, a_server.url)
    choose(page)
    go_on(page)
    before = token(page)
    page.context.set_offline(True)
    page.evaluate(
        """() => { const wipe = document.createElement('button'); wipe.dataset.kioskWipe = '1'; document.body.append(wipe); wipe.click(); }"""
    )
    page.wait_for_function("() => getComputedStyle(document.body).visibility === 'hidden'")
    page.context.set_offline(False)
    expect(page.get_by_role("button", name="Begin")).to_be_visible(timeout=30_000)
    assert token(page) != before
