"""Ids within one rule that would say two things: doubled ones, and groups that take the name of something
else.
"""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.checks.findings import Findings
from questionnaire.conditions import PercentWithin, ScoreWithin, leaves
from questionnaire.language.translation import N_
from questionnaire.loading import Loaded
from questionnaire.models import Questionnaire
from scoring.checks.model_walk import conditions_of_model
from scoring.models import Threats
from scoring.rule import Rule

# What rules and figures call the score itself, and sets of items.
_TAKEN = ("total", "key_items", "all_items", "themes", "groups")
_IS_TAKEN = N_("'{id}' is bezet: regels en cijfers noemen zo al iets anders.")
_OTHER_NAME = N_("kies een andere id, overal waar deze wordt genoemd.")
_OTHER_ID = N_("geef er één een andere id.")


def check_names(rule: Rule, source: Source, questionnaire: Questionnaire) -> list[Mistake]:
    """Mistakes in the ids that the rule gives, and in names that mean a theme as well as an item."""
    return [
        *_doubles(rule, source),
        *_groups(rule, source, questionnaire),
        *_ambiguous(rule, source, questionnaire),
    ]


def check_taken(loaded: Loaded, questionnaire: Questionnaire, threats: Threats | None) -> list[Mistake]:
    """Mistakes in ids of items and themes that already mean something else where figures are named."""
    findings = Findings(loaded)
    crimes = {threat.id for threat in threats.threats} if threats is not None else set()
    for section in questionnaire.sections:
        if section.id in _TAKEN:
            findings.section(section, ("id",), "double_id", _IS_TAKEN, _OTHER_NAME, id=section.id)
        elif section.id in crimes and not section.profile:
            findings.section(
                section,
                ("id",),
                "double_id",
                N_("zo heet ook een type criminaliteit in threats.yaml."),
                _OTHER_NAME,
            )
        for item in section.items:
            if item.id in _TAKEN:
                findings.item(item, ("id",), "double_id", _IS_TAKEN, _OTHER_NAME, id=item.id)
    return findings.mistakes


def _doubles(rule: Rule, source: Source) -> Iterator[Mistake]:
    for key in ("groups", "factors", "knock_outs", "levels"):
        seen: set[str] = set()
        for i, entry in enumerate(getattr(rule, key)):
            if entry.id in seen:
                values = {"id": entry.id, "list": key}
                yield source.mistake(
                    (key, i, "id"),
                    "double_id",
                    Phrase(N_("de id '{id}' staat twee keer in '{list}'."), values),
                    Phrase(_OTHER_ID),
                )
            seen.add(entry.id)


def _groups(rule: Rule, source: Source, questionnaire: Questionnaire) -> Iterator[Mistake]:
    taken = {"total", *questionnaire.items, *(section.id for section in questionnaire.sections)}
    for i, group in enumerate(rule.groups):
        if group.id in taken:
            yield source.mistake(
                ("groups", i, "id"),
                "double_id",
                Phrase(N_("een groep kan geen '{id}' heten: dat is al iets anders."), {"id": group.id}),
                Phrase(N_("geef de groep een eigen id.")),
            )
        for j, member in enumerate(group.members):
            if member in group.members[:j]:
                yield source.mistake(
                    ("groups", i, "members", j),
                    "group",
                    Phrase(N_("'{id}' staat twee keer bij de leden."), {"id": member}),
                    Phrase(N_("houd er één over; telt het lid dubbel, geef het dan een gewicht.")),
                )


def _ambiguous(rule: Rule, source: Source, questionnaire: Questionnaire) -> Iterator[Mistake]:
    both = {section.id for section in questionnaire.themes} & set(questionnaire.items)
    for place, condition in conditions_of_model(rule) if both else ():
        for leaf in leaves(condition):
            name = (
                leaf.score_of
                if isinstance(leaf, ScoreWithin)
                else leaf.percent_of
                if isinstance(leaf, PercentWithin)
                else None
            )
            if name in both:
                yield _means_two(source, place, str(name))


def _means_two(source: Source, place: KeyPath, name: str) -> Mistake:
    return source.mistake(
        place,
        "double_id",
        Phrase(
            N_("'{id}' is een thema en ook een vraag, dus het is niet duidelijk welk cijfer dit is."),
            {"id": name},
        ),
        Phrase(N_("geef het thema of de vraag een andere id.")),
    )
