"""A PostgreSQL server of the suite's own: Debian's programs, a folder that goes, and loopback alone."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import psycopg

from tests.patience import PATIENCE_SECONDS
from tests.server import free_port

DEBIAN = Path("/usr/lib/postgresql")
SETTINGS = (
    "listen_addresses='127.0.0.1'",
    "max_connections=100",
    "shared_buffers=32MB",
    "fsync=off",  # no test pulls the plug of the machine; who measures turns it on
)


def programs() -> Path:
    """The folder of PostgreSQL's programs, the newest on this machine."""
    if found := shutil.which("pg_ctl"):
        return Path(found).parent
    versions = sorted((float(p.parent.parent.name), p.parent) for p in DEBIAN.glob("*/bin/pg_ctl"))
    assert versions, "postgresql is missing: `make test` installs it"
    return versions[-1][1]


class Cluster:
    """A server with a folder of its own. As root it runs as the user that Debian made for it: it refuses root."""

    def __init__(self, *settings: str) -> None:
        self.user = "postgres" if os.geteuid() == 0 else getpass.getuser()
        self.folder = Path(mkdtemp(prefix="postgresql-"))
        self.port = free_port()
        if os.geteuid() == 0:
            known = pwd.getpwnam(self.user)
            os.chown(self.folder, known.pw_uid, known.pw_gid)
        self._do(
            "initdb", "-D", "data", "-A", "trust", "-U", "scan", "-E", "UTF8", "--no-locale", "--no-sync"
        )
        told = "\n".join(
            (*SETTINGS, f"port={self.port}", f"unix_socket_directories='{self.folder}'", *settings)
        )
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.write(f"\n{told}\n")
        self._made = 0

    def _do(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [programs() / program, *arguments],
            cwd=self.folder,
            user=self.user if os.geteuid() == 0 else None,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
        )

    def start(self) -> Cluster:
        """Starts it, and waits until it answers."""
        self._do("pg_ctl", "-D", "data", "-l", "log", "-w", "-t", str(int(PATIENCE_SECONDS)), "start")
        return self

    def stop(self) -> None:
        """Stops it at once; whoever is connected loses the connection."""
        self._do("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def remove(self) -> None:
        """Stops it, and takes its folder away."""
        with suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        return f"postgresql://scan@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of a database in which nothing is."""
        self._made += 1
        name = f"scan_{self._made}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return self.url(name)
