"""Everything a scan needs, loaded together: questionnaire, rule, measures and types of crime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from gettext import NullTranslations
from typing import Any

from questionnaire.conditions import Condition
from questionnaire.language.translation import localise
from questionnaire.models import Questionnaire
from questionnaire.responses import Answer, Responses
from questionnaire.walk import ItemState
from scoring.barriers import ThreatResilience, resilience
from scoring.calculation.gains import Gains
from scoring.calculation.score import Scorer
from scoring.calculation.steering import Looking, looking_at, skipped_by, steering_points
from scoring.evidence_rules import EvidenceRules
from scoring.models import Barrier, Measure, Threats
from scoring.results import ItemScore, Score
from scoring.rule import Rule


@dataclass(frozen=True)
class Content:
    """One edition of the content in one language. `measures` by id, in the order of the files."""

    questionnaire: Questionnaire
    rule: Rule
    measures: dict[str, Measure]
    threats: Threats | None = None
    language: str = "nl"
    edition: str = ""  # id of the edition that this is, empty for content read straight from the files
    evidence: EvidenceRules | None = None  # None: nothing of this content can be seen from outside

    @cached_property
    def scorer(self) -> Scorer:
        """The rule applied to the questionnaire."""
        return Scorer(self.rule, self.questionnaire)

    def score(self, responses: Responses, quick: bool = False) -> Score:
        """The score of these responses, with the range that what is not known leaves open; see Scorer.score."""
        score = self.scorer.score(responses, quick)
        return replace(score, range_pct=self._range(score)) if score.score_pct is not None else score

    def _range(self, score: Score) -> tuple[float, float]:
        now = score.score_pct or 0.0
        unknown = self.unknown_items(score)
        if not unknown:
            return now, now
        gains = Gains(self.scorer, score)
        low = _total(score, {i: min(0.0, score.items[i].maximum) for i in unknown}, gains)
        return min(now, low), max(now, self.at_best(score, unknown, gains))

    def at_best(self, score: Score, item_ids: Iterable[str], gains: Gains) -> float:
        """The total (0 to 100) with these items at their best answers."""
        return _total(score, {i: self.best_points(i, score.items[i].maximum) for i in item_ids}, gains)

    def unknown_items(self, score: Score) -> tuple[str, ...]:
        """Ids of items answered with "I don't know", or with an answer that says nobody here looked; in the
        order asked.
        """
        return tuple(i for i, scored in score.items.items() if self.is_unknown(scored, score.counting.get(i)))

    def is_unknown(self, scored: ItemScore, answer: Answer | None) -> bool:
        """Whether this item is answered with "I don't know", or with an answer that says nobody here looked."""
        return scored.state is ItemState.DONT_KNOW or (
            scored.state is ItemState.ANSWERED and self.is_unseen(scored.id, answer)
        )

    def is_unseen(self, item_id: str, answer: Answer | None) -> bool:
        """Whether this answer to the item, or a part of it, says that somebody else does it and nobody here
        looked.
        """
        return self.questionnaire.items[item_id].nobody_looked(answer)

    def resilience(self, score: Score) -> tuple[ThreatResilience, ...]:
        """Barriers per type of crime; empty when the rule has no types of crime."""
        return resilience(self.threats, score, self.questionnaire) if self.threats else ()

    def localised(self, language: str, translations: NullTranslations | None = None) -> Content:
        """The same content with every text in `language`, from these translations or else from those that are
        in use.
        """
        questionnaire, rule = (
            localise(self.questionnaire, language, translations),
            localise(self.rule, language, translations),
        )
        measures, threats = (
            localise(self.measures, language, translations),
            localise(self.threats, language, translations),
        )
        return Content(questionnaire, rule, measures, threats, language, self.edition, self.evidence)

    @cached_property
    def skipped_by(self) -> Mapping[str, tuple[Condition, ...]]:
        """By item: the skip rules of other items that look at its answer."""
        return skipped_by(self.questionnaire)

    @cached_property
    def steering_points(self) -> frozenset[str]:
        """Ids of the items whose answers change what other answers earn."""
        return steering_points(self.questionnaire, self.rule)

    @cached_property
    def standing(self) -> dict[tuple[int, Answer], bool]:
        """Whether a barrier (by `id`) that depends on one item alone stands with an answer to it; filled as
        it is asked.
        """
        return {}

    @cached_property
    def looking_at(self) -> Looking:
        """By item: the barriers that its answer touches."""
        return looking_at(self.threats)

    def proving(self, barrier: Barrier) -> tuple[str, ...]:
        """Ids of the items with points of which an answer puts up this barrier; figures of many businesses go
        by these.
        """
        return tuple(i for i in barrier.items if i not in self.questionnaire.profile_ids)

    def option_points(self, item_id: str, option_id: str) -> float:
        """Points of one option when they do not depend on other answers; the plain number else."""
        return self._option_points[item_id][option_id]

    @cached_property
    def _option_points(self) -> dict[str, dict[str, float]]:
        overrides = self.rule.items.points
        return {
            item.id: {o.id: _plain(overrides.get(item.id, {}).get(o.id, o.points)) for o in item.options}
            for item in self.questionnaire.items.values()
        }

    def best_points(self, item_id: str, maximum: float) -> float:
        """Points of the best answer: never more than the attainable maximum."""
        item = self.questionnaire.items[item_id]
        singles = list(self._option_points[item_id].values()) + [_plain(b.points) for b in item.bands]
        return maximum if item.kind == "multiple" or not singles else min(maximum, max(singles))

    def measures_when_unknown(self, item_id: str) -> tuple[str, ...]:
        """Measures after "I don't know": those the item names, else those of its worst answer."""
        return self._unknown[item_id]

    @cached_property
    def _unknown(self) -> dict[str, tuple[str, ...]]:
        found = {}
        for item in self.questionnaire.items.values():
            if item.dont_know_measures is not None:
                found[item.id] = item.dont_know_measures
                continue
            pairs = [(self._option_points[item.id][o.id], o.measures) for o in item.options]
            pairs += [(_plain(b.points), b.measures) for b in item.bands]
            found[item.id] = min(pairs, key=lambda pair: pair[0])[1] if pairs else ()
        return found


def _plain(points: Any) -> float:
    if points is None:
        return 0.0
    return float(points) if isinstance(points, int | float) else points.otherwise


def _total(score: Score, points: Mapping[str, float], gains: Gains) -> float:
    return min(100.0, max(0.0, (score.score_pct or 0.0) + gains.change(points)))
