"""A line between browser and server that can be cut, as a phone in a lift: open connections die, new ones
fail.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

from tests.server import free_port


class Line:
    """Passes bytes on to a port until it is cut; works again after `mend`."""

    def __init__(self, to_port: int) -> None:
        self.to_port, self.port = to_port, free_port()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listening: socket.socket | None = None
        self.mend()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def mend(self) -> None:
        """Lets connections through."""
        self._listening = socket.create_server(("127.0.0.1", self.port), backlog=200)
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def cut(self) -> None:
        """Ends every connection at once and lets none in."""
        listening, self._listening = self._listening, None
        if listening:
            _end(listening)
        with self._lock:
            for end in self._open:
                _end(end)
            self._open.clear()

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near = listening.accept()[0]
                try:
                    far = socket.create_connection(("127.0.0.1", self.to_port))
                except OSError:
                    near.close()
                    continue
                with self._lock:
                    self._open |= {near, far}
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        _end(source)
        _end(target)
        with self._lock:
            self._open -= {source, target}


def _end(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
