"""Drop-off: where people stop, for the whole region together, without a trace of a person.

One count per item of the walks that ended there, in a block like all others: it begins at noise, is sealed at
100 walks, and only then can be read. `points` of its tallies counts walks, in twelfths; the other sums stay
at noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.aggregates.archive import open_archive
from data.aggregates.folding import Site, add_to_cell, publish, receipts_for, turn_quarter
from data.aggregates.noise import margin_95
from data.aggregates.pending import open_pending
from data.aggregates.published import points_of_items
from data.aggregates.shared_counting import claimed
from data.aggregates.tallies import DROP_OFF, STEPS, Contribution, drop_off_plan
from data.figures.cell_reading import Estimate
from questionnaire.models import Item, Questionnaire
from questionnaire.responses import Responses


@dataclass(frozen=True)
class DropOff:
    """Where the `n` published walks ended: share of them per item that the content still has, in the order
    asked.

    `waiting` walks are in the open block, which needs `needed`.
    """

    n: int
    waiting: int
    needed: int
    items: dict[str, Estimate]


def furthest_item(questionnaire: Questionnaire, responses: Responses, walked: Sequence[Item]) -> str | None:
    """The item at which a walk along this path that stops now counts: the last that was answered; None when
    none was.

    An item that another answer can skip is passed over, so that no change of one answer moves the place.
    """
    counted = drop_off_plan(questionnaire)
    return next((i.id for i in reversed(walked) if i.id in counted and i.id in responses), None)


def record_drop_off(site: Site, token: str, furthest_item: str) -> bool:
    """Counts a walk that was not finished, once per token and four quarters. Whether it was counted now.

    Call it when a session ends without a result, with what `furthest_item` gave. Raises KeyError for another
    item.
    """
    if furthest_item not in site.plan(DROP_OFF):
        raise KeyError(furthest_item)
    site = site.on_believed_day()
    receipts = receipts_for(token, "drop-off", site)
    given = {
        item: Contribution(STEPS if item == furthest_item else 0, 0, 1) for item in site.questionnaire.items
    }
    with open_pending(site.folders) as pending:
        shared = claimed(pending, site.folders, {"drop-off": receipts}, site.quarter)
        with shared as free, pending.transaction():
            sealed = turn_quarter(pending, site)
            if not free or pending.has_receipt(receipts):
                return False
            sealed += add_to_cell(pending, DROP_OFF, "rest", given, site)
            pending.keep_receipt(receipts[0], site.quarter)
        if sealed:
            publish(pending, site)
    return True


def dropped_off(site: Site) -> DropOff:
    """Where people stop, as far as it is published."""
    with open_archive(site.folders) as archive, open_pending(site.folders) as pending:
        cell = archive.cell(DROP_OFF)
        there = pending.cells().get((DROP_OFF, "rest"))
    figures = {}
    for item in site.questionnaire.items:
        tally = cell.items.get(item)
        if tally is None:
            continue
        margin = (
            100
            * margin_95(tally.points.variance / STEPS**2, tally.points.fourth_cumulant / STEPS**4)
            / tally.n
        )
        shown = margin <= site.privacy.widest_margin.value
        figures[item] = Estimate(
            100 * points_of_items(tally) / tally.n if shown else None,
            margin,
            tally.n,
            "shown" if shown else "margin_too_wide",
        )
    return DropOff(
        cell.n.get("rest", 0),
        there.n if there else 0,
        there.needed if there else site.privacy.drop_off_smallest_block.value,
        figures,
    )
