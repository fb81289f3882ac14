"""Ids within one rule that would say two things: doubled ones, and groups that take the name of something else."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.conditions import PercentWithin, ScoreWithin, leaves
from questionnaire.mistakes import Mistake, Phrase
from questionnaire.models import Questionnaire
from questionnaire.sources import Place, Source
from questionnaire.translation import N_
from scoring.checks.within import conditions_within
from scoring.rule import Rule

_OTHER_ID = N_("geef er één een andere id.")


def check_names(rule: Rule, source: Source, questionnaire: Questionnaire) -> list[Mistake]:
    """Mistakes in the ids that the rule gives, and in names that mean a theme as well as an item."""
    return [*_doubles(rule, source), *_groups(rule, source, questionnaire), *_ambiguous(rule, source, questionnaire)]


def _doubles(rule: Rule, source: Source) -> Iterator[Mistake]:
    for key in ("groups", "factors", "knock_outs", "levels"):
        seen: set[str] = set()
        for i, entry in enumerate(getattr(rule, key)):
            if entry.id in seen:
                values = {"id": entry.id, "list": key}
                yield source.mistake(
                    (key, i, "id"), "double_id", Phrase(N_("de id '{id}' staat twee keer in '{list}'."), values), Phrase(_OTHER_ID)
                )
            seen.add(entry.id)


def _groups(rule: Rule, source: Source, questionnaire: Questionnaire) -> Iterator[Mistake]:
    taken = {"total", *questionnaire.items, *(section.id for section in questionnaire.sections)}
    for i, group in enumerate(rule.groups):
        if group.id in taken:
            yield source.mistake(
                ("groups", i, "id"), "double_id", Phrase(N_("een groep kan geen '{id}' heten: dat is al iets anders."), {"id": group.id}),
                Phrase(N_("geef de groep een eigen id.")),
            )  # fmt: skip
        for j, member in enumerate(group.members):
            if member in group.members[:j]:
                yield source.mistake(
                    ("groups", i, "members", j), "group", Phrase(N_("'{id}' staat twee keer bij de leden."), {"id": member}),
                    Phrase(N_("houd er één over; telt het lid dubbel, geef het dan een gewicht.")),
                )  # fmt: skip


def _ambiguous(rule: Rule, source: Source, questionnaire: Questionnaire) -> Iterator[Mistake]:
    both = {section.id for section in questionnaire.themes} & set(questionnaire.items)
    for place, condition in conditions_within(rule) if both else ():
        for leaf in leaves(condition):
            name = leaf.score_of if isinstance(leaf, ScoreWithin) else leaf.percent_of if isinstance(leaf, PercentWithin) else None
            if name in both:
                yield _means_two(source, place, str(name))


def _means_two(source: Source, place: Place, name: str) -> Mistake:
    return source.mistake(
        place, "double_id", Phrase(N_("'{id}' is een thema en ook een vraag, dus het is niet duidelijk welk cijfer dit is."), {"id": name}),
        Phrase(N_("geef het thema of de vraag een andere id.")),
    )  # fmt: skip
