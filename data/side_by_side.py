"""What stands side by side for people to choose from: answers to an item, themes, levels, types of crime, parts of the region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from data.region import Region
from questionnaire.checks.same_labels import Choice, Choices
from questionnaire.sources import Place, Source
from scoring.loading import Read


def answers_of(read: Read) -> Iterator[Choices]:
    """The answers to each item of a questionnaire, as far as it could be read."""
    questionnaire = read.questions.questionnaire
    for item_id, (source, place) in read.questions.places.items():
        item = questionnaire.items.get(item_id) if questionnaire is not None else None
        if item is not None:
            raw: Any = source.data
            for step in place:
                raw = raw[step]
            listed = len(item.options) - len(raw.get("options", ()))
            spots: list[Place] = [
                (*place, "options", i - listed, "label") if i >= listed else (*place, "options_from") for i in range(len(item.options))
            ]
            yield Choices(item_id, tuple(Choice(o.id, o.label, source, spot) for o, spot in zip(item.options, spots)))


def choices_of(scan: Read, region_source: Source, region: Region | None) -> Iterator[Choices]:
    """Every group of which the texts must differ. What could not be read is left out."""
    questionnaire, rule = scan.questions.questionnaire, scan.rule
    yield from answers_of(scan)
    if questionnaire is not None:
        head = scan.questions.sources["questionnaire"]
        themes = [(theme, scan.questions.sources.get(theme.id)) for theme in questionnaire.sections]
        yield Choices("sections", tuple(Choice(t.id, t.title, s or head, ("title",) if s else ("sections",)) for t, s in themes))
    if scan.threats is not None and scan.threats_source is not None:
        yield _listed("threats", scan.threats.threats, scan.threats_source, "title")
    if rule is not None and scan.rule_source is not None:
        yield _listed("levels", rule.levels, scan.rule_source, "title")
    if region is not None:
        yield _listed("sector_groups", region.sector_groups, region_source, "label")


def _listed(key: str, entries: tuple[Any, ...], source: Source, text: str) -> Choices:
    return Choices(key, tuple(Choice(e.id, getattr(e, text), source, (key, i, text)) for i, e in enumerate(entries)))
