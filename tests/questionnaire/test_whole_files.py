"""A file that several write at once is always one of theirs, whole."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from questionnaire.language import translation
from questionnaire.whole_files import write_whole

AT_ONCE = 16


def all_at_once(act) -> list:
    """What `act(number)` gave in each of the threads, which begin together."""
    ready = Barrier(AT_ONCE)

    def one(number: int):
        ready.wait()
        return act(number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


@pytest.fixture
def fresh_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A locale folder in which nothing is compiled yet."""
    shutil.copytree(
        translation.LOCALE_DIR, tmp_path / "locale", ignore=shutil.ignore_patterns("*.mo", "*.part")
    )
    monkeypatch.setattr(translation, "LOCALE_DIR", tmp_path / "locale")
    return tmp_path / "locale" / "en" / "LC_MESSAGES"


def test_the_first_requests_to_a_fresh_checkout_all_get_their_translations(fresh_checkout: Path) -> None:
    given = all_at_once(
        lambda _: translation.catalogue(translation.LOCALE_DIR, "en").gettext("Eerste hulp bij een incident")
    )
    assert set(given) == {given[0]} and given[0] != "Eerste hulp bij een incident"
    assert sorted(file.name for file in fresh_checkout.iterdir()) == ["messages.po"], (
        "nothing is compiled into a file beside it"
    )


def test_writers_at_the_same_time_leave_one_whole_file_and_nothing_beside_it(tmp_path: Path) -> None:
    contents = [bytes([number]) * 100_000 for number in range(AT_ONCE)]
    assert all(all_at_once(lambda number: write_whole(tmp_path / "a", contents[number])))
    assert (tmp_path / "a").read_bytes() in contents and len(list(tmp_path.iterdir())) == 1


def test_only_the_first_writer_wins_when_nothing_may_be_replaced(tmp_path: Path) -> None:
    won = all_at_once(
        lambda number: write_whole(tmp_path / "key", bytes([number]), mode=0o600, replace=False)
    )
    assert won.count(True) == 1 and (tmp_path / "key").read_bytes() == bytes([won.index(True)])
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600 and len(list(tmp_path.iterdir())) == 1
