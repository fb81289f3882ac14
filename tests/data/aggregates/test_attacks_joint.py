"""The n-1 attacker who uses how answers hang together: through a latent maturity, with the victim's very bits."""

from __future__ import annotations

import pytest

import benchmarks.support.joint_attack as joint
from benchmarks.support.joint_attack import Attacker
from data.content.label import (
    IMPRESSION_EVENT,
    IMPRESSION_REGION,
    STRONG_EVENT_PCT,
    STRONG_REGION_PCT,
)

VICTIMS = 150


@pytest.fixture(scope="module")
def attacker(content, tmp_path_factory):
    from data.aggregates.folding import Site
    from data.folders import Folders
    from data.privacy import load_privacy
    from data.region import load_region
    from tests.data.conftest import TODAY

    folder = tmp_path_factory.mktemp("joint")
    folders = Folders(folder / "var", folder / "keys").make()
    with pytest.MonkeyPatch.context() as smaller:
        smaller.setattr(joint, "_SAMPLE", 120)
        yield Attacker(Site(content, load_region(), load_privacy(), folders, TODAY))


@pytest.mark.slow
def test_all_bits_of_one_business_tell_no_more_than_the_label_says(attacker):
    found = attacker.attack(VICTIMS, event=False)
    assert found.answers > 15 * VICTIMS and found.certain == 0
    assert found.strong_pct <= STRONG_REGION_PCT and found.furthest <= 0.69 + 1e-9
    assert found.maturity_correlation <= IMPRESSION_REGION


@pytest.mark.slow
def test_with_an_event_on_top_no_more_than_the_label_says(attacker):
    found = attacker.attack(VICTIMS, event=True)
    assert found.certain == 0 and found.strong_pct <= STRONG_EVENT_PCT <= 5
    assert found.past <= 0.02 * found.answers and found.maturity_correlation <= IMPRESSION_EVENT


@pytest.mark.slow
def test_bits_that_are_hardly_turned_over_are_seen_through(attacker, monkeypatch):
    from data.aggregates.folding import Site
    from data.aggregates.randomised import TurnedOver

    monkeypatch.setattr(
        Site, "chances", lambda site: dict.fromkeys(attacker.states, TurnedOver("1/50", "1/50", "1/50"))
    )
    found = attacker.attack(40, event=False)
    assert found.strong_pct > 10
