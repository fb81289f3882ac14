"""Drop-off: where people stop, for the whole region together, without a trace of a person.

One count per item of the walks that ended there, in a block like all others: it begins at noise, is sealed at 100 walks,
and only then can be read. `points` of its tallies counts walks, in twelfths; the other sums stay at noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.archive import open_archive
from data.figures import Figure
from data.folding import Setting, add_to_cell, publish, receipts_for, turn_quarter
from data.noise import margin_95
from data.pending import open_pending
from data.published import points_of_items
from data.tallies import DROP_OFF, STEPS, Contribution, drop_off_plan
from questionnaire.models import Item, Questionnaire
from questionnaire.responses import Responses


@dataclass(frozen=True)
class DropOff:
    """Where the `n` published walks ended: share of them per item that the content still has, in the order asked.

    `waiting` walks are in the open block, which needs `needed`.
    """

    n: int
    waiting: int
    needed: int
    items: dict[str, Figure]


def furthest_item(questionnaire: Questionnaire, responses: Responses, walked: Sequence[Item]) -> str | None:
    """The item at which a walk along this path that stops now counts: the last that was answered; None when none was.

    An item that another answer can skip is passed over, so that no change of one answer moves the place.
    """
    counted = drop_off_plan(questionnaire)
    return next((i.id for i in reversed(walked) if i.id in counted and i.id in responses), None)


def record_drop_off(here: Setting, token: str, furthest_item: str) -> bool:
    """Counts a walk that was not finished, once per token and four quarters. Whether it was counted now.

    Call it when a session ends without a result, with what `furthest_item` gave. Raises KeyError for another item.
    """
    if furthest_item not in here.plan(DROP_OFF):
        raise KeyError(furthest_item)
    receipts = receipts_for(token, "drop-off", here)
    given = {item: Contribution(STEPS if item == furthest_item else 0, 0, 1) for item in here.questionnaire.items}
    with open_pending(here.places) as pending:
        with pending.transaction():
            sealed = turn_quarter(pending, here)
            if pending.has_receipt(receipts):
                return False
            sealed += add_to_cell(pending, DROP_OFF, "rest", given, here)
            pending.keep_receipt(receipts[0], here.quarter)
        if sealed:
            publish(pending, here)
    return True


def dropped_off(here: Setting) -> DropOff:
    """Where people stop, as far as it is published."""
    with open_archive(here.places) as archive, open_pending(here.places) as pending:
        cell = archive.cell(DROP_OFF)
        there = pending.cells().get((DROP_OFF, "rest"))
    figures = {}
    for item in here.questionnaire.items:
        tally = cell.items.get(item)
        if tally is None:
            continue
        margin = 100 * margin_95(tally.points.variance / STEPS**2, tally.points.fourth_cumulant / STEPS**4) / tally.n
        shown = margin <= here.privacy.widest_margin.value
        figures[item] = Figure(
            100 * points_of_items(tally) / tally.n if shown else None, margin, tally.n, "shown" if shown else "margin_too_wide"
        )
    return DropOff(
        cell.n.get("rest", 0), there.n if there else 0, there.needed if there else here.privacy.drop_off_smallest_block.value, figures
    )
