"""Advice: which measures fit these answers, in the order of what they bring against what they cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from questionnaire.models import Item, Questionnaire
from questionnaire.responses import Answer
from questionnaire.walk import ItemState
from scoring.calculation.gains import Gains
from scoring.content import Content
from scoring.models import Barrier, Measure
from scoring.priorities import OrderKey
from scoring.results import ItemScore, Score


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A measure chosen for one business.

    `gain_pct` is what it adds to the total score, in percent points; `barriers_gained` how many more barriers stand when it
    is done. `named_barriers` are those among them that name this measure: only they weigh in the order. `value` is what the
    rule's priorities make of gain and named barriers against hours and cost. `earned` is the points that the item which
    leads to it has now. `by_supplier`: the ICT supplier does it, so `steps` are those for talking to the supplier. `by_self`: here
    there is nobody else to do it. `for_key_item`: an answer to a key item leads to it.
    """

    measure: Measure
    item_ids: tuple[str, ...]
    gain_pct: float
    barriers_gained: int
    value: float
    earned: float
    by_supplier: bool
    unknown: bool
    for_key_item: bool = False
    by_self: bool = False
    named_barriers: int = 0

    @property
    def who(self) -> Literal["owner", "staff", "supplier", "ict"]:
        """Who does it here; `ict` is whoever looks after the ICT, where that is no supplier."""
        if self.by_supplier:
            return "supplier"
        if self.by_self or self.measure.done_by == "owner":
            return "owner"
        return "ict" if self.measure.done_by == "supplier" else "staff"

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps for whoever does it here."""
        return self.measure.how_supplier if self.by_supplier and self.measure.how_supplier else self.measure.how


@dataclass(frozen=True, slots=True)
class SupplierQuestion:
    """One line of the question sheet. `reason` is 'unknown' (answered with I don't know) or 'supplier' (a measure the supplier does).

    `item_ids`: the items of which the answer can change by what the supplier says.
    """

    text: str
    reason: str
    item_id: str | None = None
    measure_id: str | None = None
    item_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """Recommendations in order, and the plan: this week (at most three), within 30 days, within 90 days."""

    recommendations: tuple[Recommendation, ...]
    week: tuple[Recommendation, ...]
    month: tuple[Recommendation, ...]
    quarter: tuple[Recommendation, ...]
    supplier_questions: tuple[SupplierQuestion, ...]

    @property
    def hours(self) -> float:
        """Hours of effort of all recommendations together."""
        return sum(r.measure.effort_hours for r in self.recommendations)


def advise(content: Content, score: Score) -> Advice:
    """The advice that follows from a score; empty when every item is at its best."""
    outsourced = content.questionnaire.outsources(score.counting)
    led_to = triggered(content, score)
    gains = Gains(content.scorer, score)
    found = []
    for measure_id, points_by_item in led_to.items():
        measure = content.measures.get(measure_id)
        if measure is not None:
            found.append(_recommendation(content, measure, points_by_item, score, gains, outsourced))
    ordered = _ordered(found, content.rule.priorities.order)[: content.rule.priorities.top]
    week, month, quarter = _plan(content, ordered)
    return Advice(ordered, week, month, quarter, _supplier_questions(content, ordered, score))


def triggered(content: Content, score: Score) -> dict[str, dict[str, float]]:
    """Measures that these answers lead to: measure id -> item id -> points the item would have with it done.

    Single choice and numbers: the measures of the chosen option or band. Multiple choice: the measures of options that
    earn points and were not chosen, and of chosen options that earn nothing. "I don't know" and an item that another
    answer implies: the measures of the worst answer, unless the item names its own.
    """
    led_to: dict[str, dict[str, float]] = {}
    for item_id, found in score.items.items():
        if found.points is None or found.state in (ItemState.NOT_ASKED, ItemState.UNANSWERED, ItemState.NOT_APPLICABLE):
            continue
        item = content.questionnaire.items[item_id]
        for measure_id, points in _measures_of(content, item, found, score.counting.get(item_id)).items():
            led_to.setdefault(measure_id, {})[item_id] = points
    return led_to


def _measures_of(content: Content, item: Item, found: ItemScore, answer: Answer | None) -> Mapping[str, float]:
    best = content.best_points(item.id, found.maximum)
    if found.state is not ItemState.ANSWERED or answer is None:
        return _first_and_side(content, content.measures_when_unknown(item.id), found, best)
    if item.kind == "number":
        band = item.band_for(float(answer))  # type: ignore[arg-type]
        return _first_and_side(content, band.measures, found, best) if band else {}
    if item.kind == "single":
        return _first_and_side(content, item.options_by_id[str(answer)].measures, found, best)
    return _multiple(content, item, found, answer if isinstance(answer, tuple) else (str(answer),), best)


def _first_and_side(content: Content, measures: tuple[str, ...], found: ItemScore, best: float) -> Mapping[str, float]:
    """The first measure of an answer brings the best answer; those behind it help part of the way."""
    now = found.points or 0.0
    side = now + content.rule.priorities.side_share * (best - now)
    return {measure_id: side if n else best for n, measure_id in enumerate(measures)}


def _multiple(content: Content, item: Item, found: ItemScore, chosen: tuple[str, ...], best: float) -> Mapping[str, float]:
    alone = len(chosen) == 1 and item.options_by_id[chosen[0]].exclusive
    gains: dict[str, float] = {}
    for option in item.options:
        points = content.option_points(item.id, option.id)
        if option.exclusive or points <= 0:
            if option.id in chosen:
                gains.update({m: gains.get(m, 0.0) for m in option.measures})
        elif option.id not in chosen:
            for measure_id in option.measures:
                gains[measure_id] = gains.get(measure_id, 0.0) + points
    if alone and item.options_by_id[chosen[0]].points and content.option_points(item.id, chosen[0]) > 0:
        # "My supplier does it": only what that answer itself leads to, checking included, up to the best answer.
        return _first_and_side(content, item.options_by_id[chosen[0]].measures, found, best)
    start = 0.0 if alone else (found.points or 0.0)
    return {m: min(best, start + gain) if gain else best for m, gain in gains.items()}


def _recommendation(
    content: Content, measure: Measure, points_by_item: Mapping[str, float], score: Score, gains: Gains, outsourced: bool
) -> Recommendation:
    lifted = {i: max(p, score.items[i].points or 0.0) for i, p in points_by_item.items()}
    gain = gains.of(lifted)
    up = [b for item_id in lifted for b in content.barriers_by_item.get(item_id, ()) if _goes_up(content, b, score, lifted)]
    named = sum(measure.id in barrier.measures for barrier in up)
    states = [score.items[i].state for i in points_by_item]
    priorities = content.rule.priorities
    worth = priorities.worth.score * gain + priorities.worth.barrier * named + priorities.worth.impact * measure.impact
    price = priorities.price.start + priorities.price.hour * measure.effort_hours + priorities.price.cost.get(measure.cost, 0.0)
    return Recommendation(
        measure=measure, item_ids=tuple(points_by_item), gain_pct=gain, barriers_gained=len(up), named_barriers=named, value=worth / price,
        earned=min((score.items[i].points or 0.0 for i in points_by_item), default=0.0),
        by_supplier=outsourced and bool(measure.how_supplier) and measure.done_by == "supplier",
        unknown=bool(states) and all(s is ItemState.DONT_KNOW for s in states),
        for_key_item=any(content.questionnaire.items[i].key for i in points_by_item),
        by_self=_nobody_else(content.questionnaire, measure, score),
    )  # fmt: skip


def _nobody_else(questionnaire: Questionnaire, measure: Measure, score: Score) -> bool:
    """Whether who usually does this is the owner here: one person has no team, and may look after the ICT as well."""
    alone, ict = questionnaire.works_alone(score.counting), questionnaire.roles.ict
    own = () if ict is None else (*ict.own, *ict.nobody) if alone else ict.own
    own_ict = questionnaire.role_answer("ict", score.counting) in own
    return own_ict if measure.done_by == "supplier" else alone


def _goes_up(content: Content, barrier: Barrier, score: Score, lifted: Mapping[str, float]) -> bool:
    item = score.items[barrier.measured_by]
    if content.threats is None or item.maximum <= 0 or item.share is None:
        return False
    bound = barrier.stands_from or content.threats.stands_from
    return item.share < bound <= lifted[item.id] / item.maximum


def _ordered(found: list[Recommendation], order: tuple[OrderKey, ...]) -> tuple[Recommendation, ...]:
    def sort_key(r: Recommendation) -> tuple[float, ...]:
        return tuple(-_compared(r, key) if key.descending else _compared(r, key) for key in order)

    # What is equal in every key keeps the order in which the questions lead to it: the same answers always give the same
    # order, and it does not hang on how a measure is called.
    return tuple(sorted(found, key=sort_key))


def _compared(r: Recommendation, key: OrderKey) -> float:
    match key.by:
        case "value":
            return r.value
        case "gain":
            return r.gain_pct
        case "barriers":
            return r.named_barriers
        case "earned":
            return r.earned
        case "key":
            return 0.0 if r.for_key_item else 1.0 if r.measure.key else 2.0
        case "rank":
            return r.measure.rank if r.measure.rank is not None else float("inf")
        case "rank_below":
            return 0.0 if r.measure.rank is not None and r.measure.rank < (key.bound or 0) else 1.0
        case "effort_hours":
            return r.measure.effort_hours
    return float(r.measure.impact)


def _plan(content: Content, ordered: tuple[Recommendation, ...]) -> tuple[tuple[Recommendation, ...], ...]:
    """The first few this week, then as many hours as fit in a month, the rest in 90 days."""
    priorities = content.rule.priorities
    week, rest = ordered[: priorities.week], ordered[priorities.week :]
    month: list[Recommendation] = []
    hours = 0.0
    for r in rest:
        if hours + r.measure.effort_hours > priorities.month_hours:
            break
        hours += r.measure.effort_hours
        month.append(r)
    return week, tuple(month), rest[len(month) :]


def _supplier_questions(content: Content, ordered: tuple[Recommendation, ...], score: Score) -> tuple[SupplierQuestion, ...]:
    """Everything answered with "I don't know", then what the supplier must do; the same sentence only once."""
    questions: dict[str, SupplierQuestion] = {}
    for item_id, found in score.items.items():
        text = content.questionnaire.items[item_id].supplier_question
        if found.state is ItemState.DONT_KNOW and text:
            questions.setdefault(text, SupplierQuestion(text, "unknown", item_id=item_id, item_ids=(item_id,)))
    asked = {q.item_id for q in questions.values()}
    for r in ordered:
        text = r.measure.ask_supplier
        if r.by_supplier and text and not set(r.item_ids) <= asked:
            questions.setdefault(text, SupplierQuestion(text, "supplier", measure_id=r.measure.id, item_ids=r.item_ids))
    return tuple(questions.values())


def with_plan(content: Content, score: Score, measure_ids: Iterable[str]) -> Score:
    """The score if these measures were taken: what-if, with level and knock-outs worked out anew."""
    led_to = triggered(content, score)
    lifted: dict[str, float] = {}
    for measure_id in measure_ids:
        for item_id, points in led_to.get(measure_id, {}).items():
            old = score.items[item_id]
            gain = points - (old.points or 0.0)
            item = content.questionnaire.items[item_id]
            # Two measures for one multiple-choice item add up; elsewhere one measure already brings the best answer.
            before = lifted.get(item_id, old.points or 0.0)
            lifted[item_id] = min(old.maximum, before + gain) if item.kind == "multiple" else max(before, points)
    return content.scorer.score(score.counting, score.quick, lifted)
