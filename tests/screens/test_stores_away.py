"""While a store cannot be reached people go on, it is said plainly, and nothing that was kept is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import folders as data_folders
from data.aggregates import folding
from data.content.editions import edition_store
from data.folders import folders as here
from data.operation import uncounted
from data.operation.uncounted import waiting_to_be_counted
from data.storage import StorageTrouble
from screens.session import counting, saved_scans
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
    to_result,
    walk,
)


@pytest.fixture(autouse=True)
def nothing_waits(monkeypatch) -> None:
    monkeypatch.setattr(uncounted, "_here", {})


def damage(name: str) -> Path:
    path: Path = getattr(here().make(), name)
    path.write_bytes(b"this is no database\n" * 400)
    return path


@pytest.mark.parametrize("name", ["drafts", "enquiries", "events", "pending", "published"])
def test_a_newcomer_gets_to_the_result_while_a_store_is_damaged(cookie, name: str) -> None:
    damage(name)
    app = to_result(walk(start(an_app())))
    assert heading(app) == "Uw week"
    told = html(app)
    assert ("bewaart niets" in told) == (name == "drafts")
    assert ("alsnog geteld" in told) == (name == "pending")
    app.session_state["leave_for"] = "take_along"
    app.run()
    assert heading(app) == "Meenemen"


def test_what_was_saved_is_not_overwritten_by_what_was_answered_while_it_could_not_be_read(
    cookie, monkeypatch
) -> None:
    before = a_saved_scan(quick=True, finished=None, answers={"company_size": "zzp", "sector": "retail"})
    saved_scans.save(TOKEN, before)
    real = saved_scans.open_draft

    def away(*given: object) -> str:
        raise StorageTrouble("database is locked")

    monkeypatch.setattr(saved_scans, "open_draft", away)
    app = start(an_app())
    assert "bewaart niets" in html(app) and question_id(app) == "company_size"
    app = go_on(answer(app, "micro"))
    monkeypatch.setattr(saved_scans, "open_draft", real)
    assert saved_scans.load(TOKEN).answers == before.answers, "nothing was written over it"
    app = answer(app)
    kept = saved_scans.load(TOKEN).answers
    assert kept["company_size"] == "micro" and kept["sector"], (
        "what is answered last counts, the rest is there again"
    )
    assert "bewaart niets" not in html(app.run())


def test_a_damaged_draft_is_told_to_its_owner(cookie, monkeypatch) -> None:
    saved_scans.save(TOKEN, a_saved_scan())
    monkeypatch.setattr("data.drafts.unseal", lambda *given: None)
    app = an_app()
    assert "beschadigd geraakt" in html(app)


def test_a_scan_that_could_not_be_counted_is_counted_at_the_next_visit_once(cookie, monkeypatch) -> None:
    def no_room(*given: object, **more: object) -> None:
        raise StorageTrouble("database or disk is full")

    with monkeypatch.context() as away:
        away.setattr(counting, "fold", no_room)
        app = to_result(walk(start(an_app())))
        assert "alsnog geteld" in html(app) and waiting_to_be_counted() == 1
    kept = saved_scans.load(TOKEN)
    assert kept.to_count and not kept.counted
    app = an_app("")
    kept = saved_scans.load(TOKEN)
    assert kept.counted.keys() == {"quick"} and not kept.to_count and waiting_to_be_counted() == 0
    with folding.open_pending(here()) as pending:
        assert (
            sum(there.n for (cell, _), there in pending.cells().items() if cell.cube == "municipality") == 1
        )
    an_app()
    with folding.open_pending(here()) as pending:
        assert (
            sum(there.n for (cell, _), there in pending.cells().items() if cell.cube == "municipality") == 1
        )


def test_who_stays_out_is_never_counted_at_last(cookie) -> None:
    saved_scans.save(TOKEN, a_saved_scan(quick=True, kept_out=True, to_count=True))
    an_app()
    kept = saved_scans.load(TOKEN)
    assert not kept.counted and not kept.to_count


def test_what_comes_along_in_a_file_is_not_counted_once_more_here(cookie) -> None:
    scan = saved_scans.read_carried(a_saved_scan(quick=True, to_count=True).as_text())
    assert not scan.to_count


def test_first_help_and_the_questions_are_there_when_nothing_can_be_written(tmp_path) -> None:
    (tmp_path / "a file").write_text("where the folder should be")
    where = data_folders.Folders(tmp_path / "a file" / "data", tmp_path / "keys")
    store = edition_store(where)
    assert store.live().contents["nl"].questionnaire.items


def test_a_store_that_goes_away_half_way_empties_no_screen(cookie, monkeypatch) -> None:
    app = go_on(answer(start(an_app()), "micro"))
    saved_scans.save(TOKEN, saved_scans.load(TOKEN).with_answer("sector", "retail"))  # in another tab

    def away(*given: object) -> str:
        raise StorageTrouble("database is locked")

    monkeypatch.setattr(saved_scans, "open_draft", away)
    app.run()
    assert app.session_state["scan"].answers["company_size"] == "micro" and "bewaart niets" in html(app)
