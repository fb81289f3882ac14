"""A back-up is made while the server writes, opens only with the private key, and gives in another folder what was here."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from data import __main__ as command_line
from data.aggregates.folding import Site, fold
from data.aggregates.pending import open_pending
from data.drafts import delete_draft, load_draft, open_drafts, save_draft
from data.enquiries import open_enquiry, put_enquiry
from data.folders import Folders
from data.last_day import last_day, note_day
from data.operation.backup import BackupError, make_backup, new_key, restore_backup, verify_backup
from data.organisers.accounts import account_by_login, add_account
from data.organisers.events import add_event, event
from data.storage import writing
from data.tokens import new_token
from tests.data.conftest import TODAY

PRIVATE, PUBLIC = new_key()


@pytest.fixture
def full(site: Site, business) -> tuple[Site, list[str], str]:
    """A server with something in every file; the tokens, and the id of an event."""
    tokens = [new_token() for _ in range(40)]
    for token in tokens:
        save_draft(token, f"answers of {token}", site.folders)
    put_enquiry("B" * 32, "questions", TODAY + timedelta(4000), site.folders)
    add_account("team", "Team", "team", "een heel lang wachtwoord", site.folders)
    evening = add_event(site, "", "Avond", TODAY, TODAY + timedelta(4000))
    for _ in range(3):
        fold(site.content, business(quick=True), new_token(), quick=True, event=evening.id, site=site)
    note_day(site.folders, TODAY)
    editions = site.folders.data_dir / "editions" / "a1b2c3"
    editions.mkdir(parents=True)
    (editions / "edition.json").write_text('{"version": "1.0"}')
    return site, tokens, evening.id


def test_what_is_put_back_elsewhere_is_what_was_here(full, tmp_path: Path) -> None:
    site, tokens, evening = full
    made = make_backup(site.folders, tmp_path / "scan.age", PUBLIC)
    assert made.rows["drafts"] == 40 and made.rows["events"] == 1
    assert verify_backup(tmp_path / "scan.age", PRIVATE) == made
    restore_backup(tmp_path / "scan.age", PRIVATE, tmp_path / "elsewhere")
    there = Folders(tmp_path / "elsewhere", tmp_path / "other keys").make()
    assert [load_draft(token, there) for token in tokens] == [f"answers of {token}" for token in tokens]
    assert open_enquiry("B" * 32, there) and account_by_login("team", there)
    assert event(evening, there) and last_day(there) == last_day(site.folders)
    assert (there.data_dir / "editions" / "a1b2c3" / "edition.json").exists()
    save_draft(tokens[0], "goes on", there)
    assert load_draft(tokens[0], there) == "goes on"


def test_nothing_of_an_open_block_and_no_key_is_in_it(full, tmp_path: Path) -> None:
    site, _, _ = full
    make_backup(site.folders, tmp_path / "scan.age", PUBLIC)
    restore_backup(tmp_path / "scan.age", PRIVATE, tmp_path / "elsewhere")
    names = {path.name for path in (tmp_path / "elsewhere").rglob("*")}
    assert not any("pending" in name or name.endswith(".key") for name in names)
    with open_pending(site.folders) as pending:
        secrets = [there.block.encode() for there in pending.cells().values()]
    written = b"".join(path.read_bytes() for path in (tmp_path / "elsewhere").rglob("*") if path.is_file())
    assert not any(secret in written for secret in secrets)


def test_it_is_whole_while_many_write(full, tmp_path: Path) -> None:
    site, _, _ = full
    ended = Event()

    def write() -> None:
        while not ended.is_set():
            with open_drafts(site.folders) as db, writing(db):  # two rows in one transaction: both, or none
                for half in (b"a", b"b"):
                    number = db.execute("SELECT count(*) FROM drafts").fetchone()[0].to_bytes(8, "big")
                    db.execute(
                        "INSERT OR IGNORE INTO drafts VALUES (?, '2026Q4', zeroblob(4000))", (number + half,)
                    )

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            checked = make_backup(site.folders, tmp_path / f"{number}.age", PUBLIC)
            assert checked.rows["drafts"] % 2 == 0
    finally:
        ended.set()
        writer.join()


def test_only_the_private_key_opens_it_and_every_damage_is_told(full, tmp_path: Path) -> None:
    site, tokens, _ = full
    file = tmp_path / "scan.age"
    make_backup(site.folders, file, PUBLIC)
    data = file.read_bytes()
    assert tokens[0].encode() not in data and b"SQLite" not in data and b"Avond" not in data
    with pytest.raises(BackupError, match="andere sleutel"):
        verify_backup(file, new_key()[0])
    for damaged in (data[:-50], data[: len(data) // 2], data[:3000] + b"x" + data[3001:], b"", b"no back-up"):
        file.write_bytes(damaged)
        with pytest.raises(BackupError):
            restore_backup(file, PRIVATE, tmp_path / "elsewhere")
        assert not any((tmp_path / "elsewhere").iterdir()), "nothing of it is put back"


def test_nothing_is_ever_overwritten(full, tmp_path: Path) -> None:
    site, _, _ = full
    make_backup(site.folders, tmp_path / "scan.age", PUBLIC)
    with pytest.raises(BackupError, match="bestaat al"):
        make_backup(site.folders, tmp_path / "scan.age", PUBLIC)
    with pytest.raises(BackupError, match="lege map"):
        restore_backup(tmp_path / "scan.age", PRIVATE, site.folders.data_dir)


def test_a_damaged_database_is_never_in_a_backup(full, tmp_path: Path) -> None:
    site, _, _ = full
    site.folders.events.write_bytes(b"no database at all" * 500)
    with pytest.raises(BackupError, match=r"events\.db"):
        make_backup(site.folders, tmp_path / "scan.age", PUBLIC)
    assert not list(tmp_path.glob("*.age*")) and not list(site.folders.data_dir.glob(".backup-*"))


def test_what_was_wiped_after_the_backup_stays_closed_where_the_wipe_is_known(full) -> None:
    site, tokens, _ = full
    with open_drafts(site.folders) as db:
        rows = db.execute("SELECT * FROM drafts").fetchall()
    delete_draft(tokens[0], site.folders)
    with open_drafts(site.folders) as db:
        db.conn.executemany("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", rows)  # as an older copy would
    assert load_draft(tokens[0], site.folders) is None and load_draft(tokens[1], site.folders)


def test_the_commands_make_check_and_put_back(full, tmp_path: Path, capsys, monkeypatch) -> None:
    site, _, _ = full
    monkeypatch.setenv("DATA_DIR", str(site.folders.data_dir))
    monkeypatch.setenv("KEY_DIR", str(site.folders.key_dir))
    monkeypatch.delenv("BACKUP_KEY", raising=False)
    key, file = tmp_path / "private.txt", tmp_path / "scan.age"
    assert command_line.main(["backup", "--out", str(file)]) == 2 and "backup-key" in capsys.readouterr().err
    assert command_line.main(["backup-key", "--out", str(key)]) == 0
    assert key.stat().st_mode & 0o777 == 0o600
    assert command_line.main(["backup-key", "--out", str(key)]) == 2
    monkeypatch.setenv("BACKUP_KEY", capsys.readouterr().out.rpartition("BACKUP_KEY=")[2].strip())
    assert command_line.main(["backup", "--out", str(file)]) == 0
    assert command_line.main(["verify", str(file), "--key", str(key)]) == 0
    assert command_line.main(["verify"]) == 0
    assert command_line.main(["restore", str(file), "--key", str(key), "--to", str(tmp_path / "there")]) == 0
    assert "40 bewaarde scans, 1 bijeenkomsten" in capsys.readouterr().out
    site.folders.events.write_bytes(b"no database at all" * 500)
    assert command_line.main(["verify"]) == 2 and "events.db" in capsys.readouterr().err
