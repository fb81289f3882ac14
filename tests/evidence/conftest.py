"""A little internet for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.evidence.world import World


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()
