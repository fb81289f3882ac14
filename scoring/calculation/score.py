"""The score: from responses through items, groups and themes to a total and a level, entirely as the rule
file says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from questionnaire.conditions import holds
from questionnaire.models import Amount, Item, Questionnaire, Section
from questionnaire.responses import Answer, Responses
from questionnaire.walk import ItemState, Walk, walk
from scoring.calculation.arithmetic import (
    RuleValue,
    amount_for,
    change_for,
    combine,
    finished,
    percent,
    share_of,
    tidy,
)
from scoring.calculation.levels import level_reached
from scoring.calculation.parts import Layout, Part, figures, part_counts
from scoring.calculation.points import ItemScorer
from scoring.results import ItemScore, Score, ThemeScore
from scoring.rule import Combining, Factor, Group, Rule

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class _Built:
    """Everything above the items."""

    groups: dict[str, ThemeScore]
    themes: tuple[ThemeScore, ...]
    total: RuleValue | None
    factors: tuple[Factor, ...]


class Scorer:
    """One rule applied to one questionnaire; made once, used for every respondent."""

    def __init__(self, rule: Rule, questionnaire: Questionnaire):
        self.rule, self.questionnaire = rule, questionnaire
        self.layout = Layout(rule, questionnaire)
        self._items = ItemScorer(rule, questionnaire)
        self._theme_rules = {
            section.id: rule.themes.for_theme(section.id) for section in questionnaire.themes
        }

    def score(
        self,
        responses: Responses,
        quick: bool = False,
        lifted: Mapping[str, float] | None = None,
        only: Collection[str] | None = None,
    ) -> Score:
        """The score of these responses.

        With `quick` only the items of the quick scan count and there is no level. `lifted` gives items other
        points than their answers earn, to see what a measure would bring. With `only` the other items count
        as not asked, while the answers to them still decide what is skipped.
        """
        done = walk(self.questionnaire, responses, quick)
        answers = done.counting.answers
        on_items = [f for f in self.rule.factors if f.on == "items" and holds(f.when, answers)]
        changes = {i: change_for(on_items, "items", i) for i in done.states} if on_items else {}
        items = _lifted(self._items.score_items(done, changes), lifted or {})
        if only is not None:
            items = {
                i: found if i in only else replace(found, state=ItemState.NOT_ASKED, points=None, share=None)
                for i, found in items.items()
            }
        built = self._build(items, answers, quick, on_items)
        total = built.total
        complete = all(done.states[item.id] is not ItemState.UNANSWERED for item in done.path)
        score = Score(
            rule_id=self.rule.id,
            quick=quick,
            complete=complete,
            value=total and total.value,
            maximum=total.maximum if total else 0.0,
            minimum=total.minimum if total else 0.0,
            score_pct=percent(total, self.rule.total),
            level=None,
            failed=False,
            themes=built.themes,
            items=items,
            groups=tuple(built.groups.values()),
            factors=tuple(f.id for f in self.rule.factors if f in built.factors),
            counting=done.counting,
            states=done.states,
        )
        return self._judged(score, done, quick)

    def points_for(self, item: Item, answer: Answer, answers: Answers) -> float:
        """Points of an ordinary answer to one item, given the other answers; before factors, clamp and
        rounding.
        """
        return self._items.answered(item, answer, answers)

    def points_after(self, score: Score, item_id: str, answer: Answer) -> float:
        """Points of one item of `score` with another answer; factors, other items and the path as they were."""
        item = self.questionnaire.items[item_id]
        if self._items.is_plain(item_id) and not score.factors:
            return tidy(self._items.answered(item, answer, score.counting.answers))
        answers = Responses({**score.counting.answers, item_id: answer})
        return self.item_in(score, item_id, Walk((), {item_id: ItemState.ANSWERED}, answers)).points or 0.0

    def item_in(self, score: Score, item_id: str, done: Walk) -> ItemScore:
        """What one item of `score` contributes in another walk of this respondent, with the factors that
        held.
        """
        on_items = [f for f in self.rule.factors if f.on == "items" and f.id in score.factors]
        change = change_for(on_items, "items", item_id)
        return self._items.in_walk(self.questionnaire.items[item_id], score.items[item_id], done, change)

    def total_with(self, score: Score, lifted: Mapping[str, float]) -> float | None:
        """The total's percentage if these items earned other points; levels and knock-outs left aside.

        Cheaper than a new score: without factors only the groups and themes of the lifted items are worked
        out again.
        """
        items = _lifted(score.items, lifted)
        known: dict[str, ThemeScore] = {}
        if not self.rule.factors:
            touched = self.layout.above(lifted)
            known = {part.id: part for part in (*score.groups, *score.themes) if part.id not in touched}
        on_items = [f for f in self.rule.factors if f.on == "items" and f.id in score.factors]
        built = self._build(items, score.counting.answers, score.quick, on_items, known)
        return percent(built.total, self.rule.total)

    def _build(
        self,
        items: Mapping[str, ItemScore],
        answers: Answers,
        quick: bool,
        active: Sequence[Factor],
        known: Mapping[str, ThemeScore] = {},
    ) -> _Built:
        """Groups, themes and total, each stage with the factors whose conditions its predecessors make true."""
        factors = list(active)
        factors += self._holding("groups", answers, quick, items)
        groups: dict[str, ThemeScore] = {}
        parts: dict[str, Part] = dict(items) if self.rule.groups else items  # type: ignore[assignment]
        for group in self.rule.groups:
            made = known.get(group.id) or self._group(group, parts, items, answers, quick, factors)
            groups[group.id] = parts[group.id] = made
        factors += self._holding("themes", answers, quick, items, groups)
        themes = tuple(
            known.get(section.id) or self._theme(section, parts, items, answers, quick, factors)
            for section in self.questionnaire.themes
        )
        factors += self._holding("total", answers, quick, items, groups, themes)
        return _Built(
            groups, themes, self._total(parts, themes, items, answers, quick, factors), tuple(factors)
        )

    def _holding(
        self,
        on: str,
        answers: Answers,
        quick: bool,
        items: Mapping[str, ItemScore],
        groups: Mapping[str, ThemeScore] | None = None,
        themes: tuple[ThemeScore, ...] = (),
    ) -> list[Factor]:
        wanted = [f for f in self.rule.factors if f.on == on]
        if not wanted:
            return []
        so_far = Score(
            self.rule.id,
            quick,
            False,
            None,
            0.0,
            0.0,
            None,
            None,
            False,
            themes,
            items,
            groups=tuple((groups or {}).values()),
        )
        return [f for f in wanted if holds(f.when, answers, so_far)]

    def _group(
        self,
        group: Group,
        parts: Mapping[str, Part],
        items: Mapping[str, ItemScore],
        answers: Answers,
        quick: bool,
        factors: Sequence[Factor],
    ) -> ThemeScore:
        ids = self.layout.items_of[group.id]
        members = [parts[member] for member in group.members]
        return self._figured(
            group.id,
            group.title or group.id,
            group,
            group.of,
            members,
            ids,
            group.weight,
            "groups",
            items,
            answers,
            quick,
            factors,
        )

    def _theme(
        self,
        section: Section,
        parts: Mapping[str, Part],
        items: Mapping[str, ItemScore],
        answers: Answers,
        quick: bool,
        factors: Sequence[Factor],
    ) -> ThemeScore:
        rules = self._theme_rules[section.id]
        ids = tuple(item.id for item in section.items)
        members = [parts[member] for member in self.layout.parts_of[section.id]]
        weight = self.rule.themes.weights.get(section.id, section.weight)
        return self._figured(
            section.id,
            section.title,
            rules,
            rules.of,
            members,
            ids,
            weight,
            "themes",
            items,
            answers,
            quick,
            factors,
        )

    def _figured(
        self,
        id_: str,
        title: str,
        rules: Combining,
        of: str,
        members: Sequence[Part],
        ids: tuple[str, ...],
        weight: Amount,
        on: str,
        items: Mapping[str, ItemScore],
        answers: Answers,
        quick: bool,
        factors: Sequence[Factor],
    ) -> ThemeScore:
        """A group or theme. What holds nothing that counted has no value; its maximum is then what it could
        have been.
        """
        plain_weight = amount_for(weight, answers)
        empty = not any(items[i].points is not None for i in ids)
        figure = combine(
            figures(members, of, lambda part: empty or part_counts(part, items, rules, quick)),
            rules,
            plain_weight,
        )
        if figure is not None:
            figure = finished(figure, rules, answers, change_for(factors, on, id_))
        if figure is None:
            return ThemeScore(id_, title, None, 0.0, 0.0, None, plain_weight, ids)
        if empty:
            return ThemeScore(id_, title, None, figure.maximum, figure.minimum, None, plain_weight, ids)
        return ThemeScore(
            id_,
            title,
            figure.value,
            figure.maximum,
            figure.minimum,
            percent(figure, rules),
            plain_weight,
            ids,
        )

    def _total(
        self,
        parts: Mapping[str, Part],
        themes: tuple[ThemeScore, ...],
        items: Mapping[str, ItemScore],
        answers: Answers,
        quick: bool,
        factors: Sequence[Factor],
    ) -> RuleValue | None:
        rules = self.rule.total
        chosen: Sequence[Part] = themes
        if rules.from_ == "items":
            chosen = tuple(items.values())
        elif rules.from_ == "groups":
            chosen = [parts[group] for group in self.layout.on_top]
        if not any(item.points is not None for item in items.values()):
            return None
        figure = combine(
            figures(chosen, rules.of, lambda part: part_counts(part, items, rules, quick)), rules
        )
        return (
            finished(figure, rules, answers, change_for(factors, "total", "total"))
            if figure is not None
            else None
        )

    def _judged(self, score: Score, done: Walk, quick: bool) -> Score:
        """Knock-outs first, then the level that what is left reaches."""
        hit = tuple(k for k in self.rule.knock_outs if holds(k.when, done.counting, score))
        caps = [k.total_at_most for k in hit if k.total_at_most is not None]
        if caps and score.value is not None and min(caps) < score.value:
            capped = RuleValue(min(caps), score.maximum, score.minimum)
            score = replace(score, value=capped.value, score_pct=percent(capped, self.rule.total))
        score = replace(score, failed=any(k.fails for k in hit), knock_outs=hit)
        if quick or score.value is None or not (score.complete or self.rule.level_when_incomplete):
            return score
        return replace(score, level=level_reached(self.rule, score, done.counting))


def _lifted(items: Mapping[str, ItemScore], lifted: Mapping[str, float]) -> dict[str, ItemScore]:
    """The items with other points for some."""
    found = dict(items)
    for item_id, points in lifted.items():
        old = found[item_id]
        found[item_id] = replace(old, points=points, share=share_of(points, old.maximum, old.minimum))
    return found
