"""docs/regels.md names every key that authors can write, with an example that the models accept."""

import pytest
from pydantic import TypeAdapter, ValidationError

from questionnaire.authoring.sources import read_source
from questionnaire.content_folder import ROOT
from scoring.authoring.reference import PAGE, chapters, example, models_by_name, own_keys, page

TEXTS = {name: text for chapter in chapters() for name, text in chapter["models"].items()}
# Names of files in the place of sections are read by the loader, before the model sees them.
KEYS = [
    (name, key)
    for name, text in TEXTS.items()
    for key in text["keys"]
    if (name, key) != ("Questionnaire", "sections")
]


def test_the_page_is_current():
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(), "run: python -m scoring.authoring.reference"


def test_every_model_and_every_key_is_explained_and_nothing_else():
    explained = {name: set(text["keys"]) for name, text in TEXTS.items()}
    assert explained == {name: set(own_keys(model)) for name, model in models_by_name().items()}


@pytest.mark.parametrize(("name", "key"), KEYS, ids=lambda part: part)
def test_the_example_of_a_key_is_accepted(name, key, tmp_path):
    entry = TEXTS[name]["keys"][key]
    line = tmp_path / "example.yaml"
    line.write_text(example(key, entry), encoding="utf-8")
    source = read_source(line, tmp_path)
    assert not source.mistakes, source.mistakes[0].say()
    model = models_by_name()[name]
    if len(entry) > 2:
        assert model.model_validate(source.data)
        return
    # Alone it may miss the keys beside it; what it says itself must be right.
    try:
        model.model_validate(source.data)
    except ValidationError as error:
        wrong = [
            e
            for e in error.errors()
            if e["type"] != "missing" and e["loc"] and (e["loc"][0] in (key, f"{key}_"))
        ]
        assert not wrong, wrong
    field = own_keys(model)[key]
    TypeAdapter(field.rebuild_annotation()).validate_python(source.data[key], strict=True)
