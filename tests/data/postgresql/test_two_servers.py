"""Two servers on one database: what one acknowledged the other has, and what one wiped the other refuses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlite_utils.migrations import Migrations

from data.drafts import STEPS, TokenWiped, delete_draft, load_draft, open_drafts, save_draft
from data.file_migrations import NewerFile
from data.organisers import audit
from data.organisers.accounts import add_account, change_password, session_account, start_session
from data.organisers.registry import open_registry
from data.storage import StorageTrouble
from data.stores import forget_databases, open_store
from data.tokens import new_token
from tests.data.test_file_migrations import a_next_version

PASSWORD = "een lange zin als wachtwoord"


def count(where, table):
    with open_drafts(where) as db:
        return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_a_draft_that_one_server_keeps_opens_at_the_other(where, elsewhere):
    token = new_token()
    save_draft(token, "van de een", where)
    assert load_draft(token, elsewhere) == "van de een"
    save_draft(token, "van de ander", elsewhere)
    assert load_draft(token, where) == "van de ander"
    assert not where.drafts.exists() and not elsewhere.drafts.exists()


def test_what_one_server_wiped_no_other_keeps_again(where, elsewhere):
    token = new_token()
    save_draft(token, "weg", where)
    assert delete_draft(token, elsewhere)
    with pytest.raises(TokenWiped):
        save_draft(token, "toch weer", where)
    assert count(where, "drafts") == 0 and load_draft(token, where) is None


def test_a_wipe_at_one_server_wins_from_saving_at_the_other_at_the_same_moment(where, elsewhere):
    tokens = [new_token() for _ in range(40)]

    def save(token):
        with suppress(TokenWiped):
            for at in (where, elsewhere) * 3:
                save_draft(token, "nog een antwoord", at)

    with ThreadPoolExecutor(24) as pool:
        saving = [pool.submit(save, token) for token in tokens]
        wiping = [pool.submit(delete_draft, token, elsewhere) for token in tokens]
        for each in (*saving, *wiping):
            each.result()
    assert count(where, "drafts") == 0 and count(where, "wiped") == len(tokens)


def test_a_hundred_who_save_at_two_servers_lose_nothing(where, elsewhere):
    tokens = [new_token() for _ in range(100)]

    def save(number):
        for text in ("een", "twee", "drie"):
            save_draft(tokens[number], f"{text} {number}", (where, elsewhere)[number % 2])

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(save, range(100)))
    assert [load_draft(t, elsewhere) for t in tokens] == [f"drie {i}" for i in range(100)]


def test_servers_that_start_together_make_the_tables_once(where, elsewhere):
    def start(at):
        for opened in (open_drafts, open_registry):
            with opened(at):
                pass
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(start, [where, elsewhere] * 4))
    with open_drafts(where) as db:
        assert db.execute("SELECT store, done FROM scan_schemas ORDER BY store").fetchall() == [
            ("drafts", 2),
            ("events", 5),
        ]


def test_a_database_of_a_newer_version_is_left_alone(where):
    with open_store(where, a_next_version(STEPS)):
        pass
    forget_databases()
    with pytest.raises(NewerFile, match="nieuwere versie"):
        save_draft(new_token(), "x", where)


def test_a_step_that_breaks_off_leaves_the_database_as_it_was(where):
    broken = Migrations("drafts")

    @broken()
    def drafts(db):
        db.execute("CREATE TABLE half (id INTEGER PRIMARY KEY)")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError), open_store(where, broken):
        pass
    save_draft(new_token(), "x", where)
    with open_drafts(where) as db:
        assert db.execute("SELECT to_regclass('half')").fetchone() == (None,)


def test_who_signed_out_at_one_server_is_out_at_the_other(where, elsewhere):
    made = add_account("jan", "Jan", "team", PASSWORD, where)
    secret = start_session(made.id, where)
    assert session_account(secret, elsewhere) == made
    change_password(made.id, PASSWORD + " en meer", elsewhere)
    assert session_account(secret, where) is None


def test_the_audit_log_of_two_servers_is_one_whole_chain(where, elsewhere):
    with ThreadPoolExecutor(16) as pool:
        list(
            pool.map(
                lambda n: audit.note("event closed", f"wie {n}", where=(where, elsewhere)[n % 2]), range(60)
            )
        )
    assert [line.number for line in audit.lines(where)] == list(range(1, 61))
    assert audit.first_broken(elsewhere) is None
    for deed in ("UPDATE audit SET who = 'piet'", "DELETE FROM audit", "TRUNCATE audit"):
        with pytest.raises(StorageTrouble, match="only grows"), open_registry(where) as db:
            db.execute(deed)


def test_a_name_with_a_nul_is_nobody(where):
    from data.organisers.accounts import sign_in

    assert sign_in("jan\0", PASSWORD, where) is None


def test_after_a_restart_of_the_database_the_same_server_goes_on(cluster, where):
    token = new_token()
    save_draft(token, "voor", where)
    cluster.stop()
    try:
        with pytest.raises(StorageTrouble):
            save_draft(token, "tijdens", where)
    finally:
        cluster.start()
    save_draft(token, "na", where)
    assert load_draft(token, where) == "na"
