"""What can be filled in at a place of a file, worked out from its model: a new key of a model is a new field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from questionnaire.authoring.sources import KeyPath
from questionnaire.catalogues.extraction import models_in
from questionnaire.conditions import AllOf, Answered
from questionnaire.language.translation import is_text

Kind = Literal[
    "text", "line", "number", "tick", "choice", "day", "texts", "ids", "part", "parts", "condition", "other"
]
SIMPLE = ("text", "line", "number", "tick", "choice", "day", "ids")  # what one form holds together


@dataclass(frozen=True)
class Field:
    """One key of a model. `choices` are what a choice offers, and the ids that a list of ids is limited to;
    `models` those of a part; `default` what counts when the key is left out.
    """

    key: str
    kind: Kind
    required: bool
    told: str
    choices: tuple[str, ...] = ()
    models: tuple[type[BaseModel], ...] = ()
    default: Any = None


def fields_of(model: type[BaseModel]) -> list[Field]:
    """Every key that a model knows, in its order."""
    found = []
    for name, field in model.model_fields.items():
        kind, choices, models = _kind(field, field.annotation)
        default = None if field.default is PydanticUndefined else field.default
        key = field.alias or name
        found.append(Field(key, kind, field.is_required(), field.description or "", choices, models, default))
    return found


def _kind(field: Any, annotation: Any) -> tuple[Kind, tuple[str, ...], tuple[type[BaseModel], ...]]:
    types = [one for one in _plain_types(annotation) if one is not type(None)]
    models = tuple(models_in(annotation))
    if AllOf in models and Answered in models:
        only = all(one is not bool for one in types) and not any(get_origin(one) for one in types)
        return ("condition" if only else "other"), (), ()
    origins = [get_origin(one) for one in types]
    if tuple in origins:
        inner = get_args(types[origins.index(tuple)])[0]
        if models:
            return "parts", (), models
        if is_text(field):
            return "texts", (), ()
        literals = [one for one in _plain_types(inner) if get_origin(one) is Literal]
        return "ids", tuple(str(one) for literal in literals for one in get_args(literal)), ()
    if dict in origins:
        return ("texts" if is_text(field) else "other"), (), ()
    literals = [one for one in types if get_origin(one) is Literal]
    if literals and len(types) == len(literals):
        return "choice", tuple(str(one) for literal in literals for one in get_args(literal)), ()
    if models:
        numbers = any(one in (float, int) for one in types)
        return (
            ("number", (), ())
            if numbers
            else ("part", (), models)
            if len(models) == 1
            else ("other", (), models)
        )
    if is_text(field):
        return "text", (), ()
    simple: dict[Any, Kind] = {bool: "tick", str: "line", float: "number", int: "number", date: "day"}
    return simple.get(types[0], "other") if len(types) == 1 else "other", (), ()


def _plain_types(annotation: Any) -> Iterator[Any]:
    """The types that a value may have, without what pydantic wants to know of them."""
    if hasattr(annotation, "__metadata__"):
        yield from _plain_types(get_args(annotation)[0])
    elif get_origin(annotation) in (tuple, dict, Literal) or not get_args(annotation):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _plain_types(part)


def model_at(model: type[BaseModel], place: KeyPath, data: Any = None) -> type[BaseModel] | None:
    """The model of what stands at a place of a file; `model` is that of the file, or of each entry when the file is
    a list. None for a place that holds no model: a text, a number, a list.
    """
    current: list[type[BaseModel]] = [model]
    rest = list(place)
    if rest and isinstance(rest[0], int):
        rest = rest[1:]
    at_model = True
    for step in rest:
        if isinstance(step, int):
            at_model = True
            continue
        found = [field for one in current for field in fields_of(one) if field.key == step]
        if not found or not found[0].models:
            return None
        current, at_model = list(found[0].models), found[0].kind == "part"
    return current[0] if at_model and len(current) == 1 else None
