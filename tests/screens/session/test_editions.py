"""Content that changes during a walk: who is answering goes on as it was, who comes back later is asked what
changed.
"""

from datetime import date

import pytest

from data.organisers.accounts import Account
from questionnaire.saved_scans.saved_scan import SavedScan, read_saved
from scoring.editions.current import EditionStore, install
from scoring.editions.withdrawals import Withdrawal, Withdrawals
from screens import organiser
from screens.downloads.requests import DOWNLOADS, DownloadRequest, text_result_for
from screens.session import saved_scans
from screens.session import scan as this_scan
from tests.screens.walked import (
    TOKEN,
    a_saved_scan,
    a_screen,
    an_app,
    answer,
    go_on,
    heading,
    question_id,
    start,
)
from tests.whole.content_roots import edition_copy
from tests.whole.three_editions import rename

FIRST = "question: Met hoeveel mensen werkt u?"
PROFILE = "questionnaire/content/profile.yaml"


@pytest.fixture
def root(tmp_path):
    return edition_copy(tmp_path / "content")


@pytest.fixture
def store(root, tmp_path):
    kept = EditionStore(root, tmp_path / "editions", check=lambda copy: [])
    install(kept)
    yield kept
    install(None)


def change(root, old, new, file=PROFILE):
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_walk_under_way_keeps_its_questions_and_a_new_one_gets_the_changed_ones(
    cookie, root, store, monkeypatch
):
    app = go_on(answer(start(an_app())))
    began_with = saved_scans.load(TOKEN).edition
    change(root, "question: Wat voor soort bedrijf heeft u?", "question: Welk werk doet uw bedrijf?")
    assert store.look()
    assert question_id(app) == "sector" and heading(app.run()) == "Wat voor soort bedrijf heeft u?"
    assert began_with == saved_scans.load(TOKEN).edition != store.live().id
    saved_scans.forget(TOKEN)
    monkeypatch.setattr(this_scan, "respondent_token", lambda: "U" * 32)  # a wiped token is never good again
    assert heading(go_on(answer(start(an_app())))) == "Welk werk doet uw bedrijf?"


def test_a_refresh_stays_on_the_edition_of_the_walk(cookie, root, store):
    go_on(answer(start(an_app())))
    change(root, "question: Wat voor soort bedrijf heeft u?", "question: Welk werk doet uw bedrijf?")
    assert store.look()
    app = an_app()
    app.button(key="go_on").click().run()
    assert heading(app) == "Wat voor soort bedrijf heeft u?"


def test_saved_answers_of_an_older_version_open_with_a_note_of_what_is_asked_again(cookie, root, store):
    steps = '- from: "0.9"\n  to: "2.0"\n  changes: [{item: size, renamed_to: company_size}, {item: sector, ask_again: true}]\n'
    (root / "questionnaire/content/migrations.yaml").write_text(steps, encoding="utf-8")
    saved_scans.save(
        TOKEN,
        SavedScan(
            version="0.9",
            edition="gone",
            quick=True,
            answers={"size": "zzp", "sector": "retail", "municipality": "borne"},
        ),
    )
    app = an_app()
    assert "De vragen zijn vernieuwd" in app.info[0].value
    app.button(key="go_on").click().run()
    assert question_id(app) == "sector"
    scan = app.session_state["scan"]
    assert (scan.answers, scan.version) == ({"company_size": "zzp", "municipality": "borne"}, "2.0")
    assert not app.run().info


def test_answers_of_the_same_version_go_on_without_a_word(cookie, store):
    saved_scans.save(
        TOKEN, SavedScan(version="2.0", edition="gone", quick=True, answers={"company_size": "zzp"})
    )
    app = an_app()
    assert not app.info
    assert app.session_state["scan"].edition == store.live().id


def test_the_programme_team_reads_why_a_change_is_not_live(cookie, root, tmp_path, monkeypatch):
    monkeypatch.setattr(organiser, "account_here", lambda: Account("1", "team", "Team", "team"))
    kept = EditionStore(root, tmp_path / "editions")
    install(kept)
    try:
        kept.live()
        change(root, FIRST, "qestion: Wat?")
        assert not kept.look()
        app = a_screen("organiser")
        assert not app.exception
        assert "profile.yaml, regel" in app.warning[0].value
    finally:
        install(None)


def withdrawn(store, root, tmp_path):
    """A store whose live edition was found faulty while somebody was on it; the id of the faulty one."""
    store.withdrawals = Withdrawals(tmp_path / "withdrawn.json")
    change(root, "question: Wat voor soort bedrijf heeft u?", "question: Welk werk doet uw bedrijf?")
    assert store.look()
    return store.live()


def test_who_is_answering_on_an_edition_that_is_withdrawn_goes_on_with_the_right_one_and_is_told(
    cookie, root, store, tmp_path
):
    first = store.live().id
    faulty = withdrawn(store, root, tmp_path)
    app = go_on(answer(start(an_app())))
    assert heading(app) == "Welk werk doet uw bedrijf?"
    store.withdrawals.add([Withdrawal(faulty.id, faulty.version, "fout", date(2026, 11, 30))])
    app.run()
    assert heading(app) == "Wat voor soort bedrijf heeft u?"
    assert "zat een fout" in app.info[0].value and "Uw antwoorden zijn bewaard." in app.info[0].value
    assert saved_scans.load(TOKEN).edition == first
    assert not app.run().info


def test_the_note_is_still_told_when_the_screen_sends_on_to_another(cookie, root, store, tmp_path):
    """A result whose scan has to be answered further opens another screen: the note must not be lost on the
    way.
    """
    scan = a_saved_scan(edition="0" * 16).changed(plan=("mfa_email",))
    saved_scans.save(TOKEN, scan.changed(answers=scan.answers | {"servers": "no_such_answer"}))
    app = an_app()
    assert "past niet meer bij de vragen" in app.info[0].value
    assert app.session_state["scan"].finished is None and "servers" not in app.session_state["scan"].answers


def test_text_and_papers_say_the_same_as_the_screen_about_a_draft_of_an_edition_that_is_not_kept(
    cookie, root, store
):
    scan = a_saved_scan(edition="0" * 16, planned_on=date(2026, 11, 3))
    saved_scans.save(TOKEN, scan)
    paper = read_saved(DOWNLOADS["mijn-scan.json"](DownloadRequest(TOKEN, "nl", {})).body)
    app = an_app()
    assert paper == app.session_state["scan"] == saved_scans.load(TOKEN)
    assert paper.edition == store.live().id and paper.finished == scan.finished
    assert text_result_for(TOKEN, "nl") is not None


def test_a_second_scan_of_an_older_edition_begins_on_the_questions_of_now(cookie, root, store):
    scan = a_saved_scan(edition=store.live().id)
    saved_scans.save(TOKEN, scan)
    rename(root, "device_encryption", "locked_disks")
    change(root, 'version: "2.0"', 'version: "2.1"', "questionnaire/content/questionnaire.yaml")
    steps = '- {from: "2.0", to: "2.1", changes: [{item: device_encryption, renamed_to: locked_disks}]}\n'
    (root / "questionnaire/content/migrations.yaml").write_text(steps, encoding="utf-8")
    assert store.look()
    app = an_app()
    app.button(key="again").click().run()
    again = saved_scans.load(TOKEN)
    assert (again.edition, again.version) == (store.live().id, "2.1")
    assert again.answers["locked_disks"] == again.earlier.answers["locked_disks"] == "dont_know"
    assert "locked_disks" in again.to_confirm and not app.info


def test_the_day_of_the_plan_stays_when_the_plan_is_looked_at_later(cookie):
    saved_scans.save(TOKEN, a_saved_scan().changed(planned_on=date(2026, 9, 1), plan=("mfa_email",)))
    a_screen("result")
    assert saved_scans.load(TOKEN).planned_on == date(2026, 9, 1)


def test_a_result_from_before_plans_had_a_day_begins_its_plan_when_it_is_opened(cookie):
    saved_scans.save(TOKEN, a_saved_scan())
    a_screen("result")
    first = saved_scans.load(TOKEN).planned_on
    assert first is not None
    a_screen("result")
    assert saved_scans.load(TOKEN).planned_on == first
