"""Which keys may stand at a place in a file, found in the models themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, Tag

from questionnaire.language.translation import N_

# What people write who know other languages; the words of ours stand behind them.
MEANT = {
    "and": "all",
    "or": "any",
    "equals": "answered",
    "is": "answered",
    "in": "answered",
    "score": "score_of",
    "percent": "percent_of",
    "greater_than": "above",
    "more_than": "above",
    "gt": "above",
    "less_than": "below",
    "lt": "below",
    "min": "at_least",
    "minimum": "at_least",
    "gte": "at_least",
    "max": "at_most",
    "maximum": "at_most",
    "lte": "at_most",
    "round": "rounding",
    "aggregate": "combine",
    "aggregator": "combine",
    "text": "question",
}


# Keys of earlier editions, and what says the same now.
MOVED = {
    "unknown_after": N_(
        "zet 'unseen: true' bij elk antwoord dat zegt dat een ander het doet en dat niemand keek."
    )
}


@lru_cache(maxsize=256)
def keys_at(model: type[BaseModel] | None, loc: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys of the model that pydantic's `loc` leads to inside `model`; empty when `loc` leads elsewhere."""
    found = _walked(model, loc)[0]
    models = [variant for annotation in found for _, variant in _variants(annotation) if _is_model(variant)]
    return tuple(dict.fromkeys(key for each in models for key in _keys(each)))


@lru_cache(maxsize=256)
def steps_in_file(model: type[BaseModel] | None, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """`loc` without the names of union branches, which pydantic puts in and the file does not have."""
    return _walked(model, loc)[1]


def _walked(
    model: type[BaseModel] | None, loc: tuple[str | int, ...]
) -> tuple[list[Any], tuple[str | int, ...]]:
    """The annotations that `loc` leads to, and its steps that are in the file."""
    found: list[Any] = [model] if model is not None else []
    steps: list[str | int] = []
    for step in loc:
        variants = [pair for annotation in found for pair in _variants(annotation)]
        branches = [variant for tag, variant in variants if tag is not None and tag == step]
        if not branches:
            steps.append(step)
        found = branches or [inner for _, variant in variants for inner in _step(variant, step)]
    return found, tuple(steps)


@lru_cache(maxsize=32)
def all_keys(model: type[BaseModel] | None) -> tuple[str, ...]:
    """Every key in `model` and the models inside it."""
    todo, seen = [model] if model is not None else [], dict[type[BaseModel], None]()
    while todo:
        current = todo.pop(0)
        if current not in seen:
            seen[current] = None
            todo += [
                inner for field in current.model_fields.values() for inner in _models_in(field.annotation)
            ]
    return tuple(dict.fromkeys(key for each in seen for key in _keys(each)))


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _variants(annotation: Any, tag: str | None = None) -> Iterator[tuple[str | None, Any]]:
    """The types a value may have, each with the name that pydantic puts in `loc` for it."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        yield from _variants(inner, next((mark.tag for mark in marks if isinstance(mark, Tag)), tag))
    elif get_args(annotation) and get_origin(annotation) not in (tuple, dict):
        for part in get_args(annotation):
            yield from _variants(part, tag)
    else:
        yield tag, annotation


def _step(annotation: Any, step: str | int) -> Iterator[Any]:
    if _is_model(annotation):
        yield from (
            field.annotation for name, field in annotation.model_fields.items() if step in (name, field.alias)
        )
    elif get_origin(annotation) is tuple and isinstance(step, int):
        yield get_args(annotation)[0]
    elif get_origin(annotation) is dict and isinstance(step, str):
        yield get_args(annotation)[1]


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if _is_model(annotation):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
