"""The n-1 attacker who uses how answers hang together, through a latent maturity: with everybody else's answers known."""

from __future__ import annotations

from dataclasses import replace

import pytest

import benchmarks.support.joint_attack as joint
from benchmarks.support.joint_attack import Attacker
from data.aggregates.derivation import beyond, derived
from data.aggregates.folding import Site
from data.folders import Folders
from data.privacy import load_privacy
from data.region import load_region
from tests.data.conftest import TODAY

VICTIMS = 120
MOST_STRONG_PCT = 5.0  # the bar: over 95 % sure of what the average made less than 75 % likely


@pytest.fixture(scope="module")
def attacker(content, tmp_path_factory):
    folder = tmp_path_factory.mktemp("joint")
    folders = Folders(folder / "var", folder / "keys").make()
    with pytest.MonkeyPatch.context() as smaller:
        smaller.setattr(joint, "_SAMPLE", 120)
        yield Attacker(Site(content, load_region(), load_privacy(), folders, TODAY))


@pytest.mark.slow
def test_the_region_alone_keeps_within_its_hard_bound(attacker):
    found = attacker.attack(VICTIMS, event="none")
    assert found.answers > 15 * VICTIMS and found.certain == 0
    assert found.strong_pct <= 1.5 and found.furthest <= 0.7686


@pytest.mark.slow
def test_an_event_on_top_tells_no_more_than_the_bar_and_goes_past_88_as_seldom_as_told(attacker, content):
    found = attacker.attack(VICTIMS, event="now")
    assert found.certain == 0 and found.strong_pct <= MOST_STRONG_PCT
    told = derived(content.questionnaire, attacker.site.privacy).in_place
    assert 0 < found.past <= beyond(told, 2.0) * found.answers


@pytest.mark.slow
def test_noise_of_a_third_is_seen_through(attacker, monkeypatch):
    privacy = attacker.site.privacy
    weak = privacy.points_epsilon.model_copy(
        update={"value": privacy.points_epsilon.value.model_copy(update={"event": 1.9})}
    )
    monkeypatch.setattr(
        attacker,
        "site",
        replace(attacker.site, privacy=privacy.model_copy(update={"points_epsilon": weak})),
    )
    assert attacker.attack(40, event="now").strong_pct > MOST_STRONG_PCT
