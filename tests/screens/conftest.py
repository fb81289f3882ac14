"""Screens under test get folders of their own, and a browser that keeps its token."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from scoring.editions.current import EditionStore, install
from screens import questions
from screens.session import scan as this_scan
from tests.screens.walked import TOKEN
from tests.whole.content_roots import NUMBER, edition_copy, with_a_number


@pytest.fixture(autouse=True)
def the_main_module_stays() -> Iterator[None]:
    """A screen under test that leaves for another one stays behind as `__main__`, which a new process would
    run once more.
    """
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(autouse=True)
def people_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds pass between any two clicks; who tests a double click has a clock of their own."""
    clock = count(0, 10)
    monkeypatch.setattr(questions, "monotonic", lambda: float(next(clock)))


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data and keys of this test alone."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "keys"))
    return tmp_path


@pytest.fixture
def cookie(folders: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A browser that keeps the token."""
    monkeypatch.setattr(this_scan, "respondent_token", lambda: TOKEN)
    return TOKEN


@pytest.fixture
def anew(cookie: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From each call on somebody else walks, on a server where nobody was: a token that was wiped is never
    good again.
    """
    numbers = count()

    def somebody_else() -> None:
        number = next(numbers)
        monkeypatch.setattr(this_scan, "respondent_token", lambda: f"U{number:031d}")
        monkeypatch.setenv("DATA_DIR", str(tmp_path / f"data-{number}"))
        monkeypatch.setenv("KEY_DIR", str(tmp_path / f"keys-{number}"))

    return somebody_else


@pytest.fixture
def no_cookie(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that keeps nothing."""
    monkeypatch.setattr(this_scan, "respondent_token", lambda: None)


@pytest.fixture
def a_number(tmp_path: Path) -> Iterator[str]:
    """Content with a question that asks for a number; its id."""
    install(
        EditionStore(
            with_a_number(edition_copy(tmp_path / "numbers")), tmp_path / "editions", check=lambda copy: []
        )
    )
    yield NUMBER
    install(None)
