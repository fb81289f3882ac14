"""Measures and types of crime as authors write them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from questionnaire.conditions import ContentModel
from questionnaire.language.translation import Text
from questionnaire.models import Id

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
    how: tuple[Text, ...] = Field((), description="3 to 6 steps a baker can follow.")
    how_supplier: tuple[Text, ...] = Field((), description="2 to 5 steps when an ICT supplier does it.")
    ask_supplier: Text | None = Field(None, description="One question for the supplier.")
    effort_hours: float = Field(1, gt=0, le=200, description="Hours of work for the business.")
    cost: CostClass = Field("free", description="free, low (to 100 euro), medium (100 to 1000), high (more).")
    impact: int = Field(1, ge=1, le=3, description="1 helps, 2 helps much, 3 decisive.")
    rank: float | None = Field(None, description="Fixed place in the method's own list.")
    principle: int | None = Field(None, ge=1, le=5, description="Which of the five basic principles.")
    done_by: Literal["owner", "staff", "supplier"] = Field("owner", description="Who usually does it.")
    key: bool = Field(False, description="Key measure: comes first.")
    frameworks: Frameworks = Frameworks()
    stops: tuple[Stops, ...] = Field((), description="Types of crime and steps where it is a barrier.")
    source: str | None = Field(None, description="Public page.")
    reviewed: date | None = Field(None, description="When somebody last read it against the source.")


class Barrier(ContentModel):
    """Something that stands in the way of a crime at one step."""

    id: Id
    title: Text
    step: Step
    measured_by: str = Field(description="The one item whose answer tells whether it stands.")
    measures: tuple[str, ...] = Field(min_length=1, description="Measures that put it up.")
    stands_from: float | None = Field(None, gt=0, le=1, description="Share of the item's points from which it stands.")


class Threat(ContentModel):
    """A type of crime."""

    id: Id
    title: Text
    family: Literal["cybercrime", "digitised"] = Field(description="ICT as target, or an old crime by digital means.")
    story: Text = Field(description="Short and true to life.")
    steps: dict[Step, Text] = Field(description="One sentence for each of the five steps.")
    first_help: tuple[Text, ...] = Field((), description="What to do when hit, in order.")
    barriers: tuple[Barrier, ...] = Field(min_length=1)


class Threats(ContentModel):
    """All types of crime."""

    stands_from: float = Field(0.6, gt=0, le=1, description="Share of an item's points from which its barrier stands.")
    threats: tuple[Threat, ...]
