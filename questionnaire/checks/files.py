"""What is wrong with a file whatever it holds: keys without a value, a cut-off end, a name that nobody reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from questionnaire.authoring.mistakes import Mistake, Phrase, shown
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.authoring.wording import nearest_id
from questionnaire.language.translation import N_
from questionnaire.language.visible import is_visible


def check_file(source: Source) -> list[Mistake]:
    """Keys without a value, and a last line that was perhaps cut off."""
    mistakes = [
        source.mistake(
            place,
            "empty_value",
            Phrase(N_("'{name}' heeft geen waarde."), {"name": _name(source, place)}),
            Phrase(N_("vul iets in, of haal de sleutel weg.")),
        )
        for place in _empty(source.data, ())
    ]
    if source.cut_off and source.data is not None:
        mistakes.append(
            Mistake(
                source.file,
                source.path.read_bytes().count(b"\n") + 1,
                Phrase(N_("de laatste regel is niet afgesloten: misschien is het bestand afgebroken.")),
                Phrase(N_("kijk of het eind er nog staat, en sluit af met een lege regel.")),
                "cut_off",
                "warning",
            )
        )
    return mistakes


def check_file_names(folders: Iterable[Path], root: Path) -> list[Mistake]:
    """Files that look like content but have a name that is not read."""
    return [
        Mistake(
            shown(path, root),
            0,
            Phrase(N_("dit bestand wordt niet gelezen, want de naam eindigt niet op .yaml.")),
            Phrase(N_("noem het {name}.yaml."), {"name": path.stem}),
            "file_name",
        )
        for folder in folders
        for path in sorted(folder.glob("*"))
        if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yaml"
    ]


def _empty(value: Any, place: KeyPath) -> Iterator[KeyPath]:
    if place and (value is None or (isinstance(value, str) and not is_visible(value))):
        yield place
    elif isinstance(value, dict | tuple):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _empty(part, (*place, key))


def _name(source: Source, place: KeyPath) -> str:
    key = next((str(step) for step in reversed(place) if isinstance(step, str)), source.file)
    name = nearest_id(source, place)
    return f"{name}: {key}" if name else key
