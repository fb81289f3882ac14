"""Screens under test get folders of their own, and a browser that keeps its token."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens import scan as this_scan
from tests.screens.walked import TOKEN


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
def no_cookie(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that keeps nothing."""
    monkeypatch.setattr(this_scan, "respondent_token", lambda: None)
