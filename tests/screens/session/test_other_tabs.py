"""Two tabs of one respondent, and clicks that come together."""

from __future__ import annotations

import pytest

from data.aggregates.participation import taken_part
from data.drafts import TokenWiped, delete_draft
from data.folders import folders
from screens.session import saved_scans
from screens.session.other_tabs import Changes
from tests.screens.walked import (
    TOKEN,
    a_saved_scan,
    an_app,
    answer,
    go_on,
    heading,
    html,
    question_id,
    start,
    walk,
)


def counted() -> int:
    return sum(parts["quick"].all for parts in taken_part("municipality", folders()).values())


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


def test_a_wiped_token_keeps_nothing_for_who_comes_back_with_it(cookie):
    answer(start(an_app()), "micro")
    saved_scans.forget(TOKEN)
    app = an_app()
    assert 'data-wiped="1"' in html(app)  # the page opens anew, and the front door gives a fresh token
    answer(start(app), "small")
    assert saved_scans.load(TOKEN) is None


def test_a_wipe_by_another_process_stops_what_this_one_still_holds(cookie):
    app = walk(start(an_app()))
    delete_draft(TOKEN)  # nothing in the memory of this process knows
    app.button(key="finish").click().run()
    assert heading(app).startswith("Hoe weerbaar") and 'data-wiped="1"' in html(app)
    assert saved_scans.load(TOKEN) is None and counted() == 0


def test_trouble_with_the_disk_takes_nobodys_result_away(cookie, monkeypatch):
    app = walk(start(an_app()))
    monkeypatch.setattr(saved_scans, "is_wiped", lambda token: (_ for _ in ()).throw(OSError("disk full")))
    app.button(key="finish").click().run()
    assert heading(app) == "Uw week"


def test_a_draft_that_is_written_late_does_not_come_back(cookie):
    app = answer(start(an_app()), "micro")
    delete_draft(TOKEN)
    answer(app, "small")
    assert saved_scans.load(TOKEN) is None and 'data-wiped="1"' in html(app.run())
    assert not saved_scans.open_carried_answers(TOKEN, "kapot")
    with pytest.raises(TokenWiped):
        saved_scans.open_carried_answers(TOKEN, a_saved_scan().as_text())


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
    assert (
        heading(app)
        and saved_scans.load(TOKEN).answers["auto_updates"] == ["computers"]
        and app.checkbox[0].value
    )


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
    assert (
        changes.wiped_since("b", 3)
        and not changes.wiped_since("b", changes.latest("b"))
        and not changes.wiped_since("c", 0)
    )
