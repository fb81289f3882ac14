"""Then and now: two scans of one business beside each other, also when the questionnaire changed in between."""

from __future__ import annotations

from dataclasses import dataclass, replace

from questionnaire.responses import Responses
from questionnaire.walk import ItemState
from scoring.advising.advice import triggered
from scoring.barriers import BarrierState
from scoring.content import Content
from scoring.models import Barrier, Measure
from scoring.results import Score

_WITHOUT_ANSWER = (ItemState.NOT_ASKED, ItemState.UNANSWERED)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both scores over the items that both scans answered, so that the difference comes from the answers
    alone.

    `gained` and `lost` are barriers that stand now and did not, or the other way round. `done` holds the
    measures of the old plan that the answers no longer call for, `open` the others. `only_once` are the items
    that counted in one of the scans alone: a figure over other items than the score's may not stand beside
    it.
    """

    then: Score
    now: Score
    gained: tuple[Barrier, ...]
    lost: tuple[Barrier, ...]
    done: tuple[Measure, ...]
    open: tuple[Measure, ...]
    only_once: frozenset[str] = frozenset()

    @property
    def same_items(self) -> bool:
        """Whether both scans counted the same items, so that `now` is the score itself."""
        return not self.only_once

    @property
    def total_before(self) -> float | None:
        """The total of the scan before, to stand beside the score; None when that is over other items."""
        return self.then.score_pct if self.same_items else None

    def theme_before(self, theme_id: str) -> float | None:
        """The figure of a theme in the scan before, to stand beside that of the score; None when that is over
        other items.

        Raises KeyError for a theme that is not there.
        """
        theme = self.then.theme(theme_id)
        return None if self.only_once & set(theme.item_ids) else theme.score_pct


def compare(
    content: Content,
    then: Responses,
    now: Responses,
    plan: tuple[str, ...] = (),
    *,
    quick_then: bool = False,
    quick_now: bool = False,
) -> Comparison:
    """The comparison of two sets of answers, both judged by the present rule; `plan` is what was planned
    then.
    """
    score_then, score_now = content.score(then, quick_then), content.score(now, quick_now)
    counted_then = {i for i, s in score_then.items.items() if s.points is not None}
    counted_now = {i for i, s in score_now.items.items() if s.points is not None}
    both = counted_then & counted_now
    before = _over(content.scorer.score(then, quick_then, only=both), both, score_then, score_now)
    after = _over(content.scorer.score(now, quick_now, only=both), both, score_then, score_now)
    stood, stands = _standing(content, before), _standing(content, after)
    wanted = triggered(content, score_now)
    known = [content.measures[m] for m in plan if m in content.measures]
    return Comparison(
        then=before,
        now=after,
        gained=tuple(b for i, b in stands.items() if i not in stood),
        lost=tuple(b for i, b in stood.items() if i not in stands),
        done=tuple(m for m in known if m.id not in wanted),
        open=tuple(m for m in known if m.id in wanted),
        only_once=frozenset(counted_then ^ counted_now),
    )


def _over(score: Score, both: set[str], *scans: Score) -> Score:
    """The score with all that only one of the scans asked as not asked, the profile too: no barrier stands or
    falls by it.
    """
    about = {
        i
        for i in score.states
        if i not in score.items and not any(s.states[i] in _WITHOUT_ANSWER for s in scans)
    }
    return replace(
        score,
        states={i: s if i in both or i in about else ItemState.NOT_ASKED for i, s in score.states.items()},
    )


def _standing(content: Content, score: Score) -> dict[str, Barrier]:
    return {
        b.barrier.id: b.barrier
        for t in content.resilience(score)
        for b in t.barriers
        if b.state is BarrierState.STANDING
    }
