"""What the tests of the PDFs share."""

from __future__ import annotations

import pytest

from scoring.content import Content
from scoring.loading import load_content


@pytest.fixture(scope="session")
def content() -> Content:
    """The real content, in Dutch."""
    return load_content()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flag that renews the reference pages."""
    parser.addoption("--renew-pages", action="store_true", help="make the reference pages of the PDFs anew")
