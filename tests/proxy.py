"""nginx of the suite's own: the example that is shipped, with other addresses."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from tests.patience import PATIENCE_SECONDS
from tests.server import REPO, free_port

EXAMPLE = REPO / "deploy" / "nginx.conf"
_AROUND = """\
daemon off;
{user}
worker_processes 1;
pid nginx.pid;
error_log error.log;
events {{ worker_connections 4096; }}
http {{
    client_body_temp_path body;
    proxy_temp_path proxied;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
{example}
}}
"""


def program() -> str:
    """nginx; Debian keeps it out of the path of most people."""
    found = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    assert found, "nginx is missing: `make test` installs it"
    return found


class Proxy:
    """The example in front of these servers, by their ports."""

    def __init__(self, folder: Path, ports: list[int]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.port = folder, free_port()
        example = EXAMPLE.read_text("utf-8").replace("127.0.0.1:8080", f"127.0.0.1:{self.port}")
        servers = iter(ports)
        example = re.sub(r"(server 127\.0\.0\.1:)850\d", lambda m: f"{m[1]}{next(servers)}", example)
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(_AROUND.format(user=user, example=example), "utf-8")
        self._arguments = [program(), "-p", str(folder), "-c", "nginx.conf", "-e", "error.log"]
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Proxy:
        subprocess.run([*self._arguments, "-t"], check=True, capture_output=True, timeout=PATIENCE_SECONDS)
        self.process = subprocess.Popen(self._arguments, stderr=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return self
            time.sleep(0.05)
        raise RuntimeError((self.folder / "error.log").read_text("utf-8"))

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(PATIENCE_SECONDS)
