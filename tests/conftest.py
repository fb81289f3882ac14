"""How the suite runs: in any order, and what needs a browser apart from the rest. `python -m tests` runs both
parts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from questionnaire.content_folder import PRODUCT, ROOT
from scoring.editions.current import install, installed, walk_on

BROWSER = Path(__file__).resolve().parent / "browser"
# About the questions and advice of Twente. Another content, named by CONTENT, has tests of its own.
OF_TWENTE = Path(__file__).resolve().parent / "content"

# A busy machine makes an example slow, not wrong; and what failed once must fail again.
settings.register_profile(
    "any-machine", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any-machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which part of the suite to collect."""
    parser.addoption(
        "--part",
        choices=("all", "browser", "rest"),
        default="all",
        help="only what needs a browser, or only the rest",
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves the other part alone, and tests of content that is not there: their modules are not even imported."""
    if ROOT != PRODUCT and collection_path.is_relative_to(OF_TWENTE):
        return True
    part = config.getoption("part")
    in_browser = collection_path.is_relative_to(BROWSER)
    if part == "rest" and in_browser:
        return True
    return True if part == "browser" and collection_path.is_file() and not in_browser else None


@pytest.fixture(autouse=True)
def the_same_main() -> Iterator[None]:
    """Streamlit lays each script that it runs under `__main__`, and a process that is started then would run
    that script again.
    """
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@contextmanager
def _as_found() -> Iterator[None]:
    before = installed()
    yield
    walk_on(None)
    if installed() is not before:
        install(before)


@pytest.fixture(autouse=True, scope="module")
def editions_of_a_module() -> Iterator[None]:
    """What the fixtures of a module set up, a server for instance, ends with it."""
    with _as_found():
        yield


@pytest.fixture(autouse=True)
def own_editions() -> Iterator[None]:
    """What a test does as a respondent's run or as a server that starts ends with it: the next one is on no
    edition, and follows the store that this one found.
    """
    with _as_found():
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After shuffling: the browser's tests last, for who runs both parts in one interpreter.

    Playwright's event loop runs on in the thread of the tests, and `asyncio.run` refuses to start beside it.
    """
    items.sort(key=lambda item: item.path.is_relative_to(BROWSER))
