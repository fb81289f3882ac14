"""Builders of small questionnaires and rules: a test shows only what matters to it."""

from __future__ import annotations

from typing import Any

from questionnaire.models import Item, Questionnaire, Section
from questionnaire.responses import Responses
from scoring.calculation.score import Scorer
from scoring.content import Content
from scoring.models import Measure, Threats
from scoring.results import Score
from scoring.rule import Rule


class an_item:
    """An item, said piece by piece: `an_item("backup").with_options(never=0, daily=3).weighing(2)`."""

    def __init__(self, item_id: str):
        self.raw: dict[str, Any] = {"id": item_id, "question": f"{item_id}?"}

    def with_options(self, **points: Any) -> an_item:
        """Options with their points; None for a profile item."""
        return self._set(options=[{"id": i, "label": i, "points": p} for i, p in points.items()])

    def leading_to(self, option: str, *measures: str) -> an_item:
        """Measures of one option."""
        options = [{**o, "measures": measures} if o["id"] == option else o for o in self.raw["options"]]
        return self._set(options=options)

    def exclusive(self, *ids: str) -> an_item:
        """Options that cannot go together with another."""
        return self._set(
            options=[{**o, "exclusive": True} if o["id"] in ids else o for o in self.raw["options"]]
        )

    def with_option_weights(self, **weights: float) -> an_item:
        """Weights of options, for weighted ways of combining."""
        return self._set(options=[{**o, "weight": weights.get(o["id"], 1)} for o in self.raw["options"]])

    def multiple(self) -> an_item:
        """Several options can be chosen."""
        return self._set(kind="multiple")

    def number(self, *bands: tuple[float | None, float], least: float = 0, most: float = 100) -> an_item:
        """A number; bands as (up_to, points), the last without up_to as (None, points)."""
        listed = [{"points": p} if up_to is None else {"up_to": up_to, "points": p} for up_to, p in bands]
        return self._set(kind="number", number={"unit": "x", "least": least, "most": most}, bands=listed)

    def weighing(self, weight: Any) -> an_item:
        """Weight inside the theme."""
        return self._set(weight=weight)

    def key(self) -> an_item:
        """A key item."""
        return self._set(key=True)

    def quick(self) -> an_item:
        """Part of the quick scan."""
        return self._set(quick=True)

    def not_applicable(self) -> an_item:
        """Offers "not applicable"."""
        return self._set(not_applicable=True)

    def skipped_if(self, condition: dict[str, Any]) -> an_item:
        """Skipped when the condition holds."""
        return self._set(skip_if=condition)

    def having(self, **keys: Any) -> an_item:
        """Any other key of an item."""
        return self._set(**keys)

    def _set(self, **keys: Any) -> an_item:
        self.raw |= keys
        return self

    def build(self) -> Item:
        """The item itself."""
        return Item.model_validate(tuples(self.raw))


def yes_no(item_id: str, yes: float = 1, no: float = 0) -> an_item:
    """An item with two options, `yes` and `no`."""
    return an_item(item_id).with_options(no=no, yes=yes)


def a_questionnaire(*items: an_item, profile: tuple[an_item, ...] = (), **themes: Any) -> Questionnaire:
    """A questionnaire with these items in one theme called `theme`, or with themes by name: risks=[...],
    access=[...].
    """
    sections = []
    if profile:
        sections.append(
            Section(id="profile", title="profile", profile=True, items=tuple(i.build() for i in profile))
        )
    for section_id, listed in (({"theme": items} if items else {}) | themes).items():
        sections.append(Section(id=section_id, title=section_id, items=tuple(i.build() for i in listed)))
    return Questionnaire(id="test", version="1", title="test", sections=tuple(sections))


def a_rule(**keys: Any) -> Rule:
    """A rule with these keys; lists and dicts as in YAML."""
    return Rule.model_validate(tuples({"id": "test", "title": "test", "questionnaire": "-", **keys}))


def scored(
    questionnaire: Questionnaire, rule: Rule | None = None, quick: bool = False, **answers: Any
) -> Score:
    """The score of these answers."""
    return Scorer(rule or a_rule(), questionnaire).score(Responses(answers), quick)


def content_of(
    questionnaire: Questionnaire,
    rule: Rule | None = None,
    *measures: dict[str, Any],
    threats: Threats | None = None,
) -> Content:
    """Content with these measures, each `{id, title, ...}`."""
    built = [Measure.model_validate(tuples({"title": m["id"], **m})) for m in measures]
    return Content(questionnaire, rule or a_rule(), {m.id: m for m in built}, threats)


def tuples(value: Any) -> Any:
    """Lists as tuples, however deep: what the YAML reader gives the models. Numbers as the models want them."""
    if isinstance(value, list | tuple):
        return tuple(tuples(part) for part in value)
    if isinstance(value, dict):
        return {key: tuples(part) for key, part in value.items()}
    return value
