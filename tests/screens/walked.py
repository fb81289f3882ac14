"""Builders for the screens: an app under AppTest with folders of its own, and a respondent who walks through
it.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.loading import load_content
from tests.patience import PATIENCE_SECONDS

REPO = Path(__file__).resolve().parents[2]
TOKEN = "T" * 32


def an_app(address: str = "", **query: str) -> AppTest:
    """The app at one of its screens, as a browser would open it."""
    app = AppTest.from_file(str(REPO / "app.py"), default_timeout=PATIENCE_SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


ONE_SCREEN = """
from importlib import import_module
import streamlit as st
from screens.navigation import BY_NAME, SCREENS, page
st.navigation([page(screen.name) for screen in SCREENS], position="hidden")
import_module("screens." + (BY_NAME["{name}"].module or "{name}")).show()
"""


def a_screen(name: str, **query: str) -> AppTest:
    """One screen without the frame, opened by its address."""
    app = AppTest.from_string(ONE_SCREEN.format(name=name), default_timeout=PATIENCE_SECONDS)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def heading(app: AppTest) -> str:
    """The h1 of the screen."""
    assert not app.exception, app.exception
    found = [t.value for t in app.title] + [
        unescape(text) for text in re.findall(r"<h1>(.*?)</h1>", html(app))
    ]
    assert len(found) == 1, found
    return found[0]


def html(app: AppTest) -> str:
    """Everything that the screens draw themselves."""
    return "\n".join(element.body for element in app.get("html"))


def question_id(app: AppTest) -> str:
    """Id of the item on the screen."""
    found = app.query_params["vraag"]
    return found[0] if isinstance(found, list) else found


def answer(app: AppTest, value: object = None) -> AppTest:
    """Answers the question on the screen: with `value` (an option id, a number), or the first answer there
    is.
    """
    if app.radio:
        radio = app.radio[0]
        labels = _labels(app)
        radio.set_value(labels.get(value, value) if value is not None else radio.options[0])
    elif app.text_input:
        app.text_input[0].set_value("3" if value is None else str(value))
    else:
        app.checkbox[0].check()
    return app.run()


def _labels(app: AppTest) -> dict[object, str]:
    item = load_content().questionnaire.items[question_id(app)]
    return {o.id: o.id for o in item.options}


def go_on(app: AppTest) -> AppTest:
    """Presses Volgende."""
    return app.button(key=f"next_{question_id(app)}").click().run()


def start(app: AppTest, quick: bool = True) -> AppTest:
    """From the start screen to the first question."""
    return app.button(key="start_quick" if quick else "start_full").click().run()


def walk(app: AppTest) -> AppTest:
    """Answers everything up to the review."""
    for _ in range(60):
        if heading(app) == "Klopt alles?":
            return app
        go_on(answer(app))
    raise AssertionError("the walk does not end")


def to_result(app: AppTest) -> AppTest:
    """From the review to the result."""
    return app.button(key="finish").click().run()


def a_saved_scan(quick: bool = False, **changes: object) -> SavedScan:
    """A finished scan of a micro business where nothing is known yet."""
    content = load_content()
    answers: dict = {
        "company_size": "micro",
        "sector": "retail",
        "municipality": "almelo",
        "ict_by": "self",
        "website": "none",
        "customer_data": "contact",
        "servers": "both",
        "mail_at": "microsoft",
        "hit_by": ["nothing"],
    }
    answers |= {item.id: "dont_know" for section in content.questionnaire.themes for item in section.items}
    scan = SavedScan(version=content.questionnaire.version, quick=quick, answers=answers, finished="2026Q4")
    return scan.changed(**changes)
