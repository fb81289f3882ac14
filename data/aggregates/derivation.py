"""What the figures give away at most, worked out from the parameters and the questions: the one source of every
number that the privacy page, docs/privacy.md and the open data say about it.

Every pair of states of an answer is listed in docs/decisions/noise.md. The Laplace noise of the region gives a hard
bound, epsilon: the logarithm of how much more likely anything published can become by one change. The Gaussian
noise of an event gives mu instead: seeing all of it is as hard as telling two normal distributions apart whose means
are mu standard deviations apart. That bound is soft, so what is said of it holds in so many of a hundred cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp, sqrt
from statistics import NormalDist

from data.aggregates.room_tallies import FINE, TOTAL, room_tallies
from data.aggregates.tallies import ItemPlan, routing_pairs, tally_plan
from data.privacy import EpsilonPerCube, Privacy
from questionnaire.models import Questionnaire
from questionnaire.remembered import remembered

DELTA = 1e-6
USUAL = 0.95  # "in 95 of 100 cases"
_FINE_LOSS = 100  # steps in one unit of log-odds
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Told:
    """What one change can give away. `region`: the epsilon of each Laplace noise that it reaches there. `square`: of
    an event, the sum of the squared epsilons that Laplace noise with the variance of its Gaussian noise would have.
    """

    region: tuple[float, ...] = ()
    square: float = 0.0

    @property
    def epsilon(self) -> float:
        """Of the region alone: the hard bound."""
        return sum(self.region)

    @property
    def event(self) -> float:
        """Epsilon of one Laplace noise as wide as what an event adds: what budgets are compared by."""
        return sqrt(self.square)

    @property
    def mu(self) -> float:
        """Of the event: Gaussian noise with the variance of Laplace epsilon has a deviation of sqrt(2)/epsilon."""
        return sqrt(self.square / 2)


@dataclass(frozen=True)
class Derived:
    """What is given away at most about: whether something is in place; any distinction within one answer; one whole
    full scan, all its answers at once.
    """

    in_place: Told
    any_answer: Told
    whole_scan: Told


def derived(questionnaire: Questionnaire, privacy: Privacy) -> Derived:
    """The figures for these questions and parameters."""
    return remembered(questionnaire, ("derived", privacy), lambda: _derived(questionnaire, privacy))


def _derived(questionnaire: Questionnaire, privacy: Privacy) -> Derived:
    aside = max(_region(privacy.dont_know_epsilon.value), _region(privacy.asked_epsilon.value), key=sum)
    aside_event = max(privacy.dont_know_epsilon.value.event, privacy.asked_epsilon.value.event) ** 2
    points, room = _region(privacy.points_epsilon.value), _room(questionnaire, privacy)
    # Both items of a routing pair have as much more noise as there are of them, or more: pair_scale is 2 at least.
    in_place = Told(points, privacy.points_epsilon.value.event**2 + room)
    any_answer = Told(points + aside, in_place.square + aside_event)
    plan = tally_plan(questionnaire, privacy.pair_scale.value)
    whole_room = sum(
        (_room_epsilon(i, privacy) * FINE / t.span) ** 2 for i, t in room_tallies(questionnaire).items()
    )
    return Derived(in_place, any_answer, _whole(plan, privacy, whole_room))


def _region(epsilon: EpsilonPerCube) -> tuple[float, ...]:
    return (epsilon.municipality, epsilon.sector_size)


def _room_epsilon(tally: str, privacy: Privacy) -> float:
    return privacy.total_epsilon.value if tally == TOTAL else privacy.theme_epsilon.value


def _room(questionnaire: Questionnaire, privacy: Privacy) -> float:
    """Squares of the tallies of a room that one answer moves: the total, its theme, and the theme of the other item
    where a routing pair lies over two.
    """
    tallies = room_tallies(questionnaire)
    if not tallies:
        return 0.0
    theme_of = {i: t.id for t in tallies.values() for i in t.weights}
    pairs = routing_pairs(questionnaire)
    themes = max((len({theme_of[i] for i in pair if i in theme_of}) for pair in pairs), default=1)
    return float(privacy.total_epsilon.value**2 + max(themes, 1) * privacy.theme_epsilon.value**2)


def _whole(plan: dict[str, ItemPlan], privacy: Privacy, room: float) -> Told:
    """All answers and who was asked them, at once: a sum that no single business may reach."""
    points, unknown, asked = (
        parameter.value
        for parameter in (privacy.points_epsilon, privacy.dont_know_epsilon, privacy.asked_epsilon)
    )
    region: list[float] = []
    square = room
    for item in plan.values():
        region += [e / item.scale for e in _region(points)] + [*_region(unknown)]
        square += (points.event / item.scale) ** 2 + unknown.event**2
        if item.counts_asked:
            region += _region(asked)
            square += asked.event**2
    return Told(tuple(region), square)


def surest(epsilon: float, before: float = 0.5) -> float:
    """Percent: how sure somebody can become at most who gave it probability `before`."""
    odds = before / (1 - before) * exp(epsilon)
    return 100 * odds / (1 + odds)


@lru_cache(maxsize=32)
def usually(told: Told, share: float = USUAL) -> float:
    """Percent: how sure somebody from even odds becomes at most in this share of cases, region and event both."""
    mu, losses = told.mu, _losses(told.region)
    low, high = 0.0, told.epsilon + mu * mu / 2 + 10 * mu
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _beyond(losses, mu, middle) > 1 - share else (low, middle)
    return surest(high)


def beyond(told: Told, epsilon: float) -> float:
    """In which share of cases somebody who began at even odds comes further than this epsilon would allow."""
    return _beyond(_losses(told.region), told.mu, epsilon)


def _beyond(losses: dict[int, float], mu: float, bound: float) -> float:
    if mu == 0:
        return sum(p for loss, p in losses.items() if abs(loss) / _FINE_LOSS > bound + 1e-9)
    found = 0.0
    for loss, p in losses.items():  # the event's log-odds are normal with mean mu^2/2 and deviation mu
        event = NormalDist(loss / _FINE_LOSS + mu * mu / 2, mu)
        found += p * (1 - event.cdf(bound) + event.cdf(-bound))
    return found


def _losses(region: tuple[float, ...]) -> dict[int, float]:
    """How likely each log-odds is, in steps, that Laplace noises of these epsilons give together where the truth is
    one of two answers a whole item apart. Rounded away from zero doubt, never towards it.
    """
    found = {0: 1.0}
    for epsilon in region:
        one = _loss(epsilon)
        together: dict[int, float] = {}
        for a, p in found.items():
            for b, q in one.items():
                together[a + b] = together.get(a + b, 0.0) + p * q
        found = together
    return found


def _loss(epsilon: float) -> dict[int, float]:
    """Of one noise: epsilon with probability a half, -epsilon with exp(-epsilon)/2, and all that lies between."""
    steps = ceil(epsilon * _FINE_LOSS - 1e-9)
    found = {steps: 0.5, -steps: exp(-epsilon) / 2}
    for step in range(-steps + 1, steps + 1):
        # The noise lies at x between the two answers with density epsilon/2 exp(-epsilon (1-x)); the loss is epsilon (2x-1).
        from_x, to_x = ((k / steps + 1) / 2 for k in (step - 1, step))
        found[step] = found.get(step, 0.0) + (exp(-epsilon * (1 - to_x)) - exp(-epsilon * (1 - from_x))) / 2
    return found


def epsilon_at(mu: float, delta: float = DELTA) -> float:
    """Epsilon of Gaussian noise with this mu at this delta (Dong, Roth and Su 2022, corollary 2.13)."""

    def lost(e: float) -> float:
        return _NORMAL.cdf(-e / mu + mu / 2) - exp(e) * _NORMAL.cdf(-e / mu - mu / 2)

    low, high = 0.0, mu * mu / 2 + 8 * mu + 1
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if lost(middle) > delta else (low, middle)
    return high
