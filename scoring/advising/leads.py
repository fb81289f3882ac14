"""Which measures the answers of one business lead to, how urgent each is, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from questionnaire.conditions import items_in
from questionnaire.models import MOST_DANGER, Amount, AnswerOption, Band, Item
from questionnaire.respondent import is_acute, is_offered
from questionnaire.responses import DONT_KNOW
from questionnaire.walk import ItemState
from scoring.calculation.arithmetic import amount_for
from scoring.content import Content
from scoring.results import ItemScore, Score

_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Lead:
    """Why one item leads to a measure.

    `points`: what the item would have with a measure done that names no answers after it. `first`: the answer
    lists the measure first. `danger` 0 to 10, already halved for further places; `acute`: an acute answer
    lists it first. `unknown`: the answer is "I don't know", or somebody else does it and nobody looked.
    """

    points: float
    first: bool
    danger: float
    acute: bool
    unknown: bool


Leads = dict[str, dict[str, Lead]]


def leads(content: Content, score: Score) -> Leads:
    """Measures that these answers lead to: measure id -> item id -> why.

    Single choice and numbers: the measures of the chosen option or band. Multiple choice: the measures of
    options that earn points and were not chosen, and of chosen options that earn nothing. "I don't know" and
    an item that another answer implies: the measures of the worst answer, unless the item names its own.
    """
    found: Leads = {}
    for item_id, scored in score.items.items():
        if scored.points is None or scored.state in (
            ItemState.NOT_ASKED,
            ItemState.UNANSWERED,
            ItemState.NOT_APPLICABLE,
        ):
            continue
        for measure_id, lead in _Reading(content, score, scored).leads().items():
            found.setdefault(measure_id, {})[item_id] = lead
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """One item of one business."""

    content: Content
    score: Score
    scored: ItemScore

    @property
    def item(self) -> Item:
        return self.content.questionnaire.items[self.scored.id]

    def leads(self) -> Mapping[str, Lead]:
        item, answer = self.item, self.score.counting.get(self.scored.id)
        best = self.content.best_points(item.id, self.scored.maximum)
        unknown = self.content.is_unknown(self.scored, answer)
        if self.scored.state is not ItemState.ANSWERED or answer is None:
            danger = self.danger_of(None) if unknown else self._after_another()
            return self._listed(
                self.content.measures_when_unknown(item.id),
                best,
                danger,
                not unknown and self._worst_is_acute(),
                unknown,
            )
        if item.kind == "multiple":
            return self._multiple(answer if isinstance(answer, tuple) else (str(answer),), best, unknown)
        chosen = item.band_for(float(answer)) if item.kind == "number" else item.options_by_id[str(answer)]  # type: ignore[arg-type]
        return (
            self._listed(chosen.measures, best, self.danger_of(chosen), self._is_acute(chosen), unknown)
            if chosen
            else {}
        )

    def _listed(
        self, measures: Iterable[str], best: float, danger: float, acute: bool, unknown: bool
    ) -> Mapping[str, Lead]:
        """The first measure of an answer brings the best answer; those behind it help part of the way."""
        now = self.scored.points or 0.0
        side = now + self.content.rule.priorities.side_share * (best - now)
        return {
            measure_id: Lead(side, False, self._further * danger, False, unknown)
            if n
            else Lead(best, True, danger, acute, unknown)
            for n, measure_id in enumerate(measures)
        }

    def _multiple(self, chosen: tuple[str, ...], best: float, unknown: bool) -> Mapping[str, Lead]:
        item, content = self.item, self.content
        only = item.options_by_id[chosen[0]] if len(chosen) == 1 else None
        alone = only is not None and only.exclusive
        if only is not None and alone and only.points and content.option_points(item.id, only.id) > 0:
            # "My supplier does it": only what that answer itself leads to, checking included, up to the best
            # answer.
            return self._listed(only.measures, best, self.danger_of(only), self._is_acute(only), unknown)
        gains: dict[str, float] = {}
        found: dict[str, Lead] = {}
        for option in item.options:
            points = content.option_points(item.id, option.id)
            bad = option.exclusive or points <= 0
            if bad is not (option.id in chosen) or not self._shown(option):
                continue
            danger = self.danger_of(option) if option.measures else 0.0
            if not bad and not alone:
                # A box that was left empty may be forgotten; "none of these" says that the gap is there.
                danger *= self.content.rule.priorities.not_ticked
            for n, measure_id in enumerate(option.measures):
                gains[measure_id] = gains.get(measure_id, 0.0) + (0.0 if bad else points)
                lead = Lead(
                    0.0,
                    not n,
                    self._further * danger if n else danger,
                    self._is_acute(option) and not n,
                    unknown,
                )
                found[measure_id] = _either(found[measure_id], lead) if measure_id in found else lead
        start = 0.0 if alone else (self.scored.points or 0.0)
        return {
            m: replace(lead, points=min(best, start + gains[m]) if gains[m] else best)
            for m, lead in found.items()
        }

    def _shown(self, option: AnswerOption) -> bool:
        return is_offered(option, self.score.counting.answers)

    def danger_of(self, chosen: AnswerOption | Band | None) -> float:
        """How urgent the gap is that this answer leaves, 0 to 10; None is "I don't know"."""
        if chosen is None:
            said = self.item.dont_know_danger
            return self._amount(said) if said is not None else _UNKNOWN * self.worst()
        if chosen.danger is not None:
            return self._amount(chosen.danger)
        return self._from_weight(self.scored.share)

    def worst(self) -> float:
        """The danger of the worst answer to this item."""
        said = [self._amount(part.danger) for part in self._answers() if part.danger is not None]
        silent = any(part.danger is None and part.measures for part in self._answers())
        return max([*said, self._from_weight(0.0) if silent or not said else 0.0])

    def _after_another(self) -> float:
        """The danger of an item that another answer implies: what to do about it comes after what that answer
        asks for.
        """
        if self.scored.state is not ItemState.IMPLIED or self.item.skip_if is None:
            return self.worst()
        behind = [self.score.items[i] for i in items_in(self.item.skip_if) if i in self.score.items]
        implied_by = [found for found in behind if found.state is ItemState.ANSWERED]
        most = max((self._chosen_danger(found) for found in implied_by), default=MOST_DANGER)
        return self._further * min(self.worst(), most)

    def _chosen_danger(self, scored: ItemScore) -> float:
        reading, answer = _Reading(self.content, self.score, scored), self.score.counting.get(scored.id)
        chosen = reading.item.options_by_id.get(answer) if isinstance(answer, str) else None
        return reading.danger_of(chosen) if chosen else reading.worst()

    @property
    def _further(self) -> float:
        return self.content.rule.priorities.side_danger

    def _is_acute(self, part: AnswerOption | Band) -> bool:
        return is_acute(part, self.score.counting)

    def _worst_is_acute(self) -> bool:
        return any(
            self._is_acute(part) and part.measures[:1] == self.content.measures_when_unknown(self.item.id)[:1]
            for part in self._answers()
        )

    def _answers(self) -> tuple[AnswerOption | Band, ...]:
        return (*self.item.options, *self.item.bands)

    def _from_weight(self, share: float | None) -> float:
        return min(
            MOST_DANGER,
            self.scored.weight * (1 - (share or 0.0)) * self.content.rule.priorities.danger_per_weight,
        )

    def _amount(self, amount: Amount) -> float:
        return amount_for(amount, self.score.counting.answers)


def _either(one: Lead, other: Lead) -> Lead:
    return Lead(
        0.0, one.first or other.first, max(one.danger, other.danger), one.acute or other.acute, one.unknown
    )


def danger_when_unknown(content: Content, score: Score, item_id: str) -> float:
    """The danger of not knowing one item, 0 to 10: of "I don't know", or of an answer that says nobody
    looked.
    """
    reading = _Reading(content, score, score.items[item_id])
    answer = score.counting.get(item_id)
    if answer == DONT_KNOW:
        return reading.danger_of(None)
    options = reading.item.options_by_id
    given = answer if isinstance(answer, tuple) else (answer,)
    unseen = [options[part] for part in given if part in options and options[part].unseen]
    said = [reading.danger_of(option) for option in unseen if option.danger is not None]
    # An answer that says nothing of its danger is as urgent as not knowing: its points say what the supplier
    # would earn.
    return max(said, default=reading.danger_of(None))
