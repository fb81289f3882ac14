"""What the server writes down: no token, no session and no account's secret, and in a file of its own when asked.

Every record is masked where it is made, so it does not matter which library writes it, or where it goes.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

MOST_BYTES, FILES = 10_000_000, 5  # of one file of the log, and how many older ones stay
# A token or another secret of ours, the id of a Streamlit session, and what stands behind # or in a cookie.
_SECRETS = re.compile(
    r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{32}(?![A-Za-z0-9_-])"
    r"|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r"|(?<=#)[ta]=[^\s'\"]+"
)
MASK = "[...]"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def masked(text: str) -> str:
    """The text without anything that opens something."""
    return _SECRETS.sub(MASK, text)


@contextmanager
def masked_log() -> Iterator[None]:
    """As long as this lasts no record of any logger holds a secret. Doing it inside another changes nothing."""
    before = logging.getLogRecordFactory()
    if getattr(before, "masks", False):
        yield
        return
    logging.setLogRecordFactory(_Masking(before))
    try:
        yield
    finally:
        logging.setLogRecordFactory(before)


class _Masking:
    """Makes records as `before` did, and takes out what opens something."""

    masks = True

    def __init__(self, before: Any) -> None:
        self._before = before

    def __call__(self, *about: Any, **more: Any) -> logging.LogRecord:
        record: logging.LogRecord = self._before(*about, **more)
        try:
            told = record.getMessage()
        except (TypeError, ValueError):  # a message whose values do not fit: told as it stands
            told = str(record.msg)
        record.msg, record.args = masked(told), ()
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = masked("".join(traceback.format_exception(*record.exc_info)).rstrip())
        return record


class JsonLines(logging.Formatter):
    """One record as one line of JSON: when (UTC), how bad, which part, and what."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": (_EPOCH + timedelta(seconds=record.created)).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            line["trace"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


@contextmanager
def written_to(file: Path, level: int = logging.INFO) -> Iterator[logging.Handler]:
    """As long as this lasts all records are written to this file as well, one per line; it makes room for the next
    one when it is full.

    Loggers that keep their records to themselves, as uvicorn's and Streamlit's do, are asked too. Raises OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(file, maxBytes=MOST_BYTES, backupCount=FILES, encoding="utf-8")
    handler.setFormatter(JsonLines())
    handler.setLevel(level)
    asked = [
        logging.getLogger(),
        *(
            logger
            for logger in list(logging.root.manager.loggerDict.values())
            if isinstance(logger, logging.Logger) and not logger.propagate
        ),
    ]
    for logger in asked:
        logger.addHandler(handler)
    try:
        yield handler
    finally:
        for logger in asked:
            logger.removeHandler(handler)
        handler.close()
