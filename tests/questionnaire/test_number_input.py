"""Numbers as people type them: comma and point alike, and in words what cannot be."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.authoring.mistakes import ContentError
from questionnaire.language.translation import LANGUAGES, translator
from questionnaire.models import NumberAsked
from questionnaire.number_input import NumberRefused, number_text, read_number
from questionnaire.response_files import load_responses
from questionnaire.responses import DONT_KNOW
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.editions.current import EditionStore, install
from screens.markup import plain
from screens.session import saved_scans
from tests.builders import a_questionnaire, an_item
from tests.screens.conftest import cookie, folders  # noqa: F401
from tests.screens.walked import TOKEN, a_saved_scan, an_app, go_on, html, question_id
from tests.whole.content_roots import NUMBER, edition_copy, with_a_number

DAYS = a_questionnaire(an_item("days").number((None, 1), most=365))
WHOLE, PRECISE = NumberAsked(unit="dagen", most=365), NumberAsked(unit="uur", least=-5, most=20, decimals=1)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), (" 14 ", 14), ("365", 365), ("10,0", 10), ("10.00", 10), ("007", 7), ("+3", 3)],
)
def test_a_whole_number_is_read_as_it_is_meant(typed, number):
    assert read_number(typed, WHOLE) == number


@pytest.mark.parametrize(
    ("typed", "number"), [("10,5", 10.5), ("10.5", 10.5), ("-4,5", -4.5), ("0,500", 0.5), ("20", 20)]
)
def test_comma_and_point_both_begin_the_decimals(typed, number):
    assert read_number(typed, PRECISE) == number


@pytest.mark.parametrize(
    "typed",
    [
        "10,5",
        "366",
        "-1",
        "1.000",
        "1,000",
        "1e2",
        "twee",
        "10 5",
        "1.0.0",
        "½",
        "١٢",
        "∞",
        "nan",
        "9" * 30,
        "--1",
        "12a",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_is_refused_with_the_bounds(typed, language):
    with pytest.raises(NumberRefused) as refused:
        read_number(typed, WHOLE, language)
    told = refused.value.say(translator(language).gettext)
    assert "0" in told and "365" in told and typed[:20] in told


def test_more_decimals_than_asked_are_refused_and_not_rounded():
    with pytest.raises(NumberRefused, match="te precies"):
        read_number("10,25", PRECISE)


@pytest.mark.parametrize(
    ("number", "language", "shown"),
    [(10.5, "nl", "10,5"), (10.5, "en", "10.5"), (14.0, "de", "14"), (1e6, "nl", "1000000"), (0, "nl", "0")],
)
def test_a_number_is_shown_as_it_is_typed(number, language, shown):
    assert number_text(number, language) == shown


@pytest.fixture
def with_number(tmp_path):
    """The scan with a question besides that asks for a number; it has none of its own."""
    store = EditionStore(
        with_a_number(edition_copy(tmp_path / "root")), tmp_path / "kept", check=lambda copy: []
    )
    content = store.live().contents["nl"]
    install(store)
    yield content
    install(None)


def at_the_number(content):
    answers = dict.fromkeys(content.questionnaire.items, DONT_KNOW) | a_saved_scan().answers
    scan = SavedScan(version=content.questionnaire.version, edition=content.edition, answers=answers)
    saved_scans.save(TOKEN, scan.with_answer(NUMBER, None))
    app = an_app().button(key="go_on").click().run()
    assert question_id(app) == NUMBER
    return app


@pytest.mark.parametrize("typed", ["9999", "10,5", "-3", "veel"])
def test_a_number_that_cannot_be_takes_the_old_one_away_and_says_so(cookie, with_number, typed):  # noqa: F811
    app = at_the_number(with_number)
    app.text_input[0].set_value("14").run()
    assert saved_scans.load(TOKEN).answers[NUMBER] == 14
    app.text_input[0].set_value(typed).run()
    assert NUMBER not in saved_scans.load(TOKEN).answers
    app = go_on(app)
    assert question_id(app) == NUMBER and "365" in html(app) and app.text_input[0].value == typed
    app.text_input[0].set_value("10,0").run()
    assert saved_scans.load(TOKEN).answers[NUMBER] == 10 and "dw-error" not in html(app)


@pytest.mark.parametrize("written", ["10", "10.0", "'10,0'", "10,0"])
def test_a_file_of_responses_may_write_a_number_either_way(tmp_path, written):
    (tmp_path / "r.yaml").write_text(f"responses:\n  days: {written}\n")
    assert load_responses(tmp_path / "r.yaml", DAYS).answers["days"] == 10


@pytest.mark.parametrize("written", ["'10,5'", "10,5", "999", "999,0", "-1", "1,000"])
def test_a_file_of_responses_with_a_number_that_cannot_be_is_told_what_can(tmp_path, written):
    (tmp_path / "r.yaml").write_text(f"responses:\n  days: {written}\n")
    with pytest.raises(ContentError) as refused:
        load_responses(tmp_path / "r.yaml", DAYS)
    assert "365" in "".join(mistake.say() for mistake in refused.value.mistakes)


def test_paper_entry_refuses_a_number_in_words_and_keeps_what_was_typed(folders, with_number):  # noqa: F811
    app = AppTest.from_string("from screens.paper_entry import show\nshow()", default_timeout=30).run()
    press(app, "Begin")
    items = with_number.questionnaire.items
    while not app.text_input:
        item = next(i for i in items.values() if plain(i.question) == app.title[0].value)
        if item.kind == "single":
            app.radio[0].set_value(app.radio[0].options[0].split("`")[1])
        else:
            app.checkbox[0].check()
        press(app, "Volgende")
    number = next(i for i in items.values() if plain(i.question) == app.title[0].value)
    for typed in ("9999", "10,5"):
        app.text_input[0].set_value(typed)
        press(app, "Volgende")
        assert app.text_input[0].value == typed and "365" in html(app)
    app.text_input[0].set_value("")  # one Enter after a mistake is not yet "weet ik niet"
    press(app, "Volgende")
    assert app.title[0].value == plain(number.question) and "niets gekozen" in html(app)
    app.text_input[0].set_value("10,0")
    press(app, "Volgende")
    assert app.session_state["typed_scan"].answers[number.id] == 10


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
