"""A proxy that lets pages through and no websocket: within fifteen seconds the page says what to do, without
any connection.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import respondent
from tests.browser.axe import violations
from tests.browser.conftest import PHONE, a_context, settle
from tests.browser.line import Line, _end
from tests.server import Server

SOON = 15_000  # milliseconds after which there must be words
STREAM = b"GET /_stcore/stream"


class Office(Line):
    """The line of an office whose proxy knows no websockets: it refuses them, or takes the word out that asks
    for one.
    """

    refuses = False

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if data.startswith(STREAM) and self.refuses:
                    source.sendall(
                        b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    )
                    break
                target.sendall(
                    re.sub(rb"(?i)upgrade: websocket\r\n", b"", data) if data.startswith(STREAM) else data
                )
        _end(source)
        _end(target)


@pytest.fixture
def office(server: Server) -> Iterator[Office]:
    line = Office(server.port)
    yield line
    line.cut()


def words(page: Page):
    """What stands on the page when the scan does not come."""
    return page.locator("#dw-unreached")


@pytest.mark.parametrize("refuses", [True, False], ids=["403", "no upgrade"])
@pytest.mark.parametrize(
    ("query", "told"),
    [("", "De scan komt niet binnen"), ("?lang=de", "Der Check kommt nicht an")],
    ids=["Dutch", "German"],
)
def test_a_refused_connection_is_told_with_a_way_to_help_and_to_paper(
    office: Office, page: Page, refuses, query, told
) -> None:
    office.refuses = refuses
    page.clock.install()
    page.goto(f"{office.url}/{query}")
    expect(words(page)).to_be_hidden()
    page.clock.run_for(SOON)
    expect(words(page)).to_be_visible()
    expect(words(page).get_by_role("heading")).to_have_text(told)
    for path, holds in (("/papier.pdf", b"%PDF"), ("/hulp", b"<h1>")):
        link = words(page).locator(f"a[href^='{path}']").get_attribute("href")
        answer = page.request.get(f"{office.url}{link}")
        assert answer.status == 200 and holds in answer.body()
    with page.expect_navigation():
        words(page).get_by_role("button").click()


def test_no_such_words_where_the_scan_came_in(server: Server, page: Page) -> None:
    page.clock.install()
    page.goto(server.url)
    page.wait_for_selector(".dw-here", state="attached")
    page.clock.run_for(2 * SOON)
    expect(words(page)).to_be_hidden()


def test_the_words_go_when_a_slow_scan_comes_in_after_all(server: Server, page: Page) -> None:
    line = Office(server.port)
    line.refuses = True
    page.clock.install()
    page.goto(line.url)
    page.clock.run_for(SOON)
    expect(words(page)).to_be_visible()
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<span class=dw-here></span>')")
    expect(words(page)).to_be_hidden()
    line.cut()


def test_the_words_can_be_read_by_everybody(office: Office, browser: Browser) -> None:
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme, viewport={"width": 320, "height": 640})
        page.clock.install()
        page.goto(office.url)
        page.clock.run_for(SOON)
        expect(words(page)).to_be_visible()
        page.clock.resume()
        assert [told for told in violations(page) if "dw-unreached" in told] == []
        page.close()


def test_a_line_that_stalls_says_so_in_the_button_and_then_in_one_bar(page: Page, server: Server) -> None:
    stalled = threading.Event()
    held: list = []

    def pass_on(socket) -> None:
        far = socket.connect_to_server()
        socket.on_message(lambda message: held.append(message) if stalled.is_set() else far.send(message))
        far.on_message(lambda message: socket.send(message))
        socket.release = lambda: [far.send(message) for message in held]
        sockets.append(socket)

    sockets: list = []
    page.route_web_socket("**/_stcore/stream", pass_on)
    respondent.start(page, server.url)
    respondent.choose(page)
    stalled.set()
    button = page.get_by_role("button", name="Volgende")
    button.click()
    pressed = page.locator(".st-key-steps button[kind=primary]")
    expect(pressed).to_have_attribute("data-slow", "Even geduld…")
    expect(page.locator("#dw-connection")).to_contain_text("Trage verbinding")
    assert page.locator("[role=dialog]").count() == 0
    stalled.clear()
    sockets[-1].release()
    page.wait_for_function("() => !document.querySelector('#dw-connection').textContent")
    settle(page)
    assert page.locator("[data-slow]").count() == 0


def test_the_start_can_be_read_and_chosen_before_any_script_of_streamlit(
    browser: Browser, server: Server
) -> None:
    context = a_context(browser, viewport=PHONE)
    page = context.new_page()
    gate: list = []
    opened = threading.Event()

    def hold(route) -> None:
        """Every script but the one that hears the choice, Streamlit's and ours."""
        may_pass = opened.is_set() or "choice" in route.request.url
        route.continue_() if may_pass else gate.append(route)

    page.route("**/*.js", hold)
    page.goto(server.url, wait_until="commit")
    first = page.locator("[data-start=quick]")
    expect(first).to_be_visible()
    told = page.locator(".dw-first").inner_text()
    assert "Hoe weerbaar is uw bedrijf" in told and "Geen account" in told and "minuten" in told
    first.click()
    expect(first).to_have_text("Even geduld, de scan komt eraan…")
    opened.set()
    for route in gate:
        route.continue_()
    page.wait_for_url("**/vragen**")  # the choice was not lost
    context.close()


def test_where_no_script_comes_at_all_words_appear_by_themselves(browser: Browser, server: Server) -> None:
    context = a_context(browser, viewport=PHONE)
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(server.url)
    late = page.locator(".dw-late")
    expect(late).to_be_visible()
    assert late.locator("a[href^='/papier.pdf']").count() == 1
    context.close()


def test_a_lost_line_is_told_once_and_covers_nothing(page: Page, server: Server) -> None:
    line = Line(server.port)
    respondent.start(page, line.url)
    line.cut()
    expect(page.locator("#dw-connection")).to_contain_text("Even geen verbinding")
    page.wait_for_timeout(3000)
    assert not page.locator("[role=dialog]").is_visible()
    line.mend()
    line.cut()
