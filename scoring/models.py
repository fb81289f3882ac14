"""Measures and types of crime as authors write them."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from questionnaire.conditions import Condition, ContentModel, named_positively, refused
from questionnaire.language.translation import N_, Text
from questionnaire.models import Id
from scoring.measure_parts import AnswerAfter, Euro, Hours, HowStep, MeasureVariant

Step = Literal["scout", "enter", "expand", "strike", "recover"]
STEPS: tuple[Step, ...] = ("scout", "enter", "expand", "strike", "recover")
CostClass = Literal["free", "low", "medium", "high"]


class Frameworks(ContentModel):
    """Identifiers of the same measure in published frameworks."""

    nis2: tuple[Literal["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"], ...] = Field(
        (), description="Letters of art. 21(2)."
    )
    cyber_essentials: tuple[
        Literal[
            "firewalls",
            "secure_configuration",
            "security_updates",
            "user_access_control",
            "malware_protection",
        ],
        ...,
    ] = ()
    din_spec_27076: tuple[
        Literal["organisation", "identity_access", "backup", "patch_change", "malware", "it_systems"], ...
    ] = ()
    cis: tuple[str, ...] = Field((), description="Safeguards of CIS Controls v8.1, between quotes.")
    cyberfundamentals: tuple[
        Literal["govern", "identify", "protect", "detect", "respond", "recover"], ...
    ] = ()


class Stops(ContentModel):
    """A type of crime and the steps in it where the measure is a barrier."""

    threat: str
    steps: tuple[Step, ...] = Field(min_length=1)


class Measure(ContentModel):
    """A measure of the library: what to do, why and how."""

    id: Id
    title: Text = Field(min_length=1, description="Imperative and short.")
    why: Text | None = Field(None, description="One concrete sentence.")
    variants: tuple[MeasureVariant, ...] = Field(
        (), description="Another title or reason for some businesses; the first that holds counts."
    )
    kind: Literal["do", "find_out", "proof"] = Field(
        "do",
        description="do: something changes; find_out: somebody is asked how things stand; proof: a small test of what was said.",
    )
    protects: Id | None = Field(
        None,
        description="What it protects, in a word of your own: measures with the same word are locks on one door. "
        "The first few look after several doors; see `same_door` of the rule.",
    )
    proves: Condition | None = Field(None, description="With proof: the answers that it puts to the test.")
    advised_if: Condition | None = Field(
        None, description="Advised when this holds for the answers, whichever answers lead to it."
    )
    acute: bool = Field(False, description="With advised_if: comes before all others.")
    danger: float = Field(0, ge=0, le=10, description="With advised_if or proof: how urgent it is.")
    settles: Literal["supplier", "inside", "builder"] | None = Field(
        None, description="With find_out: whose questions it settles."
    )
    when_unknown: Literal["do", "do_if_few", "find_out"] = Field(
        "find_out",
        description="When only 'I don't know' leads to it: do keeps it as an action, do_if_few as long as most is known; "
        "find_out puts its question on the list instead.",
    )
    answers_after: dict[str, AnswerAfter] = Field(
        {},
        description="By item: the answer that is true once it is done; several options: these are ticked besides.",
    )
    covers: tuple[str, ...] = Field(
        (), description="Measures that need no line of their own when this one is advised."
    )
    how: tuple[HowStep, ...] = Field((), description="3 to 6 steps a baker can follow.")
    how_supplier: tuple[HowStep, ...] = Field((), description="2 to 5 steps when an ICT supplier does it.")
    check: Text | None = Field(
        None,
        description="One sentence: what shows that it is done, tried in a minute. Only where there is such a test.",
    )
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
                "settles",
                N_("'settles' hoort bij 'kind: find_out', en alleen daar."),
                N_("schrijf ze samen, of laat allebei weg."),
            )
        if (self.kind == "proof") is not (self.proves is not None):
            raise refused(
                "proves",
                N_("'proves' hoort bij 'kind: proof', en alleen daar."),
                N_("schrijf ze samen, of laat allebei weg."),
            )
        return self


class Barrier(ContentModel):
    """Something that stands in the way of a crime at one step."""

    id: Id
    title: Text
    step: Step
    stands_when: Condition = Field(description="On answers: it stands only when this is surely true.")
    relevant_if: Condition | None = Field(
        None, description="It matters only when this holds; not known counts as relevant."
    )
    measures: tuple[str, ...] = Field(min_length=1, description="Measures that put it up.")

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Ids of the items of which an answer puts it up, in the order written; never one that only a `not`
        names.
        """
        return tuple(dict.fromkeys(part.item for part in named_positively(self.stands_when)))


class Threat(ContentModel):
    """A type of crime."""

    id: Id
    title: Text
    family: Literal["cybercrime", "digitised"] = Field(
        description="ICT as target, or an old crime by digital means."
    )
    story: Text = Field(description="Short and true to life.")
    steps: dict[Step, Text] = Field(description="One sentence for each of the five steps.")
    first_help: tuple[Text, ...] = Field(
        (),
        description="What to do when hit, in order; empty where a playbook of data/playbooks.yaml tells it.",
    )
    relevant_if: Condition | None = Field(
        None, description="Shown only when this holds; not known counts as relevant."
    )
    barriers: tuple[Barrier, ...] = Field(min_length=1)


class Threats(ContentModel):
    """All types of crime."""

    threats: tuple[Threat, ...]
