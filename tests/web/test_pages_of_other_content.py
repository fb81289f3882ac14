"""Every page without Streamlit says what its content says: its name, what it is about, and no crimes where there
are none.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.first_help.playbooks import Playbooks
from data.organisers.events import Event
from questionnaire.language.translation import LANGUAGES
from scoring.loading import load_content
from screens import navigation
from screens.navigation import scan_name
from tests.screens.test_wall import a_room
from web.assets import Assets
from web.pages import first_help, first_page, frame, static, wall

ASSETS = Assets()
EVENT: Event = a_room(closed=False).event


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_and_the_description_of_a_page_are_those_of_the_content(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = load_content(language=language)
    said = content.questionnaire.wording.model_copy(update={"name": "Winkel <A>", "about": 'Over "vuur".'})
    before = scan_name(language)
    other = replace(content, questionnaire=content.questionnaire.model_copy(update={"wording": said}))
    for module in (frame, navigation):
        monkeypatch.setattr(module, "live_content", lambda _: other)
    pages = (
        static.delete_page(ASSETS, language),
        wall.wall_page(ASSETS, EVENT, language),
        first_page.FirstPages(ASSETS).render("/", language).decode(),
    )
    for page in pages:
        assert "– Winkel &lt;A&gt;</title>" in page
        assert '<meta name="description" content="Over &#34;vuur&#34;.">' in page
        assert before not in page


def test_first_help_has_no_heading_for_crimes_where_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    content = load_content()
    monkeypatch.setattr(first_help, "load_playbooks", lambda **_: Playbooks())
    assert "Wat is er gebeurd?" in first_help.first_help_html("nl")
    without = replace(content, threats=None)
    monkeypatch.setattr(first_help, "live_content", lambda _: without)
    shown = first_help.first_help_html("nl")
    assert "Wat is er gebeurd?" not in shown and "Wie helpt u?" in shown
