"""What the figures give away at most, worked out from the parameters and the questions: the one source of every
number that the privacy page, docs/privacy-label.md and the open data say about it.

Every pair of states of an answer is listed in docs/decisions/randomised.md. The bits of the region give a hard
bound, epsilon: the logarithm of how much more likely anything kept or published can become by one change. The
Gaussian noise of an event gives mu instead: seeing everything is as hard as telling two normal distributions
apart whose means are mu standard deviations apart; its bound is soft, and holds in so many of a hundred cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import exp, log
from statistics import NormalDist

from data.aggregates.randomised import TurnedOver, turned_over
from data.aggregates.room_tallies import FINE, room_tallies
from data.aggregates.steering import steering_rules
from data.aggregates.tallies import PARTS, ItemPlan, routing_pairs, tallied_items, tally_plan
from data.privacy import Privacy
from questionnaire.conditions import items_in
from questionnaire.models import Questionnaire

YEARS_COUNTED = 5
DELTA = 1e-6
USUAL = 0.95  # "in 95 of 100 cases"
_QUARTERS_IN_A_YEAR = 4
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Told:
    """What one change can give away. `region`: epsilon of its bits. `event`: epsilons of Laplace noise with the
    variance that the event's sums have, added up; `square` the sum of their squares.
    """

    region: float = 0.0
    event: float = 0.0
    square: float = 0.0

    @property
    def both(self) -> float:
        """As if the event's noise were Laplace: what budgets are compared by."""
        return self.region + self.event

    @property
    def mu(self) -> float:
        """Of the event: Gaussian noise with the variance of Laplace epsilon has sd sqrt(2)/epsilon."""
        return (self.square / 2) ** 0.5

    def __add__(self, other: Told) -> Told:
        return Told(self.region + other.region, self.event + other.event, self.square + other.square)

    def times(self, count: int) -> Told:
        return Told(self.region * count, self.event * count, self.square * count)


@dataclass(frozen=True)
class Derived:
    """What is given away at most about: whether something is in place; any distinction within one answer; one
    whole quick or full scan; one profile answer that routes. `counted`: how often a saved scan counts in
    YEARS_COUNTED years.
    """

    in_place: Told
    any_answer: Told
    whole_quick: Told
    whole_scan: Told
    profile_answer: Told
    counted: int


def epsilon_of(turned: str) -> float:
    """What a bit that is turned over with this probability gives away."""
    q = float(Fraction(turned))
    return log((1 - q) / q)


def surest(epsilon: float, before: float = 0.5) -> float:
    """Percent: how sure somebody can become at most who gave it probability `before`."""
    odds = before / (1 - before) * exp(epsilon)
    return 100 * odds / (1 + odds)


def usually(told: Told, share: float = USUAL) -> float:
    """Percent: how sure somebody from even odds becomes at most in this share of cases, region and event both.

    The event's log-odds are normal with mean mu^2/2 and variance mu^2; the region's are plus or minus epsilon.
    """
    mu, e = told.mu, told.region
    right = exp(e) / (1 + exp(e))
    if mu == 0:
        return surest(e)

    def beyond(bound: float) -> float:
        found = 0.0
        for sign, weight in ((1, right), (-1, 1 - right)):
            event = NormalDist(sign * e + mu * mu / 2, mu)
            found += weight * (1 - event.cdf(bound) + event.cdf(-bound))
        return found

    low, high = 0.0, e + mu * mu / 2 + 10 * mu
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if beyond(middle) > 1 - share else (low, middle)
    return surest(high)


def epsilon_at(mu: float, delta: float = DELTA) -> float:
    """Epsilon of Gaussian noise with this mu at this delta (Dong, Roth and Su 2022, corollary 2.13)."""

    def lost(e: float) -> float:
        return _NORMAL.cdf(-e / mu + mu / 2) - exp(e) * _NORMAL.cdf(-e / mu - mu / 2)

    low, high = 0.0, mu * mu / 2 + 8 * mu + 1
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if lost(middle) > delta else (low, middle)
    return high


def derived(questionnaire: Questionnaire, privacy: Privacy) -> Derived:
    """The figures for these questions and parameters."""
    found = _Derivation(questionnaire, privacy)
    every = list(found.items)
    quick = [i for i in every if questionnaire.items[i].quick]
    routed = [
        [i for i in every if p in items_in(questionnaire.items[i].skip_if)] for p in questionnaire.profile_ids
    ]
    return Derived(
        _most(found.in_place()),
        _most(found.any_answer()),
        found.whole(quick),
        found.whole(every),
        _most([found.whole(items) for items in routed if items] or [Told()]),
        -(-YEARS_COUNTED * _QUARTERS_IN_A_YEAR // privacy.refold_after.value),
    )


class _Derivation:
    def __init__(self, questionnaire: Questionnaire, privacy: Privacy):
        self.questionnaire, self.privacy = questionnaire, privacy
        self.chances: dict[str, TurnedOver] = turned_over(questionnaire, privacy)
        self.plan: dict[str, ItemPlan] = tally_plan(questionnaire, privacy.pair_scale.value)
        self.items = [item.id for item in tallied_items(questionnaire)]

    def points(self, item: str) -> Told:
        """From nothing to everything in place."""
        return _told(
            epsilon_of(self.chances[item].points), self.privacy.points_epsilon.value / self.plan[item].scale
        )

    def aside(self, item: str) -> Told:
        """Of the two other bits, the one that tells most: an answer changes at most one of them."""
        unknown = _told(epsilon_of(self.chances[item].dont_know), self.privacy.dont_know_epsilon.value)
        if not self.questionnaire.items[item].not_applicable:
            return unknown
        asked = _told(epsilon_of(self.chances[item].asked), self.privacy.asked_epsilon.value)
        return _most([unknown, asked])

    def room(self, *items: str) -> Told:
        """A room's theme and total: one answer moves them by at most their span."""
        if not (room_tallies(self.questionnaire) and any(self.questionnaire.items[i].quick for i in items)):
            return Told()
        return _told(0, self.privacy.theme_epsilon.value) + _told(0, self.privacy.total_epsilon.value)

    def in_place(self) -> list[Told]:
        pairs = routing_pairs(self.questionnaire)
        both = [self.points(s) + self.points(t) + self.room(s, t) for s, t in pairs]
        return [self.points(i) + self.room(i) for i in self.items] + both

    def any_answer(self) -> list[Told]:
        return [self.points(i) + self.aside(i) + self.room(i) for i in self.items] + self.in_place()

    def whole(self, items: list[str]) -> Told:
        """All these answers at once, and who was asked them: a sum that no single business may reach."""
        told = sum((self.points(i) + self.aside(i) for i in items), Told())
        rules = steering_rules(self.questionnaire)
        for part in PARTS:
            counted = [i for i in items if self.plan[i].part == part and self.plan[i].counts_asked]
            once = {rules[i][0]: epsilon_of(self.chances[i].asked) for i in counted}
            told += sum((_told(e, 0) for e in once.values()), Told())
            told += sum((_told(0, self.privacy.asked_epsilon.value) for _ in counted), Told())
        if any(self.questionnaire.items[i].quick for i in items):
            told += self._whole_room()
        return told

    def _whole_room(self) -> Told:
        """A response moves a tally of its room by a whole one, which is more than its span."""
        told = Told()
        for tally in room_tallies(self.questionnaire).values():
            e = self.privacy.theme_epsilon.value if tally.weights else self.privacy.total_epsilon.value
            told += _told(0, e * FINE / tally.span)
        return told


def _told(region: float, event: float) -> Told:
    return Told(region, event, event**2)


def _most(told: list[Told]) -> Told:
    return Told(*(max(getattr(t, part) for t in told) for part in ("region", "event", "square")))
