"""The part of a rule that puts measures in order: what makes one worth doing, what it costs, which comes
first.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from questionnaire.conditions import ContentModel, refused
from questionnaire.language.translation import N_

NotNegative = Annotated[float, Field(ge=0)]


class OrderKey(ContentModel):
    """One key of an order; a later key decides where earlier ones are equal."""

    by: Literal[
        "value",
        "rank",
        "gain",
        "barriers",
        "crimes",
        "effort_hours",
        "impact",
        "earned",
        "key",
        "rank_below",
        "acute",
        "danger",
        "missing_key",
    ] = Field(description="What is compared.")
    descending: bool = Field(False, description="Highest first.")
    bound: float | None = Field(
        None, description="With rank_below, and only there: ranks under this come first."
    )

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if (self.by == "rank_below") is not (self.bound is not None):
            raise refused(
                "bound",
                N_("'bound' hoort bij 'by: rank_below', en alleen daar."),
                N_("schrijf ze samen, of laat allebei weg."),
            )
        return self


class Worth(ContentModel):
    """What makes a measure worth doing; the value is worth divided by price."""

    score: float = Field(1, ge=0, description="Per percent point of total score.")
    barrier: float = Field(0, ge=0, description="Per barrier it puts up.")
    crime: float = Field(
        0, ge=0, description="Per type of crime in which it puts up a barrier; each type counts once."
    )
    impact: float = Field(0, ge=0, description="Per step of impact (1 to 3).")


class Price(ContentModel):
    """What a measure costs, in one unit."""

    start: float = Field(1, gt=0, description="Every measure costs at least this.")
    hour: float = Field(0, ge=0, description="Per hour of effort.")
    cost: dict[Literal["free", "low", "medium", "high"], NotNegative] = Field(
        {}, description="Per class of cost."
    )
    euro: float = Field(
        0,
        ge=0,
        description="Per euro in the first year, halfway between lowest and highest; of measures with `euro`.",
    )
    supplier_hour: tuple[Annotated[float, Field(ge=0)], Annotated[float, Field(ge=0)]] = Field(
        (0, 0), description="What an hour of a supplier costs in euro, from lowest to highest."
    )

    @model_validator(mode="after")
    def _from_low_to_high(self) -> Self:
        if self.supplier_hour[0] > self.supplier_hour[1]:
            raise refused(
                "range",
                N_("'{key}' loopt niet van laag naar hoog."),
                N_("schrijf [laagste, hoogste]."),
                key="supplier_hour",
            )
        return self


class FindOut(ContentModel):
    """When finding out how things stand comes first."""

    first_from: float = Field(
        0.4, ge=0, le=1, description="From this share of the items asked that is not known."
    )
    each: float = Field(
        0,
        ge=0,
        le=2,
        description="Finding out is as dangerous as the worst it may settle; each further item adds this, up to 8.",
    )
    in_week_from: float | None = Field(
        None,
        ge=0,
        le=1,
        description="From this share not known of what whoever looks after the ICT can tell, asking them stands among the "
        "first of this week; one less is for today.",
    )


class Priorities(ContentModel):
    """Which measures come first."""

    worth: Worth = Worth()
    price: Price = Price()
    order: tuple[OrderKey, ...] = Field(
        (OrderKey(by="value", descending=True),), min_length=1, description="From the first key to the last."
    )
    side_share: float = Field(
        1,
        ge=0,
        le=1,
        description="An answer's first measure brings the best answer; further measures bring this share of the way (0 to 1).",
    )
    top: int | None = Field(None, ge=1, description="Only the first so many.")
    week: int = Field(3, ge=0, le=3, description="To do this week; never more than three.")
    next_up: int = Field(5, ge=0, alias="next", description="So many after that; the rest is for later.")
    key_below: float = Field(
        0.6,
        ge=0,
        le=1,
        description="With `by: missing_key`: share of an item's points below which its key measure lacks.",
    )
    same_door: float = Field(
        1,
        gt=0,
        le=1,
        description="Among those of this week each further lock on the same door (`protects` of a measure) counts with this "
        "share of its danger; 1 makes no difference.",
    )
    danger_per_weight: float = Field(
        3,
        ge=0,
        description="Danger of an answer that names none: weight of the item x share of its points that lacks x this.",
    )
    side_danger: float = Field(
        0.5,
        ge=0,
        le=1,
        description="Measures behind the first of an answer mend part of it: this share of its danger (0 to 1).",
    )
    most_acute: int | None = Field(
        None,
        ge=1,
        description="How many at most are for today; of what else cannot wait the danger decides. Default all.",
    )
    not_ticked: float = Field(
        1,
        ge=0,
        le=1,
        description="Of a question with several boxes, one that is left empty beside others counts with this share of its "
        'danger: it may be forgotten, where "none of these" is said. 1 makes no difference.',
    )
    find_out: FindOut = FindOut()
    proofs: int = Field(
        0,
        ge=0,
        description="Small tests of what was said are advised until the plan of this week and next has so many lines.",
    )
    proofs_from: float | None = Field(
        None,
        ge=0,
        le=100,
        description="From this total (percent) on the small tests stand among the actions, each by its own `danger`: "
        "who says that nearly all is well is asked to see it.",
    )
