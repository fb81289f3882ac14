"""The rule language: how answers become item, theme and total scores and a level. Every key stands here,
once.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from questionnaire.conditions import Bounds, Condition, ContentModel, refused
from questionnaire.language.translation import N_, Text
from questionnaire.models import Amount, Id
from scoring.obligations import Obligation
from scoring.priorities import Priorities


class Rounding(ContentModel):
    """Where it stands, the figure is rounded; nowhere else."""

    mode: Literal["half_up", "half_even", "floor", "ceiling", "none"] = Field(
        "none",
        description="half_up: 2.5 becomes 3; half_even: 2.5 becomes 2; floor downwards; ceiling upwards.",
    )
    decimals: int = Field(0, ge=-3, le=6, description="Decimals that are kept; -1 rounds to tens.")
    step: float | None = Field(
        None, gt=0, description="Rounds to multiples of this instead, for example 0.5."
    )


class Clamp(ContentModel):
    """Keeps a figure within bounds."""

    least: Amount | None = Field(None, description="Lower figures become this.")
    most: Amount | None = Field(None, description="Higher figures become this.")


class CountsAs(ContentModel):
    """What an item without an ordinary answer counts as."""

    counts_as: Literal["zero", "left_out", "full", "partial", "fixed", "lowest"] = Field(
        description="zero points; left out of sum and maximum; full points; `share` of the maximum; fixed `points`; the worst answer's points."
    )
    share: float = Field(0, ge=0, le=1, description="With partial, and only there: share of the maximum.")
    points: float = Field(0, description="With fixed, and only there: the points.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for way, key in (("partial", "share"), ("fixed", "points")):
            if (self.counts_as == way) is not (key in self.model_fields_set):
                raise refused(
                    "counts_as",
                    N_("'{key}' hoort bij 'counts_as: {way}', en alleen daar."),
                    N_("schrijf ze samen, of laat allebei weg."),
                    key=key,
                    way=way,
                )
        return self


class NotApplicable(CountsAs):
    """What 'not applicable' counts as, and how often it may be used."""

    at_most: int | None = Field(
        None, ge=0, description="Only this many, in the order asked; key items never."
    )
    beyond: Literal["zero", "lowest"] = Field(
        "zero", description="What the others count as: zero points, or the worst answer's."
    )


class Skipped(ContentModel):
    """What an item counts as that routing did not ask."""

    by_profile: Literal["left_out", "zero", "full"] = Field(
        "left_out", description="The profile makes it irrelevant."
    )
    by_answer: Literal["left_out", "zero", "full"] = Field(
        "left_out", description="An answer outside the profile skipped it."
    )


ItemCombine = Literal["sum", "weighted_sum", "maximum", "minimum", "mean", "weighted_mean"]


class ItemException(ContentModel):
    """What holds for one item instead of the rules for all; what is left out stays as it is for all."""

    combine: ItemCombine | None = Field(None, description="Several chosen options of this item.")
    dont_know: CountsAs | None = Field(None, description="'I don't know' at this item.")
    not_applicable: CountsAs | None = Field(None, description="'Not applicable' at this item.")
    unanswered: CountsAs | None = Field(None, description="This item on the path without an answer.")
    skipped: Skipped | None = Field(None, description="This item not asked because of routing.")
    clamp: Clamp | None = Field(None, description="Bounds of this item's points.")
    rounding: Rounding | None = Field(None, description="Rounding of this item's points.")


class ItemRules(ContentModel):
    """From answers to items."""

    combine: ItemCombine = Field(
        "sum",
        description="Several chosen options of one item; `weight` of the options counts in weighted ways.",
    )
    dont_know: CountsAs = Field(CountsAs(counts_as="zero"), description="'I don't know'.")
    not_applicable: NotApplicable = Field(
        NotApplicable(counts_as="left_out"), description="'Not applicable'."
    )
    unanswered: CountsAs = Field(CountsAs(counts_as="left_out"), description="On the path, no answer.")
    skipped: Skipped = Field(Skipped(), description="Not asked because of routing.")
    points: dict[str, dict[str, Amount]] = Field(
        {}, description="Points by item and option, instead of those beside the options."
    )
    weights: dict[str, Amount] = Field({}, description="Weights by item, instead of those beside the items.")
    maxima: dict[str, Amount] = Field(
        {}, description="Attainable points by item, instead of the best answer's."
    )
    minima: dict[str, Amount] = Field({}, description="Fewest points by item, instead of the worst answer's.")
    clamp: Clamp | None = Field(None, description="Bounds of an item's points.")
    rounding: Rounding = Field(Rounding(), description="Rounding of an item's points.")
    exceptions: dict[str, ItemException] = Field({}, description="Items that count in another way, by id.")


Combine = Literal[
    "sum",
    "weighted_sum",
    "maximum",
    "minimum",
    "mean",
    "weighted_mean",
    "median",
    "product",
    "geometric_mean",
    "ladder",
]


class Combining(ContentModel):
    """How several figures become one."""

    combine: Combine = Field(
        "weighted_mean",
        description="The aggregator of this level. ladder: in the order of the file, the sum of the figures that are at their maximum, "
        "until the first that is not.",
    )
    over: Literal["asked", "all"] = Field(
        "asked",
        description="asked: what was not asked or answered leaves sum and maximum; all: it stays in the maximum and earns nothing. "
        "An answer that counts as left_out always leaves both.",
    )
    best: int | None = Field(
        None, ge=1, description="Only this many, the highest; also in the maximum. Not with ladder."
    )
    worst: int | None = Field(
        None, ge=1, description="Only this many, the lowest; also in the maximum. Not with ladder."
    )
    scale: Literal["none", "percent", "percent_from_minimum"] = Field(
        "none",
        description="percent: 100 x figure / maximum; percent_from_minimum: the lowest possible figure is 0.",
    )
    lowest: float = Field(
        0, description="With a scale: what 0 percent reads as, for example 1 for a school mark."
    )
    highest: float = Field(100, description="With a scale: what 100 percent reads as, for example 10.")
    clamp: Clamp | None = Field(None, description="Bounds, after scaling.")
    rounding: Rounding = Field(Rounding(), description="Rounding, last of all.")

    @model_validator(mode="after")
    def _scaled(self) -> Self:
        if self.scale == "none" and self.model_fields_set & {"lowest", "highest"}:
            raise refused(
                "scale",
                N_("'lowest' en 'highest' horen bij een schaal."),
                N_("voeg 'scale: percent' toe, of laat ze weg."),
            )
        if self.lowest >= self.highest:
            raise refused("scale", N_("'lowest' is niet lager dan 'highest'."), N_("draai ze om."))
        return self


class Group(Combining):
    """Items (or earlier groups) that first become one figure; that figure then takes their place in the
    theme.
    """

    id: Id
    title: Text | None = Field(None, description="What the respondent reads; default the id.")
    members: tuple[str, ...] = Field(
        min_length=1, description="Ids of items, or of groups higher in the list."
    )
    of: Literal["shares", "points"] = Field(
        "shares", description="shares: each member as 0 to 1 of its maximum; points: as they are."
    )
    weight: Amount = Field(1, description="Weight one level up.")
    beside: bool = Field(
        False,
        description="Only to show and for conditions; its members count in their theme as if it were not there.",
    )


class ThemeException(ContentModel):
    """What holds for one theme instead of the rules for all; what is left out stays as it is for all."""

    combine: Combine | None = Field(None, description="The aggregator of this theme.")
    of: Literal["shares", "points"] | None = Field(None, description="As in themes.")
    over: Literal["asked", "all"] | None = Field(None, description="As in themes.")
    best: int | None = Field(None, ge=1, description="As in themes.")
    worst: int | None = Field(None, ge=1, description="As in themes.")
    scale: Literal["none", "percent", "percent_from_minimum"] | None = Field(
        None, description="As in themes."
    )
    lowest: float | None = Field(None, description="As in themes.")
    highest: float | None = Field(None, description="As in themes.")
    clamp: Clamp | None = Field(None, description="As in themes.")
    rounding: Rounding | None = Field(None, description="As in themes.")


class ThemeRules(Combining):
    """From items and groups to themes."""

    of: Literal["shares", "points"] = Field(
        "shares", description="shares: each item as 0 to 1 of its maximum; points: as they are."
    )
    weights: dict[str, Amount] = Field(
        {}, description="Weights of the themes in the total, instead of those in the sections."
    )
    exceptions: dict[str, ThemeException] = Field(
        {}, description="Themes that combine in another way, by id."
    )

    def for_theme(self, theme_id: str) -> ThemeRules:
        """These rules with the exceptions of one theme put in."""
        exception = self.exceptions.get(theme_id)
        if exception is None:
            return self
        return self.model_copy(update={key: getattr(exception, key) for key in exception.model_fields_set})


class TotalRules(Combining):
    """From themes, or straight from items or groups, to the total."""

    from_: Literal["themes", "items", "groups"] = Field(
        "themes",
        alias="from",
        description="What the total combines; groups: those that are not in another group and not beside.",
    )
    of: Literal["shares", "points"] = Field(
        "points", description="shares: each part as 0 to 1 of its maximum; points: figures as they are."
    )
    maximum: float | None = Field(
        None, description="What this rule says its highest total is; check.py compares."
    )
    minimum: float | None = Field(
        None, description="What this rule says its lowest total is; check.py compares."
    )


class Factor(ContentModel):
    """Changes figures while a condition holds: first multiplied, then added to, before clamp and rounding."""

    id: Id
    when: Condition = Field(
        description="On answers; `on: themes` also on items and groups, `on: total` also on themes."
    )
    on: Literal["items", "groups", "themes", "total"] = Field(description="Which figures.")
    only: tuple[str, ...] = Field((), description="Ids of the items, groups or themes; empty means all.")
    multiply: float = Field(1, description="The factor.")
    add: float = Field(0, description="Added after that, in the unit of the figure.")
    maximum_too: bool = Field(
        False, description="The maximum changes with it; else it stays, and the share changes."
    )
    reason: Text = Field(description="One sentence for the explanation.")


class KnockOut(ContentModel):
    """Fails the method or caps what can be reached, whatever the points."""

    id: Id
    when: Condition = Field(description="Condition on answers or on scores.")
    fails: bool = Field(False, description="The result is the lowest level and 'failed'.")
    level_at_most: str | None = Field(None, description="Id of the highest level that can still be reached.")
    levels_down: int = Field(0, ge=0, description="The level is this many lower; several knock-outs add up.")
    total_at_most: float | None = Field(None, description="The total is no higher than this.")
    reason: Text = Field(description="One sentence for the respondent, without blame.")

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if (
            not self.fails
            and not self.levels_down
            and self.level_at_most is None
            and self.total_at_most is None
        ):
            raise refused(
                "no_effect",
                N_("deze regel doet niets."),
                N_("voeg 'fails: true', 'level_at_most', 'levels_down' of 'total_at_most' toe."),
            )
        return self


Share = Annotated[float, Field(ge=0, le=1)]


class Needs(ContentModel):
    """What a level asks; everything named must be met. What has no figure, because nothing in it counted,
    asks nothing.
    """

    total: Bounds | None = Field(
        None, description="The total; 'at_least' includes the bound, 'below' does not."
    )
    each_theme: float | None = Field(None, description="Every theme is at least this.")
    themes: dict[str, float] = Field({}, description="These themes are at least this.")
    groups: dict[str, float] = Field({}, description="These groups are at least this.")
    key_items: float | None = Field(
        None, ge=0, le=1, description="Every key item that counts earned at least this share of its maximum."
    )
    key_points: float | None = Field(
        None, description="Every key item that counts earned at least these points."
    )
    each_item: float | None = Field(
        None, ge=0, le=1, description="Every item that counts earned at least this share of its maximum."
    )
    items: dict[str, Share] = Field({}, description="These items earned at least this share (0 to 1).")
    condition: Condition | None = Field(None, description="A condition on answers or scores besides.")


class MaturityLevel(ContentModel):
    """A level, from low to high in the file."""

    id: Id
    title: Text
    description: Text | None = Field(None, description="One or two sentences for the respondent.")
    needs: Needs = Field(Needs(), description="What it takes; the highest level that is met counts.")


class Note(ContentModel):
    """Where numbers in this file come from."""

    about: str = Field(description="Key these numbers stand under, for example levels or themes.weights.")
    unit: str
    description: str
    source: str


class Rule(ContentModel):
    """One method of scoring."""

    id: Id
    title: Text
    version: str = Field("1", description="Raised when the method changes.")
    description: Text | None = Field(None, description="How it works, for a reader.")
    source: str | None = Field(None, description="Where the method was published.")
    reviewed: date | None = Field(None, description="When somebody last compared it with the source.")
    adopted: bool = Field(
        False,
        description="A published method, taken over as it is: its own points hold, the scan's house rules about points do not. "
        "Needs `source`.",
    )
    questionnaire: str = Field(description="Path to the questionnaire, from this file.")
    measures: str | None = Field(None, description="Path to the measures (file or folder), from this file.")
    threats: str | None = Field(None, description="Path to the types of crime, from this file.")
    evidence: str | None = Field(
        None, description="Path to what a look at one's domain says about answers, from this file."
    )
    unit: Text | None = Field(None, description="Unit of the total, for example 'punten'.")
    items: ItemRules = ItemRules()
    groups: tuple[Group, ...] = Field(
        (), description="Items that first become one figure, from the inside outwards."
    )
    themes: ThemeRules = ThemeRules()
    total: TotalRules = TotalRules()
    factors: tuple[Factor, ...] = ()
    knock_outs: tuple[KnockOut, ...] = ()
    levels: tuple[MaturityLevel, ...] = Field((), description="From low to high.")
    levels_build_up: bool = Field(False, description="A level only counts when all lower ones are met too.")
    level_when_incomplete: bool = Field(
        True, description="Give a level while items on the path have no answer."
    )
    priorities: Priorities = Priorities()
    obligations: tuple[Obligation, ...] = Field((), description="What the law and customers may ask.")
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _adopted_from_somewhere(self) -> Self:
        if self.adopted and not self.source:
            raise refused(
                "adopted",
                N_("bij een overgenomen methode hoort waar zij staat."),
                N_("voeg 'source' toe, of haal 'adopted' weg."),
            )
        return self
