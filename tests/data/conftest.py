"""A server of its own for every test: real content, real code, folders that vanish."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from random import Random

import pytest

from data.aggregates.folding import Site, prepare
from data.folders import Folders
from data.privacy import load_privacy
from data.region import load_region
from questionnaire.simulate import simulated_business
from scoring.content import Content
from scoring.loading import load_content

TODAY = date(2026, 11, 2)


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content()


@pytest.fixture
def fresh(content: Content, tmp_path: Path) -> Site:
    """A server on which nothing was done yet."""
    return Site(
        content, load_region(), load_privacy(), Folders(tmp_path / "var", tmp_path / "keys").make(), TODAY
    )


@pytest.fixture(scope="session")
def template(content: Content, tmp_path_factory) -> Folders:
    """Standing cells, made once: making ninety keys is slow on a busy disk."""
    folder = tmp_path_factory.mktemp("template")
    made = Site(
        content, load_region(), load_privacy(), Folders(folder / "var", folder / "keys").make(), TODAY
    )
    prepare(made)
    return made.folders


@pytest.fixture
def site(fresh: Site, template: Folders) -> Site:
    """A server with its standing cells, each test its own copy."""
    shutil.copytree(template.data_dir, fresh.folders.data_dir, dirs_exist_ok=True)
    shutil.copytree(template.key_dir, fresh.folders.key_dir, dirs_exist_ok=True)
    return fresh


@pytest.fixture
def business(content: Content):
    """Makes businesses: business(municipality="almelo", ...) gives one complete set of responses."""
    rng = Random(7)

    def make(quick: bool = False, **fixed: object):
        given = {"company_size": "micro", "sector": "retail", "municipality": "almelo", **fixed}
        return simulated_business(content.questionnaire, rng, given, quick=quick)

    return make
