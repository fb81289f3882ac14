"""The respondent's way from start to result, without a browser."""

from __future__ import annotations

from html import unescape

import pytest

from data.aggregates.participation import taken_part
from questionnaire.language.translation import translator
from questionnaire.responses import DONT_KNOW
from scoring.loading import load_content
from screens import questions
from screens.parts.answer_fields import ERROR_ID
from screens.session import saved_scans
from tests.screens.walked import (
    TOKEN,
    a_saved_scan,
    a_screen,
    an_app,
    answer,
    go_on,
    heading,
    html,
    question_id,
    start,
    to_result,
    walk,
)

QUESTIONNAIRE = load_content().questionnaire


def counted() -> int:
    """Responses in the municipalities' blocks."""
    return sum(
        part.all
        for cell in taken_part("municipality").values()
        for name, part in cell.items()
        if name == "quick"
    )


def test_a_quick_scan_ends_with_a_result_without_a_level_and_is_counted_once(cookie):
    app = to_result(walk(start(an_app())))
    assert heading(app) == "Uw week" and "nog geen niveau" in html(app) and "dw-levels" not in html(app)
    assert "niet gevraagd" in html(a_screen("resilience"))
    assert counted() == 1


def test_a_full_scan_ends_with_a_level(cookie):
    app = to_result(walk(start(an_app(), quick=False)))
    levels = [level.title for level in load_content().rule.levels]
    assert heading(app) == "Uw week" and any(level in html(app) for level in levels)
    assert sum(part.all for cell in taken_part("municipality").values() for part in cell.values()) == 2


@pytest.mark.slow
def test_looking_at_the_result_again_after_changing_an_answer_counts_nothing_more(cookie):
    to_result(walk(start(an_app())))
    again = an_app()  # whoever comes back lands on it
    assert heading(again) == "Uw week" and counted() == 1


def test_who_stays_out_is_not_counted(cookie):
    app = walk(start(an_app()))
    app.checkbox(key="kept_out").check().run()
    assert heading(to_result(app)) == "Uw week" and counted() == 0


def test_without_an_answer_the_question_stays_and_says_why(cookie):
    app = go_on(start(an_app()))
    assert question_id(app) == "company_size" and f'id="{ERROR_ID}"' in html(app)
    app = go_on(answer(app))
    assert question_id(app) == "sector" and f'id="{ERROR_ID}"' not in html(app)


@pytest.mark.parametrize(("apart", "blamed"), [(0.1, False), (0.5, False), (2.0, True)])
def test_who_clicks_twice_is_not_blamed_for_a_question_that_nobody_could_read_yet(
    cookie, monkeypatch, apart, blamed
):
    clock = [1000.0]
    monkeypatch.setattr(questions, "monotonic", lambda: clock[0])
    app = go_on(answer(start(an_app()), "micro"))
    clock[0] += apart
    go_on(app)
    assert question_id(app) == "sector" and (f'id="{ERROR_ID}"' in html(app)) is blamed


def test_a_double_click_never_skips_a_question_that_has_an_answer_and_vorige_goes_back_once(
    cookie, monkeypatch
):
    answers = {"company_size": "micro", "sector": "retail", "municipality": "losser"}
    saved_scans.save(TOKEN, a_saved_scan().changed(answers=answers, finished=None))
    clock = [1000.0]
    monkeypatch.setattr(questions, "monotonic", lambda: clock[0])
    app = a_screen("questions", vraag="company_size")
    go_on(app)
    clock[0] += 0.6
    go_on(app)
    assert question_id(app) == "sector"
    clock[0] += 2
    go_on(app)
    assert question_id(app) == "municipality"
    for _ in range(2):
        clock[0] += 0.3
        app.button(key=f"back_{question_id(app)}").click().run()
    assert question_id(app) == "sector"
    go_on(answer(app, "hospitality"))
    assert question_id(app) == "municipality"


def test_back_shows_the_answer_that_was_given(cookie):
    app = go_on(answer(start(an_app()), "micro"))
    app.button(key="back_sector").click().run()
    assert question_id(app) == "company_size" and app.radio[0].value == "micro"


def test_every_answer_is_in_the_draft_at_once(cookie):
    app = answer(start(an_app()), "micro")
    assert saved_scans.load(TOKEN).answers == {"company_size": "micro"}
    go_on(app)
    assert saved_scans.load(TOKEN).answers == {"company_size": "micro"}


def test_another_session_with_the_same_token_goes_on_where_it_was(cookie):
    go_on(answer(go_on(answer(start(an_app())))))
    app = an_app()
    app.button(key="go_on").click().run()
    assert question_id(app) == "municipality"


def test_changing_the_language_halfway_keeps_question_and_answer(cookie):
    app = answer(start(an_app()), "small")
    app.button_group(key="language").set_value("en").run()
    assert question_id(app) == "company_size" and app.radio[0].value == "small"
    assert heading(app) == translator("en").gettext(QUESTIONNAIRE.items["company_size"].question)
    assert saved_scans.load(TOKEN).answers == {"company_size": "small"}


def open_question(item_id: str):
    """A full scan of which this question is open."""
    scan = a_saved_scan().changed(finished=None)
    saved_scans.save(TOKEN, scan.with_answer(item_id, None))
    app = an_app()
    return app.button(key="go_on").click().run()


def test_an_option_that_stands_alone_takes_the_others_out_and_the_other_way_round(cookie):
    app = open_question("auto_updates")
    app.checkbox[0].check().run()
    app.checkbox[1].check().run()
    assert saved_scans.load(TOKEN).answers["auto_updates"] == ["computers", "programs"]
    labels = [box.label for box in app.checkbox]
    app.checkbox[labels.index("Nergens")].check().run()
    assert (
        saved_scans.load(TOKEN).answers["auto_updates"] == ["none"]
        and sum(box.value for box in app.checkbox) == 1
    )
    app.checkbox[0].check().run()
    assert saved_scans.load(TOKEN).answers["auto_updates"] == ["computers"]
    app.checkbox[labels.index("Weet ik niet")].check().run()
    assert (
        saved_scans.load(TOKEN).answers["auto_updates"] == DONT_KNOW
        and sum(box.value for box in app.checkbox) == 1
    )


def test_a_number_and_i_dont_know_replace_one_another(cookie, a_number):
    app = open_question(a_number)
    app.text_input[0].set_value("14").run()
    assert saved_scans.load(TOKEN).answers[a_number] == 14
    app.checkbox[0].check().run()
    assert saved_scans.load(TOKEN).answers[a_number] == DONT_KNOW and app.text_input[0].value == ""
    app.text_input[0].set_value("2").run()
    assert saved_scans.load(TOKEN).answers[a_number] == 2 and not app.checkbox[0].value


@pytest.mark.parametrize(
    ("profile", "item_id", "told"),
    [
        ({"ict_by": "supplier"}, "auto_updates", "door te sturen"),
        ({"ict_by": "self"}, "auto_updates", "zelf uitzoekt"),
        ({"ict_by": "self", "website": "webshop_hosted"}, "webshop_protection", "door te sturen"),
        ({"company_size": "micro"}, "payment_change_check", "door te sturen"),
        ({"company_size": "zzp"}, "payment_change_check", "zelf uitzoekt"),
    ],
)
def test_i_dont_know_says_where_it_is_chosen_what_comes_of_it(cookie, profile, item_id, told):
    scan = a_saved_scan().changed(finished=None)
    saved_scans.save(TOKEN, scan.changed(answers=scan.answers | profile).with_answer(item_id, None))
    app = a_screen("questions", vraag=item_id)
    assert "telt nog niet mee" not in html(app)
    field = (
        app.radio[0].set_value(DONT_KNOW)
        if app.radio
        else next(b for b in app.checkbox if b.label == "Weet ik niet").check()
    )
    shown = html(field.run())
    assert "telt nog niet mee" in shown and told in shown
    chosen = app.radio[0].set_value(app.radio[0].options[0]) if app.radio else app.checkbox[0].check()
    assert "telt nog niet mee" not in html(chosen.run())


def test_i_dont_know_in_the_profile_says_nothing_about_counting(cookie):
    saved_scans.save(TOKEN, a_saved_scan().with_answer("servers", DONT_KNOW))
    assert "telt nog niet mee" not in html(a_screen("questions", vraag="servers"))


def test_taking_the_last_tick_away_leaves_no_answer(cookie):
    app = open_question("auto_updates")
    app.checkbox[0].check().run()
    app.checkbox[0].uncheck().run()
    assert "auto_updates" not in saved_scans.load(TOKEN).answers
    assert f'id="{ERROR_ID}"' in html(go_on(app))


def test_not_applicable_is_offered_only_where_the_item_has_it(cookie):
    for item_id, offered in (("order_check", True), ("mfa_email", False)):
        app = open_question(item_id)
        labels = [box.label for box in app.checkbox] if app.checkbox else app.radio[0].options
        assert ("Niet van toepassing" in labels) is offered and "Weet ik niet" in labels


def test_going_on_from_the_quick_scan_keeps_the_answers_and_counts_only_the_rest(cookie):
    app = to_result(walk(start(an_app())))
    before = saved_scans.load(TOKEN).answers
    app.button(key="go_full").click().run()
    assert question_id(app) not in before
    app = to_result(walk(app))
    after = saved_scans.load(TOKEN).answers
    assert {i: after[i] for i in before} == before and len(after) > len(before)
    numbers = [part.all for cell in taken_part("municipality").values() for part in cell.values()]
    assert sum(numbers) == 2 and max(numbers) == 1


def test_the_result_stays_closed_until_the_scan_is_finished(cookie):
    saved_scans.save(TOKEN, a_saved_scan().changed(finished=None))
    app = an_app()
    app.button(key="go_on").click().run()
    assert heading(app) == "Klopt alles?"


def test_when_the_server_cannot_write_the_walk_goes_on_and_says_so(cookie, monkeypatch):
    app = start(an_app())

    def no_room(*given):
        raise OSError("disk full")

    monkeypatch.setattr(saved_scans, "save", no_room)
    app = go_on(answer(app))
    assert question_id(app) == "sector" and "sla uw bestand op" in html(app)


def test_a_browser_without_cookies_is_told_and_gets_its_file_from_the_session(no_cookie):
    app = answer(start(an_app()))
    assert "cookies staan uit" in html(app)
    app = to_result(walk(app))
    assert heading(app) == "Uw week" and counted() == 1
    app.session_state["leave_for"] = "take_along"
    app.run()
    assert heading(app) == "Meenemen"
    assert "/advies.pdf" not in html(app) and len(app.get("download_button")) >= 4


def test_a_theme_opens_with_what_it_stops_and_closes_with_what_stands(cookie):
    answers = {"company_size": "micro", "sector": "retail", "municipality": "losser", "ict_by": "self"}
    app = start(an_app())
    for value in answers.values():
        app = go_on(answer(app, value))
    told, themes = {}, {}
    while heading(app) != "Klopt alles?":
        section = QUESTIONNAIRE.section_of(question_id(app))
        themes.setdefault(section.id, html(app))
        told[question_id(app)] = html(app)
        app = go_on(answer(app))
    for section in QUESTIONNAIRE.themes:
        assert section.description in unescape(themes[section.id]) and "dw-insight" in themes[section.id]
    assert "Er passen nu nog" in themes[QUESTIONNAIRE.themes[0].id]
    assert sum("u bent halverwege" in shown for shown in told.values()) <= 1
    assert "dw-insight" in html(app)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (
            {"payment_change_check": "dont_know", "payment_approval": "dont_know"},
            "Van 2 weet u het nog niet.",
        ),
        ({"payment_change_check": "called"}, None),
    ],
)
def test_an_insight_is_honest_about_what_nobody_knows(cookie, answers, told):
    base = {i: a for i, a in a_saved_scan().answers.items() if i in QUESTIONNAIRE.profile_ids}
    best = {
        item.id: max(item.options, key=lambda o: o.points if isinstance(o.points, float) else 0).id
        for item in QUESTIONNAIRE.themes[0].items
        if item.kind == "single"
    }
    given = base | (answers if told else {"payment_change_check": best["payment_change_check"]})
    saved_scans.save(TOKEN, a_saved_scan().changed(answers=given, finished=None))
    shown = html(a_screen("questions", vraag="mfa_email"))
    if told:
        assert told in shown and "hier valt nog veel te winnen" in shown
    else:
        assert "dit staat helemaal" in shown and "weet u het nog niet" not in shown


def test_another_number_of_questions_is_told_with_its_reason(cookie):
    app = start(an_app(), quick=False)
    app = go_on(answer(app, "zzp"))
    assert "door uw antwoord" in html(app)
    app.run()
    assert "door uw antwoord" in html(app)  # also when the same question is drawn once more


def test_nobody_is_counted_who_could_not_see_the_notice_right_above_the_button(cookie):
    app = walk(start(an_app()))
    shown = html(app)
    assert shown.index("Uw antwoorden tellen mee") < shown.index("Uw antwoorden</h2>")
    fields = [e.key for e in app.main if e.type in ("checkbox", "button")]
    assert fields.index("kept_out") + 1 == fields.index("finish")
    assert "zijn meegeteld in de cijfers" in html(to_result(app))


def test_who_stayed_out_reads_so_and_who_was_counted_before_too(cookie):
    app = walk(start(an_app()))
    app.checkbox(key="kept_out").check().run()
    assert "zijn niet meegeteld, zoals u koos" in html(to_result(app))


@pytest.mark.slow
@pytest.mark.parametrize("quick", [True, False])
def test_the_number_of_questions_told_is_the_number_asked(cookie, quick):
    app = start(an_app(), quick)
    asked = 0
    while heading(app) != "Klopt alles?":
        last = html(app)
        asked += 1
        go_on(answer(app))
    assert f"Vraag {asked} van {asked} ·" in last
