"""Loads a questionnaire from YAML. Every mistake of every file is found in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from questionnaire.authoring.mistakes import ContentError, Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source, exists, read_source
from questionnaire.authoring.wording import nearest_id, validation_mistakes
from questionnaire.content_folder import ROOT
from questionnaire.language.translation import N_
from questionnaire.models import Item, Questionnaire, Section

CONTENT = Path("questionnaire/content")

# Files in a content folder that are not a section.
_NO_SECTIONS = {"questionnaire", "migrations"}

Model = TypeVar("Model", bound=BaseModel)


@dataclass
class Loaded:
    """A questionnaire with the files it came from. `questionnaire` is None when a mistake left nothing to
    build on.

    `raw_ids` holds every item id that some file mentions, also of items with a mistake, so that one slip does
    not give a chain of messages about missing items. `whole` is False when a file could not be read at all.
    """

    questionnaire: Questionnaire | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    places: dict[str, tuple[Source, KeyPath]] = field(default_factory=dict)
    raw_ids: set[str] = field(default_factory=set)
    whole: bool = True


def load_questionnaire(path: Path = ROOT / CONTENT, root: Path = ROOT) -> Questionnaire:
    """The questionnaire in a folder (questionnaire.yaml plus a file per section) or in one file.

    Raises ContentError with every mistake of form, as file, line, what is wrong and what to do.
    """
    loaded = read_questionnaire(path, root)
    if loaded.mistakes or loaded.questionnaire is None:
        raise ContentError(loaded.mistakes)
    return loaded.questionnaire


def read_questionnaire(path: Path, root: Path) -> Loaded:
    """Like load_questionnaire, but returns the mistakes beside whatever could be built; never raises."""
    loaded = Loaded()
    head_path = path / "questionnaire.yaml" if path.is_dir() else path
    head = read_source(head_path, root)
    loaded.sources["questionnaire"] = head
    loaded.mistakes += head.mistakes
    if head.data is not None and not isinstance(head.data, dict):
        loaded.mistakes.append(not_a_mapping(head))
    inline = _listed_sections(head, path)
    loaded.mistakes += [
        m for i, entry in enumerate(inline) if entry in inline[:i] for m in (_twice(head, i),)
    ]
    sections: list[Section] = []
    for i, entry in enumerate(inline):
        if not isinstance(entry, str):
            sections += _section(head, ("sections", i), loaded)
            continue
        source = read_source(head_path.parent / f"{entry}.yaml", root)
        if not exists(source.path):
            loaded.mistakes.append(_no_such_section(head, i, entry, path, source.file))
            loaded.whole = False
            continue
        loaded.sources[entry] = source
        loaded.mistakes += source.mistakes
        if source.data is None or source.cut_off:
            loaded.whole = False
        if source.data is not None:
            sections += _section(source, (), loaded, expected_id=entry)
    if not isinstance(head.data, dict):
        loaded.whole = False
        return loaded
    if path.is_dir():
        left_out = _files_left_out(path, inline, root, head)
        loaded.mistakes += left_out
        loaded.whole = loaded.whole and not left_out
    # The sections were validated apart; an empty stand-in keeps one slip from being told twice.
    listed = isinstance(head.data.get("sections"), tuple)
    shell = {**head.data, "sections": tuple(sections)} if sections and listed else head.data
    try:
        questionnaire = Questionnaire.model_validate(shell)
    except ValidationError as error:
        if sections or not inline:
            loaded.mistakes += validation_mistakes(error, head, (), Questionnaire)
        return loaded
    loaded.mistakes += _doubles(questionnaire, loaded)
    loaded.questionnaire = questionnaire
    return loaded


def _listed_sections(head: Source, path: Path) -> tuple[Any, ...]:
    """What the questionnaire lists as sections; every file in the folder when the list cannot be read."""
    listed = head.data.get("sections") if isinstance(head.data, dict) else None
    if isinstance(listed, tuple):
        return listed
    return (
        tuple(sorted(p.stem for p in path.glob("*.yaml") if p.stem not in _NO_SECTIONS))
        if path.is_dir()
        else ()
    )


def _twice(head: Source, i: int) -> Mistake:
    return head.mistake(
        ("sections", i),
        "twice",
        Phrase(N_("dit onderdeel staat er al, en zou dubbel tellen.")),
        Phrase(N_("haal het hier weg.")),
    )


def _no_such_section(head: Source, i: int, name: str, path: Path, file: str) -> Mistake:
    listed: tuple[Any, ...] = head.data.get("sections", ()) if isinstance(head.data, dict) else ()
    spare = (
        [p.stem for p in path.glob("*.yaml") if p.stem not in _NO_SECTIONS and p.stem not in listed]
        if path.is_dir()
        else []
    )
    close = get_close_matches(name, spare, 1, 0.6)
    return head.mistake(
        ("sections", i),
        "reference",
        Phrase(N_("'{name}' wijst naar {file}, en dat bestand is er niet."), {"name": name, "file": file}),
        Phrase(N_("bedoelde u '{guess}'?"), {"guess": close[0]})
        if close
        else Phrase(N_("maak het bestand, of haal de naam uit de lijst.")),
    )


def _section(source: Source, at: KeyPath, loaded: Loaded, expected_id: str | None = None) -> list[Section]:
    data = source.data
    for step in at:
        data = data[step]
    if not isinstance(data, dict):
        loaded.mistakes.append(not_a_mapping(source, at))
        return []
    items: list[Item] = []
    raw_items = data.get("items")
    for i, raw in enumerate(raw_items if isinstance(raw_items, tuple) else ()):
        place = (*at, "items", i)
        if isinstance(raw, dict) and isinstance(raw.get("id"), str):
            loaded.raw_ids.add(raw["id"])
        else:
            loaded.whole = False
        with_options, listed = _with_listed_options(raw, source, place, loaded)
        item = validated(Item, with_options, source, place, loaded.mistakes, listed)
        if item is not None:
            items.append(item)
            loaded.places.setdefault(item.id, (source, place))
    shell = {**data, "items": tuple(items)} if isinstance(raw_items, tuple) else data
    section = validated(Section, shell, source, at, loaded.mistakes)
    if section is None:
        return []
    if expected_id is not None and section.id != expected_id:
        loaded.mistakes.append(
            source.mistake(
                (*at, "id"),
                "id",
                Phrase(N_("de id '{id}' is niet de naam van het bestand."), {"id": section.id}),
                Phrase(
                    N_("schrijf 'id: {name}', of geef het bestand een andere naam."), {"name": expected_id}
                ),
            )
        )
    return [section]


def _with_listed_options(raw: Any, source: Source, place: KeyPath, loaded: Loaded) -> tuple[Any, int]:
    """The item with the options of `options_from` put before its own, and how many those are."""
    wanted = raw.get("options_from") if isinstance(raw, dict) else None
    if (
        not isinstance(wanted, dict)
        or not isinstance(wanted.get("file"), str)
        or not isinstance(wanted.get("list"), str)
    ):
        return raw, 0
    listed = read_source((source.path.parent / wanted["file"]).resolve(), _root_of(source))
    if listed.mistakes and exists(listed.path):
        loaded.mistakes += listed.mistakes
        loaded.whole = False
    entries = listed.data.get(wanted["list"]) if isinstance(listed.data, dict) else None
    if not isinstance(entries, tuple):
        if listed.data is None and exists(listed.path):
            return {**raw, "options": raw.get("options", ())}, 0
        there = exists(listed.path)
        loaded.whole = loaded.whole and there
        sentence = (
            N_("in {file} staat geen lijst '{list}'.")
            if there
            else N_("'{list}' komt uit {file}, en dat bestand is er niet.")
        )
        loaded.mistakes.append(
            source.mistake(
                (*place, "options_from"),
                "reference",
                Phrase(sentence, {"file": wanted["file"], "list": wanted["list"]}),
                Phrase(N_("controleer het pad en de naam van de lijst.")),
            )
        )
        return {**raw, "options": raw.get("options", ())}, 0
    options = tuple(
        {"id": e["id"], "label": e["label"]}
        for e in entries
        if isinstance(e, dict) and isinstance(e.get("id"), str) and isinstance(e.get("label"), str)
    )
    own = raw.get("options", ())
    return {**raw, "options": options + own if isinstance(own, tuple) else own}, len(options)


def _root_of(source: Source) -> Path:
    path, shown = source.path.resolve().as_posix(), source.file
    return Path(path[: -len(shown)]) if path.endswith(shown) else source.path.parent


def _files_left_out(path: Path, listed: tuple[Any, ...], root: Path, head: Source) -> list[Mistake]:
    names = {entry for entry in listed if isinstance(entry, str)} | _NO_SECTIONS
    missing = [name for name in names if not (path / f"{name}.yaml").exists()]
    return [
        head.mistake(
            ("sections",),
            "file_unused",
            Phrase(N_("{name}.yaml staat in de map, maar niet in de lijst 'sections'."), {"name": p.stem}),
            Phrase(N_("zet '{name}' in de lijst, of haal het bestand weg."), {"name": p.stem}),
        )
        for p in sorted(path.glob("*.yaml"))
        if p.stem not in names and not get_close_matches(p.stem, missing, 1, 0.6)
    ]


def _doubles(questionnaire: Questionnaire, loaded: Loaded) -> list[Mistake]:
    """Ids that occur twice: items in the whole questionnaire, options within an item."""
    mistakes: list[Mistake] = []
    first: dict[str, tuple[str, int]] = {}
    for source in loaded.sources.values():
        for place, raw in _raw_items(source):
            item_id = raw.get("id")
            if not isinstance(item_id, str):
                continue
            if item_id in first:
                mistakes.append(
                    source.mistake(
                        (*place, "id"),
                        "double_id",
                        Phrase(
                            N_("de id '{id}' is er al, in {file} op regel {line}."),
                            {"id": item_id, "file": first[item_id][0], "line": first[item_id][1]},
                        ),
                        Phrase(N_("geef dit item een andere id.")),
                    )
                )
            first.setdefault(item_id, (source.file, source.line((*place, "id"))))
            seen: set[str] = set()
            options = raw.get("options")
            for j, option in enumerate(options if isinstance(options, tuple) else ()):
                option_id = option.get("id") if isinstance(option, dict) else None
                if isinstance(option_id, str):
                    if option_id in seen:
                        mistakes.append(
                            source.mistake(
                                (*place, "options", j, "id"),
                                "double_id",
                                Phrase(
                                    N_("'{item}': de id '{id}' staat twee keer bij de antwoorden."),
                                    {"item": item_id, "id": option_id},
                                ),
                                Phrase(N_("geef elk antwoord een eigen id.")),
                            )
                        )
                    seen.add(option_id)
    return mistakes


def _raw_items(source: Source) -> list[tuple[KeyPath, dict[str, Any]]]:
    data = source.data if isinstance(source.data, dict) else {}
    found: list[tuple[KeyPath, dict[str, Any]]] = []
    sections = data.get("sections")
    for at, section in [
        ((), data),
        *((("sections", i), s) for i, s in enumerate(sections if isinstance(sections, tuple) else ())),
    ]:
        items = section.get("items") if isinstance(section, dict) else None
        found += [
            ((*at, "items", i), raw)
            for i, raw in enumerate(items if isinstance(items, tuple) else ())
            if isinstance(raw, dict)
        ]
    return found


def validated(
    model: type[Model], data: Any, source: Source, at: KeyPath, mistakes: list[Mistake], listed: int = 0
) -> Model | None:
    """`data` as `model`, or None with its mistakes added to `mistakes`; `listed` as in validation_mistakes."""
    if not isinstance(data, dict):
        mistakes.append(not_a_mapping(source, at))
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        mistakes += validation_mistakes(error, source, at, model, listed)
        return None


def not_a_mapping(source: Source, at: KeyPath = ()) -> Mistake:
    """The mistake of a text or list where keys with values belong."""
    name = nearest_id(source, at)
    what = Phrase(N_("hier horen sleutels met waarden te staan."))
    return source.mistake(
        at,
        "type",
        Phrase(N_("'{name}': {sentence}"), {"name": name, "sentence": what}) if name else what,
        Phrase(N_("schrijf regels als 'sleutel: waarde'; docs/regels.md noemt ze allemaal.")),
    )
