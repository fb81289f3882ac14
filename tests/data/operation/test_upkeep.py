"""Upkeep: what a server does by itself, again and again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from data import clock
from data.aggregates.folding import this_site
from data.aggregates.pending import open_pending
from data.folders import Folders
from data.operation.upkeep import keep_up
from data.organisers.events import add_event, event
from scoring.loading import load_content


def test_upkeep_makes_the_open_blocks_and_publishes(tmp_path: Path) -> None:
    site = this_site(load_content(), where=Folders(tmp_path / "data", tmp_path / "keys"))
    done = keep_up(site, tmp_path / "release")
    assert "release.json" in done.published
    with open_pending(site.folders) as pending:
        assert len(pending.cells()) > 50


@pytest.mark.slow
def test_upkeep_twice_changes_nothing(tmp_path: Path) -> None:
    site = this_site(load_content(), where=Folders(tmp_path / "data", tmp_path / "keys"))
    keep_up(site, tmp_path / "release")
    again = keep_up(site, tmp_path / "release")
    assert (again.closed, again.expired, again.published) == (0, 0, ())


def test_upkeep_closes_an_event_whose_last_day_is_past(tmp_path: Path) -> None:
    site = this_site(load_content(), where=Folders(tmp_path / "data", tmp_path / "keys"))
    made = add_event(site, "", "Gisteren", clock.today())
    later = replace(site, today=clock.today() + timedelta(days=2))
    assert keep_up(later).closed == 1
    found = event(made.id, site.folders)
    assert found is not None and found.closed == later.today
