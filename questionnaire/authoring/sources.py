"""Reads YAML 1.2 and remembers the line of every key, so that each mistake can be told with its place."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.resolver import VersionedResolver

from questionnaire.authoring.mistakes import Mistake, Phrase, shown
from questionnaire.authoring.yaml_hints import cut_by_a_hash, likely_cause
from questionnaire.language.translation import N_
from questionnaire.language.visible import UNSEEN

KeyPath = tuple[str | int, ...]

# Far beyond any real content: keeps a file of brackets, or of references to itself, from exhausting stack and
# memory.
_DEEPEST = 40
_MOST_PLACES = 200_000


@dataclass
class Source:
    """One YAML file: plain values (mappings as dict, lists as tuple) plus the line of every place in it."""

    file: str
    path: Path
    data: Any = None
    lines: dict[KeyPath, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    cut_off: bool = (
        False  # the last line has no end: perhaps the file was broken off, and what is missing stood below
    )

    def line(self, place: KeyPath) -> int:
        """Line of `place`, or of the nearest surrounding one when it is not in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def mistake(
        self, place: KeyPath, code: str, message: Phrase, remedy: Phrase, severity: str = "error"
    ) -> Mistake:
        """A mistake at `place` in this file; the caller decides where it is kept."""
        return Mistake(self.file, self.line(place), message, remedy, code, severity)  # type: ignore[arg-type]


def exists(path: Path) -> bool:
    """Whether there is something at `path`; False for what cannot be a path at all."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def read_source(path: Path, root: Path) -> Source:
    """The file's values and lines. What cannot be read stands in `mistakes` and `data` is None; never raises."""
    source = Source(shown(path, root), path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return _gone(
            source,
            Phrase(N_("dit bestand bestaat niet.")),
            Phrase(N_("controleer de naam en de map, of maak het bestand.")),
        )
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        source.mistakes.append(
            Mistake(
                source.file,
                line,
                Phrase(N_("hier staat een teken dat geen UTF-8 is.")),
                Phrase(N_("sla het bestand op als UTF-8.")),
                "encoding",
            )
        )
        return source
    except IsADirectoryError:
        return _gone(
            source, Phrase(N_("dit is een map, geen bestand.")), Phrase(N_("noem een bestand uit deze map."))
        )
    except (OSError, ValueError):
        return _gone(
            source,
            Phrase(N_("dit bestand kan niet worden gelezen.")),
            Phrase(N_("controleer de naam en de rechten van het bestand.")),
        )
    # Line ends of any machine: the lines that are told are those of an editor.
    return _parsed(source.file, path, text.replace("\r\n", "\n").replace("\r", "\n"))


def parse_source(file: str, text: str) -> Source:
    """What `read_source` gives of a file with this text; `file` is its name in mistakes. Never raises."""
    return _parsed(file, Path(file), text.replace("\r\n", "\n").replace("\r", "\n"))


def compose(text: str) -> Node:
    """The nodes of a text that `parse_source` found right, each with where it begins and ends."""
    node: Node = _yaml().compose(text)
    return node


@lru_cache(maxsize=128)
def _parsed(file: str, path: Path, text: str) -> Source:
    """The source of this very text: unchanged files are parsed once, however often they are read."""
    source = Source(file, path, cut_off=not text.endswith("\n"))
    deep = _too_deep(text)
    if deep:
        source.mistakes.append(_layers(file, deep))
        return source
    try:
        node = _yaml().compose(text)
    except MarkedYAMLError as error:
        gave_up, began = (
            (mark.line + 1 if mark else None) for mark in (error.problem_mark, error.context_mark)
        )
        line, remedy = likely_cause(text, gave_up or began or 1, began if error.context in _STARTED else None)
        source.mistakes.append(
            Mistake(source.file, line, Phrase(N_("de YAML klopt hier niet.")), remedy, "yaml")
        )
        return source
    except (YAMLError, ValueError, RecursionError):
        line = next(
            (
                i
                for i, row in enumerate(text.splitlines(), 1)
                if any(not c.isprintable() and c != "\t" for c in row)
            ),
            1,
        )
        source.mistakes.append(
            Mistake(
                source.file,
                line,
                Phrase(N_("dit bestand is geen leesbare YAML.")),
                Phrase(N_("haal vreemde tekens weg, of zet een oudere versie terug.")),
                "yaml",
            )
        )
        return source
    if node is None or (isinstance(node, ScalarNode) and _kind(node) == "null"):
        return _gone(
            source, Phrase(N_("dit bestand is leeg.")), Phrase(N_("vul het, of haal het bestand weg."))
        )
    source.data = _plain(node, (), source, 0)
    for line in cut_by_a_hash(node, text.split("\n")):
        message = Phrase(N_("alles na de # op deze regel wordt niet gelezen."))
        remedy = Phrase(
            N_(
                "zet de hele tekst tussen aanhalingstekens, of zet een spatie achter de # als het een opmerking is."
            )
        )
        source.mistakes.append(Mistake(file, line, message, remedy, "hash", "warning"))
    return source


def _too_deep(text: str) -> int:
    """The line on which layers get too many, or 0. The reader itself would go down with it, and the whole
    program too.
    """
    depth = 0
    try:
        for event in _yaml().parse(text):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > _DEEPEST:
                return int(event.start_mark.line) + 1
    except (
        YAMLError,
        ValueError,
    ):  # not YAML: that is told with more words, from what the reader makes of it
        pass
    return 0


def _layers(file: str, line: int) -> Mistake:
    message = Phrase(N_("hier staan te veel lagen in elkaar."))
    return Mistake(
        file, line, message, Phrase(N_("haal de verwijzing naar zichzelf of de extra haakjes weg.")), "depth"
    )


# What the reader was busy with when its beginning says more than where it gave up.
_STARTED = ("while parsing a flow mapping", "while parsing a flow sequence", "while scanning a simple key")


class _Resolver(VersionedResolver):
    """YAML 1.2, said once: ruamel.yaml works it out anew for every value."""

    processing_version = (1, 2)


def _yaml() -> YAML:
    yaml = YAML(typ="safe")
    yaml.Resolver = _Resolver
    return yaml


def _gone(source: Source, message: Phrase, remedy: Phrase) -> Source:
    source.mistakes.append(Mistake(source.file, 0, message, remedy, "file"))
    return source


def _plain(node: Node, place: KeyPath, source: Source, depth: int) -> Any:
    source.lines.setdefault(place, node.start_mark.line + 1)
    if depth > _DEEPEST or len(source.lines) > _MOST_PLACES:
        if any(mistake.code == "depth" for mistake in source.mistakes):
            return None
        source.mistakes.append(_layers(source.file, source.line(place)))
        return None
    _check_tag(node, source)
    if isinstance(node, ScalarNode):
        return _scalar(node, place, source)
    if not isinstance(node, MappingNode):
        return tuple(_plain(part, (*place, i), source, depth + 1) for i, part in enumerate(node.value))
    values: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = _scalar(key_node, place, source) if isinstance(key_node, ScalarNode) else None
        line = key_node.start_mark.line + 1
        if not isinstance(key, str):
            source.lines[(*place, str(key))] = line
            source.mistakes.append(
                source.mistake(
                    (*place, str(key)),
                    "key",
                    Phrase(
                        N_("een sleutel moet een woord zijn, niet '{key}'."), {"key": _as_written(key_node)}
                    ),
                    Phrase(N_("schrijf een sleutel zoals in de uitleg, of zet hem tussen aanhalingstekens.")),
                )
            )
            continue
        if key in values:
            source.mistakes.append(
                Mistake(
                    source.file,
                    line,
                    Phrase(
                        N_("'{key}' staat hier voor de tweede keer (eerst op regel {first})."),
                        {"key": key, "first": source.lines[(*place, key)]},
                    ),
                    Phrase(N_("houd er één over.")),
                    "duplicate_key",
                )
            )
            continue
        source.lines[(*place, key)] = line
        values[key] = _plain(value_node, (*place, key), source, depth + 1)
    return values


def _as_written(node: Node) -> str:
    """A key as an author would know it, whatever it is made of."""
    if isinstance(node, ScalarNode):
        return str(node.value)[:40]
    return "{...}" if isinstance(node, MappingNode) else "[...]"


# What plain YAML has; any other tag (!!python/object, !!binary, one of your own) asks for something we do not
# do.
_KINDS = {"null", "bool", "int", "float", "str", "timestamp", "seq", "map", "merge"}


def _kind(node: Node) -> str:
    """How YAML 1.2 reads the value, from its tag; a word such as `no` stays a word."""
    tag = str(getattr(node.tag, "value", node.tag))
    return tag.removeprefix("tag:yaml.org,2002:")


def _scalar(node: ScalarNode, place: KeyPath, source: Source) -> Any:
    kind = _kind(node)
    text: str = node.value
    try:
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind == "int":
            return _bounded(
                int(text.replace("_", ""), 0) if text[:2] in ("0x", "0o") else int(text.replace("_", "")),
                node,
                source,
            )
        if kind == "float":
            return _bounded(float(text.replace("_", "")), node, source)
        if kind == "timestamp" and len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        return text
    _check_text(text, node, source)
    return text


# No score, price or share comes near. Beyond it sums and quotients overflow, and no sum shows what it was
# made of.
_LARGEST, _SMALLEST = 1e12, 1e-12


def _bounded(number: float, node: ScalarNode, source: Source) -> float:
    """The number, told when nothing can be worked out with it. Infinity and what is no number are told by the
    models.
    """
    size = abs(number)
    if number and isfinite(number) and not _SMALLEST <= size <= _LARGEST:
        message = Phrase(
            N_("het getal {number} is te groot of te klein om mee te rekenen."),
            {"number": str(node.value)[:40]},
        )
        remedy = Phrase(N_("schrijf een getal van hoogstens twaalf cijfers voor of achter de punt."))
        source.mistakes.append(Mistake(source.file, node.start_mark.line + 1, message, remedy, "number"))
    return number


def _check_text(text: str, node: ScalarNode, source: Source) -> None:
    """Tells a text of only spaces, and signs that nobody can see, which no letter in a font stands for."""
    unseen = UNSEEN.search(text)
    line = node.start_mark.line + 1
    if unseen is not None:
        message = Phrase(
            N_("in deze tekst staat een onzichtbaar teken (U+{code})."), {"code": f"{ord(unseen[0]):04X}"}
        )
        source.mistakes.append(
            Mistake(
                source.file,
                line,
                message,
                Phrase(N_("haal het teken weg, of typ de tekst opnieuw.")),
                "unseen",
            )
        )
    elif text and text.isspace():
        message = Phrase(N_("deze tekst bestaat alleen uit spaties."))
        source.mistakes.append(
            Mistake(source.file, line, message, Phrase(N_("vul iets in, of haal de sleutel weg.")), "blank")
        )


def _check_tag(node: Node, source: Source) -> None:
    """Tells a tag that plain YAML does not have."""
    kind = _kind(node)
    if kind not in _KINDS:
        tag = kind if kind.startswith("!") else f"!!{kind}"
        message = Phrase(N_("een tag als '{tag}' kan hier niet."), {"tag": tag[:40]})
        remedy = Phrase(
            N_("haal het woord met het uitroepteken weg, of zet de hele tekst tussen aanhalingstekens.")
        )
        source.mistakes.append(Mistake(source.file, node.start_mark.line + 1, message, remedy, "tag"))
