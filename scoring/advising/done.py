"""Done: what a scan becomes when a measure is done, and how that is taken back.

The answers become what the measure promised, by the same steps that made the promise, and never better than
that. What it changed is kept, so that it can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.advising.after import improved, walked_again
from scoring.content import Content


def with_done(content: Content, scan: SavedScan, measure_id: str) -> SavedScan:
    """The scan with this measure done: its answers, and the question that these open to be looked at.

    Asking and testing change no answer, they only count as done. Raises KeyError for an unknown measure.
    """
    measure = content.measures[measure_id]
    if measure_id in scan.done:
        return scan
    score = content.score(scan.responses, scan.quick)
    changes = improved(content, score, measure, score.counting.answers) if measure.kind == "do" else {}
    answers = dict(scan.answers)
    opened: tuple[str, ...] = ()
    before: dict[str, Any] = {}
    if changes:
        after = walked_again(content, score, changes).counting.answers
        # What comes on the path is at its worst until it is answered, so that the score promises nothing.
        opened = tuple(i for i in after if i not in score.counting.answers and i not in changes)
        for item_id in (*changes, *opened):
            answer = after.get(item_id, changes.get(item_id))
            before[item_id] = scan.answers.get(item_id)
            answers[item_id] = list(answer) if isinstance(answer, tuple) else answer  # type: ignore[assignment]
    return scan.changed(
        answers=answers,
        done=(*scan.done, measure_id),
        before={**scan.before, measure_id: before} if before else scan.before,
        to_confirm=tuple(dict.fromkeys((*scan.to_confirm, *opened))),
    )


def undone(content: Content, scan: SavedScan, measure_id: str) -> SavedScan:
    """The scan as if this measure had not been done; what was done after it stays done."""
    if measure_id not in scan.done:
        return scan
    at = scan.done.index(measure_id)
    later = scan.done[at + 1 :]
    for each in reversed(scan.done[at:]):
        scan = _put_back(scan, each)
    for each in later:
        if each in content.measures:
            scan = with_done(content, scan, each)
    return scan


def _put_back(scan: SavedScan, measure_id: str) -> SavedScan:
    before = scan.before.get(measure_id, {})
    answers = {i: a for i, a in scan.answers.items() if i not in before}
    answers |= {i: a for i, a in before.items() if a is not None}
    # In the order of before, so that a scan that is undone is the scan that it was.
    order = {i: n for n, i in enumerate(scan.answers)}
    answers = dict(sorted(answers.items(), key=lambda one: order.get(one[0], len(order))))
    return scan.changed(
        answers=answers,
        to_confirm=tuple(i for i in scan.to_confirm if i not in before),
    ).not_done([measure_id])


def done_of(content: Content, measure_ids: Iterable[str]) -> tuple[str, ...]:
    """Those of these measures that are known, the last done first."""
    return tuple(m for m in reversed(tuple(measure_ids)) if m in content.measures)
