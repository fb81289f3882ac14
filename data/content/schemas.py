"""JSON Schemas of the content files, made from the models, so that editors complete and explain every key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from data.content.talking_points import TalkingPoints
from data.first_help.playbooks import Playbooks
from data.privacy import Privacy
from data.region import Region
from questionnaire import models
from questionnaire.authoring.sources import read_source
from questionnaire.content_folder import PRODUCT
from questionnaire.models import Questionnaire, Section
from questionnaire.saved_scans.migrations import Migration
from scoring.authoring.reference import chapters, example, models_by_name
from scoring.evidence_rules import EvidenceRules
from scoring.models import Measure, Threats
from scoring.rule import Rule

_MORE_TEXTS = "docs/regels/regio"
_PARAMETER = "Parameter"  # explains what stands in every parameter of data/privacy.yaml

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Schema by the path of its file; the first line of each content file names the one that belongs to it."""
    found = {
        "questionnaire/content/schema.json": _content_schema(),
        "questionnaire/content/migrations.schema.json": TypeAdapter(tuple[Migration, ...]).json_schema(),
        "scoring/rules/schema.json": _of(Rule),
        "scoring/measures/schema.json": TypeAdapter(tuple[Measure, ...]).json_schema(),
        "scoring/threats.schema.json": _of(Threats),
        "scoring/evidence.schema.json": _of(EvidenceRules),
        "data/region.schema.json": _of(Region),
        "data/playbooks.schema.json": _of(Playbooks),
        "data/talking_points.schema.json": _of(TalkingPoints),
        "data/privacy.schema.json": _of(Privacy),
    }
    for schema in found.values():
        _explain(schema)
    return found


def write_schemas(root: Path = PRODUCT) -> Iterator[Path]:
    """Writes every schema below `root`; the paths written."""
    for name, text in rendered().items():
        path = root / name
        path.write_text(text, encoding="utf-8")
        yield path


def rendered() -> dict[str, str]:
    """The schemas as text, by path."""
    return {
        name: json.dumps({"$schema": _DIALECT, **schema}, ensure_ascii=False, indent=1) + "\n"
        for name, schema in schemas().items()
    }


def _of(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _content_schema() -> dict[str, Any]:
    """One schema for a folder of questions: questionnaire.yaml lists its sections by name, the others are a
    section each.
    """
    section, questionnaire = _of(Section), _of(Questionnaire)
    definitions = {**section.pop("$defs"), **questionnaire.pop("$defs")}
    definitions["Section"] = section
    questionnaire["properties"]["sections"]["items"] = {
        "anyOf": [{"type": "string"}, {"$ref": "#/$defs/Section"}]
    }
    definitions["Questionnaire"] = questionnaire
    return {
        "if": {"required": ["sections"]},
        "then": {"$ref": "#/$defs/Questionnaire"},
        "else": {"$ref": "#/$defs/Section"},
        "$defs": definitions,
    }


def _explain(schema: dict[str, Any]) -> None:
    """Gives every key the explanation and the example of docs/regels/; what lacks there keeps the model's own
    description.
    """
    texts = _texts()
    for name, part in [(schema.get("title", ""), schema), *schema.get("$defs", {}).items()]:
        for key, value in part.get("properties", {}).items():
            owners = [name, *(base.__name__ for base in _models().get(name, object).__mro__), _PARAMETER]
            entry = next((texts[owner][key] for owner in owners if key in texts.get(owner, {})), None)
            if entry is not None:
                value["description"] = f"{entry[0]} Bijvoorbeeld: {example(key, entry)}"


@cache
def _models() -> dict[str, type]:
    return {**models_by_name(), "Case": models.Case}


@cache
def _texts() -> dict[str, dict[str, Any]]:
    """By model and key: explanation and example."""
    found = {name: text["keys"] for chapter in chapters() for name, text in chapter["models"].items()}
    for path in sorted((PRODUCT / _MORE_TEXTS).glob("*.yaml")):
        found |= {name: text["keys"] for name, text in read_source(path, PRODUCT).data["models"].items()}
    return found
