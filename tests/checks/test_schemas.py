"""JSON Schemas for editors: current, with an explanation at every key, and true to the content."""

import datetime
import json

import pytest
from jsonschema import Draft202012Validator

from data.content.schemas import rendered, schemas
from questionnaire.authoring.sources import read_source
from questionnaire.content_folder import PRODUCT

CONTENT = {
    "questionnaire/content/schema.json": sorted(
        [
            *PRODUCT.glob("questionnaire/content/*.yaml"),
            *PRODUCT.glob("examples/*/questionnaire/content/*.yaml"),
        ]
    ),
    "scoring/rules/schema.json": [
        PRODUCT / "scoring/rules/scan.yaml",
        *sorted(PRODUCT.glob("scoring/rules/*/rule.yaml")),
    ],
    "scoring/measures/schema.json": sorted(PRODUCT.glob("scoring/measures/*.yaml")),
    "scoring/threats.schema.json": [PRODUCT / "scoring/threats.yaml"],
    "scoring/evidence.schema.json": [PRODUCT / "scoring/evidence.yaml"],
    "data/region.schema.json": [PRODUCT / "data/region.yaml"],
    "data/playbooks.schema.json": [PRODUCT / "data/playbooks.yaml"],
    "data/privacy.schema.json": [PRODUCT / "data/privacy.yaml"],
    "questionnaire/content/migrations.schema.json": [PRODUCT / "questionnaire/content/migrations.yaml"],
}
FILES = [
    (name, path)
    for name, paths in CONTENT.items()
    for path in paths
    if path.stem != "migrations" or "migrations" in name
]


@pytest.mark.parametrize("name", sorted(CONTENT))
def test_the_schema_is_current(name):
    """When this fails: python check.py --write-schemas"""
    assert (PRODUCT / name).read_text(encoding="utf-8") == rendered()[name]


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda part: getattr(part, "stem", ""))
def test_the_content_fits_its_schema_and_names_it_in_the_first_line(name, path):
    found = Draft202012Validator(json.loads((PRODUCT / name).read_text())).iter_errors(
        _plain(read_source(path, PRODUCT).data)
    )
    assert [error.message for error in found] == []
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    if name != "questionnaire/content/schema.json" or path.stem != "questionnaire":
        assert first.startswith("# yaml-language-server: $schema=")
        assert (path.parent / first.partition("=")[2]).resolve() == PRODUCT / name


@pytest.mark.parametrize("slip", [{"qestion": "x"}, {"kind": "double"}, {"options": "none"}])
def test_an_editor_underlines_a_slip(slip):
    section = {"id": "a", "title": "A", "items": [{"id": "b", "question": "Hoe?", **slip}]}
    assert not Draft202012Validator(schemas()["questionnaire/content/schema.json"]).is_valid(section)


def test_every_key_has_an_explanation_with_an_example():
    bare = []
    for name, schema in schemas().items():
        for title, part in [("", schema), *schema.get("$defs", {}).items()]:
            bare += [
                f"{name} {title}.{key}"
                for key, value in part.get("properties", {}).items()
                if "Bijvoorbeeld: " not in value.get("description", "")
            ]
    assert bare == []


def _plain(value):
    """As JSON knows it, the way an editor sees YAML."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
