"""Whether everything that a rule names exists, and whether each condition looks at what is known when it is
asked.
"""

from __future__ import annotations

from collections.abc import Iterable

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.checks.references import References
from questionnaire.checks.skip_rules import check_leaf, parts_of
from questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Condition,
    HowMany,
    HowManyAnswers,
    Measured,
    Not,
    PercentWithin,
    ScoreWithin,
)
from questionnaire.language.translation import N_
from questionnaire.models import Questionnaire
from questionnaire.responses import RESERVED_ANSWERS
from scoring.checks.model_walk import conditions_of_model
from scoring.rule import Rule

_STAGES = ("items", "groups", "themes", "total")


class RuleReferences:
    """What one rule names. Items go to `items`, which the caller reports; the other kinds are reported here."""

    def __init__(self, rule: Rule, source: Source, questionnaire: Questionnaire, items: References):
        self.rule, self.source, self.questionnaire, self.items = rule, source, questionnaire, items
        themes = {section.id for section in questionnaire.themes}
        groups = {group.id for group in rule.groups}
        earning = {item.id for section in questionnaire.themes for item in section.items}
        whole = items.whole
        self.themes = References("theme", known=themes, whole=whole)
        self.groups = References("group", known=groups)
        self.levels = References("level", known={level.id for level in rule.levels})
        self.figures = References(
            "figure", known={"total", *themes, *groups, *items.known, *earning}, whole=whole
        )
        self.members = References("figure", known={*groups, *items.known, *earning}, whole=whole)
        self.counted = References("figure", known=self.figures.known - {"total"}, whole=whole)
        self.factors = {
            "items": items,
            "groups": self.groups,
            "themes": self.themes,
            "total": References("figure", known={"total"}),
        }
        self.found: list[Mistake] = []

    def mistakes(self) -> list[Mistake]:
        """Mistakes in all that the rule names, except items."""
        self._names()
        for place, condition in conditions_of_model(self.rule):
            self._condition(place, condition)
        kinds = (
            self.themes,
            self.groups,
            self.levels,
            self.figures,
            self.members,
            self.counted,
            self.factors["total"],
        )
        return self.found + [m for references in kinds for m in references.mistakes()]

    def _names(self) -> None:
        rule, use = self.rule, self._use
        for key in ("points", "weights", "maxima", "minima", "exceptions"):
            use(self.items, getattr(rule.items, key), ("items", key))
        for item_id, options in rule.items.points.items():
            self._options(item_id, options, ("items", "points", item_id))
        use(self.themes, rule.themes.weights, ("themes", "weights"))
        use(self.themes, rule.themes.exceptions, ("themes", "exceptions"))
        for i, group in enumerate(rule.groups):
            self.members.use(group.members, self.source, ("groups", i, "members"))
        for i, factor in enumerate(rule.factors):
            self.factors[factor.on].use(factor.only, self.source, ("factors", i, "only"))
        for i, level in enumerate(rule.levels):
            use(self.items, level.needs.items, ("levels", i, "needs", "items"))
            use(self.themes, level.needs.themes, ("levels", i, "needs", "themes"))
            use(self.groups, level.needs.groups, ("levels", i, "needs", "groups"))
        for i, knock_out in enumerate(rule.knock_outs):
            if knock_out.level_at_most is not None:
                self.levels.use_one(knock_out.level_at_most, self.source, ("knock_outs", i, "level_at_most"))

    def _use(self, references: References, names: Iterable[str], place: KeyPath) -> None:
        for name in names:
            references.use_one(name, self.source, (*place, name))

    def _options(self, item_id: str, options: Iterable[str], place: KeyPath) -> None:
        item = self.questionnaire.items.get(item_id)
        if item is not None:
            named = References("option", known=set(item.options_by_id))
            self._use(named, options, place)
            self.found += named.mistakes()

    def _condition(self, place: KeyPath, condition: Condition) -> None:
        for at, leaf in parts_of(condition, place):
            match leaf:
                case AllOf() | AnyOf() | Not():
                    continue
                case Answered() | Measured():
                    self.items.use_one(leaf.item, self.source, (*at, "item"))
                    self.found += check_leaf(leaf, self.questionnaire, self.source, at)
                    continue
                case ScoreWithin():
                    self.figures.use_one(leaf.score_of, self.source, (*at, "score_of"))
                case PercentWithin():
                    self.figures.use_one(leaf.percent_of, self.source, (*at, "percent_of"))
                case HowMany() if isinstance(leaf.of, tuple):
                    self.counted.use(leaf.of, self.source, (*at, "of"))
                case HowManyAnswers() if isinstance(leaf.of, tuple):
                    self.items.use(leaf.of, self.source, (*at, "of"))
            if isinstance(leaf, HowManyAnswers):
                self._counted_answers(leaf, at)
            self._scope(leaf, at, place)

    def _counted_answers(self, leaf: HowManyAnswers, at: KeyPath) -> None:
        items = self.questionnaire.items
        looked_at = (
            [items[i] for i in leaf.of if i in items] if isinstance(leaf.of, tuple) else list(items.values())
        )
        offered = {option for item in looked_at for option in item.options_by_id}
        answers = References("option", known=offered | set(RESERVED_ANSWERS), whole=self.items.whole)
        answers.use(leaf.count_answered, self.source, (*at, "count_answered"))
        self.found += answers.mistakes()

    def _scope(self, leaf: Condition, at: KeyPath, place: KeyPath) -> None:
        """A condition on scores where those scores do not exist yet is never true; it is refused."""
        allowed = self._known_at(place)
        if isinstance(leaf, HowManyAnswers) and (isinstance(leaf.of, tuple) or "items" in allowed):
            return
        needed = self._needed(leaf)
        if needed is None or needed in allowed:
            return
        self.found.append(
            self.source.mistake(
                at,
                "score_condition",
                Phrase(N_("deze voorwaarde kijkt naar een cijfer dat hier nog niet bekend is.")),
                Phrase(
                    N_(
                        "vergelijk hier met antwoorden ('item: ...'), of zet de voorwaarde bij 'knock_outs' of 'levels'."
                    )
                ),
            )
        )

    def _known_at(self, place: KeyPath) -> set[str]:
        if place[0] in ("knock_outs", "levels"):
            return {"items", "groups", "themes", "total"}
        if place[0] == "factors" and place[2] == "when":
            return set(_STAGES[: _STAGES.index(self.rule.factors[int(place[1])].on)])
        return set()

    def _needed(self, leaf: Condition) -> str | None:
        match leaf:
            case ScoreWithin(score_of=of) | PercentWithin(percent_of=of):
                return self._stage(of)
            case HowMany(of=of) if isinstance(of, tuple):
                return max((self._stage(name) for name in of), key=_STAGES.index, default="items")
            case HowMany(of=of):
                return of if of in _STAGES else "items"
            case HowManyAnswers():
                return "items"
        return None

    def _stage(self, name: str) -> str:
        if name == "total":
            return "total"
        if name in self.themes.known:
            return "themes"
        return "groups" if name in self.groups.known else "items"
