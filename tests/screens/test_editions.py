"""Content that changes during a walk: who is answering goes on as it was, who comes back later is asked what changed."""

import shutil

import pytest

from data.accounts import Account
from questionnaire.loading import ROOT
from questionnaire.saved_scan import SavedScan
from scoring.editions import FILES, EditionStore, install
from screens import organiser, saved_scans
from tests.screens.walked import TOKEN, a_screen, an_app, answer, go_on, heading, question_id, start

FIRST = "question: Met hoeveel mensen werkt u?"
PROFILE = "questionnaire/content/profile.yaml"


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "content"
    for pattern in FILES:
        for path in ROOT.glob(pattern):
            (folder / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / path.relative_to(ROOT))
    return folder


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


def test_a_walk_under_way_keeps_its_questions_and_a_new_one_gets_the_changed_ones(cookie, root, store):
    app = go_on(answer(start(an_app())))
    began_with = saved_scans.load(TOKEN).edition
    change(root, "question: Wat voor soort bedrijf heeft u?", "question: Welk werk doet uw bedrijf?")
    assert store.look()
    assert question_id(app) == "sector" and heading(app.run()) == "Wat voor soort bedrijf heeft u?"
    assert began_with == saved_scans.load(TOKEN).edition != store.live().id
    saved_scans.forget(TOKEN)
    assert heading(go_on(answer(start(an_app())))) == "Welk werk doet uw bedrijf?"


def test_a_refresh_stays_on_the_edition_of_the_walk(cookie, root, store):
    go_on(answer(start(an_app())))
    change(root, "question: Wat voor soort bedrijf heeft u?", "question: Welk werk doet uw bedrijf?")
    assert store.look()
    app = an_app()
    app.button(key="go_on").click().run()
    assert heading(app) == "Wat voor soort bedrijf heeft u?"


def test_saved_answers_of_an_older_version_open_with_a_note_of_what_is_asked_again(cookie, root, store):
    steps = '- from: "0.9"\n  to: "1.0"\n  changes: [{item: size, renamed_to: company_size}, {item: sector, ask_again: true}]\n'
    (root / "questionnaire/content/migrations.yaml").write_text(steps, encoding="utf-8")
    saved_scans.save(
        TOKEN, SavedScan(version="0.9", edition="gone", quick=True, answers={"size": "zzp", "sector": "retail", "municipality": "borne"})
    )
    app = an_app()
    assert "De vragen zijn vernieuwd" in app.info[0].value
    app.button(key="go_on").click().run()
    assert question_id(app) == "sector"
    scan = app.session_state["scan"]
    assert (scan.answers, scan.version) == ({"company_size": "zzp", "municipality": "borne"}, "1.0")
    assert not app.run().info


def test_answers_of_the_same_version_go_on_without_a_word(cookie, store):
    saved_scans.save(TOKEN, SavedScan(version="1.0", edition="gone", quick=True, answers={"company_size": "zzp"}))
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
