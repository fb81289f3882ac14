"""Conditions as data: when an item is skipped, when a rule of the score applies. Never a string of code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, Protocol, Self, Union

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from questionnaire.language.translation import N_
from questionnaire.responses import Answer, Responses


class ContentModel(BaseModel):
    """Base of everything that is written in YAML: frozen, unknown keys and ill-typed values refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


def refused(code: str, template: str, remedy: str, **values: Any) -> PydanticCustomError:
    """The error by which a model refuses a value: what is wrong and what to do, as Dutch templates for the
    author.
    """
    # pydantic wants a LiteralString; the sentence itself is chosen in wording.py from the context.
    return PydanticCustomError(f"own.{code}", "refused", {"template": template, "remedy": remedy, **values})


class Answered(ContentModel):
    """True when the item's answer is, or holds, one of these option ids."""

    item: str = Field(description="Id of an earlier item.")
    answered: tuple[str, ...] = Field(
        min_length=1, description="Option ids, or `dont_know`, or `not_applicable`."
    )


class Bounds(ContentModel):
    """Bounds of a figure; at least one is given, and something lies between them."""

    at_least: float | None = Field(None, description="This or more.")
    above: float | None = Field(None, description="More than this.")
    at_most: float | None = Field(None, description="This or less.")
    below: float | None = Field(None, description="Less than this.")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        lowest, highest = (self.at_least, self.above), (self.at_most, self.below)
        if lowest == highest == (None, None):
            raise refused(
                "no_bound",
                N_("er staat niet bij waarmee er wordt vergeleken."),
                N_("voeg 'at_least', 'above', 'at_most' of 'below' toe."),
            )
        if None not in lowest or None not in highest:
            raise refused(
                "double_bound",
                N_("deze grens staat er op twee manieren."),
                N_("kies 'at_least' of 'above', en 'at_most' of 'below'."),
            )
        low, high = (next((x for x in pair if x is not None), None) for pair in (lowest, highest))
        closed = self.above is None and self.below is None
        if low is not None and high is not None and (low > high or (low == high and not closed)):
            raise refused(
                "empty_range",
                N_("tussen deze grenzen ligt niets."),
                N_("maak de bovengrens hoger dan de ondergrens."),
            )
        return self

    def contains(self, value: float) -> bool:
        """Whether `value` lies within the bounds."""
        return not (
            (self.at_least is not None and value < self.at_least)
            or (self.above is not None and value <= self.above)
            or (self.at_most is not None and value > self.at_most)
            or (self.below is not None and value >= self.below)
        )


class Measured(Bounds):
    """True when the number that was given lies within the bounds."""

    item: str = Field(description="Id of an earlier number item.")


class ScoreWithin(Bounds):
    """Rules only: true when a figure lies within the bounds. A figure that does not exist makes it false."""

    score_of: str = Field(description="`total`, or the id of a theme, group or item; of an item its points.")


class PercentWithin(Bounds):
    """Rules only: the same for a figure as percentage (0 to 100) of what was attainable."""

    percent_of: str = Field(description="`total`, or the id of a theme, group or item.")


ItemSet = Literal["key_items", "all_items"] | tuple[str, ...]


class HowMany(Bounds):
    """Rules only: true when the number of items (or themes) that reach or miss a figure lies within the
    bounds.
    """

    count_below: float | None = Field(None, description="Count those below this.")
    count_at_least: float | None = Field(None, description="Count those at this or more.")
    of: ItemSet | Literal["themes", "groups"] = Field(
        "all_items",
        description="Which ones: `key_items`, `all_items`, `themes`, `groups`, or a list of ids. Of an item its share (0 to 1), "
        "of a theme or group its figure.",
    )

    @model_validator(mode="after")
    def _one_count(self) -> Self:
        if self.count_below is not None and self.count_at_least is not None:
            raise refused(
                "double_bound",
                N_("er staan twee manieren van tellen."),
                N_("kies 'count_below' of 'count_at_least'."),
            )
        return self


class HowManyAnswers(Bounds):
    """Rules only: true when the number of items with one of these answers lies within the bounds."""

    count_answered: tuple[str, ...] = Field(
        min_length=1, description="Option ids, or `dont_know`, or `not_applicable`."
    )
    of: ItemSet = Field("all_items", description="Which items: `key_items`, `all_items` or a list of ids.")


class AllOf(ContentModel):
    """True when every part is true."""

    all: tuple[Condition, ...] = Field(min_length=1, description="Conditions that must all hold.")


class AnyOf(ContentModel):
    """True when at least one part is true."""

    any: tuple[Condition, ...] = Field(min_length=1, description="Conditions of which one must hold.")


class Not(ContentModel):
    """True when the part is false."""

    not_: Condition = Field(alias="not", description="Condition that must not hold.")


_SHAPES = {
    "all": "all",
    "any": "any",
    "not": "not",
    "score_of": "score",
    "percent_of": "percent",
    "count_below": "count",
    "count_at_least": "count",
    "count_answered": "answers",
}
_BOUNDS = ("at_least", "above", "at_most", "below")


def _shape(value: Any) -> str:
    # One slip, one message: the keys that are there choose the shape, so pydantic reports on that shape
    # alone.
    if isinstance(value, dict):
        by_bounds = (
            "measured" if "answered" not in value and any(key in value for key in _BOUNDS) else "answered"
        )
        return next((_SHAPES[key] for key in value if key in _SHAPES), by_bounds)
    return _BY_TYPE.get(type(value), "answered")


_BY_TYPE: dict[type, str] = {
    AllOf: "all",
    AnyOf: "any",
    Not: "not",
    Measured: "measured",
    ScoreWithin: "score",
    PercentWithin: "percent",
    HowMany: "count",
    HowManyAnswers: "answers",
}

Condition = Annotated[
    Union[
        Annotated[Answered, Tag("answered")],
        Annotated[Measured, Tag("measured")],
        Annotated[ScoreWithin, Tag("score")],
        Annotated[PercentWithin, Tag("percent")],
        Annotated[HowMany, Tag("count")],
        Annotated[HowManyAnswers, Tag("answers")],
        Annotated[AllOf, Tag("all")],
        Annotated[AnyOf, Tag("any")],
        Annotated[Not, Tag("not")],
    ],
    Discriminator(_shape),
]

Leaf = Answered | Measured | ScoreWithin | PercentWithin | HowMany | HowManyAnswers

for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()


class Figures(Protocol):
    """The scores that a condition in a rule may look at."""

    def figure(self, of: str) -> float | None:
        """Value of `total`, a theme, a group or an item's points; None when it does not exist."""

    def percent(self, of: str) -> float | None:
        """The same as percentage (0 to 100) of what was attainable."""

    def shares(self, of: str | tuple[str, ...]) -> list[float]:
        """Shares (0 to 1) of the items that count among `of`; figures of the themes and groups among it."""

    def ids(self, of: str | tuple[str, ...]) -> Iterable[str]:
        """Ids of the items that `of` means."""


def holds(
    condition: Condition | None, responses: Responses | Mapping[str, Answer], figures: Figures | None = None
) -> bool:
    """Whether `condition` is true for these responses; no condition is never true.

    An item without a response makes the condition on it false (and `not` of it true). Conditions on scores
    need `figures`; loading refuses them where there are none.
    """
    match condition:
        case None:
            return False
        case Answered(item=item, answered=wanted):
            return _matches(responses.get(item), wanted)
        case Measured(item=item):
            value = responses.get(item)
            return isinstance(value, float | int) and condition.contains(value)
        case ScoreWithin(score_of=of):
            return _contains(condition, figures.figure(of) if figures else None)
        case PercentWithin(percent_of=of):
            return _contains(condition, figures.percent(of) if figures else None)
        case HowMany(count_below=below, count_at_least=least, of=of):
            shares = figures.shares(of) if figures else []
            bound = least if below is None else below
            reached = sum(bound is not None and share >= bound for share in shares)
            return figures is not None and condition.contains(
                reached if below is None else len(shares) - reached
            )
        case HowManyAnswers(count_answered=wanted, of=of):
            ids = of if isinstance(of, tuple) else figures.ids(of) if figures else ()
            return condition.contains(sum(_matches(responses.get(item), wanted) for item in ids))
        case AllOf(all=parts):
            return all(holds(part, responses, figures) for part in parts)
        case AnyOf(any=parts):
            return any(holds(part, responses, figures) for part in parts)
        case Not(not_=part):
            return not holds(part, responses, figures)
    raise TypeError(f"not a condition: {condition!r}")


def _contains(bounds: Bounds, figure: float | None) -> bool:
    return figure is not None and bounds.contains(figure)


def _matches(answer: Answer | None, wanted: tuple[str, ...]) -> bool:
    if isinstance(answer, tuple):
        return any(part in wanted for part in answer)
    return answer in wanted


def items_in(condition: Condition | None) -> Iterator[str]:
    """Ids of the items whose answers a condition looks at, in the order written, repeats included."""
    for part in leaves(condition):
        if isinstance(part, Answered | Measured):
            yield part.item
        elif isinstance(part, HowManyAnswers) and isinstance(part.of, tuple):
            yield from part.of


def named_positively(condition: Condition | None) -> Iterator[Answered | Measured]:
    """The comparisons with answers that can make a condition true by being true themselves, not behind a
    `not`.
    """
    match condition:
        case AllOf(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from named_positively(part)
        case Not(not_=Not(not_=part)):
            yield from named_positively(part)
        case Answered() | Measured():
            yield condition


def leaves(condition: Condition | None) -> Iterator[Leaf]:
    """The comparisons a condition is made of, in the order written."""
    match condition:
        case AllOf(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from leaves(part)
        case Not(not_=part):
            yield from leaves(part)
        case None:
            return
        case _:
            yield condition


def skipped_as_known(
    known: Collection[str], condition: Condition | None, answers: Responses | Mapping[str, Answer]
) -> bool | None:
    """Whether a skip rule holds as far as the items in `known` tell; None when it depends on others."""
    match condition:
        case None:
            return False
        case AllOf(all=parts):
            values = [skipped_as_known(known, part, answers) for part in parts]
            return False if False in values else None if None in values else True
        case AnyOf(any=parts):
            values = [skipped_as_known(known, part, answers) for part in parts]
            return True if True in values else None if None in values else False
        case Not(not_=part):
            value = skipped_as_known(known, part, answers)
            return None if value is None else not value
    looked_at = set(items_in(condition))
    return holds(condition, answers) if looked_at and looked_at.issubset(known) else None
