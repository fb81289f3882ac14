"""Resilience per type of crime: which barriers stand. Said as "7 of 11 barriers stand", never as a made-up
probability.

A barrier is a condition on answers, judged with four outcomes: true, false, not known and not asked. It
stands only when the condition is surely true. `python -m scoring.authoring.proofs` lists the answers that
prove each barrier.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import Enum

from questionnaire.conditions import AllOf, Answered, AnyOf, Condition, Measured, Not
from questionnaire.models import Questionnaire
from questionnaire.responses import Answer
from questionnaire.walk import ItemState
from scoring.models import Barrier, Threat, Threats
from scoring.results import Score


class BarrierState(str, Enum):
    """Whether a barrier stands for this business."""

    STANDING = "standing"
    MISSING = "missing"
    UNKNOWN = "unknown"  # answered with "I don't know", or somebody else does it and nobody here looked
    NOT_RELEVANT = "not_relevant"  # skipped by the profile, or not applicable
    NOT_ASKED = "not_asked"  # outside the quick scan, or without an answer


@dataclass(frozen=True, slots=True)
class BarrierResult:
    """One barrier and whether it stands."""

    barrier: Barrier
    state: BarrierState


@dataclass(frozen=True, slots=True)
class ThreatResilience:
    """The barriers against one type of crime. `relevant` counts those that stand, miss or are unknown."""

    threat: Threat
    barriers: tuple[BarrierResult, ...]

    def count(self, state: BarrierState) -> int:
        """How many barriers are in `state`."""
        return sum(b.state is state for b in self.barriers)

    @property
    def standing(self) -> int:
        """Barriers that stand."""
        return self.count(BarrierState.STANDING)

    @property
    def relevant(self) -> int:
        """Barriers that were asked and matter for this business."""
        return sum(
            b.state in (BarrierState.STANDING, BarrierState.MISSING, BarrierState.UNKNOWN)
            for b in self.barriers
        )

    @property
    def not_asked(self) -> int:
        """Barriers that the quick scan did not ask about."""
        return self.count(BarrierState.NOT_ASKED)


class Truth(Enum):
    """What a condition comes to for the answers of one business."""

    TRUE = 1
    FALSE = 2
    UNKNOWN = 3
    NOT_ASKED = 4
    NEUTRAL = 5  # about something this business does not have: drops out of `all` and `any`


_STATES = {
    Truth.TRUE: BarrierState.STANDING,
    Truth.FALSE: BarrierState.MISSING,
    Truth.UNKNOWN: BarrierState.UNKNOWN,
    Truth.NOT_ASKED: BarrierState.NOT_ASKED,
    Truth.NEUTRAL: BarrierState.NOT_RELEVANT,
}
_OPPOSITE = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one business: the state of every item, the answers that count, and the answers nobody
    looked after.
    """

    states: Mapping[str, ItemState]
    answers: Mapping[str, Answer]
    unseen: Container[tuple[str, str]] = ()

    def truth(self, condition: Condition, *, proof: bool = True, turned: bool = False) -> Truth:
        """What `condition` comes to.

        As `proof` (of a barrier) an item that was skipped says nothing, and one that another answer implies
        proves nothing, also behind a `not` (`turned`). Otherwise (of relevance) both are as if nothing was
        chosen, as in `holds`.
        """
        match condition:
            case Answered(item=item, answered=wanted):
                return self._answered(item, wanted, proof, turned)
            case Measured(item=item):
                state = self.states.get(item, ItemState.NOT_ASKED)
                if state is not ItemState.ANSWERED:
                    return self._without_answer(state, proof, turned)
                value = self.answers[item]
                return (
                    Truth.TRUE
                    if isinstance(value, float | int) and condition.contains(value)
                    else Truth.FALSE
                )
            case Not(not_=part):
                found = self.truth(part, proof=proof, turned=not turned)
                return _OPPOSITE.get(found, found)
            case AllOf(all=parts):
                return _together(
                    [self.truth(part, proof=proof, turned=turned) for part in parts], Truth.FALSE, Truth.TRUE
                )
            case AnyOf(any=parts):
                return _together(
                    [self.truth(part, proof=proof, turned=turned) for part in parts], Truth.TRUE, Truth.FALSE
                )
        raise TypeError(f"not a condition on answers: {condition!r}")

    def _answered(self, item: str, wanted: tuple[str, ...], proof: bool, turned: bool) -> Truth:
        state = self.states.get(item, ItemState.NOT_ASKED)
        if state in (ItemState.ANSWERED, ItemState.DONT_KNOW, ItemState.NOT_APPLICABLE):
            answer = self.answers[item]
            given = answer if isinstance(answer, tuple) else (answer,)
            if any(part in wanted for part in given):
                return Truth.TRUE
            if state is ItemState.ANSWERED:
                return Truth.UNKNOWN if any((item, part) in self.unseen for part in given) else Truth.FALSE
        return self._without_answer(state, proof, turned)

    @staticmethod
    def _without_answer(state: ItemState, proof: bool, turned: bool) -> Truth:
        if state is ItemState.DONT_KNOW:
            return Truth.UNKNOWN
        if state in (ItemState.SKIPPED, ItemState.NOT_APPLICABLE):
            return Truth.NEUTRAL if proof else Truth.FALSE
        if state is ItemState.IMPLIED:
            return Truth.TRUE if proof and turned else Truth.FALSE
        return Truth.NOT_ASKED

    def relevant(self, condition: Condition | None) -> bool:
        """Whether something with this `relevant_if` matters here: only a sure no makes it irrelevant."""
        return condition is None or self.truth(condition, proof=False) is not Truth.FALSE

    def state_of(self, barrier: Barrier) -> BarrierState:
        """Whether a barrier stands."""
        if not self.relevant(barrier.relevant_if):
            return BarrierState.NOT_RELEVANT
        return _STATES[self.proof_of(barrier)]

    def proof_of(self, barrier: Barrier) -> Truth:
        """What the proof of a barrier comes to; neutral when what it is about was not asked."""
        proof = barrier.stands_when
        # The first of `all` is what the barrier is about; what only comes with it proves nothing by itself.
        if isinstance(proof, AllOf) and self.truth(proof.all[0]) is Truth.NEUTRAL:
            return Truth.NEUTRAL
        return self.truth(proof)


def _together(found: list[Truth], settles: Truth, otherwise: Truth) -> Truth:
    """Parts as one: `settles` decides alone; what is not known comes before what was not asked."""
    if settles in found:
        return settles
    for open_ in (Truth.UNKNOWN, Truth.NOT_ASKED):
        if open_ in found:
            return open_
    return otherwise if otherwise in found else Truth.NEUTRAL


def known(questionnaire: Questionnaire, score: Score) -> Known:
    """What the answers behind a score say."""
    return Known(score.states, score.counting.answers, questionnaire.unseen)


def resilience(threats: Threats, score: Score, questionnaire: Questionnaire) -> tuple[ThreatResilience, ...]:
    """The barriers of every type of crime that can happen to this business, in the order of the file."""
    found = known(questionnaire, score)
    return tuple(
        ThreatResilience(
            threat, tuple(BarrierResult(barrier, found.state_of(barrier)) for barrier in threat.barriers)
        )
        for threat in threats.threats
        if found.relevant(threat.relevant_if)
    )
