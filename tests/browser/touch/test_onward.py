"""A finger on an answer goes on by itself: never past a question, never for who does not want it or has no finger."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.effort import MOST
from questionnaire.pace import goes_on
from questionnaire.respondent import for_respondent
from scoring.loading import load_content
from screens.questions import DOUBLE_CLICK_SECONDS
from tests.browser import respondent
from tests.browser.axe import violations
from tests.browser.conftest import PHONE, Heard, a_context, open_screen, settle
from tests.browser.test_faults import chosen, place, wait_for_question
from tests.server import Server

PAUSE_SECONDS = 0.45  # as in screens/assets/questions/onward.js


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A tab on a phone that has no mouse."""
    context = a_context(browser, viewport=PHONE, has_touch=True, is_mobile=True)
    tab = context.new_page()
    heard = Heard()
    heard.listen(tab)
    tab.heard = heard  # type: ignore[attr-defined]
    yield tab
    context.close()


def begin(page: Page, url: str) -> None:
    open_screen(page, url)
    page.get_by_role("button", name="Start de snelle scan").tap()
    page.wait_for_selector(".st-key-steps")
    settle(page)


def option(page: Page, which: int) -> Locator:
    return page.locator(".st-key-answers [data-testid=stRadioOption]").nth(which)


def tap_on(page: Page, which: int) -> None:
    """A tap by somebody who has read the question, and the question behind it."""
    before = place(page)
    page.wait_for_timeout(1000 * DOUBLE_CLICK_SECONDS)
    option(page, which).tap()
    page.wait_for_function("before => !location.search.includes(`vraag=${before}`)", arg=before)
    settle(page)


def stays(page: Page, where: str) -> bool:
    """Whether this question is still there when any pause is long over."""
    page.wait_for_timeout(1000 * (PAUSE_SECONDS + 1))
    settle(page)
    return place(page) == where


def test_it_is_said_before_it_happens_on_a_phone_and_not_where_nothing_can_be_touched(
    phone: Page, page: Page, server: Server
) -> None:
    for tab, seen in ((phone, True), (page, False)):
        open_screen(tab, server.url)
        told = tab.locator(".st-key-screen").get_by_text("Tikt u op een antwoord")
        expect(told).to_be_visible(visible=seen)
        begin(tab, server.url) if seen else respondent.start(tab, server.url)
        expect(tab.get_by_text("de scan gaat dan vanzelf verder")).to_be_visible(visible=seen)
        expect(tab.get_by_text("Ik tik liever zelf")).to_be_visible(visible=seen)
    assert violations(phone) == []


def test_a_quick_scan_by_finger_stays_within_its_taps_and_asks_every_question_once(
    phone: Page, server: Server
) -> None:
    questions = load_content().questionnaire
    begin(phone, server.url)
    taps, seen, given = 1, [], {}
    while "/vragen" in phone.url:
        here = place(phone)
        seen.append(here)
        item = for_respondent(questions.items[here], given)
        if item.kind == "single":
            tap_on(phone, 1)
            given[here] = item.options[1].id
            taps += 1
        else:
            phone.locator(".st-key-answers label").last.tap()
            settle(phone)
            respondent.go_on(phone)
            taps += 2
    assert "/controle" in phone.url
    assert len(seen) == len(set(seen))
    assert taps + 1 <= MOST["quick"][0]
    assert not phone.heard.complaints  # type: ignore[attr-defined]


def test_an_answer_with_a_word_of_its_own_stays_to_be_read(phone: Page, server: Server) -> None:
    questions = load_content().questionnaire
    begin(phone, server.url)
    while True:
        here = place(phone)
        item = questions.items[here]
        if item.kind == "single" and item.dont_know and here not in questions.profile_ids:
            break
        if item.kind == "single":
            tap_on(phone, 1)
        else:
            phone.locator(".st-key-answers label").last.tap()
            settle(phone)
            respondent.go_on(phone)
    phone.wait_for_timeout(1000 * DOUBLE_CLICK_SECONDS)
    option(phone, phone.locator(".st-key-answers [data-testid=stRadioOption]").count() - 1).tap()
    assert stays(phone, here)
    expect(phone.locator(".st-key-answers [role=status]")).to_contain_text("Dit telt nog niet mee")
    assert not goes_on(questions, item, "dont_know")


def test_a_second_tap_within_the_pause_changes_the_choice(phone: Page, server: Server) -> None:
    begin(phone, server.url)
    phone.wait_for_timeout(1000 * DOUBLE_CLICK_SECONDS)
    option(phone, 0).tap()
    option(phone, 2).tap()
    wait_for_question(phone, "sector")
    settle(phone)
    phone.get_by_role("button", name="Vorige").tap()
    wait_for_question(phone, "company_size")
    settle(phone)
    assert chosen(phone) == ["10 tot en met 49 mensen"]


def test_a_finger_that_taps_again_and_again_answers_no_question_it_did_not_see(
    phone: Page, server: Server
) -> None:
    begin(phone, server.url)
    phone.wait_for_timeout(1000 * DOUBLE_CLICK_SECONDS)
    box = option(phone, 1).bounding_box()
    assert box
    for _ in range(4):
        phone.touchscreen.tap(box["x"] + 40, box["y"] + 10)
        phone.wait_for_timeout(120)
    wait_for_question(phone, "sector")
    phone.wait_for_timeout(50)
    for _ in range(2):
        phone.touchscreen.tap(box["x"] + 40, box["y"] + 10)
    assert stays(phone, "sector")
    assert chosen(phone) == []


def test_who_rather_taps_the_button_says_so_once(phone: Page, server: Server) -> None:
    open_screen(phone, server.url)
    phone.locator(".st-key-screen").get_by_text("Ik tik liever zelf").tap()
    phone.reload()
    begin(phone, server.url)
    phone.wait_for_timeout(1000 * DOUBLE_CLICK_SECONDS)
    option(phone, 1).tap()
    assert stays(phone, "company_size")
    assert phone.get_by_label("Ik tik liever zelf op ‘Volgende’").is_checked()
    phone.get_by_role("button", name="Volgende").tap()
    wait_for_question(phone, "sector")
    settle(phone)
    phone.get_by_text("Ik tik liever zelf").tap()
    tap_on(phone, 1)


@pytest.mark.parametrize("how", ["mouse", "keyboard", "script", "without size"])
def test_what_is_no_finger_never_goes_on_by_itself(phone: Page, server: Server, how: str) -> None:
    """Screen readers on a phone click without a touch, or with one that has no size (as React Aria tells them)."""
    begin(phone, server.url)
    phone.wait_for_timeout(1000 * DOUBLE_CLICK_SECONDS)
    if how == "mouse":
        option(phone, 1).click()
    elif how == "keyboard":
        option(phone, 0).locator("input").focus()
        phone.keyboard.press("ArrowDown")
        phone.keyboard.press("Space")
    elif how == "script":
        option(phone, 1).locator("input").evaluate("field => field.click()")
    else:
        line = phone.context.new_cdp_session(phone)
        box = option(phone, 1).bounding_box()
        assert box
        point = {"x": box["x"] + 40, "y": box["y"] + 10, "radiusX": 0, "radiusY": 0}
        line.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
        line.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert stays(phone, "company_size")
    assert len(chosen(phone)) == 1


def test_a_stalled_line_neither_skips_a_question_nor_answers_the_next(phone: Page, server: Server) -> None:
    stalled, held, sockets = threading.Event(), [], []

    def pass_on(socket) -> None:
        far = socket.connect_to_server()
        socket.on_message(lambda message: held.append(message) if stalled.is_set() else far.send(message))
        far.on_message(lambda message: socket.send(message))
        sockets.append(far)

    phone.route_web_socket("**/_stcore/stream", pass_on)
    begin(phone, server.url)
    phone.wait_for_timeout(1000 * DOUBLE_CLICK_SECONDS)
    stalled.set()
    option(phone, 1).tap()
    phone.wait_for_timeout(1000 * (PAUSE_SECONDS + 0.3))
    for which in (2, 3):
        option(phone, which).tap()  # impatient: the question is on its way
        phone.wait_for_timeout(200)
    expect(phone.locator(".st-key-steps button[kind=primary]")).to_have_attribute("data-slow", "Even geduld…")
    stalled.clear()
    for message in held:
        sockets[-1].send(message)
    wait_for_question(phone, "sector")
    assert stays(phone, "sector")
    assert chosen(phone) == []
    phone.get_by_role("button", name="Vorige").tap()
    wait_for_question(phone, "company_size")
    settle(phone)
    assert chosen(phone) == ["2 tot en met 9 mensen"]


def test_an_answer_that_is_changed_waits_for_the_button(phone: Page, server: Server) -> None:
    begin(phone, server.url)
    tap_on(phone, 1)
    open_screen(phone, f"{server.url}/vragen?vraag=company_size&terug=review")
    phone.wait_for_timeout(1000 * DOUBLE_CLICK_SECONDS)
    option(phone, 2).tap()
    assert stays(phone, "company_size")
