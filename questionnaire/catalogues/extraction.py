"""Finds the texts that people read, for Babel: model fields of the type `Text` in YAML, and texts in code,
f-strings included.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from questionnaire.authoring.sources import KeyPath, Source, read_source
from questionnaire.authoring.wording import nearest_id
from questionnaire.language.translation import is_text


def extract_content(
    fileobj: Any, _keywords: Any, _comment_tags: Any, options: dict[str, str]
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Texts of one YAML file as Babel wants them: line, function, text, and for translators where it stands.

    `model` in babel.cfg names the class of the file, or of each entry when the file is a list. A file that is
    not readable gives nothing: check.py tells what is wrong with it.
    """
    path = Path(fileobj.name)
    source = read_source(path, path.parent)
    module, _, name = options["model"].rpartition(".")
    for place, text in texts_in(source, getattr(import_module(module), name)):
        yield source.line(place), "", text, [_where(source, place)]


def extract_code(
    fileobj: Any, keywords: Any, _comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str | tuple[str, ...], list[str]]]:
    """Texts of one Python file as Babel wants them. Babel's own reader does not see a call inside an f-string
    before Python 3.12.
    """
    for node in _in_order(ast.parse(fileobj.read(), fileobj.name)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in keywords:
            texts = tuple(
                a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
            )
            if texts:
                yield node.lineno, name, texts if len(texts) > 1 else texts[0], []


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for part in ast.iter_child_nodes(node):
        yield from _in_order(part)


def texts_in(source: Source, model: type[BaseModel]) -> Iterator[tuple[KeyPath, str]]:
    """Place and text of everything in `source` that is translated, in the order of the file."""
    if isinstance(source.data, tuple):
        for i, entry in enumerate(source.data):
            yield from _texts(entry, [model], (i,))
    else:
        yield from _texts(source.data, [model], ())


def _texts(value: Any, models: list[type[BaseModel]], place: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from _texts(part, models, (*place, i))
    if isinstance(value, str) and value.strip() and any(hasattr(model, "plain") for model in models):
        yield place, value  # a model that authors may write as a plain text
    if not isinstance(value, dict):
        return
    for key, part in value.items():
        for model in models:
            found = _fields(model).get(key)
            if found is None:
                continue
            text, within = found
            yield from _strings(part, (*place, key)) if text else _texts(part, within, (*place, key))
            break


@cache
def _fields(model: type[BaseModel]) -> dict[str, tuple[bool, list[type[BaseModel]]]]:
    """By key as authors write it: whether it is text for respondents, else the models it may hold."""
    return {
        field.alias or name: (is_text(field), models_in(field.annotation))
        for name, field in model.model_fields.items()
    }


def _strings(value: Any, place: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str) and value.strip():
        yield place, value
    elif isinstance(value, dict | tuple):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _strings(part, (*place, key))


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """The models that an annotation names, however deep in unions, tuples and mappings."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in models_in(part)]


def _where(source: Source, place: KeyPath) -> str:
    key = next((str(step) for step in reversed(place) if isinstance(step, str)), "")
    name = nearest_id(source, place)
    return f"{name}: {key}" if name else key
