"""Two servers of which the shared part is kept by one real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data.aggregates.folding import Site
from data.folders import Folders
from data.stores import forget_databases
from tests.data.conftest import TODAY
from tests.postgresql import Cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    try:
        yield made.start()
    finally:
        made.remove()


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    """The address of a database in which nothing is; no connection is left when the test ends."""
    yield cluster.new_database()
    forget_databases()


@pytest.fixture
def where(database: str, tmp_path: Path) -> Folders:
    """One server."""
    return Folders(tmp_path / "var", tmp_path / "keys", database).make()


@pytest.fixture
def elsewhere(database: str, tmp_path: Path) -> Folders:
    """Another server on the same database."""
    return Folders(tmp_path / "var2", tmp_path / "keys2", database).make()


@pytest.fixture
def fresh(content, where: Folders) -> Site:
    """What `site` of the tests of the data is made from: the same tests run on this server."""
    from data.privacy import load_privacy
    from data.region import load_region

    return Site(content, load_region(), load_privacy(), where, TODAY)


@pytest.fixture
def other_site(site: Site, elsewhere: Folders) -> Site:
    return replace(site, folders=elsewhere)
