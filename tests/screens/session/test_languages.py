"""The app in English and German holds no text of another language, besides names."""

from __future__ import annotations

import re
from html import unescape

import pytest

from questionnaire.catalogues.update import catalogue_path, read_catalogue
from screens import organiser
from tests.screens.walked import a_screen, an_app, answer, go_on, html, start

LABELLED = ("button", "radio", "checkbox", "number_input", "text_input", "selectbox", "expander", "toggle")


def shown(app) -> str:
    """Every text on the screen, as people read it."""
    parts = [
        html(app),
        *(t.value for t in app.title),
        *(m.value for m in app.markdown),
        *(e.value for e in app.error),
        *(h.value for h in app.subheader),
    ]
    for kind in LABELLED:
        for element in app.get(kind):
            parts += [str(getattr(element, "label", "")), *(str(o) for o in getattr(element, "options", []))]
    return unescape(re.sub(r"<[^>]+>", "\n", "\n".join(parts)))


def foreign_texts(language: str) -> set[str]:
    """Dutch texts whose translation is another text, long enough to be no name and no word that both
    languages have.
    """
    messages = [
        m for m in read_catalogue(catalogue_path(language), language) if isinstance(m.id, str) and m.id
    ]
    ours = "\n".join(str(m.string) for m in messages)
    return {m.id for m in messages if " " in m.id and len(m.id) > 12 and "{" not in m.id and m.id not in ours}


def in_dutch(app, foreign: set[str]) -> list[str]:
    assert not app.exception, app.exception
    lines = {line.strip() for line in shown(app).splitlines()}
    return sorted(lines & foreign)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_quick_scan_holds_no_dutch_from_start_to_result(cookie, language):
    foreign = foreign_texts(language)
    app = an_app(lang=language)
    found = in_dutch(app, foreign)
    app = start(app)
    for _ in range(30):
        found += in_dutch(app, foreign)
        if not app.radio and not app.text_input and not app.checkbox:
            break
        if "vraag" not in app.query_params:
            break
        app = go_on(answer(app))
    found += in_dutch(app, foreign)
    assert found == []


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", ["figures", "privacy", "accessibility", "save", "organiser"])
def test_no_screen_beside_the_scan_holds_dutch(cookie, monkeypatch, name, language):
    monkeypatch.setattr(organiser, "account_here", lambda: None)  # AppTest has no cookies
    assert in_dutch(a_screen(name, lang=language), foreign_texts(language)) == []


def test_dutch_on_an_english_screen_would_be_found(cookie):
    assert in_dutch(an_app(), foreign_texts("en"))
