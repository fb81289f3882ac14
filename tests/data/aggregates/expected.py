"""How many answers a reader comes to believe strongly when the noise is what data/privacy.yaml asks for: worked out
with a calculation of its own, so that tests can hold what the real blocks give beside it.

The sums are drawn from the truth and the noise that `NoiseScales.of` derives from the budget, in floating point and
with a seed; the reader's rule is the reader's own. What is counted is not independent from answer to answer, since
those in one block share its noise. So the number varies more than a Poisson one does, and the bar is a quantile of a
negative binomial distribution with the mean and the variance that were found.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

import numpy as np

from data.aggregates.blocks import NoiseScales, Tally
from data.aggregates.folding import Site
from data.aggregates.tallies import Contribution
from tests.data.aggregates.attacker import BASE, STRONG, Block, Reader, State

BY_CHANCE = 1e-5  # how seldom noise as it should be goes over the bar
# From less than BASE to more than STRONG the log-odds have to move by this.
FAR = log(STRONG / (1 - STRONG)) - log(BASE / (1 - BASE))


@dataclass(frozen=True)
class Expected:
    """Strong answers per round: the mean, the variance, and how many answers there are."""

    mean: float
    variance: float
    answers: int

    def most(self, times: int = 1) -> int:
        """So many in so many runs together are passed in one of 1/BY_CHANCE."""
        mean = max(self.mean, 1 / self.answers) * times  # never seen in some hundred rounds is not never
        variance = max(self.variance * times, 1.01 * mean)
        size, p = mean**2 / (variance - mean), mean / variance
        found, one = 0, exp(size * log(p))
        left = 1 - one
        while left > BY_CHANCE:
            one *= (found + size) / (found + 1) * (1 - p)
            left -= one
            found += 1
        return found


def expected(site: Site, reader: Reader, blocks: list[Block], rounds: int = 400, seed: int = 1) -> Expected:
    """Draws the noise of all blocks `rounds` times and counts each time what the reader believes strongly."""
    rng = np.random.default_rng(seed)
    drawn = {
        (block.sealed.id, item): _drawn(site, reader, block, item, tally, rounds, rng)
        for block in blocks
        for item, tally in block.sealed.items.items()
        if item in reader.base
    }
    strong, answers = np.zeros(rounds), 0
    for k, person in enumerate(reader.world):
        for item, given in person.answers().items():
            if not given.asked:
                continue
            answers += 1
            states = [s for s in reader.base[item] if s[2]]
            prior = np.array([reader.base[item][s] for s in states])
            prior = prior / prior.sum()
            inside = [b for b in reader.blocks_of[k] if item in b.sealed.items]
            strong += _strong(reader, states, prior, item, [(b, drawn[b.sealed.id, item]) for b in inside])
    return Expected(float(strong.mean()), float(strong.var()), answers)


def _drawn(
    site: Site, reader: Reader, block: Block, item: str, tally: Tally, rounds: int, rng: np.random.Generator
) -> np.ndarray:
    """2 x rounds: points and don't know of one tally as they could have been published."""
    scales = NoiseScales.of(site.privacy, block.sealed.cell)
    given = [reader.world[m].answers().get(item, Contribution(0, 0, 0)) for m in block.members]
    found = []
    for kind, scale in enumerate((scales.of_points(item, tally.scale), scales.dont_know)):
        truth = sum(c[kind] for c in given)
        if scales.kind == "gaussian":
            noise = rng.normal(0, 2**0.5 * float(scale), rounds)
        else:
            noise = rng.laplace(0, float(scale), rounds)
        found.append(truth + np.rint(noise).astype(int))
    return np.array(found)


def _strong(
    reader: Reader, states: list[State], prior: np.ndarray, item: str, seen: list[tuple[Block, np.ndarray]]
) -> np.ndarray:
    """Per round whether one answer is believed strongly: what `Learned.add` asks, for all rounds at once."""
    rounds = seen[0][1].shape[1] if seen else 1
    logs = np.repeat(np.log(prior)[:, None], rounds, axis=1)
    for block, sums in seen:
        scales, tally = block.sealed.scales, block.sealed.items[item]
        for kind, (scale, step) in enumerate(
            ((float(scales.of_points(item, tally.scale)), 12), (float(scales.dont_know), 1))
        ):
            probabilities, reach = reader._sum(block, item, kind, scale, step)
            for row, state in enumerate(states):
                index = np.clip(sums[kind] - state[kind] + reach, 0, len(probabilities) - 1)
                logs[row] += np.log(np.maximum(probabilities[index], 1e-300))
    after = np.exp(logs - logs.max(axis=0))
    after /= after.sum(axis=0)
    points = np.array([s[0] for s in states])
    events = np.vstack(
        [np.eye(len(states)), *([points >= t, points < t] for t in sorted(set(points))[1:])]
    ).astype(float)
    doubted = events @ prior < BASE
    return ((events[doubted] @ after) > STRONG).any(axis=0).astype(float) if doubted.any() else np.zeros(1)
