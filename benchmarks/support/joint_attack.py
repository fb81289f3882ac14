"""An n-1 attacker who uses how answers hang together: a latent maturity that all answers of a business lean on.

The attacker knows everybody's every answer but one victim's, the victim's profile, and everything that was kept
that is published: what the victim added to every sum of the municipality, of the sector and size and of an event,
with its noise. How answers follow from maturity is known from a large sample.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Literal

import numpy as np

from data.aggregates.blocks import NoiseScales
from data.aggregates.folding import Site
from data.aggregates.noise import discrete_gaussian, discrete_laplace
from data.aggregates.room_tallies import FINE, TOTAL, in_the_room, is_room_tally, parts_of, room_tallies
from data.aggregates.tallies import STEPS, Cell, Contribution, contributions
from questionnaire.simulate import simulated_business

State = tuple[int, int]  # points in twelfths, don't know
Evening = Literal["none", "now", "before"]
ROOM = Cell("event", "x")
STRONG, BASE = 0.95, 0.75
_MATURITIES = np.linspace(-2.4, 2.4, 13)
_SAMPLE = 250  # businesses per maturity


@dataclass
class Found:
    """Answers judged; how many became certain, or strongly believed where the average did not tell; how far the
    belief in one answer moved at most; and the largest correlation with the truth that maturity itself shows.
    """

    answers: int = 0
    certain: int = 0
    strong: int = 0
    past: int = 0  # answers on which a belief from even odds moved past the soft bound
    furthest: float = 0.5
    maturities: list[tuple[float, float]] = field(default_factory=list)

    @property
    def strong_pct(self) -> float:
        return 100 * self.strong / self.answers

    @property
    def maturity_correlation(self) -> float:
        """Between the victims' real mean points and the maturity that the attacker believes in."""
        return float(np.corrcoef(np.array(self.maturities).T)[0, 1])


class Attacker:
    """Knows how answers follow from maturity, from a sample of its own."""

    def __init__(self, site: Site, seed: int = 1):
        self.site = site
        rng = Random(seed)
        self.states: dict[str, list[State]] = {}
        counts: dict[str, list[dict[State, int]]] = defaultdict(
            lambda: [defaultdict(int) for _ in _MATURITIES]
        )
        for k, maturity in enumerate(_MATURITIES):
            for _ in range(_SAMPLE):
                answers = simulated_business(site.questionnaire, rng, maturity=float(maturity))
                for item, c in _given(site, answers).items():
                    if c.asked:
                        counts[item][k][c.points, c.dont_know] += 1
        self.likely: dict[str, np.ndarray] = {}  # item: maturity x state
        for item, by_maturity in counts.items():
            states = sorted({s for found in by_maturity for s in found})
            table = np.array([[found[s] + 0.3 for s in states] for found in by_maturity])
            self.states[item], self.likely[item] = states, table / table.sum(axis=1, keepdims=True)
        prior = np.exp(-(_MATURITIES**2) / (2 * 1.1**2))
        self.prior = prior / prior.sum()

    def attack(self, victims: int, *, event: Evening = "none", seed: int = 2) -> Found:
        """What becomes known about so many victims, at no event, at one as it is now, or as it was before rooms."""
        rng, found = Random(seed), Found()
        for _ in range(victims):
            answers = simulated_business(self.site.questionnaire, rng)
            given = {i: c for i, c in _given(self.site, answers).items() if c.asked and i in self.states}
            self._one(found, given, answers, event)
        return found

    def _one(self, found: Found, given: dict[str, Contribution], answers, event: Evening) -> None:
        own = {i: np.zeros(len(self.states[i])) for i in given}
        for cube in ("municipality", "sector_size"):
            self._seen_apart(given, own, NoiseScales.of(self.site.privacy, Cell(cube, "x.y")))
        tallies = {}
        if event == "before":
            self._seen_apart(given, own, NoiseScales.of_first_rooms())
        elif event == "now":
            self._seen_apart(given, own, NoiseScales.of(self.site.privacy, ROOM))
            tallies = self._seen_of_room(given, answers)
        even = {i: np.exp(log - log.max()) for i, log in own.items()}
        # Beliefs about maturity: each item apart, given it.
        by_item = {i: np.log(self.likely[i] @ even[i]) for i in given}
        belief = np.log(self.prior) + sum(by_item.values())
        means = {i: self._moments(i, even[i]) for i in given}
        rooms = {name: self._room_log(tally, means, None) for name, tally in tallies.items()}
        belief = belief + sum(rooms.values())
        belief = np.exp(belief - belief.max())
        belief /= belief.sum()
        found.maturities.append(
            (float(np.mean([c.points for c in given.values()])), float(belief @ _MATURITIES))
        )
        for item, truth in given.items():
            states = self.states[item]
            joint = belief[:, None] * self.likely[item] * even[item]
            norm = (self.likely[item] @ even[item])[:, None]
            joint = joint / norm
            for name, tally in tallies.items():
                if item in tally.weights:  # what the room says of this item, above what it said of maturity
                    joint = joint * np.exp(self._room_log(tally, means, item) - rooms[name][:, None])
            posterior = joint.sum(axis=0)
            posterior /= posterior.sum()
            before = self.prior @ self.likely[item]
            before = before / before.sum()
            _judge(found, states, before, posterior)
            self._even_odds(found, item, truth, even[item] * self._known_rest(item, given, tallies))

    def _seen_apart(self, given: dict[str, Contribution], own, scales: NoiseScales) -> None:
        """What the sums of each question say of it."""
        plan, laplace = self.site.plan(ROOM), scales.kind == "laplace"
        for item, c in given.items():
            states = np.array(self.states[item], dtype=float)
            for kind, value, scale in (
                (0, c.points, scales.of_points(item, plan[item].scale)),
                (1, c.dont_know, scales.dont_know),
            ):
                off = value + _drawn(scale, laplace) - states[:, kind]
                own[item] += _log_noise(off, float(scale), laplace)

    def _seen_of_room(self, given: dict[str, Contribution], answers) -> dict[str, _RoomSeen]:
        """What the themes and the total say of the questions in them."""
        site = self.site
        scales, plan = NoiseScales.of(site.privacy, ROOM), site.plan(ROOM)
        quick = {i: c for i, c in _given(site, answers).items() if site.questionnaire.items[i].quick}
        room, tallies = in_the_room(site.questionnaire, quick), room_tallies(site.questionnaire)
        found = {}
        for name, c in room.items():
            scale = scales.of_points(name, plan[name].scale)
            weights = self._weights(tallies, name, quick)
            rest = c.points / FINE - sum(w * quick[i].points / STEPS for i, w in weights.items())
            seen = (c.points + _drawn(scale, False)) / FINE - rest  # what is fixed by the profile, off
            found[name] = _RoomSeen(
                seen, float(scale) / FINE * 2**0.5, {i: w for i, w in weights.items() if i in given}
            )
        return found

    def _weights(self, tallies, name: str, quick: dict[str, Contribution]) -> dict[str, float]:
        """How much of a tally each answer is, for this profile."""
        if name != TOTAL:
            tally = tallies[name]
            return parts_of(tally.weights, {i for i in tally.weights if i in quick and quick[i].asked})
        themes = {n: t for n, t in tallies.items() if n != TOTAL}
        whole = sum(t.weight for t in themes.values())
        return {
            i: w * t.weight / whole
            for n, t in themes.items()
            for i, w in self._weights(tallies, n, quick).items()
        }

    def _moments(self, item: str, even: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean and variance of an item's points, given each maturity and what was seen of the item."""
        points = np.array([s[0] for s in self.states[item]]) / STEPS
        belief = self.likely[item] * even
        belief = belief / belief.sum(axis=1, keepdims=True)
        mean = belief @ points
        return mean, belief @ points**2 - mean**2

    def _room_log(self, tally: _RoomSeen, means, item: str | None) -> np.ndarray:
        """Log-likelihood of a tally per maturity; with an item, per maturity and state of it."""
        others = [i for i in tally.weights if i != item]
        mean = sum((tally.weights[i] * means[i][0] for i in others), np.zeros(len(_MATURITIES)))
        spread = sum((tally.weights[i] ** 2 * means[i][1] for i in others), np.zeros(len(_MATURITIES)))
        spread = spread + tally.sd**2
        if item is None:
            return -((tally.seen - mean) ** 2) / (2 * spread) - np.log(spread) / 2
        points = np.array([s[0] for s in self.states[item]]) / STEPS * tally.weights[item]
        off = tally.seen - mean[:, None] - points
        return -(off**2) / (2 * spread[:, None]) - np.log(spread)[:, None] / 2

    def _known_rest(self, item: str, given: dict[str, Contribution], tallies) -> np.ndarray:
        """What the tallies of the room say of one answer when all the others are known."""
        log = np.zeros(len(self.states[item]))
        for tally in tallies.values():
            if item in tally.weights:
                others = sum(w * given[i].points / STEPS for i, w in tally.weights.items() if i != item)
                points = np.array([s[0] for s in self.states[item]]) / STEPS * tally.weights[item]
                log -= (tally.seen - others - points) ** 2 / (2 * tally.sd**2)
        return np.exp(log - log.max())

    def _even_odds(self, found: Found, item: str, truth: Contribution, even: np.ndarray) -> None:
        """Between nothing and all in place, from fifty-fifty, all other answers known."""
        states = self.states[item]
        if (0, 0) in states and (STEPS, 0) in states and truth.points in (0, STEPS) and not truth.dont_know:
            none, whole = even[states.index((0, 0))], even[states.index((STEPS, 0))]
            sure = max(none, whole) / (none + whole)
            found.furthest = max(found.furthest, float(sure))
            found.past += sure > 0.88


@dataclass(frozen=True)
class _RoomSeen:
    seen: float
    sd: float
    weights: dict[str, float]


def _given(site: Site, answers) -> dict[str, Contribution]:
    parts = contributions(site.questionnaire, answers, site.content.score(answers))
    return {i: c for part in parts.values() for i, c in part.items() if not is_room_tally(i)}


def _drawn(scale: Fraction, laplace: bool) -> int:
    return discrete_laplace(scale) if laplace else discrete_gaussian(2 * scale**2)


def _log_noise(off: np.ndarray, scale: float, laplace: bool) -> np.ndarray:
    return -np.abs(off) / scale if laplace else -(off**2) / (4 * scale**2)


def _judge(found: Found, states: list[State], before: np.ndarray, after: np.ndarray) -> None:
    """Each exact state, and each 'at least so much in place' and its opposite."""
    points = np.array([s[0] for s in states])
    events = np.vstack([np.eye(len(states)), *([points >= t, points < t] for t in sorted(set(points))[1:])])
    b, a = events @ before, events @ after
    found.answers += 1
    found.certain += bool(((a > 1 - 1e-9) & (b < 1 - 1e-9)).any())
    found.strong += bool(((a > STRONG) & (b < BASE)).any())
