"""What a server sets for its whole process it takes back at its end, or what is served next finds it."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest
import streamlit as st

from questionnaire.language import translation
from scoring.editions.current import installed
from tests.web.gate.inside import running
from web import application


def test_nothing_of_a_server_is_left_when_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA_DIR", "KEY_DIR", "ASSETS_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("LOG_FILE", str(tmp_path / "scan.log"))
    monkeypatch.setenv("WITHOUT", "printing_room,collections")
    factory, handlers = logging.getLogRecordFactory(), list(logging.getLogger().handlers)
    app = st.App(str(Path(application.__file__).resolve().parents[1] / "app.py"), **application.options())

    async def serve() -> None:
        async with running(app):
            assert installed() is not None and logging.getLogRecordFactory() is not factory
            assert len(logging.getLogger().handlers) > len(handlers)

    asyncio.run(serve())
    assert installed() is None and translation._followed is None
    assert logging.getLogRecordFactory() is factory and logging.getLogger().handlers == handlers
