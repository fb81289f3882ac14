"""Reads a rule with its questionnaire, measures and types of crime from YAML: what was read, where it stands,
and the mistakes of form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from questionnaire.authoring.mistakes import Mistake, Phrase, shown
from questionnaire.authoring.sources import KeyPath, Source, exists, read_source
from questionnaire.language.translation import N_
from questionnaire.loading import Loaded, not_a_mapping, read_questionnaire, validated
from scoring.evidence_rules import EvidenceRules
from scoring.models import Measure, Threats
from scoring.rule import Rule

SCAN_RULE = Path("scoring/rules/scan.yaml")


SCAN_FILES = {
    "questionnaire": "../../questionnaire/content",
    "measures": "../measures",
    "threats": "../threats.yaml",
    "evidence": "../evidence.yaml",
}


@dataclass
class Read:
    """One rule with all it refers to, the mistakes of form, and where everything stands."""

    rule: Rule | None = None
    rule_source: Source | None = None
    questions: Loaded = field(default_factory=Loaded)
    measures: dict[str, Measure] = field(default_factory=dict)
    measure_places: dict[str, tuple[Source, KeyPath]] = field(default_factory=dict)
    raw_measure_ids: set[str] = field(default_factory=set)
    measures_whole: bool = (
        True  # False when a measure may be missing because its file or its id could not be read
    )
    measure_sources: list[Source] = field(default_factory=list)
    threats: Threats | None = None
    threats_source: Source | None = None
    evidence: EvidenceRules | None = None
    evidence_source: Source | None = None
    mistakes: list[Mistake] = field(default_factory=list)


def read_rule(path: Path, root: Path, otherwise: dict[str, str] | None = None) -> Read:
    """A rule file with its questionnaire, measures and types of crime; never raises, mistakes stand in the
    result.

    `otherwise` says where those are when the rule itself cannot be read: all mistakes of all files come in
    one run.
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
    if isinstance(data.get("evidence"), str):
        _read_evidence(read, source, path.parent / data["evidence"], root, data["evidence"])
    return read


def _missing(source: Source, key: str, wanted: str, root: Path) -> Mistake:
    if source.data is None:  # the rule itself is not there, so what is missing is told by its own name
        return Mistake(
            shown(source.path.parent / wanted, root),
            0,
            Phrase(N_("dit bestand of deze map is er niet.")),
            Phrase(N_("controleer de naam en de map, of maak het bestand.")),
            "file",
        )
    return source.mistake(
        (key,),
        "reference",
        Phrase(N_("'{key}: {path}' wijst naar iets dat er niet is."), {"key": key, "path": wanted}),
        Phrase(N_("controleer het pad; het begint bij de map van dit bestand.")),
    )


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
                read.mistakes.append(
                    source.mistake(
                        (i, "id"),
                        "double_id",
                        Phrase(
                            N_("de id '{id}' is er al, in {file} op regel {line}."),
                            {"id": measure.id, "file": other.file, "line": other.line((*place, "id"))},
                        ),
                        Phrase(N_("geef deze maatregel een andere id.")),
                    )
                )
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


def _read_evidence(read: Read, rule_source: Source, path: Path, root: Path, wanted: str) -> None:
    if not exists(path):
        if read.rule is not None:  # else nobody named it: content may do without
            read.mistakes.append(_missing(rule_source, "evidence", wanted, root))
        return
    source = read.evidence_source = read_source(path, root)
    read.mistakes += source.mistakes
    if source.data is not None:
        read.evidence = validated(EvidenceRules, source.data, source, (), read.mistakes)
