"""The parameters of data/privacy.yaml, each with its unit, its reason and bounds that cannot be edited away."""

from __future__ import annotations

import base64
import binascii
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from questionnaire.authoring.mistakes import ContentError, Mistake
from questionnaire.authoring.sources import read_source
from questionnaire.conditions import ContentModel
from questionnaire.content_folder import ROOT
from questionnaire.content_parts import Part
from questionnaire.language.translation import N_, Text
from questionnaire.loading import validated
from questionnaire.models import Id

Cube = Literal["municipality", "sector_size", "event", "drop_off"]
_Bounded = TypeVar("_Bounded")
CUBES: tuple[Cube, ...] = ("municipality", "sector_size", "event")  # the three that a response counts in
FILE = Path("data/privacy.yaml")

# What the loader never lets through, whatever the YAML says.
LEAST_BLOCK = 10
MOST_POINTS_EPSILON = 3.0
MOST_OTHER_EPSILON = 1.0
LEAST_EPSILON = 0.01  # under this a sum is nothing but noise
MOST_PAIR_SCALE = 10


class Parameter(ContentModel):
    """What every parameter carries beside its value."""

    unit: Text = Field(min_length=1, description="What the number counts.")
    why: Text = Field(min_length=1, description="Why this number and no other.")


class BlockPerCube(ContentModel):
    """Responses per cube. Of an event `event` is for its total, and for all that is left when it closes;
    `event_questions` for its themes and questions while it lasts.
    """

    municipality: int = Field(ge=LEAST_BLOCK, le=1000)
    sector_size: int = Field(ge=LEAST_BLOCK, le=1000)
    event: int = Field(ge=LEAST_BLOCK, le=1000)
    event_questions: int = Field(ge=LEAST_BLOCK, le=1000)


Share = Annotated[float, Field(ge=0.1, le=10)]
Epsilon = Annotated[float, Field(ge=LEAST_EPSILON, le=MOST_POINTS_EPSILON)]


class SharePerCube(ContentModel):
    """A share of what the cell has published, per cube."""

    municipality: Share
    sector_size: Share
    event: Share


class EpsilonPerCube(ContentModel):
    """Privacy budget per cube; a respondent is in all three, so the three add up."""

    municipality: Epsilon
    sector_size: Epsilon
    event: Epsilon

    @property
    def total(self) -> float:
        """What the three cubes give away together."""
        return float(sum(exact(e) for e in (self.municipality, self.sector_size, self.event)))


class SmallestBlock(Parameter):
    value: BlockPerCube


class Growth(Parameter):
    value: SharePerCube


class PointsEpsilon(Parameter):
    value: EpsilonPerCube

    @model_validator(mode="after")
    def _within_budget(self) -> PointsEpsilon:
        return _bounded(self, self.value.total, MOST_POINTS_EPSILON)


class OtherEpsilon(Parameter):
    value: EpsilonPerCube

    @model_validator(mode="after")
    def _within_budget(self) -> OtherEpsilon:
        return _bounded(self, self.value.total, MOST_OTHER_EPSILON)


class RoomEpsilon(Parameter):
    value: Epsilon


class PairScale(Parameter):
    value: int = Field(ge=2, le=MOST_PAIR_SCALE)


class DropOffEpsilon(Parameter):
    value: float = Field(ge=LEAST_EPSILON, le=0.5)


class DropOffBlock(Parameter):
    value: int = Field(ge=50, le=10_000)


class WidestMargin(Parameter):
    value: float = Field(ge=1, le=20)


class PeersSmallest(Parameter):
    value: int = Field(ge=LEAST_BLOCK, le=10_000)


class Refold(Parameter):
    value: int = Field(ge=4, le=40)


class DraftKept(Parameter):
    value: int = Field(ge=1, le=8)


class TrustedSite(ContentModel):
    """A place whose sealed blocks are added here."""

    id: Id
    title: Text
    public_key: str = Field(description="What `python -m data site-key` says there.")

    @model_validator(mode="after")
    def _is_a_key(self) -> TrustedSite:
        try:
            length = len(base64.b64decode(self.public_key, validate=True))
        except (binascii.Error, ValueError):
            length = 0
        if length != 32:
            raise _refused(
                N_("'public_key' is geen sleutel van een plek."),
                N_("neem de regel over die 'python -m data site-key' op die plek laat zien."),
            )
        return self


class Privacy(ContentModel):
    """How aggregates become anonymous: block sizes, noise, what is shown, what is kept."""

    id: Id
    smallest_block: SmallestBlock
    growth: Growth
    points_epsilon: PointsEpsilon
    dont_know_epsilon: OtherEpsilon
    asked_epsilon: OtherEpsilon
    theme_epsilon: RoomEpsilon
    total_epsilon: RoomEpsilon
    pair_scale: PairScale
    drop_off_epsilon: DropOffEpsilon
    drop_off_smallest_block: DropOffBlock
    widest_margin: WidestMargin
    peers_smallest: PeersSmallest
    refold_after: Refold
    draft_kept: DraftKept
    trusted_sites: tuple[TrustedSite, ...] = ()

    @model_validator(mode="after")
    def _sites_are_different(self) -> Privacy:
        for number, site in enumerate(self.trusted_sites):
            if any(
                site.id == other.id or site.public_key == other.public_key
                for other in self.trusted_sites[:number]
            ):
                raise _refused(
                    N_("de plek '{site}' staat er twee keer, of heeft de sleutel van een andere."),
                    N_("geef elke plek een eigen id en haar eigen sleutel."),
                    site=site.id,
                )
        return self

    @model_validator(mode="after")
    def _rooms_within_budget(self) -> Privacy:
        """Gaussian noises add up by their squares: an event counts as one Laplace noise of the same width."""
        event = (self.points_epsilon.value.event, self.theme_epsilon.value, self.total_epsilon.value)
        region = self.points_epsilon.value.municipality + self.points_epsilon.value.sector_size
        return _bounded(self, region + sum(e**2 for e in event) ** 0.5, MOST_POINTS_EPSILON)


def exact(number: float) -> Fraction:
    """The decimal as written: 0.6 becomes 3/5, so that no noise scale carries a rounding."""
    return Fraction(str(number))


def read_privacy(root: Path = ROOT) -> tuple[Privacy | None, list[Mistake]]:
    """The parameters below `root`, and every mistake in them; never raises."""
    source = read_source(root / FILE, root)
    mistakes = list(source.mistakes)
    found = None if source.data is None else validated(Privacy, source.data, source, (), mistakes)
    return found, mistakes


def load_privacy(root: Path = ROOT) -> Privacy:
    """The parameters below `root`, the live ones where editions are kept, whatever edition a walk is on.

    Raises ContentError with every mistake.
    """
    return _PRIVACY.load(root)


def _without_mistakes(root: Path) -> Privacy:
    privacy, mistakes = read_privacy(root)
    if privacy is None or mistakes:
        raise ContentError(mistakes)
    return privacy


_PRIVACY = Part("privacy", FILE, _without_mistakes)


def _bounded(parameter: _Bounded, total: float, most: float) -> _Bounded:
    if total > most:
        raise _refused(
            N_("de drie kubussen samen zijn {total}, meer dan {most}."),
            N_("maak de waarden kleiner; de grens hoort bij de belofte in docs/privacy.md."),
            total=f"{round(total, 2):g}",
            most=f"{most:g}",
        )
    return parameter


def _refused(template: str, remedy: str, **values: str) -> PydanticCustomError:
    return PydanticCustomError("own.privacy", template, {"template": template, "remedy": remedy, **values})
