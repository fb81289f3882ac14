"""The parameters of data/privacy.yaml, each with its unit, its reason and bounds that cannot be edited away."""

from __future__ import annotations

import base64
import binascii
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from data.folders import ROOT
from questionnaire.authoring.mistakes import ContentError, Mistake
from questionnaire.authoring.sources import read_source
from questionnaire.conditions import ContentModel
from questionnaire.content_parts import Part
from questionnaire.language.translation import N_, Text
from questionnaire.loading import validated
from questionnaire.models import Id

Cube = Literal["municipality", "sector_size", "event", "drop_off"]
CUBES: tuple[Cube, ...] = ("municipality", "sector_size", "event")  # the three that a response counts in
FILE = Path("data/privacy.yaml")

# What the loader never lets through, whatever the YAML says.
LEAST_BLOCK = 10
MOST_POINTS_EPSILON = 3.0
MOST_OTHER_EPSILON = 1.0
LEAST_EPSILON = 0.01  # under this a sum is nothing but noise
MOST_PAIR_SCALE = 10
LEAST_TURNED = 0.25  # a bit turned over less often tells more than epsilon 1.1


class Parameter(ContentModel):
    """What every parameter carries beside its value."""

    unit: Text = Field(min_length=1, description="What the number counts.")
    why: Text = Field(min_length=1, description="Why this number and no other.")


class BlockSizes(ContentModel):
    """Responses, for the cells of the region and for events."""

    region: int = Field(ge=LEAST_BLOCK, le=1000)
    event: int = Field(ge=LEAST_BLOCK, le=1000)
    event_questions: int = Field(ge=LEAST_BLOCK, le=1000)

    def of(self, cube: Cube) -> int:
        return self.event if cube == "event" else self.region


Share = Annotated[float, Field(ge=0.1, le=10)]
Epsilon = Annotated[float, Field(ge=LEAST_EPSILON, le=MOST_POINTS_EPSILON)]
Chance = Annotated[float, Field(ge=LEAST_TURNED, le=0.49)]


class Shares(ContentModel):
    """A share of what the cell has published, for the cells of the region and for events."""

    region: Share
    event: Share

    def of(self, cube: Cube) -> float:
        return self.event if cube == "event" else self.region


class ChancesOfTurning(ContentModel):
    """Probabilities with which the bits of an answer are turned over before they are kept."""

    points: Chance
    shared: Chance
    dont_know: Chance
    asked: Chance


class SmallestBlock(Parameter):
    value: BlockSizes


class Growth(Parameter):
    value: Shares


class TurnedOver(Parameter):
    value: ChancesOfTurning


class PointsEpsilon(Parameter):
    value: Epsilon


class OtherEpsilon(Parameter):
    value: Annotated[float, Field(ge=LEAST_EPSILON, le=MOST_OTHER_EPSILON)]


class HangTogether(Parameter):
    value: float = Field(ge=0, le=1)


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
    most_responses: int = Field(
        2_000, ge=1, le=1_000_000, description="More responses than this place can send are not believed."
    )

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
    turned_over: TurnedOver
    hang_together: HangTogether
    points_epsilon: PointsEpsilon
    dont_know_epsilon: OtherEpsilon
    asked_epsilon: OtherEpsilon
    theme_epsilon: PointsEpsilon
    total_epsilon: PointsEpsilon
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
    def _within_budget(self) -> Privacy:
        at_event = sum(exact(e.value) for e in (self.points_epsilon, self.theme_epsilon, self.total_epsilon))
        if at_event > exact(MOST_POINTS_EPSILON):
            raise _refused(
                N_("de optellingen van een bijeenkomst zijn samen {total}, meer dan {most}."),
                N_("maak de waarden kleiner; de grens hoort bij de belofte in docs/privacy.md."),
                total=f"{float(at_event):g}",
                most=f"{MOST_POINTS_EPSILON:g}",
            )
        return self


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


def _refused(template: str, remedy: str, **values: str) -> PydanticCustomError:
    return PydanticCustomError("own.privacy", template, {"template": template, "remedy": remedy, **values})  # type: ignore[arg-type]
