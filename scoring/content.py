"""Everything a scan needs, loaded together: questionnaire, rule, measures and types of crime."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from gettext import NullTranslations

from questionnaire.language.translation import localise
from questionnaire.models import Questionnaire
from questionnaire.responses import Responses
from scoring.barriers import ThreatResilience, resilience
from scoring.calculation.score import Scorer
from scoring.models import Barrier, Measure, Threats
from scoring.results import Score
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

    @cached_property
    def scorer(self) -> Scorer:
        """The rule applied to the questionnaire."""
        return Scorer(self.rule, self.questionnaire)

    def score(self, responses: Responses, quick: bool = False) -> Score:
        """The score of these responses; see Scorer.score."""
        return self.scorer.score(responses, quick)

    def resilience(self, score: Score) -> tuple[ThreatResilience, ...]:
        """Barriers per type of crime; empty when the rule has no types of crime."""
        return resilience(self.threats, score, self.questionnaire) if self.threats else ()

    def localised(self, language: str, translations: NullTranslations | None = None) -> Content:
        """The same content with every text in `language`, from these translations or else from those that are in use."""
        questionnaire, rule = localise(self.questionnaire, language, translations), localise(self.rule, language, translations)
        measures, threats = localise(self.measures, language, translations), localise(self.threats, language, translations)
        return Content(questionnaire, rule, measures, threats, language, self.edition)

    @cached_property
    def barriers_by_item(self) -> dict[str, tuple[Barrier, ...]]:
        """The barriers that each item measures, over all types of crime."""
        found: dict[str, list[Barrier]] = {}
        for threat in self.threats.threats if self.threats else ():
            for barrier in threat.barriers:
                found.setdefault(barrier.measured_by, []).append(barrier)
        return {item_id: tuple(barriers) for item_id, barriers in found.items()}

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


def _plain(points) -> float:
    if points is None:
        return 0.0
    return float(points) if isinstance(points, int | float) else points.otherwise
