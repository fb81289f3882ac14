"""Every domain of the zoo is seen as it is."""

from __future__ import annotations

import pytest

from evidence.findings import KINDS, Grade, found
from tests.evidence.world import ALL_GOOD, Good, World, registration
from tests.evidence.zoo import ZOO, Animal


@pytest.mark.parametrize("number", range(len(ZOO)), ids=[animal.title for animal in ZOO])
def test_every_domain_of_the_zoo_is_seen_as_it_is(world: World, number: int) -> None:
    animal: Animal = ZOO[number]
    good = Good(world, f"bedrijf{number}.nl")
    good.registered(registration())
    animal.change(good)
    seen = world.look(good.name, animal.seconds)
    assert {f.id: f.outcome for f in seen.findings} == ALL_GOOD | animal.found


def test_a_domain_that_has_all_in_order_is_good_throughout(world: World) -> None:
    good = Good(world, "inorde.nl")
    good.registered(registration())
    assert {finding.grade for finding in world.look("https://www.inorde.nl/").findings} == {Grade.GOOD}


def test_the_zoo_has_every_outcome_in_it() -> None:
    shown = {(kind, outcome) for animal in ZOO for kind, outcome in (ALL_GOOD | animal.found).items()}
    told = {(kind, outcome) for kind, one in KINDS.items() for outcome in one.outcomes}
    always = {(kind, outcome) for kind in KINDS for outcome in ("unreached", "no_time")}
    assert told - always <= shown and len(ZOO) >= 60


def test_what_cannot_be_seen_is_never_bad() -> None:
    for kind in KINDS:
        assert {found(kind, outcome).grade for outcome in ("unreached", "no_time")} == {Grade.UNSEEN}
