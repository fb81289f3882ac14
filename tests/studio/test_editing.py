"""One value of a YAML file changes; every other byte stays as somebody wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from questionnaire.authoring.sources import KeyPath, parse_source
from questionnaire.content_folder import PRODUCT
from questionnaire.studio.editing import CannotEdit, YamlText, resolve, steps_of, value_at

FOLDERS = ("questionnaire/content", "scoring", "data", "examples")
FILES = sorted(path for folder in FOLDERS for path in (PRODUCT / folder).rglob("*.yaml"))


def scalars(data: object, place: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    if isinstance(data, dict):
        for key, part in data.items():
            yield from scalars(part, (*place, key))
    elif isinstance(data, tuple):
        for i, part in enumerate(data):
            yield from scalars(part, (*place, i))
    else:
        yield place, data


def lists(data: object, place: KeyPath = ()) -> Iterator[tuple[KeyPath, tuple]]:
    if isinstance(data, tuple):
        yield place, data
    for key, part in (
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, tuple) else ()
    ):
        yield from lists(part, (*place, key))


def changed_lines(before: str, after: str) -> int:
    one, other = before.split("\n"), after.split("\n")
    return sum(a != b for a, b in zip(one, other)) + abs(len(one) - len(other))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PRODUCT).as_posix())
def test_a_word_of_every_text_changes_on_its_line_alone_and_undone_it_is_the_same_file(path: Path) -> None:
    before = path.read_text("utf-8")
    yaml = YamlText(before)
    texts = {place: value for place, value in scalars(yaml.data) if isinstance(value, str) and value}
    changed = {place: f"{value}x" for place, value in texts.items()}
    after = yaml.set_all(changed)
    assert len(after.split("\n")) == len(before.split("\n"))
    assert changed_lines(before, after) <= len(texts), "no line but those of the texts"
    found = YamlText(after)
    assert all(value_at(found.data, place) == text for place, text in changed.items())
    assert found.set_all(texts) == before
    for place in list(texts)[:: max(1, len(texts) // 5)]:
        assert changed_lines(before, yaml.set(place, changed[place])) == 1, place


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PRODUCT).as_posix())
def test_every_number_and_yes_or_no_changes_alone(path: Path) -> None:
    before = path.read_text("utf-8")
    yaml = YamlText(before)
    values = {place: value for place, value in scalars(yaml.data) if isinstance(value, bool | int | float)}
    after = yaml.set_all({p: not v if isinstance(v, bool) else v + 1 for p, v in values.items()})
    assert len(after.split("\n")) == len(before.split("\n")) and changed_lines(before, after) <= len(values)


HOSTILE = (
    "x: y",
    "- {id: z}",
    "# niets",
    "a # b",
    "'",
    '"',
    "it's",
    "yes",
    "null",
    "1.0",
    "2026-01-01",
    "}, {id: q, label: w",
    "]",
    "!!python/object:os.system",
    "*a",
    "&a b",
    " rand ",
    "een\ntwee: drie",
    "\u2028x",
    "{{ 7*7 }}<script>",
    "%YAML 1.1",
    "---",
    "a\tb",
    "é",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("file", ["questionnaire/content/access.yaml", "scoring/threats.yaml"])
def test_what_somebody_types_is_a_text_and_never_yaml(file: str, text: str) -> None:
    before = (PRODUCT / file).read_text("utf-8")
    yaml = YamlText(before)
    tried = 0
    for place, value in list(scalars(yaml.data))[:: len(yaml.data) * 40]:
        if isinstance(value, str):
            try:
                after = yaml.set(place, text)
            except CannotEdit:
                continue  # refused whole, which is as good
            tried += 1
            found = parse_source("file", after).data
            assert value_at(found, place) == text
            assert [v for p, v in scalars(found) if p != place] == [
                v for p, v in scalars(yaml.data) if p != place
            ]
    assert tried or not text.isprintable()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PRODUCT).as_posix())
def test_entries_move_go_and_come_back_and_the_comments_stay(path: Path) -> None:
    before = path.read_text("utf-8")
    yaml = YamlText(before)
    comments = sorted(row.strip() for row in before.split("\n") if row.lstrip().startswith("#"))
    found = [(place, entries) for place, entries in lists(yaml.data) if len(entries) > 1]
    for place, entries in found[:: max(1, len(found) // 6)]:
        moved = yaml.move((*place, 0), 1)
        assert YamlText(moved).move((*place, 1), 0) == before, place
        fewer = yaml.remove((*place, 1))
        assert value_at(parse_source("file", fewer).data, place) == (entries[0], *entries[2:])
        assert sorted(row.strip() for row in fewer.split("\n") if row.lstrip().startswith("#")) == comments
        more = YamlText(fewer).insert(place, 1, entries[1])
        assert value_at(parse_source("file", more).data, place) == entries


def test_a_key_comes_behind_those_before_it_and_goes_again_without_a_trace() -> None:
    before = (PRODUCT / "questionnaire/content/access.yaml").read_text("utf-8")
    yaml = YamlText(before)
    order = ("id", "kind", "quick", "key", "weight", "question", "explanation", "asks", "options")
    place = resolve(yaml.data, ("items", "mfa_email"))
    after = yaml.add_key(place, "asks", "inside", order)
    assert changed_lines(before, after) and after.count("asks: inside") == before.count("asks: inside") + 1
    assert YamlText(after).drop_key((*place, "asks")) == before
    option = resolve(yaml.data, ("items", "mfa_email", "options", "some"))
    after = yaml.add_key(option, "explanation", "Een regel: kort", ("id", "label", "explanation"))
    assert changed_lines(before, after) == 1
    assert YamlText(after).drop_key((*option, "explanation")) == before


def test_a_place_is_found_by_its_ids_whatever_moved() -> None:
    yaml = YamlText((PRODUCT / "questionnaire/content/access.yaml").read_text("utf-8"))
    steps = ("items", "mfa_email", "options", "none", "label")
    assert steps_of(yaml.data, resolve(yaml.data, steps)) == steps
    for wrong in (("items", "nothing"), ("..", "x"), ("items", "99"), ("items", "-1"), ("items", "²")):
        with pytest.raises(CannotEdit):
            resolve(yaml.data, wrong)


def test_a_file_with_a_mistake_is_not_edited() -> None:
    for text in ("a: [1", "a: 1\na: 2\n", "", "a: 1\r\nb: 2\r\n"):
        with pytest.raises(CannotEdit):
            YamlText(text)
