"""Fault run: refresh at every question, back and forward, a cut line, a killed server, blocked storage. No
answer is lost.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from screens.session import saved_scans
from tests.browser.conftest import CHROMIUM, PHONE, a_context, open_screen, patient, settle
from tests.browser.line import Line
from tests.browser.respondent import choose, go_on, start
from tests.server import Server

CUT_SECONDS = 60


def place(page: Page) -> str:
    """Id of the question in the address; empty elsewhere."""
    found = re.search(r"vraag=(\w+)", page.url)
    return found.group(1) if found else ""


def chosen(page: Page) -> list[str]:
    """What is chosen on the screen."""
    settle(page)
    return page.evaluate(
        """() => [...document.querySelectorAll('.st-key-answers input')].filter(i => i.type === 'text' ? i.value : i.checked)
                 .map(i => i.type === 'text' ? i.value : i.closest('label').innerText.trim())"""
    )


def wait_for_question(page: Page, item_id: str) -> None:
    """Until this question stands there again, usable."""
    page.wait_for_function("i => location.search.includes('vraag=' + i)", arg=item_id)
    page.wait_for_selector(f'.dw-here[data-step="question {item_id}"]', state="attached")
    page.wait_for_selector(".st-key-answers input", state="attached")
    settle(page)


def test_a_refresh_at_every_question_loses_nothing(
    page: Page, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    start(page, server.url)
    refreshed = lost = 0
    while "/vragen" in page.url:
        choose(page, 1)
        before, where = chosen(page), place(page)
        page.reload()
        wait_for_question(page, where)
        refreshed += 1
        lost += chosen(page) != before
        go_on(page)
    with capsys.disabled():
        print(f"\n  {refreshed} questions refreshed, {lost} answers lost")
    assert lost == 0 and refreshed >= 13


def test_back_and_forward_in_the_browser_walk_along_the_answers(page: Page, server: Server) -> None:
    start(page, server.url)
    seen = []
    for _ in range(4):
        choose(page, 1)
        seen.append((place(page), chosen(page)))
        go_on(page)
    for where, answers in reversed(seen):
        page.go_back()
        wait_for_question(page, where)
        assert chosen(page) == answers
    for where, _answers in seen[1:]:
        page.go_forward()
        wait_for_question(page, where)
    assert chosen(page) == seen[-1][1]


def test_a_line_that_is_cut_for_a_minute_at_five_places_loses_nothing(
    browser: Browser, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """Five phones at five places, all cut at the same moment, so that the test waits one minute and not five."""
    line, phones = Line(server.port), []
    for stops_at in (1, 3, 5, 7, 9):
        context = a_context(browser, viewport=PHONE)
        page = context.new_page()
        start(page, line.url)
        for _ in range(stops_at):
            choose(page, 1)
            go_on(page)
        choose(page, 1)
        phones.append((context, page, place(page), chosen(page)))
    line.cut()
    phones[0][1].wait_for_timeout(CUT_SECONDS * 1000)
    for _, page, *_ in phones:
        assert page.locator("[data-testid=stApp]").get_attribute("data-test-connection-state") != "CONNECTED"
        expect(page.locator("#dw-connection")).to_contain_text("Uw antwoorden zijn bewaard")
    line.mend()
    lost = 0
    for context, page, where, answers in phones:
        settle(page)
        lost += place(page) != where or chosen(page) != answers
        go_on(page)
        page.go_back()
        wait_for_question(page, where)
        lost += chosen(page) != answers
        context.close()
    line.cut()
    with capsys.disabled():
        print(f"\n  {len(phones)} phones without a line for {CUT_SECONDS} s, {lost} answers lost")
    assert lost == 0


def test_a_killed_server_comes_back_with_every_answer(
    page: Page, a_server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    start(page, a_server.url)
    lost = killed = 0
    for _ in range(3):
        choose(page, 1)
        go_on(page)
        choose(page, 1)
        before, where = chosen(page), place(page)
        a_server.kill()
        page.wait_for_timeout(1500)
        a_server.start()
        killed += 1
        # The page reconnects by itself; nobody refreshes.
        settle(page)
        wait_for_question(page, where)
        lost += chosen(page) != before
        go_on(page)
        page.go_back()
        wait_for_question(page, where)
        lost += chosen(page) != before
        go_on(page)
    with capsys.disabled():
        print(f"\n  server killed {killed} times, {lost} answers lost")
    assert lost == 0


def test_without_cookies_the_scan_works_says_so_and_gives_a_file(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    context = blocks_cookies(browser, tmp_path / "profile")
    page = context.new_page()
    start(page, server.url)
    expect(page.get_by_text("cookies staan uit")).to_be_visible()
    choose(page, 1)
    go_on(page)
    page.get_by_role("link", name="Bewaar en ga later verder").click()
    page.wait_for_url("**/bewaren**")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Bewaar als bestand").click()
    carried = Path(waiting.value.path()).read_text("utf-8")
    assert len(saved_scans.read_carried(carried).answers) == 1
    context.close()


def test_deleting_everything_leaves_nothing_in_browser_and_server(page: Page, a_server: Server) -> None:
    start(page, a_server.url)
    choose(page, 1)
    go_on(page)
    token = next(c["value"] for c in page.context.cookies() if c["name"] == "scan")
    open_screen(page, f"{a_server.url}/bewaren")
    page.get_by_role("link", name="Wis alles").click()
    page.get_by_role("button", name="Ja, wis alles").click()
    expect(page.get_by_role("heading", name="Alles is gewist")).to_be_visible()
    assert not [c for c in page.context.cookies() if c["name"] == "scan"]
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    page.goto(f"{a_server.url}/verder#t={token}")
    page.get_by_role("button", name="Open mijn scan").click()
    expect(page.get_by_text("geen scan meer")).to_be_visible()


def test_an_expired_link_leaves_the_scan_of_this_browser_alone(page: Page, server: Server) -> None:
    start(page, server.url)
    choose(page, 1)
    cookies = page.context.cookies()
    page.goto(f"{server.url}/verder#t={'Z' * 32}")
    page.get_by_role("button", name="Open mijn scan").click()
    expect(page.get_by_text("geen scan meer")).to_be_visible()
    assert page.context.cookies() == cookies


def test_after_a_wipe_in_one_tab_the_other_begins_anew(page: Page, server: Server) -> None:
    start(page, server.url)
    choose(page, 1)
    token = next(c["value"] for c in page.context.cookies() if c["name"] == "scan")
    other = page.context.new_page()
    other.goto(f"{server.url}/wissen")
    other.get_by_role("button", name="Ja, wis alles").click()
    expect(other.get_by_role("heading", name="Alles is gewist")).to_be_visible()
    page.get_by_role("button", name="Volgende").click()
    expect(page.locator(".st-key-start_quick button")).to_be_visible()
    start(page, page.url)
    choose(page, 1)
    fresh = next(c["value"] for c in page.context.cookies() if c["name"] == "scan")
    assert fresh != token


def test_a_double_click_goes_on_by_one_question_and_blames_nobody(page: Page, server: Server) -> None:
    """The two clicks come at once; `tests/screens/test_walk.py` tries the slower ones of a person."""
    start(page, server.url)
    choose(page, 1)
    page.get_by_role("button", name="Volgende").dblclick()
    wait_for_question(page, "sector")
    page.wait_for_timeout(800)
    settle(page)
    # The page itself holds a message for who cannot reach the scan, which is not shown.
    assert place(page) == "sector" and page.locator(".dw-error:visible").count() == 0


def blocks_cookies(browser: Browser, folder: Path) -> BrowserContext:
    """A browser in which the respondent switched cookies off."""
    (folder / "Default").mkdir(parents=True)
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (folder / "Default" / "Preferences").write_text(json.dumps(blocked), "utf-8")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    return patient(
        browser.browser_type.launch_persistent_context(
            str(folder),
            executable_path=path,
            args=list(CHROMIUM),
            viewport=PHONE,
            locale="nl-NL",
            accept_downloads=True,
        )
    )
