"""The kind of an item and its points fit together: things that add up are not worth what one best answer is."""

import pytest
from ruamel.yaml import YAML

from data.content.checks import check_content
from questionnaire.models import Item
from tests.checks.broken import TODAY
from tests.checks.content import codes, mistakes_in
from tests.whole.content_roots import edition_copy

_YAML = YAML(typ="safe", pure=True)
_YAML.default_flow_style, _YAML.width = False, 4000
THEMES = ("risks", "behaviour", "systems", "access", "incidents")


def as_multiple(item: dict, measure: str) -> dict:
    """A single choice made multiple, with all that check.py then tells followed: the same for every author
    who does as told.
    """
    options = [
        {**o, "exclusive": True} if o["points"] == 0 else {**o, "measures": o.get("measures", [measure])}
        for o in item["options"]
    ]
    return {**item, "kind": "multiple", "options": options}


@pytest.mark.parametrize("theme", THEMES)
def test_every_single_choice_that_is_made_multiple_is_told_whatever_remedies_are_followed(theme, tmp_path):
    root = edition_copy(tmp_path)
    path = root / f"questionnaire/content/{theme}.yaml"
    section = _YAML.load(path.read_text(encoding="utf-8"))
    changed = [item["id"] for item in section["items"] if item.get("kind", "single") == "single"]
    measure = next(
        m for item in section["items"] for o in item.get("options", ()) for m in o.get("measures", ())
    )
    section["items"] = [
        as_multiple(item, measure) if item["id"] in changed else item for item in section["items"]
    ]
    with path.open("w", encoding="utf-8") as file:
        _YAML.dump(section, file)
    found = [m.say() for m in check_content(root, today=TODAY).errors if m.code == "kind_and_points"]
    assert len(changed) >= 2 and [f"'{i}'" in "".join(found) for i in changed] == [True] * len(changed)


def item(*points: float, more: str = "") -> str:
    options = ", ".join(
        f"{{id: o{n}, label: 'Antwoord {n}', points: {p}{', exclusive: true' if p == 0 else ''}}}"
        for n, p in enumerate(points)
    )
    return f"{{id: a, question: 'Hoe?', kind: multiple, options: [{options}]{more}}}"


@pytest.mark.parametrize(
    "points",
    [(0, 1, 1, 2), (0, 1, 3), (3, 2, 1, 0), (0, 1, 1.5, 2, 3), (0, 0, 1, 2, 3, 2.5, 3, 1), (2, 1, 1.5, 3, 0)],
)
def test_points_that_climb_as_for_one_choice_are_told(points, tmp_path):
    assert "kind_and_points" in codes(mistakes_in(tmp_path, [item(*points)], house_rules=True))


@pytest.mark.parametrize("points", [(2, 2, 1, 1, 0), (2, 1, 0), (1, 1, 1, 0), (2, 1, 1, 2, 0)])
def test_points_of_things_that_add_up_are_left_alone(points, tmp_path):
    assert "kind_and_points" not in codes(mistakes_in(tmp_path, [item(*points)], house_rules=True))


def test_who_says_the_maximum_has_thought_of_it(tmp_path):
    assert "kind_and_points" not in codes(
        mistakes_in(tmp_path, [item(0, 1, 1, 2, more=", maximum: 4")], house_rules=True)
    )


def test_spaces_and_capitals_do_not_tell_two_answers_apart(tmp_path):
    root = edition_copy(tmp_path)
    path = root / "questionnaire/content/profile.yaml"
    path.write_text(path.read_text().replace("label: Geen website}", "label: 'een  website'}"))
    assert [m.code for m in check_content(root, today=TODAY).errors] == ["same_label"]


def test_an_answer_that_nobody_looked_at_is_known_from_its_flag_alone():
    built = Item.model_validate(
        {
            "id": "a",
            "question": "?",
            "options": ({"id": "x", "label": "x", "unseen": True}, {"id": "y", "label": "y"}),
        }
    )
    assert (
        built.nobody_looked("x")
        and built.nobody_looked(("y", "x"))
        and not built.nobody_looked("y")
        and not built.nobody_looked(None)
    )
