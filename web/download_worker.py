"""The download worker: a process of its own for what people download, so that a room that finishes together
goes on answering.

A PDF takes 30 ms of processor, in which Python lets nobody else work. Without the room (it starts after the
server, and may break) the same is made in a thread.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread

if TYPE_CHECKING:
    from screens.downloads.requests import Download, DownloadRequest

log = logging.getLogger(__name__)


class DownloadWorker:
    """Makes downloads, one at a time."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._opening: ProcessPoolExecutor | None = (
            None  # a process that reads what it needs, and is not used yet
        )
        self._one_at_a_time = CapacityLimiter(1)

    @property
    def is_open(self) -> bool:
        """Whether the process is there and has read all that it needs."""
        return self._pool is not None

    def open(self) -> Future[None]:
        """Starts the process; used from when the future is done."""
        # Spawn: a fork would copy the threads' locks in whatever state they are.
        pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)
        self._opening = pool
        ready = pool.submit(_warm_up)
        ready.add_done_callback(
            lambda done: None if done.cancelled() or done.exception() else self._use(pool)
        )
        return ready

    def _use(self, pool: ProcessPoolExecutor) -> None:
        if pool is self._opening:  # else the room was closed meanwhile
            self._pool, self._opening = pool, None

    def close(self) -> None:
        """Ends the process; what waits in it is made in no place any more."""
        pools = self._pool, self._opening
        self._pool = self._opening = None
        for pool in pools:
            if pool is not None:
                pool.shutdown(wait=False, cancel_futures=True)

    async def make(self, name: str, request: DownloadRequest) -> Download | None:
        """One download; None when nothing is saved to make it from."""
        if self._pool is not None:
            pool = self._pool
            try:
                return await asyncio.get_running_loop().run_in_executor(pool, _made, name, request)
            except BrokenProcessPool:  # killed, by the system or by a hand
                if pool is self._pool:
                    log.exception("the download worker broke; it is opened anew")
                    self._pool = None
                    self.open()
        return await to_thread.run_sync(_made, name, request, limiter=self._one_at_a_time)


def _made(name: str, request: DownloadRequest) -> Download | None:
    from screens.downloads.requests import DOWNLOADS

    return DOWNLOADS[name](request)


def _begin() -> None:
    """In the new process, before anything else."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then ends this process
    with suppress(OSError, AttributeError):
        os.nice(5)  # an answer goes before a paper
    # sqlite-utils imports pandas where it can, only to know its numbers: 70 MB that no paper needs.
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]
    server = parent_process()
    if server is not None:
        # A server that is killed cannot tell us; without it there is nothing to do here.
        threading.Thread(target=_end_with, args=(server,), daemon=True).start()


def _end_with(server: BaseProcess) -> None:
    server.join()
    os._exit(0)


def _warm_up() -> None:
    from data.content.editions import keep_editions
    from questionnaire.language.translation import LANGUAGES
    from scoring.loading import load_content
    from screens.downloads.requests import DOWNLOADS

    keep_editions()
    for language in LANGUAGES:
        load_content(language=language)
    assert DOWNLOADS
