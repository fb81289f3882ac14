"""Folding: one respondent's answers go into the aggregates, at one clear moment, exactly once.

The answers themselves are never written. A receipt that follows from the token, the part and the quarter
tells a retry after a crash that the work was done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from data import clock
from data.aggregates.archive import open_archive, publish_outbox
from data.aggregates.blocks import OpenBlock, open_block, smallest_block
from data.aggregates.keys import KeyGone
from data.aggregates.pending import OpenCell, Pending, open_pending
from data.aggregates.room_tallies import in_the_room, room_plan
from data.aggregates.sealing import seal
from data.aggregates.shared_counting import claimed, forget_shared_receipts
from data.aggregates.tallies import (
    DROP_OFF,
    EVENT_PARTS,
    PARTS,
    Cell,
    Contribution,
    Counted,
    ItemPlan,
    Part,
    cells_of,
    contributions,
    drop_off_plan,
    standing_cells,
    tally_plan,
)
from data.folders import Folders, folders, is_event_laptop
from data.last_day import believed_day, certain_day
from data.privacy import Privacy, load_privacy
from data.quarters import Quarter, earlier, quarter_of
from data.region import Region, load_region
from data.tokens import derive
from questionnaire.models import Questionnaire
from questionnaire.responses import Responses
from scoring.content import Content
from scoring.editions.withdrawals import label_of

_RECEIPT_BYTES = 16


@dataclass(frozen=True)
class FoldResult:
    """What came of one fold.

    `counted`: parts added now. `already`: parts counted before, within the last four quarters. `in_event`:
    whether the event took them in (False once it is closed). `sealed`: blocks that this fold completed.
    """

    counted: tuple[Counted, ...] = ()
    already: tuple[Counted, ...] = ()
    in_event: bool = False
    sealed: int = 0


@dataclass(frozen=True)
class Site:
    """What folding needs besides the answers; the real thing by default, something else in tests."""

    content: Content
    region: Region
    privacy: Privacy
    folders: Folders
    today: date
    at_laptop: bool = False  # an event without internet: its people count for the region as one group

    @property
    def questionnaire(self) -> Questionnaire:
        return self.content.questionnaire

    @property
    def quarter(self) -> Quarter:
        return quarter_of(self.today)

    def on_believed_day(self) -> Site:
        """The same, on the last day that was seen while the clock is in doubt: counting goes on, no quarter turns."""
        return replace(self, today=believed_day(self.folders, self.today))

    def new_block(self, cell: Cell, part: Part, published_n: int = 0) -> OpenBlock:
        """A fresh block of a cell, at noise, that is sealed the later the more the cell has published."""
        return open_block(cell, part, self.plan(cell), self.privacy, published_n)

    def plan(self, cell: Cell) -> dict[str, ItemPlan]:
        """How each item is tallied in a cell."""
        if cell.cube == "drop_off":
            return drop_off_plan(self.questionnaire)
        plan = tally_plan(self.questionnaire, self.privacy.pair_scale.value, cell)
        return plan | room_plan(self.questionnaire) if cell.cube == "event" else plan


def this_site(content: Content, *, where: Folders | None = None, today: date | None = None) -> Site:
    """The setting of this server: its region, its privacy parameters, its folders, today's quarter."""
    return Site(
        content,
        load_region(),
        load_privacy(),
        (where or folders()).make(),
        today or clock.today(),
        is_event_laptop(),
    )


def fold(
    content: Content,
    responses: Responses,
    token: str,
    *,
    quick: bool = False,
    event: str | None = None,
    counted_elsewhere: frozenset[Counted] = frozenset(),
    site: Site | None = None,
) -> FoldResult:
    """Adds these answers to the open blocks of their cells, in one transaction that is on disk when this
    returns.

    Call it when the respondent asks for the result and has not chosen to stay out. A part that is not
    complete, that this token had counted within four quarters, or that another site counted
    (`counted_elsewhere`), is left out. Raises KeyGone when a key was lost (nothing is counted then), BadToken
    for a token that is none.
    """
    site = (site or this_site(content)).on_believed_day()
    parts = {
        p: c
        for p, c in contributions(site.questionnaire, responses, content.score(responses, quick)).items()
        if p not in counted_elsewhere
    }
    receipts: dict[str, list[bytes]] = {part: receipts_for(token, part, site) for part in parts}
    cells = cells_of(site.questionnaire, responses, site.region, event, site.at_laptop)
    counted: list[Counted] = []
    already: list[Counted] = []
    sealed, in_event = 0, False
    with open_pending(site.folders) as pending:
        shared = claimed(pending, site.folders, receipts, site.quarter)
        with shared as free, pending.transaction():
            sealed += turn_quarter(pending, site)
            if event and (pending.state(last_day_of(event)) or "") < site.today.isoformat():
                cells = tuple(cell for cell in cells if cell.cube != "event")  # over, or never there
            for part, given in parts.items():
                if part not in free or pending.has_receipt(receipts[part]):
                    already.append(part)
                    continue
                for cell in cells:
                    if cell.cube != "event":
                        sealed += add_to_cell(pending, cell, part, given, site)
                        continue
                    room = in_the_room(site.questionnaire, given) if part == "quick" else {}
                    sealed += add_to_cell(pending, cell, part, {**given, **room}, site)
                    if room and pending.has(cell, "room"):  # an event of before the rooms has none
                        sealed += add_to_cell(pending, cell, "room", room, site)
                    in_event = True
                pending.keep_receipt(receipts[part][0], site.quarter)
                counted.append(part)
        if sealed:
            publish(pending, site)
    return FoldResult(tuple(counted), tuple(already), in_event, sealed)


def add_to_cell(
    pending: Pending, cell: Cell, part: Part, given: Mapping[str, Contribution], site: Site
) -> int:
    """Adds one contribution to the open block of a cell, and seals the block when it is full. Blocks sealed."""
    block = pending.load(cell, part)
    if block is None:
        block = site.new_block(cell, part)
        pending.put(block)
    elif block.n == 0:
        # Who copied an empty block must not know what is published later; and the laptops that were copied
        # from one another must not seal different blocks under one id.
        block = block.anew()
        pending.put(block)
    block.add(given, site.plan(cell), label_of(site.questionnaire.version, site.content.edition))
    if block.n < block.needed:
        pending.save(block)
        return 0
    seal_block(pending, block, site, site.quarter)
    return 1


def publish(pending: Pending, site: Site) -> None:
    """Brings what is sealed to the published file."""
    with open_archive(site.folders) as archive, pending.transaction():
        publish_outbox(pending, archive)


def turn_quarter(pending: Pending, site: Site) -> int:
    """On the first change in a new quarter: seals what holds at least k, and forgets old receipts. Blocks
    sealed.

    A clock that was set back takes the quarter back with it, else no quarter would end until that time comes.
    Raises ClockInDoubt, and changes nothing, when the new quarter lies too far from the last day seen.
    """
    last = pending.state("quarter")
    if last == site.quarter:
        return 0
    certain_day(site.folders, site.today)
    pending.set_state("quarter", site.quarter)
    if last is not None and last > site.quarter:
        return 0
    over = earlier(site.quarter, site.privacy.refold_after.value)
    if last is None or over <= last:  # a longer jump may be a clock gone wrong; then they go at the next turn
        pending.forget_receipts(over)
    return 0 if last is None else seal_all(pending, site, last)


def seal_all(pending: Pending, site: Site, quarter: Quarter) -> int:
    """Seals every block that holds at least k responses, under the label of `quarter`. Blocks sealed.

    Raises ClockInDoubt, and seals nothing.
    """
    certain_day(site.folders, site.today)
    sealed = 0
    for (cell, part), there in pending.cells().items():
        if there.n >= smallest_block(site.privacy, cell) and (block := pending.load(cell, part)):
            seal_block(pending, block, site, quarter)
            sealed += 1
    return sealed


def seal_block(pending: Pending, block: OpenBlock, site: Site, quarter: Quarter) -> None:
    """Seals a block and opens the next one of its cell, with new noise and a new key.

    It goes to the outbox, not to the published file: nothing may be public that this transaction could still
    undo.
    """
    with open_archive(site.folders) as archive:
        published_n = archive.n(block.cell, block.part, pending.outbox())
    pending.send(seal(block, site.privacy, quarter))
    pending.put(site.new_block(block.cell, block.part, published_n + block.n))


def prepare(site: Site) -> None:
    """Makes every standing cell beforehand, and clears up what a crash left: stray keys, blocks not yet
    published.

    An empty block that does not fit the content any more is opened anew. Call it when the server starts. While the
    clock is in doubt no quarter turns.
    """
    site = site.on_believed_day()
    with open_pending(site.folders) as pending:
        with open_archive(site.folders) as archive, pending.transaction():
            turn_quarter(pending, site)
            there, published_n = pending.cells(), archive.counts()
            for cell, part in [
                *product(standing_cells(site.questionnaire, site.region), PARTS),
                (DROP_OFF, "rest"),
                *_rooms_still_empty(there),
            ]:
                standing = there.get((cell, part))
                if standing is None or standing.n == 0:
                    fresh = site.new_block(cell, part, published_n.get((cell, part), 0))
                    if standing is None or _outdated(pending, fresh):
                        pending.put(fresh)
        if not any(site.folders.data_dir.glob(f"{site.folders.pending.name}.*")):
            # A file that was set aside, or a copy of it, is worth nothing without the keys of its blocks.
            with pending.transaction():
                pending.keys.keep_only({open_cell.block for open_cell in pending.cells().values()})
        publish(pending, site)
    forget_shared_receipts(site.folders, earlier(site.quarter, site.privacy.refold_after.value), site.today)


def _rooms_still_empty(there: Mapping[tuple[Cell, Part], OpenCell]) -> list[tuple[Cell, Part]]:
    """The blocks of events in which nobody is yet. One of before the rooms gets a block for its total only while
    nobody's answers stand in its blocks with all the noise that they were promised for their questions alone.
    """
    events = {cell for cell, _ in there if cell.cube == "event"}
    unused = sorted(
        e for e in events if not any(there[e, part].n for part in EVENT_PARTS if (e, part) in there)
    )
    return list(product(unused, EVENT_PARTS))


def repair(site: Site) -> dict[tuple[Cell, Part], int]:
    """Replaces the open blocks whose key is lost. Which, with the number of responses that are lost with
    each.
    """
    lost = {}
    with open_pending(site.folders) as pending, pending.transaction():
        for (cell, part), there in pending.cells().items():
            try:
                pending.load(cell, part)
            except KeyGone:
                pending.put(site.new_block(cell, part))
                lost[cell, part] = there.n
    return lost


def last_day_of(event_id: str) -> str:
    """Name under which the open blocks remember until when an event takes responses; gone once it is closed."""
    return f"last day of {event_id}"


def _outdated(pending: Pending, fresh: OpenBlock) -> bool:
    old = pending.load(fresh.cell, fresh.part)
    return (
        old is None
        or old.needed != fresh.needed
        or old.scales != fresh.scales
        or {i: (t.scale, t.asked is None) for i, t in old.items.items()}
        != {i: (t.scale, t.asked is None) for i, t in fresh.items.items()}
    )


def receipts_for(token: str, what: str, site: Site) -> list[bytes]:
    """The receipt of this quarter, followed by those that would forbid counting again: also later ones, of a
    clock that was ahead.
    """
    span = site.privacy.refold_after.value
    quarters = [earlier(site.quarter, back) for back in (*range(span), *range(-1, -span, -1))]
    return [derive(token, f"receipt {what} {quarter}", _RECEIPT_BYTES) for quarter in quarters]
