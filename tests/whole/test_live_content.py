"""All content goes live together under a running server, is seen at once wherever it is used, and leaves
nothing behind.
"""

from __future__ import annotations

import ast
import gc
import threading
import weakref
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.aggregates.tallies import drop_off_plan, tally_plan
from data.content.editions import edition_store
from data.figures.denominators import steering_rules
from data.folders import Folders
from data.privacy import load_privacy
from data.region import load_region
from pdf.kit import kit_for
from questionnaire.content_folder import ROOT
from questionnaire.language.translation import translator
from questionnaire.remembered import remembered
from questionnaire.saved_scans.ids import load_ledger
from questionnaire.saved_scans.migrations import load_migrations
from scoring.editions.current import EditionStore, install, installed
from scoring.editions.files import FILES
from scoring.loading import load_content
from screens.streamlit_patches.front_end_words import words_json
from tests.whole.content_roots import edition_copy
from tests.whole.three_editions import change
from web.assets import Assets
from web.pages.first_help import first_help_html
from web.pages.first_page import FirstPages

CONTENT = "questionnaire/content/"
ENGLISH = "locale/en/LC_MESSAGES/messages.po"
ROOMS = ("questionnaire", "evidence", "scoring", "data", "pdf", "screens", "web")


@pytest.fixture
def root(tmp_path):
    return edition_copy(tmp_path / "root")


GENEROUS_SECONDS = (
    120  # a check takes five; without an end a store that waits for itself would stop the suite
)


@pytest.fixture
def store(root, tmp_path):
    kept = EditionStore(root, tmp_path / "editions", check=lambda copy: [])
    install(kept)
    yield kept
    install(None)


def goes_live(root, old, new, file):
    change(root, old, new, file)
    assert installed().look()


def english(name):
    """The English text of a Dutch one, as the catalogue has it."""
    return load_content(language="en"), translator("en").gettext(name)


def _title_of_first_page(language: str) -> str:
    return _PAGES.render("/", language).decode()


_PAGES = FirstPages(Assets())
NOON = datetime(2026, 11, 30, 11, tzinfo=UTC)  # the page says when it was opened
CASES = {
    "a number to call": (
        "phone: 0900-8844",
        "phone: 0900-1111",
        "data/region.yaml",
        lambda: first_help_html("nl", at=NOON),
        "0900-1111",
    ),
    "a title of the region": (
        "title: Twente",
        "title: Tukkerland",
        "data/region.yaml",
        lambda: load_region().title,
        "Tukkerland",
    ),
    "first help by kind of incident": (
        "text: Vraag om de betaling",
        "text: Tel tot tien. Vraag om de betaling",
        "data/playbooks.yaml",
        lambda: first_help_html("nl", at=NOON),
        "Tel tot tien.",
    ),
    "a question": (
        "question: Met hoeveel",
        "question: Met z'n hoeveel",
        CONTENT + "profile.yaml",
        lambda: load_content().questionnaire.items["company_size"].question,
        "Met z'n hoeveel",
    ),
    "a measure": (
        "title: ",
        "title: Echt ",
        "scoring/measures/access.yaml",
        lambda: "".join(m.title for m in load_content().measures.values()),
        "Echt ",
    ),
    "a rule": (
        "title: ",
        "title: Echt ",
        "scoring/rules/scan.yaml",
        lambda: load_content().rule.model_dump_json(),
        "Echt ",
    ),
    "steps between versions": (
        '\n- from: "1.0"',
        '\n- {from: "0.8", to: "1.0"}\n- from: "1.0"',
        CONTENT + "migrations.yaml",
        lambda: str([m.from_ for m in load_migrations()]),
        "0.8",
    ),
    "the ledger of ids": ('"1.0":', '"0.9":', CONTENT + "ids.json", lambda: str(list(load_ledger())), "0.9"),
    "a translation of a screen": (
        'msgid "Eerste hulp bij een incident"\nmsgstr "',
        'msgid "Eerste hulp bij een incident"\nmsgstr "Now! ',
        ENGLISH,
        lambda: first_help_html("en", at=NOON),
        "Now! ",
    ),
    "a translation on the first page": (
        'msgid "De scan wordt geladen…"\nmsgstr "',
        'msgid "De scan wordt geladen…"\nmsgstr "Now! ',
        ENGLISH,
        lambda: _title_of_first_page("en"),
        "Now! ",
    ),
    "a translation in the shell": (
        'msgid "Een ogenblik…"\nmsgstr "',
        'msgid "Een ogenblik…"\nmsgstr "Now! ',
        ENGLISH,
        words_json,
        "Now! ",
    ),
    "a translation of content": (
        'msgid "Nooit"\nmsgstr "',
        'msgid "Nooit"\nmsgstr "Now! ',
        ENGLISH,
        lambda: str(load_content(language="en").questionnaire.items["backup_frequency"].options),
        "Now! ",
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_a_change_is_live_wherever_it_is_used(what, root, store):
    old, new, file, seen, expected = CASES[what]
    before = seen()
    assert expected not in before
    goes_live(root, old, new, file)
    assert expected in seen()
    goes_live(root, new, old, file)
    assert seen() == before


def test_privacy_parameters_are_the_live_ones_also_for_a_walk_on_an_older_edition(root, store):
    from scoring.editions.current import on_edition

    began_with = store.live().id
    before = load_privacy().widest_margin.value
    path = root / "data/privacy.yaml"
    part = path.read_text("utf-8").partition("widest_margin:")
    goes_live(
        root,
        part[1] + part[2][:40],
        part[1] + part[2][:40].replace(f"value: {before:g}", "value: 7"),
        "data/privacy.yaml",
    )
    with on_edition(began_with):
        assert load_privacy().widest_margin.value == 7 != before


@pytest.mark.parametrize("pattern", FILES)
def test_every_kind_of_content_file_makes_another_edition(pattern, root, store):
    file = min(root.glob(pattern))
    before = store.live().id
    file.write_text(file.read_text("utf-8") + "\n", encoding="utf-8")
    assert store.look() and store.live().id != before


def test_refused_content_is_live_nowhere(root, tmp_path):
    store = EditionStore(
        root,
        tmp_path / "editions",
        check=lambda copy: (
            [] if "0900-8844" in (copy / "data/region.yaml").read_text("utf-8") else [_wrong()]
        ),
    )
    install(store)
    try:
        before = first_help_html("nl", at=NOON), load_region().title
        change(root, "title: Twente", "title: Tukkerland", "data/region.yaml")
        change(root, "0900-8844", "0900-1111", "data/region.yaml")
        assert not store.look()
        assert (first_help_html("nl", at=NOON), load_region().title) == before
    finally:
        install(None)


def _wrong():
    from questionnaire.authoring.mistakes import Mistake, Phrase

    return Mistake("data/region.yaml", 1, Phrase("fout"), Phrase("verbeter het"), "test")


def test_a_content_that_was_never_found_right_is_not_live_after_a_restart(root, tmp_path):
    """A process that was killed during the check leaves a copy behind, and that is no edition."""
    folder = tmp_path / "editions"
    live = EditionStore(root, folder, check=lambda copy: []).live().id
    change(root, "title: Twente", "title: Tukkerland", "data/region.yaml")

    def killed(copy: Path):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store = EditionStore(root, folder, check=killed)
        store.live()
    after = EditionStore(root, folder, check=lambda copy: [_wrong()])
    assert after.live().id == live and after.refusal is not None


def test_a_server_starts_with_content_that_was_changed_while_it_was_down(root, tmp_path):
    """The check runs while the store decides what is live, so nothing in it may ask what that is."""
    where = Folders(tmp_path / "data", tmp_path / "keys")
    before = edition_store(where, root).live().id
    change(root, "title: Twente", "title: Tukkerland", "data/region.yaml")
    install(edition_store(where, root))
    try:
        found: list[str] = []
        starting = threading.Thread(target=lambda: found.append(load_region().title), daemon=True)
        starting.start()
        starting.join(GENEROUS_SECONDS)
        assert found == ["Tukkerland"] and installed().live().id != before
    finally:
        install(None)


def test_dropped_editions_leave_memory_with_all_that_was_worked_out_from_them(root, tmp_path):
    store = EditionStore(root, tmp_path / "editions", check=lambda copy: [])
    install(store)
    try:
        alive = []
        for number in range(9):
            if number:
                change(root, "question: ", f"question: {number} ", CONTENT + "profile.yaml")
                assert store.look()
            content = load_content()
            questionnaire = content.questionnaire
            (
                tally_plan(questionnaire, 2),
                drop_off_plan(questionnaire),
                steering_rules(questionnaire),
                kit_for(content, load_region()),
            )
            first_help_html("nl", at=NOON), words_json(), _title_of_first_page("en"), content.scorer
            alive += [
                weakref.ref(questionnaire),
                weakref.ref(store.live()),
                weakref.ref(load_region()),
                weakref.ref(content),
            ]
            del content, questionnaire
        gc.collect()
        kept = 5 * 4  # the live edition and the four before it
        assert sum(one() is not None for one in alive) <= kept
        assert all(one() is None for one in alive[:-kept])
    finally:
        install(None)


def test_what_is_remembered_of_a_questionnaire_is_not_taken_for_that_of_a_copy():
    questionnaire = load_content().questionnaire
    assert (
        remembered(questionnaire, "test", lambda: "first")
        == remembered(questionnaire, "test", lambda: "second")
        == "first"
    )
    assert remembered(questionnaire.model_copy(update={"version": "9"}), "test", lambda: "second") == "second"


# Caches that may stand: none holds content of an edition. What does is a part of its edition, or `remembered`
# by it.
CACHES = {
    "data/organisers/accounts.py _decoy": "a password that is nobody's",
    "data/organisers/weak_passwords.py weak_words": "a list of this code",
    "data/aggregates/blocks.py _scales": "fractions by their text",
    "data/drafts.py _writer": "an open file by its place",
    "data/file_migrations.py all_steps": "steps of this code",
    "data/folders.py _folders": "folders by their names",
    "data/last_day.py _read": "a note by when it was saved",
    "data/stores.py _brought_up": "databases and stores by name",
    "data/postgresql/connections.py _pools": "connections by database",
    "data/postgresql/dialect.py for_postgresql": "statements of this code",
    "data/aggregates/shared_counting.py _shared": "numbers per event that this server told last",
    "data/operation/one_server.py _claimed": "folders of this process",
    "screens/parts/drawings.py _mark": "a mark of this code, by its name",
    "data/operation/uncounted.py _here": "folders of this process",
    "data/aggregates/derivation.py usually": "figures of a mechanism by its parameters",
    "questionnaire/checks/satisfiable.py _most_asked": "routes by what steers them",
    "data/figures/released.py _read": "published rows by their text",
    "data/figures/released.py _cell": "a published cell by its text",
    "data/content/schemas.py _models": "models of this code",
    "data/content/schemas.py _texts": "the reference of this code",
    "pdf/charts.py _ink": "a colour by its name",
    "pdf/kit.py _hyphenator": "hyphens of a language",
    "pdf/logo.py read_svg": "a drawing by its file and when that was saved",
    "pdf/styles.py register_fonts": "fonts of this code",
    "pdf/styles.py _changed": "a style by what changed",
    "pdf/styles.py styles_for": "styles by the house style itself",
    "pdf/tagging/encoding.py _shown_by": "signs of a font",
    "pdf/tagging/metadata.py _srgb_profile": "a colour profile",
    "pdf/tagging/text.py paint": "a style by its values",
    "questionnaire/checks/plain_language.py readability": "figures of a text, by the text",
    "questionnaire/catalogues/extraction.py _fields": "fields of a model of this code",
    "questionnaire/authoring/known_keys.py keys_at": "keys of the models",
    "questionnaire/authoring/known_keys.py steps_in_file": "keys of the models",
    "questionnaire/authoring/known_keys.py all_keys": "keys of the models",
    "questionnaire/language/numbers.py _separators": "signs of a language",
    "questionnaire/authoring/sources.py _parsed": "a file by its very text",
    "questionnaire/language/translation.py _as_first_read": "for a command: where editions are kept it is not asked",
    "scoring/loading.py _cached": "for a command, and for rules that are not the scan's: where editions are kept it is not asked",
    "screens/preview/businesses.py _content_at": "content of a commit, by the commit",
    "screens/preview/frame.py folder": "the folder that is watched, which reads anew what was saved",
    "web/pages/first_page.py preloads": "files of Streamlit",
    "web/middleware.py security_headers": "headers by address",
    "questionnaire/minutes.py words": "how many words a text has, by the text",
    "questionnaire/language/templates.py environment": "templates of this code, by language; texts are asked each time",
    "screens/streamlit_patches/front_end_files.py _imported_by": "files of Streamlit",
    "questionnaire/content_parts.py PARTS": "how each part is read",
    "screens/events/access.py _tickets": "who signs in",
    "screens/streamlit_patches/pieces.py states": "which pieces fit the Streamlit that is installed",
    "screens/events/rehearsal.py _began": "when each rehearsal began",
}


def test_no_cache_in_the_rooms_holds_content_beyond_its_edition():
    assert set(_caches()) == set(CACHES)


def _caches():
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            tree, name = ast.parse(path.read_text("utf-8")), path.relative_to(ROOT).as_posix()
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    made = [ast.unparse(decorator) for decorator in node.decorator_list]
                    if any("cache" in text and "cached_property" not in text for text in made):
                        yield f"{name} {node.name}"
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Call)
                    and "cache" in ast.unparse(node.func)
                ):
                    yield f"{name} {ast.unparse(node.args[0])}"
            for node in tree.body:
                empty = (
                    isinstance(node, ast.Assign | ast.AnnAssign)
                    and node.value is not None
                    and ast.unparse(node.value)
                )
                if empty in ("{}", "[]", "set()", "dict()", "list()"):
                    yield f"{name} {ast.unparse(node.target if isinstance(node, ast.AnnAssign) else node.targets[0])}"
