"""Businesses like yours: released figures only, in words that help and never shame."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.aggregates.folding import fold, this_site
from data.folders import Folders
from data.region import load_region
from questionnaire.responses import Responses
from scoring.loading import load_content
from screens.downloads.benchmark import how_many, peers_of
from tests.screens.walked import a_saved_scan

CONTENT, REGION = load_content(), load_region()


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (10, None),
        (49.9, None),
        (50, "ongeveer de helft"),
        (62.5, "ongeveer 3 van de 4"),
        (75, "ongeveer 3 van de 4"),
        (88, "bijna allemaal"),
        (100, "bijna allemaal"),
    ],
)
def test_a_share_is_said_in_words_people_use_and_never_when_it_is_small(
    percent: float, words: str | None
) -> None:
    assert how_many(percent, "nl") == words


def test_before_anything_is_released_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    where = Folders(tmp_path / "data", tmp_path / "keys").make()
    assert peers_of(CONTENT, a_saved_scan().responses, REGION, where) is None


def test_answers_in_an_open_block_are_never_compared_with(tmp_path: Path) -> None:
    where = Folders(tmp_path / "data", tmp_path / "keys")
    site = this_site(CONTENT, where=where)
    for n in range(10):
        fold(CONTENT, a_saved_scan().responses, f"{n:032d}", site=site)
    assert peers_of(CONTENT, a_saved_scan().responses, REGION, where) is None


def test_once_blocks_are_sealed_the_figures_carry_their_number_and_margin(tmp_path: Path) -> None:
    where = Folders(tmp_path / "data", tmp_path / "keys")
    site = this_site(CONTENT, where=where)
    everything = Responses(
        {
            **a_saved_scan().answers,
            "mfa_email": max(CONTENT.questionnaire.items["mfa_email"].options, key=lambda o: o.points).id,
        }
    )
    for n in range(48):
        fold(CONTENT, everything, f"{n:032d}", site=site)
    peers = peers_of(CONTENT, everything, REGION, where)
    assert peers is not None and 15 <= peers.n <= 48 and peers.themes
    assert all(
        f.margin is not None and f.margin <= site.privacy.widest_margin.value
        for f in (*peers.themes.values(), *peers.items.values())
    )
    benchmark = peers.benchmark()
    assert benchmark.n == peers.n and set(benchmark.themes) == set(peers.themes) == set(benchmark.margins)
    assert "mfa_email" not in peers.items or peers.items["mfa_email"].shown_pct > 50
