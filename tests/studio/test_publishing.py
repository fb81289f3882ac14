"""Two editors, and the way live: whoever comes second is told, nothing is lost, and it is all of it or nothing."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from data.content import whole_writes
from data.content.editions import edition_store
from data.content.whole_writes import finish, under_way, write_all
from data.folders import folders as here
from data.studio import publishing
from data.studio.changes import Change
from data.studio.files import all_files
from data.studio.proposals import StudioError, add_changes, proposal_of, propose, publications
from data.studio.publishing import publish
from data.studio.working_copy import forget_copies, working_copy
from questionnaire.authoring.sources import parse_source
from questionnaire.content_folder import ROOT
from questionnaire.language.translation import catalogue_path
from questionnaire.studio.editing import resolve, value_at
from questionnaire.studio.messages import Messages
from scoring.editions.files import id_of

ACCESS = "questionnaire/content/access.yaml"
QUESTION = ("items", "mfa_email", "question")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder that may be written, on a server of its own."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "keys"))
    here().make()
    forget_copies()
    for path in all_files(ROOT):
        (tmp_path / "content" / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path.relative_to(ROOT)).write_bytes(path.read_bytes())
    return tmp_path / "content"


def said(root: Path, steps: tuple[str, ...] = QUESTION, file: str = ACCESS) -> object:
    data = parse_source(file, (root / file).read_text("utf-8")).data
    return value_at(data, resolve(data, steps))


def asks(login: str, root: Path, new: object, steps: tuple[str, ...] = QUESTION) -> None:
    add_changes(login, [Change("set", ACCESS, steps, said(root, steps), new)])


def live(author: str, by: str, root: Path) -> str:
    propose(author, "Naam", "Reden")
    return publish(author, by, tuple(number for number, _ in proposal_of(author).changes), root)


def test_the_second_editor_of_a_line_is_told_and_both_texts_are_kept(root: Path) -> None:
    asks("anna", root, "Bij welke mailboxen logt u in met twee stappen, anna?")
    asks("bram", root, "Bij welke mailboxen logt u in met twee stappen, bram?")
    asks("bram", root, 3, ("items", "mfa_email", "weight"))
    live("anna", "bram", root)
    copy = working_copy(proposal_of("bram").changes, root)
    number = proposal_of("bram").changes[0][0]
    assert copy.conflicts == {number: "Bij welke mailboxen logt u in met twee stappen, anna?"}
    assert said(copy.root) == said(root), "hers stays"
    assert said(copy.root, ("items", "mfa_email", "weight")) == 3, "his other change is still made"
    with pytest.raises(StudioError):
        live("bram", "anna", root)
    assert proposal_of("bram").changes[0][1].new == "Bij welke mailboxen logt u in met twee stappen, bram?"


def test_changes_of_two_editors_in_one_file_both_go_live(root: Path) -> None:
    asks("anna", root, 3, ("items", "mfa_email", "weight"))
    add_changes("bram", [Change("move", ACCESS, ("items", "mfa_email"), None, 1)])
    asks("bram", root, "Een deel van de adressen", ("items", "mfa_email", "options", "some", "label"))
    live("anna", "bram", root)
    live("bram", "anna", root)
    assert said(root, ("items", "mfa_email", "weight")) == 3
    assert said(root, ("items", "mfa_email", "options", "some", "label")) == "Een deel van de adressen"
    assert [one.author for one in publications()] == ["bram", "anna"]


def test_what_was_changed_after_a_colleague_read_it_does_not_go_live(root: Path) -> None:
    asks("anna", root, 3, ("items", "mfa_email", "weight"))
    propose("anna", "Naam", "Reden")
    seen = tuple(number for number, _ in proposal_of("anna").changes)
    asks("anna", root, "Iets anders?", QUESTION)
    before = id_of(root)
    with pytest.raises(StudioError):
        publish("anna", "bram", seen, root)
    assert id_of(root) == before and proposal_of("anna").state == "draft"


def test_what_the_check_refuses_does_not_go_live(root: Path) -> None:
    asks("anna", root, ("no_such_measure",), ("items", "mfa_email", "options", "none", "measures"))
    before = id_of(root)
    with pytest.raises(StudioError, match="fouten"):
        live("anna", "bram", root)
    assert id_of(root) == before and proposal_of("anna").changes and not under_way().exists()


def test_an_answer_that_saved_scans_hold_cannot_just_be_removed(root: Path) -> None:
    add_changes(
        "anna",
        [
            Change(
                "remove",
                ACCESS,
                (*QUESTION[:2], "options", "some"),
                said(root, (*QUESTION[:2], "options", "some")),
            )
        ],
    )
    with pytest.raises(StudioError):
        live("anna", "bram", root)


def test_a_translation_and_the_dutch_of_it_go_live_together(root: Path) -> None:
    now = "Bij welke van uw mailboxen logt u in met twee stappen, en sinds wanneer?"
    english = catalogue_path("en", root).relative_to(root).as_posix()
    before = Messages((root / english).read_text("utf-8")).of(str(said(root)))
    asks("anna", root, now)
    add_changes(
        "anna", [Change("translate", english, (now,), before.text, "Which mailboxes, and since when?")]
    )
    live("anna", "bram", root)
    found = Messages((root / english).read_text("utf-8")).of(now)
    assert (found.text, found.old) == ("Which mailboxes, and since when?", False)
    german = Messages(catalogue_path("de", root).read_text("utf-8")).of(now)
    assert german.old and german.text


def test_a_server_that_is_killed_while_it_writes_has_the_old_content_or_the_new_never_half(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng, write = random.Random(21), whole_writes.write_whole
    names = [path.relative_to(root) for path in all_files(root)][:12]
    outcomes = set()
    for turn in range(100):
        old = {name: (root / name).read_bytes() for name in names}
        files = {name.as_posix(): f"# {turn}\n".encode() for name in names}
        left = rng.randrange(1, 2 * len(names) + 2)

        def dies(path: Path, content: bytes) -> bool:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return write(path, content)

        monkeypatch.setattr(whole_writes, "write_whole", dies)
        with contextlib.suppress(KeyboardInterrupt):
            write_all(files, root)
        monkeypatch.setattr(whole_writes, "write_whole", write)
        finish()  # the next start
        now = {name: (root / name).read_bytes() for name in names}
        new = {name: files[name.as_posix()] for name in names}
        assert now in (old, new) and not under_way().exists()
        outcomes.add(now == new)
    assert outcomes == {True, False}


def test_no_edition_is_taken_while_files_are_being_written(root: Path) -> None:
    store = edition_store(root=root)
    live_now = store.live().id
    under_way().parent.mkdir(parents=True)
    under_way().write_text("{}")
    text = (root / ACCESS).read_text("utf-8")
    (root / ACCESS).write_text(text.replace("label: Bij een deel,", "label: Bij een deel ervan,"), "utf-8")
    assert not store.look() and store.live().id == live_now
    under_way().unlink()
    assert store.look()


def test_where_the_region_says_so_one_member_puts_it_live(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks("anna", root, 3, ("items", "mfa_email", "weight"))
    with pytest.raises(StudioError, match="tweede lid"):
        live("anna", "anna", root)
    region = publishing.load_region().model_copy(update={"publish_alone": True})
    monkeypatch.setattr(publishing, "load_region", lambda: region)
    live("anna", "anna", root)
    assert said(root, ("items", "mfa_email", "weight")) == 3
