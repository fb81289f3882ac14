"""docs/regels.md: every key of the content with an example, made from the models and docs/regels/. `python -m
scoring.authoring.reference`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from questionnaire import conditions, models, roles
from questionnaire.authoring.command_line import Parser, run
from questionnaire.authoring.sources import read_source
from questionnaire.content_folder import PRODUCT
from questionnaire.saved_scans import migrations
from scoring import evidence_rules, measure_parts, obligations, priorities, rule
from scoring import models as scoring_models
from scoring.authoring import cases

PAGE = Path("docs/regels.md")
TEXTS = Path("docs/regels")

# Not written by authors under their own name: a base class, and an alias.
_NOT_SHOWN = {"ContentModel"}
_SHORTEST_COLUMN = "-"


def models_by_name() -> dict[str, type[BaseModel]]:
    """Every model that authors write in YAML; a scoring case is called `scoring.Case`."""
    found: dict[str, type[BaseModel]] = {}
    for module in (
        models,
        roles,
        conditions,
        rule,
        priorities,
        scoring_models,
        measure_parts,
        obligations,
        evidence_rules,
        migrations,
    ):
        found |= {
            name: model
            for name, model in vars(module).items()
            if _is_model_of(model, module.__name__) and name == model.__name__ and name not in _NOT_SHOWN
        }
    return found | {"scoring.Case": cases.Case, "Expected": cases.Expected}


def _is_model_of(value: Any, module: str) -> bool:
    return isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == module


def own_keys(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The keys a model adds to those of its base class, as authors write them."""
    base = model.__mro__[1]
    inherited = set(base.model_fields) if issubclass(base, BaseModel) else set()
    return {field.alias or name: field for name, field in model.model_fields.items() if name not in inherited}


def chapters(root: Path = PRODUCT) -> Iterator[Mapping[str, Any]]:
    """The texts of docs/regels/, a chapter per file. Raises ValueError for a file that cannot be read."""
    for path in sorted((root / TEXTS).glob("*.yaml")):
        source = read_source(path, root)
        if source.mistakes or not isinstance(source.data, dict):
            raise ValueError("\n\n".join(mistake.say() for mistake in source.mistakes) or str(path))
        yield source.data


def example(key: str, entry: tuple[Any, ...]) -> str:
    """The example of one key as a line of YAML; what has to stand beside it comes first."""
    text = _yaml(entry[1])
    beside = entry[2] if len(entry) > 2 else ""
    return f"{{{beside}, {key}: {text}}}" if beside else f"{key}: {text}"


def _yaml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def page(root: Path = PRODUCT) -> str:
    """The whole of docs/regels.md. Raises KeyError for a text about a model or key that does not exist."""
    known = models_by_name()
    parts = [(root / TEXTS / "0_inleiding.md").read_text(encoding="utf-8").rstrip()]
    for chapter in chapters(root):
        parts.append(f"## {chapter['title']}\n\n{chapter['about'].strip()}")
        for name, text in chapter["models"].items():
            parts.append(_model_part(text, own_keys(known[name])))
    return "\n\n".join(parts) + "\n"


def _model_part(text: Mapping[str, Any], keys: Mapping[str, FieldInfo]) -> str:
    rows = ["| sleutel | wat het is | voorbeeld | standaard |", "|---|---|---|---|"]
    for key, entry in text["keys"].items():
        rows.append(
            f"| `{key}` | {_cell(entry[0])} | `{_cell(example(key, entry))}` | {_default(keys[key])} |"
        )
    about = f"{text['about'].strip()}\n\n" if "about" in text else ""
    return f"### {text['title']}\n\n{about}" + "\n".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "verplicht"
    value = field.default
    if isinstance(value, bool | int | float):
        return f"`{_yaml(value)}`"
    return f"`{value}`" if isinstance(value, str) else _SHORTEST_COLUMN


def main(arguments: list[str] | None = None) -> int:
    """Writes the page; returns 0."""
    Parser(
        prog="python -m scoring.authoring.reference", description="Schrijft docs/regels.md opnieuw."
    ).parse_args(arguments)
    (PRODUCT / PAGE).write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
    return 0


if __name__ == "__main__":
    run(main)
