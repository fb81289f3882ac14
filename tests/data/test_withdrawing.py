"""The team takes a faulty edition back: nobody goes on with it, and figures name what was counted on it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from data.__main__ import main
from data.aggregates.blocks import MOST_VERSIONS
from data.aggregates.folding import fold, publish, seal_all
from data.aggregates.pending import open_pending
from data.aggregates.tallies import Cell
from data.content.editions import EditionError, edition_store, kept_editions, withdraw, withdrawals
from data.figures.released import load_released
from data.release.contents import release
from data.release.folder import release_files
from questionnaire.saved_scans.ids import keep_ids
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.editions.current import install
from scoring.editions.today import brought_to_today
from scoring.editions.withdrawals import Withdrawal, Withdrawals, label_of
from scoring.loading import load_content
from screens.dashboard.withdrawn import withdrawn_notes
from tests.whole.content_roots import edition_copy
from tests.whole.three_editions import change

PROFILE = "questionnaire/content/profile.yaml"
ASKED = "question: Met hoeveel mensen werkt u?"
ON = date(2026, 11, 30)


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A server with content of its own, of which a second edition is live: root, store, ids of the two."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "keys"))
    root = edition_copy(tmp_path / "root")
    store = edition_store(root=root)
    install(store)
    first = store.live().id
    change(root, ASKED, "question: Met hoeveel mensen werkt u niet?", PROFILE)
    assert store.look(), store.refusal
    yield root, store, first, store.live().id
    install(None)


def test_a_withdrawn_edition_is_left_at_once_for_the_one_before_it(server):
    _, store, first, faulty = server
    withdraw(faulty, "de vraag staat verkeerd om", ON)
    assert store.live().id == first
    assert load_content().questionnaire.items["company_size"].question == "Met hoeveel mensen werkt u?"
    assert "de vraag staat verkeerd om" in store.refusal.say("nl")


def test_withdrawn_content_does_not_go_live_again_and_mended_content_does(server):
    root, store, first, faulty = server
    withdraw(faulty, "fout", ON)
    again = edition_store(root=root)
    assert again.live().id == first and again.refusal is not None
    change(
        root,
        "question: Met hoeveel mensen werkt u niet?",
        "question: Met hoeveel mensen werkt u nu?",
        PROFILE,
    )
    assert again.look() and again.refusal is None


def test_a_scan_on_a_withdrawn_edition_goes_on_with_the_live_one_and_is_told(server):
    _, store, first, faulty = server
    scan = SavedScan(version="2.0", edition=faulty, quick=True, answers={"company_size": "zzp"})
    assert brought_to_today(scan) == scan
    withdraw(faulty, "fout", ON)
    now = brought_to_today(scan)
    assert (now.edition, now.renewal.why, now.answers) == (first, "withdrawn", {"company_size": "zzp"})
    assert brought_to_today(now) == now


def test_a_version_names_an_edition_only_when_no_other_has_it(server):
    _, _, first, faulty = server
    with pytest.raises(EditionError) as told:
        withdraw("2.0", "fout", ON)
    assert first in str(told.value) and faulty in str(told.value)
    assert withdraw(faulty[:8], "fout", ON).id == faulty


def test_an_edition_by_its_version(server):
    root, store, *_ = server
    change(root, 'version: "2.0"', 'version: "2.1"', "questionnaire/content/questionnaire.yaml")
    steps = root / "questionnaire/content/migrations.yaml"
    steps.write_text(steps.read_text("utf-8") + '\n- {from: "2.0", to: "2.1"}\n', "utf-8")
    assert store.look(), store.refusal
    assert withdraw("2.1", "fout", ON).id != store.live().id


def test_the_only_edition_cannot_be_withdrawn(server):
    _, _, first, faulty = server
    withdraw(first, "fout", ON)
    with pytest.raises(EditionError, match="geen andere uitgave"):
        withdraw(faulty, "fout", ON)


@pytest.mark.parametrize(
    ("name", "reason"), [("nooit", "fout"), ("", "fout"), (None, " "), (None, "x" * 301)]
)
def test_a_wrong_name_or_reason_withdraws_nothing(server, name, reason):
    with pytest.raises(EditionError):
        withdraw(server[3] if name is None else name, reason, ON)
    assert withdrawals().all() == ()


def test_the_command_lists_and_withdraws(server, capsys):
    *_, faulty = server
    assert main(["list-editions"]) == 0
    assert f"{faulty}  versie 2.0" in capsys.readouterr().out
    assert main(["withdraw-edition", faulty, "--reason", "verkeerd om"]) == 0
    assert main(["list-editions"]) == 0
    assert "verkeerd om" in capsys.readouterr().out
    assert main(["withdraw-edition", faulty, "--reason", "nog eens"]) == 2
    assert "al ingetrokken" in capsys.readouterr().err
    assert [one.live for one in kept_editions()] == [False, True]


def test_a_damaged_list_brings_no_edition_back(tmp_path):
    known = Withdrawals(tmp_path / "withdrawn.json")
    known.add([Withdrawal("abc", "1.0", "fout", ON)])
    assert known.has("abc")
    (tmp_path / "withdrawn.json").write_text("{")
    assert known.has("abc") and not known.has("def")


def test_content_that_loses_an_answer_without_a_word_does_not_go_live(server):
    root, store, _, live = server
    file = root / PROFILE
    file.write_text(
        "".join(
            row for row in file.read_text("utf-8").splitlines(keepends=True) if "{id: once, label:" not in row
        )
    )
    rule = root / "scoring/rules/scan.yaml"  # which names that answer too
    rule.write_text(rule.read_text("utf-8").replace("answered: [once, often]", "answered: [often]"), "utf-8")
    (
        root / "questionnaire/content/ids.json"
    ).unlink()  # an author without the ledger is compared with what is live
    assert not store.look() and store.live().id == live
    assert "neemt het antwoord 'once' niet meer aan" in store.refusal.say("nl")


def test_figures_name_how_many_answered_on_a_withdrawn_edition(site, server, business):
    *_, faulty = server
    right, wrong = (
        replace(site, content=replace(site.content, edition=edition)) for edition in ("0" * 16, faulty)
    )
    for number in range(40):
        fold(site.content, business(), f"{number:032d}", site=right if number < 20 else wrong)
    with open_pending(site.folders) as pending, pending.transaction():
        seal_all(pending, site, site.quarter)
    with open_pending(site.folders) as pending:
        publish(pending, site)
    before = release(site)
    assert all(cell["withdrawn_at_most"] == 0 for cell in [*before["cells"], *before["sums"]])
    withdrawals(site.folders).add([Withdrawal(faulty, "2.0", "de vraag stond verkeerd om", ON)])
    after = release(site)
    total = after["sums"][0]
    assert 0 < total["n"]["quick"] - 20 <= total["withdrawn_at_most"] <= total["n"]["quick"]
    assert after["withdrawn"] == [
        {"version": "2.0", "edition": faulty, "reason": "de vraag stond verkeerd om", "on": "2026-11-30"}
    ]
    assert {version for cell in after["cells"] for version in cell["versions"]} == {"2.0"}
    notes = withdrawn_notes(load_released(site.folders), "nl")
    assert (
        len(notes) == 2
        and str(total["withdrawn_at_most"]) in notes[0]
        and "de vraag stond verkeerd om" in notes[1]
    )
    files = release_files(after)
    assert b"de vraag stond verkeerd om" in files["index.html"] and b"withdrawn_at_most" in files["cells.csv"]


def test_a_block_names_a_bounded_number_of_editions_and_keeps_its_length(site):
    block = site.new_block(Cell("municipality", "almelo"), "quick")
    length = len(block.encode())
    for number in range(MOST_VERSIONS + 8):
        block.add({}, {}, label_of("een lange naam van een versie", f"{number:08d}"))
    assert len(block.versions) == MOST_VERSIONS + 1
    assert "een lange naam van een versie" in block.versions
    assert len(block.encode()) == length


def test_the_ledger_is_kept_for_the_version_of_now(tmp_path):
    root = edition_copy(tmp_path / "root")
    content = load_content(root)
    assert not keep_ids(root, content.questionnaire, content.measures)
    newer = content.questionnaire.model_copy(update={"version": "2.1"})
    assert keep_ids(root, newer, content.measures)
    assert list(json.loads((root / "questionnaire/content/ids.json").read_text())) == ["1.0", "2.0", "2.1"]
