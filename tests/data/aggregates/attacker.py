"""The reader we defend against: knows who took part, where, in which order, everybody's profile, and the
method.

`World` is the truth, `publish` what the design makes of it, and the attacks work on what was published alone,
with the attacker's knowledge beside it. They count what they learn; tests compare that with the bars, and
with what the same attack learns from a design that was broken on purpose.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import exp
from random import Random

import numpy as np

from data.aggregates.blocks import NoiseScales, OpenBlock, Tally, smallest_block
from data.aggregates.folding import Site
from data.aggregates.room_tallies import in_the_room, is_room_tally
from data.aggregates.sealing import SealedBlock, seal
from data.aggregates.tallies import STEPS, Cell, Contribution, cells_of, contributions
from questionnaire.simulate import simulated_business

State = tuple[int, int, int]  # points in twelfths, don't know, asked
STRONG, BASE = 0.95, 0.75


@dataclass(frozen=True)
class Person:
    """One respondent: where they count and what they answered."""

    cells: tuple[Cell, ...]
    given: dict[str, dict[str, Contribution]]

    def answers(self) -> dict[str, Contribution]:
        return {i: c for part in self.given.values() for i, c in part.items()}


@dataclass(frozen=True)
class Block:
    """A published block and who is in it: the attacker has the attendance list."""

    sealed: SealedBlock
    members: tuple[int, ...]


@dataclass
class Learned:
    """What an attack found out: answers judged, known for certain, and strongly believed where the average
    did not tell.
    """

    answers: int = 0
    certain: int = 0
    strong: int = 0

    def add(self, states: list[State], posterior: np.ndarray, base: np.ndarray) -> None:
        """Judges one answer: each exact state, and each 'at least so much in place' and its opposite."""
        points = np.array([s[0] for s in states])
        events = np.vstack(
            [np.eye(len(states)), *([points >= t, points < t] for t in sorted(set(points))[1:])]
        )
        before, after = events @ base, events @ posterior
        self.answers += 1
        self.certain += bool(((after > 1 - 1e-9) & (before < 1 - 1e-9)).any())
        self.strong += bool(((after > STRONG) & (before < BASE)).any())


def people(site: Site, count: int, seed: int, event_size: int = 50, **fixed: str) -> list[Person]:
    """Businesses in order of arrival; each belongs to an event of `event_size` when that is not 0."""
    rng, found = Random(seed), []
    for k in range(count):
        responses = simulated_business(site.questionnaire, rng, fixed)
        event = f"event{k // event_size}" if event_size else None
        found.append(
            Person(
                cells_of(site.questionnaire, responses, site.region, event),
                contributions(site.questionnaire, responses, site.content.score(responses)),
            )
        )
    return found


def in_parts(site: Site, someone: Person, cell: Cell) -> dict[str, dict[str, Contribution]]:
    """What somebody adds to the blocks of a cell, by part."""
    if cell.cube != "event" or "quick" not in someone.given:
        return someone.given
    room = in_the_room(site.questionnaire, someone.given["quick"])
    return someone.given | {"quick": someone.given["quick"] | room, "room": room}


def publish(site: Site, world: list[Person]) -> list[Block]:
    """What is published of a world, by the real blocks and the real sealing, without the detour over the
    disk.
    """
    opened: dict[tuple[Cell, str], OpenBlock] = {}
    inside: dict[tuple[Cell, str], list[int]] = defaultdict(list)
    done: dict[tuple[Cell, str], int] = defaultdict(int)
    found = []

    def close(key) -> None:
        found.append(Block(seal(opened[key], site.privacy, site.quarter), tuple(inside.pop(key))))
        done[key] += opened.pop(key).n

    for k, person in enumerate(world):
        for cell in person.cells:
            for part, given in in_parts(site, person, cell).items():
                key = (cell, part)
                block = (
                    opened.setdefault(key, site.new_block(cell, part, done[key]))
                    if key not in opened
                    else opened[key]
                )
                block.add(given, site.plan(cell), "1.0")
                inside[key].append(k)
                if block.n >= block.needed:
                    close(key)
    for key in [key for key, block in opened.items() if block.n >= smallest_block(site.privacy, key[0])]:
        close(key)  # the quarter ends, the events close
    return found


def answers_in(world: list[Person]) -> int:
    """How many answers there are to find out: those to what was really asked."""
    return sum(given.asked for person in world for given in person.answers().values())


def laplace(scale: float, reach: int) -> np.ndarray:
    """Probabilities of -reach..reach; a scale of 0 is no noise."""
    x = np.abs(np.arange(-reach, reach + 1))
    if scale == 0:
        return (x == 0).astype(float)
    a = exp(-1 / scale)
    return (1 - a) / (1 + a) * a**x


def gaussian(scale: float, reach: int) -> np.ndarray:
    """The same with the variance of that Laplace noise."""
    weight = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (4 * scale**2))
    return weight / weight.sum()


def bases(world: list[Person]) -> dict[str, dict[State, float]]:
    """How the answers to each item are spread among those it could be asked of: the attacker knows the
    averages.
    """
    counts: dict[str, dict[State, int]] = defaultdict(lambda: defaultdict(int))
    for person in world:
        for item, c in person.answers().items():
            counts[item][tuple(c)] += 1
    return {item: {s: n / sum(found.values()) for s, n in found.items()} for item, found in counts.items()}


class Reader:
    """Bayes' rule over all blocks somebody is in, taking the other members as drawn from the base rates."""

    def __init__(self, world: list[Person], blocks: list[Block], noisy: bool = True):
        self.world, self.noisy = world, noisy
        self.base = bases(world)
        self.blocks_of: dict[int, list[Block]] = defaultdict(list)
        for block in blocks:
            for member in block.members:
                self.blocks_of[member].append(block)
        self._likelihood: dict[tuple[str, str, int], tuple[np.ndarray, int]] = {}

    def learned(self) -> Learned:
        """What becomes known about everybody's every answer."""
        found = Learned()
        for k, person in enumerate(self.world):
            for item, given in person.answers().items():
                if not given.asked:
                    continue  # the profile skips it, and the attacker knows the profile
                states = [s for s in self.base[item] if s[2]]
                prior = np.array([self.base[item][s] for s in states])
                prior = prior / prior.sum()
                log = np.log(prior)
                for block in self.blocks_of[k]:
                    if item in block.sealed.items:
                        log = log + self._log_likelihood(block, item, states)
                posterior = np.exp(log - log.max())
                found.add(states, posterior / posterior.sum(), prior)
        return found

    def _log_likelihood(self, block: Block, item: str, states: list[State]) -> np.ndarray:
        tally, scales = block.sealed.items[item], block.sealed.scales
        points = self._sum(block, item, 0, float(scales.of_points(item, tally.scale)), STEPS)
        unknown = self._sum(block, item, 1, float(scales.dont_know), 1)
        with np.errstate(divide="ignore"):
            return np.array(
                [
                    np.log(_at(points, tally.points - s[0])) + np.log(_at(unknown, tally.dont_know - s[1]))
                    for s in states
                ]
            )

    def _sum(self, block: Block, item: str, kind: int, scale: float, step: int) -> tuple[np.ndarray, int]:
        """Probabilities of the sum of the other members plus noise; index 0 is -reach."""
        key = (block.sealed.id, item, kind)
        if key not in self._likelihood:
            asked = sum(self.world[m].answers().get(item, Contribution(0, 0, 0)).asked for m in block.members)
            others = max(0, asked - 1)
            one = np.zeros(step + 1)
            for s, p in self.base[item].items():
                if s[2]:
                    one[s[kind]] += p
            one = one / one.sum() if one.sum() else np.eye(step + 1)[0]
            size = others * step + 1
            spectrum = np.fft.rfft(one, 2 ** int(np.ceil(np.log2(max(2, size + step)))))
            whole = np.clip(np.fft.irfft(spectrum**others)[:size], 0, None)
            whole[whole < 1e-13] = 0
            reach = int(40 * scale) + 1 if self.noisy else 1
            bell = self.noisy and block.sealed.scales.kind == "gaussian"
            noise = gaussian(scale, reach) if bell else laplace(scale if self.noisy else 0, reach)
            self._likelihood[key] = np.convolve(whole, noise), reach
        return self._likelihood[key]


def _at(found: tuple[np.ndarray, int], value: int) -> float:
    probabilities, reach = found
    index = value + reach
    return float(probabilities[index]) if 0 <= index < len(probabilities) else 0.0


def n_minus_one(site: Site, world: list[Person], noisy: bool = True) -> Learned:
    """Forged responses fill every block of one victim after another: all but the victim is known."""
    base, found = bases(world), Learned()
    for victim in world:
        residues: dict[str, list[Seen]] = defaultdict(list)
        for cell in victim.cells:
            for part, given in in_parts(site, victim, cell).items():
                block = site.new_block(cell, part)
                block.add(given, site.plan(cell), "1.0")
                nothing = dict.fromkeys(given, Contribution(0, 0, 0))
                while block.n < block.needed:
                    block.add(nothing, site.plan(cell), "1.0")  # forged, so the attacker can subtract them
                for item, tally in seal(block, site.privacy, site.quarter).items.items():
                    if not is_room_tally(item):  # of many answers at once: benchmarks/support/joint_attack.py
                        residues[item].append(seen_of(block.scales, item, tally))
        for item, seen in residues.items():
            if victim.answers()[item].asked:
                found.add(*_posterior(base[item], seen, noisy))
    return found


@dataclass(frozen=True)
class Seen:
    """What two sums of one item say of whoever is alone in them. `bell`: how many times the variance of Laplace noise of
    these scales is halved in their Gaussian noise, plus 1; 0 for Laplace noise itself.
    """

    points: int
    dont_know: int
    points_scale: float
    dont_know_scale: float
    bell: int = 0

    def log(self, points: int, dont_know: int) -> float:
        off = (self.points - points) / self.points_scale, (self.dont_know - dont_know) / self.dont_know_scale
        if not self.bell:
            return -abs(off[0]) - abs(off[1])
        return -(off[0] ** 2 + off[1] ** 2) * 2 ** (self.bell - 1) / 4


def seen_of(scales: NoiseScales, item: str, tally: Tally, *, half: bool = False) -> Seen:
    """Of one tally; `half` when the other half of the Gaussian noise is still to come."""
    bell = (2 if half else 1) if scales.kind == "gaussian" else 0
    scale = float(scales.of_points(item, tally.scale))
    return Seen(tally.points, tally.dont_know, scale, float(scales.dont_know), bell)


def _posterior(
    base: dict[State, float], seen: list[Seen], noisy: bool
) -> tuple[list[State], np.ndarray, np.ndarray]:
    states = [s for s in base if s[2]]
    prior = np.array([base[s] for s in states])
    prior = prior / prior.sum()
    log = np.log(prior)
    for one in seen:
        for k, s in enumerate(states):
            if noisy:
                log[k] += one.log(s[0], s[1])
            elif (one.points, one.dont_know) != (s[0], s[1]):
                log[k] = -np.inf
    posterior = np.exp(log - log.max())
    return states, posterior / posterior.sum(), prior


def solved(blocks: list[Block], known: dict[int, int], count: int, item: str) -> dict[int, float]:
    """Whose answer follows from the published sums by linear algebra, and what it would be.

    `known` are answers the attacker gave themselves.
    """
    seen = [b for b in blocks if item in b.sealed.items]
    matrix = np.array(
        [[1.0 if k in set(b.members) and k not in known else 0.0 for k in range(count)] for b in seen]
    )
    sums = np.array(
        [b.sealed.items[item].points - sum(known.get(m, 0) for m in b.members) for b in seen], dtype=float
    )
    inverse = np.linalg.pinv(matrix)
    resolution = inverse @ matrix
    estimate = inverse @ sums
    return {
        k: float(estimate[k]) for k in range(count) if k not in known and abs(resolution[k, k] - 1) < 1e-9
    }
