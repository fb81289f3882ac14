"""Connections that send the head of a request a byte at a time are closed: uvicorn would wait for ever.

The server is started with `--http web.gate.patient:PatientHttp`. Bodies are timed in `requests.py`.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

HEAD_SECONDS = 20.0  # from the first moment to a whole head; a phone on a bad line takes two


class PatientHttp(AutoHTTPProtocol):  # type: ignore[misc,valid-type]
    """uvicorn's protocol for one connection, that waits so long and no longer."""

    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """The waiting begins."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """It ends where a request is being answered, and begins again with the first piece of the next."""
        super().data_received(data)
        if self._is_answering():
            self._stop_waiting()
        elif self._patience is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        cycle = getattr(self, "cycle", None)
        return cycle is not None and not getattr(cycle, "response_complete", True)

    def _wait(self) -> None:
        self._patience = asyncio.get_running_loop().call_later(HEAD_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _give_up(self) -> None:
        self._patience = None
        transport = self.transport
        # A websocket has a protocol of its own by now.
        if not self._is_answering() and transport.get_protocol() is self:
            transport.close()
