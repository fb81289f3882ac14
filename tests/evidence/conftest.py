"""A little internet for the tests of a module, and a watch over every socket: nothing leaves this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.evidence.world import World


class Recorder:
    """Every address that a socket of this process goes to, told by Python itself."""

    def __init__(self) -> None:
        self.on, self.events = False, list[tuple[str, Any]]()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.on and event in ("socket.connect", "socket.sendto"):
            self.events.append((event, arguments[1]))
        elif self.on and event in ("socket.getaddrinfo", "socket.gethostbyname"):
            self.events.append((event, arguments))


RECORDER = Recorder()
sys.addaudithook(RECORDER)


@pytest.fixture(autouse=True)
def recorder() -> Iterator[Recorder]:
    """Whatever a test of this folder does, every connection and datagram goes to loopback."""
    RECORDER.events.clear()
    RECORDER.on = True
    yield RECORDER
    RECORDER.on = False
    gone = [address for _, address in RECORDER.events if address[0] != "127.0.0.1"]
    assert gone == []


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()
