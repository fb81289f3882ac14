"""Open data: the folder that `python -m data publish` writes, as any web server would hand it out."""

from __future__ import annotations

import mimetypes
from contextlib import suppress

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from data.aggregates.folding import this_site
from data.release.contents import release
from data.release.folder import RELEASE_FILES, release_files
from scoring.loading import load_content
from screens.session.settings import release_dir

INDEX = "index.html"


class OpenDataRoutes:
    """The handlers. What the upkeep of a fresh server has not written yet is made on the spot."""

    def __init__(self) -> None:
        self.making = CapacityLimiter(1)

    def all(self) -> list[BaseRoute]:
        """For `st.App(routes=...)`."""
        folder = release_dir()
        with suppress(OSError):  # told by /readyz; what is asked for is made on the spot
            folder.mkdir(parents=True, exist_ok=True)
        known = (Route(f"/open-data/{name if name != INDEX else ''}", self.file) for name in RELEASE_FILES)
        return [*known, Mount("/open-data", StaticFiles(directory=folder, check_dir=False))]

    async def file(self, request: Request) -> Response:
        """One file of the release."""
        name = request.url.path.rpartition("/")[2] or INDEX
        path = release_dir() / name
        if await to_thread.run_sync(path.is_file):
            return FileResponse(path)
        made = await to_thread.run_sync(_made, name, limiter=self.making)
        return Response(made, media_type=mimetypes.guess_type(name)[0] or "application/octet-stream")


def _made(name: str) -> bytes:
    return release_files(release(this_site(load_content())))[name]
