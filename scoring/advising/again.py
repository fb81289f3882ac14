"""What a second scan asks: only the answers that may have changed since the first."""

from __future__ import annotations

from collections.abc import Mapping

from questionnaire.saved_scans.saved_scan import EarlierScan, SavedScan
from scoring.advising.advice import advise
from scoring.content import Content


def may_have_changed(content: Content, scan: SavedScan) -> frozenset[str]:
    """Ids of the items of this scan whose answer may not hold any more, within a year.

    Those are: what nobody knew or looked at, answers that grow old by themselves, and the items that the plan
    was to mend. Without a plan of one's own that is the advice for the first week.
    """
    score = content.score(scan.responses, scan.quick)
    given = score.counting.answers
    items, advice = content.questionnaire.items, advise(content, score)
    planned = set(scan.plan) or {r.measure.id for r in advice.week}
    mended = {i for r in advice.recommendations if r.measure.id in planned for i in r.item_ids}
    unknown = set(content.unknown_items(score))
    dated = {i for i in given if items[i].dated}
    return frozenset((mended | unknown | dated) & given.keys())


def planned(content: Content, then: EarlierScan) -> dict[str, str]:
    """Title of each measure that was still to be done after the scan before, by id: the plan, or without one
    the advice for the first week.
    """
    advice = advise(content, content.score(then.responses, then.quick))
    titles = {r.measure.id: r.measure.title for r in advice.recommendations}
    ids = then.plan or tuple(r.measure.id for r in advice.week)
    return {
        i: titles.get(i, content.measures[i].title)
        for i in ids
        if i in content.measures and i not in then.done
    }


def mended_by(content: Content, then: EarlierScan, done: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Titles of the measures in `done` that were to mend an item, by the id of that item."""
    found: dict[str, tuple[str, ...]] = {}
    if not done:
        return found
    for r in advise(content, content.score(then.responses, then.quick)).recommendations:
        for item in r.item_ids if r.measure.id in done else ():
            found[item] = (*found.get(item, ()), r.measure.title)
    return found
