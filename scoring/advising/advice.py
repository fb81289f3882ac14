"""Advice: which measures fit these answers, in the order of what they bring against what they cost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from questionnaire.conditions import holds
from questionnaire.models import Questionnaire
from questionnaire.responses import DONT_KNOW
from questionnaire.walk import ItemState
from scoring.advising.after import After, improved, with_plan
from scoring.advising.effort import Effort, effort, people
from scoring.advising.leads import Lead, danger_when_unknown, leads
from scoring.advising.order import fewer_acute, folded, in_week, ordered, several_doors
from scoring.advising.recommendation import Recommendation
from scoring.advising.to_ask import (
    InsideQuestion,
    SupplierQuestion,
    asked_of,
    builder_questions,
    has_question,
    inside_questions,
    supplier_questions,
)
from scoring.content import Content
from scoring.models import Measure
from scoring.results import Score

__all__ = [
    "Advice",
    "InsideQuestion",
    "Recommendation",
    "SupplierQuestion",
    "advise",
    "first_help",
    "triggered",
    "with_plan",
]

Part = Literal["week", "soon", "later"]


MOST_TO_FIND_OUT = 8.0  # what is not known never stands above what is known to be wide open


@dataclass(frozen=True, slots=True)
class Advice:
    """Recommendations in order, and the plan: this week (at most three), the next few after that, the rest
    later.

    `supplier_questions` are for whoever looks after the ICT, `inside_questions` for somebody in the own
    business, `builder_questions` for whoever built the website.
    """

    recommendations: tuple[Recommendation, ...]
    week: tuple[Recommendation, ...]
    soon: tuple[Recommendation, ...]
    later: tuple[Recommendation, ...]
    supplier_questions: tuple[SupplierQuestion, ...]
    inside_questions: tuple[InsideQuestion, ...] = ()
    builder_questions: tuple[SupplierQuestion, ...] = ()

    @property
    def parts(self) -> tuple[tuple[Part, tuple[Recommendation, ...]], ...]:
        """The parts of the plan in order, empty ones too."""
        return ("week", self.week), ("soon", self.soon), ("later", self.later)

    @property
    def to_ask(self) -> int:
        """How many questions there are for the ICT supplier, the web builder and somebody inside together."""
        return len(self.supplier_questions) + len(self.builder_questions) + len(self.inside_questions)

    @property
    def hours(self) -> float:
        """Hours of work, once, of what comes this week and next."""
        return sum(r.hours for r in (*self.week, *self.soon))


def advise(content: Content, score: Score, done: Collection[str] = ()) -> Advice:
    """The advice that follows from a score, without the measures in `done`; empty when every item is at its
    best.
    """
    outsourced = content.questionnaire.outsources(score.counting)
    choosing = _Choosing(content, score, outsourced, people(content, score.counting.answers), done)
    priorities = content.rule.priorities
    found = choosing.found()
    strong = priorities.proofs_from is not None and (score.score_pct or 0.0) >= priorities.proofs_from
    if strong and score.complete:
        found += choosing.proofs()
    ask = choosing.ask_first(found)
    listed = several_doors(
        ordered(
            fewer_acute(folded(found, priorities.order), priorities, 1 if ask else 0),
            priorities.order,
            choosing.find_out_first,
        ),
        priorities,
        choosing.find_out_first,
    )
    listed = in_week(listed, ask, priorities.week)[: priorities.top]
    # Who says that nearly all is well is asked to see it: small tests fill what the plan leaves open.
    there = {r.measure.id for r in listed}
    more = [r for r in choosing.proofs() if r.measure.id not in there]
    listed = (*listed, *more[: max(0, priorities.proofs - len(listed))])
    week, rest = listed[: priorities.week], listed[priorities.week :]
    soon, later = rest[: priorities.next_up], rest[priorities.next_up :]
    by_supplier = [r for r in listed if r.by_supplier and not r.finds_out]
    asked = supplier_questions(
        content, score, choosing.unknown, [(r.measure, r.item_ids) for r in by_supplier]
    )
    return Advice(
        listed,
        week,
        soon,
        later,
        asked,
        inside_questions(content, score, choosing.unknown),
        builder_questions(content, score, choosing.unknown),
    )


def first_help(content: Content, score: Score) -> tuple[Recommendation, ...]:
    """What comes before any score, because a chosen answer says that it has just happened; empty otherwise."""
    questionnaire, counting = content.questionnaire, score.counting
    named: list[str] = []
    for item in questionnaire.items.values():
        for option in item.chosen(counting.get(item.id)):
            fitting = [m for m in option.first_help if _fits_what_happened(content.measures[m], score)]
            named += fitting or option.first_help[-1:]
    if not named:
        return ()
    choosing = _Choosing(
        content, score, questionnaire.outsources(counting), people(content, counting.answers)
    )
    return tuple(choosing.as_it_is(content.measures[measure_id]) for measure_id in dict.fromkeys(named))


def _fits_what_happened(measure: Measure, score: Score) -> bool:
    return measure.advised_if is None or bool(holds(measure.advised_if, score.counting))


def triggered(content: Content, score: Score) -> frozenset[str]:
    """Ids of the measures that these answers lead to, finding out what is not known included."""
    unknown = content.unknown_items(score)
    return frozenset(leads(content, score)) | {
        m.id for m in content.measures.values() if _settled(content, score, m, unknown)
    }


def _settled(content: Content, score: Score, measure: Measure, unknown: Iterable[str]) -> tuple[str, ...]:
    """Of the unknown items those that asking settles; empty for a measure that does something."""
    return (
        tuple(i for i in unknown if asked_of(content, score, i) == measure.settles)
        if measure.kind == "find_out"
        else ()
    )


class _Choosing:
    """The measures for one business, before they are put in order."""

    def __init__(
        self,
        content: Content,
        score: Score,
        outsourced: bool,
        staff: int,
        done: Collection[str] = (),
    ):
        self._done = frozenset(done)
        self._content, self._score, self._outsourced, self._staff = content, score, outsourced, staff
        self.unknown = content.unknown_items(score)
        self._after = After(content, score)
        self._acted: frozenset[str] | None = None

    @property
    def find_out_first(self) -> bool:
        """Whether so little is known that finding out comes before doing."""
        asked = sum(
            i.state in (ItemState.ANSWERED, ItemState.DONT_KNOW, ItemState.NOT_APPLICABLE)
            for i in self._score.items.values()
        )
        return (
            bool(self.unknown)
            and len(self.unknown) >= self._content.rule.priorities.find_out.first_from * asked
        )

    def ask_first(self, found: Iterable[Recommendation]) -> str | None:
        """Id of the measure that asks whoever looks after the ICT, when so much of what they do is not known that
        it cannot wait; None otherwise, or when nobody looks after it.
        """
        enough = self._content.rule.priorities.find_out.in_week_from
        if enough is None or not self._outsourced:
            return None
        theirs = [
            i.id
            for i in self._score.items.values()
            if i.state in (ItemState.ANSWERED, ItemState.DONT_KNOW)
            and asked_of(self._content, self._score, i.id) == "supplier"
        ]
        unknown = sum(i in self.unknown for i in theirs)
        if not unknown or unknown < enough * len(theirs):
            return None
        return next((r.measure.id for r in found if r.measure.settles == "supplier"), None)

    def found(self) -> list[Recommendation]:
        """One recommendation for every measure that fits."""
        led_to = leads(self._content, self._score)
        found = []
        for measure in self._content.measures.values():
            if measure.id in self._done:
                continue
            why = led_to.get(measure.id, {})
            settled = (
                ()
                if self._does_instead(measure)
                else _settled(self._content, self._score, measure, self.unknown)
            )
            said = measure.advised_if is not None and holds(measure.advised_if, self._score.counting)
            do_it = (
                why and measure.kind == "do" and not self._waits(measure, why) and not self._stands(measure)
            )
            if said or settled or do_it:
                found.append(self._recommendation(measure, why, settled, self._acted_on(led_to)))
        return found

    def _acted_on(self, led_to: Mapping[str, Mapping[str, Lead]]) -> frozenset[str]:
        """Unknown items that an action is advised for all the same: one hole is not counted twice."""
        if self._acted is None:
            self._acted = frozenset(
                item_id
                for measure in self._content.measures.values()
                if (why := led_to.get(measure.id))
                and measure.kind == "do"
                and measure.id not in self._done
                and not self._waits(measure, why)
                and not self._stands(measure)
                for item_id, lead in why.items()
                if lead.unknown and lead.first
            )
        return self._acted

    def _does_instead(self, measure: Measure) -> bool:
        """Who works alone has nobody inside to ask: as long as most is known, each action itself is the
        finding out.
        """
        return (
            measure.settles == "inside"
            and self._content.questionnaire.works_alone(self._score.counting)
            and not self.find_out_first
        )

    def proofs(self) -> list[Recommendation]:
        """Small tests of what was said, in the order of the files; what they test must surely be true of the
        answers.
        """
        proofs = [
            m
            for m in self._content.measures.values()
            if m.kind == "proof" and m.proves is not None and m.id not in self._done
        ]
        return [self._recommendation(m, {}, ()) for m in proofs if holds(m.proves, self._score.counting)]

    def as_it_is(self, measure: Measure) -> Recommendation:
        """This measure as meant for this business, whatever led to it."""
        return self._recommendation(measure, {}, ())

    def _stands(self, measure: Measure) -> bool:
        """Whether all that the measure brings is there already, so that nobody is told to do what is done."""
        states, answers = self._score.states, self._score.counting.answers
        named = measure.answers_after
        if not named or any(states.get(i) is not ItemState.ANSWERED for i in named):
            return False
        return not improved(self._content, self._score, measure, answers)

    def _waits(self, measure: Measure, why: Mapping[str, Lead]) -> bool:
        """Whether this measure waits until somebody has found out: only the unknown leads to it, and there is
        something to ask.
        """
        asks = measure.when_unknown == "find_out" or (
            measure.when_unknown == "do_if_few" and self.find_out_first
        )
        waits = asks and measure.kind == "do"
        if self._nobody_looks_after_it():
            waits = waits and any(
                asked_of(self._content, self._score, item_id) != "supplier" for item_id in why
            )
        if self._content.questionnaire.works_alone(self._score.counting):
            waits = waits and all(
                asked_of(self._content, self._score, item_id) != "inside" for item_id in why
            )
        return waits and all(
            lead.unknown and has_question(self._content, self._score, item_id)
            for item_id, lead in why.items()
        )

    def _nobody_looks_after_it(self) -> bool:
        """Whether it is known that no firm looks after the ICT: then there is none to ask, and as long as most is
        known, doing it is as quick as asking.
        """
        who = self._content.questionnaire.role_answer("ict", self._score.counting)
        return who not in (None, DONT_KNOW) and not self._outsourced and not self.find_out_first

    def _recommendation(
        self,
        measure: Measure,
        why: Mapping[str, Lead],
        settled: tuple[str, ...],
        acted_on: Collection[str] = (),
    ) -> Recommendation:
        content, score, items = self._content, self._score, self._score.items
        lifted = {i: max(lead.points, items[i].points or 0.0) for i, lead in why.items()}
        brought = self._after.of(measure, lifted)
        by_supplier = self._outsourced and bool(measure.how_supplier) and measure.done_by == "supplier"
        asks = effort(content, measure, self._staff, self._outsourced)
        share = content.rule.priorities.side_danger
        dangers = [lead.danger for lead in why.values()] + [
            danger_when_unknown(content, score, i) * (share if i in acted_on else 1.0) for i in settled
        ]
        only_asked = sum(i not in acted_on for i in settled)
        said = measure.advised_if is not None and holds(measure.advised_if, score.counting)
        dangers += [measure.danger] if said or measure.kind == "proof" else []
        now = score.score_pct or 0.0
        priorities = content.rule.priorities
        worth = priorities.worth
        value = (
            worth.score * brought.uncapped_pct
            + worth.barrier * brought.barriers
            + worth.crime * brought.crimes
        )
        short = any(lead.first and (items[i].share or 0.0) < priorities.key_below for i, lead in why.items())
        steps = measure.how_supplier if by_supplier and measure.how_supplier else measure.how
        return Recommendation(
            measure=self._worded(measure),
            item_ids=tuple(dict.fromkeys((*why, *settled))),
            gain_pct=brought.gain_pct,
            barriers_gained=brought.barriers,
            crimes_gained=brought.crimes,
            value=(value + worth.impact * measure.impact) / self._price(asks, measure),
            earned=min((items[i].points or 0.0 for i in (why or settled)), default=0.0),
            by_supplier=by_supplier,
            unknown=bool(why or settled) and all(i in self.unknown for i in (*why, *settled)),
            effort=asks,
            for_key_item=any(content.questionnaire.items[i].key for i in why),
            by_self=_nobody_else(content.questionnaire, measure, score),
            danger=_danger(dangers, only_asked, content.rule.priorities.find_out.each),
            acute=any(lead.acute for lead in why.values()) or (said and measure.acute),
            missing_key=measure.key and short,
            makes_known=len(settled),
            could_become=(now, max(now, content.at_best(score, settled, self._after.gains)))
            if settled
            else None,
            told=tuple(step for step in steps if step.when is None or holds(step.when, score.counting)),
        )

    def _price(self, asks: Effort, measure: Measure) -> float:
        price = self._content.rule.priorities.price
        in_euro = price.euro > 0 and asks.euro_once is not None
        money = price.euro * asks.first_year if in_euro else price.cost.get(asks.cost, 0.0)
        return price.start + price.hour * asks.hours + money

    def _worded(self, measure: Measure) -> Measure:
        variant = next((v for v in measure.variants if holds(v.when, self._score.counting)), None)
        texts = {
            key: text for key in ("title", "why") if variant and (text := getattr(variant, key)) is not None
        }
        return measure.model_copy(update=texts) if texts else measure


def _danger(dangers: list[float], settled: int, each: float) -> float:
    """The worst of them, 0 to 10; finding out more at once is worth more."""
    worst = max(dangers, default=0.0)
    return max(worst, min(MOST_TO_FIND_OUT, worst + each * (settled - 1))) if settled > 1 else worst


def _nobody_else(questionnaire: Questionnaire, measure: Measure, score: Score) -> bool:
    """Whether who usually does this is the owner here: one person has no team, and may look after the ICT as
    well.
    """
    ict, who = questionnaire.roles.ict, questionnaire.role_answer("ict", score.counting)
    alone = questionnaire.works_alone(score.counting)
    own_ict = ict is not None and who in ((*ict.own, *ict.nobody) if alone else ict.own)
    return own_ict if measure.done_by == "supplier" else alone
