"""Checks all content together: questions, rules, measures, types of crime, region, privacy and translations.

It stands in this room because no room above it holds content. `check.py` prints what this finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from data import clock
from data.content.coverage import check_coverage
from data.content.region_roles import check_levels_of_help, check_region_roles
from data.content.side_by_side import answers_of
from data.content.talking_points import TalkingPoints, check_talking_points, read_talking_points
from data.first_help.checks import check_playbooks
from data.first_help.playbooks import Playbooks, read_playbooks
from data.privacy import FILE as PRIVACY
from data.privacy import Privacy, read_privacy
from data.region import FILE as REGION
from data.region import Region, check_security, read_region, to_fill_in
from questionnaire.authoring.mistakes import Mistake
from questionnaire.authoring.reporting import Note
from questionnaire.authoring.sources import KeyPath, Source, read_source
from questionnaire.catalogues.extraction import texts_in
from questionnaire.catalogues.translation_checks import check_translations
from questionnaire.checks.codes import check_codes
from questionnaire.checks.files import check_file, check_file_names
from questionnaire.checks.ids import check_ids
from questionnaire.checks.listed_twice import check_listed_twice
from questionnaire.checks.migrations import check_migrations
from questionnaire.checks.plain_language import check_plain_language
from questionnaire.checks.readable import check_readable
from questionnaire.checks.same_labels import check_same_labels
from questionnaire.content_folder import ROOT
from questionnaire.loading import CONTENT
from questionnaire.models import Questionnaire, Section
from questionnaire.saved_scans.migrations import FILE as MIGRATIONS
from scoring.authoring.case_checks import check_cases
from scoring.checks import check_rule
from scoring.checks.texts import check_reviewed
from scoring.checks.top_ten import MOST_BUSINESSES, check_top_ten
from scoring.loading import build
from scoring.models import Measure, Threats
from scoring.reading import SCAN_FILES, SCAN_RULE, Read, read_rule
from scoring.rule import Rule

# A measure that businesses really get shows up long before this many.
_FEW_BUSINESSES = 500
_ONLY_IN_RULES = set(Rule.model_fields) - set(Section.model_fields) - set(Questionnaire.model_fields)


@dataclass
class Report:
    """Every mistake that was found, in the order of the files, and how much was looked at."""

    mistakes: list[Mistake] = field(default_factory=list)
    questions: int = 0
    measures: int = 0
    threats: int = 0
    rules: int = 0
    texts: int = 0
    easy_pct: float = 100.0
    notes: list[Note] = field(default_factory=list)

    @property
    def errors(self) -> list[Mistake]:
        """What must be mended before the content can be used; the others are warnings."""
        return [m for m in self.mistakes if m.severity == "error"]


def check_content(root: Path = ROOT, thorough: bool = False, today: date | None = None) -> Report:
    """Checks the content below `root`; never raises for anything an author can write.

    `thorough` looks among 10,000 made-up businesses for measures in nobody's top ten, instead of some
    hundreds.
    """
    root = root.resolve()
    scan = read_rule(root / SCAN_RULE, root, SCAN_FILES)
    others = [read_rule(path, root) for path in _other_rules(root)]
    region, privacy = read_source(root / REGION, root), read_source(root / PRIVACY, root)
    found = check_rule(scan)
    for other in others:
        found += check_rule(other, house_rules=False)
    regional, in_region = read_region(root)
    books, playbooks, in_books = read_playbooks(root)
    points, talking, in_points = read_talking_points(root)
    found += in_region + read_privacy(root)[1] + in_books + in_points
    if books is not None:
        found += check_playbooks(books, playbooks, regional, scan.threats, scan.threats_source)
    beside = [source for source in (region, privacy, playbooks, talking) if source is not None]
    files = {s.file: s for s in [*(s for read in (scan, *others) for s in _sources(read)), *beside]}
    found += _loose_ends(list(files.values()), found, root, today or clock.today_in(regional))
    texts = list(texts_of(scan, region, privacy, playbooks, talking))
    hard = check_plain_language(texts)
    found += hard + check_readable(texts) + check_translations(root, texts)
    found += check_same_labels(
        root,
        [
            *answers_of(scan, translations_read=True),
            *(group for other in others for group in answers_of(other)),
        ],
    )
    if scan.questions.questionnaire is not None:
        found += check_migrations(root, scan.questions.questionnaire, scan.questions.raw_ids)
        found += check_codes(scan.questions, scan.questions.questionnaire, scan.measure_places)
        errors = {m.file for m in found if m.severity == "error"}
        if errors <= {MIGRATIONS.as_posix()}:
            found += check_ids(
                root,
                scan.questions.questionnaire,
                scan.measure_places,
                scan.questions.places,
                only_now=bool(errors),
            )
    if not any(m.severity == "error" for m in found):
        content = build(scan)
        found += (
            check_region_roles(content.questionnaire, regional, scan.questions.places)
            if regional is not None
            else []
        )
        if regional is not None:
            found += check_levels_of_help(regional, region, {level.id for level in content.rule.levels})
        if points is not None and talking is not None:
            found += check_talking_points(points, talking, content.questionnaire.items)
        found += check_coverage(content.questionnaire, scan.questions.places, content.rule)
        found += check_top_ten(content, scan.measure_places, MOST_BUSINESSES if thorough else _FEW_BUSINESSES)
    questionnaire = scan.questions.questionnaire
    if questionnaire is not None:  # last: a case that no longer fits follows from what is told above
        found += check_cases(root, questionnaire)
    return Report(
        mistakes=_once(found),
        questions=len(questionnaire.items) if questionnaire else 0,
        measures=len(scan.measures),
        threats=len(scan.threats.threats) if scan.threats else 0,
        rules=1 + len(others),
        texts=len(texts),
        easy_pct=100 * (1 - len({(m.file, m.line) for m in hard}) / len(texts)) if texts else 100.0,
        notes=[] if regional is None else [(REGION.as_posix(), note) for note in to_fill_in(regional)],
    )


def _other_rules(root: Path) -> Iterator[Path]:
    """Rule files besides the scan's own: what is not a list and not a questionnaire."""
    for path in sorted((root / SCAN_RULE.parent).rglob("*.yaml")):
        if path != root / SCAN_RULE:
            data = read_source(path, root).data
            if data is None or (
                isinstance(data, dict) and "sections" not in data and data.keys() & _ONLY_IN_RULES
            ):
                yield path


def _sources(read: Read) -> list[Source]:
    return [
        s
        for s in [
            read.rule_source,
            *read.questions.sources.values(),
            *read.measure_sources,
            read.threats_source,
            read.evidence_source,
        ]
        if s is not None
    ]


def texts_of(
    scan: Read,
    region: Source,
    privacy: Source,
    playbooks: Source | None = None,
    talking: Source | None = None,
) -> Iterator[tuple[Source, KeyPath, str]]:
    """Everything that respondents read, as written in YAML."""
    files: list[tuple[Source | None, type[BaseModel]]] = [
        (source, Questionnaire if name == "questionnaire" else Section)
        for name, source in scan.questions.sources.items()
    ]
    files += [(source, Measure) for source in scan.measure_sources]
    files += [(scan.threats_source, Threats), (scan.rule_source, Rule), (region, Region), (privacy, Privacy)]
    files += [(playbooks, Playbooks), (talking, TalkingPoints)]
    for source, model in files:
        if source is not None:
            yield from ((source, place, text) for place, text in texts_in(source, model))


def _loose_ends(files: list[Source], found: list[Mistake], root: Path, today: date) -> list[Mistake]:
    told = {(m.file, m.line) for m in found}
    mistakes = [m for source in files for m in check_file(source) if (m.file, m.line) not in told]
    mistakes += [m for source in files for m in check_listed_twice(source) if (m.file, m.line) not in told]
    mistakes += [m for source in files for m in check_reviewed(source, today)]
    mistakes += [
        m for source in files if source.file == REGION.as_posix() for m in check_security(source, today)
    ]
    return mistakes + check_file_names(
        [root / CONTENT, root / SCAN_RULE.parent, root / "scoring/measures", root / "data"], root
    )


def _once(mistakes: list[Mistake]) -> list[Mistake]:
    """Each mistake once, by file and line, errors before warnings on the same line."""
    wrong = {(m.file, m.line) for m in mistakes if m.severity == "error"}
    # A space too many is a small thing on a line with a mistake, and often that very mistake.
    once = {
        (m.file, m.line, m.say()): m
        for m in mistakes
        if m.code != "stray_space" or (m.file, m.line) not in wrong
    }
    return sorted(once.values(), key=lambda m: (m.file, m.line, m.severity))
