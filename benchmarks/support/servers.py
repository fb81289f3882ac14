"""The servers that are measured: ours as `make run` starts it, and the same screens under a plain `streamlit
run`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.server import REPO, Server, free_port

PLAIN = "from screens import frame\n\nframe.show()\n"


@contextmanager
def ours(without: str = "") -> Iterator[tuple[str, int]]:
    """Address and process of our server, with fresh folders; `without` names pieces to leave out
    (screens/streamlit_patches/pieces.py).
    """
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), ASSETS_DIR=str(REPO / "var" / "assets"), WITHOUT=without).start()
        time.sleep(4)  # the warm start
        try:
            yield server.url, server.process.pid if server.process else 0
        finally:
            server.stop()


@contextmanager
def plain() -> Iterator[tuple[str, int]]:
    """The same screens with nothing around them: Streamlit's defaults, as `streamlit run` gives them."""
    with tempfile.TemporaryDirectory() as folder:
        script, port = Path(folder) / "plain.py", free_port()
        script.write_text(PLAIN)
        folders = {"DATA_DIR": f"{folder}/data", "KEY_DIR": f"{folder}/keys", "PYTHONPATH": str(REPO)}
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(script),
            "--server.headless=true",
            f"--server.port={port}",
        ]
        command.append("--browser.gatherUsageStats=false")
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **folders},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(15)


def wait_for(url: str) -> None:
    """Until it answers. Raises RuntimeError after 30 s."""
    for _ in range(300):
        try:
            urlopen(url, timeout=1).read()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")
