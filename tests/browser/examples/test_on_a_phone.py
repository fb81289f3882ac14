"""The examples of other content in a real browser: done on a phone to the advice in hand, with what does not apply
not offered.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from data.region import load_region
from scoring.loading import load_content
from tests.browser.conftest import open_screen
from tests.browser.respondent import start, to_result, walk
from tests.browser.test_whole_way import pdf_of
from tests.examples.folders import EXAMPLES, run
from tests.server import Server, shared_assets


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_done_on_a_phone_and_ends_with_its_own_advice(page: Page, tmp_path, example) -> None:
    content = load_content(example)
    assert run(example, tmp_path, "-m", "data", "simulate", "--businesses", "120").returncode == 0
    server = Server(tmp_path, CONTENT=str(example), **shared_assets())
    server.start()
    try:
        start(page, server.url, quick=False)
        assert page.title().endswith(content.questionnaire.said("name"))
        assert 5 <= walk(page) <= content.questionnaire.most_items_asked
        to_result(page)
        result = page.locator("[data-testid=stMain]").inner_text()
        assert any(level.title in result for level in content.rule.levels)
        open_screen(page, f"{server.url}/weerbaarheid")
        resilience = page.locator("[data-testid=stMain]").inner_text()
        assert ("Barrières per soort criminaliteit" in resilience) is (content.threats is not None)
        advice = pdf_of(page)
        assert advice.open_metadata()["dc:title"] == content.questionnaire.wording.advice
        events = load_region(example).events
        expect(page.get_by_role("link", name="Voor organisatoren")).to_have_count(int(events))
        open_screen(page, f"{server.url}/cijfers")
        figures = page.locator("[data-testid=stMain]").inner_text()
        assert content.questionnaire.themes[0].title in figures
        assert ("per soort misdaad" in figures) is (content.threats is not None)
        for address in ("/organisator", "/invoeren", "/aanmelden"):
            assert page.request.get(server.url + address).status == (200 if events else 404)
        assert not page.heard.complaints  # type: ignore[attr-defined]
    finally:
        server.stop()
    assert "Traceback" not in server.log
