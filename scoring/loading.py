"""Loads rules, measures and types of crime, and puts them together with their questionnaire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from questionnaire.loading import ROOT, Loaded, not_a_mapping, read_questionnaire, validated
from questionnaire.mistakes import ContentError, Mistake, Phrase, shown
from questionnaire.sources import Place, Source, exists, read_source
from questionnaire.translation import N_, SOURCE_LANGUAGE
from scoring.content import Content
from scoring.models import Measure, Threats
from scoring.rule import Rule

SCAN_RULE = Path("scoring/rules/scan.yaml")
SCAN_FILES = {"questionnaire": "../../questionnaire/content", "measures": "../measures", "threats": "../threats.yaml"}


@dataclass
class Read:
    """One rule with all it refers to, the mistakes of form, and where everything stands."""

    rule: Rule | None = None
    rule_source: Source | None = None
    questions: Loaded = field(default_factory=Loaded)
    measures: dict[str, Measure] = field(default_factory=dict)
    measure_places: dict[str, tuple[Source, Place]] = field(default_factory=dict)
    raw_measure_ids: set[str] = field(default_factory=set)
    measures_whole: bool = True  # False when a measure may be missing because its file or its id could not be read
    measure_sources: list[Source] = field(default_factory=list)
    threats: Threats | None = None
    threats_source: Source | None = None
    mistakes: list[Mistake] = field(default_factory=list)


def load_content(root: Path = ROOT, language: str = "nl", rule: Path = SCAN_RULE) -> Content:
    """The content of one rule file under `root`, in one language; the scan's own comes from what `follow` named.

    Raises ContentError with every mistake of every file.
    """
    if _followed is not None and root == ROOT and rule == SCAN_RULE:
        return _followed(language)
    return _cached(Path(root).resolve(), Path(rule), language)


@lru_cache(maxsize=32)
def _cached(root: Path, rule: Path, language: str) -> Content:
    if language != SOURCE_LANGUAGE:
        return _cached(root, rule, SOURCE_LANGUAGE).localised(language)
    return build(read_rule(root / rule, root))


_followed: Callable[[str], Content] | None = None


def follow(source: Callable[[str], Content] | None) -> None:
    """Lets `load_content` take the scan's own content, by language, from a store of editions; None ends that."""
    global _followed
    _followed = source


def build(read: Read) -> Content:
    """The content that was read. Raises ContentError when there are mistakes of form, or when a rule names what is not there."""
    from scoring.checks.refusals import refusals  # the checks look at what was read, so they import this module

    errors = [m for m in read.mistakes if m.severity == "error"] or refusals(read)
    if errors or read.rule is None or read.questions.questionnaire is None:
        raise ContentError(errors or read.mistakes)
    return Content(read.questions.questionnaire, read.rule, read.measures, read.threats)


def read_rule(path: Path, root: Path, otherwise: dict[str, str] | None = None) -> Read:
    """A rule file with its questionnaire, measures and types of crime; never raises, mistakes stand in the result.

    `otherwise` says where those are when the rule itself cannot be read: all mistakes of all files come in one run.
    """
    read = Read()
    source = read.rule_source = read_source(path, root)
    read.mistakes += source.mistakes
    if source.data is not None:
        read.rule = validated(Rule, source.data, source, (), read.mistakes)
    data = source.data if isinstance(source.data, dict) else {}
    if read.rule is None:
        data = {**(otherwise or {}), **{key: value for key, value in data.items() if isinstance(value, str)}}
    wanted = data.get("questionnaire")
    if isinstance(wanted, str):
        target = path.parent / wanted
        if exists(target):
            read.questions = read_questionnaire(target, root)
            read.mistakes += read.questions.mistakes
        else:
            read.mistakes.append(_missing(source, "questionnaire", wanted, root))
    if isinstance(data.get("measures"), str):
        _read_measures(read, source, path.parent / data["measures"], root, data["measures"])
    if isinstance(data.get("threats"), str):
        _read_threats(read, source, path.parent / data["threats"], root, data["threats"])
    return read


def _missing(source: Source, key: str, wanted: str, root: Path) -> Mistake:
    if source.data is None:  # the rule itself is not there, so what is missing is told by its own name
        return Mistake(shown(source.path.parent / wanted, root), 0, Phrase(N_("dit bestand of deze map is er niet.")),
                       Phrase(N_("controleer de naam en de map, of maak het bestand.")), "file")  # fmt: skip
    return source.mistake((key,), "reference", Phrase(N_("'{key}: {path}' wijst naar iets dat er niet is."), {"key": key, "path": wanted}),
                          Phrase(N_("controleer het pad; het begint bij de map van dit bestand.")))  # fmt: skip


def _read_measures(read: Read, rule_source: Source, path: Path, root: Path, wanted: str) -> None:
    if not exists(path):
        read.mistakes.append(_missing(rule_source, "measures", wanted, root))
        return
    for file in sorted(path.glob("*.yaml")) if path.is_dir() else [path]:
        source = read_source(file, root)
        read.measure_sources.append(source)
        read.mistakes += source.mistakes
        if source.cut_off or not isinstance(source.data, tuple):
            read.measures_whole = False
        if source.data is None:
            continue
        if not isinstance(source.data, tuple):
            read.mistakes.append(
                source.mistake(
                    (),
                    "type",
                    Phrase(N_("dit bestand moet een lijst van maatregelen zijn.")),
                    Phrase(N_("begin elke maatregel met '- id: ...'.")),
                )
            )
            continue
        for i, raw in enumerate(source.data):
            if isinstance(raw, dict) and isinstance(raw.get("id"), str):
                read.raw_measure_ids.add(raw["id"])
            else:
                read.measures_whole = False
            measure = validated(Measure, raw, source, (i,), read.mistakes)
            if measure is None:
                continue
            if measure.id in read.measures:
                other, place = read.measure_places[measure.id]
                read.mistakes.append(source.mistake((i, "id"), "double_id", Phrase(N_("de id '{id}' is er al, in {file} op regel {line}."), {"id": measure.id, "file": other.file, "line": other.line((*place, "id"))}),
                                                    Phrase(N_("geef deze maatregel een andere id."))))  # fmt: skip
                continue
            read.measures[measure.id] = measure
            read.measure_places[measure.id] = (source, (i,))


def _read_threats(read: Read, rule_source: Source, path: Path, root: Path, wanted: str) -> None:
    if not exists(path):
        read.mistakes.append(_missing(rule_source, "threats", wanted, root))
        return
    source = read.threats_source = read_source(path, root)
    read.mistakes += source.mistakes
    if source.data is None:
        return
    if not isinstance(source.data, dict):
        read.mistakes.append(not_a_mapping(source))
        return
    read.threats = validated(Threats, source.data, source, (), read.mistakes)
