"""Example data: made-up businesses folded through the real code, and two events, so that every screen has
something to show.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from data.aggregates.folding import Site, fold, prepare
from data.figures.drop_off import furthest_item, record_drop_off
from data.organisers.events import Event, add_event, close_event, joined
from data.region import Businesses
from data.tokens import new_token
from questionnaire.language.translation import N_
from questionnaire.simulate import simulated_business
from questionnaire.walk import path

MARK = ".example-data"
_AT_AN_EVENT = (46, 38)  # businesses at the closed and at the running event


_MADE_UP_SIZES = (
    44444,
    22222,
    4444,
    2222,
    1111,
    1111,
    1111,
    1111,
)  # from small to large, of as many as there are
MADE_UP = N_("Verzonnen aantallen bedrijven, alleen voor het voorbeeld")


class NotEmpty(ValueError):
    """There are figures here already; example data never mixes with real ones."""


def simulate(
    site: Site, businesses: int = 400, seed: int = 20261101, quick_share: float = 0.4
) -> list[Event]:
    """Fills an empty data folder with made-up businesses over the past four quarters, and returns the two
    events; none where the scan has no events.

    For each business that finishes another one stops half-way.

    Raises NotEmpty when the folder holds anything.
    """
    if site.folders.pending.exists() or site.folders.published.exists():
        raise NotEmpty(
            f"In {site.folders.data_dir} staan al gegevens. Kies een lege map met DATA_DIR en KEY_DIR."
        )
    (site.folders.data_dir / MARK).write_text("Alles in deze map is verzonnen.\n", encoding="utf-8")
    rng = Random(seed)
    months = [site.today - timedelta(days=91 * back) for back in (3, 2, 1, 0)]
    at_events = sum(_AT_AN_EVENT) if site.region.events else 0
    alone = max(0, businesses - at_events)
    for number, day in enumerate(months):
        now = replace(site, today=day)
        prepare(now)
        for _ in range(
            alone * (number + 1) // 10 if number < 3 else alone - sum(alone * (n + 1) // 10 for n in range(3))
        ):
            _one(now, rng, quick_share)
        for _ in range(businesses // len(months)):
            _one_that_stops(now, rng, quick_share)
    if not site.region.events:
        return []
    towns = [(town.id, f" {town.label}") for town in site.region.municipalities] or [("", "")]
    breakfast, evening = towns[(len(towns) - 1) // 2], towns[0]
    visitors = min(businesses, _AT_AN_EVENT[0]), min(max(0, businesses - _AT_AN_EVENT[0]), _AT_AN_EVENT[1])
    first = _event(
        site,
        rng,
        f"Ondernemersontbijt{breakfast[1]}",
        site.today - timedelta(days=12),
        breakfast[0],
        visitors[0],
    )
    first = close_event(site, first)
    second = _event(site, rng, f"Avond van de middenstand{evening[1]}", site.today, evening[0], visitors[1])
    return [first, second]


def is_example(site: Site) -> bool:
    """Whether the data folder holds made-up data, so that pages can say so."""
    return (site.folders.data_dir / MARK).exists()


def businesses_there(site: Site) -> Businesses | None:
    """How many businesses there are, as the region says; beside made-up data made-up numbers, with a source that
    says so. 1.111, 2.222 and so on: nobody takes them for counted.
    """
    if not is_example(site):
        return site.region.businesses
    region, sizes = site.region, site.questionnaire.role_options("size")
    return Businesses(
        source=MADE_UP,
        counted_on=site.today,
        municipalities={m.id: 1111 * (1 + n % 9) for n, m in enumerate(region.municipalities)},
        sector_groups={g.id: 1111 * (9 - n % 9) for n, g in enumerate(region.sector_groups)},
        sizes=dict(zip((o.id for o in sizes), _MADE_UP_SIZES)),
    )


def _event(site: Site, rng: Random, name: str, day: date, municipality: str, visitors: int) -> Event:
    place = site.questionnaire.role_item("place")
    event = add_event(
        replace(site, today=day), "", name, day, site.today + timedelta(days=2), municipality=municipality
    )
    for number in range(visitors):
        joined(event.id, site.folders)
        # Two in three are from the place itself, and one in four goes on to the full scan.
        fixed = (
            {place.id: municipality}
            if place is not None and municipality in place.options_by_id and number % 3
            else {}
        )
        _one(site, rng, 0.75, event, fixed)
    for _ in range(visitors // 9):
        joined(event.id, site.folders)  # began, did not finish
    return event


def _one(
    site: Site,
    rng: Random,
    quick_share: float,
    event: Event | None = None,
    fixed: dict[str, str] | None = None,
) -> None:
    quick = rng.random() < quick_share
    responses = simulated_business(site.questionnaire, rng, fixed, quick=quick)
    fold(site.content, responses, new_token(), quick=quick, event=event.id if event else None, site=site)


def _one_that_stops(site: Site, rng: Random, quick_share: float) -> None:
    """Half of who stops does so in the first third of the questions, as in any long form."""
    quick = rng.random() < quick_share
    responses = simulated_business(site.questionnaire, rng, quick=quick)
    asked = [item.id for item in path(site.questionnaire, responses, quick)]
    reached = responses.only(asked[: 1 + int(len(asked) * rng.random() ** 1.6)])
    record_drop_off(
        site,
        new_token(),
        furthest_item(site.questionnaire, reached, path(site.questionnaire, reached, quick)) or asked[0],
    )
