"""A web server of a few pages, and servers that misbehave, on loopback."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

Behaviour = Callable[[socket.socket], None]


@dataclass(frozen=True)
class Answer:
    """One page."""

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def wire(self) -> bytes:
        body = self.text.encode()
        lines = [f"HTTP/1.1 {self.status} OK", f"Content-Length: {len(body)}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8") + body


class Listener:
    """Hands each connection on 127.0.0.1 to a behaviour, in a thread of its own."""

    def __init__(self, behave: Behaviour, context: ssl.SSLContext | None = None) -> None:
        self._behave, self._context = behave, context
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(64)
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                made, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(made,), daemon=True).start()

    def _one(self, made: socket.socket) -> None:
        made.settimeout(20)
        try:
            if self._context is not None:
                made = self._context.wrap_socket(made, server_side=True)
            self._behave(made)
        except OSError:
            pass
        finally:
            made.close()


def request_of(made: socket.socket) -> str:
    """Head of one request, as it came."""
    got = b""
    while b"\r\n\r\n" not in got and (part := made.recv(4096)):
        got += part
    return got.decode("latin-1")


class Pages:
    """A behaviour: answers by path, 404 for another; keeps what was asked."""

    def __init__(self, pages: dict[str, Answer]) -> None:
        self.pages, self.requests = pages, list[str]()

    def __call__(self, made: socket.socket) -> None:
        request = request_of(made)
        if request:
            self.requests.append(request)
            made.sendall(self.pages.get(request.split(" ")[1], Answer("niets", 404)).wire())


def silent(made: socket.socket) -> None:
    """Takes what comes and never says a word."""
    while made.recv(4096):
        pass


def dripping(made: socket.socket) -> None:
    """A head that never ends, a letter at a time."""
    request_of(made)
    made.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    stop = threading.Event()
    while not stop.wait(0.05):
        made.sendall(b"a")


def flooding(made: socket.socket) -> None:
    """A page without an end, as fast as it goes."""
    request_of(made)
    made.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        made.sendall(b"<a href='/x'>" * 5_000)


def garbage(made: socket.socket) -> None:
    """No HTTP at all."""
    request_of(made)
    made.sendall(bytes(range(256)) * 40)


def hanging_up(made: socket.socket) -> None:
    """Reads and leaves."""
    request_of(made)
