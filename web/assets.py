"""Scripts, styles, fonts and icons: compressed once, kept in a folder, answered from memory, cached for a
year.

`python -m web.assets` fills the folder (a part of the set-up). A start without it does so in the background
and meanwhile sends the files as they are.
"""

from __future__ import annotations

import hashlib
import mimetypes
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli
import streamlit

from questionnaire.authoring.command_line import Parser, counted, run
from questionnaire.content_folder import PRODUCT
from questionnaire.whole_files import write_whole
from screens.session.settings import assets_dir
from screens.streamlit_patches import front_end_files
from screens.streamlit_patches.icon_font import cut_font, icons_in
from screens.streamlit_patches.pieces import is_used, lay

OWN = PRODUCT / "screens" / "assets"
TEXT = {".js", ".css", ".svg", ".json"}
BEST, GOOD = 11, 9  # brotli's quality: what everybody fetches first, and the rest
YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """A file as it goes over the line."""

    body: bytes
    media_type: str
    compressed: bool


def own_version() -> str:
    """Changes with any of our own files, and is a part of their address: so browsers may keep them for a
    year.
    """
    files = sorted(file for file in OWN.rglob("*") if file.is_file())
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:10]


class Assets:
    """All files that may be cached, by path of the address."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (folder or assets_dir()) / f"streamlit-{streamlit.__version__}"
        self._memory: dict[tuple[str, bool], Asset] = {}

    @cached_property
    def own_root(self) -> str:
        """Where our own files are in the address, as `/huisstijl/<version>/`."""
        return f"/huisstijl/{own_version()}/"

    @cached_property
    def _icons(self) -> set[str]:
        return front_end_files.own_icons() | icons_in((PRODUCT / "screens").rglob("*.py"))

    @cached_property
    def _icon_font_path(self) -> str:
        return f"/static/media/{front_end_files.icon_font().name}" if is_used("small_icons") else ""

    def find(self, path: str, accepts_brotli: bool) -> Asset | None:
        """The asset at this address; None when it is not one of ours, or one of Streamlit's that is not
        compressed yet.
        """
        key = (path, accepts_brotli)
        if key not in self._memory and (asset := self._read(path, accepts_brotli)):
            self._memory[key] = asset
        return self._memory.get(key)

    def _read(self, path: str, accepts_brotli: bool) -> Asset | None:
        kind = _media_type(path)
        if path.startswith(self.own_root):
            file = (OWN / path.removeprefix(self.own_root)).resolve()
            if not (file.is_relative_to(OWN) and file.is_file()):
                return None
            squeeze = accepts_brotli and file.suffix in TEXT
            body = file.read_bytes()
            return Asset(brotli.compress(body, quality=BEST) if squeeze else body, kind, squeeze)
        small = self._compressed(path)
        if small is None or not small.is_file() or (small.suffix == ".br" and not accepts_brotli):
            return None
        return Asset(small.read_bytes(), kind, small.suffix == ".br")

    def _compressed(self, path: str) -> Path | None:
        """Where the small copy of one of Streamlit's files stands."""
        if path and path == self._icon_font_path:
            return (
                self.folder
                / f"icons-{hashlib.sha256(' '.join(sorted(self._icons)).encode()).hexdigest()[:10]}.woff2"
            )
        if (
            path.startswith(("/static/js/", "/static/css/"))
            and "/" not in path.removeprefix("/static/").partition("/")[2]
        ):
            return self.folder / f"{path.rpartition('/')[2]}.br"
        return None

    def build(self) -> int:
        """Fills the folder with what is missing; how many files that were. Safe when two processes do it at
        once.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        first = front_end_files.index_files() + front_end_files.element_files(
            front_end_files.FIRST_ELEMENTS + front_end_files.LATER_ELEMENTS
        )
        others = [
            f"static/{file.parent.name}/{file.name}"
            for kind in ("js", "css")
            for file in front_end_files.STATIC.glob(f"static/{kind}/*.{kind}")
        ]
        jobs = [(path, BEST if path in first else GOOD) for path in dict.fromkeys([*first, *others])]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return sum(pool.map(lambda job: self._compress(*job), jobs)) + self._build_icons()

    def _compress(self, path: str, quality: int) -> bool:
        target = self._compressed(f"/{path}")
        if target is None or target.exists():
            return False
        write_whole(target, brotli.compress((front_end_files.STATIC / path).read_bytes(), quality=quality))
        return True

    def _build_icons(self) -> bool:
        target = self._compressed(self._icon_font_path)
        if target is None or target.exists():  # None also when the whole font is sent
            return False
        write_whole(target, cut_font(front_end_files.icon_font().read_bytes(), self._icons))
        return True


def _media_type(path: str) -> str:
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    kind = "text/javascript" if kind == "application/javascript" else kind
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def main(arguments: list[str] | None = None) -> int:
    """Fills the folder; returns 0."""
    Parser(prog="python -m web.assets", description="Zet verkleinde scripts en stijlen klaar.").parse_args(
        arguments
    )
    lay("small_icons", front_end_files.look_for_icons)  # a font that moved must not stop the set-up
    print(f"{counted(Assets().build(), 'bestand', 'bestanden')} klaargezet in {assets_dir()}")
    return 0


if __name__ == "__main__":
    run(main)
