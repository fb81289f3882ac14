"""`python -m data to-postgresql`: all that one server kept stands in the database, and it goes on from there."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from sqlite3 import connect

import pytest

from data.aggregates.folding import Site, fold
from data.drafts import TokenWiped, delete_draft, load_draft, open_draft, save_draft
from data.enquiries import put_enquiry
from data.folders import ROOT, Folders
from data.operation.one_server import claim
from data.operation.servers import TABLES
from data.organisers.accounts import add_account, invite, sign_in, start_session
from data.organisers.events import add_event
from data.studio.changes import Change
from data.studio.proposals import (
    add_changes,
    drop_changes,
    keep_publication,
    proposal_of,
    propose,
    publications,
)
from data.tokens import new_token
from tests.patience import PATIENCE_SECONDS

CHANGE = Change("set", "questionnaire/content/access.yaml", ("items", "a", "question"), "oud", "nieuw")
KEPT, WIPED = new_token(), new_token()
Rows = dict[str, list[tuple]]


@pytest.fixture
def alone(where: Folders, fresh: Site, business) -> Site:
    """A server that kept everything itself: something in every store, and numbers that were given and taken back."""
    site = replace(fresh, folders=replace(where, database=""), today=date.today())
    at = site.folders
    for token in (KEPT, WIPED):
        save_draft(token, "100% van \N{SNOWMAN}", at)
    delete_draft(WIPED, at)
    put_enquiry("A" * 32, "questions", site.today + timedelta(14), at)
    account = add_account("team", "Team", "team", "een lang wachtwoord", at)
    start_session(account.id, at)
    invite("Iemand", where=at)
    add_event(site, account.id, "Avond", site.today)
    for _ in range(40):
        fold(site.content, business(quick=True), new_token(), quick=True, site=site)
    for _ in range(3):
        add_changes("team", [CHANGE], at)
    propose("team", "Naam", "Reden", at)
    keep_publication(proposal_of("team", at), "bram", "a", "b", at)
    add_changes("anna", [CHANGE, CHANGE], at)
    propose("anna", "Naam", "Reden", at)
    drop_changes("anna", {5}, at)
    return site


def in_files(where: Folders) -> Rows:
    """Every table of every file that goes over, by what stands in the files themselves."""
    found: Rows = {}
    for name in TABLES:
        with closing(connect(getattr(where, name))) as db:
            names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in names:
                if not table.startswith("sqlite_"):
                    found[table] = sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
    return found


def in_database(where: Folders, tables: Rows) -> Rows:
    store = next(iter(TABLES.values()))[0]
    with store(where) as db:
        return {table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables}


def put_over(where: Folders) -> subprocess.CompletedProcess[str]:
    folders = {"DATA_DIR": str(where.data_dir), "KEY_DIR": str(where.key_dir), "DATABASE_URL": where.database}
    return subprocess.run(
        [sys.executable, "-m", "data", "to-postgresql"],
        cwd=ROOT,
        env=os.environ | folders,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )


def test_every_row_of_a_server_alone_stands_in_the_database(alone: Site, where: Folders) -> None:
    before = in_files(alone.folders)
    assert all(before[t] for t in ("drafts", "wiped", "enquiries", "accounts", "audit", "blocks", "changes"))
    done = put_over(where)
    assert done.returncode == 0, done.stderr
    after = in_database(where, before)
    assert set(after["audit"]) >= set(before["audit"]), "the command itself may be noted as well"
    assert after | {"audit": []} == before | {"audit": []}
    assert not any(getattr(where, name).exists() for name in TABLES)
    assert load_draft(KEPT, where) == "100% van \N{SNOWMAN}" and sign_in("team", "een lang wachtwoord", where)
    with pytest.raises(TokenWiped):
        open_draft(WIPED, where)


def test_a_number_that_a_file_gave_out_is_not_given_again(alone: Site, where: Folders) -> None:
    assert put_over(where).returncode == 0
    assert [number for number, _ in proposal_of("anna", where).changes] == [4]
    add_changes("anna", [CHANGE], where)
    assert [number for number, _ in proposal_of("anna", where).changes] == [4, 6], "5 was taken back"
    propose("anna", "Andere naam", "Reden", where)
    propose("anna", "Derde naam", "Reden", where)
    assert (proposal_of("anna", where).state, proposal_of("anna", where).name) == ("proposed", "Derde naam")
    keep_publication(proposal_of("anna", where), "team", "b", "c", where)
    assert [(p.number, p.author) for p in publications(where)] == [(2, "anna"), (1, "team")]


def test_a_database_that_holds_something_or_a_folder_that_is_served_is_left_alone(
    alone: Site, where: Folders
) -> None:
    before = in_files(alone.folders)
    save_draft(KEPT, "van een ander", where)
    done = put_over(where)
    assert done.returncode == 2 and "lege database" in done.stderr and "Traceback" not in done.stderr
    claim(alone.folders)
    done = put_over(where)
    assert done.returncode == 2 and "draait al een scan" in done.stderr
    assert in_files(alone.folders) == before and load_draft(KEPT, where) == "van een ander"
