"""Figures to show: shares and theme results of a published cell, each with n and its 95 % margin.

A figure appears only when its margin is at most the widest that data/privacy.yaml allows. Nothing is clamped
here; `Figure.shown_pct` does that, for display only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from data.aggregates.noise import margin_95
from data.aggregates.published import PublishedCell, points_of_items
from data.aggregates.room_tallies import FINE, TOTAL, theme_tally, themes_of_everybody
from data.aggregates.tallies import STEPS
from data.figures.denominators import AskedEstimate, denominators
from data.privacy import Privacy, load_privacy
from questionnaire.models import Amount, Section
from scoring.content import Content

# Points. A theme of a room whose questions tell it this well is told from them alone, as everywhere else. Its own
# tally is the mean of everybody's own share, which lies up to one and a half points beside the share of them all.
_WELL_KNOWN = 10

Why = Literal["shown", "nothing_published", "margin_too_wide"]


@dataclass(frozen=True)
class Estimate:
    """A percentage with its 95 % margin in points. `pct` is None when `why` is not 'shown'.

    `n` counts the responses behind it; `margin` is None when nothing has been published, or too little to say
    even that.
    """

    pct: float | None
    margin: float | None
    n: int
    why: Why

    @property
    def shown(self) -> bool:
        return self.why == "shown"

    @property
    def shown_pct(self) -> float | None:
        """The percentage within 0 and 100; noise can carry `pct` beyond."""
        return None if self.pct is None else min(max(self.pct, 0.0), 100.0)

    @property
    def bounds(self) -> tuple[float, float]:
        """The ends of the margin, within 0 and 100."""
        pct, margin = self.shown_pct or 0.0, self.margin or 0.0
        return max(0.0, pct - margin), min(100.0, pct + margin)

    def differs_from(self, other: Estimate) -> bool:
        """Whether the margins separate the two: the error bars that people see do not overlap.

        Stricter than a 95 % test of one difference, because a ranking makes hundreds of comparisons at once.
        """
        if self.pct is None or other.pct is None or self.margin is None or other.margin is None:
            return False
        return abs(self.pct - other.pct) > self.margin + other.margin


NOTHING = Estimate(None, None, 0, "nothing_published")


@dataclass(frozen=True)
class _Noisy:
    value: float
    variance: float
    fourth: float


class CellReading:
    """What may be shown of one published cell, with the content that tells which items make a theme."""

    def __init__(self, content: Content, cell: PublishedCell, privacy: Privacy | None = None):
        if not isinstance(cell, PublishedCell):
            raise TypeError("only a PublishedCell can be shown")
        self.content, self.cell = content, cell
        self.widest = (privacy or load_privacy()).widest_margin.value

    @cached_property
    def asked(self) -> dict[str, AskedEstimate]:
        """How many were asked, per published item."""
        return denominators(self.content.questionnaire, self.cell)

    def weights_of(self, section: Section) -> list[tuple[str, float]]:
        """The items of a theme, each with the weight that it has in the theme's figure."""
        return [(item.id, _plain(item.weight)) for item in section.items]

    def weight_of(self, section: Section) -> float:
        """The weight of a theme in the total."""
        return _plain(section.weight)

    def item(self, item_id: str) -> Estimate:
        """Points reached over points attainable of one item: how far it is in place among those asked."""
        return self._share([(item_id, 1.0)])

    def dont_know(self, item_id: str) -> Estimate:
        """Share of 'I don't know' among those asked."""
        tally, asked = self.cell.items.get(item_id), self.asked.get(item_id)
        if tally is None or asked is None:
            return _nothing()
        top = _Noisy(tally.dont_know.value, tally.dont_know.variance, tally.dont_know.fourth_cumulant)
        return self._figure(_ratio(top, [(asked, 1.0)]), tally.n)

    def theme(self, section: Section) -> Estimate:
        """Points reached over points attainable of the items asked, with the weights that the score uses.

        Of a room it is told together with the room's own tally of the theme, which has less noise.
        """
        found = self._share(self.weights_of(section))
        own = self._of_room(theme_tally(section))
        if own is None or (found.margin is not None and found.margin <= _WELL_KNOWN):
            return found
        quick = [(item.id, _plain(item.weight)) for item in section.items if item.quick]
        return self._figure(_best(own, self._ratio(quick)), self.cell.items[theme_tally(section)].n)

    def items(self, item_ids: Iterable[str]) -> Estimate:
        """Points reached over points attainable of several items, each counting as much: the barriers against
        a crime.
        """
        return self._share([(item_id, 1.0) for item_id in item_ids])

    def total(self) -> Estimate:
        """The mean of the themes, with the weights that the score uses."""
        return self._mean(self.content.questionnaire.themes)

    def room_total(self) -> Estimate:
        """The total of a room: of everybody the mean of the themes of which every quick scan asks something, and
        the mean of those. Of a cell without such a tally the mean of the same themes.
        """
        own = self._of_room(TOTAL)
        if own is not None:
            return self._figure(own, self.cell.items[TOTAL].n)
        return self._mean(themes_of_everybody(self.content.questionnaire))

    def _mean(self, sections: Sequence[Section]) -> Estimate:
        parts = [(self._ratio(self.weights_of(s)), self.weight_of(s)) for s in sections]
        known = [(found, weight) for found, weight in parts if found]
        whole = sum(weight for _, weight in known)
        if not known or len(known) < len(parts) or not whole:
            return _nothing()
        value = sum(f.value * w for f, w in known) / whole
        variance = sum(f.variance * w**2 for f, w in known) / whole**2
        fourth = sum(f.fourth * w**4 for f, w in known) / whole**4
        return self._figure(_Noisy(value, variance, fourth), self.cell.responses)

    def _of_room(self, tally_id: str) -> _Noisy | None:
        tally = self.cell.items.get(tally_id)
        if tally is None or not tally.n:
            return None
        whole = FINE * tally.n
        points = tally.points
        return _Noisy(points.value / whole, points.variance / whole**2, points.fourth_cumulant / whole**4)

    def _share(self, weights: list[tuple[str, float]]) -> Estimate:
        return self._figure(
            self._ratio(weights),
            max((self.cell.items[i].n for i, _ in weights if i in self.cell.items), default=0),
        )

    def _ratio(self, weights: Iterable[tuple[str, float]]) -> _Noisy | None:
        there = [(i, w) for i, w in weights if i in self.asked and w > 0]
        if not there:
            return None
        tallies = [(self.cell.items[i], w) for i, w in there]
        top = _Noisy(
            sum(points_of_items(t) * w for t, w in tallies),
            sum(t.points.variance * (w / STEPS) ** 2 for t, w in tallies),
            sum(t.points.fourth_cumulant * (w / STEPS) ** 4 for t, w in tallies),
        )
        return _ratio(top, [(self.asked[i], w) for i, w in there])

    def _figure(self, found: _Noisy | None, n: int) -> Estimate:
        if found is None:  # either no block, or noise that swallows the number of those asked
            return Estimate(None, None, n, "margin_too_wide") if n else _nothing()
        margin = 100 * margin_95(found.variance, found.fourth)
        if margin > self.widest:
            return Estimate(None, margin, n, "margin_too_wide")
        return Estimate(100 * found.value, margin, n, "shown")


def _ratio(top: _Noisy, bottoms: list[tuple[AskedEstimate, float]]) -> _Noisy | None:
    """Noise of a quotient whose parts are noisy, to first order; noise that denominators share counts
    together.
    """
    below = sum(asked.value * w for asked, w in bottoms)
    if below <= 0:
        return None
    weight: dict[str, float] = defaultdict(float)
    noise: dict[str, AskedEstimate] = {}
    for asked, w in bottoms:
        weight[asked.group] += w * asked.sign
        noise[asked.group] = asked
    value = top.value / below
    variance = top.variance + value**2 * sum(noise[g].variance * weight[g] ** 2 for g in noise)
    fourth = top.fourth + value**4 * sum(noise[g].fourth_cumulant * weight[g] ** 4 for g in noise)
    return _Noisy(value, variance / below**2, fourth / below**4)


def _best(one: _Noisy, other: _Noisy | None) -> _Noisy:
    """Two estimates of one thing, weighed by how certain each is."""
    if other is None or other.variance <= 0 or other.variance > 100 * one.variance:
        return one
    w = other.variance / (one.variance + other.variance)
    return _Noisy(
        w * one.value + (1 - w) * other.value,
        w**2 * one.variance + (1 - w) ** 2 * other.variance,
        w**4 * one.fourth + (1 - w) ** 4 * other.fourth,
    )


def _nothing() -> Estimate:
    return NOTHING


def _plain(amount: Amount) -> float:
    return float(amount) if isinstance(amount, int | float) else amount.otherwise
