"""What a measure asks of one business: hours, and money from lowest to highest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from questionnaire.responses import Answer
from scoring.content import Content
from scoring.measure_parts import Hours
from scoring.models import CostClass, Measure

Range = tuple[float, float]

_NOTHING: Range = (0.0, 0.0)
_TIMES_A_YEAR = {"month": 12, "quarter": 4, "year": 1}
_CLASSES: tuple[tuple[float, CostClass], ...] = ((0.0, "free"), (100.0, "low"), (1000.0, "medium"))


@dataclass(frozen=True, slots=True)
class Effort:
    """Hours and euro of one measure for one business.

    `hours` once, `recurring` hours each `per`, `supplier_hours` once. `euro_once` and `euro_per_year` from
    lowest to highest, the supplier's hours in the first; None when the measure only names a class of cost.
    `bought` is what stands in `euro_once` without those hours; `hired_in`: the business has no supplier of its
    own, and those hours are of one that it has to find.
    """

    hours: float
    recurring: float
    per: Literal["month", "quarter", "year"]
    supplier_hours: float
    euro_once: Range | None
    euro_per_year: Range | None
    cost: CostClass
    bought: Range = _NOTHING
    hired_in: bool = False

    @property
    def hours_per_year(self) -> float:
        """Hours that come back, for a whole year."""
        return self.recurring * _TIMES_A_YEAR[self.per]

    @property
    def free(self) -> bool:
        """Whether nobody pays anything, a supplier's hours included."""
        return self.cost == "free"

    @property
    def first_year(self) -> float:
        """Euro in the first year, halfway between lowest and highest; 0 when only a class is known."""
        return sum(self.euro_once or _NOTHING) / 2 + sum(self.euro_per_year or _NOTHING) / 2


def people(content: Content, answers: Mapping[str, Answer]) -> int:
    """How many people to reckon with at a business with these answers, by the role `size`; 1 when nothing
    tells.
    """
    size = content.questionnaire.roles.size
    return (
        max(1, round(size.people.get(content.questionnaire.role_answer("size", answers) or "", 1)))
        if size is not None
        else 1
    )


def own_hours(measure: Measure, staff: int = 1) -> float:
    """Hours of the business itself, once, for `staff` people."""
    return (
        measure.effort_hours
        if measure.hours is None
        else measure.hours.once + measure.hours.per_person * staff
    )


def effort(content: Content, measure: Measure, staff: int, outsourced: bool) -> Effort:
    """What `measure` asks of a business of `staff` people; where nobody is hired, it does the supplier's work
    itself.
    """
    hours = measure.hours or Hours()
    own, recurring, per = own_hours(measure, staff), hours.recurring, hours.per
    hired = hours.supplier + hours.supplier_per_person * staff
    if measure.done_by == "supplier" and not outsourced:
        own, hired = own + hired, 0.0
    if measure.euro is None and not hired:
        plain = measure.euro is None and "cost" not in measure.model_fields_set and measure.hours is not None
        money = _NOTHING if plain else None
        return Effort(own, recurring, per, hired, money, money, measure.cost, hired_in=not outsourced)
    hour = (measure.euro and measure.euro.supplier_hour) or content.rule.priorities.price.supplier_hour
    times = staff if measure.euro and measure.euro.per_person else 1
    once, per_year = (measure.euro.once, measure.euro.per_year) if measure.euro else (_NOTHING, _NOTHING)
    paid = (times * once[0] + hired * hour[0], times * once[1] + hired * hour[1])
    yearly = (times * per_year[0], times * per_year[1])
    cost = class_of(paid[1] + yearly[1], at_least=measure.cost if measure.euro is None else "free")
    bought = (times * once[0], times * once[1])
    return Effort(
        own,
        recurring,
        per,
        hired,
        paid,
        yearly,
        "low" if cost == "free" and hired else cost,
        bought,
        not outsourced,
    )


def class_of(euro: float, at_least: CostClass = "free") -> CostClass:
    """The class of cost of an amount in euro, the highest of the first year."""
    found: CostClass = next((name for bound, name in _CLASSES if euro <= bound), "high")
    order: tuple[CostClass, ...] = ("free", "low", "medium", "high")
    return order[max(order.index(found), order.index(at_least))]
