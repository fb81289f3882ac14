"""The start of the server: everything imported and read before the first visitor, and room for a full hall."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from importlib import import_module

import streamlit as st

from data.aggregates.folding import this_site
from data.content.editions import editions_kept
from data.folders import folders
from data.operation.servers import follow_others
from data.operation.upkeep import keep_up
from data.postgresql.notices import listen
from questionnaire.language.templates import compile_templates
from questionnaire.language.translation import LANGUAGES
from scoring.loading import load_content
from screens.navigation import SCREENS
from screens.session import saved_scans
from screens.session.settings import log_file, release_dir
from screens.streamlit_patches.pieces import is_used
from web.access_log import silence_access_log
from web.assets import Assets
from web.download_worker import DownloadWorker
from web.log import masked_log, written_to
from web.pages.first_help import first_help_html
from web.pages.first_page import preloads

UPKEEP_FIRST, UPKEEP_EVERY = 15.0, 4 * 3600.0  # seconds: after the warm start, and then several times a day

COLLECT_AFTER = (
    10_000,
    10,
    20,
)  # new objects, small collections, middle collections; a full one follows these
# What the first visitor would otherwise wait for.
HEAVY = ("altair", "pandas", "pyarrow", "streamlit.elements.arrow", "screens.downloads.requests")


def lifespan_for(assets: Assets, worker: DownloadWorker):
    """The lifespan of the app: `async with` around the time that the server answers."""

    @asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[dict[str, object]]:
        # What this sets for the whole process it takes back: a process may serve more than once, as in tests.
        with ExitStack() as set_back:
            silence_access_log()
            set_back.enter_context(masked_log())
            if file := log_file():
                set_back.enter_context(written_to(file))
            set_back.enter_context(editions_kept())
            raise_file_limit()
            threading.Thread(target=prepare, args=(assets, worker), name="prepare", daemon=True).start()
            ended = threading.Event()
            threading.Thread(target=upkeep, args=(ended,), name="upkeep", daemon=True).start()
            if folders().database:
                beside_others(ended)
            try:
                yield {}
            finally:
                ended.set()
                worker.close()

    return lifespan


def prepare(assets: Assets, worker: DownloadWorker) -> None:
    """What may come after the first page: the server answers within a few seconds of a cold start, and is
    warm soon after.
    """
    try:
        warm_up()
        if is_used("printing_room"):
            worker.open()
        assets.build()
    except Exception:  # a full disk must not stop the server
        logging.getLogger(__name__).exception("the warm start failed")


def upkeep(ended: threading.Event) -> None:
    """Makes the open blocks at the start, and every few hours closes, forgets and publishes what is due."""
    wait = UPKEEP_FIRST
    while not ended.wait(wait):
        wait = UPKEEP_EVERY
        try:
            keep_up(this_site(load_content()), release_dir())
        except Exception:  # tried again next time; the log tells the team, respondents go on
            logging.getLogger(__name__).exception("upkeep failed")


def beside_others(ended: threading.Event) -> None:
    """Follows what other servers on the same database do, until it has `ended`."""
    where, changes = folders(), saved_scans.changes
    for name, follow, arguments in (
        ("follow", follow_others, (lambda: this_site(load_content()), ended)),
        ("listen", listen, (where.database, changes.heard, changes.missed, ended)),
    ):
        threading.Thread(target=follow, args=arguments, name=name, daemon=True).start()


def warm_up() -> None:
    """Imports and reads all that screens need, then takes it out of the garbage collector's sight.

    Without the freeze each collection walks a million objects that will never go. A full collection stops
    everybody for a fifth of a second in a room of 500, and with Python's own thresholds came every six
    seconds to find next to nothing: what a run leaves behind goes in the small ones, which are few enough at
    ten thousand objects.
    """
    for name in (*HEAVY, *(f"screens.{screen.module or screen.name}" for screen in SCREENS)):
        import_module(name)
    preloads()
    compile_templates()
    for language in LANGUAGES:
        first_help_html(language)
    if is_used("collections"):
        gc.collect()
        gc.freeze()
        gc.set_threshold(*COLLECT_AFTER)


def raise_file_limit() -> None:
    """Each visitor holds a connection; many systems stop at 1,024 files unless asked."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
