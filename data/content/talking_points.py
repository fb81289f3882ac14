"""What an adviser can talk about at a question: data/talking_points.yaml, which content may leave out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from pydantic import Field

from questionnaire.authoring.mistakes import ContentError, Mistake
from questionnaire.authoring.sources import Source, exists, read_source
from questionnaire.authoring.wording import not_in_list
from questionnaire.conditions import ContentModel
from questionnaire.content_folder import ROOT
from questionnaire.content_parts import Part
from questionnaire.language.translation import Text
from questionnaire.loading import validated

FILE = Path("data/talking_points.yaml")


class TalkingPoint(ContentModel):
    """One question to ask, or thing to look at together, beside an item of the questionnaire."""

    item: str = Field(description="Id of the item.")
    text: Text = Field(max_length=200, description="What to ask or look at together.")


class TalkingPoints(ContentModel):
    """All of them; an item without one shows nothing."""

    points: tuple[TalkingPoint, ...] = ()


def read_talking_points(root: Path = ROOT) -> tuple[TalkingPoints | None, Source | None, list[Mistake]]:
    """The talking points below `root`, their file, and every mistake within it; without the file: none."""
    if not exists(root / FILE):
        return TalkingPoints(), None, []
    source = read_source(root / FILE, root)
    mistakes = list(source.mistakes)
    found = None if source.data is None else validated(TalkingPoints, source.data, source, (), mistakes)
    return found, source, mistakes


def check_talking_points(found: TalkingPoints, source: Source, items: Collection[str]) -> Iterator[Mistake]:
    """Points beside items that are not there: nobody would read them."""
    for i, point in enumerate(found.points):
        if point.item not in items:
            yield not_in_list(source, ("points", i, "item"), point.item, "items")


def talking_point(item_id: str, language: str = "nl", root: Path = ROOT) -> str:
    """What to talk about at this item; empty without one. Raises ContentError with every mistake."""
    points = _POINTS.load(root, language).points
    return next((point.text for point in points if point.item == item_id), "")


def _without_mistakes(root: Path) -> TalkingPoints:
    found, _, mistakes = read_talking_points(root)
    if found is None or mistakes:
        raise ContentError(mistakes)
    return found


_POINTS = Part("talking_points", FILE, _without_mistakes)
