"""Measures and types of crime as authors write them, and the scores that the engine returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from questionnaire.conditions import Condition, ContentModel, named_positively, refused
from questionnaire.models import Id
from questionnaire.responses import Responses
from questionnaire.translation import N_, Text
from questionnaire.walk import ItemState
from scoring.measure_parts import AnswerAfter, Euro, Hours, HowStep, MeasureVariant
from scoring.rule import KnockOut, MaturityLevel

Step = Literal["scout", "enter", "expand", "strike", "recover"]
STEPS: tuple[Step, ...] = ("scout", "enter", "expand", "strike", "recover")
CostClass = Literal["free", "low", "medium", "high"]


class Frameworks(ContentModel):
    """Identifiers of the same measure in published frameworks."""

    nis2: tuple[Literal["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"], ...] = Field((), description="Letters of art. 21(2).")
    cyber_essentials: tuple[
        Literal["firewalls", "secure_configuration", "security_updates", "user_access_control", "malware_protection"], ...
    ] = ()
    din_spec_27076: tuple[Literal["organisation", "identity_access", "backup", "patch_change", "malware", "it_systems"], ...] = ()
    cis: tuple[str, ...] = Field((), description="Safeguards of CIS Controls v8.1, between quotes.")
    cyberfundamentals: tuple[Literal["govern", "identify", "protect", "detect", "respond", "recover"], ...] = ()


class Stops(ContentModel):
    """A type of crime and the steps in it where the measure is a barrier."""

    threat: str
    steps: tuple[Step, ...] = Field(min_length=1)


class Measure(ContentModel):
    """A measure of the library: what to do, why and how."""

    id: Id
    title: Text = Field(min_length=1, description="Imperative and short.")
    why: Text | None = Field(None, description="One concrete sentence.")
    variants: tuple[MeasureVariant, ...] = Field((), description="Another title or reason for some businesses; the first that holds counts.")
    kind: Literal["do", "find_out", "proof"] = Field(
        "do", description="do: something changes; find_out: somebody is asked how things stand; proof: a small test of what was said."
    )
    proves: Condition | None = Field(None, description="With proof: the answers that it puts to the test.")
    advised_if: Condition | None = Field(None, description="Advised when this holds for the answers, whichever answers lead to it.")
    acute: bool = Field(False, description="With advised_if: comes before all others.")
    danger: float = Field(0, ge=0, le=10, description="With advised_if: how urgent it is.")
    settles: Literal["supplier", "inside", "builder"] | None = Field(None, description="With find_out: whose questions it settles.")
    when_unknown: Literal["do", "find_out"] = Field(
        "find_out",
        description="When only 'I don't know' leads to it: do keeps it as an action; find_out puts its question on the list instead.",
    )
    answers_after: dict[str, AnswerAfter] = Field(
        {}, description="By item: the answer that is true once it is done; several options: these are ticked besides."
    )
    covers: tuple[str, ...] = Field((), description="Measures that need no line of their own when this one is advised.")
    how: tuple[HowStep, ...] = Field((), description="3 to 6 steps a baker can follow.")
    how_supplier: tuple[HowStep, ...] = Field((), description="2 to 5 steps when an ICT supplier does it.")
    ask_supplier: Text | None = Field(None, description="One question for the supplier.")
    effort_hours: float = Field(1, gt=0, le=200, description="Hours of work for the business.")
    cost: CostClass = Field("free", description="free, low (to 100 euro), medium (100 to 1000), high (more).")
    hours: Hours | None = Field(None, description="Hours in full, instead of effort_hours.")
    euro: Euro | None = Field(None, description="Money in full, instead of cost.")
    impact: int = Field(1, ge=1, le=3, description="1 helps, 2 helps much, 3 decisive.")
    rank: float | None = Field(None, description="Fixed place in the method's own list.")
    principle: int | None = Field(None, ge=1, le=5, description="Which of the five basic principles.")
    done_by: Literal["owner", "staff", "supplier"] = Field("owner", description="Who usually does it.")
    key: bool = Field(False, description="Key measure: comes first.")
    frameworks: Frameworks = Frameworks()
    stops: tuple[Stops, ...] = Field((), description="Types of crime and steps where it is a barrier.")
    source: str | None = Field(None, description="Public page.")
    reviewed: date | None = Field(None, description="When somebody last read it against the source.")

    @model_validator(mode="after")
    def _settles_when_finding_out(self) -> Self:
        if (self.kind == "find_out") is not (self.settles is not None):
            raise refused(
                "settles", N_("'settles' hoort bij 'kind: find_out', en alleen daar."), N_("schrijf ze samen, of laat allebei weg.")
            )
        if (self.kind == "proof") is not (self.proves is not None):
            raise refused("proves", N_("'proves' hoort bij 'kind: proof', en alleen daar."), N_("schrijf ze samen, of laat allebei weg."))
        return self


class Barrier(ContentModel):
    """Something that stands in the way of a crime at one step."""

    id: Id
    title: Text
    step: Step
    stands_when: Condition = Field(description="On answers: it stands only when this is surely true.")
    relevant_if: Condition | None = Field(None, description="It matters only when this holds; not known counts as relevant.")
    measures: tuple[str, ...] = Field(min_length=1, description="Measures that put it up.")

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Ids of the items of which an answer puts it up, in the order written; never one that only a `not` names."""
        return tuple(dict.fromkeys(part.item for part in named_positively(self.stands_when)))


class Threat(ContentModel):
    """A type of crime."""

    id: Id
    title: Text
    family: Literal["cybercrime", "digitised"] = Field(description="ICT as target, or an old crime by digital means.")
    story: Text = Field(description="Short and true to life.")
    steps: dict[Step, Text] = Field(description="One sentence for each of the five steps.")
    first_help: tuple[Text, ...] = Field((), description="What to do when hit, in order.")
    relevant_if: Condition | None = Field(None, description="Shown only when this holds; not known counts as relevant.")
    barriers: tuple[Barrier, ...] = Field(min_length=1)


class Threats(ContentModel):
    """All types of crime."""

    threats: tuple[Threat, ...]


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What one item contributes.

    `points` and `share` (0 to 1 of the maximum) are None when the item is left out of the score; `state` says why.
    """

    id: str
    section: str
    state: ItemState
    points: float | None
    maximum: float
    minimum: float
    share: float | None
    weight: float
    key: bool = False


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """What one theme or group reached. `value` in the rule's own scale; `score_pct` 0 to 100; None when no item counted."""

    id: str
    title: str
    value: float | None
    maximum: float
    minimum: float
    score_pct: float | None
    weight: float
    item_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome of a rule for one set of responses.

    `value` in the rule's own scale, `score_pct` 0 to 100, None when nothing counted. `level` is None for a quick scan,
    and for an incomplete walk where the rule says so. Nothing is rounded unless the rule says where. `range_pct` (0 to 100
    each) is the total with what is not known at zero and at its best; None when nothing counted.
    """

    rule_id: str
    quick: bool
    complete: bool
    value: float | None
    maximum: float
    minimum: float
    score_pct: float | None
    level: MaturityLevel | None
    failed: bool
    themes: tuple[ThemeScore, ...]
    items: Mapping[str, ItemScore]
    knock_outs: tuple[KnockOut, ...] = ()
    groups: tuple[ThemeScore, ...] = ()
    factors: tuple[str, ...] = field(default=())
    counting: Responses = field(default=Responses(), repr=False)  # the responses on the path, for advice and explanation
    states: Mapping[str, ItemState] = field(default_factory=dict, repr=False)  # of every item, those of the profile too
    range_pct: tuple[float, float] | None = None

    def theme(self, theme_id: str) -> ThemeScore:
        """The theme with this id. Raises KeyError when there is none."""
        return next((t for t in self.themes if t.id == theme_id), None) or _no(theme_id)

    def figure(self, of: str) -> float | None:
        """Value of `total`, a theme, a group or an item's points; None when it does not exist."""
        if of == "total":
            return self.value
        if of in self.items:
            return self.items[of].points
        return next((part.value for part in (*self.themes, *self.groups) if part.id == of), None)

    def percent(self, of: str) -> float | None:
        """The same as percentage (0 to 100) of what was attainable."""
        if of == "total":
            return self.score_pct
        if of in self.items:
            share = self.items[of].share
            return None if share is None else round(100 * share, 9)
        return next((part.score_pct for part in (*self.themes, *self.groups) if part.id == of), None)

    def shares(self, of: str | tuple[str, ...]) -> list[float]:
        """Shares (0 to 1) of the items that count among `of`, figures of the themes and groups among it.

        `of` is `key_items`, `all_items`, `themes`, `groups` or ids.
        """
        if isinstance(of, tuple):
            named = {part.id: part.value for part in (*self.themes, *self.groups)} | {i.id: i.share for i in self.items.values()}
            return [share for share in (named.get(id_) for id_ in of) if share is not None]
        if of in ("themes", "groups"):
            return [part.value for part in (self.themes if of == "themes" else self.groups) if part.value is not None]
        return [i.share for i in self.items.values() if i.share is not None and (of == "all_items" or i.key)]

    def ids(self, of: str | tuple[str, ...]) -> tuple[str, ...]:
        """Ids of the items that `of` means: `key_items`, `all_items` or ids."""
        if isinstance(of, tuple):
            return of
        return tuple(i.id for i in self.items.values() if of == "all_items" or i.key)


def _no(theme_id: str) -> ThemeScore:
    raise KeyError(theme_id)
