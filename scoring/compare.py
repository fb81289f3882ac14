"""Then and now: two scans of one business beside each other, also when the questionnaire changed in between."""

from __future__ import annotations

from dataclasses import dataclass

from questionnaire.responses import Responses
from scoring.advice import triggered
from scoring.barriers import BarrierState
from scoring.content import Content
from scoring.models import Barrier, Measure, Score


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both scores over the items that both scans answered, so that the difference comes from the answers alone.

    `gained` and `lost` are barriers that stand now and did not, or the other way round. `done` holds the measures of
    the old plan that the answers no longer call for, `open` the others. `same_items` is False when one of the scans
    answered items that the other did not.
    """

    then: Score
    now: Score
    gained: tuple[Barrier, ...]
    lost: tuple[Barrier, ...]
    done: tuple[Measure, ...]
    open: tuple[Measure, ...]
    same_items: bool


def compare(content: Content, then: Responses, now: Responses, plan: tuple[str, ...] = ()) -> Comparison:
    """The comparison of two sets of answers, both judged by the present rule; `plan` is what was planned then."""
    score_then, score_now = content.score(then), content.score(now)
    profile = content.questionnaire.profile_ids
    counted_then = {i for i, s in score_then.items.items() if s.points is not None}
    counted_now = {i for i, s in score_now.items.items() if s.points is not None}
    both = (counted_then & counted_now) | profile
    before, after = content.score(then.only(both)), content.score(now.only(both))
    stood, stands = _standing(content, before), _standing(content, after)
    wanted = triggered(content, score_now)
    known = [content.measures[m] for m in plan if m in content.measures]
    return Comparison(
        then=before, now=after,
        gained=tuple(b for i, b in stands.items() if i not in stood),
        lost=tuple(b for i, b in stood.items() if i not in stands),
        done=tuple(m for m in known if m.id not in wanted),
        open=tuple(m for m in known if m.id in wanted),
        same_items=counted_then == counted_now,
    )  # fmt: skip


def _standing(content: Content, score: Score) -> dict[str, Barrier]:
    return {b.barrier.id: b.barrier for t in content.resilience(score) for b in t.barriers if b.state is BarrierState.STANDING}
