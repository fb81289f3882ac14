"""Two tabs of one respondent, and clicks that come together."""

from __future__ import annotations

from screens import saved_scans
from screens.other_tabs import Changes
from tests.screens.walked import TOKEN, a_saved_scan, an_app, answer, go_on, heading, html, question_id, start


def test_what_one_tab_saves_the_other_sees_and_neither_overwrites(cookie):
    here = start(an_app())
    there = an_app()
    there.button(key="start_quick").click().run()
    for value in ("micro", "retail"):
        go_on(answer(here, value))
    go_on(there.run())
    assert saved_scans.load(TOKEN).answers == {"company_size": "micro", "sector": "retail"}
    answer(go_on(there))
    assert question_id(there) == "municipality" and len(saved_scans.load(TOKEN).answers) == 3


def test_a_wipe_in_one_tab_is_a_wipe_in_the_other(cookie):
    app = answer(start(an_app()), "micro")
    saved_scans.forget(TOKEN)
    go_on(app)
    assert saved_scans.load(TOKEN) is None and 'data-wiped="1"' in html(app)
    answer(app, "small")
    assert saved_scans.load(TOKEN) is None


def test_after_a_wipe_the_same_link_begins_anew(cookie):
    answer(start(an_app()), "micro")
    saved_scans.forget(TOKEN)
    app = answer(start(an_app()), "small")
    assert saved_scans.load(TOKEN).answers == {"company_size": "small"} and "data-wiped" not in html(app)


def test_a_full_disk_in_this_tab_keeps_what_only_this_tab_has(cookie, monkeypatch):
    app = start(an_app())
    save = saved_scans.save
    monkeypatch.setattr(saved_scans, "save", lambda *given: (_ for _ in ()).throw(OSError("disk full")))
    answer(app, "small")
    save(TOKEN, a_saved_scan())
    assert app.run().radio[0].value == "small"
    monkeypatch.setattr(saved_scans, "save", save)
    go_on(app)
    assert saved_scans.load(TOKEN).answers == {"company_size": "small"}


def test_an_answer_and_another_language_at_the_same_moment_both_count(cookie):
    app = start(an_app())
    app.radio[0].set_value("small")
    app.button_group(key="language").set_value("en").run()
    assert saved_scans.load(TOKEN).answers == {"company_size": "small"} and app.radio[0].value == "small"


def test_a_tick_and_another_language_at_the_same_moment_both_count(cookie):
    saved_scans.save(TOKEN, a_saved_scan().changed(finished=None).with_answer("auto_updates", None))
    app = an_app()
    app.button(key="go_on").click().run()
    app.checkbox[0].check()
    app.button_group(key="language").set_value("de").run()
    assert heading(app) and saved_scans.load(TOKEN).answers["auto_updates"] == ["computers"] and app.checkbox[0].value


def test_the_second_click_of_a_double_one_counts_for_no_other_question(cookie):
    app = answer(start(an_app()), "micro")
    again = app.button(key="next_company_size").click()
    app.run()
    assert question_id(app) == "sector"
    again.click()
    app.run()
    assert question_id(app) == "sector" and "dw-error" not in html(app)


def test_only_so_many_changes_are_remembered_and_a_forgotten_one_reads_the_draft_again():
    changes = Changes(most=2)
    for token in ("a", "b", "c"):
        changes.saved(token)
    assert changes.latest("a") == 0 and changes.latest("b") < changes.latest("c")
    changes.wiped("b")
    assert changes.wiped_since("b", 3) and not changes.wiped_since("b", changes.latest("b")) and not changes.wiped_since("c", 0)
