"""Which measure comes first: what covers another takes its place, then the keys of the rule, then several doors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from scoring.advising.recommendation import Recommendation
from scoring.priorities import OrderKey, Priorities


def folded(found: list[Recommendation], order: tuple[OrderKey, ...]) -> list[Recommendation]:
    """Without measures that another one covers; what was urgent or unknown about those goes to the one that
    covers them.
    """
    left = {r.measure.id: r for r in found}
    for r in ordered(found, order, False):
        if r.measure.id not in left:
            continue
        for measure_id in r.measure.covers:
            covered = left.pop(measure_id, None) if measure_id != r.measure.id else None
            if covered is not None:
                left[r.measure.id] = _with(left[r.measure.id], covered)
    return list(left.values())


def _with(r: Recommendation, covered: Recommendation) -> Recommendation:
    return replace(
        r,
        item_ids=tuple(dict.fromkeys((*r.item_ids, *covered.item_ids))),
        danger=max(r.danger, covered.danger),
        acute=r.acute or covered.acute,
        for_key_item=r.for_key_item or covered.for_key_item,
        missing_key=r.missing_key or covered.missing_key,
        unknown=r.unknown and covered.unknown,
    )


def ordered(
    found: Iterable[Recommendation], order: tuple[OrderKey, ...], find_out_first: bool
) -> tuple[Recommendation, ...]:
    def sort_key(r: Recommendation) -> tuple[float, ...]:
        ahead = _ahead(r, find_out_first)
        return ahead, *(-_compared(r, key) if key.descending else _compared(r, key) for key in order)

    # What is equal in every key keeps the order of the files, so that the same answers always give the same
    # order.
    return tuple(sorted(found, key=sort_key))


def _ahead(r: Recommendation, find_out_first: bool) -> int:
    """Which group it is in. What is known to be wrong is not pushed aside by finding out what is less dangerous."""
    if not find_out_first:
        return 0
    return 0 if r.acute else 1 if r.finds_out or not r.unknown else 2


def fewer_acute(found: list[Recommendation], priorities: Priorities, room: int = 0) -> list[Recommendation]:
    """The same, with no more for today than one can do today: those after them compete by their danger. `room`
    is how many places of this week are kept for what is not acute.
    """
    most = priorities.most_acute
    if room:
        most = min(most if most is not None else len(found), max(0, priorities.week - room))
    if most is None:
        return found
    listed = several_doors(ordered(found, priorities.order, False), priorities, False)
    today = [r for r in listed if r.acute][:most]
    kept = {r.measure.id for r in today}
    return [replace(r, acute=r.acute and r.measure.id in kept) for r in found]


def several_doors(
    ordered: tuple[Recommendation, ...], priorities: Priorities, find_out_first: bool
) -> tuple[Recommendation, ...]:
    """The same measures; those of this week chosen one by one, a further lock on a door that is taken care of
    counting for less. What is acute stays ahead.
    """
    left, first = list(ordered), list[Recommendation]()
    while left and len(first) < priorities.week and priorities.same_door < 1:
        doors: Counter[str | None] = Counter(r.measure.protects for r in first if r.measure.protects)
        group = (_ahead(left[0], find_out_first), left[0].acute)
        standing = [r for r in left if (_ahead(r, find_out_first), r.acute) == group]
        # max takes the first of equals, and so keeps the order of the rule.
        first.append(
            max(standing, key=lambda r: r.danger * priorities.same_door ** doors[r.measure.protects])
        )
        left.remove(first[-1])
    return (*first, *left)


def in_week(
    listed: tuple[Recommendation, ...], measure_id: str | None, week: int
) -> tuple[Recommendation, ...]:
    """The same, with this measure no later than the last place of this week; None changes nothing."""
    place = next((n for n, r in enumerate(listed) if r.measure.id == measure_id), None)
    if place is None or not week or place < week:
        return listed
    others = [r for r in listed if r.measure.id != measure_id]
    return (*others[: week - 1], listed[place], *others[week - 1 :])


def _compared(r: Recommendation, key: OrderKey) -> float:
    match key.by:
        case "value":
            return r.value
        case "gain":
            return r.gain_pct
        case "barriers":
            return r.barriers_gained
        case "crimes":
            return r.crimes_gained
        case "danger":
            return r.danger
        case "acute":
            return 0.0 if r.acute else 1.0
        case "missing_key":
            return 0.0 if r.missing_key else 1.0
        case "earned":
            return r.earned
        case "key":
            return 0.0 if r.for_key_item else 1.0 if r.measure.key else 2.0
        case "rank":
            return r.measure.rank if r.measure.rank is not None else float("inf")
        case "rank_below":
            return 0.0 if r.measure.rank is not None and r.measure.rank < (key.bound or 0) else 1.0
        case "effort_hours":
            return r.hours
    return float(r.measure.impact)
