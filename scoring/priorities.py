"""The part of a rule that puts measures in order: what makes one worth doing, what it costs, which comes first."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from questionnaire.conditions import ContentModel, refused
from questionnaire.language.translation import N_

NotNegative = Annotated[float, Field(ge=0)]


class OrderKey(ContentModel):
    """One key of an order; a later key decides where earlier ones are equal."""

    by: Literal["value", "rank", "gain", "barriers", "effort_hours", "impact", "earned", "key", "rank_below"] = Field(
        description="What is compared."
    )
    descending: bool = Field(False, description="Highest first.")
    bound: float | None = Field(None, description="With rank_below, and only there: ranks under this come first.")

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if (self.by == "rank_below") is not (self.bound is not None):
            raise refused("bound", N_("'bound' hoort bij 'by: rank_below', en alleen daar."), N_("schrijf ze samen, of laat allebei weg."))
        return self


class Worth(ContentModel):
    """What makes a measure worth doing; the value is worth divided by price."""

    score: float = Field(1, ge=0, description="Per percent point of total score.")
    barrier: float = Field(0, ge=0, description="Per barrier it puts up.")
    impact: float = Field(0, ge=0, description="Per step of impact (1 to 3).")


class Price(ContentModel):
    """What a measure costs, in one unit."""

    start: float = Field(1, gt=0, description="Every measure costs at least this.")
    hour: float = Field(0, ge=0, description="Per hour of effort.")
    cost: dict[Literal["free", "low", "medium", "high"], NotNegative] = Field({}, description="Per class of cost.")


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
    month_hours: float = Field(16, gt=0, description="Hours of work that fit in the first 30 days.")
