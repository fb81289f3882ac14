"""The result: what moves with a plan, what explains itself, what compares, and what stays out."""

from __future__ import annotations

import re
from html import escape

import pytest

import screens.result.frame
from data.region import load_region
from data.region_help import LocalHelp
from questionnaire.language.numbers import score as figure
from questionnaire.respondent import for_respondent
from scoring.advising.advice import Advice, advise, first_help, with_plan
from scoring.advising.in_words import facts, gain
from scoring.advising.outcome import score_figure
from scoring.loading import load_content
from screens.downloads.documents import RENDERERS
from screens.downloads.text_result import text_result_html
from screens.session import saved_scans
from tests.screens.walked import TOKEN, a_saved_scan, a_screen, heading, html

CONTENT = load_content()


def shown_plan(app) -> tuple[int, int]:
    """Score now and with the plan, as the panel says; the same twice while nothing is ticked."""
    panel = next(e.body for e in app.get("html") if 'class="dw-plan"' in e.body)
    shown = [int(figure) for figure in re.findall(r"<(?:span|strong)>(\d+)</", panel)]
    assert len(shown) == 2 or "Vink een actie aan" in panel
    return shown[0], shown[-1]


def best_scan(**changes):
    """A business with everything in place."""
    scan = a_saved_scan().with_answer("ict_by", "self")
    for section in CONTENT.questionnaire.themes:
        for item in (for_respondent(i, scan.responses) for i in section.items):
            best = max(item.options, key=lambda o: o.points if isinstance(o.points, float) else 0)
            ticked = tuple(o.id for o in item.options if not o.exclusive)
            scan = scan.with_answer(item.id, ticked if item.kind == "multiple" else best.id)
    return scan.changed(**changes)


def worst_scan(**changes):
    """A business with nothing in place, that knows it."""
    scan = a_saved_scan().with_answer("ict_by", "self")
    for section in CONTENT.questionnaire.themes:
        for item in (for_respondent(i, scan.responses) for i in section.items):
            least = min(item.options, key=lambda o: o.points if isinstance(o.points, float) else 9).id
            scan = scan.with_answer(item.id, (least,) if item.kind == "multiple" else least)
    return scan.changed(**changes)


TITLES = {
    "result": "Uw week",
    "resilience": "Uw weerbaarheid",
    "plan": "Uw plan",
    "take_along": "Meenemen",
}


REGION_WITH_A_DESK = load_region().model_copy(
    update={
        "local_help": (
            LocalHelp(
                id="gemeente_almelo",
                title="Loket met een mens",
                text="Verzonnen.",
                kind="desk",
                phone="000-000 00 01",
                hours="Werkdagen van 9 tot 12 uur.",
            ),
            *(h for h in load_region().local_help if h.id != "gemeente_almelo"),
        )
    }
)


def a_result(scan, name="result"):
    """One of the four pages of this scan."""
    saved_scans.save(TOKEN, scan)
    app = a_screen(name)
    assert heading(app) == TITLES[name]
    return app


def whole(scan) -> str:
    """What all four pages say, each as it opens."""
    return "\n".join(html(a_result(scan, name)) for name in TITLES)


def test_ticking_a_measure_moves_the_score_and_stays_in_the_draft(cookie):
    app = a_result(worst_scan(), "plan")
    now, later = shown_plan(app)
    assert now == later
    app.checkbox[0].check().run()
    assert shown_plan(app)[1] > now and len(saved_scans.load(TOKEN).plan) == 1
    app.checkbox[0].uncheck().run()
    assert shown_plan(app) == (now, now) and saved_scans.load(TOKEN).plan == ()


def test_the_whole_plan_brings_every_barrier_that_can_stand(cookie):
    app = a_result(worst_scan(), "plan")
    at_first = len(app.checkbox)
    assert at_first == 3  # what is for this week
    app.session_state["plan-part-soon"] = app.session_state["plan-part-later"] = True
    app.run()
    assert len(app.checkbox) > at_first  # a closed group is not drawn until it is opened
    for box in range(len(app.checkbox)):
        app.checkbox[box].check()
    app.run()
    assert len(saved_scans.load(TOKEN).plan) == len(app.checkbox)
    assert shown_plan(app)[1] > 85 and "dw-b-planned" in html(app)


def test_every_figure_opens_to_the_items_behind_it_each_a_way_to_mend_it(cookie):
    app = a_result(a_saved_scan(), "resilience")
    themes = CONTENT.questionnaire.themes
    assert [e.label for e in app.expander] == [
        f"Waarom {figure(CONTENT.score(a_saved_scan().responses).theme(t.id).score_pct)}?" for t in themes
    ]
    for theme in themes:
        app.session_state[f"why-{theme.id}"] = True
    app.run()
    shown = html(app)
    for theme in themes:
        for item in theme.items:
            if item.id in CONTENT.score(a_saved_scan().responses).counting:
                assert f'data-item="{item.id}"' in shown, item.id


def test_an_action_is_done_where_it_stands_and_the_next_comes_up_and_it_can_be_put_back(cookie):
    app = a_result(worst_scan())
    content, scan = load_content(), saved_scans.load(TOKEN)
    week = advise(content, content.score(scan.responses)).week
    app.button(key=f"done_{week[0].measure.id}_week").click().run()
    done = saved_scans.load(TOKEN)
    assert done.done == (week[0].measure.id,)
    now = advise(content, content.score(done.responses), done.done).week
    shown = html(app)
    assert len(now) == 3 and all(escape(r.measure.title) in shown for r in now)
    assert f"Gedaan: {escape(week[0].measure.title)}" in shown and "1 actie gedaan" in shown
    app.button(key=f"undo_{week[0].measure.id}_just").click().run()
    assert saved_scans.load(TOKEN).answers == scan.answers and "1 actie gedaan" not in html(app)


def test_the_check_that_proves_an_action_stands_beside_its_button(cookie):
    shown = html(a_result(worst_scan(), "plan")) + html(a_result(worst_scan()))
    content, scan = load_content(), saved_scans.load(TOKEN)
    week = advise(content, content.score(scan.responses)).week
    told = [r.measure.check for r in week if r.measure.check]
    assert told and all(escape(text) in shown for text in told)


def test_what_the_three_actions_make_of_the_score_stands_beside_it(cookie):
    scan = worst_scan()
    shown = html(a_result(scan))
    score = CONTENT.score(scan.responses)
    week = advise(CONTENT, score).week
    then = with_plan(CONTENT, score, [r.measure.id for r in week])
    assert f"Met deze 3 acties: <strong>{score_figure(then)}</strong>" in shown
    assert "Dit gaat al goed" in html(a_result(best_scan()))


@pytest.mark.parametrize("name", list(TITLES))
def test_at_an_event_each_page_of_the_result_opens_by_a_tap(cookie, name):
    saved_scans.save(TOKEN, a_saved_scan(event="0123456789abcdef"))
    app = a_screen(name)
    assert heading(app) == "Uw resultaat" and not app.checkbox and not app.expander
    assert "dw-ring" not in html(app) and "dw-theme" not in html(app) and "download=" not in html(app)
    app.button(key="open_result").click().run()
    assert heading(app) == TITLES[name]


def test_who_has_nothing_to_do_finds_no_link_to_a_plan_that_is_not_there(cookie, monkeypatch):
    """Nobody is left without a small test to do; where the content had none, nothing may point at it."""
    monkeypatch.setattr(screens.result.frame, "advise", lambda *given: Advice((), (), (), (), ()))
    shown = whole(best_scan())
    assert "U heeft alles geregeld" in shown and "Er is nu niets meer te doen" in shown
    assert (
        "checklist.csv" not in shown
        and "/plan.ics" in shown
        and "Uw score en een blad voor aan de muur." in shown
    )


def test_who_has_everything_in_place_is_told_so_and_asked_to_try_it(cookie):
    app = a_result(best_scan())
    content, scan = load_content(), saved_scans.load(TOKEN)
    tests = advise(content, content.score(scan.responses)).recommendations
    assert tests and all(r.proves for r in tests)
    shown = html(app)
    assert "U heeft alles geregeld" in shown
    assert all(escape(r.measure.title) in shown for r in tests[:3])
    assert "U heeft alles geregeld" not in html(a_result(a_saved_scan()))


def test_what_cannot_wait_is_marked_for_today_in_the_first_three_and_in_the_plan(cookie):
    shown = html(a_result(worst_scan())) + html(a_result(worst_scan(), "plan"))
    content, scan = load_content(), saved_scans.load(TOKEN)
    advice = advise(content, content.score(scan.responses))
    acute = [r for r in (*advice.week, *advice.week) if r.acute]
    assert acute and shown.count(">vandaag<") == len(acute)
    assert ">vandaag<" not in html(a_result(best_scan()))


def test_an_action_says_what_it_takes_and_what_it_brings(cookie):
    app = a_result(worst_scan(), "plan")
    app.session_state["plan-part-soon"] = True
    app.run()
    content, scan = load_content(), saved_scans.load(TOKEN)
    advice = advise(content, content.score(scan.responses))
    shown = html(app)
    for r in (*advice.week, *advice.soon):
        assert escape(" · ".join([*facts(r, "nl"), *filter(None, [gain(r, "nl")])])) in shown


def test_a_score_of_which_not_everything_is_known_is_a_range(cookie):
    scan = best_scan().with_answer("payment_change_check", "dont_know")
    low, high = (figure(end) for end in CONTENT.score(scan.responses).range_pct)
    assert low != high
    shown = html(a_result(scan))
    assert f'aria-label="Score: {low} tot {high} van 100"' in shown and f">{low}–{high}<" in shown
    assert f"Uw score ligt tussen {low} en {high} van 100" in shown
    assert "Uw score ligt tussen" not in html(a_result(best_scan()))


def test_finding_out_says_how_many_answers_it_settles_and_what_the_score_can_become(cookie):
    shown = html(a_result(a_saved_scan()))
    assert re.search(r"maakt \d+ antwoorden zeker; uw score kan \d+ tot \d+ worden", shown)


@pytest.mark.parametrize("make", [best_scan, worst_scan, a_saved_scan])
def test_to_whom_it_has_just_happened_gets_help_and_the_way_to_clean_up_before_any_score(cookie, make):
    item, option = next(
        (i, o) for i in CONTENT.questionnaire.items.values() for o in i.options if o.first_help
    )
    scan = make().with_answer(item.id, (option.id,))
    shown = html(a_result(scan))
    block = shown[shown.index("dw-now-first") : shown.index("dw-ring")]
    now = first_help(CONTENT, CONTENT.score(scan.responses))
    told = [r.measure.id for r in now]  # of what the answer names: what fits what happened
    assert told and told == [named for named in option.first_help if named in told] and now[0].steps
    assert 'href="/hulp"' in block and all(
        escape(text) in block for text in (now[0].measure.title, *now[0].steps)
    )
    assert shown.index("dw-now-first") < shown.index("dw-ring")
    others = tuple(o.id for o in item.options if not o.first_help and not o.exclusive)
    assert "dw-now-first" not in html(a_result(make().with_answer(item.id, others)))
    in_text = text_result_html(scan, "nl")
    assert in_text.index("dw-now-first") < in_text.index("<h2>Score</h2>")


def test_the_words_suit_who_outsources_who_is_unsure_and_who_is_ahead(cookie):
    told = {
        "unsure": html(a_result(a_saved_scan())),
        "ahead": html(a_result(best_scan())),
        "outsourced": html(
            a_result(best_scan().with_answer("ict_by", "supplier").with_answer("fallback", ("duties",)))
        ),
    }
    assert (
        "U wist nog niet alles" in told["unsure"]
        and "U loopt voorop" in told["ahead"]
        and "Een ander doet uw ICT" in told["outsourced"]
    )


def test_after_a_second_scan_then_and_now_stand_side_by_side(cookie):
    first = a_saved_scan(plan=("mfa_email",))
    best = max(CONTENT.questionnaire.items["mfa_email"].options, key=lambda o: o.points).id
    second = (
        first.again(CONTENT.questionnaire)
        .with_answer("mfa_email", best)
        .changed(to_confirm=(), finished="2027Q2")
    )
    shown = html(a_result(second))
    assert "Toen en nu" in shown and "Van uw plan is 1 van de 1 gedaan" in shown
    assert "was " in html(a_result(second, "resilience"))


def test_without_an_earlier_scan_nothing_is_compared(cookie):
    assert "Toen en nu" not in html(a_result(a_saved_scan()))


def test_the_result_ends_with_one_card_and_folds_the_rest(cookie, monkeypatch):
    assert 'href="tel:0800-1508"' in html(a_result(worst_scan()))
    monkeypatch.setattr("screens.parts.help_nearby.load_region", lambda **_: REGION_WITH_A_DESK)
    for name in ("result", "plan"):
        shown = html(a_result(a_saved_scan(), name))
        card, rest = shown.index("Loket met een mens"), shown.index("Hulp in de buurt")
        assert card < rest and shown.count("Loket met een mens") == 1
        assert 'href="tel:000-0000001"' in shown and "Werkdagen van 9 tot 12" in shown
        assert "mailto:" not in shown[card:rest]  # what is not known is not shown
    monkeypatch.setattr("screens.downloads.text_result.load_region", lambda **_: REGION_WITH_A_DESK)
    assert "Loket met een mens" in text_result_html(a_saved_scan(), "nl")


def test_help_nearby_names_the_municipality(cookie):
    assert "Gemeente Almelo" in html(a_result(a_saved_scan(), "plan"))


def test_little_released_shows_no_comparison_at_all(cookie):
    assert "Bedrijven zoals u" not in html(a_result(a_saved_scan(), "resilience"))


def test_everything_that_is_offered_can_be_downloaded(cookie):
    shown = html(a_result(a_saved_scan(), "take_along"))
    offered = set(re.findall(r'download="([^"]+)"', shown))
    assert offered <= set(RENDERERS) and {"advies.pdf", "checklist.csv", "checklist.xlsx"} <= offered
    assert 'action="/plan.ics"' in shown and 'href="/advies.pdf?toon=1"' in shown and 'href="/tekst"' in shown


def test_the_link_to_oneself_passes_no_server_of_ours_or_of_others(cookie):
    shown = html(a_result(a_saved_scan(), "take_along"))
    carrying = [
        one for one in re.findall(r'(?:href|action|src|data-[\w-]+)="([^"]*)"', shown) if TOKEN in one
    ]
    assert carrying
    # In an address only behind the sign that no browser sends along, or in a message that one sends oneself.
    assert all(one.startswith(("mailto:", "http")) or "#t=" in one for one in carrying)
    assert all("#t=" in one or "%23t%3D" in one for one in carrying)
    assert "wa.me" not in shown


def test_a_kiosk_hands_the_result_over_and_offers_no_downloads(cookie):
    saved_scans.save(TOKEN, a_saved_scan())
    app = a_screen("result", kiosk="1")
    assert "data-kiosk-wipe" not in html(app)  # somebody may stand behind this person
    app.button(key="open_result").click().run()
    assert "data-kiosk-wipe" in html(app) and "data:image/svg" in html(app)
    assert "download=" not in html(app) and not app.checkbox


@pytest.mark.parametrize(
    "scan",
    [
        a_saved_scan(),
        best_scan().with_answer("ict_by", "supplier").with_answer("fallback", ("duties",)),
    ],
    ids=["unsure", "outsourced"],
)
def test_a_kiosk_promises_no_list_that_only_the_phone_shows(cookie, scan):
    saved_scans.save(TOKEN, scan)
    app = a_screen("result", kiosk="1")
    app.button(key="open_result").click().run()
    assert "op uw telefoon" in html(app).lower() and "bij ‘plan’" not in html(app).lower()
    assert "bij ‘plan’" in html(a_result(scan)).lower()


def test_who_outsources_and_has_nothing_to_ask_is_promised_no_questions(cookie):
    assert "staan vragen die" not in html(a_result(best_scan().with_answer("ict_by", "supplier")))
