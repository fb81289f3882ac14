"""Walks through a model as written: every condition in it, with the place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from questionnaire.authoring.sources import KeyPath
from questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Condition,
    HowMany,
    HowManyAnswers,
    Measured,
    Not,
    PercentWithin,
    ScoreWithin,
)

CONDITIONS = (AllOf, Answered, AnyOf, HowMany, HowManyAnswers, Measured, Not, PercentWithin, ScoreWithin)


def conditions_of_model(value: Any, place: KeyPath = ()) -> Iterator[tuple[KeyPath, Condition]]:
    """Outermost conditions in a model, however deep, with their places."""
    return parts_of_model(value, CONDITIONS, place)


def parts_of_model(value: Any, kinds: tuple[type, ...], place: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Outermost parts of these kinds in a model, however deep, with their places."""
    if isinstance(value, kinds):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in value.model_fields_set:
            field = type(value).model_fields[name]
            yield from parts_of_model(getattr(value, name), kinds, (*place, field.alias or name))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from parts_of_model(part, kinds, (*place, key))
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from parts_of_model(part, kinds, (*place, i))
