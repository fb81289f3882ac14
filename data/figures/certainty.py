"""Whether a difference holds: after the noise that we add, and had other businesses happened to take part.

A figure's own margin knows the noise alone. Who took part is a sample, and no row of a respondent is kept to
estimate its spread from. So it is worked out from what is public, on the safe side: a business's share of an item
with mean p varies at most by sqrt(p (1 - p)), and the items of one business are taken to hang together by
`CORRELATION`. Why: docs/decisions/team_page.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from data.aggregates.published import points_of_items
from data.figures.cell_reading import CellReading, Estimate
from questionnaire.models import Section

CORRELATION = 0.5  # between the items of one business; in the simulation 0.25 within a theme
WRONG = 0.05  # how often a whole family of comparisons may tell a difference that is not there
_NORMAL = NormalDist()
_Z = _NORMAL.inv_cdf(1 - WRONG / 2)
_EDGE = 0.05  # a share is not taken to be more certain than this from 0 or 1


@dataclass(frozen=True)
class Sampled:
    """A figure in percent with both margins, in points: by noise alone, and by noise and who took part. `n` counts
    the businesses.
    """

    pct: float
    noise: float
    margin: float
    n: int

    def differs_from(self, other: Sampled, comparisons: int = 1) -> bool:
        """Whether the two differ for certain, as one of so many comparisons that are told together (Bonferroni).

        Figures of the same businesses, or of a part and its whole, go up and down together; taken to be apart they
        differ less often, never more.
        """
        factor = _NORMAL.inv_cdf(1 - WRONG / (2 * max(comparisons, 1))) / _Z
        return abs(self.pct - other.pct) > factor * sqrt(self.margin**2 + other.margin**2)


def of_theme(reading: CellReading, section: Section) -> Sampled | None:
    """A theme with both margins; None when it may not be shown."""
    return _sampled(reading, reading.theme(section), reading.weights_of(section))


def of_item(reading: CellReading, item_id: str) -> Sampled | None:
    """One item with both margins; None when it may not be shown."""
    return _sampled(reading, reading.item(item_id), [(item_id, 1.0)])


def of_total(reading: CellReading) -> Sampled | None:
    """The total with both margins; None when it may not be shown."""
    sections = reading.content.questionnaire.themes
    whole = sum(reading.weight_of(section) for section in sections)
    weights = [
        (item, weight * reading.weight_of(section) / whole)
        for section in sections
        for item, weight in _shares(reading, reading.weights_of(section))
    ]
    figure = reading.total()
    return None if figure.pct is None else _with(figure, _sampling(reading, weights))


def _sampled(reading: CellReading, figure: Estimate, weights: Iterable[tuple[str, float]]) -> Sampled | None:
    if figure.pct is None:
        return None
    return _with(figure, _sampling(reading, _shares(reading, weights)))


def _with(figure: Estimate, sampling: float) -> Sampled:
    noise = figure.margin or 0.0
    return Sampled(figure.pct or 0.0, noise, sqrt(noise**2 + (_Z * sampling) ** 2), figure.n)


def _shares(reading: CellReading, weights: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """How much of the figure each item is: its weight times how many were asked, together 1."""
    there = [(i, w * max(reading.asked[i].value, 0.0)) for i, w in weights if i in reading.asked]
    whole = sum(w for _, w in there)
    return [(i, w / whole) for i, w in there if w > 0] if whole > 0 else []


def _sampling(reading: CellReading, shares: Sequence[tuple[str, float]]) -> float:
    """Standard deviation, in points, by who happened to take part."""
    errors = []
    for item_id, share in shares:
        asked = max(reading.asked[item_id].value, 1.0)
        p = points_of_items(reading.cell.items[item_id]) / asked
        p = min(max(p, _EDGE), 1 - _EDGE)
        errors.append(share * sqrt(p * (1 - p) / asked))
    together, apart = sum(errors) ** 2, sum(e**2 for e in errors)
    return 100 * sqrt(CORRELATION * together + (1 - CORRELATION) * apart)
