"""A statement from the ticks to the check: the code is read off the paper by a camera's reader, and axe finds nothing."""

from __future__ import annotations

import pypdfium2
import zxingcpp
from playwright.sync_api import Page

from data import clock
from data.drafts import save_draft
from data.folders import Folders
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.loading import load_content
from tests.browser.axe import violations
from tests.browser.conftest import open_screen, settle
from tests.pdf import businesses
from tests.server import Server

TOKEN = "S" * 32


def test_a_statement_is_made_read_off_the_paper_and_checked(page: Page, server: Server) -> None:
    content, today = load_content(), clock.today()
    responses = businesses.walked(content, businesses.best, profile=businesses.SHOP)
    answers = {i: list(a) if isinstance(a, tuple) else a for i, a in responses.answers.items()}
    scan = SavedScan(version=content.questionnaire.version, edition=content.edition, answers=answers)
    where = Folders(server.folder / "data", server.folder / "keys")
    save_draft(TOKEN, scan.with_result("2026Q4", today).as_text(), where)
    page.context.add_cookies([{"name": "scan", "value": TOKEN, "url": server.url}])
    open_screen(page, f"{server.url}/meenemen")
    page.get_by_text("Kies wat u laat zien").click()
    settle(page)
    assert violations(page) == []
    for tick in page.locator('input[name^="toon-"]').all()[6:]:
        tick.uncheck()
    page.get_by_label("Naam van uw bedrijf").fill("Bakkerij Bos")
    with page.expect_download() as got:
        page.get_by_role("button", name="Download de verklaring").click()
    paper = pypdfium2.PdfDocument(got.value.path())
    found = [code for sheet in paper for code in zxingcpp.read_barcodes(sheet.render(scale=4).to_pil())]
    assert len(found) == 1 and found[0].text.startswith(f"{server.url}/controleer")
    page.goto(found[0].text)
    page.wait_for_selector("text=Klopt: ondertekend door deze site")
    assert "Bakkerij Bos" in page.content() and "De scan is gedaan op" in page.content()
    assert violations(page) == []

    open_screen(page, f"{server.url}/meenemen")
    page.get_by_text("Kies wat u laat zien").click()
    for tick in page.locator('input[name^="toon-"]').all():
        tick.uncheck()
    page.get_by_role("button", name="Download de verklaring").click()
    page.wait_for_selector("text=U koos niets om te laten zien")
    assert violations(page) == []
