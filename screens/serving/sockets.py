"""The websocket of a respondent: what one run of the script draws goes out together, not in thirty small packets.

For uvicorn: `--ws screens.serving.sockets:Gathered`. Each packet is a call to the system; a fifth of an answer's time went there.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop, BaseTransport, Transport
from typing import Any

from screens.serving.pieces import StreamlitChanged, is_used

try:
    from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol as Protocol
except ImportError:  # moved: then whatever uvicorn itself would choose
    from uvicorn.protocols.websockets.auto import AutoWebSocketsProtocol as Protocol  # type: ignore[assignment,no-redef]
GATHERS = Protocol.__name__ == "WebSocketsSansIOProtocol" and hasattr(Protocol, "connection_made")


def look_for_transport() -> None:
    """Raises StreamlitChanged when uvicorn's protocol does not write to its transport as this piece expects."""
    if not GATHERS:
        raise StreamlitChanged("uvicorn has no WebSocketsSansIOProtocol")


class Gathered(Protocol):
    """uvicorn's own protocol, on a transport that gathers."""

    def connection_made(self, transport: BaseTransport) -> None:
        gathers = GATHERS and is_used("packets")
        super().connection_made(GatheringTransport(transport, self.loop) if gathers else transport)  # type: ignore[arg-type]


class GatheringTransport:
    """A transport that writes once per turn of the event loop what was written to it in that turn."""

    def __init__(self, transport: Transport, loop: AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Sends `data` along with the rest of this turn."""
        if not self._waiting:
            self._loop.call_soon(self._send)
        self._waiting.append(data)

    def _send(self) -> None:
        gathered, self._waiting = b"".join(self._waiting), []
        if gathered and not self._transport.is_closing():
            self._transport.write(gathered)

    def close(self) -> None:
        """Sends what waits, then closes."""
        self._send()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
