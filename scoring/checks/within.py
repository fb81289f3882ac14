"""Walks through a model as written: every condition in it, with the place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from questionnaire.conditions import AllOf, Answered, AnyOf, Condition, HowMany, HowManyAnswers, Measured, Not, PercentWithin, ScoreWithin
from questionnaire.sources import Place

CONDITIONS = (AllOf, Answered, AnyOf, HowMany, HowManyAnswers, Measured, Not, PercentWithin, ScoreWithin)


def conditions_within(value: Any, place: Place = ()) -> Iterator[tuple[Place, Condition]]:
    """Outermost conditions in a model, however deep, with their places."""
    return parts_within(value, CONDITIONS, place)


def parts_within(value: Any, kinds: tuple[type, ...], place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Outermost parts of these kinds in a model, however deep, with their places."""
    if isinstance(value, kinds):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in value.model_fields_set:
            field = type(value).model_fields[name]
            yield from parts_within(getattr(value, name), kinds, (*place, field.alias or name))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from parts_within(part, kinds, (*place, key))
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from parts_within(part, kinds, (*place, i))
