"""`python -m data`: each command does its work, and bad input gets one clear sentence, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import Namespace
from dataclasses import replace

import pytest

from data.__main__ import main
from data.aggregates.folding import fold, prepare
from data.commands import COMMANDS
from data.demo import is_example, simulate
from data.figures.drop_off import dropped_off
from data.figures.released import load_released
from data.folders import ROOT, FolderError, Folders
from data.organisers.accounts import Account
from data.organisers.events import add_event, close_event, events_for
from data.privacy import TrustedSite
from data.release.exchange import export_blocks
from data.release.signing import public_key
from data.tokens import new_token

TEAM = Account("", "", "", "team")


@pytest.fixture
def server(site, monkeypatch):
    """The command line on the folders of this test."""
    monkeypatch.setenv("DATA_DIR", str(site.folders.data_dir))
    monkeypatch.setenv("KEY_DIR", str(site.folders.key_dir))
    return site


def say(capsys, *arguments: str) -> str:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def refused(capsys, *arguments: str) -> str:
    try:
        assert main(list(arguments)) == 2
    except SystemExit as stopped:
        assert stopped.code == 2
    return capsys.readouterr().err


def test_publish_writes_what_is_public_and_then_has_nothing_new(server, capsys, tmp_path):
    out = str(tmp_path / "a" / "b")
    assert "10 bestanden bijgewerkt" in say(capsys, "publish", "--out", out)
    assert "Niets nieuws" in say(capsys, "publish", "--out", out)
    assert json.loads((tmp_path / "a" / "b" / "release.json").read_text())["licence"] == "CC0-1.0"


def test_an_event_from_code_to_closing(server, capsys, business):
    shown = say(capsys, "add-event", "--name", "Avond", "--municipality", "almelo", "--until", "2099-12-31")
    code = shown.split("Code: ")[1].split()[0]
    assert f"/?event={code.replace('-', '')}" in shown and code in say(capsys, "list-events")
    assert "gesloten" in say(capsys, "close-event", code.lower()) and "gesloten" in say(capsys, "list-events")
    assert "geen open bijeenkomst" in refused(capsys, "close-event", code)


def test_the_list_counts_also_who_is_in_no_figure_of_a_closed_event(server, capsys, business):
    made = add_event(server, "", "Kleine avond", server.today)
    fold(server.content, business(), new_token(), event=made.id, site=server)
    assert "1 klaar" in say(capsys, "list-events")
    close_event(server, made)
    assert "1 klaar" in say(capsys, "list-events")


def test_seal_quarter_publishes_all_of_the_region(server, capsys, business):
    for _ in range(9):
        fold(server.content, business(), new_token(), site=server)
    assert "almelo" in say(capsys, "status") and "nog 1 tot het volgende cijfer" in say(capsys, "status")
    assert "4 blokken" in say(capsys, "seal-quarter")
    assert load_released(server.folders).municipality("almelo").n == {"quick": 9, "rest": 9}


def test_blocks_go_from_one_place_to_another_only_when_trusted(server, capsys, tmp_path):
    assert "public_key:" in say(capsys, "site-key")
    say(capsys, "export-blocks", "--out", str(tmp_path / "x.json"))
    assert "niet vertrouwd" in refused(capsys, "import-blocks", str(tmp_path / "x.json"))
    assert "bestaat niet" in refused(capsys, "import-blocks", str(tmp_path / "y.json"))
    (tmp_path / "z.json").write_text("nonsense")
    assert "beschadigd" in refused(capsys, "import-blocks", str(tmp_path / "z.json"))


def test_accounts_and_invitations(server, capsys, monkeypatch):
    monkeypatch.setenv("ACCOUNT_PASSWORD", "kort")
    assert "minstens 12 tekens" in refused(capsys, "add-account", "--login", "jan")
    monkeypatch.setenv("ACCOUNT_PASSWORD", "een lang genoeg wachtwoord")
    assert "programmateam" in say(capsys, "add-account", "--login", "Jan", "--name", "Jan")
    assert "al in gebruik" in refused(capsys, "add-account", "--login", "jan")
    assert "/uitnodiging#" in say(capsys, "invite", "--name", "Vereniging")
    assert "jan" in say(capsys, "list-accounts")
    assert "is weg" in say(capsys, "remove-account", "--login", "JAN") and "geen account" in refused(
        capsys, "remove-account", "--login", "jan"
    )


def test_upkeep_says_what_it_did(server, capsys):
    assert "0 verlopen concepten" in say(capsys, "tidy")
    assert "Alle sleutels zijn er" in say(capsys, "repair")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "er ontbreekt"),
        (("nonsense",), "dit bestaat niet"),
        (("publish",), "er ontbreekt --out"),
        (("add-event", "--name", "x", "--date", "morgen"), "datum (jjjj-mm-dd)"),
        (("add-event", "--name", " "), "een naam"),
        (("add-event", "--name", "x", "--municipality", "amsterdam"), "data/region.yaml"),
        (("add-event", "--name", "x", "--date", "2020-01-01"), "al voorbij"),
        (("close-event", "XXX"), "geen open bijeenkomst"),
        (("simulate",), "lege map"),
    ],
)
def test_bad_input_gets_one_clear_sentence(server, capsys, arguments, sentence):
    assert sentence in refused(capsys, *arguments)


def test_a_folder_that_cannot_be_written_is_told_plainly(server, capsys, tmp_path):
    (tmp_path / "file").write_text("x")
    assert "lukt niet" in refused(capsys, "publish", "--out", str(tmp_path / "file" / "out"))


@pytest.mark.parametrize("place", ["data_dir", "key_dir"])
def test_what_everybody_may_read_is_never_written_among_private_files(server, capsys, place):
    folder = getattr(server.folders, place)
    assert "voor iedereen te lezen" in refused(capsys, "publish", "--out", str(folder))
    assert not (folder / "release.json").exists()


def test_a_folder_around_private_files_is_never_served(server):
    with pytest.raises(FolderError, match="voor iedereen te lezen"):
        server.folders.public_folder(server.folders.data_dir.parent, served=True)
    assert server.folders.public_folder(server.folders.data_dir / "release", served=True)


@pytest.mark.parametrize("damage", [b"", b"garbage"])
def test_a_damaged_key_of_this_place_is_told_plainly(server, capsys, damage):
    say(capsys, "site-key")
    (server.folders.key_dir / "site.key").write_bytes(damage)
    assert "is beschadigd" in refused(capsys, "site-key")


def test_a_block_key_that_was_cut_short_counts_as_lost(server, capsys):
    say(capsys, "tidy")
    next(server.folders.key_dir.glob("*.key")).write_bytes(b"short")
    assert "repair" in refused(capsys, "tidy")
    assert "1 blok zonder sleutel vervangen" in say(capsys, "repair")


def test_a_damaged_database_is_told_plainly(server, capsys, tmp_path):
    server.folders.published.write_bytes(b"this is no database" * 100)
    assert "published.db" in refused(capsys, "publish", "--out", str(tmp_path / "out"))


def test_keys_in_the_data_folder_are_refused(server, capsys, monkeypatch):
    monkeypatch.setenv("KEY_DIR", str(server.folders.data_dir / "keys"))
    assert "niet in elkaar liggen" in refused(capsys, "status")


@pytest.mark.slow
def test_the_real_command_ends_without_a_traceback(tmp_path):
    folders = {"DATA_DIR": str(tmp_path / "v"), "KEY_DIR": str(tmp_path / "k")}
    run = subprocess.run(
        [sys.executable, "-m", "data", "import-blocks", "x"],
        cwd=ROOT,
        env=os.environ | folders,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2 and "Traceback" not in run.stderr and "bestaat niet" in run.stderr


def test_every_command_is_explained():
    assert len({c.name for c in COMMANDS}) == len(COMMANDS) and all(c.help for c in COMMANDS)
    assert all("help" in settings for c in COMMANDS for _, settings in c.arguments)


@pytest.mark.slow
def test_example_data_fill_an_empty_folder_with_two_events_and_say_so(fresh):
    first, second = simulate(fresh, businesses=130, seed=3)
    assert (
        is_example(fresh) and first.closed and not second.closed and len(events_for(TEAM, fresh.folders)) == 2
    )
    released = load_released(fresh.folders)
    assert released.total.responses > 0 and min(e.joined for e in events_for(TEAM, fresh.folders)) > 40
    assert dropped_off(fresh).n == 100


def test_the_manual_names_every_command():
    manual = (ROOT / "docs/handleiding/cijfers.md").read_text(encoding="utf-8")
    assert [c.name for c in COMMANDS if f"`data {c.name}" not in manual] == []


def test_who_brings_blocks_reads_how_many_came_and_can_take_them_out(server, capsys, tmp_path, business):
    laptop = replace(server, folders=Folders(tmp_path / "laptop", tmp_path / "laptop-keys").make())
    prepare(laptop)
    for _ in range(3):
        fold(laptop.content, business(), new_token(), site=laptop)
    (tmp_path / "x.json").write_bytes(export_blocks(laptop))
    trusted = TrustedSite(id="laptop", title="Laptop", public_key=public_key(laptop.folders))
    centre = replace(server, privacy=server.privacy.model_copy(update={"trusted_sites": (trusted,)}))
    commands = {command.name: command.action for command in COMMANDS}
    commands["import-blocks"](centre, Namespace(file=tmp_path / "x.json"))
    assert "Er kwamen 3 bedrijven bij in de cijfers van de regio, en 0 in" in capsys.readouterr().out
    commands["remove-site-blocks"](centre, Namespace(site="laptop"))
    assert "4 blokken van 'laptop' weggehaald" in capsys.readouterr().out
    assert load_released(server.folders).total.n == {}


def test_the_label_can_be_written_anew(server, capsys, tmp_path):
    say(capsys, "privacy-label", "--out", str(tmp_path / "label.md"))
    assert (tmp_path / "label.md").read_bytes() == (ROOT / "docs/privacy-label.md").read_bytes()
