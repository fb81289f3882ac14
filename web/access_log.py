"""What the server does not write down: who asked for what, and when."""

from __future__ import annotations

import logging


def silence_access_log() -> None:
    """No log of who asked for what when: Streamlit gives uvicorn's access log its handlers back, so take them
    again.

    uvicorn also tells of every websocket with its address; that goes too, warnings and errors stay.
    """
    access = logging.getLogger("uvicorn.access")
    access.handlers, access.propagate = [], False
    server = logging.getLogger("uvicorn.error")
    if not any(isinstance(known, _WithoutVisitors) for known in server.filters):
        server.addFilter(_WithoutVisitors())


class _WithoutVisitors(logging.Filter):
    """Drops the lines that uvicorn writes for each visitor."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING or not (
            "WebSocket" in record.msg or "connection " in record.msg
        )
