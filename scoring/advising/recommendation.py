"""One measure for one business: why now, what it takes and what it brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scoring.advising.effort import Effort, Range
from scoring.measure_parts import HowStep
from scoring.models import CostClass, Measure

Part = Literal["week", "soon", "later"]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A measure chosen for one business, with the title and reason meant for it.

    `gain_pct` is what it adds to the total score, in percent points; `barriers_gained` how many barriers it
    puts up and `crimes_gained` against how many types of crime; `value` what the rule's priorities make of
    these against hours and money. `earned` is the points that the item which leads to it has now.
    `by_supplier`: the ICT supplier does it, so `steps` are those for talking to the supplier. `by_self`: here
    there is nobody else to do it. `for_key_item`: an answer to a key item leads to it. `danger` (0 to 10)
    says how urgent the gap is, `acute` that it cannot wait. `missing_key`: a key measure whose item falls
    short. `unknown`: only what is not known leads to it.

    Of finding out `makes_known` is the number of items that it settles, and `could_become` the total (0 to
    100) as it is now and with those items at their best.
    """

    measure: Measure
    item_ids: tuple[str, ...]
    gain_pct: float
    barriers_gained: int
    value: float
    earned: float
    by_supplier: bool
    unknown: bool
    effort: Effort
    for_key_item: bool = False
    by_self: bool = False
    crimes_gained: int = 0
    danger: float = 0.0
    acute: bool = False
    missing_key: bool = False
    makes_known: int = 0
    could_become: Range | None = None
    told: tuple[HowStep, ...] = ()

    @property
    def who(self) -> Literal["owner", "staff", "supplier", "ict"]:
        """Who does it here; `ict` is whoever looks after the ICT, where that is no supplier."""
        if self.by_supplier:
            return "supplier"
        if self.by_self or self.measure.done_by == "owner":
            return "owner"
        return "ict" if self.measure.done_by == "supplier" else "staff"

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps for whoever does it here, those that fit these answers; `told` has their links as well."""
        return tuple(step.text for step in self.told)

    @property
    def written(self) -> tuple[str, ...]:
        """The steps with the addresses of their pages behind them, for where nothing can be clicked."""
        return tuple(
            " ".join((step.text, *(f"({address})" for address in step.addresses))) for step in self.told
        )

    @property
    def hours(self) -> float:
        """Hours of work for this business, once."""
        return self.effort.hours

    @property
    def cost(self) -> CostClass:
        """The class of cost for this business, a supplier's hours included where they are known."""
        return self.effort.cost

    @property
    def finds_out(self) -> bool:
        """Whether this is asking how things stand."""
        return self.measure.kind == "find_out"

    @property
    def proves(self) -> bool:
        """Whether this is a small test of what was said to be in order."""
        return self.measure.kind == "proof"
