"""What a measure brings: the answers that are true once it is done, and the score and barriers that follow
from them.

"Do it, answer again, get what was promised" holds because a promise is made by answering again. Where the
changed answers steer nothing else, the same figures follow from one item at a time, which is what makes
advice fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from questionnaire.conditions import holds
from questionnaire.models import Item
from questionnaire.respondent import is_offered
from questionnaire.responses import RESERVED_ANSWERS, Answer, Responses
from questionnaire.walk import ItemState, Walk, walk
from scoring.advising.leads import Leads, leads
from scoring.answers import worst_answer
from scoring.barriers import BarrierState, Known
from scoring.calculation.gains import Gains
from scoring.calculation.steering import Touched, caps_total
from scoring.content import Content
from scoring.models import Measure
from scoring.results import Score

_CAN_CHANGE = (ItemState.ANSWERED, ItemState.DONT_KNOW, ItemState.IMPLIED)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a measure brings to one business.

    `gain_pct` in percent points of the total as it is shown, `uncapped_pct` with knock-outs left aside; both
    0 or more. `barriers` that do not stand now and will, `crimes` the types of crime among which they are.
    """

    gain_pct: float
    uncapped_pct: float
    barriers: int
    crimes: int


_NOTHING = Brought(0.0, 0.0, 0, 0)


class After:
    """What measures bring to one business; made once per advice."""

    def __init__(self, content: Content, score: Score):
        self._content, self._score = content, score
        self.gains = Gains(content.scorer, score)
        self._standing: dict[int, bool] = {}

    def of(self, measure: Measure, lifted: Mapping[str, float]) -> Brought:
        """What `measure` brings. `lifted`: points by item, for a measure that names no answers after it; it
        promises no barriers.
        """
        if measure.kind != "do":
            return _NOTHING
        if not measure.answers_after:
            gain = self.gains.of(lifted)
            return Brought(gain, gain, 0, 0)
        changes = improved(self._content, self._score, measure, self._score.counting.answers)
        # What another answer implies only comes on the path when that other answer changes, and that one
        # steers.
        direct = {
            i: answer for i, answer in changes.items() if self._score.states[i] is not ItemState.IMPLIED
        }
        if not direct:
            return _NOTHING
        if self._content.steering_points.isdisjoint(direct):
            return (
                self._along_the_path(changes) if self._moves_the_path(direct) else self._item_by_item(direct)
            )
        return self._answered_again(changes)

    def _moves_the_path(self, changes: Mapping[str, Answer]) -> bool:
        """Whether other items come on the path or leave it."""
        rules = [rule for item in changes for rule in self._content.skipped_by.get(item, ())]
        if not rules:
            return False
        now = self._score.counting.answers
        then = {**now, **changes}
        return any(holds(rule, now) is not holds(rule, then) for rule in rules)

    def _item_by_item(self, changes: Mapping[str, Answer]) -> Brought:
        """Nothing but these items changes."""
        scorer = self._content.scorer
        gain = self.gains.of(
            {i: scorer.points_after(self._score, i, answer) for i, answer in changes.items()}
        )
        gained: dict[int, str] = {}
        after: Known | None = None
        for item_id, answer in changes.items():
            for touched in self._content.looking_at.get(item_id, ()):
                if touched.alone:
                    standing = self._stands_with(touched, answer)
                else:
                    after = after or self._with(changes)
                    standing = _stands(touched, after)
                if standing and not self._stands_now(touched, item_id):
                    gained[id(touched.barrier)] = touched.threat.id
        return Brought(gain, gain, len(gained), len(set(gained.values())))

    def _with(self, changes: Mapping[str, Answer]) -> Known:
        answers = {**self._score.counting.answers, **changes}
        return Known(
            {**self._score.states, **dict.fromkeys(changes, ItemState.ANSWERED)}, answers, self._now.unseen
        )

    def _along_the_path(self, changes: Mapping[str, Answer]) -> Brought:
        """Other items come on the path, or leave it; all others earn what they did."""
        old, done = self._score, walked_again(self._content, self._score, changes)
        other = [
            i
            for i, s in done.states.items()
            if s is not old.states[i] or done.counting.get(i) != old.counting.get(i)
        ]
        points = {}
        for item_id in other:
            found = self._content.scorer.item_in(old, item_id, done)
            before = old.items[item_id]
            if found.points is None or before.points is None or found.maximum != before.maximum:
                return self._answered_again(changes)  # what is attainable changes too
            points[item_id] = found.points
        gain = self.gains.of(points)
        return Brought(
            gain, gain, *self._gained(Known(done.states, done.counting.answers, self._now.unseen), other)
        )

    def _answered_again(self, changes: Mapping[str, Answer]) -> Brought:
        """The whole score anew."""
        old, content = self._score, self._content
        after = content.scorer.score(walked_again(content, old, changes).counting, old.quick)
        gain = max(0.0, (after.score_pct or 0.0) - (old.score_pct or 0.0))
        uncapped = gain
        if caps_total(content.rule):
            uncapped = max(
                0.0,
                (content.scorer.total_with(after, {}) or 0.0) - (content.scorer.total_with(old, {}) or 0.0),
            )
        other = [
            i
            for i, s in after.states.items()
            if s is not old.states[i] or after.counting.get(i) != old.counting.get(i)
        ]
        return Brought(
            gain,
            uncapped,
            *self._gained(Known(after.states, after.counting.answers, self._now.unseen), other),
        )

    @cached_property
    def _now(self) -> Known:
        return Known(self._score.states, self._score.counting.answers, self._content.questionnaire.unseen)

    def _gained(self, after: Known, changed: Iterable[str]) -> tuple[int, int]:
        """Barriers that stand after and not now, and in how many types of crime."""
        gained: dict[int, str] = {}
        looking_at = self._content.looking_at
        for item in changed:
            for touched in looking_at.get(item, ()):
                if _stands(touched, after) and not self._stands_now(touched, item):
                    gained[id(touched.barrier)] = touched.threat.id
        return len(gained), len(set(gained.values()))

    def _stands_with(self, touched: Touched, answer: Answer) -> bool:
        """Whether a barrier that depends on one item alone stands with this answer to it: the same for
        everybody.
        """
        key = id(touched.barrier), answer
        found = self._content.standing.get(key)
        if found is None:
            item = next(iter(touched.barrier.items), "")
            alone = Known({item: ItemState.ANSWERED}, {item: answer}, self._now.unseen)
            found = self._content.standing[key] = _stands(touched, alone)
        return found

    def _stands_now(self, touched: Touched, item: str) -> bool:
        if touched.alone and self._score.states[item] is ItemState.ANSWERED:
            return self._stands_with(touched, self._score.counting.answers[item])
        found = self._standing.get(id(touched.barrier))
        if found is None:
            found = self._standing[id(touched.barrier)] = _stands(touched, self._now)
        return found


def _stands(touched: Touched, known: Known) -> bool:
    return (
        known.relevant(touched.threat.relevant_if)
        and known.state_of(touched.barrier) is BarrierState.STANDING
    )


def improved(
    content: Content, score: Score, measure: Measure, answers: Mapping[str, Answer]
) -> dict[str, Answer]:
    """The answers that `measure` changes, where that earns more than `answers` do now.

    An item that is not asked, has no answer or is not applicable stays as it is: nobody knows what it would
    become.
    """
    found = {}
    for item_id, after in measure.answers_after.items():
        item = content.questionnaire.items.get(item_id)
        if item is not None and item_id in score.items and score.states[item_id] in _CAN_CHANGE:
            new = _better(content, score, item, after, answers)
            if new is not None:
                found[item_id] = new
    return found


def _better(
    content: Content, score: Score, item: Item, after: Answer, answers: Mapping[str, Answer]
) -> Answer | None:
    """The answer after the measure, joined with what is ticked; None when it is not offered here or earns no
    more.
    """
    now = answers.get(item.id)
    if item.kind == "number":
        new: Answer = float(after)  # type: ignore[arg-type]
    else:
        wanted = [
            o
            for o in item.options
            if o.id in (after if isinstance(after, tuple) else (after,)) and is_offered(o, answers)
        ]
        if not wanted:
            return None
        new = wanted[0].id
        if item.kind == "multiple" and any(option.exclusive for option in wanted):
            new = (wanted[0].id,)
        elif item.kind == "multiple":
            ticked = {
                o.id for o in item.options if isinstance(now, tuple) and o.id in now and not o.exclusive
            }
            new = tuple(o.id for o in item.options if o.id in ticked or o in wanted)
    if not item.accepts(new):
        return None
    if now is not None and item.accepts(now) and now not in RESERVED_ANSWERS:
        earned: float | None = content.scorer.points_for(item, now, answers)
    else:
        earned = score.items[item.id].points
    return new if earned is None or content.scorer.points_for(item, new, answers) > earned else None


def walked_again(content: Content, score: Score, changes: Mapping[str, Answer]) -> Walk:
    """The walk of this business with `changes`. What comes on the path by them is not in place yet: its worst
    answer.
    """
    answers = {**score.counting.answers, **changes}
    tried: set[str] = set()
    while True:
        done = walk(content.questionnaire, Responses(answers), score.quick)
        opened = next(
            (
                i
                for i, s in done.states.items()
                if s is ItemState.UNANSWERED and score.states[i] is not ItemState.UNANSWERED
            ),
            None,
        )
        if opened is None or opened in tried:
            return done
        tried.add(opened)
        answers[opened] = worst_answer(content, content.questionnaire.items[opened], done.counting.answers)


def with_plan(content: Content, score: Score, measure_ids: Iterable[str]) -> Score:
    """The score once these measures are done: what-if, with level, knock-outs and barriers from the answers
    given then.
    """
    led_to = leads(content, score)
    answers = dict(score.counting.answers)
    lifted: dict[str, float] = {}
    for measure_id in dict.fromkeys(measure_ids):
        measure = content.measures.get(measure_id)
        if measure is None or measure.kind != "do":
            continue
        if measure.answers_after:
            answers |= improved(content, score, measure, answers)
        else:
            _lift(content, score, led_to, measure_id, lifted)
    responses = walked_again(content, score, answers).counting
    if not lifted:
        return content.score(responses, score.quick)
    after = content.scorer.score(responses, score.quick)
    wanted = {i: p for i, p in lifted.items() if (after.items[i].points or 0.0) < p}
    return content.scorer.score(responses, score.quick, wanted)


def _lift(content: Content, score: Score, led_to: Leads, measure_id: str, lifted: dict[str, float]) -> None:
    for item_id, lead in led_to.get(measure_id, {}).items():
        old = score.items[item_id]
        gain = lead.points - (old.points or 0.0)
        item = content.questionnaire.items[item_id]
        # Two measures for one multiple-choice item add up; elsewhere one measure already brings the best
        # answer.
        before = lifted.get(item_id, old.points or 0.0)
        lifted[item_id] = (
            min(old.maximum, before + gain) if item.kind == "multiple" else max(before, lead.points)
        )
