"""Nothing is drawn over something else, and nothing runs out of its card, on a phone in each language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from questionnaire.language.translation import LANGUAGES
from tests.browser.conftest import open_screen, settle
from tests.browser.result.test_week import a_scan, come_in
from tests.server import Server

# By pairs of a question and the answer below it: how far, in pixels, the second is drawn over the letters of the first.
OVER = """() => [...document.querySelectorAll('.dw-answer')].map(answer => {
  const above = answer.closest('[data-testid=stElementContainer]').previousElementSibling.querySelector('p');
  const letters = document.createRange(); letters.selectNodeContents(above);
  const below = document.createRange(); below.selectNodeContents(answer);
  return Math.round(letters.getBoundingClientRect().bottom - below.getBoundingClientRect().top);
})"""
OUT = """() => [...document.querySelectorAll('[data-testid=stMain] :is(h1, h2, h3, p, li)')].filter(e => {
  const letters = document.createRange(); letters.selectNodeContents(e);
  const right = letters.getBoundingClientRect().right;
  const card = e.closest('[class*="st-key-card"], [class*="dw-card"], .dw-score');
  return card && e.offsetParent && right > card.getBoundingClientRect().right + 1;
}).map(e => e.textContent)"""


@pytest.mark.parametrize("width", [320, 390])
def test_an_answer_is_never_drawn_over_its_question_and_no_word_leaves_its_card(
    page: Page, server: Server, width: int
) -> None:
    come_in(page, server, a_scan())
    page.set_viewport_size({"width": width, "height": 844})
    for language in LANGUAGES:
        open_screen(page, f"{server.url}/resultaat?lang={language}")
        settle(page)
        assert page.evaluate(OUT) == []
        open_screen(page, f"{server.url}/controle?lang={language}")
        settle(page)
        over = page.evaluate(OVER)
        assert len(over) > 20 and max(over) <= 1, (language, width, over)
