"""Start, events, saving, opening, the supplier's sheet, and the pages of plain text."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from markupsafe import escape

from data import clock
from data.aggregates.folding import this_site
from data.content.promises import takes_minutes
from data.figures.drop_off import dropped_off
from data.figures.room import load_room
from data.organisers.events import add_event, event
from data.quarters import earlier
from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.saved_scans.scan_link import pack
from scoring.loading import load_content
from screens.save import scan_in
from screens.session import saved_scans
from screens.session.scan import this_quarter
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
from tests.whole.content_roots import NUMBER

CONTENT = load_content()


def an_event(**changes):
    """An event of today, made by the team."""
    made = {
        "name": "Ondernemersavond Borne",
        "day": clock.today(),
        "until": clock.today() + timedelta(1),
    } | changes
    return add_event(this_site(CONTENT), "team", **made)


def test_the_code_of_an_event_opens_its_quick_scan_at_once_and_names_it(cookie):
    meeting = an_event()
    app = an_app(event=meeting.code)
    assert question_id(app) == "company_size" and "Ondernemersavond Borne" in html(app)
    assert saved_scans.load(TOKEN).quick and event(meeting.id).joined == 1


def test_a_code_typed_from_the_poster_opens_the_same_scan(cookie):
    meeting = an_event()
    app = an_app()
    app.text_input[0].set_value(meeting.shown_code.lower())
    next(button for button in app.button if button.label == "Doe mee").click().run()
    assert question_id(app) == "company_size" and event(meeting.id).joined == 1


def test_coming_back_to_an_event_counts_nobody_twice_and_goes_on_where_it_was(cookie):
    meeting = an_event()
    go_on(answer(an_app(event=meeting.code)))
    app = an_app(event=meeting.code)
    app.button(key="go_on").click().run()
    assert question_id(app) == "sector" and event(meeting.id).joined == 1


def test_a_response_at_an_event_counts_in_that_event(cookie):
    meeting = an_event()
    to_result(walk(an_app(event=meeting.code)))
    assert load_room(CONTENT, event(meeting.id)).done == 1


def test_an_event_with_the_full_scan_opens_the_full_scan(cookie):
    an_app(event=an_event(scan="full").code)
    assert not saved_scans.load(TOKEN).quick


@pytest.mark.parametrize("code", ["BCDFGHJKL", "zomaar wat", "' OR 1=1"])
def test_a_wrong_code_lets_one_do_the_scan_anyway(cookie, code):
    app = an_app(event=code)
    assert heading(app).startswith("Hoe weerbaar") and "code klopt niet" in html(app)
    assert app.button(key="start_quick")


def test_a_kiosk_waits_for_somebody_to_begin(cookie):
    app = an_app(kiosk="1", event=an_event().code)
    assert heading(app).startswith("Hoe weerbaar") and 'data-idle=""' in html(app)
    app.button(key="kiosk_begin").click().run()
    assert question_id(app) == "company_size" and saved_scans.load(TOKEN).event
    assert 'data-idle="120"' in html(app)


@pytest.mark.slow
def test_a_second_scan_begins_at_the_plan_and_asks_only_what_may_have_changed(cookie):
    first = a_saved_scan().with_answer("mfa_email", "all").with_answer("backup_restore_test", "never")
    saved_scans.save(TOKEN, first.changed(plan=("make_backups", "test_restore"), finished=this_quarter()))
    app = an_app()
    app.button(key="again").click().run()
    assert heading(app) == "Wat is er veranderd?" and "Wat heeft u gedaan?" in html(app)
    app.checkbox(key="done_test_restore").check().run()
    kept = saved_scans.load(TOKEN)
    assert (kept.plan, kept.done) == (("make_backups",), ("test_restore",))
    assert {"company_size", "mfa_email"} <= set(kept.settled)
    assert {"backup_restore_test", "backup_frequency", "hit_by"} <= set(kept.to_confirm)
    app.button(key="to_questions").click().run()
    asked = len(kept.to_confirm)
    assert question_id(app) == "hit_by" and f"Vraag 1 van {asked} " in html(app)
    seen = []
    while heading(app) != "Klopt alles?":
        seen.append(question_id(app))
        if seen[-1] == "backup_restore_test":
            assert "Intussen deed u" in html(app)
        app = go_on(app)
    assert set(seen) == set(kept.to_confirm)
    app = to_result(app)
    kept = saved_scans.load(TOKEN)
    assert kept.earlier is not None and kept.plan == ("make_backups",) and "Toen en nu" in html(app)


def test_after_a_year_a_second_scan_asks_everything(cookie):
    saved_scans.save(TOKEN, a_saved_scan().changed(finished=earlier(this_quarter(), 4)))
    app = an_app()
    app.button(key="again").click().run()
    kept = saved_scans.load(TOKEN)
    assert not kept.settled and "company_size" in kept.to_confirm


def test_an_answer_from_before_can_be_changed_and_the_way_goes_on_at_what_is_open(cookie):
    saved_scans.save(TOKEN, a_saved_scan(quick=True).in_full().with_answer("mail_at", None))
    app = a_screen("questions", vraag="company_size")
    assert "Dit antwoord had u al gegeven" in html(app)
    assert question_id(go_on(answer(app, "small"))) == "mail_at"


def test_doing_the_scan_again_at_an_event_is_the_scan_of_that_event(cookie):
    meeting = an_event()
    saved_scans.save(TOKEN, a_saved_scan())
    app = an_app(event=meeting.code)
    app.button(key="again").click().run()
    kept = saved_scans.load(TOKEN)
    assert (kept.event, kept.quick, bool(kept.to_confirm)) == (meeting.id, True, True)
    assert heading(app) == "Wat is er veranderd?" and event(meeting.id).joined == 1


@pytest.mark.slow
def test_who_was_counted_before_is_not_busy_in_a_room_that_does_not_count_them(cookie):
    first, second = an_event(), an_event(name="Half jaar later")
    to_result(walk(an_app(event=first.code)))
    app = an_app(event=second.code)
    app.button(key="again").click().run()
    app.button(key="to_questions").click().run()
    to_result(walk(app))
    assert saved_scans.load(TOKEN).event == second.id
    room = load_room(CONTENT, event(second.id))
    assert (room.busy, room.done) == (0, 0)


def test_a_code_can_be_typed_with_a_saved_scan_on_the_phone(cookie):
    meeting = an_event()
    saved_scans.save(TOKEN, a_saved_scan().changed(finished=None))
    app = an_app()
    app.text_input[0].set_value(meeting.shown_code)
    next(button for button in app.button if button.label == "Doe mee").click().run()
    assert saved_scans.load(TOKEN).event == meeting.id and event(meeting.id).joined == 1


def test_a_second_scan_that_was_left_goes_on_at_the_first_unconfirmed_question(cookie):
    saved_scans.save(TOKEN, a_saved_scan().again(CONTENT.questionnaire).confirmed("company_size"))
    app = an_app()
    app.button(key="go_on").click().run()
    assert question_id(app) == "sector"


def test_saving_offers_a_file_a_link_and_a_code(cookie):
    saved_scans.save(TOKEN, a_saved_scan())
    app = a_screen("save")
    assert "mijn-scan.json" not in html(app)  # what every phone can do comes first
    assert f'/verder#t={TOKEN}" data-copied=' in html(app) and "mailto:?subject=" in html(app)
    app.session_state["other-ways"] = True
    app.run()
    assert "mijn-scan.json" in html(app) and html(app).count("data:image/svg+xml") == 2
    assert f"/verder#t={TOKEN}</textarea>" in html(app)


def test_a_pasted_link_opens_the_scan_that_it_holds(cookie):
    app = a_screen("save")
    app.text_input(key="opened_link").set_value(f"https://elders.example/verder#a={pack(a_saved_scan())}")
    app.button(key="open_scan").click().run()
    assert saved_scans.load(TOKEN).answers == a_saved_scan().answers


@pytest.mark.parametrize("around", ["<{}>", "Mijn scan: {} (bewaren!)", "\n {}\n"])
@pytest.mark.parametrize("kind", ["t", "a"])
def test_a_pasted_link_opens_also_with_words_or_brackets_around_it(cookie, kind, around):
    saved_scans.save("F" * 32, a_saved_scan())
    link = f"https://elders.example/verder?lang=de#{kind}={'F' * 32 if kind == 't' else pack(a_saved_scan())}"
    app = a_screen("save")
    app.text_input(key="opened_link").set_value(around.format(link))
    app.button(key="open_scan").click().run()
    assert saved_scans.load(TOKEN).answers == a_saved_scan().answers


def test_a_pasted_link_to_a_scan_that_is_gone_says_so(cookie):
    app = a_screen("save")
    app.text_input(key="opened_link").set_value(f"https://elders.example/verder#t={'Z' * 32}")
    app.button(key="open_scan").click().run()
    assert "staat hier geen scan meer" in html(app)


def test_rubbish_is_refused_in_plain_words_and_changes_nothing(cookie):
    saved_scans.save(TOKEN, a_saved_scan())
    app = a_screen("save")
    app.text_input(key="opened_link").set_value("https://elders.example/verder#a=kapot")
    app.button(key="open_scan").click().run()
    assert "geen bewaarde scan" in html(app) and saved_scans.load(TOKEN) == a_saved_scan()


def test_what_a_link_or_file_carries_is_opened_under_a_fresh_token(folders):
    fresh = "F" * 32
    assert saved_scans.open_carried_answers(fresh, pack(a_saved_scan()))
    assert saved_scans.load(fresh).answers == a_saved_scan().answers
    assert saved_scans.open_carried_answers(fresh, a_saved_scan(plan=("mfa_email",)).as_text())
    assert saved_scans.load(fresh).plan == ("mfa_email",)
    assert saved_scans.open_carried_answers(fresh, "\ufeff" + a_saved_scan().as_text())
    assert not saved_scans.open_carried_answers(fresh, "kapot") and saved_scans.load(fresh) is not None


def test_a_file_puts_nobody_in_an_event(cookie):
    """The number of an event is public once a block of it is; only its code lets in."""
    party = an_event()
    saved_scans.open_carried_answers(TOKEN, a_saved_scan().changed(event=party.id).as_text())
    assert saved_scans.load(TOKEN).event is None


def test_who_came_in_with_a_code_stays_in_the_event_when_a_file_is_opened(cookie):
    mine, other = an_event(), an_event(name="Elders")
    saved_scans.save(TOKEN, SavedScan(event=mine.id))
    app = a_screen("save")
    app.text_input(key="opened_link").set_value(a_saved_scan().changed(event=other.id).as_text())
    app.button(key="open_scan").click().run()
    assert saved_scans.load(TOKEN).event == mine.id and saved_scans.load(TOKEN).answers


def test_deleting_leaves_nothing_and_counts_where_an_unfinished_walk_stopped(folders):
    unfinished = a_saved_scan().changed(finished=None, answers={"company_size": "zzp", "sector": "retail"})
    saved_scans.save(TOKEN, unfinished)
    saved_scans.forget(TOKEN)
    assert saved_scans.load(TOKEN) is None and dropped_off(this_site(CONTENT)).waiting == 1
    for token, kept_quiet in (("U" * 32, a_saved_scan()), ("V" * 32, unfinished.changed(kept_out=True))):
        saved_scans.save(token, kept_quiet)
        saved_scans.forget(token)
    assert dropped_off(this_site(CONTENT)).waiting == 1
    saved_scans.forget("geen sleutel")


def test_an_answer_from_the_supplier_moves_the_score(cookie):
    saved_scans.save(TOKEN, a_saved_scan().with_answer("ict_by", "supplier"))
    app = a_screen("supplier")
    before = html(app)
    assert (
        "mailto:?" in before
        and heading(app) == "Uw vragenlijsten"
        and "<h2>Vragen voor uw ICT-leverancier</h2>" in before
    )
    radio = next(r for r in app.radio if r.key.startswith("answer_mfa_email"))
    best = max(CONTENT.questionnaire.items["mfa_email"].options, key=lambda o: o.points).id
    radio.set_value(best).run()
    assert saved_scans.load(TOKEN).answers["mfa_email"] == best
    assert "Uw antwoord: Bij alle" in html(app) and html(app).count("Score nu") == 1


def test_there_is_a_list_for_the_supplier_one_for_the_web_builder_and_one_for_inside(cookie):
    scan = a_saved_scan().changed(
        answers=a_saved_scan().answers | {"ict_by": "supplier", "website": "webshop_hosted"}
    )
    saved_scans.save(TOKEN, scan.with_answer("webshop_protection", "dont_know"))
    shown = html(app := a_screen("supplier"))
    places = [
        shown.index(f"<h2>{title}</h2>")
        for title in (
            "Vragen voor uw ICT-leverancier",
            "Vragen voor wie uw website maakte",
            "Vraag binnen uw bedrijf",
        )
    ]
    asked = [CONTENT.questionnaire.items[i] for i in ("mfa_email", "webshop_protection", "password_manager")]
    assert places == sorted(places) and shown.count("mailto:?") == 2
    for place, end, item in zip(places, [*places[1:], len(shown)], asked):
        assert place < shown.index(escape(item.supplier_question or item.question_inside)) < end
    assert {"vragen-leverancier.txt", "vragen-websitebouwer.txt"} <= set(
        re.findall(r'download="([^"]+)"', shown)
    )
    next(r for r in app.radio if r.key.startswith("answer_password_manager")).set_value("vault").run()
    assert (
        saved_scans.load(TOKEN).answers["password_manager"] == "vault"
        and "in een wachtwoordkluis" in html(app).lower()
    )
    assert "<h2>Om zelf uit te zoeken</h2>" in html(_sheet_of(scan.with_answer("company_size", "zzp")))


def _sheet_of(scan):
    saved_scans.save(TOKEN, scan)
    return a_screen("supplier")


def test_also_what_the_supplier_must_do_can_be_filled_in_and_stays_in_place(cookie):
    answers = {"company_size": "micro", "ict_by": "supplier", "mfa_email": "some"}
    saved_scans.save(TOKEN, a_saved_scan().changed(answers=answers))
    app = a_screen("supplier")
    before = html(app)
    assert (
        "Moet iedereen bij ons" in before
        and "Uw antwoord: Bij een deel" in before
        and "ook dit" not in before
    )
    next(r for r in app.radio if r.key.startswith("answer_mfa_email")).set_value("all").run()
    after = html(app)
    assert "Moet iedereen bij ons" in after and "Uw antwoord: Bij alle" in after
    assert saved_scans.load(TOKEN).answers["mfa_email"] == "all"


@pytest.mark.parametrize(
    ("item", "label"),
    [
        ("company_size", "2 tot en met 9 mensen"),
        ("mfa_email", "Bij alle"),
        ("auto_updates", "Op de computers zelf (Windows of Mac); Op telefoons en tablets"),
        (NUMBER, "1 dag"),
    ],
)
def test_a_second_scan_names_the_answer_of_the_first_at_every_kind_of_question(cookie, a_number, item, label):
    first = (
        a_saved_scan()
        .with_answer("company_size", "micro")
        .with_answer("mfa_email", "all")
        .with_answer(a_number, 1.0)
    )
    first = first.with_answer("auto_updates", ("computers", "phones"))
    saved_scans.save(TOKEN, first.again(load_content().questionnaire))
    assert f"Vorige keer koos u: {label}. Klopt dit nog?" in html(a_screen("questions", vraag=item))


def test_a_question_that_fell_away_in_the_first_scan_does_not_ask_whether_its_answer_holds(cookie):
    first = a_saved_scan().with_answer("company_size", "zzp").with_answer("payment_approval", "one_person")
    saved_scans.save(TOKEN, first.again(CONTENT.questionnaire).with_answer("company_size", "micro"))
    app = a_screen("questions", vraag="payment_approval")
    assert question_id(app) == "payment_approval" and "Klopt dit nog?" not in html(app)


def test_the_sheet_is_empty_for_who_knows_everything(cookie):
    saved_scans.save(TOKEN, a_saved_scan().changed(answers={"company_size": "micro", "ict_by": "self"}))
    assert "geen open vragen" in html(a_screen("supplier"))


@pytest.mark.parametrize("name", ["privacy", "accessibility"])
def test_pages_of_plain_text_have_one_heading(cookie, name):
    assert heading(a_screen(name))


def test_opening_needs_something_to_open(folders):
    assert scan_in("") is None and scan_in("#t=") is None


def test_a_fresh_start_offers_both_scans(cookie):
    app = an_app()
    assert (
        app.button(key="start_full").label == "Start"
        and f"{takes_minutes(CONTENT.questionnaire, False)} minuten" in html(app)
        and f"{takes_minutes(CONTENT.questionnaire, True)} minuten" in html(app)
    )
    assert question_id(start(app)) == "company_size"


@pytest.mark.parametrize("by_hand", [-5, 1e6, "x", ["computers"], [], "not_applicable"])
def test_an_answer_that_was_changed_by_hand_in_a_file_is_asked_again(cookie, a_number, by_hand):
    text = (
        a_saved_scan()
        .changed(finished=None)
        .as_text()
        .replace(f'"{a_number}":"dont_know"', f'"{a_number}":{json.dumps(by_hand)}')
    )
    assert saved_scans.open_carried_answers(TOKEN, text)
    app = an_app().button(key="go_on").click().run()
    assert question_id(app) == a_number and app.text_input[0].value == ""
