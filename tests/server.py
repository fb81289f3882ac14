"""Starts and stops the real server for a test, on a free port and with folders of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from urllib.error import URLError
from urllib.request import urlopen

from tests.patience import PATIENCE_SECONDS

REPO = Path(__file__).resolve().parents[1]


_PORTS = range(
    10_000, 32_000
)  # below those that the system gives to whoever connects: what is free now, still is in a moment
_CHANCE = SystemRandom()  # the tests' own chance starts anew for each test, the same in every worker


def free_port() -> int:
    """A port that nobody listens on, and that nobody gets by accident. Raises RuntimeError when there is
    none.
    """
    for _ in range(100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", _CHANCE.choice(_PORTS)))
            return probe.getsockname()[1]
    raise RuntimeError("no port is free")


def shared_assets() -> dict[str, str]:
    """The compressed front end does not depend on the test: made once, for all."""
    return {"ASSETS_DIR": os.environ.get("ASSETS_DIR") or str(REPO / "var" / "assets")}


class Server:
    """The app behind uvicorn as `make run` starts it. It can be killed and started again on the same port and
    folders.
    """

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.environment = {"DATA_DIR": str(folder / "data"), "KEY_DIR": str(folder / "keys"), **environment}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """All that the server wrote so far."""
        return (self.folder / "server.log").read_text("utf-8", errors="replace")

    def command(self) -> list[str]:
        """As in the Makefile."""
        options = ["--no-access-log", "--no-server-header", "--ws-per-message-deflate", "false"]
        options += ["--ws-max-size", "262144", "--http", "web.gate.patient:PatientHttp"]
        return [
            sys.executable,
            "-m",
            "uvicorn",
            "app:app",
            "--port",
            str(self.port),
            *options,
            "--backlog",
            "4096",
        ]

    def start(self) -> Server:
        """Starts it and waits until it is healthy. Raises RuntimeError, with its log, when it ends before, or
        has no more patience.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                cwd=REPO,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                with urlopen(f"{self.url}/healthz", timeout=PATIENCE_SECONDS) as answer:
                    if answer.status == 200:
                        return self
            except (URLError, OSError):
                time.sleep(0.1)
            if self.process.poll() is not None:
                break
        self.stop()
        raise RuntimeError(f"the server did not start:\n{self.log}")

    def kill(self) -> None:
        """What a power cut does: no time to say goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """An orderly end."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None
