"""One app for all tests of the gate that need it whole, with folders of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from screens.streamlit_patches import pieces
from tests.patience import PATIENCE_SECONDS
from tests.web.gate.inside import running

Scene = Callable[[Any], Coroutine[Any, Any, Any]]
SCENES = 10  # a scene is a whole story: so many times the patience for one answer


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Scene], Any]]:
    """Plays a scene with the whole app as it is served, and gives back what the scene does."""
    import streamlit as st

    from web import application

    folder = tmp_path_factory.mktemp("gate")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA_DIR", "KEY_DIR", "ASSETS_DIR"):
            patch.setenv(name, str(folder / name.lower()))
        for name in ("ALLOWED_HOSTS", "PUBLIC_URL", "PLAIN"):
            patch.delenv(name, raising=False)
        patch.setenv("WITHOUT", "printing_room,collections")
        patch.setattr(pieces, "states", dict(pieces.states))
        app = st.App(str(Path(application.__file__).resolve().parents[1] / "app.py"), **application.options())
        loop, ended, begun = asyncio.new_event_loop(), asyncio.Event(), threading.Event()

        async def serve() -> None:
            async with running(app):
                begun.set()
                await ended.wait()

        thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
        thread.start()
        assert begun.wait(PATIENCE_SECONDS)

        def played(scene: Scene) -> Any:
            return asyncio.run_coroutine_threadsafe(scene(app), loop).result(SCENES * PATIENCE_SECONDS)

        yield played
        loop.call_soon_threadsafe(ended.set)
        thread.join(PATIENCE_SECONDS)
