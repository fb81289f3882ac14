"""Changed content goes live only when it is right; a walk under way ends on the edition it began with."""

import pytest

from questionnaire.authoring.mistakes import ContentError
from questionnaire.responses import Responses
from scoring.editions.current import KEPT, EditionStore
from tests.whole.content_roots import edition_copy

MAIL = "questionnaire/content/access.yaml"


@pytest.fixture
def root(tmp_path):
    return edition_copy(tmp_path / "root")


def change(root, old, new, file=MAIL):
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def question(store, edition_id=None):
    return store.content("nl", edition_id).questionnaire.items["mfa_email"].question


QUESTION = "question: Bij welke mailboxen logt u in met twee stappen?"
OTHER = "question: Waar logt u in met twee stappen?"


def test_changed_content_goes_live_when_it_is_right(root):
    store = EditionStore(root)
    before = store.live().id
    change(root, QUESTION, OTHER)
    assert store.look() is True
    assert (question(store), store.live().id == before, store.refusal) == (
        "Waar logt u in met twee stappen?",
        False,
        None,
    )


def test_wrong_content_stays_out_and_is_told(root):
    store = EditionStore(root)
    live = store.live()
    change(root, "points: 3}", "points: veel}")
    assert store.look() is False
    assert store.live() is live
    told = store.refusal.say("nl")
    assert "questionnaire/content/access.yaml, regel" in told and "een getal" in told


def test_a_mistake_that_only_the_check_finds_keeps_content_out_too(root):
    store = EditionStore(root)
    store.live()
    change(root, "measures: [mfa_email]}", "measures: []}")
    assert store.look() is False
    assert store.refusal.mistakes[0].code == "measure_missing"


def test_mended_content_goes_live_and_the_refusal_is_gone(root):
    store = EditionStore(root)
    store.live()
    change(root, QUESTION, "qestion: Wat?")
    store.look()
    change(root, "qestion: Wat?", OTHER)
    assert store.look() is True
    assert store.refusal is None


def test_putting_the_old_text_back_ends_a_refusal(root):
    store = EditionStore(root)
    live = store.live()
    change(root, QUESTION, "qestion: Wat?")
    store.look()
    change(root, "qestion: Wat?", QUESTION)
    assert store.look() is False
    assert store.live() is live and store.refusal is None


def test_a_walk_under_way_ends_on_the_edition_it_began_with(root):
    store = EditionStore(root)
    began_with = store.live().id
    answers = Responses({"mfa_email": "some"})
    before = store.content("nl", began_with).score(answers).score_pct
    change(root, "{id: some, label: Bij een deel, points: 1", "{id: some, label: Bij een deel, points: 2")
    store.look()
    assert store.content("nl", began_with).score(answers).score_pct == before
    assert store.content("nl").score(answers).score_pct > before


def test_an_edition_survives_a_restart(root, tmp_path):
    folder = tmp_path / "editions"
    first = EditionStore(root, folder)
    began_with = first.live().id
    change(root, QUESTION, OTHER)
    first.look()
    again = EditionStore(root, folder)
    assert question(again, began_with) == "Bij welke mailboxen logt u in met twee stappen?"
    assert question(again) == "Waar logt u in met twee stappen?"


def test_a_restart_with_wrong_content_goes_on_with_the_last_right_edition(root, tmp_path):
    live = EditionStore(root, tmp_path / "editions").live().id
    change(root, QUESTION, "qestion: Wat?")
    again = EditionStore(root, tmp_path / "editions")
    assert again.live().id == live
    assert again.refusal is not None


def test_without_any_right_edition_the_mistakes_are_raised(root, tmp_path):
    change(root, QUESTION, "qestion: Wat?")
    with pytest.raises(ContentError) as wrong:
        EditionStore(root, tmp_path / "editions").live()
    assert wrong.value.mistakes[0].file == MAIL


def test_only_the_last_few_editions_are_kept(root, tmp_path):
    store = EditionStore(root, tmp_path / "editions", check=lambda copy: [])
    first = store.live().id
    for n in range(KEPT + 1):
        change(root, "question: ", f"question: {n} ")
        assert store.look()
    assert len(list((tmp_path / "editions").iterdir())) == KEPT
    assert store.edition(first) is store.live()


def test_an_unknown_or_forged_edition_gives_the_live_one(root):
    store = EditionStore(root)
    assert store.edition("../../../etc") is store.edition(None) is store.live()


def test_other_languages_belong_to_the_same_edition(root):
    store = EditionStore(root)
    assert {language: c.language for language, c in store.live().contents.items()} == {
        "nl": "nl",
        "en": "en",
        "de": "de",
    }


def test_a_file_that_is_touched_without_a_change_is_the_same_edition(root):
    store = EditionStore(root)
    live = store.live()
    (root / MAIL).touch()
    assert store.look() is False
    assert store.live() is live
