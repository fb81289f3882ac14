"""What lacks most, with ties where the margins cannot separate, and which barrier helps most next."""

from __future__ import annotations

from dataclasses import dataclass

from data.aggregates.tallies import tallied_items
from data.figures.cell_reading import CellReading, Estimate
from scoring.models import Measure


@dataclass(frozen=True)
class Ranked:
    """An item in the order of a ranking. It could stand at any place from `first` to `last`: the margins
    allow all of them.
    """

    item_id: str
    figure: Estimate
    dont_know: Estimate
    first: int
    last: int

    @property
    def tied(self) -> bool:
        return self.first != self.last


@dataclass(frozen=True)
class NextBarrier:
    """A measure with how much it lacks (0 to 1), and how many types of crime it stops; `worth` is their
    product.
    """

    measure: Measure
    item_id: str
    figure: Estimate
    threats: int
    worth: float


def most_lacking(reading: CellReading) -> list[Ranked]:
    """Items that may be shown, least in place first, each with the range of places it could have."""
    shown = [(item.id, reading.item(item.id)) for item in tallied_items(reading.content.questionnaire)]
    shown = sorted(((i, f) for i, f in shown if f.pct is not None), key=lambda pair: pair[1].pct or 0.0)
    ranked = []
    for item_id, figure in shown:
        others = [f for i, f in shown if i != item_id]
        surely_before = sum(f.differs_from(figure) and _less(f, figure) for f in others)
        surely_after = sum(f.differs_from(figure) and _less(figure, f) for f in others)
        ranked.append(
            Ranked(item_id, figure, reading.dont_know(item_id), surely_before + 1, len(shown) - surely_after)
        )
    return ranked


def next_barriers(reading: CellReading) -> list[NextBarrier]:
    """Measures by how much they lack times the number of types of crime that they stop, most worth first.

    A measure lacks as much as the most lacking item of which an answer puts up one of its barriers.
    """
    found = []
    order = {item.id: n for n, item in enumerate(tallied_items(reading.content.questionnaire))}
    threats = reading.content.threats.threats if reading.content.threats else ()
    for measure in reading.content.measures.values():
        stopped = [t for t in threats if any(measure.id in b.measures for b in t.barriers)]
        items = {
            i
            for t in stopped
            for b in t.barriers
            if measure.id in b.measures
            for i in reading.content.proving(b)
        }
        figures = [
            (i, f)
            for i, f in ((i, reading.item(i)) for i in sorted(items, key=lambda i: order.get(i, -1)))
            if f.shown_pct is not None
        ]
        if figures:
            item_id, figure = min(figures, key=lambda pair: pair[1].shown_pct or 0.0)
            worth = (1 - (figure.shown_pct or 0.0) / 100) * len(stopped)
            found.append(NextBarrier(measure, item_id, figure, len(stopped), worth))
    return sorted(found, key=lambda b: (-b.worth, order.get(b.item_id, -1)))


def _less(one: Estimate, other: Estimate) -> bool:
    return (one.pct or 0.0) < (other.pct or 0.0)
