"""Resilience per type of crime: which barriers stand. Said as "7 of 11 barriers stand", never as a made-up probability."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from questionnaire.models import Item, Questionnaire
from questionnaire.responses import Answer
from questionnaire.walk import ItemState
from scoring.models import Barrier, Threat, Threats
from scoring.results import ItemScore, Score


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
        return sum(b.state in (BarrierState.STANDING, BarrierState.MISSING, BarrierState.UNKNOWN) for b in self.barriers)

    @property
    def not_asked(self) -> int:
        """Barriers that the quick scan did not ask about."""
        return self.count(BarrierState.NOT_ASKED)


def stands(barrier: Barrier, item: ItemScore, default_from: float) -> bool:
    """Whether the item's share reaches the bound of the barrier, or of all barriers when it has none of its own."""
    return item.share is not None and item.share >= (barrier.stands_from or default_from)


def barrier_state(
    barrier: Barrier, item: ItemScore | None, answer: Answer | None, threats: Threats, asked: Item | None = None
) -> BarrierState:
    """State of a barrier from the score and the answer of the one item that it is measured by; `asked` is that item itself."""
    if item is None or item.state in (ItemState.NOT_ASKED, ItemState.UNANSWERED):
        return BarrierState.NOT_ASKED
    if item.points is None and item.state in (ItemState.SKIPPED, ItemState.NOT_APPLICABLE):
        return BarrierState.NOT_RELEVANT
    if stands(barrier, item, threats.stands_from):
        return BarrierState.STANDING
    unseen = item.state is ItemState.ANSWERED and asked is not None and asked.nobody_looked(answer)
    return BarrierState.UNKNOWN if unseen or item.state is ItemState.DONT_KNOW else BarrierState.MISSING


def resilience(threats: Threats, score: Score, questionnaire: Questionnaire) -> tuple[ThreatResilience, ...]:
    """The barriers of every type of crime, in the order of the file."""

    def result(barrier: Barrier) -> BarrierResult:
        by = barrier.measured_by
        return BarrierResult(
            barrier, barrier_state(barrier, score.items.get(by), score.counting.get(by), threats, questionnaire.items.get(by))
        )

    return tuple(ThreatResilience(threat, tuple(result(b) for b in threat.barriers)) for threat in threats.threats)
