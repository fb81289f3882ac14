"""What single items earn: points, attainable points and weights, with 'I don't know' and 'not applicable'."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from questionnaire.models import Amount, Item, Questionnaire
from questionnaire.respondent import offered
from questionnaire.responses import Answer
from questionnaire.walk import ItemState, Walk
from scoring.calculation.arithmetic import UNCHANGED, Change, amount_for, clamped, rounded, share_of, tidy
from scoring.results import ItemScore
from scoring.rule import CountsAs, ItemRules, Rule

_ZERO = CountsAs(counts_as="zero")
_LEFT_OUT = CountsAs(counts_as="left_out")


class ItemScorer:
    """Points of items under one rule. Bounds that do not depend on answers are worked out once."""

    def __init__(self, rule: Rule, questionnaire: Questionnaire):
        self.rules: ItemRules = rule.items
        self._bounds: dict[str, tuple[float, float]] = {}
        self._fixed: dict[tuple[str, Answer], float] = {}
        self._theme_items = [(s.id, item) for s in questionnaire.themes for item in s.items]
        self._rules = {item.id: rules_for(rule.items, item.id) for _, item in self._theme_items}
        self._treatments = {
            item.id: {state: self._treatment(item, state) for state in ItemState}
            for _, item in self._theme_items
        }
        self._beyond = CountsAs(counts_as=rule.items.not_applicable.beyond)
        for _, item in self._theme_items:
            if not item.hides_options and all(isinstance(a, int | float) for a in self._amounts(item)):
                self._bounds[item.id] = self._range(item, {})

    def score_items(self, walk: Walk, changes: Mapping[str, Change]) -> dict[str, ItemScore]:
        """Every item of the themes, in the order asked. `changes` holds the factors that apply, by item id."""
        answers = walk.counting.answers
        not_applicable_left = self.rules.not_applicable.at_most
        scores = {}
        for section, item in self._theme_items:
            state = walk.states[item.id]
            treatment = self._treatments[item.id][state]
            if state is ItemState.NOT_APPLICABLE and not_applicable_left is not None:
                not_applicable_left -= 1
                if not_applicable_left < 0:
                    treatment = self._beyond
            scores[item.id] = self._scored(
                section, item, state, treatment, answers, changes.get(item.id, UNCHANGED)
            )
        return scores

    def in_walk(self, item: Item, old: ItemScore, walk_: Walk, change: Change) -> ItemScore:
        """What one item contributes in another walk of the same respondent."""
        state = walk_.states[item.id]
        return self._scored(
            old.section, item, state, self._treatments[item.id][state], walk_.counting.answers, change
        )

    def answered(self, item: Item, answer: Answer, answers: Mapping[str, Answer]) -> float:
        """Points of an ordinary answer to `item` given the other `answers`; before factors, clamp and
        rounding.
        """
        if item.id not in self._bounds:
            return self.points_for(item, answer, {**answers, item.id: answer})
        # Nothing in the item depends on other answers, so it earns the same for everybody.
        points = self._fixed.get((item.id, answer))
        if points is None:
            points = self._fixed[item.id, answer] = self.points_for(item, answer, {})
        return points

    def is_plain(self, item_id: str) -> bool:
        """Whether the points of an answer are the points of the item: no clamp, no rounding, no other
        answers.
        """
        rules = self._rules[item_id]
        return item_id in self._bounds and rules.clamp is None and rules.rounding.mode == "none"

    def bounds(self, item_id: str) -> tuple[float, float] | None:
        """Most and fewest points of one item; None when they depend on answers."""
        return self._bounds.get(item_id)

    def _treatment(self, item: Item, state: ItemState) -> CountsAs | None:
        """How an item without an ordinary answer counts; None for an ordinary answer."""
        rules = self._rules[item.id]
        match state:
            case ItemState.ANSWERED:
                return None
            case ItemState.DONT_KNOW:
                return rules.dont_know
            case ItemState.NOT_APPLICABLE:
                return _ZERO if item.key else rules.not_applicable
            case ItemState.UNANSWERED:
                return rules.unanswered
            case ItemState.SKIPPED:
                return CountsAs(counts_as=rules.skipped.by_profile)
            case ItemState.IMPLIED:
                return CountsAs(counts_as=rules.skipped.by_answer)
        return _LEFT_OUT

    def _scored(
        self,
        section: str,
        item: Item,
        state: ItemState,
        treatment: CountsAs | None,
        answers: Mapping[str, Answer],
        change: Change,
    ) -> ItemScore:
        rules = self._rules[item.id]
        most, least = self._bounds.get(item.id) or self._range(item, answers)
        weight = amount_for(self.rules.weights.get(item.id, item.weight), answers)
        points: float | None
        if treatment is None:
            points = self.points_for(item, answers[item.id], answers)
        else:
            points = {
                "zero": 0.0,
                "full": most,
                "lowest": least,
                "partial": treatment.share * most,
                "fixed": treatment.points,
            }.get(treatment.counts_as)
        if change is not UNCHANGED:
            points = None if points is None else points * change.times + change.plus
            most, least = (x * change.maximum_times + change.maximum_plus for x in (most, least))
        if rules.clamp is not None or rules.rounding.mode != "none":
            most, least = (rounded(clamped(x, rules.clamp, answers), rules.rounding) for x in (most, least))
            points = (
                None if points is None else rounded(clamped(points, rules.clamp, answers), rules.rounding)
            )
        most, least, points = tidy(most), tidy(least), None if points is None else tidy(points)
        return ItemScore(
            item.id, section, state, points, most, least, share_of(points, most, least), weight, item.key
        )

    def points_for(self, item: Item, answer: Answer, answers: Mapping[str, Answer]) -> float:
        """Points of an ordinary answer, before factors, clamp and rounding."""
        if item.kind == "number":
            number = float(answer)  # type: ignore[arg-type]
            if item.number_points:
                return number * item.number_points.times + item.number_points.plus
            band = item.band_for(number)
            return amount_for(band.points, answers) if band else 0.0
        if not isinstance(answer, tuple):
            return self._option_points(item, str(answer), answers)
        points = [self._option_points(item, option, answers) for option in answer]
        return combined(points, self._option_weights(item, answer, answers), self._rules[item.id].combine)

    def _option_points(self, item: Item, option_id: str, answers: Mapping[str, Answer]) -> float:
        own = item.options_by_id[option_id].points
        amount = self.rules.points.get(item.id, {}).get(option_id, own if own is not None else 0.0)
        return amount_for(amount, answers)

    def _option_weights(
        self, item: Item, option_ids: tuple[str, ...], answers: Mapping[str, Answer]
    ) -> list[float]:
        return [amount_for(item.options_by_id[option_id].weight, answers) for option_id in option_ids]

    def _amounts(self, item: Item) -> list[Amount]:
        listed = (
            [o.points for o in item.options]
            + [o.weight for o in item.options]
            + [b.points for b in item.bands]
        )
        listed += [item.maximum, item.minimum, self.rules.maxima.get(item.id), self.rules.minima.get(item.id)]
        clamp = self._rules[item.id].clamp
        listed += [clamp.least, clamp.most] if clamp else []
        return [a for a in [*listed, *self.rules.points.get(item.id, {}).values()] if a is not None]

    def _range(self, item: Item, answers: Mapping[str, Answer]) -> tuple[float, float]:
        """Most and fewest points that an answer to this item can earn."""
        most, least = self._possible(item, answers)
        most_said = self.rules.maxima.get(item.id, item.maximum)
        least_said = self.rules.minima.get(item.id, item.minimum)
        most = most if most_said is None else amount_for(most_said, answers)
        least = least if least_said is None else amount_for(least_said, answers)
        clamp = self._rules[item.id].clamp
        return clamped(most, clamp, answers), clamped(least, clamp, answers)

    def _possible(self, item: Item, answers: Mapping[str, Answer]) -> tuple[float, float]:
        if item.kind == "number" and item.number_points and item.number:
            ends = [self.points_for(item, end, answers) for end in (item.number.least, item.number.most)]
            return max(ends), min(ends)
        if item.kind == "number":
            points = [amount_for(band.points, answers) for band in item.bands] or [0.0]
            return max(points), min(points)
        options = offered(item, answers)
        points = [self._option_points(item, option.id, answers) for option in options] or [0.0]
        way = self._rules[item.id].combine
        if item.kind == "multiple" and way in ("sum", "weighted_sum"):
            ids = tuple(option.id for option in options)
            weights = (
                self._option_weights(item, ids, answers) if way == "weighted_sum" else [1.0] * len(points)
            )
            worth = [p * w for p, w in zip(points, weights)]
            together = [p for p, option in zip(worth, options) if not option.exclusive]
            return max([fsum(p for p in together if p > 0), *worth]), min(
                [fsum(p for p in together if p < 0), *worth]
            )
        return max(points), min(points)


def rules_for(rules: ItemRules, item_id: str) -> ItemRules:
    """The rules with the exceptions of one item put in."""
    exception = rules.exceptions.get(item_id)
    if exception is None:
        return rules
    return rules.model_copy(update={key: getattr(exception, key) for key in exception.model_fields_set})


def combined(points: list[float], weights: list[float], how: str) -> float:
    """The points of several chosen options as one."""
    match how:
        case "maximum":
            return max(points)
        case "minimum":
            return min(points)
        case "mean":
            return fsum(points) / len(points)
    if how == "sum":
        return fsum(points)
    total = fsum(p * w for p, w in zip(points, weights))
    return total if how == "weighted_sum" else total / (fsum(weights) or 1.0)
