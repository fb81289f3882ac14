"""Whether counts in conditions, and what levels ask of every theme or key item, can be met at all."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import Source
from questionnaire.checks.skip_rules import parts_of
from questionnaire.conditions import Bounds, HowMany, HowManyAnswers
from questionnaire.language.translation import N_
from questionnaire.models import Item, Questionnaire
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE
from scoring.checks.model_walk import conditions_of_model
from scoring.checks.score_range import Reach
from scoring.rule import Rule

_REMEDY = N_("pas de grens aan, of haal haar weg.")


def check_counting(rule: Rule, source: Source, questionnaire: Questionnaire, reach: Reach) -> list[Mistake]:
    """Conditions that count to more than there is, and needs that no business meets."""
    return [*_too_many(rule, source, questionnaire), *_every(rule, source, questionnaire, reach)]


def _too_many(rule: Rule, source: Source, questionnaire: Questionnaire) -> Iterator[Mistake]:
    for place, condition in conditions_of_model(rule):
        for at, leaf in parts_of(condition, place):
            if isinstance(leaf, HowMany | HowManyAnswers):
                most = _how_many(leaf, rule, questionnaire)
                if not _any_count(leaf, most):
                    sentence = N_("hier valt tot {most} te tellen, dus deze voorwaarde klopt nooit.")
                    yield source.mistake(
                        at, "bound_out_of_reach", Phrase(sentence, {"most": most}), Phrase(_REMEDY)
                    )
                elif all(leaf.contains(count) for count in range(most + 1)):
                    yield source.mistake(
                        at, "contradiction", Phrase(N_("deze voorwaarde klopt altijd.")), Phrase(_REMEDY)
                    )


def _how_many(leaf: HowMany | HowManyAnswers, rule: Rule, questionnaire: Questionnaire) -> int:
    if leaf.of in ("themes", "groups"):
        return len(questionnaire.themes) if leaf.of == "themes" else len(rule.groups)
    if isinstance(leaf.of, tuple):
        if isinstance(leaf, HowMany):
            return len(set(leaf.of))
        items = [questionnaire.items[name] for name in dict.fromkeys(leaf.of) if name in questionnaire.items]
    else:
        items = [
            item
            for section in questionnaire.themes
            for item in section.items
            if item.key or leaf.of == "all_items"
        ]
    return (
        len(items)
        if isinstance(leaf, HowMany)
        else sum(_may_answer(item, leaf.count_answered) for item in items)
    )


def _may_answer(item: Item, wanted: tuple[str, ...]) -> bool:
    offered = (
        {*item.options_by_id}
        | ({DONT_KNOW} if item.dont_know else set())
        | ({NOT_APPLICABLE} if item.not_applicable else set())
    )
    return not offered.isdisjoint(wanted)


def _any_count(bounds: Bounds, most: int) -> bool:
    return any(bounds.contains(count) for count in range(most + 1))


def _every(rule: Rule, source: Source, questionnaire: Questionnaire, reach: Reach) -> Iterator[Mistake]:
    """A level asks the same of every theme or key item; the one that can come least far decides."""
    themes = [section.id for section in questionnaire.themes]
    keys = [item.id for section in questionnaire.themes for item in section.items if item.key]
    for i, level in enumerate(rule.levels):
        for key, bound, names in (
            ("each_theme", level.needs.each_theme, themes),
            ("key_points", level.needs.key_points, keys),
        ):
            spans = [(reach.spans[name][1], name) for name in names if name in reach.spans]
            if bound is None or not spans or bound <= min(spans)[0] + 1e-9:
                continue
            high, name = min(spans)
            sentence = N_(
                "niveau '{level}' vraagt {bound:g} voor '{name}', en dat is nooit te halen: het hoogste is {high:g}."
            )
            values = {"level": level.id, "bound": bound, "name": name, "high": round(high, 4)}
            yield source.mistake(
                ("levels", i, "needs", key), "level_out_of_reach", Phrase(sentence, values), Phrase(_REMEDY)
            )
