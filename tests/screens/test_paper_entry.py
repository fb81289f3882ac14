"""Screen "Papier invoeren": what is typed follows the path, is counted once, and is gone with the next
participant.
"""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.answer_codes import answer_codes
from questionnaire.respondent import is_offered
from questionnaire.simulate import simulated_businesses
from questionnaire.walk import walk
from scoring.loading import load_content
from screens.paper_entry import AT, COUNT, SCAN, TURN
from screens.session import counting
from tests.patience import PATIENCE_SECONDS


@pytest.fixture
def folds(monkeypatch, tmp_path):
    """The folds that were asked for, as (answers, token, quick)."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "keys"))
    asked = []
    real = counting.fold

    def fold(content, responses, token, **options):
        asked.append((responses, token, options["quick"]))
        return real(content, responses, token, **options)

    monkeypatch.setattr(counting, "fold", fold)
    return asked


@pytest.fixture
def app(folds) -> AppTest:
    started = AppTest.from_string(
        "from screens import paper_entry\npaper_entry.show()", default_timeout=PATIENCE_SECONDS
    ).run()
    return press(started, "Begin")


def press(app: AppTest, label: str) -> AppTest:
    app = next(b for b in app.button if b.label == label).click().run()
    assert not app.exception, app.exception
    return app


def shown_item(app: AppTest):
    return next(i for i in load_content().questionnaire.items.values() if i.question == app.title[0].value)


def choose(app: AppTest, answer) -> AppTest:
    item = shown_item(app)
    code = {a: c for c, a in answer_codes(item).items()}
    if isinstance(answer, float):
        app.text_input[0].set_value(str(int(answer)))
    elif item.kind == "single":
        app.radio[0].set_value(code[answer])
    else:
        for part in answer if isinstance(answer, tuple) else (answer,):
            next(box for box in app.checkbox if box.label.startswith(f"`{code[part]}`")).check()
    return press(app, "Volgende")


def html_of(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_a_whole_paper_is_asked_along_its_path_and_counted_once(app, folds):
    content = load_content()
    business = next(simulated_businesses(content.questionnaire, 1, seed=5))
    asked = []
    while app.title[0].value != "Alles is ingevoerd":
        asked.append(shown_item(app).id)
        app = choose(app, business.get(asked[-1]))
    assert asked == [item.id for item in walk(content.questionnaire, business).path]
    assert folds == []
    app = press(app, "Klaar, toon het advies")
    assert [(responses, quick) for responses, _token, quick in folds] == [(business, False)]
    level = content.score(business).level
    assert level is not None and level.title in html_of(app)
    app.run()
    assert len(folds) == 1
    assert app.session_state[SCAN].counted.keys() == {"quick", "rest"}
    app = press(app, "Volgende deelnemer (wist dit scherm)")
    assert app.title[0].value == "Papier invoeren"
    assert SCAN not in app.session_state and app.session_state[COUNT] == 1


def finish(app: AppTest) -> AppTest:
    """The rest of the quick sheets, all answered with the first answer."""
    while app.title[0].value != "Alles is ingevoerd":
        first = next(iter(answer_codes(shown_item(app)).values()))
        app = choose(app, (first,) if shown_item(app).kind == "multiple" else first)
    return app


@pytest.fixture
def quick(folds) -> AppTest:
    started = AppTest.from_string(
        "from screens import paper_entry\npaper_entry.show()", default_timeout=PATIENCE_SECONDS
    ).run()
    started.radio[0].set_value(True)
    return press(started, "Begin")


def test_a_cross_at_not_counting_keeps_the_answers_out(quick, folds):
    app = finish(quick)
    app.checkbox[0].check()
    app = press(app, "Klaar, toon het advies")
    assert app.title[0].value == "Het advies is klaar"
    assert folds == []


def test_two_participants_count_under_two_tokens(quick, folds):
    app = press(finish(quick), "Klaar, toon het advies")
    app = press(app, "Volgende deelnemer (wist dit scherm)")
    app.radio[0].set_value(True)
    app = press(finish(press(app, "Begin")), "Klaar, toon het advies")
    assert len({token for _responses, token, _quick in folds}) == 2


def test_a_blank_question_asks_once_more_and_then_counts_as_not_known(quick):
    app = press(quick, "Volgende")
    assert app.title[0].value == "Met hoeveel mensen werkt u?"
    assert "Er is niets gekozen" in html_of(app)
    app = press(app, "Volgende")
    assert app.session_state[SCAN].answers == {"company_size": "dont_know"}


def test_answers_that_exclude_each_other_are_sent_back(app):
    app.session_state[AT] = "auto_updates"
    app.run()
    app.checkbox[0].check()
    last = len(answer_codes(shown_item(app))) - 1
    app.checkbox[last].check()
    app = press(app, "Volgende")
    assert "kunnen niet samen" in html_of(app)
    assert "auto_updates" not in app.session_state[SCAN].answers


def test_going_back_shows_what_was_typed(quick):
    app = choose(quick, "micro")
    app = press(app, "Vorige")
    assert app.title[0].value == "Met hoeveel mensen werkt u?"
    assert app.radio[0].value == "2"


def test_a_click_from_an_earlier_turn_cannot_skip_a_question(quick):
    before = quick.session_state[TURN]
    app = choose(quick, "micro")
    assert app.session_state[TURN] == before + 1
    assert not any(b.key.endswith(f"_{before}") for b in app.button if b.key)


def test_stopping_wipes_what_was_typed(quick, folds):
    app = press(choose(quick, "micro"), "Stop met deze bladen en wis wat is ingevoerd")
    assert SCAN not in app.session_state
    assert folds == []


def to(app: AppTest, item_id: str, **answers) -> AppTest:
    """At this question, with these answers typed before."""
    app.session_state[SCAN] = app.session_state[SCAN].changed(answers=answers)
    app.session_state[AT] = item_id
    return app.run()


def test_an_answer_that_was_meant_for_others_is_told_with_what_to_do(quick):
    app = to(quick, "open_doors", ict_by="self", servers="both")
    app = choose(app, "supplier_unseen")
    assert app.title[0].value == shown_item(app).question and shown_item(app).id == "open_doors"
    assert "Antwoord 4 kan hier niet: alleen na antwoord 4 tot en met 6 bij vraag 4." in html_of(app)
    assert "open_doors" not in app.session_state[SCAN].answers
    app = choose(app, "two_steps")
    assert app.session_state[SCAN].answers["open_doors"] == "two_steps" and "kan hier niet" not in html_of(
        app
    )


def test_every_answer_that_this_participant_is_not_offered_is_told(app):
    questionnaire = load_content().questionnaire
    alone = {
        "company_size": "zzp",
        "servers": "phone_only",
        "ict_by": "self",
        "website": "webshop_hosted",
        "customer_data": "none",
    }
    hidden = [
        (i, o)
        for i in questionnaire.items.values()
        for o in i.options
        if not is_offered(o, alone) and i.id not in alone
    ]
    assert len(hidden) > 8
    for item, option in hidden:
        app = choose(to(app, item.id, **alone), (option.id,) if item.kind == "multiple" else option.id)
        code = {answer: code for code, answer in answer_codes(item).items()}[option.id]
        assert f"Antwoord {code} kan hier niet" in html_of(app) and app.session_state[AT] == item.id, (
            item.id,
            option.id,
        )
        assert app.session_state[SCAN].answers == alone


def test_of_several_ticks_the_one_that_was_meant_for_others_is_told_by_its_code(app):
    app = to(app, "auto_updates", servers="phone_only")
    app = choose(app, ("computers", "phones"))
    assert "Antwoord 1 kan hier niet: niet na antwoord 5 bij vraag 5." in html_of(
        app
    ) and "Antwoord 3" not in html_of(app)


def test_an_answer_that_stops_fitting_when_an_earlier_one_is_mended_is_asked_again_and_told(quick):
    business = {
        i.id: i.options[0].id
        for i in load_content().questionnaire.items.values()
        if i.quick and i.kind == "single"
    }
    app = to(
        quick,
        "ict_by",
        **business
        | {"company_size": "micro", "servers": "both", "ict_by": "supplier", "open_doors": "supplier_unseen"},
    )
    app = choose(app, "self")
    while shown_item(app).id != "open_doors":
        assert "kan hier niet" not in html_of(app)
        item = shown_item(app)
        first = next(iter(answer_codes(item).values()))
        app = choose(app, (first,) if item.kind == "multiple" else first)
    assert "Antwoord 4 kan hier niet: alleen na antwoord 4 tot en met 6 bij vraag 4." in html_of(app)


def test_leaving_a_question_empty_after_a_refusal_counts_as_not_known(quick):
    app = choose(to(quick, "open_doors", ict_by="self", servers="both"), "supplier_unseen")
    app = press(press(app, "Volgende"), "Volgende")
    assert app.session_state[SCAN].answers["open_doors"] == "dont_know"
