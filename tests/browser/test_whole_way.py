"""The main job in a real browser: from nothing to an advice in hand, by touch and by keyboard alone."""

from __future__ import annotations

import io
import itertools
import re
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from data.aggregates.participation import taken_part
from data.folders import Folders
from questionnaire.respondent import for_respondent
from questionnaire.saved_scans.saved_scan import SavedScan, read_saved
from questionnaire.saved_scans.scan_link import pack
from scoring.loading import load_content
from tests.browser.conftest import a_context, open_screen, settle
from tests.browser.respondent import choose, go_on, question, start, to_result, walk
from tests.browser.test_faults import chosen, wait_for_question
from tests.screens.walked import a_saved_scan
from tests.server import Server


def counted(server: Server) -> dict[str, int]:
    """Responses per part over all municipalities, as the server has them on disk."""
    cells = taken_part("municipality", Folders(server.folder / "data", server.folder / "keys")).values()
    return {part: sum(cell[part].all for cell in cells if part in cell) for part in ("quick", "rest")}


def pdf_of(page: Page) -> pikepdf.Pdf:
    """The advice, as the browser downloads it."""
    page.get_by_role("link", name="Meenemen").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download de PDF").click()
    assert waiting.value.suggested_filename.endswith(".pdf")
    with waiting.value.path().open("rb") as file:
        return pikepdf.open(io.BytesIO(file.read()))


def test_a_full_scan_on_a_phone_ends_with_a_pdf_and_is_counted_once(page: Page, a_server: Server) -> None:
    start(page, a_server.url, quick=False)
    assert 20 <= walk(page) <= load_content().questionnaire.most_items_asked
    to_result(page)
    assert 4 <= len(pdf_of(page).pages) <= 12
    assert counted(a_server) == {"quick": 1, "rest": 1}
    page.go_back()
    page.wait_for_selector(".dw-ring")
    page.reload()
    page.wait_for_selector(".dw-ring")
    page.go_back()
    page.go_forward()
    settle(page)
    assert counted(a_server) == {"quick": 1, "rest": 1}
    assert not [c for c in page.heard.complaints if "404" not in c]  # type: ignore[attr-defined]
    assert all(url.startswith((a_server.url, "data:", "blob:")) for url in page.heard.requests)  # type: ignore[attr-defined]


def test_the_quick_scan_can_be_done_with_the_keyboard_alone(page: Page, server: Server) -> None:
    open_screen(page, server.url)
    _tab_to(page, "Start de snelle scan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vragen**")
    for _ in range(40):
        page.wait_for_function("() => /vragen|controle/.test(location.pathname)")
        settle(page)
        if "/controle" in page.url:
            break
        before = question(page)
        _tab_into_answers(page)
        page.keyboard.press("Space")
        settle(page)
        _tab_to(page, "Volgende")
        page.keyboard.press("Enter")
        page.wait_for_function(
            "q => document.querySelector('[data-testid=stMain] h1')?.innerText !== q", arg=before
        )
    _tab_to(page, "Bekijk resultaat")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dw-ring")
    settle(page)
    _tab_to(page, "Meenemen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/meenemen**")
    settle(page)
    _tab_to(page, "Download de PDF")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "weerbaarheidsadvies.pdf"


def test_a_missing_answer_is_told_at_its_field_and_gets_the_focus(page: Page, server: Server) -> None:
    start(page, server.url)
    page.get_by_role("button", name="Volgende").click()
    error = page.get_by_role("alert")
    expect(error).to_contain_text("Kies eerst een antwoord")
    group = page.locator(".st-key-answers [role=radiogroup]")
    expect(group).to_have_attribute("aria-describedby", "dw-answer-error")
    expect(group).to_have_attribute("aria-invalid", "true")
    assert page.evaluate("() => document.activeElement.closest('.st-key-answers') !== null")
    choose(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(group).not_to_have_attribute("aria-describedby", "dw-answer-error")


def test_what_a_screen_reader_hears_at_a_question_comes_in_this_order(page: Page, server: Server) -> None:
    start(page, server.url)
    heard = page.locator(".st-key-screen").aria_snapshot()
    order = [
        "Uw bedrijf",
        "Vraag 1 van",
        "heading",
        "Tel uzelf mee",
        "radiogroup",
        "radio",
        "Waarom vragen we dit?",
        "Hoe kom ik hierachter?",
        "Vorige",
        "Volgende",
    ]
    places = [heard.index(part) for part in order]
    assert places == sorted(places), heard


def test_each_question_shows_its_own_answers_and_none_of_the_one_before(page: Page, server: Server) -> None:
    items = load_content().questionnaire.items
    start(page, server.url, quick=False)
    order, given = [], {}
    while "/controle" not in page.url:
        item = for_respondent(items[re.search(r"vraag=(\w+)", page.url)[1]], given)
        reserved = item.dont_know + item.not_applicable
        answers = page.locator(".st-key-answers")
        shown = [
            answers.locator(kind).count()
            for kind in ("[data-testid=stRadioOption]", ".stCheckbox", "[data-testid=stTextInput]")
        ]
        options = len(item.options) + reserved
        wanted = {"single": [options, 0, 0], "multiple": [0, options, 0], "number": [0, reserved, 1]}[
            item.kind
        ]
        assert shown == wanted, item.id
        order.append(item.kind)
        choose(page, 1)
        given[item.id] = (item.options[1].id,) if item.kind == "multiple" else item.options[1].id
        if item.kind != "single":
            filled = chosen(page)
            go_on(page)
            if "/vragen" in page.url:
                page.get_by_role("button", name="Vorige").click()
                wait_for_question(page, item.id)
                assert filled and chosen(page) == filled, item.id
            else:
                break
        go_on(page)
    assert {("single", "single"), ("multiple", "single"), ("single", "multiple")} <= set(
        itertools.pairwise(order)
    )


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_an_answer_and_the_button_behind_it_in_one_go_lead_to_the_next_question(
    page: Page, server: Server, kind: str
) -> None:
    # Without a pause between them the browser tells both in one message, for the fragment of the first.
    open_saved(page, server.url, a_saved_scan(quick=False).changed(finished=None), at="controle")
    items = load_content().questionnaire.items
    item = next(
        item
        for item in items.values()
        if item.kind == kind and page.locator(f"[data-item={item.id}]").count()
    )
    page.goto(f"{server.url}/vragen?vraag={item.id}")
    wait_for_question(page, item.id)
    settle(page)
    before = question(page)
    page.evaluate(
        """() => { const fields = document.querySelectorAll('.st-key-answers input');
        [...fields].find(field => !field.checked).click();
        document.querySelector('.st-key-steps [data-testid=stBaseButton-primary]').click(); }"""
    )
    page.wait_for_function(
        "q => document.querySelector('[data-testid=stMain] h1')?.innerText !== q", arg=before
    )
    settle(page)
    assert f"vraag={item.id}" not in page.url
    page.get_by_role("button", name="Vorige").click()
    wait_for_question(page, item.id)
    settle(page)
    assert chosen(page)


def test_a_change_from_the_review_comes_back_to_the_review(page: Page, server: Server) -> None:
    scan = a_saved_scan(quick=True).with_answer("company_size", "zzp").with_answer("leavers", None)
    open_saved(page, server.url, scan.changed(finished=None), at="controle")
    page.get_by_role("link", name="Met hoeveel mensen werkt u?").click()
    page.wait_for_url("**/vragen**")
    settle(page)
    choose(page, 2)
    go_on(page)
    # With staff there is a question more; behind it the review, not all that was answered already.
    assert "vraag=leavers" in page.url
    choose(page)
    go_on(page)
    assert "/controle" in page.url
    expect(page.locator(".dw-answer[data-item=company_size]")).to_have_text("10 tot en met 49 mensen")


def test_the_language_switch_in_the_middle_keeps_question_and_answer(page: Page, server: Server) -> None:
    start(page, server.url)
    choose(page, 1)
    page.locator(".st-key-language").get_by_role("radio").nth(1).click()
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    settle(page)
    assert page.locator(".st-key-answers").get_by_role("radio").nth(1).is_checked()
    assert "vraag=company_size" in page.url


def test_a_name_typed_for_the_pdf_goes_there_and_nowhere_else(page: Page, a_server: Server) -> None:
    open_saved(page, a_server.url, a_saved_scan())
    open_screen(page, f"{a_server.url}/meenemen")
    page.get_by_text("Met uw bedrijfsnaam erop").click()
    page.get_by_label("Naam op de voorkant").fill("Bakkerij Zuurdesem")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download met deze keuzes").click()
    made = Path(waiting.value.path()).read_bytes()
    assert made.startswith(b"%PDF")
    kept = b"".join(
        file.read_bytes() for file in a_server.folder.rglob("*") if file.is_file() and file.suffix != ".pdf"
    )
    assert b"Zuurdesem" not in kept


@pytest.mark.parametrize("how", ["link", "answers"])
def test_a_saved_scan_opens_on_another_phone(page: Page, browser, server: Server, how: str) -> None:
    open_saved(page, server.url, a_saved_scan())
    score = page.locator(".dw-ring-figure").inner_text()
    open_screen(page, f"{server.url}/bewaren")
    link = page.locator("[data-copy]").get_attribute("data-copy")
    if how == "answers":
        page.get_by_text("Andere manieren").click()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Bewaar als bestand").click()
        link = f"{server.url}/verder#a={pack(read_saved(Path(waiting.value.path()).read_bytes()))}"
    other = a_context(browser).new_page()
    open_link(other, link)
    assert other.locator(".dw-ring-figure").inner_text() == score
    other.context.close()


def open_saved(page: Page, url: str, scan: SavedScan, at: str = "resultaat") -> None:
    """A phone on which this scan was done before."""
    open_link(page, f"{url}/verder#a={pack(scan)}", at)


def open_link(page: Page, link: str, at: str = "resultaat") -> None:
    """Opens a saved scan by its link, and goes on to its result, or to where it was."""
    page.goto(link)
    page.wait_for_function("() => location.hash === ''")
    page.get_by_role("button", name="Open mijn scan").click()
    if at != "resultaat":  # a scan that is finished opens at once
        page.get_by_role("button", name="Ga verder").click()
    page.wait_for_url(f"**/{at}**")
    page.wait_for_selector("[data-testid=stMain] h1")
    settle(page)


def _tab_to(page: Page, name: str, most: int = 120) -> None:
    """Presses Tab until what has the focus carries this name."""
    for _ in range(most):
        if page.evaluate("() => document.activeElement?.innerText?.trim()") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached with the keyboard")


def _tab_into_answers(page: Page, most: int = 40) -> None:
    """Presses Tab until the focus is on an answer."""
    for _ in range(most):
        if page.evaluate("() => document.activeElement?.matches('.st-key-answers input')"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the answers cannot be reached with the keyboard")
